// Tickets merged into another: everybody who asked hears, wherever the decision is made; with a real Redis.
#include <algorithm>

#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

using dispatcher::TicketState;

/// The husband and a nurse whom the house does not know ask for the same; the nurse's request goes on as his.
class MergeTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.run_outbox(process);
        house.say(process, "nurse", "你好");
        theirs = open("husband", 9001);
        hers = open_of_nurse();
        office(dispatcher::MergeTicket{hers, theirs, "同一位老人"});
        expect_told("nurse", theirs.value);
    }
    TicketId open(const std::string& who, int number) {
        dispatcher::OpenTicket command;
        command.id = TicketId(std::to_string(number));
        command.need = "living.groceries";
        command.requester = PersonId(who);
        command.household = HouseholdId("home");
        command.summary = "家里没有菜了";
        office(command);
        return command.id;
    }
    TicketId open_of_nurse() {
        house.say(process, "nurse", "家里没菜了，麻烦送点菜");
        for (const auto& ticket : house.all_tickets(process))
            if (ticket.id != theirs) return ticket.id;
        throw std::runtime_error("no ticket of the nurse");
    }
    void office(dispatcher::Command command) {
        dispatcher::Actor actor;
        actor.kind = dispatcher::ActorKind::coordinator;
        actor.person = PersonId("chen");
        auto done = house.get(process.engine.command(engine::one(std::move(command)), actor));
        ASSERT_TRUE(done) << done.error().message();
    }
    void expect_told(const std::string& who, const std::string& part) {
        process.outbox.wake();
        house.until([&] { return process.channel.told(who, part) > 0; }, part.c_str());
    }
    void expect_rebuildable() {
        auto found = house.get(store::compare(process.store));
        ASSERT_TRUE(found);
        for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
    }
    House house;
    Process& process = house.process();
    TicketId theirs, hers;
};

TEST_F(MergeTest, WhoIsNoHelperHearsWhatIsDecidedInAChat) {
    EXPECT_EQ(process.roster.find(house.ticket(process, hers).requester), nullptr) << "nobody keeps her loaded";
    house.say(process, "partner", "接单");
    for (const auto* who : {"nurse", "husband"}) expect_told(who, "林干事");
}

TEST_F(MergeTest, AndAtTheConsoleAndByTime) {
    office(dispatcher::AcceptOffer{theirs, house.ticket(process, theirs).offer->candidate});
    expect_told("nurse", "林干事");
    office(dispatcher::MoveTicket{theirs, TicketState::waiting, "等小区解封", {}, {}});
    expect_told("nurse", "等小区解封");
    office(dispatcher::CompleteTicket{theirs, PersonId("partner"), "送到了"});
    expect_told("nurse", "怎么样？");
    house.run_timers(process);
    const auto asked = process.channel.told("nurse", "怎么样？");
    for (int hours = 0; hours < 48 && process.channel.told("nurse", "怎么样？") == asked; ++hours) {
        house.now += 1h;
        house.until([wait = 0]() mutable { return ++wait > 20; });
    }
    EXPECT_GT(process.channel.told("nurse", "怎么样？"), asked) << "reminded as the husband is";
}

TEST_F(MergeTest, CancellingTheOneTheyWentIntoGivesHersBack) {
    house.say(process, "husband", "不用送菜了，取消");
    house.say(process, "husband", "是");
    ASSERT_EQ(house.ticket(process, theirs).state, TicketState::cancelled);
    const auto after = house.ticket(process, hers);
    EXPECT_TRUE(after.merged_into.empty());
    EXPECT_FALSE(dispatcher::is_over(after.state));
    expect_told("nurse", "接着单独办");
    const auto nurse = house.person(process, after.requester.value);
    EXPECT_EQ(nurse.requested, std::vector{hers});
    expect_rebuildable();
}

TEST_F(MergeTest, SplittingLeavesNobodyBehindInAChain) {
    house.say(process, "tutor-1", "你好");
    const auto last = open("tutor-1", 9003);
    office(dispatcher::MergeTicket{theirs, last, "同一位老人"});
    EXPECT_EQ(house.ticket(process, last).followers.size(), 2U);
    office(dispatcher::MoveTicket{hers, TicketState::reopened, "不是同一件事", {}, {}});
    expect_told("nurse", "接着单独办");
    EXPECT_EQ(house.ticket(process, last).followers, std::vector{PersonId("husband")});
    EXPECT_TRUE(house.ticket(process, theirs).followers.empty());
    expect_rebuildable();
}

}  // namespace
}  // namespace warmline::house
