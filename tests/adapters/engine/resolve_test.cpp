#include "engine/resolve.hpp"

#include "house.hpp"

namespace warmline::house {
namespace {

using dispatcher::NoticeKind;

/// Persons in a state of their own: no store is asked.
class Routes : public testing::Test {
protected:
    Routes() {
        put("husband", {dispatcher::Role::requester}, "wechat.demo.husband");
        put("neighbour", {dispatcher::Role::requester}, "");
        put("partner", {dispatcher::Role::partner}, "wechat.demo.partner");
        put("caller", {dispatcher::Role::requester}, "hotline.line.call-1");
        put("coordinator", {dispatcher::Role::coordinator}, "");
        dispatcher::Ticket ticket;
        ticket.id = TicketId("10001");
        ticket.need = "living.groceries";
        ticket.organisation = OrganisationId("gd.gz");
        ticket.requester = PersonId("husband");
        ticket.with_coordinator = true;  // so that nothing else has to happen to it
        state.tickets.emplace(ticket.id, ticket);
    }
    void put(const std::string& id, std::set<dispatcher::Role> roles, const std::string& conversation) {
        dispatcher::Person person;
        person.id = PersonId(id);
        person.name = id;
        person.roles = std::move(roles);
        person.organisation = OrganisationId("gd");
        if (!conversation.empty()) person.conversations.emplace_back(conversation);
        state.persons.emplace(person.id, person);
    }
    engine::Routed route(NoticeKind kind, const std::string& to, const std::string& writer = {}, bool urgent = false) {
        resolved = {};
        resolved.notices.push_back({kind, PersonId(to), TicketId("10001"), PersonId("partner"), "", urgent});
        return engine::route_notices(resolved, state, PersonId(writer), parts(), house.now);
    }
    engine::Parts parts() {
        auto parts = process.parts;
        parts.fallback = house.fallback;
        return parts;
    }
    House house;
    Process& process = house.process();
    dispatcher::State state;
    engine::Resolved resolved;
};

TEST_F(Routes, WriterHearsItInTheReply) {
    const auto routed = route(NoticeKind::accepted, "husband", "husband");
    EXPECT_EQ(routed.own.size(), 1U);
    EXPECT_TRUE(routed.outgoing.empty());
}

TEST_F(Routes, OthersHearItThroughTheOutbox) {
    const auto routed = route(NoticeKind::offer, "partner", "husband");
    EXPECT_TRUE(routed.own.empty());
    ASSERT_EQ(routed.outgoing.size(), 1U);
    const auto& message = routed.outgoing.front();
    EXPECT_EQ(message.to, ConversationId("wechat.demo.partner"));
    EXPECT_EQ(message.person, PersonId("partner"));
    EXPECT_EQ(message.notice, NoticeKind::offer);
    EXPECT_EQ(message.ticket, TicketId("10001"));
    EXPECT_NE(message.text.find("10001"), std::string::npos) << message.text;
    EXPECT_TRUE(message.fall_back);
    EXPECT_EQ(message.not_before, house.now);
    EXPECT_FALSE(route(NoticeKind::progress, "husband").outgoing.front().fall_back)
        << "nobody is telephoned about progress";
}

TEST_F(Routes, WhomChatDoesNotReachIsTelephoned) {
    for (const auto* id : {"neighbour", "caller"}) {
        const auto routed = route(NoticeKind::accepted, id);
        EXPECT_TRUE(routed.outgoing.empty());
        ASSERT_EQ(resolved.events.size(), 1U) << id;
        const auto& event = resolved.events.front();
        ASSERT_TRUE(event.call_task);
        EXPECT_EQ(event.kind, dispatcher::EventKind::call_task_opened);
        EXPECT_EQ(event.call_task->person, PersonId(id));
        EXPECT_EQ(event.call_task->reason, "unreachable");
        EXPECT_EQ(event.call_task->ticket, TicketId("10001"));
        EXPECT_EQ(event.call_task->organisation, OrganisationId("gd.gz")) << "who answers for the ticket calls";
        EXPECT_FALSE(event.call_task->text.empty());
        EXPECT_FALSE(event.call_task->done);
    }
    EXPECT_EQ(state.tickets.at(TicketId("10001")).history.size(), 2U) << "the ticket's history tells of it";
}

TEST_F(Routes, NobodyIsTelephonedForWhatNeedNotReach) {
    EXPECT_TRUE(route(NoticeKind::progress, "neighbour").outgoing.empty());
    EXPECT_TRUE(resolved.events.empty());
    route(NoticeKind::offer, "coordinator");
    EXPECT_TRUE(resolved.events.empty()) << "coordinators see it at the console";
    house.fallback = engine::Fallback::none;
    route(NoticeKind::accepted, "neighbour");
    EXPECT_TRUE(resolved.events.empty());
    route(NoticeKind::accepted, "nobody");
    EXPECT_TRUE(resolved.events.empty());
}

TEST_F(Routes, NightHoldsBackWhatCanWait) {
    const auto day = Time{std::chrono::sys_days{std::chrono::year{2020} / 2 / 17}} - 8h;  // local midnight
    house.now = day + 22h;
    EXPECT_EQ(route(NoticeKind::offer, "partner").outgoing.front().not_before, day + 31h);
    EXPECT_EQ(route(NoticeKind::crisis_offer, "partner", "", true).outgoing.front().not_before, house.now);
    house.now = day + 3h + 20s;
    EXPECT_EQ(route(NoticeKind::offer, "partner").outgoing.front().not_before, day + 7h);
    house.now = day + 7h;
    EXPECT_EQ(route(NoticeKind::offer, "partner").outgoing.front().not_before, house.now);
    house.now = day + 21h + 30min - 1ms;
    EXPECT_EQ(route(NoticeKind::offer, "partner").outgoing.front().not_before, house.now);
    house.now = day + 21h + 30min;
    EXPECT_EQ(route(NoticeKind::offer, "partner").outgoing.front().not_before, day + 31h);
}

TEST_F(Routes, CommandsAreDecidedInTheirOrderEachOnWhatTheOthersDid) {
    std::vector<dispatcher::Command> commands;
    commands.emplace_back(dispatcher::CancelTicket{TicketId("10001"), "重复"});
    commands.emplace_back(dispatcher::CancelTicket{TicketId("10001"), "重复"});
    commands.emplace_back(dispatcher::AddNote{TicketId("10001"), "已电话说明"});
    const dispatcher::Actor actor{dispatcher::ActorKind::coordinator, PersonId("coordinator")};
    const auto out = engine::resolve(state, commands, House::programme(), actor, house.now);
    EXPECT_EQ(state.tickets.at(TicketId("10001")).state, dispatcher::TicketState::cancelled);
    ASSERT_EQ(out.refusals.size(), 1U);
    EXPECT_EQ(out.refusals.front().why, dispatcher::Errc::illegal_move);
    EXPECT_EQ(out.events.back().kind, dispatcher::EventKind::note_added) << "one refusal does not stop the rest";
    EXPECT_EQ(out.events.back().actor.person, PersonId("coordinator"));
}

TEST_F(Routes, WordsOnTheTelephoneMakeDraftsButNotOfACrisis) {
    std::vector<dispatcher::Command> commands(2, dispatcher::OpenTicket{});
    std::get<dispatcher::OpenTicket>(commands[1]).crisis = true;
    engine::make_drafts(commands);
    EXPECT_TRUE(std::get<dispatcher::OpenTicket>(commands[0]).draft);
    EXPECT_FALSE(std::get<dispatcher::OpenTicket>(commands[1]).draft);
}

TEST_F(Routes, EventsAreCounted) {
    engine::Stats stats;
    std::vector<dispatcher::Event> events(3);
    events[0].kind = dispatcher::EventKind::ticket_opened;
    events[0].opening.emplace().crisis = true;
    events[1].kind = dispatcher::EventKind::ticket_offered;
    events[2].kind = dispatcher::EventKind::deadline_missed;
    engine::count(stats, events);
    EXPECT_EQ(stats.tickets_opened, 1U);
    EXPECT_EQ(stats.crises, 1U);
    EXPECT_EQ(stats.offers_made, 1U);
    EXPECT_EQ(stats.deadlines_missed, 1U);
    EXPECT_EQ(stats.tickets_accepted, 0U);
}

}  // namespace
}  // namespace warmline::house
