#include "console/filter.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "demo.hpp"

namespace warmline::console::testing {
namespace {

namespace d = dispatcher;

/// The numbers of the tickets that a filter lets through, in ascending order.
std::string listed(const TicketFilter& filter) {
    const auto backend = demo_backend();
    std::string out;
    for (int i = 10001; i <= 10010; ++i) {
        const auto& ticket = backend->at(std::to_string(i));
        const auto* phone = ticket.requester == d::PersonId{"zhou"} ? "13800001234" : "13800009999";
        if (matches(ticket, phone, filter, backend->programme(), backend->now())) {
            out += (out.empty() ? "" : " ") + std::to_string(i);
        }
    }
    return out;
}

TEST(Filter, LetsThroughWhatItSays) {
    struct {
        const char* why;
        TicketFilter filter;
        const char* listed;
    } const rows[] = {
        {"by subtree", {.organisation = d::OrganisationId{"gd.sz"}}, "10002 10003 10004 10007"},
        {"by need", {.need = "education.tutoring"}, "10006"},
        {"by state", {.states = {d::TicketState::waiting, d::TicketState::parked}}, "10003 10008"},
        {"by tier", {.tier = d::Tier::t0}, "10009"},
        {"crisis", {.crisis = true}, "10009"},
        {"by number", {.text = "10004"}, "10004"},
        {"by the end of the telephone", {.text = "1234"}, "10005 10006"},
        {"a part of a number is no number", {.text = "100"}, ""},
        {"more of a telephone is not looked at", {.text = "01234"}, ""},
        {"all must hold", {.need = "transport", .tier = d::Tier::t1}, "10010"},
        {"came that day", {.day = std::chrono::sys_days{std::chrono::year{2026} / 2 / 16}}, "10001 10002 10003 10004"},
    };
    for (const auto& row : rows) EXPECT_EQ(listed(row.filter), row.listed) << row.why;
}

TEST(Filter, DraftsAreNeverListed) {
    d::Ticket draft;
    draft.draft = true;
    EXPECT_FALSE(matches(draft, "", {}, demo_programme(), demo_now));
    TicketFilter drafts;
    drafts.draft = true;
    EXPECT_TRUE(matches(draft, "", drafts, demo_programme(), demo_now));
    draft.state = d::TicketState::cancelled;
    EXPECT_FALSE(matches(draft, "", drafts, demo_programme(), demo_now)) << "a call that came to nothing";
    draft.draft = false;
    EXPECT_FALSE(matches(draft, "", drafts, demo_programme(), demo_now)) << "firm";
}

TEST(Filter, LateIsWhatTheLedgerCallsLate) {
    d::Ticket ticket;
    EXPECT_FALSE(is_late(ticket));
    ticket.deadlines = {{d::DeadlineKind::accept, demo_now, {}, demo_now}};
    EXPECT_TRUE(is_late(ticket));
    ticket.state = d::TicketState::closed;
    EXPECT_FALSE(is_late(ticket)) << "nothing is late that is over";
    ticket.state = d::TicketState::accepted;
    ticket.deadlines[0].met = demo_now;
    EXPECT_FALSE(is_late(ticket)) << "made good";
}

TEST(Cursor, ComesBackAsItWent) {
    d::Ticket ticket;
    ticket.id = d::TicketId{"10042"};
    ticket.opened = demo_now;
    const auto cursor = parse_cursor(cursor_of(ticket));
    ASSERT_TRUE(cursor);
    EXPECT_EQ(cursor->id, ticket.id);
    EXPECT_EQ(cursor->opened, demo_now);
    EXPECT_FALSE(cursor->precedes(ticket)) << "the page goes on behind the place";
}

TEST(Cursor, RefusesWhatWasNotGivenOut) {
    for (const auto* text : {"", "-", "12", "12-", "x-1", "99999999999999999999-1"}) {
        EXPECT_FALSE(parse_cursor(text)) << text;
    }
}

TEST(Order, NewestFirstThenTheHigherNumber) {
    const auto ticket = [](const char* id, d::Time opened) {
        d::Ticket out;
        out.id = d::TicketId{id};
        out.opened = opened;
        return out;
    };
    std::vector<d::Ticket> tickets{ticket("999", demo_now), ticket("1000", demo_now),
                                   ticket("5", demo_now + d::Span{1})};
    std::ranges::sort(tickets, listed_before);
    EXPECT_EQ(tickets[0].id.value, "5");
    EXPECT_EQ(tickets[1].id.value, "1000");
    EXPECT_EQ(tickets[2].id.value, "999");
}

}  // namespace
}  // namespace warmline::console::testing
