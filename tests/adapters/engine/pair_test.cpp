// Hand in hand with a real Redis: what is stored, told, timed and found again.
#include <algorithm>

#include "engine/backlog.hpp"
#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

using dispatcher::Household;
using dispatcher::Role;

const HouseholdId home{"home"};

class PairTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.run_outbox(process);
    }
    void officer(const std::string& id, const std::string& name) {
        house.enrol(process, helper(id, name, Role::partner, {}, 10));
        house.say(process, id, "你好");
    }
    Household household(const HouseholdId& id) {
        auto work = house.get(process.store.load(store::about(id)));
        return work->state.households.at(id);
    }
    HouseholdId home_of(const std::string& sender) {
        auto work = house.get(process.store.load_conversation(house.chat_of(process, sender), ""));
        return work->state.persons.at(work->conversation->conversation.person).household;
    }
    /// The message that asks something has been settled, so that the answer is understood.
    void until_asked(const std::string& sender) {
        house.until(
            [&] {
                auto work = house.get(process.store.load_conversation(house.chat_of(process, sender), ""));
                const auto& question = work->conversation->conversation.question;
                return question && question->kind == "hand_over";
            },
            "nobody is asked");
    }
    std::vector<std::string> families(const std::string& person) {
        std::vector<std::string> out;
        const auto found =
            house.ask(process, redis::Command("SMEMBERS", process.store.keys().families(PersonId(person))));
        for (const auto& item : found.items()) out.push_back(item.text());
        return out;
    }
    boost::system::error_code office(dispatcher::Command command) {
        dispatcher::Actor actor;
        actor.kind = dispatcher::ActorKind::coordinator;
        actor.person = PersonId("coordinator");
        auto done = house.get(process.engine.command(engine::one(std::move(command)), actor));
        return done ? boost::system::error_code() : done.error();
    }
    void expect_rebuildable() {
        auto found = house.get(store::compare(process.store));
        ASSERT_TRUE(found);
        for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
    }
    House house;
    Process& process = house.process();
};

const std::string asks = "我在南方医院上班，人在武汉支援，家里老人没人照顾";

TEST_F(PairTest, ANewFamilyIsPairedWithItsFirstWordsAndBothSidesHearOfIt) {
    officer("officer", "郭干事");
    const auto reply = house.say(process, "nurse", asks);
    EXPECT_NE(reply.find("郭干事和您家结成手拉手"), std::string::npos) << reply;
    house.until([&] { return process.channel.told("officer", "结成手拉手") == 1; }, "the officer is not told");
    EXPECT_EQ(house.person(process, "officer").families, std::vector<HouseholdId>(1, home_of("nurse")));
    EXPECT_EQ(families("officer"), std::vector<std::string>(1, home_of("nurse").value));
    EXPECT_EQ(process.stats.pairs_made, 1U);
    expect_rebuildable();
}

TEST_F(PairTest, AFamilyThatWaitsIsPairedWhenSomebodyComes) {
    house.say(process, "nurse", asks);
    EXPECT_TRUE(household(home_of("nurse")).waits);
    EXPECT_EQ(house.get(process.store.unpaired(10))->state.households.size(), 1U);
    engine::Backlog backlog{house.context.get_executor(), process.parts, process.engine};
    process.engine.on_room = [&] { backlog.wake(); };
    backlog.start();
    officer("officer", "郭干事");
    house.until([&] { return process.channel.told("nurse", "郭干事和您家结成手拉手") == 1; },
                "the family goes on waiting");
    EXPECT_TRUE(house.get(process.store.unpaired(10))->state.households.empty());
    process.engine.on_room = [] {};
    house.finish(backlog.stop());
    expect_rebuildable();
}

TEST_F(PairTest, WhoIsInDistressHearsOfThePartnerLater) {
    officer("officer", "郭干事");
    const auto reply = house.say(process, "nurse", "我是南方医院的护士，我撑不下去了，不想活了");
    EXPECT_EQ(reply.find("手拉手"), std::string::npos) << reply;
    ASSERT_TRUE(household(home_of("nurse")).pair);
    EXPECT_EQ(process.channel.told("nurse", "手拉手"), 0U);
    house.now += 3h;
    process.outbox.wake();
    house.until([&] { return process.channel.told("nurse", "手拉手") == 1; }, "never told");
}

TEST_F(PairTest, TheOfficeHandsOverWithAllOpenTickets) {
    const auto tickets = house.tell_story(process);
    house.say(process, "partner", "接单");
    officer("officer", "郭干事");
    ASSERT_FALSE(office(dispatcher::HandOverFamily{home, PersonId("officer"), "林干事外派"}));
    EXPECT_EQ(house.ticket(process, tickets[0]).assignee, PersonId("officer"));
    EXPECT_EQ(house.ticket(process, tickets[1]).owner, PersonId("officer"));
    EXPECT_TRUE(families("partner").empty());
    EXPECT_EQ(families("officer"), std::vector<std::string>(1, "home"));
    house.until([&] { return process.channel.told("husband", "换成郭干事") == 1; }, "the family is not told");
    house.until([&] { return process.channel.told("officer", "林干事外派") == 1; }, "the note is lost");
    EXPECT_NE(house.say(process, "officer", "今日任务").find(tickets[0].value), std::string::npos);
    expect_rebuildable();
}

TEST_F(PairTest, AnAnswerThatDoesNotComeLeavesEverythingAsItWas) {
    officer("officer", "郭干事");
    house.say(process, "partner", "陈先生家转交给郭干事，我下周外派");
    house.say(process, "partner", "是");
    house.until([&] { return process.channel.told("officer", "我下周外派") == 1; }, "the officer is not asked");
    EXPECT_EQ(families("officer"), std::vector<std::string>(1, "home")) << "so that the answer finds its family";
    expect_rebuildable();
    house.now += 25h;
    house.run_timers(process);
    house.until([&] { return !household(home).pair->hand_over; }, "the question never ends");
    EXPECT_EQ(household(home).pair->partner, PersonId("partner"));
    EXPECT_TRUE(families("officer").empty());
    house.until([&] { return process.channel.told("partner", "没转成") == 1; }, "the partner is not told");
    expect_rebuildable();
}

TEST_F(PairTest, AnAnswerInChatTakesTheFamilyOver) {
    officer("officer", "郭干事");
    house.say(process, "partner", "陈先生家转交给郭干事");
    house.say(process, "partner", "是");
    until_asked("officer");
    const auto reply = house.say(process, "officer", "好的");
    EXPECT_NE(reply.find("13800001111"), std::string::npos) << "whom to call: " << reply;
    EXPECT_EQ(household(home).pair->partner, PersonId("officer"));
    house.until([&] { return process.channel.told("husband", "换成郭干事") == 1; }, "the family is not told");
    expect_rebuildable();
}

TEST_F(PairTest, ADeputyStandsInAndSpeaksForTheFamily) {
    officer("officer", "郭干事");
    ASSERT_FALSE(office(dispatcher::SetBackup{home, PersonId("officer")}));
    house.say(process, "partner", "休息三天");
    house.until([&] { return process.channel.told("husband", "郭干事帮着") == 1; }, "the family is not told");
    house.until([&] { return process.channel.told("officer", "先请你帮着") == 1; }, "the deputy is not told");
    house.say(process, "officer", "我结对的家庭老人没人照顾");
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_EQ(tickets[0].household, home) << "the backup's families are loaded as well";
    house.now += 80h;
    house.run_timers(process);
    house.until([&] { return !household(home).pair->away; }, "he never comes back");
    house.say(process, "husband", "你好");  // after three days a chat is open again only when its person writes
    house.until([&] { return process.channel.told("husband", "林干事回来了") == 1; }, "nobody says that he is back");
    expect_rebuildable();
}

TEST_F(PairTest, AListThatIsImportedAgainChangesNoPair) {
    officer("officer", "郭干事");
    ASSERT_FALSE(office(dispatcher::HandOverFamily{home, PersonId("officer"), "外派"}));
    auto again = household(home);
    again.pair = dispatcher::Pair{PersonId("partner"), {}, {}};
    again.history.clear();
    ASSERT_TRUE(house.get(process.engine.enrol(std::move(again))));
    EXPECT_EQ(household(home).pair->partner, PersonId("officer"));
    EXPECT_FALSE(household(home).history.empty());
    house.enrol(process, helper("officer", "郭干事", Role::partner, {}, 10));
    EXPECT_EQ(house.person(process, "officer").families, std::vector<HouseholdId>(1, home));
}

TEST_F(PairTest, APersonIsLinkedToTheFamilyHeIsOf) {
    officer("officer", "郭干事");
    house.say(process, "grandma", asks);
    const auto double_home = home_of("grandma");
    ASSERT_TRUE(household(double_home).pair);
    auto work = house.get(process.store.load_conversation(house.chat_of(process, "grandma"), ""));
    const auto person = work->conversation->conversation.person;
    ASSERT_FALSE(office(dispatcher::LinkPerson{person, home}));
    EXPECT_EQ(home_of("grandma"), home);
    EXPECT_FALSE(household(double_home).pair) << "its partner is free again";
    EXPECT_TRUE(families("officer").empty());
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_EQ(tickets[0].household, home);
    EXPECT_EQ(tickets[0].owner, PersonId("partner"));
    auto listed = household(home);  // as a list has it that was made before
    listed.members = {PersonId("husband")};
    ASSERT_TRUE(house.get(process.engine.enrol(std::move(listed))));
    EXPECT_EQ(household(home).members.size(), 2U) << "an import does not undo it";
    expect_rebuildable();
}

}  // namespace
}  // namespace warmline::house
