#pragma once
#include <boost/system/result.hpp>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace warmline::bot {

/// The words we use: templates by key, with {field} places; from config/wording/*.json. Immutable.
class Wording {
public:
    /// @throws std::runtime_error naming the key if a template is broken or a required key is missing (start-up)
    explicit Wording(const nlohmann::json& j);
    /// @return the text; an unknown field is left empty, an unknown key gives the key itself (a test keeps that from
    /// happening)
    [[nodiscard]] std::string say(std::string_view key, const std::map<std::string, std::string>& fields = {}) const;
    [[nodiscard]] bool has(std::string_view key) const;

private:
    std::map<std::string, std::string, std::less<>> templates_;
};

}  // namespace warmline::bot
