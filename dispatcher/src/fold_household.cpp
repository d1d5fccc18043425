#include <algorithm>

#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

void pair(Household& household, const Event& event) {
    Pair next;
    next.partner = event.person;
    if (household.pair && household.pair->backup != event.person) next.backup = household.pair->backup;
    next.since = event.at;
    household.pair = std::move(next);
    household.waits.reset();
}

void await(Household& household, const Event& event) {
    const Time since = household.waits ? household.waits->since : event.at;
    household.waits = Wait{since, event.text};
}

void fold_pair(Pair& pair, const Event& event) {
    switch (event.kind) {
        case EventKind::backup_changed:
            pair.backup = event.person;
            return;
        case EventKind::hand_over_asked:
            pair.hand_over = event.hand_over;
            return;
        case EventKind::hand_over_declined:
        case EventKind::hand_over_expired:
            pair.hand_over.reset();
            return;
        case EventKind::absence_changed:
            pair.away = event.absence;
            return;
        case EventKind::deputy_began:
            if (pair.away) pair.away->begun = true;
            return;
        case EventKind::deputy_ended:
            pair.away.reset();
            return;
        default:
            return;
    }
}

}  // namespace

void fold(Household& household, const Event& event) {
    if (event.kind == EventKind::household_paired) pair(household, event);
    if (event.kind == EventKind::partner_awaited) await(household, event);
    if (event.kind == EventKind::pair_ended) {
        household.pair.reset();
        household.waits.reset();
    }
    if (event.kind == EventKind::person_linked &&
        std::ranges::find(household.members, event.person) == household.members.end())
        household.members.push_back(event.person);
    if (household.pair) fold_pair(*household.pair, event);
    household.history.push_back(event);
    if (household.history.size() > household_history_max) household.history.erase(household.history.begin());
}

}  // namespace warmline::dispatcher
