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
    EXPECT_THAT(r.taking("x"), ElementsAre(who("b"), who("a")));
    EXPECT_THAT(r.taking("z"), IsEmpty());
    EXPECT_THAT(r.with_role(Role::volunteer, OrganisationId{"gz"}), ElementsAre(who("a"), who("b")));
    EXPECT_THAT(r.with_role(Role::coordinator, OrganisationId{"gz"}), IsEmpty());
    EXPECT_THAT(r.with_role(Role::volunteer, OrganisationId{"gd"}), IsEmpty()) << "exactly this organisation";
    EXPECT_EQ(r.size(), 3U);
}

TEST(Roster, KeepsTheNewestAndItsIndexes) {
    Roster r;
    r.put(testing::helper("a", "gz", {"x"}), 2);
    r.put(testing::helper("a", "sz", {"y"}), 1);
    EXPECT_THAT(r.taking("x"), ElementsAre(who("a"))) << "the older one is ignored";
    r.put(testing::helper("a", "sz", {"y"}), 3);
    EXPECT_THAT(r.taking("x"), IsEmpty());
    EXPECT_THAT(r.taking("y"), ElementsAre(who("a")));
    EXPECT_THAT(r.with_role(Role::volunteer, OrganisationId{"gz"}), IsEmpty());
    EXPECT_THAT(r.with_role(Role::volunteer, OrganisationId{"sz"}), ElementsAre(who("a")));
    EXPECT_EQ(r.find(who("a"))->version, 3U);
    EXPECT_FALSE(r.find(who("b")));
    EXPECT_EQ(r.size(), 1U);
}

}  // namespace
}  // namespace warmline::dispatcher
