#include "engine/examples.hpp"

#include "house.hpp"

namespace warmline::house {
namespace {

using bot::Example;

Example example(const std::string& text) {
    Example out;
    out.text = text;
    out.intents = {"request"};
    out.needs = {"transport"};
    return out;
}

std::vector<Example> only(Example one) {
    std::vector<Example> out;
    out.push_back(std::move(one));
    return out;
}

TEST(KeptExamples, WhatTheStateKnowsOfThePeopleIsMaskedToo) {
    dispatcher::State state;
    dispatcher::Person person;
    person.id = PersonId("p");
    person.name = "阿秀";
    state.persons[person.id] = person;
    dispatcher::Ticket ticket;
    ticket.id = TicketId("10001");
    ticket.facts = {{"address", "东边第三排"}};
    state.tickets[ticket.id] = ticket;
    const auto kept = engine::keep(only(example("阿秀住东边第三排，电话13900005678，要车")), "m", state,
                                   House::reader(), House::vault(), {});
    ASSERT_EQ(kept.size(), 1U);
    for (const auto* told : {"阿秀", "东边", "13900005678"})
        EXPECT_EQ(kept[0].example.text.find(told), std::string::npos) << kept[0].example.text;
    EXPECT_NE(kept[0].example.text.find("要车"), std::string::npos);
}

TEST(KeptExamples, AMessageAndATicketAlwaysHaveTheSameName) {
    const auto id = [](const std::string& message, const std::string& ticket) {
        auto one = example("要车");
        one.ticket = TicketId(ticket);
        return engine::keep(only(one), message, {}, House::reader(), House::vault(), {}).front().id;
    };
    EXPECT_EQ(id("m1", ""), id("m1", ""));
    EXPECT_NE(id("m1", ""), id("m2", ""));
    EXPECT_EQ(id("m1", "10001"), id("m2", "10001"));
    EXPECT_NE(id("m1", "10001"), id("m1", "10002"));
    EXPECT_EQ(id("m1", "10001").find("10001"), std::string::npos);
}

TEST(TaughtExamples, AreInCodesThatTheReaderKnows) {
    dispatcher::Programme programme;
    programme.services.emplace_back().need = "manpower.squad";
    programme.services.back().read_as = "manpower.site";
    programme.services.emplace_back().need = "transport";
    dispatcher::State state;
    dispatcher::Ticket ticket;
    ticket.id = TicketId("10001");
    ticket.summary = "明天的核酸点要十个人";
    state.tickets[ticket.id] = ticket;
    for (const auto& [need, taught] : {std::pair("manpower.squad", "manpower.site"), {"transport", "transport"}}) {
        dispatcher::Event event;
        event.kind = dispatcher::EventKind::ticket_reclassified;
        event.ticket = ticket.id;
        event.facts = {{"from", "other"}, {"need", need}};
        const auto examples = engine::taught_by(std::span(&event, 1), state, programme);
        ASSERT_EQ(examples.size(), 1U);
        EXPECT_EQ(examples.front().needs, std::vector<bot::Code>{taught});
    }
}

class ExamplesOfTheHouse : public testing::Test {
protected:
    ExamplesOfTheHouse() { house.enrol_people(process); }
    std::vector<store::KeptExample> kept() { return *house.get(process.store.examples({})); }
    House house;
    Process& process = house.process();
};

TEST_F(ExamplesOfTheHouse, OfficesCorrectionIsKeptWithTheDecision) {
    const auto ticket = house.tell_story(process).front();
    EXPECT_TRUE(kept().empty());
    const dispatcher::Actor office{dispatcher::ActorKind::coordinator, PersonId("demo")};
    auto commands = engine::one(dispatcher::ReclassifyTicket{ticket, "medical.care", {}, "要的是看病"});
    ASSERT_TRUE(house.get(process.engine.command(std::move(commands), office)));
    EXPECT_EQ(house.ticket(process, ticket).need, "medical.care");
    auto all = kept();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].example.source, Example::Source::correction);
    EXPECT_EQ(all[0].example.needs, std::vector<bot::Code>{"medical.care"});
    EXPECT_EQ(all[0].example.intents, std::vector<bot::Code>{"request"});
    EXPECT_NE(all[0].example.text.find("老人"), std::string::npos) << all[0].example.text;

    auto again = engine::one(dispatcher::ReclassifyTicket{ticket, {}, "consult", "只是打听"});
    ASSERT_TRUE(house.get(process.engine.command(std::move(again), office)));
    all = kept();
    ASSERT_EQ(all.size(), 1U) << "the later label takes the earlier's place";
    EXPECT_TRUE(all[0].example.needs.empty());
    EXPECT_EQ(all[0].example.intents, std::vector<bot::Code>{"consult"});
}

TEST_F(ExamplesOfTheHouse, RefusedCorrectionTeachesNothing) {
    const auto ticket = house.tell_story(process).front();
    auto commands = engine::one(dispatcher::ReclassifyTicket{ticket, "no.such", {}, "x"});
    EXPECT_FALSE(house.get(process.engine.command(std::move(commands))));
    EXPECT_TRUE(kept().empty());
}

TEST_F(ExamplesOfTheHouse, RepeatedAnswerCountsOnce) {
    // Its own conversation, with a question about a need left open.
    house.say(process, "husband", "你好");
    auto work = *house.get(process.store.load_conversation(house.chat_of(process, "husband"), ""));
    bot::Question question;
    question.kind = "need";
    question.options = {"transport", "living.meals"};
    question.text = "家里人明天要去医院，我的电话13900005678";
    question.intents = {"request"};
    question.asked = house.now;
    work.conversation->conversation.question = question;
    store::Changes changes;
    changes.now = house.now;
    changes.write_conversation = true;
    ASSERT_TRUE(house.get(process.store.commit(work, changes)));

    const auto message = house.text("husband", "1");
    ASSERT_TRUE(house.get(process.engine.handle(message, soon())));
    ASSERT_TRUE(house.get(process.engine.handle(message, soon())));
    const auto all = kept();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].example.source, Example::Source::answer);
    EXPECT_EQ(all[0].example.needs, std::vector<bot::Code>{"transport"});
    EXPECT_EQ(all[0].example.text, "家里人明天要去医院，我的电话13800001234");
}

}  // namespace
}  // namespace warmline::house
