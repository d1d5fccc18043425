#pragma once
#include "city_plan.hpp"

namespace warmline::dispatcher::city {

/// A group of like helpers to be invented.
struct Band {
    std::string name;
    int count = 0;
    std::set<Code> needs;
    std::set<std::string> licences;
    enum Duty { any_time, free_hours, evenings, round_the_clock } duty = free_hours;
    int capacity = 3;
    std::array<double, 4> tempers{};  ///< weights of Temper
    bool everywhere = false;          ///< of the root organisation; otherwise of the home district's
    bool tutors = false;
    bool own_district = false;  ///< half of them serve their own district alone
};

/// How often a kind of need is asked for.
struct Rate {
    Code need;
    double weight = 1, urgent = 0;  ///< share that is urgent
    bool crisis = false;
};

struct Scenario {
    std::string name;
    int homes = 0, children = 0, teams = 0, requests = 0;
    bool paired = false;  ///< each household has a partner of the first band
    std::vector<Band> bands;
    std::vector<Rate> rates, team_rates;
    int team_requests = 0;
    Time from{};
    std::chrono::days length{1}, drain{5};
    std::map<std::string, double> districts;  ///< where households and helpers live, by weight
    std::set<std::string> sealed;
    Span sweep = 15min;
};

/// P1's figures: 2,424 staff away, 3,615 tutors for 372 children, 62 groups, 60 psychologists, a partner a family; a
/// month. `size` 1 is the whole; less keeps the proportions.
[[nodiscard]] Scenario frontline_month(const Programme& programme, double size);
/// Shanghai's spring of 2022: 4,216 requests in eight days, districts sealed, few helpers.
[[nodiscard]] Scenario sealed_city(const Programme& programme, double size);
/// 20,000 calls in one day.
[[nodiscard]] Scenario flooded_hotline(const Programme& programme, double size);

[[nodiscard]] Plan plan_of(const Scenario& scenario, const Programme& programme, std::uint64_t seed);

}  // namespace warmline::dispatcher::city
