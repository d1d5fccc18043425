#pragma once
#include "city_pick.hpp"

namespace warmline::dispatcher::city {

/// What became of one request.
struct Fate {
    Tier tier = Tier::t3;
    Time opened{};
    std::optional<Time> taken;      ///< when the first helper accepted it
    std::optional<Time> contacted;  ///< when the family was spoken to
    std::optional<Time> resolved;
    Time contact_due{}, resolve_due{};
    int offers = 0, acceptances = 0;
    bool known = false;  ///< somebody of the skill had served the household before
    bool kept = false;   ///< and carried this one too
};

struct Outcome {
    Policy policy = Policy::ours;
    std::vector<Fate> fates;   ///< of plan.requests
    std::vector<int> carried;  ///< acceptances of plan.souls
    std::size_t decisions = 0, sweeps = 0, refused = 0;
    double decide_cpu_s = 0, sweep_cpu_s = 0, sweep_cpu_most_s = 0;
};

/// Runs the plan in virtual time. With Policy::ours the dispatcher chooses and what waits is placed together at every
/// sweep; with the others a coordinator without memory puts each ticket to whom the policy picks, at the same moments:
/// at once, after each refusal or silence, and at every sweep. Everything else is the dispatcher's own.
[[nodiscard]] Outcome run(const Plan& plan, Policy policy);

}  // namespace warmline::dispatcher::city
