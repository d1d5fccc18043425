// Surge mode and incidents with a real Redis: every process follows, restarts keep it, everybody is told once.
#include "house.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

using dispatcher::Role;

class SituationTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(here);
        house.run_feed(here);
        house.run_feed(there);
    }
    boost::system::error_code office(Process& process, dispatcher::Command command) {
        dispatcher::Actor actor;
        actor.kind = dispatcher::ActorKind::coordinator;
        actor.person = PersonId("chen");
        auto done = house.get(process.engine.command(engine::one(std::move(command)), actor));
        return done ? boost::system::error_code() : done.error();
    }
    static dispatcher::Incident incident() {
        dispatcher::Incident out;
        out.id = dispatcher::IncidentId("i1");
        out.need = "medical.care";
        out.place.district = "440105";
        out.title = "海珠区缺药";
        out.words = "药店已经联系好，明早统一送，不用重复登记";
        out.organisation = dispatcher::OrganisationId("gd");
        return out;
    }
    House house;
    Process& here = house.process();
    Process& there = house.process();
};

TEST_F(SituationTest, EveryProcessFollowsTheSwitchAndANewOneKnowsIt) {
    ASSERT_FALSE(office(here, dispatcher::SwitchSurge{true, "电话打不进来"}));
    EXPECT_TRUE(here.programme.in_surge()) << "at once where it was switched";
    house.until([&] { return there.programme.in_surge(); }, "the other process does not follow");
    EXPECT_EQ(there.situation.surge->reason, "电话打不进来");
    EXPECT_EQ(there.situation.surge->by, PersonId("chen"));
    auto& later = house.process();
    EXPECT_FALSE(later.programme.in_surge());
    house.run_feed(later);
    EXPECT_TRUE(later.programme.in_surge()) << "a restart keeps it";
    EXPECT_EQ(office(there, dispatcher::SwitchSurge{true, "再开"}), dispatcher::Errc::already_so);
    ASSERT_FALSE(office(there, dispatcher::SwitchSurge{false, "平稳了"}));
    house.until([&] { return !here.programme.in_surge() && !later.programme.in_surge(); }, "it stays on somewhere");
}

TEST_F(SituationTest, EveryProcessFollowsTheDistrictsAndANewOneKnowsThem) {
    ASSERT_FALSE(office(here, dispatcher::SetBounds{{"440103"}, {"440105"}, "先办荔湾"}));
    EXPECT_EQ(here.programme.area_now(), std::set<std::string>{"440103"}) << "at once where it was said";
    house.until([&] { return !there.programme.sealed_now().empty(); }, "the other process does not follow");
    EXPECT_EQ(there.programme.sealed_now(), std::set<std::string>{"440105"});
    auto& later = house.process();
    EXPECT_TRUE(later.programme.area_now().empty()) << "as the file says";
    house.run_feed(later);
    EXPECT_EQ(later.programme.area_now(), std::set<std::string>{"440103"}) << "a restart keeps it";
    EXPECT_EQ(office(later, dispatcher::SetBounds{{"440103"}, {"440105"}, "再说一次"}), dispatcher::Errc::already_so);
    ASSERT_FALSE(office(later, dispatcher::SwitchSurge{true, "电话打不进来"}));
    EXPECT_EQ(later.programme.area_now(), std::set<std::string>{"440103"}) << "the switch is another thing";
    auto found = house.get(store::compare(here.store));
    ASSERT_TRUE(found);
    for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
}

TEST_F(SituationTest, WhoAsksInSurgeHearsHonestlyAndIsPromisedWhatCanBeKept) {
    const auto before = house.say(here, "nurse-1", "家里老人没人照顾，我在武汉支援");
    EXPECT_EQ(before.find("求助的人很多"), std::string::npos) << before;
    ASSERT_FALSE(office(there, dispatcher::SwitchSurge{true, "电话打不进来"}));
    house.until([&] { return here.programme.in_surge(); });
    const auto reply = house.say(here, "nurse-2", "家里老人没人照顾，我在武汉支援");
    EXPECT_NE(reply.find("求助的人很多"), std::string::npos) << reply;
    const auto crisis = house.say(here, "nurse-3", "我撑不下去了，不想活了");
    EXPECT_EQ(crisis.find("求助的人很多"), std::string::npos) << crisis;
}

TEST_F(SituationTest, AnIncidentIsToldOnceAndLaterOnesJoinByThemselves) {
    house.run_outbox(here);
    const std::string asks = "我家在广州市海珠区，老人的降压药吃完了，能帮忙去医院拿药吗";
    house.say(here, "family-1", asks);
    house.say(here, "family-2", asks);
    std::vector<dispatcher::TicketId> ids;
    for (const auto& ticket : house.all_tickets(here)) {
        ASSERT_EQ(ticket.need, "medical.care");
        ids.push_back(ticket.id);
    }
    ASSERT_EQ(ids.size(), 2U);
    ASSERT_FALSE(office(there, dispatcher::OpenIncident{incident()}));
    house.until([&] { return here.situation.incidents.size() == 1; }, "the other process does not know it");
    for (const auto& id : ids)
        ASSERT_FALSE(office(there, dispatcher::LinkTicket{id, dispatcher::IncidentId("i1"), true}));
    here.outbox.wake();
    for (const auto* family : {"family-1", "family-2"})
        house.until([&] { return here.channel.told(family, "明早统一送") == 1; }, "a family is not told");
    const auto reply = house.say(here, "family-3", asks);
    EXPECT_NE(reply.find("明早统一送"), std::string::npos) << reply;
    const auto tickets = house.all_tickets(here);
    ASSERT_EQ(tickets.size(), 3U);
    for (const auto& ticket : tickets) EXPECT_EQ(ticket.incident, dispatcher::IncidentId("i1"));
    ASSERT_FALSE(office(here, dispatcher::UnlinkTicket{ids[0], "不同的药"}));
    ASSERT_FALSE(office(here, dispatcher::CloseIncident{dispatcher::IncidentId("i1"), "药已送到"}));
    EXPECT_TRUE(here.situation.incidents.empty());
    EXPECT_EQ(here.channel.told("family-1", "明早统一送"), 1U) << "one each";
    auto found = house.get(store::compare(here.store));
    ASSERT_TRUE(found);
    for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
}

TEST_F(SituationTest, AtNightTheBroadcastWaitsTillMorning) {
    house.run_outbox(here);
    house.say(here, "family-1", "我家在广州市海珠区，老人的降压药吃完了，能帮忙去医院拿药吗");
    const auto id = house.all_tickets(here).front().id;
    house.now += 13h;  // 23:00
    ASSERT_FALSE(office(here, dispatcher::OpenIncident{incident()}));
    ASSERT_FALSE(office(here, dispatcher::LinkTicket{id, dispatcher::IncidentId("i1"), true}));
    EXPECT_EQ(here.channel.told("family-1", "明早统一送"), 0U);
    house.now += 9h;
    here.outbox.wake();
    house.until([&] { return here.channel.told("family-1", "明早统一送") == 1; }, "never told");
}

TEST_F(SituationTest, TheSecondRequestOfAHospitalHearsOfItsGroupWhereverItComes) {
    auto expert = here.roster.find(PersonId("expert"))->person;
    expert.helper->needs.insert("psych.group");
    house.enrol(here, expert);
    house.until([&] { return there.roster.find(expert.id) != nullptr; });
    const std::string asks = "我是广州市第八人民医院的护士，同事们压力大，想要一个心理支持群，请专家带一带";
    house.say(there, "nurse-1", asks);
    const auto first = house.all_tickets(here).front();
    ASSERT_EQ(first.need, "psych.group");
    dispatcher::SupportGroup group;
    group.id = dispatcher::GroupId("g1");
    group.need = "psych.group";
    group.hospital = "广州市第八人民医院";
    group.name = "八院心理支持群";
    group.leader = "李领队";
    group.join = "找李领队要群二维码";
    group.experts = {expert.id};
    ASSERT_FALSE(office(here, dispatcher::OpenGroup{group}));
    auto second = group;
    second.id = dispatcher::GroupId("g2");
    EXPECT_EQ(office(there, dispatcher::OpenGroup{second}), dispatcher::Errc::group_exists) << "wherever it is asked";
    house.until([&] { return there.situation.groups.size() == 1; }, "the other process does not know it");
    ASSERT_FALSE(office(there, dispatcher::ReferToGroup{first.id, group.id}));
    const auto reply = house.say(there, "nurse-2", asks);
    EXPECT_NE(reply.find("八院心理支持群"), std::string::npos) << reply;
    EXPECT_NE(reply.find("找李领队要群二维码"), std::string::npos) << reply;
    const auto referred = house.get(here.store.tickets_of_group(group.id));
    ASSERT_TRUE(referred);
    EXPECT_EQ(referred->size(), 2U);
    ASSERT_FALSE(office(there, dispatcher::CloseGroup{group.id, "队伍回来了"}));
    EXPECT_TRUE(there.situation.groups.empty());
    auto found = house.get(store::compare(here.store));
    ASSERT_TRUE(found);
    for (const auto& difference : *found) ADD_FAILURE() << difference.key << ": " << difference.what;
}

TEST_F(SituationTest, TwoWhoWantTheLastRoomGetItOneAfterTheOther) {
    dispatcher::House small;
    small.id = "small";
    small.name = "示例疗养院";
    for (auto* process : {&here, &there})
        for (auto& service : process->programme.services)
            if (service.need == "rest.lodging") service.places.assign(1, small);
    const std::string asks = "我是医院的护士，想安排一个隔离休养的住处";
    for (const auto* nurse : {"nurse-1", "nurse-2"}) house.say(here, nurse, asks);
    const auto tickets = house.all_tickets(here);
    ASSERT_EQ(tickets.size(), 2U);
    for (const auto& ticket : tickets) ASSERT_EQ(ticket.need, "rest.lodging");
    const auto day = std::chrono::floor<std::chrono::days>(house.now) + std::chrono::days(3);
    const dispatcher::Actor chen{dispatcher::ActorKind::coordinator, PersonId("chen")};
    auto first = house.begin(here.engine.command(engine::one(dispatcher::BookStay{tickets[0].id, "small", day}), chen));
    auto second =
        house.begin(there.engine.command(engine::one(dispatcher::BookStay{tickets[1].id, "small", day}), chen));
    house.until([&] { return first->has_value() && second->has_value(); });
    EXPECT_EQ((**first ? 1 : 0) + (**second ? 1 : 0), 1) << "the one that comes second finds it full";
    const auto& refused = **first ? **second : **first;
    EXPECT_EQ(refused.error(), dispatcher::Errc::house_full);
    house.until([&] { return here.situation.stays.size() == 1 && there.situation.stays.size() == 1; });
}

/// Two tickets of a house with one room, each in the hands of a helper, "room-1" and "room-2", who books in chat.
class RoomTest : public SituationTest {
protected:
    void SetUp() override {
        SituationTest::SetUp();
        dispatcher::House small;
        small.id = "small";
        small.name = "示例疗养院";
        for (auto* process : {&here, &there, &behind})
            for (auto& service : process->programme.services)
                if (service.need == "rest.lodging") service.places.assign(1, small);
        for (const auto* name : {"room-1", "room-2"})
            house.enrol(here, helper(name, name, dispatcher::Role::volunteer, {"rest.lodging"}, 1));
        for (const auto* nurse : {"nurse-1", "nurse-2"})
            house.say(here, nurse, "我是广州市第八人民医院的护士，想安排一个隔离休养的住处");
        for (const auto* name : {"room-1", "room-2"}) house.say(here, name, "接单");
        for (const auto& ticket : house.all_tickets(here)) ASSERT_EQ(ticket.state, dispatcher::TicketState::accepted);
    }
    static constexpr const char* wish = "订房 2月20日";
    static constexpr const char* next = "最近可以从3月5日起住";
    Process& behind = house.process();  ///< follows nobody
};

TEST_F(RoomTest, AProcessThatHasNotHeardYetNamesTheNextFreeDay) {
    EXPECT_NE(house.say(here, "room-1", wish).find("订好了"), std::string::npos);
    ASSERT_TRUE(behind.situation.stays.empty());
    const auto reply = house.say(behind, "room-2", wish);
    EXPECT_NE(reply.find(next), std::string::npos) << reply;
    EXPECT_EQ(reply.find("订好了"), std::string::npos) << reply;
    EXPECT_NE(house.say(behind, "room-2", "订房 3月5日").find("订好了"), std::string::npos);
}

TEST_F(RoomTest, OfTwoAtOnceTheSecondHearsTheNextFreeDay) {
    auto first = house.begin(here.engine.handle(house.text("room-1", wish), soon()));
    auto second = house.begin(there.engine.handle(house.text("room-2", wish), soon()));
    house.until([&] { return first->has_value() && second->has_value(); });
    ASSERT_TRUE(**first && **second);
    const auto said = [](const auto& answer, const char* words) {
        return (**answer)->text.find(words) == std::string::npos ? 0 : 1;
    };
    EXPECT_EQ(said(first, "订好了") + said(second, "订好了"), 1) << (**first)->text << (**second)->text;
    EXPECT_EQ(said(first, next) + said(second, next), 1) << (**first)->text << (**second)->text;
}

TEST_F(SituationTest, TwoSwitchesAtOnceAreOneAfterAnother) {
    auto first = house.begin(here.engine.command(engine::one(dispatcher::SwitchSurge{true, "一"}), {}));
    auto second = house.begin(there.engine.command(engine::one(dispatcher::SwitchSurge{true, "二"}), {}));
    house.until([&] { return first->has_value() && second->has_value(); });
    const int done = (**first ? 1 : 0) + (**second ? 1 : 0);
    EXPECT_EQ(done, 1) << "the one that comes second finds it on";
}

}  // namespace
}  // namespace warmline::house
