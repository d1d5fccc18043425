#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "bot/normalise.hpp"

namespace warmline::bot {

enum class Kind : std::uint8_t { province, city, county, street, hospital, goods, subject };

struct Name {
    Kind kind = Kind::city;
    std::u32string text;  ///< normalised
};

struct Mention {
    Kind kind = Kind::city;
    Span span;
};

/// The names that slots look for, all kinds in one pass over the text.
class Gazetteer {
public:
    explicit Gazetteer(std::vector<Name> names);
    /// For each kind the longest name at each place, none inside another of its kind; in the order of the text.
    /// Only names with the same first two characters are compared, at most `names_tried_max` at one place, so the
    /// pass is linear.
    [[nodiscard]] std::vector<Mention> find(std::u32string_view text) const;

    static constexpr std::ptrdiff_t names_tried_max = 256;

private:
    std::vector<Name> names_;            ///< by their first two characters, longer ones first
    std::vector<char32_t> seconds_;      ///< the second character of each, 0 if it has none
    std::vector<std::uint32_t> starts_;  ///< for each character of the basic plane its first name; one more at the end
};

}  // namespace warmline::bot
