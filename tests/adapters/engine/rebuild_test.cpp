#include "store/rebuild.hpp"

#include <random>

#include "house.hpp"

namespace warmline::house {
namespace {

using dispatcher::TicketState;

class Rebuilding : public testing::Test {
protected:
    void SetUp() override { house.enrol_people(process); }

    std::vector<std::string> differences() {
        auto found = house.get(store::compare(process.store));
        if (!found) return std::vector<std::string>(1, found.error().message());
        std::vector<std::string> lines;
        for (const auto& difference : *found) lines.push_back(difference.key + ": " + difference.what);
        return lines;
    }
    store::Rebuilt rebuild() {
        auto done = house.get(store::rebuild(process.store));
        EXPECT_TRUE(done) << done.error().message();
        return done ? *done : store::Rebuilt{};
    }
    const store::Keys& keys() { return process.store.keys(); }
    void redis(redis::Command command) { house.ask(process, std::move(command)); }

    House house;
    Process& process = house.process();
    const std::vector<std::string> none;
};

/// Some weeks in which people ask, answer, forget and are looked after; the same each time.
class Life {
public:
    Life(House& house, Process& one, Process& two) : house_(house), processes_{&one, &two} {}

    void live(int steps) {
        for (int i = 0; i < steps; ++i) step();
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }
    Process& somewhere() { return *processes_[below(processes_.size())]; }
    std::optional<dispatcher::Ticket> some_ticket() {
        auto tickets = house_.all_tickets(*processes_[0]);
        if (tickets.empty()) return std::nullopt;
        return tickets[below(tickets.size())];
    }

    void step() {
        switch (below(8)) {
            case 0:
                return ask();
            case 1:
            case 2:
                return answer();
            case 3:
            case 4:
                return tick();
            case 5:
                return coordinate();
            case 6:
                return change_somebody();
            default:
                house_.now += std::chrono::minutes(1 + below(300));
        }
    }
    void ask() {
        static const std::vector<std::string> words{story,
                                                    "家里没有菜了，能帮忙买菜吗",
                                                    "孩子数学作业不会，想找人辅导",
                                                    "我最近睡不着，压力很大，想找人聊聊",
                                                    "我撑不下去了，不想活了",
                                                    "明天早上六点要去医院，没有车",
                                                    "不用了，取消",
                                                    "转人工",
                                                    "满意，谢谢",
                                                    "不满意，没解决",
                                                    "我的工单到哪了"};
        static const std::vector<std::string> people{"husband", "stranger-1", "stranger-2"};
        house_.say(somewhere(), people[below(people.size())], words[below(words.size())]);
    }
    void answer() {
        static const std::vector<std::string> words{"接单", "拒绝 今晚有课", "完成 已经办好", "求助",
                                                    "休息", "上班",          "退单 去不了"};
        static const std::vector<std::string> people{"partner", "tutor-1", "tutor-2", "expert"};
        house_.say(somewhere(), people[below(people.size())], words[below(words.size())]);
    }
    void tick() {
        const auto ticket = some_ticket();
        if (!ticket) return;
        if (const auto due = dispatcher::next_due(*ticket, House::programme())) house_.now = std::max(house_.now, *due);
        EXPECT_TRUE(house_.get(somewhere().engine.tick(ticket->id)));
    }
    void coordinate() {
        const auto ticket = some_ticket();
        if (!ticket) return;
        std::vector<dispatcher::Command> choice;
        choice.emplace_back(dispatcher::Reassign{ticket->id, PersonId("partner"), "熟悉情况"});
        choice.emplace_back(dispatcher::AddNote{ticket->id, "已电话了解"});
        dispatcher::MoveTicket move;
        move.ticket = ticket->id;
        move.reason = "等家属回复";
        move.replacement = "改为电话陪伴";
        move.review_at = house_.now + 24h;
        for (const auto to : {TicketState::waiting, TicketState::parked, TicketState::in_progress, TicketState::closed,
                              TicketState::returned, TicketState::reopened, TicketState::cancelled}) {
            move.to = to;
            choice.emplace_back(move);
        }
        const auto calls = house_.get(processes_[0]->store.open_calls());
        if (calls && !calls->empty()) choice.emplace_back(dispatcher::FinishCallTask{calls->front(), "已联系"});
        dispatcher::OpenTicket draft;
        draft.id = (*house_.get(numbers_.take(1)))[0];
        draft.need = "funds.relief";
        draft.requester = PersonId("husband");
        draft.draft = true;
        choice.emplace_back(draft);
        // Refused or not: either is a life.
        (void)house_.get(somewhere().engine.command(engine::one(choice[below(choice.size())]),
                                                    {dispatcher::ActorKind::coordinator, PersonId("coordinator")}));
    }
    void change_somebody() {
        auto person = house_.person(*processes_[0], below(2) == 0 ? "tutor-2" : "husband");
        person.phone = "1380000" + std::to_string(1000 + below(3));
        if (person.helper) person.helper->capacity = static_cast<int>(1 + below(4));
        (void)house_.get(somewhere().engine.command(engine::one(dispatcher::ChangePerson{person})));
    }

    House& house_;
    std::vector<Process*> processes_;
    engine::Numbers numbers_{house_.context.get_executor(), processes_[0]->store};
    std::mt19937 random_{20200214};
};

TEST_F(Rebuilding, WhatIsStoredIsWhatTheEventsSayAndCanBeMadeFromThem) {
    auto& other = house.process();
    Life life(house, process, other);
    for (int week = 0; week < 4; ++week) {
        life.live(60);
        ASSERT_EQ(differences(), none) << "week " << week;
    }
    const auto tickets = house.all_tickets(process);
    ASSERT_GT(tickets.size(), 10U) << "there was a life";

    const auto before = house.all_tickets(process).size();
    const auto all = house.ask(process, redis::Command("KEYS", keys().tag() + "?:*"));
    std::size_t number = 0;
    for (const auto& key : all.items()) {
        const char kind = key.text()[keys().tag().size()];
        if (std::string_view("tphknd").find(kind) == std::string_view::npos) continue;
        switch (number++ % 3) {
            case 0:
                redis(redis::Command("DEL", key.text()));
                break;
            case 1:
                if (kind != 'd') redis(redis::Command("SET", key.text(), "rubbish that is no record at all"));
                break;
            default:
                break;
        }
    }
    for (const auto& index : {keys().timers(), keys().open_tickets(), keys().people(), keys().number()})
        redis(redis::Command("DEL", index));
    redis(redis::Command("ZADD", keys().calls(), "1", "no-such-call"));
    redis(redis::Command("ZADD", keys().tickets(), "1", tickets[0].id.value));
    redis(redis::Command("SREM", keys().roster(), "tutor-1"));
    redis(redis::Command("SADD", keys().roster(), "husband"));
    EXPECT_GT(differences().size(), 10U);

    const auto rebuilt = rebuild();
    EXPECT_EQ(rebuilt.tickets, before);
    EXPECT_GT(rebuilt.written, 5U);
    EXPECT_EQ(differences(), none);
    EXPECT_EQ(house.all_tickets(process).size(), before);
    EXPECT_EQ(rebuild().written, 0U) << "the second time there is nothing to do";

    auto& fresh = house.process();  // and life goes on, in a service that starts on it
    Life after(house, fresh, fresh);
    after.live(40);
    EXPECT_EQ(differences(), none);
}

TEST_F(Rebuilding, SaysWhatIsWrongWithoutPersonalData) {
    const auto tickets = house.tell_story(process);
    ASSERT_EQ(differences(), none);
    const auto ticket = keys().ticket(tickets[0]), other = keys().ticket(tickets[1]);
    redis(redis::Command("COPY", other, ticket, "REPLACE"));
    redis(redis::Command("DEL", keys().person(PersonId("husband"))));
    redis(redis::Command("SET", keys().ticket(TicketId("77777")), "x"));
    redis(redis::Command("ZREM", keys().timers(), tickets[1].value));
    redis(redis::Command("ZADD", keys().open_tickets(), "5", tickets[0].value));
    redis(redis::Command("SET", keys().number(), "0"));
    const auto found = differences();
    const std::vector<std::string> expected{
        keys().person(PersonId("husband")) + ": missing",
        ticket + ": does not open with the data key",
        keys().ticket(TicketId("77777")) + ": not in the events",
        keys().open_tickets() + ": " + tickets[0].value + ": at another moment",
        keys().timers() + ": " + tickets[1].value + ": missing",
        keys().number() + ": behind the tickets",
    };
    EXPECT_EQ(found, expected);
    const auto rebuilt = rebuild();
    EXPECT_EQ(rebuilt.written, 2U);
    EXPECT_EQ(rebuilt.removed, 1U);
    EXPECT_EQ(differences(), none);
}

TEST_F(Rebuilding, TimerInALeaseIsNotMissing) {
    house.tell_story(process);
    house.now += 72h;
    ASSERT_FALSE(house.get(process.store.claim_timers(house.now, 20s, 100))->empty());
    EXPECT_EQ(differences(), none);
    rebuild();
    EXPECT_EQ(house.get(process.store.claim_timers(house.now, 20s, 100))->size(), 2U) << "rung again, never lost";
}

TEST_F(Rebuilding, NumbersGoOnBehindTheTickets) {
    const auto tickets = house.tell_story(process);
    redis(redis::Command("DEL", keys().number()));
    rebuild();
    EXPECT_GT(*house.get(process.store.lease_numbers(1)), std::stoll(tickets[1].value));
}

TEST_F(Rebuilding, EventThatCannotBeReadStopsItBeforeAnythingIsWritten) {
    house.tell_story(process);
    redis(redis::Command("XADD", keys().events(), "*", "d", "rubbish"));
    redis(redis::Command("DEL", keys().timers()));
    EXPECT_EQ(house.get(store::compare(process.store)).error(), store::Errc::damaged);
    EXPECT_EQ(house.get(store::rebuild(process.store)).error(), store::Errc::damaged);
    EXPECT_EQ(house.ask(process, redis::Command("EXISTS", keys().timers())).integer(), 0);
}

TEST(RebuildingNothing, GivesNothing) {
    House house;
    auto& process = house.process();
    EXPECT_TRUE(house.get(store::compare(process.store))->empty());
    const auto rebuilt = *house.get(store::rebuild(process.store));
    EXPECT_EQ(rebuilt.batches, 0U);
    EXPECT_EQ(rebuilt.written, 0U);
}

}  // namespace
}  // namespace warmline::house
