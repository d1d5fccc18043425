#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using enum TicketState;

PersonId who(const std::string& id) { return PersonId{id}; }

MoveTicket move(const TicketId& id, TicketState to, std::string reason = "说明") {
    return {id, to, std::move(reason), {}, {}};
}

TEST(MoveTicket, WaitingStopsTheClock) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    const auto due = w.deadline(id, DeadlineKind::resolve)->due;
    ASSERT_TRUE(w.office(move(id, waiting, "等家属回来")));
    EXPECT_EQ(w.ticket(id).state, waiting);
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband"));
    w.wait(20h);
    ASSERT_TRUE(w.office(move(id, in_progress, "")));
    EXPECT_EQ(w.ticket(id).state, in_progress);
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, due + 8h) << "six hours of work, and a lunch between";
    EXPECT_FALSE(w.deadline(id, DeadlineKind::contact)->missed);
}

TEST(MoveTicket, WaitingEndsAtItsCapOrWithTheRequestersAnswer) {
    World w;
    const auto capped = w.open("living.eldercare");
    auto until_noon = move(capped, waiting);
    until_noon.review_at = w.now + 2h;
    ASSERT_TRUE(w.office(until_noon));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    w.wait(2h);
    EXPECT_EQ(w.ticket(capped).state, offered) << "nobody had it: the next candidate is asked";

    const auto answered = w.open("living.eldercare");
    ASSERT_TRUE(w.office(move(answered, waiting)));
    ASSERT_TRUE(w.as("husband", AmendTicket{answered, {{"address", "幸福路1号"}}, ""}));
    EXPECT_EQ(w.ticket(answered).state, offered);
}

TEST(MoveTicket, ParkingNeedsAReplacementAndAReviewDate) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    auto park = move(id, parked, "暂无护工");
    EXPECT_EQ(w.office(park).error(), Errc::replacement_missing);
    park.replacement = "改为每日电话问候";
    EXPECT_EQ(w.office(park).error(), Errc::replacement_missing);
    park.review_at = w.now;
    EXPECT_EQ(w.office(park).error(), Errc::value_out_of_range);
    park.review_at = w.now + 7 * 24h;
    ASSERT_TRUE(w.office(park));
    EXPECT_EQ(w.ticket(id).state, parked);
    EXPECT_EQ(w.ticket(id).replacement, "改为每日电话问候");
    EXPECT_TRUE(w.told(NoticeKind::parked, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());

    w.wait(7 * 24h);
    EXPECT_EQ(w.ticket(id).state, parked) << "a person decides what becomes of it";
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gz"));
    ASSERT_TRUE(w.office(move(id, in_progress)));
    EXPECT_EQ(w.ticket(id).state, offered);
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, w.now + 7 * 24h) << "the clock starts anew";
}

TEST(MoveTicket, ReturnedGoesUpAndIsLimited) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.office(move(id, returned, "不属本市职责")));
    EXPECT_EQ(w.ticket(id).state, returned);
    EXPECT_EQ(w.ticket(id).organisation, OrganisationId{"gd"});
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gd"));
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    ASSERT_TRUE(w.office(Reassign{id, who("carer-1"), "指定"}));
    ASSERT_TRUE(w.office(move(id, returned)));
    ASSERT_TRUE(w.office(Reassign{id, who("carer-2"), "指定"}));
    ASSERT_TRUE(w.office(move(id, returned))) << "beyond the limit the root rules (party_test.cpp)";
    EXPECT_EQ(w.office(move(id, returned)).error(), Errc::bounce_limit);
}

TEST(MoveTicket, EndsTellTheFamily) {
    struct {
        TicketState to;
        NoticeKind told;
    } const rows[] = {
        {cancelled, NoticeKind::cancelled}, {out_of_scope, NoticeKind::cancelled}, {closed, NoticeKind::progress}};
    for (const auto& row : rows) {
        SCOPED_TRACE(static_cast<int>(row.to));
        World w;
        const auto id = w.open("living.eldercare");
        ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
        ASSERT_TRUE(w.office(move(id, row.to)));
        EXPECT_EQ(w.ticket(id).state, row.to);
        EXPECT_TRUE(w.told(row.told, "husband"));
        EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
        EXPECT_TRUE(w.person("partner").helper->tickets.empty());
        ASSERT_TRUE(w.office(move(id, reopened, "弄错了")));
        EXPECT_EQ(w.ticket(id).assignee, who("partner"));
        EXPECT_EQ(w.ticket(id).state, reopened);
    }
}

TEST(MoveTicket, IsRefusedForAReason) {
    World w;
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.office(move(TicketId{"9"}, cancelled)).error(), Errc::ticket_unknown);
    EXPECT_EQ(w.as("husband", move(id, cancelled)).error(), Errc::not_yours);
    EXPECT_EQ(w.office(move(id, cancelled, "")).error(), Errc::reason_missing);
    for (const auto to : {new_, clarifying, accepted, resolved, merged, in_progress, reopened}) {
        EXPECT_EQ(w.office(move(id, to)).error(), Errc::illegal_move) << static_cast<int>(to);
    }
}

TEST(MoveTicket, ADraftCanOnlyEnd) {
    World w;
    OpenTicket draft;
    draft.id = TicketId{"1"};
    draft.need = "living.eldercare";
    draft.requester = who("husband");
    draft.draft = true;
    ASSERT_TRUE(w.as("husband", draft));
    auto park = move(draft.id, parked);
    park.replacement = "改为电话问候";
    park.review_at = w.now + 24h;
    EXPECT_EQ(w.office(park).error(), Errc::illegal_move);
    EXPECT_EQ(w.office(move(draft.id, waiting)).error(), Errc::illegal_move);
    EXPECT_EQ(w.office(move(draft.id, returned)).error(), Errc::illegal_move);
    EXPECT_TRUE(w.office(move(draft.id, cancelled)));
}

TEST(MoveTicket, CrisisIsProtected) {
    World w;
    const auto id = w.open("psych.crisis", {}, true);
    for (const auto to : {waiting, parked, merged, out_of_scope}) {
        EXPECT_EQ(w.office(move(id, to)).error(), Errc::crisis_protected) << static_cast<int>(to);
    }
    EXPECT_TRUE(w.office(move(id, closed, "误报，已电话核实"))) << "a person may close it, with a reason";
}

TEST(Move, APauseHasACap) {
    World w;
    w.programme.waiting_days_max = 14;
    const auto id = w.open("living.eldercare");
    const auto pause = [&](Span span) { return MoveTicket{id, TicketState::waiting, "等材料", {}, w.now + span}; };
    EXPECT_EQ(w.office(pause(14 * 24h + 1ms)).error(), Errc::waiting_limit);
    ASSERT_TRUE(w.office(pause(14 * 24h)));
    w.programme.waiting_days_max = 2;
    const auto other = w.open("living.eldercare");
    ASSERT_TRUE(w.office(MoveTicket{other, TicketState::waiting, "等材料", {}, {}}));
    EXPECT_EQ(w.ticket(other).review_at, w.now + 48h) << "the usual three days are over it";
}

TEST(Move, AfterAPauseADueMomentStaysInWorkingTime) {
    World w;
    w.now = at(monday, 2 * 24h + 10h);  // Wednesday: due five working days later
    const auto id = w.open("living.eldercare");
    ASSERT_EQ(w.deadline(id, DeadlineKind::resolve)->due, at(monday, 9 * 24h + 10h));
    w.now = at(monday, 4 * 24h + 17h);  // Friday: one hour of work is left
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::waiting, "等材料", {}, {}}));
    w.now = at(monday, 7 * 24h + 9h);
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::in_progress, "材料到了", {}, {}}));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, at(monday, 9 * 24h + 11h));
}

}  // namespace
}  // namespace warmline::dispatcher
