#include <array>
#include <map>

#include "bot/mask.hpp"
#include "bot/normalise.hpp"

namespace warmline::bot {
namespace {

constexpr std::string_view opening = "⟦", closing = "⟧";

/// Invented things. `number` counts the things of a kind from 1.
class StandIns {
public:
    explicit StandIns(const Masked& masked) : masked_(masked) {}

    std::string operator()(std::string_view placeholder) {
        const auto kind = placeholder.substr(opening.size());
        const auto number = number_in(placeholder);
        const auto digit = [&](std::size_t first) { return std::to_string((first + number - 1) % 10); };
        if (kind.starts_with("姓名")) return name(masked_.unmask(placeholder).value_or(std::string()), number);
        if (kind.starts_with("电话")) return "1380000123" + digit(4);
        if (kind.starts_with("证件")) return "44010619000101000" + digit(1);
        if (kind.starts_with("地址")) return "和平路" + std::to_string(number) + "号";
        if (kind.starts_with("编号")) return "1000" + digit(1);
        return "abc12" + digit(3);
    }

private:
    static std::size_t number_in(std::string_view placeholder) {
        std::size_t number = 0;
        for (const char c : placeholder)
            if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::size_t>(c - '0');
        return number;
    }
    /// A surname alone stays one, and the same surname has the same stand-in, never itself.
    std::string name(const std::string& original, std::size_t number) {
        static constexpr std::array<const char*, 6> surnames = {"林", "何", "许", "高", "叶", "方"};
        static constexpr std::array<const char*, 6> given = {"小雨", "一鸣", "思远", "文静", "海燕", "志强"};
        const auto points = to_points(original);
        const auto first = to_bytes(points.substr(0, 1));
        auto surname = surnames_.try_emplace(first, surnames_.size()).first->second % surnames.size();
        if (surnames[surname] == first) surname = (surname + 1) % surnames.size();
        const std::string made = surnames[surname];
        return points.size() < 2 ? made : made + given[(number - 1) % given.size()];
    }
    const Masked& masked_;
    std::map<std::string, std::size_t> surnames_;
};

}  // namespace

std::string with_stand_ins(const Masked& masked) {
    StandIns stand_in(masked);
    std::string out;
    std::string_view rest = masked.text();
    for (auto begin = rest.find(opening); begin != std::string_view::npos; begin = rest.find(opening)) {
        const auto end = rest.find(closing, begin) + closing.size();  // a masked text holds no bracket of its own
        out.append(rest.substr(0, begin));
        out.append(stand_in(rest.substr(begin, end - begin)));
        rest.remove_prefix(end);
    }
    return out.append(rest);
}

}  // namespace warmline::bot
