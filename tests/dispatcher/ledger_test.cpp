#include "dispatcher/ledger.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

Ledger ledger_of(const World& w, std::chrono::sys_days day) {
    std::vector<Ticket> tickets;
    for (const auto& [_, t] : w.state.tickets) tickets.push_back(t);
    return make_ledger(tickets, w.programme.calendars.at("office"), day, w.now);
}

TEST(Ledger, CountsTheDay) {
    World w;
    const auto done = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{done, who("partner")}));
    ASSERT_TRUE(w.as("partner", CompleteTicket{done, who("partner"), ""}));
    ASSERT_TRUE(w.as("husband", RateTicket{done, true, 4, ""}));
    w.open("living.eldercare");
    const auto cancelled = w.open("living.eldercare");
    ASSERT_TRUE(w.as("husband", CancelTicket{cancelled, ""}));
    w.open("other");
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "other";
    draft.requester = who("husband");
    draft.draft = true;
    ASSERT_TRUE(w.as("husband", draft));

    const auto ledger = ledger_of(w, monday);
    ASSERT_EQ(ledger.rows.size(), 2U);
    const auto& care = ledger.rows[0];
    EXPECT_EQ(care.organisation, OrganisationId{"gz"});
    EXPECT_EQ(care.need, "living.eldercare");
    EXPECT_EQ(care.came, 3);
    EXPECT_EQ(care.accepted, 1);
    EXPECT_EQ(care.resolved, 1);
    EXPECT_EQ(care.closed, 1);
    EXPECT_EQ(care.cancelled, 1);
    EXPECT_EQ(care.open, 1);
    EXPECT_EQ(care.rated, 1);
    EXPECT_EQ(care.solved, 1);
    EXPECT_EQ(care.score_sum, 4);
    EXPECT_EQ(ledger.rows[1].need, "other");
    EXPECT_EQ(ledger.rows[1].with_coordinator, 1);
    EXPECT_EQ(ledger.total.came, 4) << "drafts do not count";
    EXPECT_EQ(ledger.total.open, 2);
    EXPECT_EQ(ledger.by_state, (std::map<TicketState, int>{{TicketState::new_, 1}, {TicketState::offered, 1}}));
}

TEST(Ledger, APastDayShowsItsOwnEvening) {
    World w;
    const auto id = w.open("funds.relief");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    w.wait(3 * 24h - 1h);
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 1, ""}));

    const auto first = ledger_of(w, monday);
    EXPECT_EQ(first.total.came, 1);
    EXPECT_EQ(first.total.open, 1);
    EXPECT_EQ(first.total.late, 0);
    EXPECT_EQ(first.total.reopened, 0);
    EXPECT_EQ(first.by_state.at(TicketState::accepted), 1);
    const auto third = ledger_of(w, std::chrono::sys_days{monday} + std::chrono::days{2});
    EXPECT_EQ(third.total.came, 0);
    EXPECT_EQ(third.total.late, 1) << "the family was not contacted in time";
    const auto today = ledger_of(w, std::chrono::sys_days{monday} + std::chrono::days{3});
    EXPECT_EQ(today.total.reopened, 1);
    EXPECT_EQ(today.total.rated, 1);
    EXPECT_EQ(today.total.solved, 0);
    EXPECT_EQ(today.total.late, 0) << "contacted by now";
    EXPECT_TRUE(ledger_of(w, std::chrono::sys_days{monday} - std::chrono::days{1}).rows.empty());
}

TEST(Ledger, DaysBeginAtLocalMidnight) {
    World w;
    w.now = at(monday, 24h) - 1ms;
    w.open("living.eldercare");
    w.now = at(monday, 24h);
    w.open("living.eldercare");
    EXPECT_EQ(ledger_of(w, monday).total.came, 1);
    EXPECT_EQ(ledger_of(w, std::chrono::sys_days{monday} + std::chrono::days{1}).total.came, 1);
    EXPECT_EQ(ledger_of(w, std::chrono::sys_days{monday} + std::chrono::days{1}).total.open, 2);
}

}  // namespace
}  // namespace warmline::dispatcher
