#include "dispatcher/roster.hpp"

#include <gmock/gmock.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PersonId who(const char* id) { return PersonId{id}; }

TEST(Roster, FindsByNeedAndRole) {
    Roster r;
    r.put(testing::helper("b", "gz", {"x", "y"}), 1);
    r.put(testing::helper("a", "gz", {"x"}), 1);
    r.put(testing::helper("c", "sz", {"y"}), 1);
    EXPECT_THAT(r.taking("x"), ElementsAre(who("a"), who("b")));
    EXPECT_THAT(r.taking("z"), IsEmpty());
    EXPECT_EQ(r.size(), 3U);
    for (const auto* id : {"l", "k"}) {
        auto office = testing::helper(id, "gz", {});
        office.roles = {Role::coordinator};
        r.put(office, 1);
    }
    EXPECT_THAT(r.with_role(Role::coordinator, OrganisationId{"gz"}), ElementsAre(who("k"), who("l")));
    EXPECT_THAT(r.with_role(Role::operator_, OrganisationId{"gz"}), IsEmpty());
    EXPECT_THAT(r.with_role(Role::coordinator, OrganisationId{"gd"}), IsEmpty()) << "exactly this organisation";
    auto moved = testing::helper("k", "sz", {});
    moved.roles = {Role::operator_};
    r.put(moved, 2);
    EXPECT_THAT(r.with_role(Role::coordinator, OrganisationId{"gz"}), ElementsAre(who("l")));
    EXPECT_THAT(r.with_role(Role::operator_, OrganisationId{"sz"}), ElementsAre(who("k")));
}

TEST(Roster, ListsByDistrictStayRightWhoeverComesAndGoes) {
    Roster r;
    const auto served = [&](const char* need, const char* district) {
        std::set<PersonId> out;
        for (const auto* list : r.serving(need, district))
            for (const auto& brief : *list) {
                EXPECT_EQ(brief.person, &r.find(brief.person->id)->person);
                EXPECT_TRUE(out.insert(brief.person->id).second) << "twice: " << brief.person->id.value;
            }
        return out;
    };
    const auto put = [&](const char* id, std::set<Code> needs, std::vector<std::string> districts, int version) {
        auto person = testing::helper(id, "gz", std::move(needs));
        person.helper->districts = std::move(districts);
        r.put(person, static_cast<std::uint64_t>(version));
    };
    put("a", {"x", "y"}, {"1", "2", "1"}, 1);
    put("b", {"x"}, {}, 1);
    put("c", {"x"}, {"1"}, 1);
    put("d", {"x"}, {"2"}, 1);
    EXPECT_THAT(served("x", "1"), ElementsAre(who("a"), who("b"), who("c")));
    put("a", {"x"}, {"2"}, 2);
    put("c", {"y"}, {"1"}, 2);
    EXPECT_THAT(served("x", "1"), ElementsAre(who("b")));
    EXPECT_THAT(served("x", "2"), ElementsAre(who("a"), who("b"), who("d")));
    EXPECT_THAT(served("y", "1"), ElementsAre(who("c")));
    EXPECT_THAT(r.taking("x"), ElementsAre(who("a"), who("b"), who("d")));
}

TEST(Roster, KeepsTheNewestAndItsIndexes) {
    Roster r;
    r.put(testing::helper("a", "gz", {"x"}), 2);
    r.put(testing::helper("a", "sz", {"y"}), 1);
    EXPECT_THAT(r.taking("x"), ElementsAre(who("a"))) << "the older one is ignored";
    r.put(testing::helper("a", "sz", {"y"}), 3);
    EXPECT_THAT(r.taking("x"), IsEmpty());
    EXPECT_THAT(r.taking("y"), ElementsAre(who("a")));
    EXPECT_EQ(r.find(who("a"))->version, 3U);
    EXPECT_FALSE(r.find(who("b")));
    EXPECT_EQ(r.size(), 1U);
}

}  // namespace
}  // namespace warmline::dispatcher
