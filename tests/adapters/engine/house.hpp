// Warmline without its edges, for tests of store, engine and backend: a real Redis, the shipped programme, reader and
// words, a few people, a clock that the test turns, and channels that write down what they are told to send.
#pragma once
#include <gtest/gtest.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/feed.hpp"
#include "engine/outbox.hpp"
#include "engine/timers.hpp"
#include "support/redis_server.hpp"

namespace warmline::house {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using dispatcher::ConversationId;
using dispatcher::HouseholdId;
using dispatcher::OrganisationId;
using dispatcher::PersonId;
using dispatcher::TicketId;
using dispatcher::Time;

/// What the husband writes in the story of the README: an elder to look after and a child to teach.
inline const std::string story = "我老婆在武汉支援，家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班";

/// A channel on which everybody has written lately.
class Channel final : public ports::Sender {
public:
    struct Attempt {
        std::string to, text;
    };
    std::vector<Attempt> attempts;            ///< in the order of sending
    std::deque<ports::SendOutcome> outcomes;  ///< of the next attempts; when empty: delivered
    int credits = 20;                         ///< a person who writes may be sent so many
    bool hangs = false;                       ///< attempts do not end while this is true

    asio::awaitable<ports::SendOutcome> send(std::string to, std::string text, ports::SteadyTime until) override;
    bot::Reach after_inbound(bot::Reach before, const bot::Message& message, Time now) const override;
    bool may_send(const bot::Reach& reach, Time now) const override { return reach.credits > 0 && now < reach.until; }

    /// How often something was sent to `sender` that contains `part`.
    [[nodiscard]] std::size_t told(const std::string& sender, const std::string& part = {}) const;
};

struct House;

/// One process of the service.
struct Process {
    Process(House& house, std::string origin);

    redis::Client client, blocking;
    dispatcher::Situation situation;
    dispatcher::Programme programme;  ///< a copy of the house's, which follows this process's situation
    store::Store store;
    dispatcher::Roster roster;
    engine::Stats stats;
    Channel channel;
    engine::Senders senders;
    engine::Parts parts;
    engine::Engine engine;
    engine::Outbox outbox;
    engine::Timers timers;
    engine::Feed feed;
    bool outbox_runs = false, timers_run = false, feed_runs = false;
};

struct House {
    explicit House(std::vector<std::string> redis_arguments = {});
    ~House();

    asio::io_context context{1};
    support::RedisServer redis;
    Time now = Time{std::chrono::sys_days{std::chrono::year{2020} / 2 / 17}} + 2h;  ///< Monday 10:00 in Guangdong
    engine::Fallback fallback = engine::Fallback::call_task;
    ports::SecondReader* second = nullptr;  ///< of the next process
    std::vector<std::unique_ptr<Process>> processes;

    static const dispatcher::Programme& programme();  ///< config/programmes/gd-2020.json
    static const bot::Wording& wording();
    static const bot::Reader& reader();
    static store::Vault vault();  ///< the same key each time

    /// Starts a process whose engine takes messages; its workers rest.
    Process& process();
    void run_outbox(Process& process);
    void run_timers(Process& process);
    void run_feed(Process& process);

    /// Runs until `done()`, at most a minute, which no test needs.
    void until(const std::function<bool()>& done, const char* what = "nothing happens");
    template <class T>
    using Future = std::shared_ptr<std::optional<T>>;
    /// Begins some work; its result appears while the house runs.
    template <class T>
    Future<T> begin(asio::awaitable<T> work) {
        auto result = std::make_shared<std::optional<T>>();
        asio::co_spawn(context, keep(std::move(work), result), rethrow);
        return result;
    }
    /// Runs some work to its end.
    template <class T>
    T get(asio::awaitable<T> work) {
        auto result = begin(std::move(work));
        until([&] { return result->has_value(); }, "the coroutine does not end");
        return std::move(**result);
    }
    void finish(asio::awaitable<void> work);

    /// The family, a partner, two tutors, an expert and a coordinator of the root organisation, all but the coordinator
    /// with a chat named like their id.
    void enrol_people(Process& process);
    void enrol(Process& process, dispatcher::Person person, bool chat = true);

    /// A text from a person's chat; each is another message.
    bot::Message text(const std::string& sender, const std::string& words);
    /// Handles a text as the channel would. @return the reply; fails the test if there is none to be had
    std::string say(Process& process, const std::string& sender, const std::string& words);
    /// Two tickets of the husband's story, eldercare first.
    std::vector<TicketId> tell_story(Process& process);

    dispatcher::Ticket ticket(Process& process, const TicketId& id);
    dispatcher::Person person(Process& process, const std::string& id);
    std::vector<dispatcher::Ticket> all_tickets(Process& process);
    /// A command asked of Redis directly.
    redis::Value ask(Process& process, redis::Command command);
    ConversationId chat_of(Process& process, const std::string& sender);

private:
    template <class T>
    static asio::awaitable<void> keep(asio::awaitable<T> work, Future<T> result) {
        result->emplace(co_await std::move(work));
    }
    static void rethrow(const std::exception_ptr& e) {
        if (e) std::rethrow_exception(e);
    }
    int messages_ = 0;
};

[[nodiscard]] inline ports::SteadyTime soon() { return std::chrono::steady_clock::now() + 1h; }

[[nodiscard]] dispatcher::Person helper(const std::string& id, const std::string& name, dispatcher::Role role,
                                        std::set<dispatcher::Code> needs, int capacity = 5);

}  // namespace warmline::house
