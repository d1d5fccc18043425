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

std::string need_of(const Event& event) {
    const auto need = event.facts.find("need");
    return need == event.facts.end() ? std::string() : need->second;
}

void start(Household& household, const Event& event) {
    if (!event.opening) return;
    std::erase_if(household.series, [&](const Series& old) { return old.need == event.opening->need; });
    Series series;
    series.need = event.opening->need;
    series.every_days = event.step;
    series.next = event.review_at.value_or(event.at);
    series.ticket = event.ticket;
    series.helper = event.person;
    series.requester = event.opening->requester;
    series.summary = event.opening->summary;
    series.facts = event.opening->facts;
    household.series.push_back(std::move(series));
}

void fold_series(Household& household, const Event& event) {
    if (event.kind == EventKind::series_started) return start(household, event);
    const auto found = std::ranges::find(household.series, need_of(event), &Series::need);
    if (found == household.series.end()) return;
    if (event.kind == EventKind::series_ended) {
        household.series.erase(found);
        return;
    }
    if (event.review_at) found->next = *event.review_at;
    if (event.kind == EventKind::series_paused) found->paused = true;
    if (event.kind == EventKind::series_resumed || event.kind == EventKind::series_advanced) found->paused = false;
    if (event.kind == EventKind::series_advanced && event.ticket) found->ticket = event.ticket;
    if (event.kind == EventKind::series_advanced && event.person) found->helper = event.person;
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
    if (event.kind == EventKind::plan_made) household.plan_since = event.at;
    if (is_of_series(event.kind)) fold_series(household, event);
    household.history.push_back(event);
    if (household.history.size() > household_history_max) household.history.erase(household.history.begin());
}

}  // namespace warmline::dispatcher
