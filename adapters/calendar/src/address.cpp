#include "address.hpp"

#include <algorithm>

namespace warmline::calendar {
namespace {

constexpr std::size_t secret_digits = 64;

}  // namespace

std::string secret_in(std::string file, std::string_view suffix) {
    if (file.size() != secret_digits + suffix.size() || !file.ends_with(suffix)) return {};
    file.resize(secret_digits);
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return std::ranges::all_of(file, is_digit) ? file : std::string();
}

}  // namespace warmline::calendar
