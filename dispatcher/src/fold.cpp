#include "fold.hpp"

#include <algorithm>

#include "dispatcher/json.hpp"
#include "dispatcher/merged.hpp"
#include "moves.hpp"

namespace warmline::dispatcher {
namespace {

void open(Ticket& ticket, const Event& event) {
    ticket = {};
    ticket.id = event.ticket;
    ticket.opened = event.at;
    if (!event.opening) return;
    const Opening& o = *event.opening;
    ticket.need = o.need;
    ticket.tier = o.tier;
    ticket.draft = o.draft;
    ticket.crisis = o.crisis;
    ticket.household = o.household;
    ticket.requester = o.requester;
    ticket.owner = o.owner;
    ticket.organisation = o.organisation;
    ticket.summary = o.summary;
    ticket.facts = o.facts;
    ticket.deadlines = o.deadlines;
}

void amend(Ticket& ticket, const Event& event) {
    for (const auto& [slot, value] : event.facts) ticket.facts.insert_or_assign(slot, value);
    if (event.text.empty()) return;
    if (!ticket.summary.empty()) ticket.summary += '\n';
    ticket.summary += event.text;
}

void set_deadlines(Ticket& ticket, const std::vector<Deadline>& added) {
    std::erase_if(ticket.deadlines, [&](const Deadline& old) {
        return std::ranges::find(added, old.kind, &Deadline::kind) != added.end();
    });
    ticket.deadlines.insert(ticket.deadlines.end(), added.begin(), added.end());
    if (std::ranges::find(added, DeadlineKind::resolve, &Deadline::kind) != added.end()) ticket.card = Card::none;
}

/// Copies what is known of a deadline onto the ticket's own, found by kind and moment.
void mark_deadlines(Ticket& ticket, const std::vector<Deadline>& marked) {
    for (const auto& mark : marked) {
        for (auto& own : ticket.deadlines) {
            if (own.kind != mark.kind || own.due != mark.due) continue;
            if (mark.met) own.met = mark.met;
            if (mark.missed) own.missed = mark.missed;
        }
    }
}

void add(std::vector<PersonId>& persons, const PersonId& person) {
    if (std::ranges::find(persons, person) == persons.end()) persons.push_back(person);
}

/// Who was asked before and has not answered may still say yes; beside somebody who carries it, everybody may.
void put_to(Ticket& ticket, const Event& event) {
    if (!event.offer) return;
    const auto& candidate = event.offer->candidate;
    if (ticket.assignee) return add(ticket.beside, candidate);
    if (ticket.offer && ticket.offer->candidate != candidate) add(ticket.beside, ticket.offer->candidate);
    std::erase(ticket.beside, candidate);
    ticket.offer = event.offer;
    ticket.with_coordinator = false;
}

/// The offer that was made to this person last.
std::optional<Offer> last_offer_to(const Ticket& ticket, const PersonId& person) {
    const auto it = std::find_if(ticket.history.rbegin(), ticket.history.rend(),
                                 [&](const Event& e) { return e.offer && e.offer->candidate == person; });
    return it == ticket.history.rend() ? std::nullopt : it->offer;
}

/// Of those asked beside the candidate, the first takes that place; in a crisis the next one is rung for it.
void end_offer(Ticket& ticket, const PersonId& candidate, bool said_no) {
    std::erase(ticket.beside, candidate);
    if (said_no) add(ticket.declined, candidate);
    if (!ticket.offer || ticket.offer->candidate != candidate) return;
    ticket.offer.reset();
    if (ticket.crisis || ticket.beside.empty()) return;
    ticket.offer = last_offer_to(ticket, ticket.beside.front());
    ticket.beside.erase(ticket.beside.begin());
}

void take_offers_back(Ticket& ticket) {
    ticket.offer.reset();
    ticket.beside.clear();
}

void unassign(Ticket& ticket, const Event& event) {
    ticket.assignee = {};
    ticket.supervised = false;
    ticket.extension.reset();
    ticket.muster.reset();
    if (event.step > 0) end_offer(ticket, event.person, true);
}

void reopen(Ticket& ticket) {
    ticket.muster.reset();  // the captain sees what is left to do
    ticket.resolved_at.reset();
    ticket.closed_at.reset();
    ticket.merged_into = {};
    ticket.review_at.reset();
    ticket.escalation = 0;
    ticket.with_coordinator = false;
}

void resume(Ticket& ticket, TicketState before) {
    ticket.review_at.reset();
    ticket.with_coordinator = false;
    if (before == TicketState::parked) ticket.escalation = 0;
}

void hold_until(Ticket& ticket, const Event& event) {
    take_offers_back(ticket);
    ticket.with_coordinator = false;
    ticket.review_at = event.review_at;
    ticket.replacement = event.replacement;
}

/// Another kind: who said no to the old one may be asked for it, and the ladder begins again.
void reclassify(Ticket& ticket, const Event& event) {
    const auto need = event.facts.find("need"), tier = event.facts.find("tier");
    if (need == event.facts.end() || tier == event.facts.end()) return;  // no request: it ends with the next event
    ticket.need = need->second;
    ticket.tier = tier_named(tier->second).value_or(ticket.tier);
    ticket.crisis = ticket.tier == Tier::t0;
    ticket.declined.clear();
    ticket.escalation = 0;
}

/// Faster or slower: the ladder begins again.
void retier(Ticket& ticket, const Event& event) {
    if (const auto tier = event.facts.find("tier"); tier != event.facts.end())
        ticket.tier = tier_named(tier->second).value_or(ticket.tier);
    if (event.offer) ticket.offer = event.offer;
    ticket.escalation = 0;
}

void finish(Ticket& ticket, const Event& event) {
    take_offers_back(ticket);
    ticket.extension.reset();
    ticket.with_coordinator = false;
    ticket.supervised = false;
    ticket.card = Card::none;
    ticket.closed_at = event.at;
}

/// The requester hears of it anyway.
void follow(Ticket& ticket, const PersonId& person) {
    if (person != ticket.requester && std::ranges::find(ticket.followers, person) == ticket.followers.end())
        ticket.followers.push_back(person);
}

/// Unless it is followed for the sake of another ticket as well.
void unfollow(Ticket& ticket, const Event& event) {
    const auto all = followers_of(ticket);
    const bool still = std::ranges::any_of(all, [&](const Follower& follower) {
        return follower.person == event.person && follower.ticket != followed_for(event);
    });
    if (!still) std::erase(ticket.followers, event.person);
}

Party* party_in(Ticket& ticket, const OrganisationId& organisation) {
    const auto it = std::ranges::find(ticket.parties, organisation, &Party::organisation);
    return it == ticket.parties.end() ? nullptr : &*it;
}

void note_part(Ticket& ticket, const Event& event) {
    auto* party = party_in(ticket, event.party);
    if (!party) return;
    if (event.kind == EventKind::part_missed) {
        if (!party->missed) party->missed = event.at;
        party->lead_told = event.step > 1;
        return;
    }
    party->note = event.text;
    party->asks_return = event.kind == EventKind::part_return_asked;
    if (event.kind == EventKind::part_done) party->done = event.at;
}

/// Another organisation answers from now on: it leads where its predecessor led.
void lead_by(Ticket& ticket, const OrganisationId& organisation) {
    ticket.organisation = organisation;
    if (ticket.parties.empty() || does_part(ticket.parties.front())) return;
    std::erase_if(ticket.parties,
                  [&](const Party& party) { return does_part(party) && party.organisation == organisation; });
    ticket.parties.front().organisation = organisation;
}

void fold_content(Ticket& ticket, const Event& event, TicketState before) {
    switch (event.kind) {
        case EventKind::ticket_opened:
            return open(ticket, event);
        case EventKind::ticket_amended:
            return amend(ticket, event);
        case EventKind::ticket_confirmed:
            ticket.draft = false;
            return set_deadlines(ticket, event.deadlines);
        case EventKind::ticket_offered:
            return put_to(ticket, event);
        case EventKind::offer_declined:
            return end_offer(ticket, event.person, true);
        case EventKind::offer_expired:
            end_offer(ticket, event.person, true);
            if (ticket.crisis) ticket.beside.push_back(event.person);  // may still come
            return;
        case EventKind::offer_withdrawn:
            return end_offer(ticket, event.person, false);
        case EventKind::coordinator_called:
            ticket.with_coordinator = true;
            ticket.unplaced = event.step > 0;
            return;
        case EventKind::ticket_accepted:
            take_offers_back(ticket);
            ticket.assignee = event.person;
            ticket.with_coordinator = false;
            return;
        case EventKind::ticket_resolved:
            take_offers_back(ticket);
            ticket.resolved_at = event.at;
            ticket.extension.reset();
            ticket.supervised = false;
            ticket.escalation = 0;
            ticket.card = Card::none;
            ticket.with_coordinator = false;
            ticket.review_at.reset();
            return;
        case EventKind::ticket_rated:
            ticket.rating = event.rating;
            return;
        case EventKind::ticket_returned:
            ++ticket.bounces;
            take_offers_back(ticket);
            return;
        case EventKind::ticket_reopened:
            return reopen(ticket);
        case EventKind::ticket_resumed:
            return resume(ticket, before);
        case EventKind::ticket_waiting:
        case EventKind::ticket_parked:
            return hold_until(ticket, event);
        case EventKind::ticket_merged:
            ticket.merged_into = event.merged_into;
            return finish(ticket, event);
        case EventKind::ticket_closed:
        case EventKind::ticket_cancelled:
        case EventKind::ticket_out_of_scope:
            return finish(ticket, event);
        case EventKind::ticket_unassigned:
            return unassign(ticket, event);
        case EventKind::owner_changed:
            ticket.owner = event.person;
            return;
        case EventKind::deadline_met:
        case EventKind::deadline_missed:
            return mark_deadlines(ticket, event.deadlines);
        case EventKind::deadline_set:
            return set_deadlines(ticket, event.deadlines);
        case EventKind::escalated:
            ticket.escalation = event.step;
            return;
        case EventKind::card_shown:
            ticket.card = static_cast<Card>(event.step);
            return;
        case EventKind::progress_reported:
            ticket.supervised = false;
            return;
        case EventKind::supervised:
            ticket.supervised = true;
            return;
        case EventKind::extension_asked:
            ticket.extension = Extension{event.person, event.review_at.value_or(event.at), event.text, event.at};
            return;
        case EventKind::extension_granted:
            ++ticket.extensions;
            ticket.extension.reset();
            return;
        case EventKind::extension_refused:
            ticket.extension.reset();
            return;
        case EventKind::follow_up_answered:
            if (event.step == 0) ticket.declined.clear();  // it begins again: all may be rung
            return;
        case EventKind::follower_added:
            return follow(ticket, event.person);
        case EventKind::follower_removed:
            return unfollow(ticket, event);
        case EventKind::ticket_handed_over:
            ticket.assignee = event.person;
            ticket.extension.reset();
            ticket.supervised = false;
            return;
        case EventKind::ticket_rehomed:
            ticket.household = event.household;
            return;
        case EventKind::incident_linked:
            ticket.incident = event.incident ? event.incident->id : IncidentId();
            return;
        case EventKind::group_referred:
            ticket.group = event.group ? event.group->id : GroupId();
            return;
        case EventKind::stay_booked:
            ticket.stay = event.stay;
            return;
        case EventKind::stay_freed:
            ticket.stay.reset();
            return;
        case EventKind::incident_unlinked:
            ticket.incident = {};
            return;
        case EventKind::ticket_retiered:
            return retier(ticket, event);
        case EventKind::ticket_reclassified:
            return reclassify(ticket, event);
        case EventKind::series_started:
        case EventKind::series_advanced:
        case EventKind::series_ended:
            ticket.every_days = event.step;
            return;
        case EventKind::parties_named:
            ticket.parties = event.parties;
            return;
        case EventKind::part_done:
        case EventKind::part_missed:
        case EventKind::part_return_asked:
            return note_part(ticket, event);
        case EventKind::part_released:
            std::erase_if(ticket.parties, [&](const Party& party) { return party.organisation == event.party; });
            return;
        case EventKind::squad_mustered:
            ticket.muster = event.muster;
            return;
        case EventKind::ticket_ruled:
            ticket.ruled = true;
            ticket.with_coordinator = false;
            return;
        default:
            return;
    }
}

}  // namespace

std::vector<PersonId> asked_now(const Ticket& ticket) {
    auto asked = ticket.beside;
    if (ticket.offer) asked.push_back(ticket.offer->candidate);
    return asked;
}

void fold(Ticket& ticket, const Event& event) {
    const auto before = ticket.state;
    const auto after = state_after(ticket, event);
    fold_content(ticket, event, before);
    ticket.state = after;
    if (!ticket.with_coordinator) ticket.unplaced = false;
    if (event.organisation) lead_by(ticket, event.organisation);
    ticket.updated = event.at;
    ticket.history.push_back(event);
}

}  // namespace warmline::dispatcher
