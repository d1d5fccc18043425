#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

/// A crisis that expert-1 brought to its end; a day later the husband is asked how he is.
class FollowUp : public ::testing::Test {
protected:
    FollowUp() {
        id = w.open("psych.crisis", {}, true);
        w.as("expert-1", AcceptOffer{id, who("expert-1")}).value();
        w.as("expert-1", CompleteTicket{id, who("expert-1"), "情绪已平稳"}).value();
        w.as("husband", RateTicket{id, true, 5, ""}).value();
        w.office(MoveTicket{id, TicketState::closed, "随访再问", {}, {}}).value();
    }
    void ask() {
        w.wait(24h);
        ASSERT_TRUE(w.told(NoticeKind::follow_up, "husband"));
    }
    Result<void> answer(bool well, const std::string& words) {
        return w.as("husband", AnswerFollowUp{id, well, words});
    }
    [[nodiscard]] const Notice* notice(NoticeKind kind, const std::string& to) const {
        const auto found = std::ranges::find_if(
            w.last.notices, [&](const Notice& n) { return n.kind == kind && n.to == who(to) && n.ticket == id; });
        return found == w.last.notices.end() ? nullptr : &*found;
    }
    World w;
    TicketId id;
};

TEST_F(FollowUp, WellIsHeardByWhoHelpedAndTheOffice) {
    ask();
    ASSERT_TRUE(answer(true, "好多了"));
    EXPECT_EQ(w.happened(EventKind::follow_up_answered), 1U);
    for (const auto* to : {"expert-1", "coordinator-gz"}) {
        const auto* told = notice(NoticeKind::follow_up_answered, to);
        ASSERT_TRUE(told) << to;
        EXPECT_FALSE(told->urgent);
        EXPECT_EQ(told->text, "好多了");
    }
    EXPECT_EQ(w.ticket(id).state, TicketState::closed);
    w.wait(20h);
    EXPECT_EQ(std::ranges::count(w.ticket(id).history, EventKind::call_task_opened, &Event::kind), 1)
        << "only that of the crisis: nobody has to ask again by telephone";
}

TEST_F(FollowUp, NotWellRingsTheSameExpertAndTheTelephoneAtOnce) {
    ask();
    ASSERT_TRUE(answer(false, "还是睡不着"));
    EXPECT_EQ(w.ticket(id).state, TicketState::offered);
    EXPECT_EQ(w.candidate(id), "expert-1");
    EXPECT_EQ(w.ticket(id).offer->answer_by, w.now + 2min);
    EXPECT_EQ(w.deadline(id, DeadlineKind::contact)->due, w.now + 5min);
    EXPECT_FALSE(w.deadline(id, DeadlineKind::contact)->met);
    ASSERT_TRUE(notice(NoticeKind::crisis_offer, "expert-1"));
    ASSERT_TRUE(notice(NoticeKind::follow_up_answered, "coordinator-gz"));
    EXPECT_TRUE(notice(NoticeKind::follow_up_answered, "coordinator-gz")->urgent);
    EXPECT_TRUE(notice(NoticeKind::call_task, "operator"));
}

TEST_F(FollowUp, WhoSaidNoADayAgoIsRungAgain) {
    auto other = w.open("psych.crisis", {}, true);
    w.as("expert-1", DeclineOffer{other, who("expert-1"), "正在接诊"}).value();
    const auto helped = w.candidate(other);
    w.as(helped, AcceptOffer{other, who(helped)}).value();
    w.as(helped, CompleteTicket{other, who(helped), ""}).value();
    w.wait(24h);
    ASSERT_TRUE(w.as("husband", AnswerFollowUp{other, false, "不太好"}));
    EXPECT_EQ(w.candidate(other), helped);
    EXPECT_TRUE(w.ticket(other).declined.empty());
}

TEST_F(FollowUp, GoesOnToOthersAndIsAskedAgainAfterIt) {
    ask();
    ASSERT_TRUE(answer(false, "不太好"));
    w.wait(2min);
    EXPECT_NE(w.candidate(id), "expert-1");
    const auto next = w.candidate(id);
    ASSERT_TRUE(w.as(next, AcceptOffer{id, who(next)}));
    ASSERT_TRUE(w.as(next, CompleteTicket{id, who(next), ""}));
    ask();
    ASSERT_TRUE(answer(true, "没事了"));
}

TEST_F(FollowUp, IsAnsweredOnceAndOnlyWhenAsked) {
    EXPECT_EQ(answer(true, "好多了").error(), Errc::illegal_move) << "not asked yet";
    ask();
    EXPECT_EQ(w.as("stranger", AnswerFollowUp{id, true, "好"}).error(), Errc::not_yours);
    ASSERT_TRUE(w.office(AnswerFollowUp{id, true, "电话里说好多了"}));
    EXPECT_EQ(answer(false, "不好").error(), Errc::illegal_move) << "answered";
    EXPECT_EQ(answer(true, "好").error(), Errc::illegal_move);
    const auto plain = w.open("living.eldercare");
    EXPECT_EQ(w.as("husband", AnswerFollowUp{plain, true, "好"}).error(), Errc::illegal_move);
    EXPECT_EQ(w.as("husband", AnswerFollowUp{TicketId{"1"}, true, "好"}).error(), Errc::ticket_unknown);
}

TEST_F(FollowUp, NotWellWhileSomebodyIsAtItTellsThemUrgently) {
    ask();
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::reopened, "电话里听着不好", {}, {}}));
    ASSERT_TRUE(answer(false, "还是害怕"));
    EXPECT_EQ(w.ticket(id).state, TicketState::reopened);
    EXPECT_EQ(w.ticket(id).assignee, who("expert-1"));
    ASSERT_TRUE(notice(NoticeKind::follow_up_answered, "expert-1"));
    EXPECT_TRUE(notice(NoticeKind::follow_up_answered, "expert-1")->urgent);
}

}  // namespace
}  // namespace warmline::dispatcher
