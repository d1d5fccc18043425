#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

class ExtensionTest : public ::testing::Test {
protected:
    ExtensionTest() {
        id = w.open("living.eldercare");
        EXPECT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
        EXPECT_TRUE(w.as("partner", ReportProgress{id, who("partner"), "已联系"}));
        due = w.deadline(id, DeadlineKind::resolve)->due;
    }
    Result<void> ask(Span more, const std::string& reason = "家属要等核酸结果") {
        return w.as("partner", AskExtension{id, who("partner"), due + more, reason});
    }
    World w;
    TicketId id;
    Time due;
};

TEST_F(ExtensionTest, IsAskedGrantedAndMovesThePromise) {
    ASSERT_TRUE(ask(48h));
    EXPECT_TRUE(w.told(NoticeKind::extension_asked, "coordinator-gz"));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, due) << "asked is not granted";
    ASSERT_TRUE(w.office(RuleExtension{id, true, ""}));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, due + 48h);
    EXPECT_TRUE(w.told(NoticeKind::extension_ruled, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband")) << "the family hears why it takes longer";
    EXPECT_FALSE(w.ticket(id).extension);
    EXPECT_EQ(w.ticket(id).extensions, 1);
    EXPECT_EQ(ask(72h).error(), Errc::extension_limit) << "once";
}

TEST_F(ExtensionTest, IsRefusedWithAReasonAndChangesNothing) {
    ASSERT_TRUE(ask(48h));
    EXPECT_EQ(w.office(RuleExtension{id, false, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.office(RuleExtension{id, false, "老人等不了"}));
    EXPECT_EQ(w.deadline(id, DeadlineKind::resolve)->due, due);
    EXPECT_TRUE(w.told(NoticeKind::extension_ruled, "partner"));
    EXPECT_FALSE(w.told(NoticeKind::progress, "husband"));
    EXPECT_EQ(w.office(RuleExtension{id, true, ""}).error(), Errc::illegal_move) << "nothing is asked any more";
}

TEST_F(ExtensionTest, HasLimits) {
    EXPECT_EQ(ask(0h).error(), Errc::value_out_of_range);
    EXPECT_EQ(ask(48h, "").error(), Errc::reason_missing);
    EXPECT_EQ(ask(30 * 24h).error(), Errc::extension_limit);
    EXPECT_EQ(w.as("backup", AskExtension{id, who("backup"), due + 1h, "忙"}).error(), Errc::not_yours);
    EXPECT_EQ(w.as("partner", RuleExtension{id, true, ""}).error(), Errc::not_yours);
    ASSERT_TRUE(ask(48h));
    EXPECT_EQ(ask(48h).error(), Errc::extension_limit) << "already asked";
    const auto open = w.open("living.eldercare");
    EXPECT_EQ(w.office(AskExtension{open, {}, due + 1h, "忙"}).error(), Errc::illegal_move) << "nobody carries it yet";
    const auto crisis = w.open("psych.crisis", {}, true);
    EXPECT_EQ(w.office(AskExtension{crisis, {}, due, "忙"}).error(), Errc::crisis_protected);
}

TEST_F(ExtensionTest, EndsWithTheWork) {
    ASSERT_TRUE(ask(48h));
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, who("partner"), ""}));
    EXPECT_FALSE(w.ticket(id).extension);
}

}  // namespace
}  // namespace warmline::dispatcher
