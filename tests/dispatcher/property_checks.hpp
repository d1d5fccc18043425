#pragma once
#include <gtest/gtest.h>

#include "dispatcher/choose.hpp"
#include "dispatcher/clock.hpp"
#include "dispatcher/group.hpp"
#include "dispatcher/json.hpp"
#include "dispatcher/places.hpp"
#include "offering.hpp"
#include "world.hpp"

// What holds after every command, of tickets, books, series, pairs and organisations, and whether two states are alike;
// the other rules stand in property_test.cpp.
namespace warmline::dispatcher::testing {

inline void expect_nobody_forgotten(const World& w) {
    for (const auto& [id, t] : w.state.tickets) {
        if (is_over(t.state)) {
            EXPECT_FALSE(t.offer) << id.value;
            EXPECT_TRUE(!next_due(t, w.programme) || (t.crisis && t.state == TicketState::closed)) << id.value;
            continue;
        }
        EXPECT_TRUE(t.with_coordinator || next_due(t, w.programme)) << id.value << ' ' << name_of(t.state);
        EXPECT_EQ(t.offer.has_value(), t.state == TicketState::offered)
            << id.value << ' ' << name_of(t.state) << " after " << name_of(t.history.back().kind);
        if (!t.crisis) continue;
        EXPECT_TRUE(t.state != TicketState::waiting && t.state != TicketState::parked) << id.value;
    }
}

/// Who asked for what goes on as another ticket hears of that one, and is not left behind when it is cancelled.
inline void expect_merged_are_heard(const World& w) {
    for (const auto& [id, t] : w.state.tickets) {
        const auto into = w.state.tickets.find(t.merged_into);
        if (t.state != TicketState::merged || into == w.state.tickets.end()) continue;
        const bool asked_both = into->second.requester == t.requester;
        const auto& followers = into->second.followers;
        EXPECT_TRUE(asked_both || std::ranges::find(followers, t.requester) != followers.end()) << id.value;
        EXPECT_TRUE(asked_both || into->second.state != TicketState::cancelled) << id.value;
    }
}

/// Nothing hard stands against whoever is asked, as things stood right before: licence, seats, shift, leave, room of
/// every kind, the day's limit, sealed districts, organisation. But a person of ours may ask whomever he or she wants,
/// and in a crisis whoever has silence behind him or her is rung again.
inline void expect_offer_is_right(const State& before, const Event& event, const Programme& programme) {
    if (event.kind != EventKind::ticket_offered || !event.offer) return;
    const Ticket& ticket = before.tickets.at(event.ticket);
    const bool by_hand = event.offer->why.starts_with(why_by_hand) || event.offer->why == "接手了这户家庭";
    const auto* service = programme.service(ticket.need, ticket.organisation);
    const auto* person = before.person(event.offer->candidate);
    if (by_hand || ticket.crisis || !service || !person) return;
    const auto home = before.households.find(ticket.household);
    Programme now = programme;
    now.situation = before.situation ? &*before.situation : nullptr;
    const Search search{.programme = now,
                        .ticket = ticket,
                        .service = *service,
                        .household = home == before.households.end() ? nullptr : &home->second,
                        .requester = before.person(ticket.requester),
                        .known = {},
                        .now = event.at};
    const auto* pair = search.household && search.household->pair ? &*search.household->pair : nullptr;
    const bool of_pair =
        pair && service->executor == Executor::partner && (pair->partner == person->id || pair->backup == person->id);
    const Judge judge(search);
    const auto against = of_pair ? judge.against_partner(*person) : judge.against(*person);
    EXPECT_FALSE(against) << event.ticket.value << ": " << person->id.value << ' '
                          << say(against.value_or(Obstacle::is_requester)) << " (" << event.offer->why << ')';
}

/// What tickets say of people, to be compared with what people carry.
struct Books {
    std::map<PersonId, std::set<TicketId>> offers, tickets, requested;
    std::map<HouseholdId, std::set<TicketId>> open;
    std::map<PersonId, std::map<Code, int>> kinds;

    explicit Books(const State& state) {
        for (const auto& [id, t] : state.tickets) {
            if (is_over(t.state)) continue;
            requested[t.requester].insert(id);
            if (t.household) open[t.household].insert(id);
            auto asked = t.beside;
            if (t.offer) asked.push_back(t.offer->candidate);
            for (const auto& one : asked) {
                offers[one].insert(id);
                ++kinds[one][t.need];
            }
            if (!t.assignee || t.state == TicketState::resolved) continue;
            std::set<PersonId> carriers{t.assignee};
            if (t.muster) carriers.insert(t.muster->members.begin(), t.muster->members.end());
            for (const auto& one : carriers) {
                tickets[one].insert(id);
                ++kinds[one][t.need];
            }
        }
    }
};

inline std::set<TicketId> as_set(const std::vector<TicketId>& ids) {
    std::set<TicketId> set(ids.begin(), ids.end());
    EXPECT_EQ(set.size(), ids.size()) << "twice in a list";
    return set;
}

inline constexpr int surge_percent = 150;  // what was taken on in surge mode stays when it ends

inline void expect_books_balance(const State& state) {
    Books books{state};
    for (const auto& [id, p] : state.persons) {
        EXPECT_EQ(as_set(p.requested), books.requested[id]) << id.value;
        EXPECT_EQ(as_set(p.helper ? p.helper->offers : std::vector<TicketId>{}), books.offers[id]) << id.value;
        EXPECT_EQ(as_set(p.helper ? p.helper->tickets : std::vector<TicketId>{}), books.tickets[id]) << id.value;
        EXPECT_EQ((p.helper ? p.helper->kind_load : std::map<Code, int>{}), books.kinds[id]) << id.value;
        if (!p.helper) continue;
        int load = load_of(p);
        for (const auto& list : {p.helper->offers, p.helper->tickets}) {
            for (const auto& t : list) load -= state.tickets.at(t).crisis ? 1 : 0;
        }
        EXPECT_LE(load, p.helper->capacity * surge_percent / 100) << id.value << ": only a crisis may exceed it";
    }
    for (const auto& [id, h] : state.households) EXPECT_EQ(as_set(h.open_tickets), books.open[id]) << id.value;
}

/// A household has a service once as a series, and knows its last ticket.
inline void expect_series_hold(const World& w) {
    for (const auto& [id, home] : w.state.households) {
        std::set<Code> needs;
        for (const auto& series : home.series) {
            EXPECT_TRUE(needs.insert(series.need).second) << id.value << " has it twice: " << series.need;
            EXPECT_TRUE(w.state.tickets.contains(series.ticket)) << id.value;
        }
    }
}

/// The families that partners carry are those whose pairs name them, and no more than the programme allows; nobody is
/// partner of the own family; a home that has a partner does not wait for one.
inline void expect_pairs_balance(const World& w) {
    std::map<PersonId, std::set<HouseholdId>> families;
    for (const auto& [id, h] : w.state.households) {
        EXPECT_FALSE(h.pair && h.waits) << id.value;
        if (!h.pair) continue;
        families[h.pair->partner].insert(id);
        EXPECT_NE(h.pair->partner, h.pair->backup);
        EXPECT_EQ(std::ranges::count(h.members, h.pair->partner), 0) << id.value;
    }
    for (const auto& [id, p] : w.state.persons) {
        const std::set<HouseholdId> carried(p.families.begin(), p.families.end());
        EXPECT_EQ(carried.size(), p.families.size()) << "twice in a list";
        EXPECT_EQ(carried, families[id]) << id.value;
        EXPECT_LE(static_cast<int>(carried.size()), w.programme.families_per_partner) << id.value;
        if (!p.household || !w.state.households.contains(p.household)) continue;
        EXPECT_EQ(std::ranges::count(w.state.households.at(p.household).members, id), 1) << id.value;
    }
}

/// Who answers leads; nobody stands in a ticket twice; a part has a due moment, and no one is done before it was asked.
inline void expect_parties_hold(const World& w) {
    for (const auto& [id, t] : w.state.tickets) {
        std::set<OrganisationId> seen;
        for (const auto& party : t.parties) {
            EXPECT_TRUE(seen.insert(party.organisation).second) << id.value << " twice: " << party.organisation.value;
            EXPECT_EQ(does_part(party), &party != &t.parties.front()) << id.value;
            EXPECT_TRUE(!does_part(party) || party.due >= party.asked) << id.value;
            EXPECT_TRUE(!party.done || *party.done >= party.asked) << id.value;
        }
        EXPECT_TRUE(t.parties.empty() || t.parties.front().organisation == t.organisation) << id.value;
        const bool awaited = t.with_coordinator && !is_over(t.state) && !t.offer && !t.assignee;
        EXPECT_TRUE(!awaited || !ruling_due(t, w.programme) || t.organisation == w.programme.root()) << id.value;
    }
}

/// No two groups are for the same people, and each is led by one or two.
inline void expect_groups_hold(const World& w) {
    const auto& groups = w.state.situation->groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        EXPECT_TRUE(groups[i].experts.size() == 1 || groups[i].experts.size() == 2) << groups[i].id.value;
        for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlaps(groups[i], groups[j])) << groups[i].id.value;
    }
}

/// No night of a house has more stays than rooms; what is booked is what the tickets say, but for stays that are over.
inline void expect_stays_hold(const World& w) {
    const auto& stays = w.state.situation->stays;
    std::map<std::pair<std::string, std::chrono::sys_days>, int> nights;
    std::set<TicketId> booked;
    for (const auto& stay : stays) {
        EXPECT_TRUE(booked.insert(stay.ticket).second) << stay.ticket.value << " twice";
        EXPECT_EQ(w.ticket(stay.ticket).stay, stay) << stay.ticket.value;
        for (auto night = stay.first; night < stay.leaves(); night += std::chrono::days(1))
            ++nights[{stay.house, night}];
    }
    for (const auto& service : w.programme.services)
        for (const auto& house : service.places)
            for (const auto& [night, count] : nights) {
                EXPECT_TRUE(night.first != house.id || count <= house.rooms) << house.id;
            }
    for (const auto& [id, ticket] : w.state.tickets) {
        if (!ticket.stay) continue;
        EXPECT_TRUE(booked.contains(id) || Time(ticket.stay->leaves()) <= w.now) << id.value;
        using enum TicketState;
        EXPECT_TRUE(ticket.state != cancelled && ticket.state != merged && ticket.state != out_of_scope) << id.value;
    }
}

/// Every clock equals its replay from the events.
inline void expect_clocks_replay(const State& state) {
    for (const auto& [id, ticket] : state.tickets) {
        for (const auto& deadline : ticket.deadlines) {
            const auto steps = clock_of(ticket, deadline);
            ASSERT_FALSE(steps.empty()) << id.value << " " << name_of(deadline.kind);
            EXPECT_EQ(steps.back().due, deadline.due) << id.value << " " << name_of(deadline.kind);
            std::optional<Time> met, missed;
            for (const auto& step : steps) {
                if (step.kind == ClockStep::Kind::began || step.kind == ClockStep::Kind::moved) met = missed = {};
                if (step.kind == ClockStep::Kind::met) met = step.at;
                if (step.kind == ClockStep::Kind::missed) missed = step.at;
            }
            EXPECT_EQ(met, deadline.met) << id.value << " " << name_of(deadline.kind);
            EXPECT_EQ(missed, deadline.missed) << id.value << " " << name_of(deadline.kind);
        }
    }
}

inline void expect_stored_form_is_whole(const World& w) {
    for (const auto& event : w.last.events) {
        const auto j = to_json(event);
        EXPECT_EQ(to_json(event_from(j)), j);
        if (!w.state.tickets.contains(event.ticket)) continue;
        const auto t = to_json(w.ticket(event.ticket));
        EXPECT_EQ(to_json(ticket_from(nlohmann::json::parse(t.dump()))), t);
    }
    const auto situation = to_json(*w.state.situation);
    EXPECT_EQ(to_json(situation_from(situation)), situation);
    for (const auto& [_, p] : w.state.persons) EXPECT_EQ(to_json(person_from(to_json(p))), to_json(p));
    for (const auto& [_, h] : w.state.households) EXPECT_EQ(to_json(household_from(to_json(h))), to_json(h));
}

inline void expect_same(const State& a, const State& b) {
    ASSERT_EQ(a.tickets.size(), b.tickets.size());
    for (const auto& [id, t] : a.tickets) EXPECT_EQ(to_json(t), to_json(b.tickets.at(id)));
    for (const auto& [id, p] : a.persons) EXPECT_EQ(to_json(p), to_json(b.persons.at(id)));
    for (const auto& [id, h] : a.households) EXPECT_EQ(to_json(h), to_json(b.households.at(id)));
    if (b.situation) {
        EXPECT_EQ(to_json(*a.situation), to_json(*b.situation));
    }
}

}  // namespace warmline::dispatcher::testing
