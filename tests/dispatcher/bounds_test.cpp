// Districts served and sealed, changed while running (P2, S28).
#include <gmock/gmock.h>

#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

class BoundsTest : public ::testing::Test {
protected:
    BoundsTest() { w.programme.situation = &w.state.situation.emplace(); }
    Result<void> set(std::set<std::string> area, std::set<std::string> sealed, const char* why = "疫情变化") {
        return w.office(SetBounds{std::move(area), std::move(sealed), why});
    }
    World w;
};

TEST_F(BoundsTest, OnlyTheOfficeWithAReasonKnownDistrictsAndNothingTwice) {
    EXPECT_EQ(w.as("husband", SetBounds{{"440103"}, {}, "x"}).error(), Errc::not_yours);
    EXPECT_EQ(set({"440103"}, {}, "").error(), Errc::reason_missing);
    EXPECT_EQ(set({"440199"}, {}).error(), Errc::value_out_of_range);
    EXPECT_EQ(set({}, {"荔湾"}).error(), Errc::value_out_of_range) << "ids, not names";
    EXPECT_EQ(set({}, {}).error(), Errc::already_so);
    ASSERT_TRUE(set({"440103"}, {"440305"}));
    EXPECT_EQ(set({"440103"}, {"440305"}).error(), Errc::already_so);
    const auto& bounds = *w.state.situation->bounds;
    EXPECT_EQ(std::tuple(bounds.since, bounds.reason), std::tuple(w.now, "疫情变化"));
    EXPECT_EQ(to_json(situation_from(to_json(*w.state.situation))), to_json(*w.state.situation));
}

TEST_F(BoundsTest, TheFileIsTheStartAndWhatTheOfficeSaidHolds) {
    w.programme.area = {"440103"};
    w.programme.sealed = {"440305"};
    EXPECT_EQ(w.programme.area_now(), std::set<std::string>{"440103"});
    EXPECT_EQ(w.programme.sealed_now(), std::set<std::string>{"440305"});
    EXPECT_EQ(set({"440103"}, {"440305"}).error(), Errc::already_so) << "compared with the file";
    EXPECT_TRUE(w.ticket(w.open("living.eldercare", {{"district", "南山"}})).with_coordinator);
    ASSERT_TRUE(set({"440103", "440305"}, {}));
    EXPECT_FALSE(w.ticket(w.open("living.eldercare", {{"district", "南山"}})).with_coordinator) << "extended";
    ASSERT_TRUE(set({}, {}));
    EXPECT_TRUE(w.programme.area_now().empty()) << "an empty list of the office holds as well: all";
}

TEST_F(BoundsTest, OpenTicketsGoOnAndTheNextOfferIsJudgedAnew) {
    const auto id = w.open("education.tutoring", {{"district", "荔湾"}});
    const auto first = w.candidate(id);
    ASSERT_FALSE(first.empty());
    ASSERT_TRUE(set({}, {"440103"}));
    EXPECT_EQ(w.candidate(id), first) << "the offer stands";
    ASSERT_TRUE(w.as(first, AcceptOffer{id, PersonId{first}}));
    ASSERT_TRUE(w.as(first, HandBack{id, PersonId{first}, "进不去"}));
    EXPECT_TRUE(w.ticket(id).with_coordinator) << "nobody may enter";
    ASSERT_TRUE(set({}, {}));
    EXPECT_FALSE(w.candidate(w.open("education.tutoring", {{"district", "荔湾"}})).empty());
}

}  // namespace
}  // namespace warmline::dispatcher
