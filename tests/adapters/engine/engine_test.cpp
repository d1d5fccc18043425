#include "engine/engine.hpp"

#include <algorithm>

#include "house.hpp"
#include "redis/errc.hpp"
#include "store/rebuild.hpp"

namespace warmline::house {
namespace {

using dispatcher::EventKind;
using dispatcher::TicketState;

class EngineTest : public testing::Test {
protected:
    void SetUp() override { house.enrol_people(process); }
    std::vector<store::Outgoing> outbox_of(const std::string& sender, const std::string& lane = "") {
        auto waiting = house.get(process.store.not_parked(house.chat_of(process, sender).value + lane));
        return waiting ? *waiting : std::vector<store::Outgoing>{};
    }
    /// As a platform does: again and again until there is an answer.
    boost::system::result<ports::Answer> insist(const bot::Message& message) {
        boost::system::result<ports::Answer> answer = redis::Errc::not_connected;
        house.until([&] {
            answer = house.get(process.engine.handle(message, soon()));
            return answer.has_value();
        });
        return answer;
    }
    std::int64_t events() {
        return house.ask(process, redis::Command("XLEN", process.store.keys().events())).integer();
    }
    static dispatcher::Actor coordinator() { return {dispatcher::ActorKind::coordinator, PersonId("coordinator")}; }

    House house{{"--appendonly", "yes", "--appendfsync", "always"}};
    Process& process = house.process();
};

TEST_F(EngineTest, StoryWithSeveralNeedsOpensATicketForEachAndAsksTheRightPersons) {
    const auto reply = house.say(process, "husband", story);
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 2U);
    for (const auto& ticket : tickets) {
        EXPECT_NE(reply.find(ticket.id.value), std::string::npos) << reply;
        EXPECT_EQ(ticket.requester, PersonId("husband"));
        EXPECT_EQ(ticket.household, HouseholdId("home"));
        EXPECT_EQ(ticket.state, TicketState::offered);
        ASSERT_TRUE(ticket.offer);
        const auto candidate = ticket.offer->candidate.value;
        const bool eldercare = ticket.need == "living.eldercare";
        EXPECT_TRUE(candidate.starts_with(eldercare ? "partner" : "tutor")) << candidate;
        const auto cards = outbox_of(candidate);
        const bool asked = std::any_of(cards.begin(), cards.end(), [&](const auto& card) {
            return card.notice == dispatcher::NoticeKind::offer && card.ticket == ticket.id;
        });
        EXPECT_TRUE(asked) << candidate;
        const auto helper = *house.person(process, candidate).helper;
        EXPECT_EQ(helper.offers, std::vector<TicketId>(1, ticket.id));
    }
    EXPECT_EQ(house.person(process, "husband").requested.size(), 2U);
    EXPECT_EQ(process.stats.tickets_opened, 2U);
    EXPECT_EQ(process.stats.offers_made, 2U);
    const auto lines = *house.get(process.store.load_lines(house.chat_of(process, "husband")));
    ASSERT_GE(lines.size(), 2U);
    EXPECT_EQ(lines[lines.size() - 2].text, story);
    EXPECT_EQ(lines.back().text, reply);
}

TEST_F(EngineTest, WholeLifeOfATicketFromWordToThanks) {
    const auto eldercare = house.tell_story(process).front();
    house.say(process, "partner", "接单");
    EXPECT_EQ(house.ticket(process, eldercare).state, TicketState::accepted);
    EXPECT_EQ(house.ticket(process, eldercare).assignee, PersonId("partner"));
    EXPECT_EQ(outbox_of("husband").back().notice, dispatcher::NoticeKind::accepted);
    house.now += 1h;
    house.say(process, "partner", "完成 " + eldercare.value + " 已陪老人看过医生");
    EXPECT_EQ(house.ticket(process, eldercare).state, TicketState::resolved);
    EXPECT_TRUE(house.person(process, "partner").helper->tickets.empty());
    const auto asked = outbox_of("husband").back();
    EXPECT_EQ(asked.notice, dispatcher::NoticeKind::resolved_ask);
    house.run_outbox(process);
    house.until([&] { return process.channel.told("husband", eldercare.value) >= 2 && outbox_of("husband").empty(); });
    house.say(process, "husband", "满意，谢谢");
    const auto closed = house.ticket(process, eldercare);
    EXPECT_EQ(closed.state, TicketState::closed);
    ASSERT_TRUE(closed.rating);
    EXPECT_TRUE(closed.rating->solved);
    EXPECT_EQ(process.stats.tickets_accepted, 1U);
    EXPECT_EQ(process.stats.tickets_resolved, 1U);
}

TEST_F(EngineTest, UnknownPersonIsTakenInWithTheFirstRequest) {
    const auto reply = house.say(process, "stranger", "我是市八医院的护士，家里没有菜了，能帮忙买菜吗");
    EXPECT_FALSE(reply.empty());
    const auto tickets = house.all_tickets(process);
    ASSERT_FALSE(tickets.empty());
    const auto person = house.person(process, tickets.front().requester.value);
    EXPECT_EQ(person.conversations, std::vector<ConversationId>(1, house.chat_of(process, "stranger")));
    const auto again = house.get(process.store.load_conversation(house.chat_of(process, "stranger"), ""));
    EXPECT_EQ(again->conversation->conversation.person, person.id) << "known from now on";
}

TEST_F(EngineTest, SameMessageAgainGetsTheSameAnswerAndChangesNothing) {
    const auto message = house.text("husband", story);
    const auto first = house.get(process.engine.handle(message, soon()));
    const auto before = events();
    const auto second = house.get(process.engine.handle(message, soon()));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->text, second->text);
    EXPECT_FALSE(first->text.empty());
    EXPECT_EQ(events(), before);
    EXPECT_EQ(process.stats.repeated, 1U);
}

TEST_F(EngineTest, SameMessageTwiceAtOnceIsRunOnce) {
    const auto message = house.text("husband", story);
    auto first = house.begin(process.engine.handle(message, soon()));
    auto second = house.begin(process.engine.handle(message, soon()));
    house.until([&] { return first->has_value() && second->has_value(); });
    ASSERT_TRUE(**first && **second);
    EXPECT_EQ((**first)->text, (**second)->text);
    EXPECT_FALSE((**first)->text.empty());
    EXPECT_EQ(house.all_tickets(process).size(), 2U);
    EXPECT_EQ(process.stats.repeated, 1U);
    EXPECT_EQ(process.stats.conflicts, 0U);
}

TEST_F(EngineTest, SameMessageToTwoProcessesAtOnceIsRunOnce) {
    auto& other = house.process();
    for (int i = 0; i < 5; ++i) {
        const auto before = house.all_tickets(process).size();
        const auto message = house.text("caller-" + std::to_string(i), "家里没有菜了，能帮忙买菜吗");
        auto first = house.begin(process.engine.handle(message, soon()));
        auto second = house.begin(other.engine.handle(message, soon()));
        house.until([&] { return first->has_value() && second->has_value(); });
        ASSERT_TRUE(**first && **second);
        EXPECT_EQ((**first)->text, (**second)->text);
        EXPECT_EQ(house.all_tickets(process).size(), before + 1);
    }
    EXPECT_EQ(process.stats.repeated + other.stats.repeated, 5U);
}

TEST_F(EngineTest, TwoFamiliesAtOnceInTwoProcessesShareOneHelperWithoutLosingEither) {
    auto& other = house.process();
    dispatcher::Person wife;
    wife.id = PersonId("wife");
    wife.roles = {dispatcher::Role::requester};
    wife.organisation = OrganisationId("gd");
    wife.household = HouseholdId("home");
    house.enrol(process, wife);
    auto first = house.begin(process.engine.handle(house.text("husband", "家里没有菜了，能帮忙买菜吗"), soon()));
    auto second = house.begin(other.engine.handle(house.text("wife", "老人需要有人照顾"), soon()));
    house.until([&] { return first->has_value() && second->has_value(); });
    ASSERT_TRUE(**first && **second);
    const auto tickets = house.all_tickets(process);
    EXPECT_EQ(tickets.size(), 2U);
    EXPECT_EQ(house.person(process, "partner").helper->offers.size(), 2U) << "both offers stand with the partner";
}

TEST_F(EngineTest, ManyFamiliesAtOnceAndFewHelpersMeetNoConflictAndNobodyIsOverloaded) {
    constexpr int families = 30, helpers = 4, capacity = 5;
    for (int i = 0; i < helpers; ++i)
        house.enrol(process,
                    helper("driver" + std::to_string(i), "司机", dispatcher::Role::volunteer, {"transport"}, capacity));
    for (auto i = 0; i < helpers; ++i) {
        auto driver = house.person(process, "driver" + std::to_string(i));
        driver.helper->licences = {"driving"};
        ASSERT_TRUE(house.get(process.engine.enrol(driver, {})));
    }
    const auto before = process.stats.conflicts;
    std::vector<House::Future<boost::system::result<ports::Answer>>> answers;
    for (int i = 0; i < families; ++i)
        answers.push_back(house.begin(
            process.engine.handle(house.text("family" + std::to_string(i),
                                             "我是广州市第一人民医院的护士，下夜班没有公交车了，需要车送我回家"),
                                  soon())));
    house.until([&] { return std::ranges::all_of(answers, [](const auto& a) { return a->has_value(); }); });
    for (const auto& answer : answers) EXPECT_TRUE(**answer) << (**answer).error().message();
    EXPECT_EQ(process.stats.conflicts, before);
    const auto tickets = house.all_tickets(process);
    EXPECT_EQ(tickets.size(), static_cast<std::size_t>(families));
    EXPECT_EQ(std::ranges::count_if(tickets, [](const auto& t) { return t.offer.has_value(); }), helpers * capacity);
    for (int i = 0; i < helpers; ++i)
        EXPECT_EQ(house.person(process, "driver" + std::to_string(i)).helper->offers.size(),
                  static_cast<std::size_t>(capacity));
    EXPECT_TRUE(process.roster.held().empty());
}

TEST_F(EngineTest, StaleRosterCostsASecondTryNotAWrongOffer) {
    auto& other = house.process();  // its roster is loaded once and never follows
    house.tell_story(process);      // now the partner's record is newer than other's picture
    house.say(other, "husband", "还有，家里没有菜了，能帮忙买菜吗");
    EXPECT_GE(other.stats.conflicts, 1U);
    EXPECT_EQ(house.all_tickets(process).size(), 3U);
    EXPECT_EQ(house.person(process, "partner").helper->offers.size(), 2U);
}

TEST_F(EngineTest, LateReplyGoesThroughTheOutbox) {
    const auto message = house.text("husband", story);
    const auto late = house.get(process.engine.handle(message, std::chrono::steady_clock::now() - 1ms));
    ASSERT_TRUE(late);
    EXPECT_TRUE(late->deferred);
    EXPECT_TRUE(late->text.empty());
    const auto out = outbox_of("husband", "!");
    ASSERT_EQ(out.size(), 1U);
    EXPECT_NE(out[0].text.find(house.all_tickets(process)[0].id.value), std::string::npos);
    EXPECT_FALSE(out[0].fall_back);
    EXPECT_EQ(process.stats.deferred, 1U);
    const auto again = house.get(process.engine.handle(message, soon()));
    EXPECT_TRUE(again->text.empty()) << "the retry does not say it a second time";
    house.run_outbox(process);
    house.until([&] { return process.channel.told("husband", out[0].text) == 1; });
}

TEST_F(EngineTest, ReplyThatIsLateOnlyAfterItsCommitIsSaidOnce) {
    const auto message = house.text("husband", "家里没有菜了，能帮忙买菜吗");
    house.ask(process, redis::Command("CLIENT", "PAUSE", "600", "WRITE"));
    const auto late = house.get(process.engine.handle(message, std::chrono::steady_clock::now() + 200ms));
    ASSERT_TRUE(late) << late.error().message();
    EXPECT_TRUE(late->deferred);
    EXPECT_TRUE(late->text.empty());
    EXPECT_EQ(outbox_of("husband", "!").size(), 1U);
    EXPECT_TRUE(house.get(process.engine.handle(message, soon()))->text.empty()) << "nor by the platform's retry";
    EXPECT_EQ(house.all_tickets(process).size(), 1U);
}

TEST_F(EngineTest, PartnerSpeaksForOneOfSeveralFamilies) {
    dispatcher::Household home;
    home.id = HouseholdId("huang-home");
    home.organisation = OrganisationId("gd");
    home.address = "暖心苑2栋301";
    home.members = {PersonId("huang")};
    home.pair = dispatcher::Pair{PersonId("partner"), {}, {}};
    ASSERT_TRUE(house.get(process.engine.enrol(home)));
    dispatcher::Person huang;
    huang.id = PersonId("huang");
    huang.name = "黄女士";
    huang.roles = {dispatcher::Role::requester};
    huang.organisation = OrganisationId("gd");
    huang.household = home.id;
    house.enrol(process, huang, false);
    const auto asked = house.say(process, "partner", "结对的家庭没有菜了，能帮忙买菜吗");
    EXPECT_NE(asked.find("哪一家"), std::string::npos) << asked;
    EXPECT_NE(asked.find("黄女士家"), std::string::npos) << asked;
    EXPECT_TRUE(house.all_tickets(process).empty());
    house.say(process, "partner", "黄女士家");
    ASSERT_EQ(house.all_tickets(process).size(), 1U);
    EXPECT_EQ(house.all_tickets(process)[0].household, home.id);
    house.say(process, "partner", "我结对的陈家老人没人照顾，想请人来看看");
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 2U);
    EXPECT_EQ(tickets[0].household, HouseholdId("home"));
    auto end = engine::one(dispatcher::EndPair{home.id, "平安回家", dispatcher::OpenWork::reassign});
    ASSERT_TRUE(house.get(process.engine.command(std::move(end))));
    const auto index = process.store.keys().families(PersonId("partner"));
    EXPECT_EQ(house.ask(process, redis::Command("SCARD", index)).integer(), 1) << "who is no partner any more";
    EXPECT_TRUE(house.get(store::compare(process.store))->empty());
}

TEST_F(EngineTest, NumberInATextIsNoProofOfWhoWroteIt) {
    house.say(process, "stranger", "家里没有菜了，能帮忙买菜吗，电话13800001111");
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_NE(tickets[0].requester, PersonId("husband"));
    EXPECT_EQ(house.get(process.store.open_calls())->size(), 1U) << "somebody checks";
    const auto hash = process.store.vault().hash("phone", "13800001111");
    const auto call = house.get(process.store.load_conversation(ConversationId("hotline.line.x"), "", hash));
    EXPECT_EQ(call->caller, PersonId("husband")) << "who calls from it is still the husband";
}

TEST_F(EngineTest, LongReplyComesInParts) {
    house.tell_story(process);
    house.say(process, "partner", "接单");
    std::string note = "完成 ";
    for (int i = 0; i < 300; ++i) note += "今天陪老人看过医生了，";
    house.say(process, "partner", note);
    const auto told = outbox_of("husband");
    std::size_t parts = 0;
    for (const auto& message : told) {
        EXPECT_LE(message.text.size(), bot::part_bytes_max);
        if (message.text.find("看过医生") == std::string::npos) continue;
        ++parts;
        EXPECT_EQ(message.fall_back, parts == 1) << "one call is enough";
    }
    EXPECT_GT(parts, 1U);
    EXPECT_EQ(told.back().notice, dispatcher::NoticeKind::resolved_ask) << "the answer is awaited after the last part";
}

TEST_F(EngineTest, RedisKilledInTheMiddleLeavesNothingHalfDone) {
    for (int round = 0; round < 6; ++round) {
        const auto message = house.text("family-" + std::to_string(round), "家里没有菜了，能帮忙买菜吗");
        const auto before = house.all_tickets(process).size();
        auto answer = house.begin(process.engine.handle(message, soon()));
        for (int step = 0; step < round * 2; ++step) house.context.poll_one();
        house.redis.restart();
        house.until([&] { return answer->has_value(); });
        const auto again = insist(message);
        if (**answer) {
            EXPECT_EQ((**answer)->text, again->text);
        }
        EXPECT_NE(again->text.find(house.all_tickets(process)[0].id.value), std::string::npos);
        EXPECT_EQ(house.all_tickets(process).size(), before + 1) << "round " << round;
    }
}

TEST_F(EngineTest, WithoutRedisAMessageIsRefusedAtOnceAndNothingIsKept) {
    house.redis.kill9();
    const auto message = house.text("husband", story);
    EXPECT_FALSE(house.get(process.engine.handle(message, soon())));
    EXPECT_EQ(process.stats.failed, 1U);
    EXPECT_FALSE(house.get(process.engine.command(engine::one(dispatcher::AddNote{TicketId("10001"), "x"}))));
    house.redis.restart();
    EXPECT_TRUE(insist(message));
    EXPECT_EQ(house.all_tickets(process).size(), 2U);
}

TEST_F(EngineTest, NumberOfACommitWithoutAnswerIsNotUsedAgain) {
    house.tell_story(process);
    // Another process wrote under a number that this one believes to be free, as after a commit whose answer was lost.
    const auto next = std::to_string(std::stoi(house.all_tickets(process).front().id.value) + 1);
    const auto key = process.store.keys().ticket(TicketId(next));
    house.ask(process, redis::Command("COPY", process.store.keys().ticket(house.all_tickets(process)[0].id), key));
    const auto answer = house.get(process.engine.handle(house.text("partner-2", "家里没有菜了，能帮忙买菜吗"), soon()));
    ASSERT_TRUE(answer) << answer.error().message();
    EXPECT_EQ(answer->text.find(next), std::string::npos);
}

TEST_F(EngineTest, ClosedEngineRefuses) {
    engine::Engine closed(house.context.get_executor(), process.parts, process.senders);
    EXPECT_EQ(house.get(closed.handle(house.text("husband", story), soon())).error(), redis::Errc::not_connected);
}

TEST_F(EngineTest, CoordinatorsCommandIsDoneOrRefusedWithTheReason) {
    const auto eldercare = house.tell_story(process).front();
    auto done = house.get(process.engine.command(
        engine::one(dispatcher::Reassign{eldercare, PersonId("tutor-1"), "就近"}), coordinator()));
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_EQ(house.ticket(process, eldercare).offer->candidate, PersonId("tutor-1"));
    EXPECT_TRUE(house.person(process, "partner").helper->offers.empty());
    EXPECT_EQ(house.ticket(process, eldercare).history.back().actor.person, PersonId("coordinator"));
    const auto before = events();
    auto refused = house.get(
        process.engine.command(engine::one(dispatcher::AcceptOffer{eldercare, PersonId("expert")}), coordinator()));
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.error().category(), dispatcher::category());
    std::vector<dispatcher::Command> both;
    both.emplace_back(dispatcher::AddNote{eldercare, "一"});
    both.emplace_back(dispatcher::AddNote{TicketId("99999"), "二"});
    EXPECT_EQ(house.get(process.engine.command(both, coordinator())).error(), dispatcher::Errc::ticket_unknown);
    EXPECT_EQ(events(), before) << "all or none";
}

TEST_F(EngineTest, CommandAndMessageOnOneTicketBothHappen) {
    const auto eldercare = house.tell_story(process).front();
    auto& other = house.process();
    auto note =
        house.begin(other.engine.command(engine::one(dispatcher::AddNote{eldercare, "已电话了解"}), coordinator()));
    auto word = house.begin(process.engine.handle(house.text("partner", "接单"), soon()));
    house.until([&] { return note->has_value() && word->has_value(); });
    EXPECT_TRUE(**note);
    EXPECT_TRUE(**word);
    const auto ticket = house.ticket(process, eldercare);
    EXPECT_EQ(ticket.assignee, PersonId("partner"));
    const auto noted = std::count_if(ticket.history.begin(), ticket.history.end(),
                                     [](const auto& event) { return event.kind == EventKind::note_added; });
    EXPECT_EQ(noted, 1);
}

TEST_F(EngineTest, CrisisCallsThePersonsOfOursAtOnceEvenAtNight) {
    house.now += 14h;  // midnight
    const auto reply = house.say(process, "husband", "我撑不下去了，不想活了，想从楼上跳下去");
    EXPECT_FALSE(reply.empty());
    const auto tickets = house.all_tickets(process);
    ASSERT_EQ(tickets.size(), 1U);
    EXPECT_TRUE(tickets[0].crisis);
    EXPECT_EQ(tickets[0].offer->candidate, PersonId("expert"));
    const auto cards = outbox_of("expert", "!");
    ASSERT_EQ(cards.size(), 1U);
    EXPECT_EQ(cards[0].not_before, house.now) << "a crisis does not wait for the morning";
    const auto calls = *house.get(process.store.open_calls());
    ASSERT_FALSE(calls.empty());
    EXPECT_TRUE(calls[0].urgent);
    EXPECT_EQ(process.stats.crises, 1U);
}

TEST_F(EngineTest, EnrollingAgainKeepsWhatAPersonCarries) {
    house.tell_story(process);
    auto partner = helper("partner", "林同志", dispatcher::Role::partner, {}, 3);
    house.enrol(process, partner);
    const auto after = house.person(process, "partner");
    EXPECT_EQ(after.name, "林同志");
    EXPECT_EQ(after.helper->capacity, 3);
    EXPECT_EQ(after.helper->offers.size(), 1U);
    EXPECT_EQ(after.conversations.size(), 1U) << "the chat is not added twice";
    dispatcher::Household home;
    home.id = HouseholdId("home");
    home.organisation = OrganisationId("gd");
    ASSERT_TRUE(house.get(process.engine.enrol(home)));
    const auto work = house.get(process.store.load(store::about(HouseholdId("home"))));
    EXPECT_EQ(work->state.households.at(HouseholdId("home")).open_tickets.size(), 2U);
}

TEST_F(EngineTest, ConversationsTellNothingOfTheSender) {
    const auto id = house.chat_of(process, "open-id-of-chen");
    EXPECT_EQ(id.value.find("chen"), std::string::npos);
    auto other = house.text("open-id-of-chen", "");
    other.account = "second";
    EXPECT_NE(process.engine.conversation_of(other), id) << "one person on two accounts is two conversations";
}

}  // namespace
}  // namespace warmline::house
