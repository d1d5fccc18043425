// A squad with a real Redis: members are written beside their captain, though only the roster knew them.
#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

class SquadTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.run_outbox(process);
        for (auto& service : process.programme.services)
            if (service.need == "manpower.site") service.squad = true;
        for (const auto* name : {"member-1", "member-2", "member-3"}) {
            auto member = helper(name, name, dispatcher::Role::volunteer, {"manpower.site"}, 1);
            member.helper->squad = "第一小队";
            member.helper->captain = std::string_view(name) == "member-2";
            house.enrol(process, std::move(member));
            house.say(process, name, "在线");
        }
    }
    void office(dispatcher::Command command) {
        dispatcher::Actor actor;
        actor.kind = dispatcher::ActorKind::coordinator;
        actor.person = PersonId("chen");
        auto done = house.get(process.engine.command(engine::one(std::move(command)), actor));
        ASSERT_TRUE(done) << done.error().message();
    }
    void open() {
        dispatcher::OpenTicket command;
        command.id = id;
        command.need = "manpower.site";
        command.requester = PersonId("husband");
        command.summary = "采样点缺人";
        command.facts = {{"people", "3"}, {"address", "暖线路9号"}, {"when", "明早八点"}};
        office(command);
    }
    std::size_t load(const char* person) { return house.person(process, person).helper->tickets.size(); }

    House house;
    Process& process = house.process();
    const TicketId id{"9001"};
};

TEST_F(SquadTest, TheCaptainAnswersAndAllOfThemAreToldAndBusy) {
    open();
    ASSERT_TRUE(house.ticket(process, id).offer);
    ASSERT_EQ(house.ticket(process, id).offer->candidate, PersonId("member-2"));
    process.outbox.wake();
    house.until([&] { return process.channel.told("member-2", "一起去3人") == 1; }, "the captain is not asked");
    EXPECT_EQ(process.channel.told("member-1", "9001"), 0U);
    house.say(process, "member-2", "接单");
    process.outbox.wake();
    for (const auto* member : {"member-1", "member-3"})
        house.until([&] { return process.channel.told(member, "暖线路9号") == 1; }, "a member is not told");
    for (const auto* member : {"member-1", "member-2", "member-3"}) EXPECT_EQ(load(member), 1U) << member;
    house.say(process, "member-2", "完成 都做完了");
    for (const auto* member : {"member-1", "member-2", "member-3"}) EXPECT_EQ(load(member), 0U) << member;
    auto found = house.get(store::compare(process.store));
    ASSERT_TRUE(found);
    for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
}

TEST_F(SquadTest, WhatIsCancelledIsToldToAllOfThem) {
    open();
    house.say(process, "member-2", "接单");
    office(dispatcher::MoveTicket{id, dispatcher::TicketState::cancelled, "采样点撤了", {}, {}});
    process.outbox.wake();
    for (const auto* member : {"member-1", "member-2", "member-3"})
        house.until([&] { return process.channel.told(member, "采样点撤了") == 1; }, "somebody would go for nothing");
    EXPECT_EQ(load("member-1"), 0U);
}

}  // namespace
}  // namespace warmline::house
