#include "dispatcher/backlog.hpp"

#include <algorithm>

#include "backlog_cost.hpp"
#include "backlog_flow.hpp"
#include "backlog_kinds.hpp"
#include "backlog_squads.hpp"
#include "explain.hpp"
#include "offering.hpp"

namespace warmline::dispatcher {
namespace {

using namespace backlog;

/// Tickets whose partner or backup can take them go there; the indexes of the others stay.
class Partners {
public:
    Partners(std::span<const Waiting> waiting, const Roster& roster, const Programme& programme, Time now)
        : waiting_(waiting), roster_(roster), programme_(programme), now_(now) {}

    std::vector<std::size_t> place(std::vector<Placement>& out) {
        std::vector<std::size_t> rest, order;
        for (std::size_t i = 0; i < waiting_.size(); ++i) (has_partner(waiting_[i]) ? order : rest).push_back(i);
        std::ranges::sort(order, {}, [&](std::size_t i) { return urgency_of(*waiting_[i].ticket, now_); });
        for (const auto i : order) {
            if (const auto* person = partner_of(waiting_[i])) {
                ++taken[person->id];
                out.push_back({i, person, true, {}});
            } else {
                rest.push_back(i);
            }
        }
        return rest;
    }
    Given taken;

private:
    [[nodiscard]] bool has_partner(const Waiting& one) const {
        return one.household && one.household->pair &&
               service_of(programme_, *one.ticket).executor == Executor::partner;
    }
    const Person* partner_of(const Waiting& one) {
        const auto search = search_of(one, programme_, now_);
        const Judge judge(search);
        for (const auto& id : {one.household->pair->partner, one.household->pair->backup}) {
            const auto* entry = id ? roster_.find(id) : nullptr;
            if (!entry || judge.against_partner(entry->person)) continue;
            if (has_room(entry->person, programme_, taken)) return &entry->person;
        }
        return nullptr;
    }
    std::span<const Waiting> waiting_;
    const Roster& roster_;
    const Programme& programme_;
    Time now_;
};

/// Which kinds of helpers each kind of ticket may go to.
std::vector<Lane> lanes_of(std::span<const Waiting> waiting, const std::vector<TicketKind>& tickets,
                           const HelperKinds& helpers, const Programme& programme, Time now) {
    std::vector<Lane> lanes;
    for (std::size_t t = 0; t < tickets.size(); ++t) {
        const auto search = search_of(waiting[tickets[t].waiting.front()], programme, now);
        const Judge judge(search);
        for (const auto h : helpers.serving(search.ticket.need, judge)) {
            const auto& person = *helpers.all()[h].persons.front();
            if (!judge.against(person)) lanes.push_back({t, h, cost_of_fit(judge.fit(person), programme.weights)});
        }
    }
    return lanes;
}

/// Shares what flows to a kind of helpers among its persons, one ticket each in turn; who was not asked for longest is
/// the first.
void share(std::span<const Waiting> waiting, const HelperKind& kind, std::vector<std::size_t> given, Time now,
           std::vector<Placement>& out) {
    if (given.empty()) return;
    auto persons = kind.persons;
    std::ranges::stable_sort(persons, {}, [](const Person* p) { return p->helper->last_offer.value_or(Time{}); });
    std::ranges::sort(given, {}, [&](std::size_t i) { return urgency_of(*waiting[i].ticket, now); });
    std::size_t next = 0;
    for (const auto i : given) {
        const auto* person = persons[next];
        next = (next + 1) % persons.size();
        out.push_back({i, person, false, {}});
    }
}

}  // namespace

std::vector<Placement> place_backlog(std::span<const Waiting> waiting, const Roster& roster, const Programme& programme,
                                     Time now) {
    std::vector<Placement> out;
    Partners partners(waiting, roster, programme, now);
    auto rest = partners.place(out);
    place_squads(waiting, rest, roster, programme, now, partners.taken, out);
    std::set<Code> needs;
    for (const auto i : rest) needs.insert(waiting[i].ticket->need);
    const auto special = special_persons(waiting, rest, roster);
    const auto tickets = kinds_of(waiting, rest, special, programme, now);
    const bool crisis = std::ranges::any_of(rest, [&](std::size_t i) { return waiting[i].ticket->crisis; });
    const HelperKinds helpers(roster, needs, programme, now, partners.taken, special, crisis);
    const auto lanes = lanes_of(waiting, tickets, helpers, programme, now);
    const auto flow = cheapest_flow(tickets, helpers.all(), lanes, programme.weights);
    std::vector<std::vector<std::size_t>> given(helpers.all().size());
    std::vector<std::size_t> next(tickets.size(), 0);
    for (std::size_t l = 0; l < lanes.size(); ++l)
        for (int n = 0; n < flow[l]; ++n)
            given[lanes[l].helpers].push_back(tickets[lanes[l].tickets].waiting[next[lanes[l].tickets]++]);
    for (std::size_t h = 0; h < given.size(); ++h) share(waiting, helpers.all()[h], std::move(given[h]), now, out);
    return out;
}

std::int64_t cost_of(std::span<const Placement> placements, std::span<const Waiting> waiting,
                     const Programme& programme, Time now) {
    std::int64_t cost = 0;
    std::unordered_map<PersonId, int> given;
    std::vector<bool> placed(waiting.size(), false);
    for (const auto& placement : placements) {
        const auto& person = *placement.person;
        placed[placement.waiting] = true;
        const int load = load_of(person) + given[person.id]++;
        if (placement.partner || !placement.squad.empty()) continue;
        const auto search = search_of(waiting[placement.waiting], programme, now);
        cost += cost_of_fit(Judge(search).fit(person), programme.weights) +
                cost_of_load(load, person.helper->capacity, programme.weights);
    }
    for (std::size_t i = 0; i < waiting.size(); ++i)
        if (!placed[i]) cost += cost_of_waiting(*waiting[i].ticket, now);
    return cost;
}

Choice explain(const Placement& placement, const Waiting& waiting, const Programme& programme, Time now) {
    const auto search = search_of(waiting, programme, now);
    const Judge judge(search);
    if (!placement.squad.empty()) return {placement.person->id, placement.squad + "；" + std::string(why_together)};
    if (placement.partner)
        return {placement.person->id, "这户家庭的手拉手结对人（或后备）；" + std::string(why_together)};
    return {placement.person->id, reasons_of(search, judge, *placement.person, judge.fit(*placement.person)) + "；" +
                                      std::string(why_together) + "，总体最合适"};
}

}  // namespace warmline::dispatcher
