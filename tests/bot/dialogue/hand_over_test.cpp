#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

const HouseholdId home{"home"};

/// 陈晓 is the partner of 王先生's family; 李敏 and 何主任 are officers without one, 李强 has a family.
class HandOverTalk : public ::testing::Test {
protected:
    HandOverTalk() {
        officer("li-min", "李敏");
        officer("he", "何主任");
        officer("full", "郑强");
        Household other;
        other.id = HouseholdId{"other"};
        other.organisation = OrganisationId{"gz"};
        other.pair = Pair{PersonId{"full"}, {}, stage.now};
        stage.run(ChangeHousehold{other});
    }
    void officer(const char* id, const char* name) {
        Person person;
        person.id = PersonId{id};
        person.name = name;
        person.roles = {Role::partner};
        person.organisation = OrganisationId{"gz"};
        person.conversations = {stage.chat(id).id};
        person.helper.emplace();
        stage.chat(id).person = person.id;
        stage.run(ChangePerson{person});
    }
    const Question& asked(const std::string& who = "partner") {
        static const Question none;
        const auto& question = stage.chat(who).question;
        return question ? *question : none;
    }
    Stage stage;
};

TEST_F(HandOverTalk, IsUnderstoodHoweverItIsSaid) {
    struct {
        const char *words, *to, *note;
    } const rows[] = {
        {"转交王先生家给李老师，我下周去外地", "li-min", "我下周去外地"},
        {"把王先生家转交给李敏", "li-min", ""},
        {"王先生家以后由李老师负责", "li-min", ""},
        {"我要调走了，结对的家庭请何主任接手", "he", "我要调走了"},
        {"王奶奶家想移交给小李，奶奶听力不好", "li-min", "奶奶听力不好"},
        {"手拉手的这户换成何主任吧", "he", ""},
        {"王家交给李干事", "li-min", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.words);
        stage.chat("partner").question.reset();
        stage.hears("partner", row.words);
        ASSERT_EQ(asked().kind, "hand_over");
        EXPECT_EQ(asked().slot, "confirm");
        EXPECT_EQ(asked().options, std::vector<std::string>{row.to});
        EXPECT_EQ(asked().text, row.note);
        EXPECT_TRUE(stage.did<HandOverFamily>().empty()) << "asked first";
    }
}

TEST_F(HandOverTalk, OtherWordsAreNoHandOver) {
    stage.accepted_by("partner");
    for (const char* words : {"转交 今天有课", "转交10001给李老师", "转交这单给李老师",
                              "王先生家老人没人照顾，李老师知道", "把药交给王先生家", "请李老师跟我联系一下"}) {
        SCOPED_TRACE(words);
        stage.chat("partner").question.reset();
        stage.hears("partner", words);
        EXPECT_NE(asked().kind, "hand_over");
        EXPECT_TRUE(stage.did<HandOverFamily>().empty());
    }
    stage.hears("husband", "把我们家转交给李老师吧");
    EXPECT_NE(asked("husband").kind, "hand_over") << "only the partner may ask";
}

TEST_F(HandOverTalk, WholeWayWithNoteYesAndAcceptance) {
    const auto ticket = stage.accepted_by("partner");
    stage.told("husband");
    const auto question = stage.hears("partner", "转交王先生家给李老师");
    EXPECT_NE(question.find("王先生家"), std::string::npos) << question;
    EXPECT_NE(question.find(ticket.value), std::string::npos) << "what goes along";
    const auto again = stage.hears("partner", "奶奶每周三要去医院复查");
    EXPECT_NE(again.find("每周三"), std::string::npos) << "the note is read back";
    const auto reply = stage.hears("partner", "是");
    ASSERT_EQ(stage.did<HandOverFamily>().size(), 1U);
    EXPECT_NE(reply.find("已经去问李敏"), std::string::npos) << reply;
    const auto heard = stage.told("li-min");
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_NE(heard[0].find("陈晓想把结对的王先生家"), std::string::npos) << heard[0];
    EXPECT_NE(heard[0].find("每周三"), std::string::npos);
    EXPECT_EQ(heard[0].find("13800001234"), std::string::npos) << "no telephone before the yes";
    const auto accepted = stage.hears("li-min", "好的");
    ASSERT_EQ(stage.did<AnswerHandOver>().size(), 1U);
    EXPECT_NE(accepted.find("13800001234"), std::string::npos) << "whom to call: " << accepted;
    EXPECT_NE(accepted.find(ticket.value), std::string::npos) << "what is open";
    EXPECT_EQ(stage.state.households.at(home).pair->partner.value, "li-min");
    const auto family = stage.told("husband");
    ASSERT_EQ(family.size(), 1U) << "one message";
    EXPECT_NE(family[0].find("换成李敏"), std::string::npos) << family[0];
    EXPECT_NE(stage.told("partner").back().find("李敏接手"), std::string::npos);
}

TEST_F(HandOverTalk, ANoIsToldWithItsReason) {
    stage.hears("partner", "王先生家转交给何主任");
    stage.hears("partner", "是");
    stage.told("partner");
    stage.hears("he", "不接手，下个月我也外派");
    ASSERT_EQ(stage.did<AnswerHandOver>().size(), 1U);
    EXPECT_FALSE(stage.did<AnswerHandOver>()[0].accepted);
    EXPECT_EQ(stage.did<AnswerHandOver>()[0].reason, "下个月我也外派");
    const auto told = stage.told("partner");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("下个月我也外派"), std::string::npos) << told[0];
    EXPECT_FALSE(stage.chat("he").question);
}

TEST_F(HandOverTalk, MayBeAnsweredAfterSomethingElseWasAsked) {
    stage.hears("partner", "王先生家转交给何主任");
    stage.hears("partner", "是");
    stage.chat("he").question.reset();
    stage.hears("he", "我愿意接手");
    EXPECT_EQ(stage.state.households.at(home).pair->partner.value, "he");
}

TEST_F(HandOverTalk, TheNoOfThePartnerKeepsThePair) {
    stage.hears("partner", "王先生家转交给何主任");
    const auto reply = stage.hears("partner", "不");
    EXPECT_TRUE(stage.said("handover.kept")) << reply;
    EXPECT_TRUE(stage.did<HandOverFamily>().empty());
    EXPECT_FALSE(stage.chat("partner").question);
}

TEST_F(HandOverTalk, AsksWhoIsMeantAndSaysWhoIsFull) {
    stage.hears("partner", "我想转交结对的家庭");
    EXPECT_TRUE(stage.said("handover.who"));
    stage.hears("partner", "王先生家转交给郑强");
    EXPECT_TRUE(stage.said("handover.full"));
    officer("li-hong", "李红");
    stage.hears("partner", "王先生家转交给李老师");
    ASSERT_EQ(asked().slot, "whom");
    EXPECT_EQ(asked().options.size(), 2U);
    stage.hears("partner", "李红");
    ASSERT_EQ(asked().slot, "confirm");
    EXPECT_EQ(asked().options.front(), "li-hong");
}

TEST_F(HandOverTalk, ARefusalByTheDispatcherIsNotConfirmed) {
    stage.hears("partner", "王先生家转交给何主任");
    Household third;
    third.id = HouseholdId{"third"};
    third.pair = Pair{PersonId{"he"}, {}, stage.now};
    stage.run(ChangeHousehold{third});
    const auto reply = stage.hears("partner", "是");
    EXPECT_EQ(reply.find("已经去问"), std::string::npos) << reply;
    EXPECT_NE(reply.find("接不了这户家庭"), std::string::npos) << reply;
}

TEST_F(HandOverTalk, EveryNoticeOfAFamilyHasWordsWithoutHoles) {
    for (int kind = static_cast<int>(NoticeKind::paired_family); kind <= static_cast<int>(NoticeKind::linked_partner);
         ++kind) {
        Notice notice;
        notice.kind = static_cast<NoticeKind>(kind);
        notice.household = home;
        notice.about = PersonId{"li-min"};
        notice.text = std::to_string(to_ms(stage.now + 48h));
        for (const char* to : {"husband", "partner", "he", "stranger"}) {
            notice.to = PersonId{to};
            const auto text = say_notice(notice, stage.state, stage.wording, stage.programme, stage.now);
            EXPECT_FALSE(text.empty()) << kind;
            EXPECT_EQ(text.find('{'), std::string::npos) << text;
            if (std::string{to} != "partner") {
                EXPECT_EQ(text.find("13800001234"), std::string::npos) << "only who looks after the family: " << text;
            }
        }
    }
}

}  // namespace
}  // namespace warmline::bot::testing
