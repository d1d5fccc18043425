#pragma once
// What happens in a simulated city, whoever dispatches: people, families, requests. The same plan is run by every
// policy.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher::city {

using namespace std::chrono_literals;

/// Chance by name: the same keys give the same number, in whatever order they are asked for, so that two policies that
/// put the same ticket to the same person get the same answer.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] Dice of(std::uint64_t key) const noexcept;
    [[nodiscard]] Dice of(std::string_view key) const noexcept;
    /// In [0, 1).
    double next() noexcept;
    bool chance(double share) noexcept { return next() < share; }
    std::size_t below(std::size_t n) noexcept { return static_cast<std::size_t>(next() * static_cast<double>(n)); }
    /// Log-normal around the median; one in six is beyond `spread` times the median.
    double around(double median, double spread) noexcept;
    /// An index, by weights.
    std::size_t pick(const std::vector<double>& weights) noexcept;

private:
    std::uint64_t state_;
};

/// How a person answers offers.
enum class Temper { prompt, usual, slow, ghost };

struct Spot {
    double x = 0, y = 0;  ///< within the district, 0 to 1
};

struct Soul {
    Person person;
    Temper temper = Temper::usual;
    Spot spot;
    Time gone_from{}, gone_to{};  ///< answers nothing, and told nobody
    std::size_t band = 0;         ///< index into Plan::bands
};

struct Home {
    Household household;
    Person requester;
    Spot spot;
};

struct Request {
    Time at{};
    std::size_t home = 0;
    Code need;
    bool urgent = false, crisis = false;
    std::map<std::string, std::string> facts;
};

struct Plan {
    std::string name;
    std::uint64_t seed = 1;
    Programme programme;
    std::vector<std::string> bands;  ///< names of groups of like helpers
    std::vector<Soul> souls;
    std::vector<Person> offices;  ///< coordinators and operators
    std::vector<Home> homes;
    std::vector<Request> requests;  ///< by time
    Time end{};                     ///< what is not done by then is not done
    Span sweep = 15min;             ///< how often what waits is looked at again
};

[[nodiscard]] inline std::chrono::minutes local_minutes(Time at) noexcept {
    const auto local = at + 8h;
    return std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
}

}  // namespace warmline::dispatcher::city
