#include "house.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "settings/programme_file.hpp"
#include "support/where.hpp"

namespace warmline::house {
namespace {

const std::string config = std::string(WARMLINE_SOURCE_DIR) + "/config/";

redis::Settings quick(const std::string& endpoint, int connections) {
    redis::Settings settings;
    settings.endpoint = endpoint;
    settings.connections = connections;
    settings.backoff_min = 5ms;
    settings.backoff_max = 50ms;
    settings.request_timeout = 20s;  // the machine may be busy
    return settings;
}

}  // namespace

asio::awaitable<ports::SendOutcome> Channel::send(std::string to, std::string text, ports::SteadyTime) {
    attempts.push_back({std::move(to), std::move(text)});
    ports::SendOutcome outcome;
    if (!outcomes.empty()) {
        outcome = outcomes.front();
        outcomes.pop_front();
    }
    asio::steady_timer pause(co_await asio::this_coro::executor);
    do {  // a real channel never answers at once
        pause.expires_after(1ms);
        co_await pause.async_wait(asio::use_awaitable);
    } while (hangs);
    co_return outcome;
}

bot::Reach Channel::after_inbound(bot::Reach, const bot::Message&, Time now) const { return {now + 48h, credits}; }

std::size_t Channel::told(const std::string& sender, const std::string& part) const {
    return static_cast<std::size_t>(std::count_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
        return attempt.to == sender && attempt.text.find(part) != std::string::npos;
    }));
}

namespace {
dispatcher::Programme following(dispatcher::Programme programme, const dispatcher::Situation& situation) {
    programme.situation = &situation;
    return programme;
}
}  // namespace

Process::Process(House& house, std::string origin)
    : client(house.context.get_executor(), quick(house.redis.unix_endpoint(), 2)),
      blocking(house.context.get_executor(), quick(house.redis.unix_endpoint(), 1)),
      programme(following(House::programme(), situation)),
      store(client, House::vault(), store::Keys("test"), programme, std::move(origin)),
      senders{{"demo", &channel}},
      parts{store,          House::reader(), House::wording(), programme, roster, stats, [&house] { return house.now; },
            house.fallback, house.second,    &situation},
      engine(house.context.get_executor(), parts, senders),
      outbox(house.context.get_executor(), parts, senders, engine),
      timers(house.context.get_executor(), parts, engine),
      feed(house.context.get_executor(), parts, blocking) {
    engine.on_outgoing = [this] { outbox.wake(); };
    engine.open();
    client.start();
    blocking.start();
}

House::House(std::vector<std::string> redis_arguments) : redis(std::move(redis_arguments)) {
    spdlog::set_level(spdlog::level::off);
}

House::~House() {
    for (auto& process : processes) {
        process->channel.hangs = false;
        if (process->timers_run) finish(process->timers.stop());
        if (process->outbox_runs) finish(process->outbox.stop());
        if (process->feed_runs) finish(process->feed.stop());
        finish(process->client.stop());
        finish(process->blocking.stop());
    }
}

const dispatcher::Programme& House::programme() {
    static const auto programme =
        std::get<dispatcher::Programme>(settings::load_programme(config + "programmes/gd-2020.json"));
    return programme;
}

const bot::Wording& House::wording() {
    static const bot::Wording wording(nlohmann::json::parse(std::ifstream(config + "wording/zh-CN.json")));
    return wording;
}

const bot::Reader& House::reader() {
    static const bot::Reader reader;
    return reader;
}

store::Vault House::vault() { return *store::Vault::open(std::string(64, '7')); }

Process& House::process() {
    processes.push_back(std::make_unique<Process>(*this, "process-" + std::to_string(processes.size())));
    auto& process = *processes.back();
    EXPECT_TRUE(get(process.client.wait_ready(30s)));
    auto roster = get(process.store.load_roster());
    for (auto& entry : *roster) process.roster.put(std::move(entry.person), entry.version);
    return process;
}

void House::run_outbox(Process& process) {
    process.outbox.start();
    process.outbox_runs = true;
}

void House::run_timers(Process& process) {
    process.timers.start();
    process.timers_run = true;
}

void House::run_feed(Process& process) {
    EXPECT_TRUE(get(process.blocking.wait_ready(30s)));
    EXPECT_TRUE(get(process.feed.start()));
    process.feed_runs = true;
}

void House::until(const std::function<bool()>& done, const char* what) {
    const auto limit = std::chrono::steady_clock::now() + 60s;
    while (!done()) {
        if (std::chrono::steady_clock::now() > limit) throw std::runtime_error(what);
        if (context.stopped()) context.restart();
        context.run_one_for(5ms);
    }
}

void House::finish(asio::awaitable<void> work) {
    bool ended = false;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& e) {
        ended = true;
        rethrow(e);
    });
    until([&] { return ended; }, "the coroutine does not end");
}

dispatcher::Person helper(const std::string& id, const std::string& name, dispatcher::Role role,
                          std::set<dispatcher::Code> needs, int capacity) {
    dispatcher::Person person;
    person.id = PersonId(id);
    person.name = name;
    person.roles = {role};
    person.organisation = OrganisationId("gd");
    person.helper.emplace();
    person.helper->needs = std::move(needs);
    person.helper->capacity = capacity;
    return person;
}

void House::enrol(Process& process, dispatcher::Person person, bool chat) {
    std::vector<std::pair<std::string, std::string>> chats;
    if (chat) chats.emplace_back("demo", person.id.value);
    const auto done = get(process.engine.enrol(std::move(person), std::move(chats)));
    EXPECT_TRUE(done) << done.error().message();
}

void House::enrol_people(Process& process) {
    dispatcher::Person husband;
    husband.id = PersonId("husband");
    husband.name = "陈先生";
    husband.phone = "13800001111";
    husband.roles = {dispatcher::Role::requester};
    husband.organisation = OrganisationId("gd");
    husband.household = HouseholdId("home");
    enrol(process, std::move(husband));
    enrol(process, helper("partner", "林干事", dispatcher::Role::partner, {}, 10));
    dispatcher::Household home;
    home.id = HouseholdId("home");
    home.organisation = OrganisationId("gd");
    home.address = "暖线路1号";
    home.members = {PersonId("husband")};
    home.pair = dispatcher::Pair{PersonId("partner"), {}, {}};
    EXPECT_TRUE(get(process.engine.enrol(std::move(home))));
    for (const auto* id : {"tutor-1", "tutor-2"}) {
        auto tutor = helper(id, id, dispatcher::Role::volunteer, {"education.tutoring"}, 2);
        tutor.helper->subjects = {"数学"};
        enrol(process, std::move(tutor));
    }
    auto expert = helper("expert", "周老师", dispatcher::Role::expert, {"psych.counsel", "psych.crisis"});
    expert.helper->licences = {"psychology"};
    enrol(process, std::move(expert));
    dispatcher::Person coordinator;
    coordinator.id = PersonId("coordinator");
    coordinator.name = "何主任";
    coordinator.roles = {dispatcher::Role::coordinator};
    coordinator.organisation = OrganisationId("gd");
    enrol(process, std::move(coordinator), false);
    // Everybody has written once, so that chat reaches them.
    for (const auto* id : {"husband", "partner", "tutor-1", "tutor-2", "expert"}) say(process, id, "你好");
}

bot::Message House::text(const std::string& sender, const std::string& words) {
    bot::Message message;
    message.account = "demo";
    message.sender = sender;
    message.dedup_key = "message-" + std::to_string(++messages_);
    message.text = words;
    message.sent_at = now;
    return message;
}

std::string House::say(Process& process, const std::string& sender, const std::string& words) {
    auto answer = get(process.engine.handle(text(sender, words), soon()));
    if (!answer) {
        ADD_FAILURE() << "no answer: " << answer.error().message();
        return {};
    }
    return answer->text;
}

std::vector<TicketId> House::tell_story(Process& process) {
    say(process, "husband", story);
    std::vector<TicketId> ids;
    for (const auto* need : {"living.eldercare", "education.tutoring"})
        for (const auto& ticket : all_tickets(process))
            if (ticket.need == need) ids.push_back(ticket.id);
    EXPECT_EQ(ids.size(), 2U);
    return ids;
}

dispatcher::Ticket House::ticket(Process& process, const TicketId& id) {
    auto tickets = get(process.store.load_tickets(std::vector<TicketId>(1, id)));
    if (!tickets || tickets->empty()) throw std::runtime_error("no ticket " + id.value);
    return tickets->front();
}

dispatcher::Person House::person(Process& process, const std::string& id) {
    auto people = get(process.store.load_people(std::vector<PersonId>(1, PersonId(id))));
    if (!people || people->empty()) throw std::runtime_error("no person " + id);
    return people->front().person;
}

std::vector<dispatcher::Ticket> House::all_tickets(Process& process) {
    auto ids = get(process.store.newest_tickets(0, 1000));
    if (!ids) throw std::runtime_error(ids.error().message());
    return *get(process.store.load_tickets(std::move(*ids)));
}

redis::Value House::ask(Process& process, redis::Command command) {
    auto value = get(process.client.call(std::move(command)));
    if (!value) throw std::runtime_error(value.error().message());
    return *value;
}

ConversationId House::chat_of(Process& process, const std::string& sender) {
    return process.engine.conversation_of(text(sender, ""));
}

}  // namespace warmline::house
