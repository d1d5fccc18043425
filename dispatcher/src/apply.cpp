#include <algorithm>

#include "dispatcher/decide.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/places.hpp"
#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

/// What a ticket occupies outside itself. Persons and households are brought in line by comparing before and after, so
/// that no kind of event can forget them.
struct Hold {
    Code need;
    PersonId requester;
    std::vector<PersonId> candidates;
    std::vector<PersonId> carriers;  ///< the assignee first
    HouseholdId household;
};

Hold hold_of(const Ticket& ticket) {
    Hold hold;
    if (is_over(ticket.state)) return hold;
    hold.need = ticket.need;
    hold.requester = ticket.requester;
    hold.household = ticket.household;
    hold.candidates = asked_now(ticket);
    if (ticket.state == TicketState::resolved || !ticket.assignee) return hold;
    hold.carriers.push_back(ticket.assignee);
    if (ticket.muster)
        for (const auto& id : ticket.muster->members)
            if (id != ticket.assignee) hold.carriers.push_back(id);
    return hold;
}

Person* touch(State& state, const PersonId& id) {
    if (const auto it = state.persons.find(id); it != state.persons.end()) return &it->second;
    const auto* known = id ? state.person(id) : nullptr;
    return known ? &state.persons.emplace(id, *known).first->second : nullptr;
}

Helper& helper_of(Person& person) { return person.helper ? *person.helper : person.helper.emplace(); }

void count_offer(Helper& helper, Time at) {
    helper.last_offer = at;
    ++helper.asked;
}

/// One more ticket taken on this local day.
void count_today(Helper& helper, Time at) {
    const auto day = helper_day(at);
    if (helper.today != day) helper.taken_today = 0;
    helper.taken_lately = lately_of(helper.taken_lately, helper.today, day) + 10;
    helper.today = day;
    ++helper.taken_today;
}

void add(std::vector<TicketId>& tickets, const TicketId& id) {
    if (std::ranges::find(tickets, id) == tickets.end()) tickets.push_back(id);
}

/// Moves `id` from the list of one person to the list of another.
template <class List>
void hand_over(State& state, const PersonId& from, const PersonId& to, const TicketId& id, List list) {
    if (from == to) return;
    if (auto* person = touch(state, from)) std::erase(list(*person), id);
    if (auto* person = touch(state, to)) add(list(*person), id);
}

/// The ticket stands in the list of each of these, and of nobody else.
void pass_on(State& state, const std::vector<PersonId>& from, const std::vector<PersonId>& to, const TicketId& id,
             std::vector<TicketId> Helper::*list) {
    for (const auto& one : from)
        if (std::ranges::find(to, one) == to.end())
            if (auto* person = touch(state, one)) std::erase(helper_of(*person).*list, id);
    for (const auto& one : to)
        if (std::ranges::find(from, one) == from.end())
            if (auto* person = touch(state, one)) add(helper_of(*person).*list, id);
}

/// Everybody for whom the ticket counts, with how often.
std::map<PersonId, int> counted(const Hold& hold) {
    std::map<PersonId, int> out;
    for (const auto* persons : {&hold.candidates, &hold.carriers})
        for (const auto& one : *persons) ++out[one];
    return out;
}

void count_kind(State& state, const Hold& hold, int by) {
    for (const auto& [id, times] : counted(hold)) {
        auto* person = touch(state, id);
        if (!person) continue;
        auto& load = helper_of(*person).kind_load;
        auto& carried = load[hold.need];
        carried += by * times;
        if (carried <= 0) load.erase(hold.need);
    }
}

void count_kinds(State& state, const Hold& before, const Hold& after) {
    if (before.need == after.need) {
        // Most events change nobody's load, and moving from one list to the other leaves the count.
        if (before.candidates == after.candidates && before.carriers == after.carriers) return;
        if (counted(before) == counted(after)) return;
    }
    count_kind(state, before, -1);
    count_kind(state, after, 1);
}

/// Somebody did something for a household to the end, who is not of it.
void note_helped(State& state, const HouseholdId& id, const PersonId& helper) {
    const auto home = state.households.find(id);
    if (home == state.households.end() || !helper) return;
    const auto& members = home->second.members;
    auto& helped = home->second.helped;
    if (std::ranges::find(members, helper) != members.end()) return;
    std::erase(helped, helper);
    helped.insert(helped.begin(), helper);
    if (helped.size() > helped_max) helped.resize(helped_max);
}

void hand_over(State& state, const HouseholdId& from, const HouseholdId& to, const TicketId& id) {
    if (from == to) return;
    if (const auto it = state.households.find(from); it != state.households.end()) {
        std::erase(it->second.open_tickets, id);
    }
    if (const auto it = state.households.find(to); it != state.households.end()) add(it->second.open_tickets, id);
}

void apply_to_ticket(State& state, const Event& event) {
    auto it = state.tickets.find(event.ticket);
    if (it == state.tickets.end()) {
        if (event.kind != EventKind::ticket_opened) return;
        it = state.tickets.emplace(event.ticket, Ticket{}).first;
    }
    Ticket& ticket = it->second;
    const Hold before = hold_of(ticket);
    fold(ticket, event);
    const Hold after = hold_of(ticket);
    const auto& id = ticket.id;
    hand_over(
        state, before.requester, after.requester, id, [](Person & p) -> auto& { return p.requested; });
    pass_on(state, before.candidates, after.candidates, id, &Helper::offers);
    pass_on(state, before.carriers, after.carriers, id, &Helper::tickets);
    count_kinds(state, before, after);
    hand_over(state, before.household, after.household, id);
    if (event.kind == EventKind::ticket_offered && event.offer) {
        if (auto* person = touch(state, event.offer->candidate)) count_offer(helper_of(*person), event.at);
    }
    if (event.kind == EventKind::ticket_accepted) {
        if (auto* person = touch(state, event.person)) {
            count_today(helper_of(*person), event.at);
            ++helper_of(*person).taken;
        }
    }
    if (event.kind == EventKind::ticket_resolved) note_helped(state, ticket.household, ticket.assignee);
    if (event.kind == EventKind::ticket_resolved && is_night(event.at)) {
        for (const auto& one : before.carriers)
            if (auto* person = touch(state, one)) helper_of(*person).night_work = event.at;
    }
    if (event.kind == EventKind::squad_mustered) {
        for (const auto& one : after.carriers)
            if (auto* person = one != ticket.assignee ? touch(state, one) : nullptr)
                count_today(helper_of(*person), event.at);
    }
}

void apply_to_outreach(State& state, const Event& event) {
    auto* person = touch(state, event.person);
    if (person == nullptr) return;
    if (!person->outreach) person->outreach.emplace();
    auto& outreach = *person->outreach;
    switch (event.kind) {
        case EventKind::outreach_made:
            outreach.round = event.review_at;
            if (event.text.empty()) outreach.asked = event.at;
            return;
        case EventKind::outreach_answered:
            outreach.answered = event.at;
            outreach.nothing = event.step > 0;
            return;
        default:
            outreach.every_days = event.step;
    }
}

bool is_of_outreach(EventKind kind) {
    return kind == EventKind::outreach_made || kind == EventKind::outreach_answered ||
           kind == EventKind::outreach_limited;
}

/// The list of families that a partner carries; also put right where it was never kept.
void list_family(State& state, const PersonId& before, const Household& after) {
    const auto partner = after.pair ? after.pair->partner : PersonId();
    if (before != partner)
        if (auto* person = touch(state, before)) std::erase(person->families, after.id);
    auto* person = touch(state, partner);
    if (person && std::ranges::find(person->families, after.id) == person->families.end())
        person->families.push_back(after.id);
}

PersonId partner_of(const Household& household) { return household.pair ? household.pair->partner : PersonId(); }

void set_household(State& state, Household next) {
    PersonId before;
    if (const auto known = state.households.find(next.id); known != state.households.end()) {
        before = partner_of(known->second);
        next.history = std::move(known->second.history);
        next.helped = std::move(known->second.helped);
        next.contacts = known->second.contacts;
    }
    const auto& after = state.households.insert_or_assign(next.id, std::move(next)).first->second;
    list_family(state, before, after);
}

/// A person leaves the household that he or she was counted to before.
void move_home(State& state, const Event& event) {
    auto* person = touch(state, event.person);
    if (!person) return;
    if (const auto old = state.households.find(person->household); old != state.households.end())
        std::erase(old->second.members, event.person);
    person->household = event.household;
}

void apply_to_household(State& state, const Event& event) {
    const auto it = state.households.find(event.household);
    if (it == state.households.end()) return;
    if (event.kind == EventKind::person_linked) move_home(state, event);
    const auto before = partner_of(it->second);
    fold(it->second, event);
    list_family(state, before, it->second);
}

void apply_to_groups(std::vector<SupportGroup>& groups, EventKind kind, const SupportGroup& group) {
    const auto known = std::ranges::find(groups, group.id, &SupportGroup::id);
    if (kind == EventKind::group_closed) {
        if (known != groups.end()) groups.erase(known);
    } else if (known != groups.end()) {
        *known = group;
    } else {
        groups.push_back(group);
    }
}

void apply_to_contacts(State& state, const Event& event) {
    Contacts* contacts = nullptr;
    if (const auto home = state.households.find(event.household); home != state.households.end())
        contacts = &home->second.contacts;
    else if (auto* person = touch(state, event.person))
        contacts = &person->contacts;
    if (!contacts) return;
    if (event.kind == EventKind::contacts_limited) {
        contacts->every_days = event.step;
        contacts->day = std::min(contacts->day, helper_day(event.at));  // what is planned for later stays so
    } else {
        contacts->day = helper_day(event.review_at.value_or(event.at));
        contacts->count = event.step;
    }
}

void apply_to_situation(State& state, const Event& event) {
    auto& situation = state.situation ? *state.situation : state.situation.emplace();
    if (event.kind == EventKind::surge_switched) {
        situation.surge.reset();
        if (event.step > 0) situation.surge = Surge{event.at, event.actor.person, event.text};
    }
    if (event.kind == EventKind::bounds_set) situation.bounds = event.bounds;
    if (event.incident) {
        std::erase_if(situation.incidents, [&](const Incident& one) { return one.id == event.incident->id; });
        if (event.kind == EventKind::incident_opened) situation.incidents.push_back(*event.incident);
    }
    if (event.stay && event.kind == EventKind::stay_booked)
        book(situation.stays, *event.stay, std::chrono::floor<std::chrono::days>(event.at));
    if (event.stay && event.kind == EventKind::stay_freed)
        std::erase_if(situation.stays, [&](const Stay& stay) { return stay.ticket == event.ticket; });
    if (event.group) apply_to_groups(situation.groups, event.kind, *event.group);
}

}  // namespace

const Person* State::person(const PersonId& id) const {
    if (const auto it = persons.find(id); it != persons.end()) return &it->second;
    const auto* entry = roster ? roster->find(id) : nullptr;
    return entry ? &entry->person : nullptr;
}

void apply(State& state, const Event& event) {
    if (event.person_state) state.persons.insert_or_assign(event.person_state->id, *event.person_state);
    if (event.household_state) set_household(state, *event.household_state);
    if (is_of_outreach(event.kind)) apply_to_outreach(state, event);
    if (is_of_household(event.kind)) apply_to_household(state, event);
    if (event.kind == EventKind::family_written || event.kind == EventKind::contacts_limited)
        apply_to_contacts(state, event);
    if (is_of_situation(event.kind)) apply_to_situation(state, event);
    if (event.ticket) apply_to_ticket(state, event);
}

}  // namespace warmline::dispatcher
