// The console's questions about families, answered from a real Redis.
#include "backend/console_backend.hpp"
#include "house.hpp"

namespace warmline::house {
namespace {

using Which = console::HouseholdFilter::Which;

class HouseholdsTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.enrol(process, helper("officer", "郭干事", dispatcher::Role::partner, {}, 10));
    }
    std::vector<console::HouseholdItem> list(Which which, const std::string& phone = {},
                                             const std::string& organisation = "gd") {
        console::HouseholdFilter filter;
        filter.which = which;
        filter.phone_tail = phone;
        filter.organisation = OrganisationId(organisation);
        return *house.get(backend.households(std::move(filter)));
    }
    void office(dispatcher::Command command) {
        const dispatcher::Actor he{dispatcher::ActorKind::coordinator, PersonId("he")};
        const auto done = house.get(backend.command(std::move(command), he));
        EXPECT_TRUE(done) << done.error().message();
    }
    House house;
    Process& process = house.process();
    backend::ConsoleBackend backend{
        process.parts,
        process.engine,
        process.feed,
        {{"he", {"he", "hash", "何主任", console::UserRole::coordinator, OrganisationId("gd")}}}};
    const HouseholdId home{"home"};
};

TEST_F(HouseholdsTest, ListsByWhatIsAskedAndFindsByFourDigits) {
    EXPECT_EQ(list(Which::all).size(), 1U);
    EXPECT_EQ(list(Which::all)[0].partner_name, "林干事");
    EXPECT_EQ(list(Which::all, "1111").size(), 1U);
    EXPECT_TRUE(list(Which::all, "9999").empty());
    EXPECT_TRUE(list(Which::all, "", "gd.gz").empty()) << "outside the subtree";
    EXPECT_TRUE(list(Which::waiting).empty());
    house.say(process, "nurse-1", "我在南方医院上班，家里老人没人照顾");
    house.say(process, "nurse-2", "我在南方医院上班，家里老人没人照顾");
    ASSERT_EQ(list(Which::waiting).size(), 1U) << "one officer, one family";
    EXPECT_EQ(list(Which::all).front().household.id, list(Which::waiting).front().household.id) << "they stand first";
    house.say(process, "partner", "陈先生家转交给郭干事");
    EXPECT_TRUE(list(Which::handing_over).empty()) << "he has a family by now";
}

TEST_F(HouseholdsTest, ShowsPairTicketsHistoryAndBreaks) {
    const auto tickets = house.tell_story(process);
    house.say(process, "partner", "拒绝 今天开会");
    office(dispatcher::HandOverFamily{home, PersonId("officer"), "林干事外派"});
    const auto view = *house.get(backend.household(home));
    EXPECT_EQ(view.tickets.size(), 2U);
    ASSERT_FALSE(view.household.history.empty());
    EXPECT_EQ(view.household.history.back().text, "林干事外派");
    const auto names = [&](const std::string& id) {
        for (const auto& person : view.persons)
            if (person.id.value == id) return person.name;
        return std::string();
    };
    EXPECT_EQ(names("officer"), "郭干事");
    EXPECT_EQ(names("he"), "何主任") << "the account that did it";
    EXPECT_FALSE(house.get(backend.household(HouseholdId("none"))));
}

TEST_F(HouseholdsTest, ListsTheBreaksOfADay) {
    const auto tickets = house.tell_story(process);
    office(dispatcher::Reassign{tickets[0], PersonId("tutor-1"), "离得近"});
    const std::chrono::sys_days monday{std::chrono::year{2020} / 2 / 17};
    const auto found = *house.get(backend.breaks(monday, OrganisationId("gd")));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].ticket, tickets[0]);
    EXPECT_EQ(found[0].why, "协调员指派：离得近");
    EXPECT_EQ(house.get(backend.breaks(monday - std::chrono::days(1), OrganisationId("gd")))->size(), 0U);
    EXPECT_EQ(process.stats.continuity_breaks, 1U);
}

TEST_F(HouseholdsTest, KnowsWhoCouldBePartner) {
    const auto found = *house.get(backend.partners(home));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].person.name, "郭干事");
    EXPECT_TRUE(found[0].suitable);
}

}  // namespace
}  // namespace warmline::house
