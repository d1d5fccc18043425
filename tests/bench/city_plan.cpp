#include "city_plan.hpp"

#include <cmath>
#include <numeric>

namespace warmline::dispatcher::city {
namespace {

std::uint64_t mixed(std::uint64_t z) noexcept {  // splitmix64
    z += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

}  // namespace

Dice Dice::of(std::uint64_t key) const noexcept { return Dice(mixed(state_ ^ mixed(key + 1))); }

Dice Dice::of(std::string_view key) const noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return of(hash);
}

double Dice::next() noexcept {
    state_ = mixed(state_);
    return static_cast<double>(state_ >> 11U) / 9007199254740992.0;
}

double Dice::around(double median, double spread) noexcept {
    const double u = std::max(next(), 1e-12), v = next();
    const double normal = std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
    return median * std::pow(spread, normal);
}

std::size_t Dice::pick(const std::vector<double>& weights) noexcept {
    double at = next() * std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i + 1 < weights.size(); ++i)
        if ((at -= weights[i]) < 0) return i;
    return weights.size() - 1;
}

}  // namespace warmline::dispatcher::city
