#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "dispatcher/time.hpp"
#include "http/message.hpp"
#include "problem.hpp"

namespace warmline::console {

/// Reads a JSON object sent as application/json. The media type is required: a form on a foreign page cannot send it.
/// @return 415, or 400 if it is not an object or has a name that is not in `allowed`
[[nodiscard]] Parsed<nlohmann::json> read_object(const http::Request& request,
                                                 std::initializer_list<std::string_view> allowed);
/// A text without blanks at its ends. @param chars_max  in characters, not bytes
/// @return 422 naming `label` (zh-CN) if it is missing, no text, too long, or empty though `required`
[[nodiscard]] Parsed<std::string> text_field(const nlohmann::json& object, std::string_view key, std::string_view label,
                                             std::size_t chars_max, bool required = true);
/// Unix milliseconds. @return nullopt if absent; 422 if no integer between 2000 and 2100
[[nodiscard]] Parsed<std::optional<dispatcher::Time>> time_field(const nlohmann::json& object, std::string_view key,
                                                                 std::string_view label);

}  // namespace warmline::console
