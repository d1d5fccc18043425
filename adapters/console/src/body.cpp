#include "body.hpp"

#include <algorithm>

namespace warmline::console {
namespace {

constexpr int depth_max = 8;  // our bodies are flat; a deep one costs the parser's stack

bool too_deep(std::string_view text) {
    int depth = 0;
    return std::ranges::any_of(text, [&depth](char c) {
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        return depth > depth_max;
    });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t chars_in(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Parsed<nlohmann::json> read_object(const http::Request& request, std::initializer_list<std::string_view> allowed) {
    const auto type = request.header("Content-Type");
    if (!(type == "application/json" || type.starts_with("application/json;"))) {
        return BadInput{415, "请求格式应为 application/json。"};
    }
    const BadInput malformed{400, "请求内容不是有效的 JSON 对象。"};
    if (too_deep(request.body)) return malformed;
    auto object = nlohmann::json::parse(request.body, nullptr, false);  // also refuses text that is not UTF-8
    if (!object.is_object()) return malformed;
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(allowed, key) == allowed.end()) return BadInput{400, "请求里有不认识的字段。"};
    }
    // In place: a json value converts to too much to be converted by itself.
    return Parsed<nlohmann::json>{boost::system::in_place_value, std::move(object)};
}

Parsed<std::string> text_field(const nlohmann::json& object, std::string_view key, std::string_view label,
                               std::size_t chars_max, bool required) {
    const auto it = object.find(key);
    if (it != object.end() && !it->is_string()) return BadInput{422, std::string(label) + "应为文字。"};
    std::string text(it == object.end() ? std::string_view{} : trimmed(it->get_ref<const std::string&>()));
    if (required && text.empty()) return BadInput{422, "请填写" + std::string(label) + "。"};
    if (chars_in(text) > chars_max) {
        return BadInput{422, std::string(label) + "不能超过 " + std::to_string(chars_max) + " 个字。"};
    }
    return text;
}

Parsed<std::optional<dispatcher::Time>> time_field(const nlohmann::json& object, std::string_view key,
                                                   std::string_view label) {
    using std::chrono::sys_days;
    using namespace std::chrono_literals;
    const auto it = object.find(key);
    if (it == object.end()) return std::optional<dispatcher::Time>{};
    if (!it->is_number_integer()) return BadInput{422, std::string(label) + "应为时间。"};
    const auto at = dispatcher::from_ms(it->get<std::int64_t>());
    if (at < sys_days{2000y / 1 / 1} || at > sys_days{2100y / 1 / 1})
        return BadInput{422, std::string(label) + "不对。"};
    return std::optional{at};
}

}  // namespace warmline::console
