#include "backend/console_backend.hpp"

#include <nlohmann/json.hpp>

#include "house.hpp"

namespace warmline::house {
namespace {

using dispatcher::TicketState;

class ConsoleBackendTest : public testing::Test {
protected:
    static constexpr std::chrono::sys_days monday{std::chrono::year{2020} / 2 / 17};

    void SetUp() override { house.enrol_people(process); }

    /// A ticket opened by the office for the husband.
    TicketId open(const dispatcher::Code& need, std::map<std::string, std::string> facts = {}) {
        dispatcher::OpenTicket command;
        command.id = (*house.get(numbers.take(1)))[0];
        command.need = need;
        command.requester = PersonId("husband");
        command.summary = "需要帮助";
        command.facts = std::move(facts);
        const auto why = refused(command);
        EXPECT_FALSE(why) << why.message();
        return command.id;
    }
    boost::system::error_code refused(dispatcher::Command command, const std::string& by = "he") {
        const auto done =
            house.get(backend.command(std::move(command), {dispatcher::ActorKind::coordinator, PersonId(by)}));
        return done ? boost::system::error_code{} : done.error();
    }
    void accept(const TicketId& id) {
        EXPECT_FALSE(refused(dispatcher::AcceptOffer{id, house.ticket(process, id).offer->candidate}));
    }
    void complete(const TicketId& id) {
        EXPECT_FALSE(refused(dispatcher::CompleteTicket{id, house.ticket(process, id).assignee, "办好了"}));
    }
    dispatcher::Ledger ledger(std::chrono::sys_days day, const std::string& organisation = "gd") {
        return *house.get(backend.ledger(day, OrganisationId(organisation)));
    }
    std::vector<std::string> list(console::TicketFilter filter, console::Page page = {}) {
        auto got = house.get(backend.tickets(std::move(filter), std::move(page)));
        std::vector<std::string> ids;
        if (!got) return std::vector<std::string>(1, got.error().message());
        for (const auto& item : got->items) ids.push_back(item.ticket.id.value);
        next = got->next;
        return ids;
    }
    static std::map<std::string, console::User> users() {
        return {{"he", {"he", "hash", "何主任", console::UserRole::coordinator, OrganisationId("gd")}}};
    }

    House house;
    Process& process = house.process();
    engine::Numbers numbers{house.context.get_executor(), process.store};
    backend::ConsoleBackend backend{process.parts, process.engine, process.feed, users()};
    std::string next;
};

TEST_F(ConsoleBackendTest, LedgerIsWhatOneCountsByHand) {
    // Monday: four come, three by the office and one that is cancelled; one of them is done and rated.
    const auto done = open("living.groceries"), taken = open("living.groceries"),
               asked = open("education.tutoring", {{"subject", "数学"}});
    const auto gone = open("living.eldercare");
    accept(done);
    complete(done);
    EXPECT_FALSE(refused(dispatcher::RateTicket{done, true, 4, "及时"}));
    accept(taken);
    EXPECT_FALSE(refused(dispatcher::CancelTicket{gone, "重复"}));
    const auto first = ledger(monday);
    EXPECT_EQ(first.total.came, 4);
    EXPECT_EQ(first.total.accepted, 2);
    EXPECT_EQ(first.total.resolved, 1);
    EXPECT_EQ(first.total.closed, 1);
    EXPECT_EQ(first.total.cancelled, 1);
    EXPECT_EQ(first.total.open, 2);
    EXPECT_EQ(first.total.late, 0);
    EXPECT_EQ(first.total.rated, 1);
    EXPECT_EQ(first.total.score_sum, 4);
    ASSERT_EQ(first.rows.size(), 3U);
    for (const auto& row : first.rows) {
        if (row.need != "living.groceries") continue;
        EXPECT_EQ(row.came, 2);
        EXPECT_EQ(row.open, 1);
    }
    EXPECT_EQ(first.by_state.at(TicketState::accepted), 1);
    EXPECT_EQ(first.by_state.at(TicketState::offered), 1);

    // Tuesday: one more comes, what was taken is done; Monday's account stays what it was.
    house.now += 24h;
    open("living.meals");
    complete(taken);
    const auto second = ledger(monday + std::chrono::days(1));
    EXPECT_EQ(second.total.came, 1);
    EXPECT_EQ(second.total.resolved, 1);
    EXPECT_EQ(second.total.accepted, 0);
    EXPECT_EQ(second.total.open, 3);
    const auto again = ledger(monday);
    EXPECT_EQ(again.total.came, 4);
    EXPECT_EQ(again.total.resolved, 1);
    EXPECT_EQ(again.total.open, 2) << "as it stood that evening";
    EXPECT_EQ(ledger(monday - std::chrono::days(1)).total.came, 0);
    (void)asked;
}

TEST_F(ConsoleBackendTest, TheSameNeedToldTwiceIsFoundMergedAndSplit) {
    const auto first = open("living.groceries"), second = open("living.groceries"), other = open("living.meals");
    const auto seen = house.get(backend.ticket(second));
    ASSERT_TRUE(seen);
    ASSERT_EQ(seen->duplicates.size(), 1U);
    EXPECT_EQ(seen->duplicates[0].ticket.id, first);
    EXPECT_FALSE(seen->duplicates[0].requester_name.empty());
    EXPECT_TRUE(house.get(backend.ticket(other))->duplicates.empty());
    EXPECT_EQ(refused(dispatcher::MergeTicket{second, other, "同一件事"}), dispatcher::Errc::not_alike);
    EXPECT_FALSE(refused(dispatcher::MergeTicket{second, first, "同一件事"}));
    const auto merged = house.get(backend.ticket(second));
    EXPECT_EQ(merged->ticket.state, TicketState::merged);
    EXPECT_EQ(merged->ticket.merged_into, first);
    EXPECT_TRUE(merged->duplicates.empty());
    EXPECT_TRUE(house.get(backend.ticket(first))->duplicates.empty());
    EXPECT_FALSE(refused(dispatcher::MoveTicket{second, TicketState::reopened, "不是一件事", {}, {}}));
    EXPECT_TRUE(house.get(backend.ticket(second))->ticket.merged_into.empty());
    EXPECT_EQ(house.get(backend.ticket(first))->duplicates.size(), 1U);
}

TEST_F(ConsoleBackendTest, MoreTimeIsAskedForAndRuled) {
    const auto id = open("living.groceries");
    accept(id);
    const auto ticket = house.ticket(process, id);
    dispatcher::Time due{};
    for (const auto& deadline : ticket.deadlines)
        if (deadline.kind == dispatcher::DeadlineKind::resolve) due = deadline.due;
    EXPECT_FALSE(refused(dispatcher::AskExtension{id, ticket.assignee, due + 24h, "等核酸结果"}));
    const auto asked = house.get(backend.ticket(id));
    ASSERT_TRUE(asked->ticket.extension);
    const auto named = std::any_of(asked->persons.begin(), asked->persons.end(),
                                   [&](const auto& p) { return p.id == asked->ticket.extension->by; });
    EXPECT_TRUE(named);
    EXPECT_FALSE(refused(dispatcher::RuleExtension{id, true, {}}));
    EXPECT_EQ(house.ticket(process, id).extensions, 1);
}

TEST_F(ConsoleBackendTest, LateIsLateUntilItIsMet) {
    const auto id = open("living.groceries");
    house.now = house.ticket(process, id).offer->answer_by + 10h;
    ASSERT_TRUE(house.get(process.engine.tick(id)));
    const auto calendar = House::programme().calendar_of(OrganisationId("gd"));
    EXPECT_EQ(ledger(calendar.local_day(house.now)).total.late, 1);
    console::TicketFilter late;
    late.late = true;
    EXPECT_EQ(list(late), std::vector<std::string>(1, id.value));
}

TEST_F(ConsoleBackendTest, EachOrganisationSeesItsOwn) {
    const auto city = open("living.groceries", {{"district", "天河区"}, {"hospital", ""}});
    const auto province = open("living.meals");
    ASSERT_EQ(house.ticket(process, city).organisation, OrganisationId("gd.gz"));
    EXPECT_EQ(ledger(monday, "gd").total.came, 2);
    EXPECT_EQ(ledger(monday, "gd.gz").total.came, 1);
    EXPECT_EQ(ledger(monday, "gd.sz").total.came, 0);
    console::TicketFilter filter;
    filter.organisation = OrganisationId("gd.gz");
    EXPECT_EQ(list(filter), std::vector<std::string>(1, city.value));
    (void)province;
}

TEST_F(ConsoleBackendTest, FiltersMeanWhatTheySay) {
    const auto a = open("living.groceries"), b = open("education.tutoring", {{"subject", "数学"}}),
               c = open("living.groceries");
    accept(a);
    EXPECT_FALSE(refused(dispatcher::CancelTicket{c, "重复"}));
    EXPECT_EQ(list({}), (std::vector<std::string>{c.value, b.value, a.value})) << "the newest first";
    console::TicketFilter by;
    by.need = "living.groceries";
    EXPECT_EQ(list(by), (std::vector<std::string>{c.value, a.value}));
    by = {};
    by.states = {TicketState::accepted, TicketState::offered};
    EXPECT_EQ(list(by), (std::vector<std::string>{b.value, a.value}));
    by.states = {TicketState::cancelled};
    EXPECT_EQ(list(by), std::vector<std::string>(1, c.value));
    by = {};
    by.text = b.value;
    EXPECT_EQ(list(by), std::vector<std::string>(1, b.value));
    by.text = "1111";
    EXPECT_EQ(list(by).size(), 3U) << "the last digits of his telephone";
    by.text = "1112";
    EXPECT_TRUE(list(by).empty());
    by.text = "99999";
    EXPECT_TRUE(list(by).empty());
    by = {};
    by.day = monday;
    by.figure = console::Figure::accepted;
    EXPECT_EQ(list(by), std::vector<std::string>(1, a.value));
    by.figure = console::Figure::cancelled;
    EXPECT_EQ(list(by), std::vector<std::string>(1, c.value));
}

TEST_F(ConsoleBackendTest, PagesShowEveryTicketOnce) {
    std::vector<std::string> all;
    for (int i = 0; i < 7; ++i) {
        all.insert(all.begin(), open("living.groceries").value);
        if (i % 3 == 0) house.now += 1min;  // several in one moment
    }
    std::vector<std::string> seen;
    console::Page page;
    page.limit = 3;
    int pages = 0;
    do {
        for (const auto& id : list({}, page)) seen.push_back(id);
        page.after = next;
        ++pages;
    } while (!next.empty() && pages < 10);
    EXPECT_EQ(seen, all);
    EXPECT_EQ(pages, 3);
    page.after = "rubbish";
    EXPECT_EQ(house.get(backend.tickets({}, page)).error(), console::Errc::bad_cursor);
}

TEST_F(ConsoleBackendTest, TicketComesWithEverybodyAndTheirWords) {
    const auto eldercare = house.tell_story(process).front();
    EXPECT_FALSE(refused(dispatcher::AddNote{eldercare, "已电话了解"}));
    const auto view = *house.get(backend.ticket(eldercare));
    EXPECT_EQ(view.ticket.id, eldercare);
    ASSERT_TRUE(view.household);
    EXPECT_EQ(view.household->id, HouseholdId("home"));
    std::map<std::string, std::string> names;
    for (const auto& person : view.persons)
        EXPECT_TRUE(names.emplace(person.id.value, person.name).second) << "each once";
    EXPECT_EQ(names.at("husband"), "陈先生");
    EXPECT_EQ(names.at("partner"), "林干事");
    EXPECT_EQ(names.at("he"), "何主任") << "an account of the console has its name";
    ASSERT_GE(view.lines.size(), 2U);
    const bool told = std::any_of(view.lines.begin(), view.lines.end(), [](const auto& l) { return l.text == story; });
    EXPECT_TRUE(told);
    EXPECT_EQ(house.get(backend.ticket(TicketId("99999"))).error(), console::Errc::not_found);
}

TEST_F(ConsoleBackendTest, CandidatesAreTheSuitableFirst) {
    const auto id = open("education.tutoring", {{"subject", "数学"}});
    const auto candidates = *house.get(backend.candidates(id));
    ASSERT_GE(candidates.size(), 2U);
    bool suitable = true;
    for (const auto& candidate : candidates) {
        EXPECT_FALSE(candidate.suitable && !suitable) << candidate.person.id.value;
        suitable = candidate.suitable;
        EXPECT_FALSE(candidate.why.empty());
    }
    EXPECT_EQ(house.get(backend.candidates(TicketId("99999"))).error(), console::Errc::not_found);
}

TEST_F(ConsoleBackendTest, RefusalKeepsItsReason) {
    EXPECT_EQ(refused(dispatcher::AddNote{TicketId("99999"), "x"}), dispatcher::Errc::ticket_unknown);
    house.redis.kill9();
    EXPECT_EQ(refused(dispatcher::AddNote{TicketId("99999"), "x"}), console::Errc::unavailable);
    EXPECT_EQ(house.get(backend.ledger(monday, {})).error(), console::Errc::unavailable);
    EXPECT_EQ(house.get(backend.tickets({}, {})).error(), console::Errc::unavailable);
    EXPECT_EQ(house.get(backend.calls({})).error(), console::Errc::unavailable);
    EXPECT_EQ(house.get(backend.get("session:1")).error(), console::Errc::unavailable);
}

TEST_F(ConsoleBackendTest, CallsUrgentFirstThenTheOldest) {
    const auto call = [&](const std::string& id, bool urgent, const std::string& organisation) {
        dispatcher::CallTask task;
        task.id = id;
        task.person = PersonId("husband");
        task.organisation = OrganisationId(organisation);
        task.reason = "person_wanted";
        task.urgent = urgent;
        EXPECT_FALSE(refused(dispatcher::OpenCallTask{task}));
        house.now += 1min;
    };
    call("first", false, "gd");
    call("second", false, "gd.gz");
    call("urgent", true, "gd.gz");
    const auto ids = [&](const std::string& organisation) {
        std::vector<std::string> out;
        const auto calls = house.get(backend.calls(OrganisationId(organisation)));
        for (const auto& item : *calls) out.push_back(item.task.id);
        return out;
    };
    EXPECT_EQ(ids("gd"), (std::vector<std::string>{"urgent", "first", "second"}));
    EXPECT_EQ(ids("gd.gz"), (std::vector<std::string>{"urgent", "second"}));
    const auto calls = *house.get(backend.calls(OrganisationId("gd")));
    EXPECT_EQ(calls[0].person_name, "陈先生");
    EXPECT_EQ(calls[0].person_phone, "13800001111");
    EXPECT_FALSE(refused(dispatcher::FinishCallTask{calls[0].task, "已联系"}));
    EXPECT_EQ(ids("gd.gz"), std::vector<std::string>(1, "second"));
}

TEST_F(ConsoleBackendTest, ParkedMessagesShowWhomTheyDidNotReach) {
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::never, 43004, 0ms, "has left"});
    house.run_outbox(process);
    const auto eldercare = house.tell_story(process).front();
    house.until([&] { return !house.get(backend.parked(OrganisationId("gd")))->empty(); });
    const auto parked = house.get(backend.parked(OrganisationId("gd")))->front();
    EXPECT_EQ(parked.code, 43004);
    EXPECT_EQ(parked.why, "has left");
    EXPECT_FALSE(parked.person_name.empty());
    EXPECT_FALSE(parked.text.empty());
    EXPECT_FALSE(parked.ticket.empty());
    EXPECT_TRUE(house.get(backend.parked(OrganisationId("gd.sz")))->empty());
    (void)eldercare;
}

TEST_F(ConsoleBackendTest, GivenUpMessageIsSentAgainOnceAndTheHistoryTells) {
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::never, 43004, 0ms, "has left"});
    house.run_outbox(process);
    house.tell_story(process);
    house.until([&] { return process.channel.attempts.size() == 3; });  // an offer each, and the partner's notice
    house.until([&] { return !house.get(backend.parked(OrganisationId("gd")))->empty(); });
    const auto parked = house.get(backend.parked(OrganisationId("gd")))->front();
    EXPECT_FALSE(parked.waiting);
    const auto attempts = process.channel.attempts.size();
    const dispatcher::Actor he{dispatcher::ActorKind::coordinator, PersonId("he")};
    EXPECT_TRUE(house.get(backend.retry_parked(parked.id, he)));
    house.until([&] { return process.channel.attempts.size() > attempts; });
    EXPECT_EQ(process.channel.attempts.back().text, parked.text);
    EXPECT_TRUE(house.get(backend.parked(OrganisationId("gd")))->empty());
    const auto last = house.ticket(process, parked.ticket).history.back();
    EXPECT_EQ(last.kind, dispatcher::EventKind::note_added);
    EXPECT_EQ(last.actor.person, PersonId("he"));
    EXPECT_FALSE(house.get(backend.retry_parked(parked.id, he))) << "a second click sends nothing";
    EXPECT_EQ(house.get(backend.retry_parked("unknown", he)).error(), console::Errc::not_found);
}

TEST_F(ConsoleBackendTest, RetryThatFailsAgainIsShownAgain) {
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::never, 43004, 0ms, "has left"});
    house.run_outbox(process);
    house.tell_story(process);
    house.until([&] { return process.channel.attempts.size() == 3; });
    house.until([&] { return !house.get(backend.parked(OrganisationId("gd")))->empty(); });
    const auto first = house.get(backend.parked(OrganisationId("gd")))->front();
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::never, 43004, 0ms, "has left"});
    EXPECT_TRUE(house.get(backend.retry_parked(first.id, {dispatcher::ActorKind::operator_, PersonId("he")})));
    house.until([&] {
        for (const auto& one : *house.get(backend.parked(OrganisationId("gd"))))
            if (one.text == first.text && one.id != first.id) return true;
        return false;
    });
}

TEST_F(ConsoleBackendTest, DismissedMessageIsGoneAndTheHistoryTellsWhy) {
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::never, 43004, 0ms, "has left"});
    house.run_outbox(process);
    house.tell_story(process);
    house.until([&] { return !house.get(backend.parked(OrganisationId("gd")))->empty(); });
    const auto parked = house.get(backend.parked(OrganisationId("gd")))->front();
    const dispatcher::Actor he{dispatcher::ActorKind::coordinator, PersonId("he")};
    EXPECT_TRUE(house.get(backend.dismiss_parked(parked.id, "已电话告知", he)));
    EXPECT_TRUE(house.get(backend.parked(OrganisationId("gd")))->empty());
    EXPECT_NE(house.ticket(process, parked.ticket).history.back().text.find("已电话告知"), std::string::npos);
    EXPECT_FALSE(house.get(backend.dismiss_parked(parked.id, "再来一次", he)));
}

TEST_F(ConsoleBackendTest, MessageThatWaitsForItsPersonIsLeftAlone) {
    process.channel.outcomes.assign(1, ports::SendOutcome{ports::Sent::wait_for_user, 45015, 0ms, "window closed"});
    house.run_outbox(process);
    house.tell_story(process);
    house.until([&] { return !house.get(backend.parked(OrganisationId("gd")))->empty(); });
    const auto parked = house.get(backend.parked(OrganisationId("gd")))->front();
    EXPECT_TRUE(parked.waiting);
    const dispatcher::Actor he{dispatcher::ActorKind::coordinator, PersonId("he")};
    EXPECT_EQ(house.get(backend.retry_parked(parked.id, he)).error(), console::Errc::conflict);
    EXPECT_FALSE(house.get(backend.parked(OrganisationId("gd")))->empty());
}

TEST_F(ConsoleBackendTest, SubscriptionTellsOfChangesUntilItGoes) {
    house.run_feed(process);
    std::vector<console::Change> heard;
    auto subscription = backend.subscribe([&](const console::Change& change) { heard.push_back(change); });
    const auto id = open("living.groceries");
    house.until([&] { return !heard.empty(); });
    EXPECT_EQ(heard[0].what, console::Change::What::ticket);
    EXPECT_EQ(heard[0].id, id.value);
    subscription.reset();
    const auto count = heard.size();
    int after = 0;
    auto other = backend.subscribe([&](const console::Change&) { ++after; });
    open("living.groceries");
    house.until([&] { return after > 0; });
    EXPECT_EQ(heard.size(), count);
}

TEST_F(ConsoleBackendTest, UsersAndSessions) {
    EXPECT_EQ((*house.get(backend.user("he")))->display_name, "何主任");
    EXPECT_FALSE(*house.get(backend.user("nobody")));
    EXPECT_TRUE(house.get(backend.put("session:1", "he", 600s)));
    EXPECT_EQ(*house.get(backend.get("session:1")), "he");
    EXPECT_TRUE(house.get(backend.erase("session:1")));
    EXPECT_EQ(*house.get(backend.get("session:1")), std::nullopt);
    EXPECT_EQ(*house.get(backend.increment("failures:he", 600s)), 1);
    EXPECT_EQ(*house.get(backend.increment("failures:he", 600s)), 2);
    EXPECT_EQ(backend.now(), house.now);
    EXPECT_EQ(&backend.programme(), &process.programme);
}

}  // namespace
}  // namespace warmline::house
