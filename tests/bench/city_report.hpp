#pragma once
#include <map>

#include "city_run.hpp"

namespace warmline::dispatcher::city {

struct Figures {
    struct OfTier {
        int tickets = 0;
        double contacted = 0, resolved = 0;  ///< share in time
        double median_min = 0, p90_min = 0;  ///< to a person, in minutes; infinite if too many were never taken
        int late = 0;                        ///< not contacted in time
    };
    std::array<OfTier, 5> tiers{};
    double contacted = 0, resolved = 0, ever = 0;  ///< of all tickets: in time, in time, taken by somebody at all
    double median_min = 0, p90_min = 0;
    double continuity = 0;  ///< of tickets whose household somebody of the skill had served before
    double gini = 0;        ///< of acceptances among like helpers (mean of the bands, by their work)
    double offers_per_assignment = 0;
    double us_per_decision = 0, sweep_ms_most = 0;  ///< CPU time; the sweep that took longest
};

[[nodiscard]] Figures figures_of(const Plan& plan, const Outcome& outcome);

/// Each figure's mean over several seeds; tickets and late ones are summed up.
[[nodiscard]] Figures mean_of(const std::vector<Figures>& figures);

/// The figures of several policies side by side.
void print(const std::map<Policy, Figures>& figures);

}  // namespace warmline::dispatcher::city
