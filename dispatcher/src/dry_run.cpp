#include "dispatcher/dry_run.hpp"

#include <algorithm>

#include "dispatcher/gini.hpp"
#include "dispatcher/known.hpp"
#include "offering.hpp"

namespace warmline::dispatcher {
namespace {

const Household* household_of(const State& state, const Ticket& ticket) {
    const auto it = state.households.find(ticket.household);
    return it == state.households.end() ? nullptr : &it->second;
}

/// The household's pair, and everybody who takes on the need.
std::vector<const Person*> candidates(const State& state, const Ticket& ticket, const Household* household) {
    std::vector<const Person*> out;
    const bool paired = household && household->pair;
    for (const auto& [id, person] : state.persons) {
        const bool of_pair = paired && (id == household->pair->partner || id == household->pair->backup);
        if (of_pair || (person.helper && person.helper->needs.contains(ticket.need))) out.push_back(&person);
    }
    return out;
}

/// Several who are asked at a time: the first in turn is put to it last, and the others are chosen as if those before
/// them were out of the question.
void leave_out_the_others(Ticket& ticket, Time asked, std::span<const Event> later) {
    PersonId first;
    for (const auto& event : later)
        if (event.kind == EventKind::ticket_offered && event.ticket == ticket.id && event.offer && event.at == asked)
            first = event.offer->candidate;
    if (!first) return;
    auto& out = ticket.declined;
    out.push_back(first);
    if (ticket.crisis) return;  // who was rung before is rung again
    if (ticket.offer) out.push_back(ticket.offer->candidate);
    out.insert(out.end(), ticket.beside.begin(), ticket.beside.end());
}

}  // namespace

bool Redecided::differs() const {
    if (!used || !tried) return used.has_value() != tried.has_value();
    return used->person != tried->person;
}

DryRun::DryRun(const Programme& programme, const Weights& tried, Time from, Time to)
    : used_{programme, {}, {}}, tried_{programme, {}, {}}, from_(from), to_(to) {
    tried_.programme.weights = tried;
}

void DryRun::add(std::span<const Event> batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto& event = batch[i];
        if (event.kind == EventKind::ticket_offered && event.offer && event.at >= from_ && event.at < to_)
            redecide(event, batch.subspan(i + 1));
        apply(state_, event);
        if (event.kind != EventKind::ticket_accepted) continue;
        if (const auto it = state_.tickets.find(event.ticket); it != state_.tickets.end() && it->second.household)
            carried_[it->second.household].insert(event.person);
    }
}

void DryRun::redecide(const Event& offered, std::span<const Event> later) {
    const auto found = state_.tickets.find(offered.ticket);
    if (found == state_.tickets.end()) return;
    const auto& why = offered.offer->why;
    if (offered.offer->muster || why.starts_with(why_by_hand) || why == why_same_again || why == why_same_crisis ||
        why == why_of_group) {
        ++result_.by_hand;
        return;
    }
    Ticket ticket = found->second;
    leave_out_the_others(ticket, offered.at, later);
    Redecided out{ticket.id, ticket.need, offered.at, offered.offer->candidate, false, {}, {}};
    out.together = offered.offer->why.find(why_together) != std::string::npos;
    needs_.insert(ticket.need);
    const auto* household = household_of(state_, ticket);
    const auto people = candidates(state_, ticket, household);
    for (auto* side : {&used_, &tried_}) {
        side->programme.situation = state_.situation ? &*state_.situation : nullptr;
        const Search search{.programme = side->programme,
                            .ticket = ticket,
                            .service = service_of(side->programme, ticket),
                            .household = household,
                            .requester = state_.person(ticket.requester),
                            .known = known_to(state_, ticket.household),
                            .now = offered.at};
        auto choice = choose(search, people);
        if (choice) count(*side, search, *choice);
        (side == &used_ ? out.used : out.tried) = std::move(choice);
    }
    result_.offers.push_back(std::move(out));
}

void DryRun::count(Side& side, const Search& search, const Choice& choice) {
    const auto& person = *state_.person(choice.person);
    auto& tally = side.tally;
    ++tally.placed;
    ++side.asked[person.id];
    const auto served = carried_.find(search.ticket.household);
    const bool known = served != carried_.end() && served->second.contains(person.id);
    const bool partner = search.household && search.household->pair && search.household->pair->partner == person.id;
    if (known || partner) ++tally.continued;
    const auto* district = Judge(search).district();
    const auto& serves = helper_of(person).districts;
    if (district && (person.district == district->id || std::ranges::find(serves, district->id) != serves.end()))
        ++tally.near;
    for (const auto& [weights, points] :
         {std::pair(&used_.programme, &tally.points_used), std::pair(&tried_.programme, &tally.points_tried)}) {
        const Search judged{.programme = *weights,
                            .ticket = search.ticket,
                            .service = search.service,
                            .household = search.household,
                            .requester = search.requester,
                            .known = search.known,
                            .now = search.now};
        *points += Judge(judged).fit(person).total();
    }
}

void DryRun::sum_up(Side& side) const {
    auto& tally = side.tally;
    std::vector<int> counts;
    for (const auto& [id, person] : state_.persons) {
        const auto takes = [&, &person = person](const Code& need) {
            return person.helper && person.helper->needs.contains(need);
        };
        const auto it = side.asked.find(id);
        if (it != side.asked.end() || std::ranges::any_of(needs_, takes))
            counts.push_back(it == side.asked.end() ? 0 : it->second);
    }
    tally.gini = gini_of(std::move(counts));
    if (tally.placed == 0) return;
    tally.points_used /= tally.placed;
    tally.points_tried /= tally.placed;
}

DryRunResult DryRun::take() && {
    for (auto* side : {&used_, &tried_}) sum_up(*side);
    result_.used = used_.tally;
    result_.tried = tried_.tally;
    return std::move(result_);
}

}  // namespace warmline::dispatcher
