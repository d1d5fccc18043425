#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

class Urge : public ::testing::Test {
protected:
    Result<void> urge(const std::string& by = "husband") { return w.as(by, UrgeTicket{id, "怎么还没来"}); }
    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> out;
        for (const auto& notice : w.last.notices)
            if (notice.kind == NoticeKind::urged) out.push_back(notice.to.value + ": " + notice.text);
        return out;
    }
    using Told = std::vector<std::string>;
    World w;
    TicketId id = w.open("living.eldercare");
};

TEST_F(Urge, CandidateHearsTheWords) {
    ASSERT_TRUE(urge());
    EXPECT_EQ(told(), Told{"partner: 怎么还没来"});
    EXPECT_EQ(w.ticket(id).history.back().person, who("partner"));
}

TEST_F(Urge, AssigneeHearsThem) {
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(urge());
    EXPECT_EQ(told(), Told{"partner: 怎么还没来"});
}

TEST_F(Urge, WithoutBothTheCoordinatorsDo) {
    id = w.open("other");
    ASSERT_TRUE(urge());
    EXPECT_EQ(told(), Told{"coordinator-gz: 怎么还没来"});
    EXPECT_TRUE(w.ticket(id).history.back().person.empty());
}

TEST_F(Urge, AgainWithinHalfAnHourTellsNobody) {
    ASSERT_TRUE(urge());
    w.wait(29min);
    EXPECT_EQ(urge().error(), Errc::already_so);
    w.wait(1min);
    ASSERT_TRUE(urge());
    EXPECT_EQ(told().size(), 1U);
}

TEST_F(Urge, IsForTheFamilyAndForWhatIsOpen) {
    EXPECT_EQ(urge("stranger").error(), Errc::not_yours);
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    EXPECT_EQ(urge().error(), Errc::illegal_move) << "done";
    ASSERT_TRUE(w.as("husband", RateTicket{id, true, 5, ""}));
    EXPECT_EQ(urge().error(), Errc::illegal_move) << "over";
}

TEST_F(Urge, OfWhatIsUrgentWakesPeople) {
    id = w.open("living.eldercare", {}, false, true);
    ASSERT_TRUE(urge());
    const auto notice = std::ranges::find(w.last.notices, NoticeKind::urged, &Notice::kind);
    ASSERT_NE(notice, w.last.notices.end());
    EXPECT_TRUE(notice->urgent);
}

}  // namespace
}  // namespace warmline::dispatcher
