#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bot/understanding.hpp"
#include "dispatcher/ids.hpp"

namespace warmline::bot {

/// A text whose meaning somebody told us: what the reader can learn from (design.md, "Understanding").
struct Example {
    /// The person answered our question which need is meant; or the person or the office corrected what we had read.
    enum class Source { answer, correction };
    Source source = Source::answer;
    std::string channel = "wechat";  ///< as in config/corpus: wechat | hotline
    std::string text;                ///< the words that were read, not those that explained them; personal data
    std::vector<Code> intents, needs;
    Urgency urgency = Urgency::normal;
    dispatcher::TicketId ticket;  ///< whose words alone these are; a later label of the same ticket takes its place
};

/// Longer texts teach little and are cut there.
inline constexpr std::size_t example_bytes_max = 4096;

/// A line of config/corpus without its id, with the source beside it. The ticket is left out.
[[nodiscard]] nlohmann::ordered_json to_json(const Example& example);
/// @throws nlohmann::json::exception on a wrong type (a damaged value)
[[nodiscard]] Example example_from(const nlohmann::ordered_json& j);

}  // namespace warmline::bot
