#include "dispatcher/rates.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const PersonId partner{"partner"};

class RatesTest : public ::testing::Test {
protected:
    TicketId accepted() {
        const auto id = w.open("living.eldercare");
        EXPECT_TRUE(w.as("partner", AcceptOffer{id, partner}));
        return id;
    }
    void resolve(const TicketId& id) {
        EXPECT_TRUE(w.as("partner", ReportProgress{id, partner, "已联系"}));
        EXPECT_TRUE(w.as("partner", CompleteTicket{id, partner, "办好了"}));
    }
    RatesReport report() {
        std::vector<Ticket> tickets;
        for (const auto& [id, ticket] : w.state.tickets) tickets.push_back(ticket);
        return make_rates(tickets, w.now);
    }
    World w;
};

TEST_F(RatesTest, NothingIsJudgedBeforeItIsDecided) {
    EXPECT_EQ(report().total.opened, 0);
    EXPECT_TRUE(report().rows.empty());
    accepted();
    const auto total = report().total;
    EXPECT_EQ(total.opened, 1);
    EXPECT_EQ(total.response, (Share{0, 0}));
    EXPECT_EQ(total.on_time, (Share{0, 0}));
    EXPECT_EQ(total.returned, (Share{1, 0}));
    EXPECT_EQ(total.redone, (Share{0, 0}));
}

TEST_F(RatesTest, CountsWhatWasKeptAndHowItWasRated) {
    const auto id = accepted();
    resolve(id);
    ASSERT_TRUE(w.as("husband", RateTicket{id, true, 5, ""}));
    const auto report = this->report();
    ASSERT_EQ(report.rows.size(), 1U);
    EXPECT_EQ(report.rows.front().organisation, w.ticket(id).organisation);
    for (const auto* rates : {&report.total, &report.rows.front()}) {
        EXPECT_EQ(rates->response, (Share{1, 1}));
        EXPECT_EQ(rates->on_time, (Share{1, 1}));
        EXPECT_EQ(rates->resolution, (Share{1, 1}));
        EXPECT_EQ(rates->satisfaction, (Share{1, 1}));
        EXPECT_EQ(rates->redone, (Share{1, 0}));
    }
}

TEST_F(RatesTest, ARedoneTicketIsRedoneAndUnsolved) {
    const auto id = accepted();
    resolve(id);
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 1, "没来"}));
    const auto total = report().total;
    EXPECT_EQ(total.redone, (Share{1, 1}));
    EXPECT_EQ(total.resolution, (Share{1, 0}));
    EXPECT_EQ(total.satisfaction, (Share{1, 0}));
}

TEST_F(RatesTest, ABrokenPromiseCountsEvenIfNobodyKeepsItLater) {
    accepted();
    w.wait(30 * 24h);
    EXPECT_EQ(report().total.response, (Share{1, 0}));
    EXPECT_EQ(report().total.on_time, (Share{1, 0}));
}

TEST_F(RatesTest, AReturnIsChargedToWhoReturned) {
    const auto id = accepted();
    ASSERT_EQ(w.ticket(id).organisation, OrganisationId{"gz"});
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::returned, "不归我们", {}, {}}));
    ASSERT_EQ(w.ticket(id).organisation, OrganisationId{"gd"});
    const auto report = this->report();
    EXPECT_EQ(report.total.returned, (Share{1, 1}));
    ASSERT_EQ(report.rows.size(), 2U);
    EXPECT_EQ(report.rows[0].organisation, OrganisationId{"gd"});
    EXPECT_EQ(report.rows[0].returned, (Share{1, 0}));
    EXPECT_EQ(report.rows[1].organisation, OrganisationId{"gz"});
    EXPECT_EQ(report.rows[1].returned, (Share{1, 1}));
    EXPECT_EQ(report.rows[1].opened, 0) << "it is no more its own";
}

TEST_F(RatesTest, WhatAHelperHandsBackIsNoReturn) {
    const auto id = accepted();
    ASSERT_TRUE(w.as("partner", HandBack{id, partner, "临时加班"}));
    EXPECT_EQ(report().total.returned, (Share{1, 0}));
}

TEST_F(RatesTest, CountsCards) {
    w.programme.tiers.at(Tier::t3).cards = Cards{};
    accepted();
    w.wait(5 * 24h);
    EXPECT_EQ(report().total.yellow, (Share{1, 1}));
    EXPECT_EQ(report().total.red, (Share{1, 0}));
    w.wait(5 * 24h);
    EXPECT_EQ(report().total.red, (Share{1, 1}));
}

TEST_F(RatesTest, WhatWasCancelledBreaksNothing) {
    const auto id = accepted();
    ASSERT_TRUE(w.as("husband", CancelTicket{id, "不用了"}));
    w.now += 60 * 24h;
    const auto total = report().total;
    EXPECT_EQ(total.opened, 1);
    EXPECT_EQ(total.on_time, (Share{0, 0}));
}

}  // namespace
}  // namespace warmline::dispatcher
