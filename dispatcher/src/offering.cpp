#include "offering.hpp"

#include <algorithm>

#include "deadlines.hpp"
#include "dispatcher/squad.hpp"
#include "explain.hpp"
#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

constexpr int depth_max = 16;

Search search_of(const Turn& turn, const Ticket& ticket, const Service& service) {
    return Search{.programme = turn.programme,
                  .ticket = ticket,
                  .service = service,
                  .household = turn.household(ticket.household),
                  .requester = turn.person(ticket.requester),
                  .known = turn.known_to(ticket.household),
                  .now = turn.now,
                  .held = turn.roster() ? &turn.roster()->held() : nullptr};
}

std::optional<Choice> next_candidate(const Turn& turn, const Ticket& ticket, const Service& service) {
    const auto search = search_of(turn, ticket, service);
    static const Roster nobody;
    return choose(search, turn.roster() ? *turn.roster() : nobody, turn.people());
}

/// The helper of the time before, if he or she can come again.
std::optional<Choice> same_again(const Turn& turn, const Ticket& ticket, const PersonId& first) {
    const auto* person = first ? turn.person(first) : nullptr;
    if (!person || against(turn, ticket, *person)) return std::nullopt;
    return Choice{first, std::string(ticket.crisis ? why_same_crisis : why_same_again)};
}

/// Who leads the support group that the requester was told of, if he or she can take it.
std::optional<Choice> leader_of_group(const Turn& turn, const Ticket& ticket) {
    const auto* group = ticket.group ? turn.situation().group(ticket.group) : nullptr;
    if (!group || group->need != ticket.need) return std::nullopt;
    for (const auto& id : group->experts) {
        const auto* expert = turn.person(id);
        if (expert && !against(turn, ticket, *expert)) return Choice{id, std::string(why_of_group)};
    }
    return std::nullopt;
}

/// Why somebody else than the household's partner is asked, whose service it is; empty: continuity is kept.
std::string break_of(const Turn& turn, const Ticket& ticket, const Choice& choice) {
    const auto& service = service_of(turn.programme, ticket);
    const auto* household = turn.household(ticket.household);
    if (service.executor != Executor::partner || !household || !household->pair) return {};
    if (choice.person == household->pair->partner) return {};
    const auto* partner = turn.person(household->pair->partner);
    const auto search = search_of(turn, ticket, service);
    const auto obstacle = partner ? Judge(search).against_partner(*partner) : std::nullopt;
    if (!partner) return "结对人未登记";
    return obstacle ? "结对人" + tell_against(*obstacle, *partner, search) : choice.why;
}

/// Everybody who takes on the need, as he or she is now.
std::vector<const Person*> helpers_for(const Turn& turn, const Code& need) {
    const auto loaded = turn.people();
    auto out = loaded;
    if (!turn.roster()) return out;
    for (const auto& id : turn.roster()->taking(need))
        if (std::ranges::find(loaded, id, &Person::id) == loaded.end()) out.push_back(&turn.roster()->find(id)->person);
    return out;
}

/// More want to go than sit in any car of those who could drive them.
bool no_car_is_large_enough(const Turn& turn, const Ticket& ticket, const Service& service) {
    const int passengers = passengers_of(ticket, service);
    const Search search = search_of(turn, ticket, service);
    const Judge judge(search);
    return passengers > 0 && std::ranges::none_of(helpers_for(turn, ticket.need), [&](const Person* person) {
               const auto& helper = helper_of(*person);
               return helper.needs.contains(ticket.need) && judge.level_of(person->organisation) &&
                      helper.seats >= passengers;
           });
}

/// What stands against most of those who could do this work at another time, else against most of all who take it on,
/// and what would change it.
std::string mostly_against(const Turn& turn, const Ticket& ticket, const Service& service) {
    constexpr int looked_at_max = 100;  // enough to tell what most of them have
    const Search search = search_of(turn, ticket, service);
    const Judge judge(search);
    if (!turn.roster()) return {};
    MostlyAgainst for_now(search), for_good(search);
    const auto look = [&](const Person& person) {
        if (const auto lacks = judge.against_for_good(person)) return for_good.count(*lacks, person);
        if (const auto obstacle = judge.against(person)) for_now.count(*obstacle, person);
    };
    const auto near = [&](const OrganisationId& id) { return judge.level_of(id).has_value(); };
    for (const auto* list : turn.roster()->serving(ticket.need, {}, near))
        for (const auto& brief : *list) {
            if (for_now.counted() + for_good.counted() >= looked_at_max) break;
            const auto* person = turn.person(brief.person->id);
            look(person ? *person : *brief.person);
        }
    return for_now.counted() > 0 ? for_now.tell() : for_good.tell();
}

std::string why_nobody(const Turn& turn, const Ticket& ticket, const Service& service) {
    if (no_car_is_large_enough(turn, ticket, service))
        return "没有坐得下" + std::to_string(passengers_of(ticket, service)) + "人的车，请分成几辆或另想办法";
    const auto against = mostly_against(turn, ticket, service);
    const std::string why = ticket.declined.empty() ? "没有合适的人选" : "合适的人选都没有接单";
    return why + "；" + (against.empty() ? "还没有人登记承接这类需求" : "多数人" + against);
}

void put_to(Turn& turn, const TicketId& id, const Choice& choice, std::optional<Muster> muster) {
    Event event = event_of(EventKind::ticket_offered, id);
    const Ticket& asked = *turn.ticket(id);
    event.offer = Offer{choice.person,
                        turn.now,
                        answer_by(turn.programme, asked, turn.now),
                        choice.why,
                        break_of(turn, asked, choice),
                        std::move(muster)};
    turn.emit(std::move(event));
    meet(turn, id, {DeadlineKind::offer});
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.offer && !unmet(ticket, DeadlineKind::accept)) {
        Event promise = event_of(EventKind::deadline_set, id);
        promise.deadlines = {{DeadlineKind::accept, ticket.offer->answer_by, {}, {}}};
        turn.emit(std::move(promise));
    }
    const auto kind = ticket.crisis ? NoticeKind::crisis_offer : NoticeKind::offer;
    turn.notify({kind, choice.person, id, ticket.requester, {}, is_urgent(ticket)});
}

/// One squad for all of it, first of all that of the captain `first` if he or she can go; or a coordinator.
void offer_to_squad(Turn& turn, const TicketId& id, const Service& service, const PersonId& first) {
    const Ticket& ticket = *turn.ticket(id);
    const auto search = search_of(turn, ticket, service);
    const auto helpers = helpers_for(turn, ticket.need);
    const auto* before = first ? turn.person(first) : nullptr;
    if (before && !against(turn, ticket, *before))
        if (auto muster = muster_of(search, *before, helpers))
            return put_to(turn, id, {first, std::string(why_same_squad)}, std::move(muster));
    if (auto choice = choose_squad(search, helpers))
        return put_to(turn, id, choice->captain, std::move(choice->muster));
    call_coordinator(turn, id, ticket.declined.empty() ? "没有能去的小队" : "能去的小队都没有接单", true);
}

/// How many are asked at a time. Somebody did not come to a crisis: from now on two are rung.
int wave_of(const Turn& turn, const Ticket& ticket) {
    if (ticket.crisis) return ticket.declined.empty() ? 1 : 2;
    return rule_of(turn.programme, ticket).wave;
}

/// Asks the next in turn beside `first`, as many as belong to one wave: whoever is first takes it. In a crisis they are
/// rung again when it is their turn.
void ask_beside(Turn& turn, const TicketId& id, const Service& service, const PersonId& first) {
    Ticket others = *turn.ticket(id);
    int more = wave_of(turn, others) - 1;
    others.declined.push_back(first);
    for (; more > 0; --more) {
        const auto next = next_candidate(turn, others, service);
        if (!next) return;
        offer_to(turn, id, *next);
        others.declined.push_back(next->person);
    }
}

}  // namespace

const Service& service_of(const Programme& programme, const Ticket& ticket) {
    static const Service plain{.need = "other",
                               .name = "其他需求",
                               .measure = {},
                               .responsible = {},
                               .cooperating = {},
                               .licences = {},
                               .questions = {}};
    const auto* service = programme.service(ticket.need, ticket.organisation);
    return service ? *service : plain;
}

std::optional<Obstacle> against(const Search& search, const Judge& judge, const Person& person) {
    const auto* home = search.household;
    const bool of_pair = home && home->pair && (home->pair->partner == person.id || home->pair->backup == person.id);
    const bool is_theirs = of_pair && search.service.executor == Executor::partner;
    return is_theirs ? judge.against_partner(person) : judge.against(person);
}

std::optional<Obstacle> against(const Turn& turn, const Ticket& ticket, const Person& person) {
    const auto search = search_of(turn, ticket, service_of(turn.programme, ticket));
    return against(search, Judge(search), person);
}

std::vector<PersonId> nearest(const Turn& turn, Role role, const OrganisationId& organisation) {
    if (!turn.roster()) return {};
    auto id = organisation;
    for (int i = 0; i < depth_max; ++i) {
        auto found = turn.roster()->with_role(role, id);
        const auto* node = turn.programme.organisation(id);
        if (!found.empty() || !node) return found;
        id = node->parent;
    }
    return {};
}

void tell_coordinators(Turn& turn, const Ticket& ticket, NoticeKind kind, const PersonId& about,
                       const std::string& text, bool urgent) {
    for (auto& to : nearest(turn, Role::coordinator, ticket.organisation)) {
        turn.notify({kind, std::move(to), ticket.id, about, text, urgent});
    }
}

void call_coordinator(Turn& turn, const TicketId& id, const std::string& why, bool for_want_of_room) {
    Event event = event_of(EventKind::coordinator_called, id, why);
    event.step = for_want_of_room ? 1 : 0;
    turn.emit(std::move(event));
    const Ticket& ticket = *turn.ticket(id);
    tell_coordinators(turn, ticket, NoticeKind::coordinator_needed, ticket.requester, why, is_urgent(ticket));
}

void ask_ruling(Turn& turn, const TicketId& id) {
    Event event = event_of(EventKind::coordinator_called, id, "退单次数超过上限，请裁定");
    event.organisation = turn.programme.root();
    const auto why = event.text;
    turn.emit(std::move(event));
    const Ticket& ticket = *turn.ticket(id);
    tell_coordinators(turn, ticket, NoticeKind::ruling_asked, ticket.requester, why, is_urgent(ticket));
}

void offer_next(Turn& turn, const TicketId& id, const PersonId& first) {
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.offer || ticket.assignee) return;
    const auto* service = turn.programme.service(ticket.need, ticket.organisation);
    if (!service || (ticket.need == "other" && !ticket.crisis)) return call_coordinator(turn, id, "需求类别待人工判断");
    if (ruling_due(ticket, turn.programme)) return ask_ruling(turn, id);
    if (wants_squad(ticket, *service)) return offer_to_squad(turn, id, *service, first);
    if (const auto again = same_again(turn, ticket, first)) return offer_to(turn, id, *again);
    if (const auto leader = leader_of_group(turn, ticket)) return offer_to(turn, id, *leader);
    if (const auto choice = next_candidate(turn, ticket, *service)) {
        ask_beside(turn, id, *service, choice->person);
        return offer_to(turn, id, *choice);
    }
    call_coordinator(turn, id, why_nobody(turn, ticket, *service), true);
}

void ring_another(Turn& turn, const TicketId& id) {
    Ticket others = *turn.ticket(id);
    others.declined.push_back(others.assignee);
    for (const auto& event : others.history)
        if (event.kind == EventKind::ticket_offered && event.offer) others.declined.push_back(event.offer->candidate);
    if (const auto next = next_candidate(turn, others, service_of(turn.programme, others))) {
        return offer_to(turn, id, *next);
    }
    ring_all(turn, id);
}

void ring_all(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    for (const auto& event : ticket.history)
        if (event.kind == EventKind::ticket_offered && event.offer && event.offer->candidate != ticket.assignee)
            turn.notify({NoticeKind::crisis_offer, event.offer->candidate, id, ticket.requester, {}, true});
}

bool is_urgent(const Ticket& ticket) noexcept { return ticket.tier == Tier::t0 || ticket.tier == Tier::t1; }

void offer_to(Turn& turn, const TicketId& id, const Choice& choice) {
    put_to(turn, id, choice, muster_now(turn, *turn.ticket(id), choice.person));
}

std::optional<Muster> muster_now(const Turn& turn, const Ticket& ticket, const PersonId& captain) {
    const auto& service = service_of(turn.programme, ticket);
    const auto* person = turn.person(captain);
    if (!person || !wants_squad(ticket, service)) return std::nullopt;
    const auto search = search_of(turn, ticket, service);
    return muster_of(search, *person, helpers_for(turn, ticket.need));
}

void tell_squad(Turn& turn, const Ticket& ticket, NoticeKind kind, const std::string& why) {
    if (!ticket.muster) return;
    for (const auto& member : ticket.muster->members)
        if (member != ticket.assignee) turn.notify({kind, member, ticket.id, ticket.assignee, why, false});
}

void withdraw_offer(Turn& turn, const TicketId& id, const std::string& why, const PersonId& keep) {
    for (const auto& person : asked_now(*turn.ticket(id))) {
        if (person == keep) continue;
        turn.emit(event_of(EventKind::offer_withdrawn, id, person, why));
        turn.notify({NoticeKind::offer_withdrawn, person, id, {}, why, false});
    }
}

void unassign(Turn& turn, const TicketId& id, const std::string& why, bool not_again) {
    const auto assignee = turn.ticket(id)->assignee;
    if (!assignee) return;
    tell_squad(turn, *turn.ticket(id), NoticeKind::squad_released, why);
    Event event = event_of(EventKind::ticket_unassigned, id, assignee, why);
    event.step = not_again ? 1 : 0;
    turn.emit(std::move(event));
    const Ticket& ticket = *turn.ticket(id);
    const auto* household = turn.household(ticket.household);
    const bool is_partner = household && household->pair && household->pair->partner == assignee;
    if (ticket.owner == assignee && !is_partner) turn.emit(event_of(EventKind::owner_changed, id, PersonId{}, why));
}

void call_requester(Turn& turn, const TicketId& id, const std::string& reason, const std::string& text) {
    const Ticket& ticket = *turn.ticket(id);
    const auto* requester = turn.person(ticket.requester);
    CallTask task;
    task.id = reason + "-" + id.value + "-" + std::to_string(to_ms(turn.now));
    task.person = ticket.requester;
    if (requester && !requester->conversations.empty()) task.conversation = requester->conversations.front();
    task.ticket = id;
    task.organisation = ticket.organisation;
    task.reason = reason;
    task.text = text;
    task.urgent = ticket.crisis;
    task.opened = turn.now;
    const auto organisation = ticket.organisation;
    Event event = event_of(EventKind::call_task_opened, id, ticket.requester);
    event.call_task = task;
    turn.emit(std::move(event));
    for (const auto role : {Role::coordinator, Role::operator_}) {
        for (auto& to : nearest(turn, role, organisation)) {
            turn.notify({NoticeKind::call_task, std::move(to), id, task.person, text, task.urgent});
        }
    }
}

bool was_offered_to(const Ticket& ticket, const PersonId& person) {
    return std::ranges::any_of(ticket.history, [&](const Event& e) {
        return e.kind == EventKind::ticket_offered && e.offer && e.offer->candidate == person;
    });
}

}  // namespace warmline::dispatcher
