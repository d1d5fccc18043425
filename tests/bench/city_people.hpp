#pragma once
// How people behave: invented, but with the habits that volunteers' organisers tell of (late answers, silence, refusals
// of far errands, nights).
#include "city_plan.hpp"

namespace warmline::dispatcher::city {

enum class Bond { known, near, far };

struct Answer {
    enum What { silent, yes, no } what = silent;
    Time at{};
};

/// What the person says to an offer.
/// @param attempt  0 at first; a crisis may ring the same person again
/// @param bond     the family's partner, or somebody who served it before, seldom says no; who has far to go often
[[nodiscard]] Answer answer_of(const Soul& soul, const Ticket& ticket, const Programme& programme, Bond bond,
                               int attempt, Time now, const Dice& dice);

/// What follows an acceptance.
struct Work {
    Time contact{}, end{};
    bool handed_back = false;  ///< at `end` it is not done but handed back
};
[[nodiscard]] Work work_of(const Soul& soul, const Ticket& ticket, int attempt, Time now, const Dice& dice);

/// How the family rates what was done; nullopt: it does not answer.
struct Verdict {
    Time at{};
    bool solved = true;
};
[[nodiscard]] std::optional<Verdict> verdict_of(const Ticket& ticket, int attempt, Time now, const Dice& dice);

}  // namespace warmline::dispatcher::city
