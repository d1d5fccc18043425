#include <nlohmann/json.hpp>

#include "dispatcher/json.hpp"
#include "redis/errc.hpp"
#include "samples.hpp"

namespace warmline::house {
namespace {

class Records : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;

    void commit(store::Work& work, const store::Changes& what) {
        const auto done = house.get(store.commit(work, what));
        ASSERT_TRUE(done) << done.error().message();
    }
};

dispatcher::Household home() {
    dispatcher::Household household;
    household.id = HouseholdId("home");
    household.organisation = OrganisationId("gd");
    household.address = "暖线路1号";
    household.members = {PersonId("husband")};
    household.pair = dispatcher::Pair{PersonId("partner"), PersonId("backup"), Time{5s}};
    return household;
}

dispatcher::Event changed_household(const dispatcher::Household& household) {
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::household_changed;
    event.household_state = household;
    return event;
}

template <class T>
std::string form(const T& value) {
    return dispatcher::to_json(value).dump();
}

TEST_F(Records, PersonHouseholdAndTicketComeBackAsTheyWere) {
    auto person = requester("husband", "13800001111");
    person.household = HouseholdId("home");
    store::Work work;
    commit(work, changes(work,
                         {changed(person), changed_household(home()), opened("10001", "husband", house.now),
                          note("10001", "门禁码要先问", house.now)},
                         house.now));
    auto loaded = house.get(store.load(store::about(TicketId("10001"))));
    ASSERT_TRUE(loaded);
    EXPECT_EQ(form(loaded->state.tickets.at(TicketId("10001"))), form(work.state.tickets.at(TicketId("10001"))));
    EXPECT_EQ(loaded->state.tickets.at(TicketId("10001")).history.size(), 2U);
    EXPECT_EQ(form(loaded->state.persons.at(PersonId("husband"))), form(work.state.persons.at(PersonId("husband"))));
    EXPECT_EQ(form(loaded->state.households.at(HouseholdId("home"))),
              form(work.state.households.at(HouseholdId("home"))));
    EXPECT_EQ(loaded->state.persons.at(PersonId("husband")).requested, std::vector<TicketId>(1, TicketId("10001")));
    EXPECT_EQ(loaded->versions, work.versions) << "what was written is what is read";
}

TEST_F(Records, CallTaskIsOpenUntilItIsDone) {
    dispatcher::CallTask task;
    task.id = "call-1";
    task.person = PersonId("husband");
    task.reason = "person_wanted";
    task.text = "请回电";
    task.urgent = true;
    task.opened = house.now;
    dispatcher::Event event;
    event.kind = dispatcher::EventKind::call_task_opened;
    event.call_task = task;
    store::Work work;
    commit(work, changes(work, {event}, house.now));
    auto calls = house.get(store.open_calls());
    ASSERT_EQ(calls->size(), 1U);
    EXPECT_EQ(form(calls->front()), form(task));

    store::Store::Roots roots;
    roots.calls.push_back("call-1");
    auto again = house.get(store.load(roots));
    ASSERT_TRUE(again);
    EXPECT_EQ(form(again->calls.at("call-1")), form(task));
    event.kind = dispatcher::EventKind::call_task_done;
    event.call_task->done = house.now + 1min;
    commit(*again, changes(*again, {event}, house.now));
    EXPECT_TRUE(house.get(store.open_calls())->empty());
}

TEST_F(Records, ConversationBringsItsPersonHouseholdAndTickets) {
    auto person = requester("husband");
    person.household = HouseholdId("home");
    store::Work work;
    auto what =
        changes(work, {changed(person), changed_household(home()), opened("10001", "husband", house.now)}, house.now);
    work.conversation.emplace();
    auto& conversation = work.conversation->conversation;
    conversation.id = ConversationId("wechat.demo.1");
    conversation.account = "demo";
    conversation.sender = "open-id";
    conversation.person = PersonId("husband");
    conversation.question = bot::Question{};
    conversation.question->kind = "slot";
    conversation.question->slot = "address";
    conversation.lines = {{house.now, false, "需要买菜"}, {house.now, true, "好的"}};
    conversation.reach = {house.now + 48h, 3};
    work.conversation->waiting = true;
    what.write_conversation = true;
    commit(work, what);

    auto loaded = house.get(store.load_conversation(conversation.id, ""));
    ASSERT_TRUE(loaded);
    ASSERT_TRUE(loaded->conversation);
    EXPECT_TRUE(loaded->conversation->waiting);
    EXPECT_EQ(bot::to_json(loaded->conversation->conversation), bot::to_json(conversation));
    EXPECT_TRUE(loaded->state.persons.contains(PersonId("husband")));
    EXPECT_TRUE(loaded->state.households.contains(HouseholdId("home")));
    EXPECT_TRUE(loaded->state.tickets.contains(TicketId("10001")));
    EXPECT_EQ(house.get(store.load_lines(conversation.id))->size(), 2U);
}

TEST_F(Records, ConversationBringsTheTicketsThatAreAskedAbout) {
    store::Work work;
    auto what = changes(
        work, {changed(requester("husband")), changed(requester("coordinator")), opened("10001", "husband", house.now)},
        house.now);
    work.conversation.emplace();
    auto& conversation = work.conversation->conversation;
    conversation.id = ConversationId("wechat.demo.2");
    conversation.person = PersonId("coordinator");
    conversation.question = bot::Question{};
    conversation.question->kind = "ruling";
    conversation.question->tickets = {TicketId("10001")};
    what.write_conversation = true;
    commit(work, what);
    auto loaded = house.get(store.load_conversation(conversation.id, ""));
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->state.tickets.contains(TicketId("10001"))) << "it is not the coordinator's own";
}

TEST_F(Records, WhatDoesNotExistIsSimplyNotThere) {
    auto nobody = house.get(store.load(store::about(PersonId("nobody"))));
    ASSERT_TRUE(nobody);
    EXPECT_TRUE(nobody->state.persons.empty());
    auto silent = house.get(store.load_conversation(ConversationId("nobody"), "no-message", "no-phone"));
    ASSERT_TRUE(silent);
    EXPECT_FALSE(silent->conversation);
    EXPECT_FALSE(silent->seen);
    EXPECT_FALSE(silent->caller);
    EXPECT_TRUE(house.get(store.load_lines(ConversationId("nobody")))->empty());
}

TEST_F(Records, TelephoneNumberLeadsToThePersonAndFollowsAChange) {
    const auto hash = [&](const char* phone) { return store.vault().hash("phone", phone); };
    const auto caller = [&](const char* phone) {
        return house.get(store.load_conversation(ConversationId("call"), "", hash(phone)))->caller;
    };
    store::Work work;
    commit(work, changes(work, {changed(requester("husband", "13800001111"))}, house.now));
    EXPECT_EQ(caller("13800001111"), PersonId("husband"));
    commit(work, changes(work, {changed(requester("husband", "13800002222"))}, house.now));
    EXPECT_EQ(caller("13800002222"), PersonId("husband"));
    EXPECT_FALSE(caller("13800001111")) << "the old number may be another's by now";
}

TEST_F(Records, RosterHoldsThoseWhoHelpForAsLongAsTheyDo) {
    store::Work work;
    auto tutor = helper("tutor-1", "王同学", dispatcher::Role::volunteer, {"education.tutoring"});
    commit(work, changes(work, {changed(tutor), changed(requester("husband"))}, house.now));
    auto roster = house.get(store.load_roster());
    ASSERT_EQ(roster->size(), 1U);
    EXPECT_EQ(roster->front().person.id, PersonId("tutor-1"));
    EXPECT_EQ(roster->front().version, 1U);
    tutor.helper.reset();
    commit(work, changes(work, {changed(tutor)}, house.now));
    EXPECT_TRUE(house.get(store.load_roster())->empty());
}

TEST_F(Records, NothingPersonalIsReadableInRedis) {
    store::Work work;
    auto person = requester("husband", "13800001111");
    auto what = changes(work, {changed(person), opened("10001", "husband", house.now)}, house.now);
    work.conversation.emplace();
    work.conversation->conversation.id = ConversationId("wechat.demo.1");
    work.conversation->conversation.sender = "open-id-of-chen";
    what.write_conversation = true;
    what.outgoing.push_back(outgoing("wechat.demo.1", "您好，陈先生"));
    what.seen = {"hash", "好的，陈先生"};
    commit(work, what);
    const auto keys = house.ask(process, redis::Command("KEYS", "*"));
    ASSERT_GT(keys.items().size(), 5U);
    for (const auto& key : keys.items()) {
        const auto dump = house.ask(process, redis::Command("DUMP", key.text()));
        for (const auto* secret : {"陈先生", "13800001111", "暖线路", "买菜", "open-id-of-chen"}) {
            EXPECT_EQ(dump.text().find(secret), std::string::npos) << key.text();
            EXPECT_EQ(key.text().find(secret), std::string::npos) << key.text();
        }
    }
}

TEST_F(Records, DamagedValueIsAnErrorNotAnEmptyOne) {
    store::Work work;
    commit(work, changes(work, {changed(requester("husband")), changed(requester("wife"))}, house.now));
    const auto husband = store.keys().person(PersonId("husband")), wife = store.keys().person(PersonId("wife"));
    house.ask(process, redis::Command("COPY", wife, husband, "REPLACE"));
    EXPECT_EQ(house.get(store.load(store::about(PersonId("husband")))).error(), store::Errc::damaged);
    house.ask(process, redis::Command("SET", husband, "rubbish!"));
    EXPECT_EQ(house.get(store.load(store::about(PersonId("husband")))).error(), redis::Errc::bad_record);
}

}  // namespace
}  // namespace warmline::house
