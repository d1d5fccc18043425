#pragma once
// The two plain ways of dispatching that ours is compared with. Hard conditions are the same for all.
#include <memory>

#include "city_plan.hpp"
#include "dispatcher/fit.hpp"

namespace warmline::dispatcher::city {

enum class Policy { ours, round_robin, nearest };

/// Picks a helper for one ticket among everybody of the skill who is available (Judge::against).
class Picker {
public:
    virtual ~Picker() = default;
    [[nodiscard]] virtual const Soul* pick(const Search& search, const Home& home) = 0;
};

/// @param persons  of plan.souls, in their order, as they are at every moment; outlive the picker, as the plan does
[[nodiscard]] std::unique_ptr<Picker> picker_of(Policy policy, const Plan& plan,
                                                const std::vector<const Person*>& persons);

}  // namespace warmline::dispatcher::city
