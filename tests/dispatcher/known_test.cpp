// Continuity in the service: whoever did something for a household is known to it.
#include "dispatcher/known.hpp"

#include <gmock/gmock.h>

#include "dispatcher/judge.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const HouseholdId home{"home"};
const std::map<std::string, std::string> maths{{"subject", "数学"}};

PersonId who(const std::string& id) { return PersonId{id}; }

class KnownTest : public ::testing::Test {
protected:
    /// The helper does a ticket of this kind for the family to the end.
    TicketId help(const std::string& person, const Code& need = "education.tutoring") {
        const auto id = w.open(need, maths);
        if (w.candidate(id) != person) {
            EXPECT_TRUE(w.office(Reassign{id, who(person), "测试"}));
        }
        EXPECT_TRUE(w.as(person, AcceptOffer{id, who(person)}));
        EXPECT_TRUE(w.as(person, CompleteTicket{id, who(person), "好了"}));
        EXPECT_TRUE(w.as("husband", RateTicket{id, true, 5, ""}));
        return id;
    }
    World w;
};

TEST_F(KnownTest, TheHouseholdRemembersWhoHelpedTheLastOneFirst) {
    help("tutor-1");
    help("tutor-2");
    EXPECT_THAT(w.home().helped, ElementsAre(who("tutor-2"), who("tutor-1")));
    help("tutor-1");
    EXPECT_THAT(w.home().helped, ElementsAre(who("tutor-1"), who("tutor-2"))) << "once each";
    Household again = w.home();
    again.helped.clear();
    again.address = "别处";
    ASSERT_TRUE(w.run(ChangeHousehold{again}));
    EXPECT_THAT(w.home().helped, ElementsAre(who("tutor-1"), who("tutor-2"))) << "a list imported again keeps it";
}

TEST_F(KnownTest, TheOfficeThatReportsForSomebodyIsNotKnown) {
    const auto id = w.open("education.tutoring", maths);
    ASSERT_TRUE(w.office(Reassign{id, who("tutor-2"), "测试"}));
    ASSERT_TRUE(w.as("tutor-2", AcceptOffer{id, who("tutor-2")}));
    ASSERT_TRUE(w.office(CompleteTicket{id, who("coordinator-gz"), "电话里说好了"}));
    EXPECT_THAT(w.home().helped, ElementsAre(who("tutor-2")));
}

TEST_F(KnownTest, SomebodyOfTheHouseholdIsNever) {
    auto family = w.home();
    family.members.push_back(who("carer-1"));
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.office(Reassign{id, who("carer-1"), "测试"}));
    ASSERT_TRUE(w.as("carer-1", AcceptOffer{id, who("carer-1")}));
    ASSERT_TRUE(w.run(ChangeHousehold{family}));
    ASSERT_TRUE(w.as("carer-1", CompleteTicket{id, who("carer-1"), "好了"}));
    EXPECT_THAT(w.home().helped, IsEmpty());
}

TEST_F(KnownTest, ItRemembersSoManyAtMost) {
    for (std::size_t i = 0; i < helped_max + 3; ++i) {
        const auto id = "tutor-x" + std::to_string(i);
        auto tutor = helper(id, "gz", {"education.tutoring"});
        tutor.helper->subjects = {"数学"};
        ASSERT_TRUE(w.run(ChangePerson{tutor}));
        help(id);
    }
    EXPECT_EQ(w.home().helped.size(), helped_max);
    EXPECT_EQ(w.home().helped.front(), who("tutor-x" + std::to_string(helped_max + 2)));
}

TEST_F(KnownTest, WhoHelpedBeforeIsAskedFirstAndTheOfficeSeesIt) {
    help("tutor-2");
    EXPECT_EQ(known_to(w.state, home), (std::set<PersonId>{who("tutor-2")}));
    w.wait(24h);
    const auto id = w.open("education.tutoring", maths);
    EXPECT_EQ(w.candidate(id), "tutor-2") << "though tutor-1 was not asked for longer, and comes first by name";
    ASSERT_TRUE(w.as("tutor-2", DeclineOffer{id, who("tutor-2"), "有课"}));
    help("tutor-2");
    Ticket asked = w.ticket(id);
    asked.declined.clear();
    const auto judged = judge_all(w.state, asked, w.programme, w.now, 10);
    ASSERT_FALSE(judged.empty());
    EXPECT_EQ(judged.front().person, who("tutor-2")) << judged.front().why;
}

}  // namespace
}  // namespace warmline::dispatcher
