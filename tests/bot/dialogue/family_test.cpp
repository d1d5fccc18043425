#include <gtest/gtest.h>

#include "stage.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

/// The partner looks after three families: that of the husband (王先生), 黄女士's and one without a name.
class Families : public ::testing::Test {
protected:
    Families() {
        family("huang-home", "huang", "黄女士", "天河区");
        family("quiet-home", "quiet", "", "南山区");
    }
    void family(const char* home_id, const char* member_id, const char* name, const char* district) {
        Person member;
        member.id = PersonId{member_id};
        member.name = name;
        member.roles = {Role::requester};
        member.organisation = OrganisationId{"gz"};
        member.household = HouseholdId{home_id};
        stage.run(ChangePerson{member});
        Household home;
        home.id = member.household;
        home.organisation = member.organisation;
        home.district = district;
        home.hospital = "示范大学附属医院";
        home.address = "暖线路1号";
        home.members = {member.id};
        home.pair = Pair{PersonId{"partner"}, {}, stage.now};
        stage.run(ChangeHousehold{home});
    }
    std::string household_of(const std::string& ticket) { return stage.ticket(ticket).household.value; }
    const Question& asked() {
        static const Question none;
        const auto& question = stage.chat("partner").question;
        return question ? *question : none;
    }
    Stage stage;
};

TEST_F(Families, TheFamilyThatIsNamedIsMeant) {
    struct {
        const char *words, *home;
    } const rows[] = {{"我结对的黄家老人要人照顾", "huang-home"},
                      {"黄女士说老人没人照顾", "huang-home"},
                      {"王先生家老人没人照顾", "home"},
                      {"王家的老人要人照顾", "home"}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.words);
        stage.hears("partner", request(row.words, "living.eldercare"));
        ASSERT_EQ(stage.did<OpenTicket>().size() + stage.did<AmendTicket>().size(), 1U);
        EXPECT_FALSE(stage.said("ask.family"));
    }
    EXPECT_EQ(household_of("10001"), "huang-home");
    EXPECT_EQ(household_of("10002"), "home");
    EXPECT_EQ(stage.state.tickets.size(), 2U) << "the second words about a family are added to its ticket";
    EXPECT_EQ(stage.ticket("10001").requester, PersonId{"partner"});
    EXPECT_EQ(stage.ticket("10001").owner, PersonId{"partner"});
}

TEST_F(Families, OneQuestionAsksWhichAndTheAnswerOpensTheTicket) {
    const auto words = "结对的家庭老人没人照顾，菜也没了";
    auto reply = stage.hears(
        "partner",
        Reads{words, {"request"}}.need("living.eldercare", "老人没人照顾").need("living.groceries", "菜也没了"));
    EXPECT_TRUE(stage.did<OpenTicket>().empty()) << "nothing is opened for the wrong family";
    EXPECT_EQ(asked().kind, "family");
    for (const char* part : {"黄女士家（天河区）", "王先生家", "南山区示范大学附属医院的一家", "都不是"})
        EXPECT_NE(reply.find(part), std::string::npos) << part << " in " << reply;
    EXPECT_EQ(reply.find("暖线路"), std::string::npos) << "no address";
    const auto place = std::find(asked().families.begin(), asked().families.end(), HouseholdId{"huang-home"});
    ASSERT_NE(place, asked().families.end());
    reply = stage.hears("partner", std::to_string(place - asked().families.begin() + 1));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 2U) << reply;
    EXPECT_EQ(household_of("10001"), "huang-home");
    EXPECT_EQ(household_of("10002"), "huang-home");
    EXPECT_EQ(stage.ticket("10001").summary, words);
    EXPECT_FALSE(stage.said("ask.family"));
    EXPECT_EQ(asked().slot, "when") << "its address is known";
    stage.hears("partner", "每天晚上");
    EXPECT_EQ(stage.ticket("10001").facts.at("when"), "每天晚上");
}

TEST_F(Families, AnswerByNameAndNoneOfThese) {
    stage.hears("partner", request("老人没人照顾", "living.eldercare"));
    ASSERT_EQ(asked().kind, "family");
    stage.hears("partner", "黄女士");
    EXPECT_EQ(household_of("10001"), "huang-home");
    stage.chat("partner").question.reset();
    stage.hears("partner", request("要用车", "transport"));
    ASSERT_EQ(asked().kind, "family");
    stage.hears("partner", "都不是");
    EXPECT_EQ(household_of("10002"), "") << "for somebody else";
}

TEST_F(Families, NewRequestIsNoAnswer) {
    stage.hears("partner", request("老人没人照顾", "living.eldercare"));
    ASSERT_EQ(asked().kind, "family");
    stage.hears("partner", request("黄家要用车", "transport"));
    ASSERT_EQ(stage.did<OpenTicket>().size(), 1U);
    EXPECT_EQ(stage.did<OpenTicket>()[0].need, "transport");
    EXPECT_EQ(household_of("10001"), "huang-home");
}

TEST_F(Families, OwnFamilyIsMeantUnlessAnotherIsNamed) {
    auto partner = stage.state.persons.at(PersonId{"partner"});
    partner.household = HouseholdId{"own-home"};
    stage.run(ChangePerson{partner});
    Household own;
    own.id = HouseholdId{"own-home"};
    own.organisation = OrganisationId{"gz"};
    own.members = {partner.id};
    stage.run(ChangeHousehold{own});
    stage.hears("partner", request("我家老人没人照顾", "living.eldercare"));
    EXPECT_EQ(household_of("10001"), "own-home");
    stage.chat("partner").question.reset();
    stage.hears("partner", request("我结对的黄家老人没人照顾", "living.eldercare"));
    EXPECT_EQ(household_of("10002"), "huang-home");
}

TEST_F(Families, LiaisonOfATeamIsAskedLikewise) {
    Person liaison;
    liaison.id = PersonId{"liaison"};
    liaison.name = "罗护士";
    liaison.roles = {Role::liaison};
    liaison.organisation = OrganisationId{"gz"};
    stage.run(ChangePerson{liaison});
    stage.chat("liaison").person = liaison.id;
    for (const char* id : {"huang-home", "quiet-home"}) {
        stage.state.households.at(HouseholdId{id}).pair->partner = liaison.id;
    }
    stage.hears("liaison", request("有一家老人没人照顾", "living.eldercare"));
    ASSERT_TRUE(stage.chat("liaison").question);
    EXPECT_EQ(stage.chat("liaison").question->families.size(), 2U);
    stage.hears("liaison", "黄家");
    EXPECT_EQ(household_of("10001"), "huang-home");
}

}  // namespace
}  // namespace warmline::bot::testing
