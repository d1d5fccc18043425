#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "dispatcher/programme.hpp"
#include "redis/client.hpp"
#include "redis/record.hpp"
#include "store/keys.hpp"
#include "store/vault.hpp"
#include "store/work.hpp"

namespace warmline::store {

namespace asio = boost::asio;
template <class T>
using Task = asio::awaitable<boost::system::result<T>>;

/// How long the answer of a message is remembered, so that a retry gets it again (protocols, 1.10: at least an hour).
inline constexpr std::chrono::hours seen_kept{24};
/// How long a labelled example is kept, and how many at most: the oldest go first.
inline constexpr std::chrono::hours example_kept{24 * 180};
inline constexpr int examples_max = 5000;

/// State in Redis in the words of the domain; the only place that knows key names and forms of values. One load and one
/// commit make a turn. Every error of Redis comes back as the client's; nothing is half written.
class Store {
public:
    /// @param client     outlives the store
    /// @param programme  outlives the store; for timers
    /// @param origin     names this process in the events, so that it can tell its own
    Store(redis::Client& client, Vault vault, Keys keys, const dispatcher::Programme& programme, std::string origin);

    /// One round trip: the conversation, its person, household and tickets; and the answer, if the message was seen.
    Task<Work> load_conversation(dispatcher::ConversationId id, std::string seen_hash, std::string phone_hash = {});
    /// What a command is about, each with what it links to: a ticket with its household and requester, a person with
    /// household and tickets.
    struct Roots {
        std::vector<dispatcher::TicketId> tickets{};
        std::vector<dispatcher::PersonId> persons{};
        std::vector<dispatcher::HouseholdId> households{};
        std::vector<std::string> calls{};
    };
    Task<Work> load(Roots roots);
    /// Adds these, with what they link to, to what was loaded.
    Task<void> load_more(Work& work, Roots roots);
    /// Adds the households that this person looks after, as partner or backup, or is asked to take over, with their
    /// members and open tickets, to what was loaded.
    Task<void> load_families(Work& work, dispatcher::PersonId partner);
    /// Adds these households, with their members and open tickets, as far as they are not loaded.
    Task<void> load_homes(Work& work, std::vector<dispatcher::HouseholdId> homes);
    /// Adds the last ticket of each of its series, which may be closed.
    Task<void> load_series(Work& work, const dispatcher::HouseholdId& home);

    /// Adds what holds beside the work plan: an ordinary day if nothing is kept.
    Task<void> load_situation(Work& work);

    /// One atomic commit. @return redis::Errc::conflict if something that is written changed since it was loaded: load
    /// and decide again. On success `work.versions` are those written.
    Task<void> commit(Work& work, const Changes& changes);

    /// Timers and outbox lanes that are due, leased to this process until now + lease.
    Task<std::vector<std::string>> claim_timers(dispatcher::Time now, std::chrono::milliseconds lease, int max);
    Task<std::vector<std::string>> claim_lanes(dispatcher::Time now, std::chrono::milliseconds lease, int max);
    /// The first message of a lane with its conversation; an empty message if the lane is empty.
    struct LaneHead {
        std::optional<Outgoing> message;
        Work work;
        std::size_t length = 0;
    };
    Task<LaneHead> lane_head(std::string lane);
    /// Messages of a lane, the first hundred, that operators are not shown yet.
    Task<std::vector<Outgoing>> not_parked(std::string lane);
    /// What happens to a claimed lane.
    struct LaneSettlement {
        std::string lane;
        bool pop = false;         ///< its first message is done with
        bool keep_lease = false;  ///< this process goes on with it
        std::optional<dispatcher::Time>
            again{};                 ///< looked at next; nullopt: when the person writes, or nothing is left
        std::vector<Parked> park{};  ///< shown to operators
        std::string unpark{};        ///< id of a message no longer to be shown
    };
    /// Settles a lane and, if `work` is given, writes its conversation, as one commit.
    /// @return redis::Errc::conflict if the conversation changed meanwhile
    /// Both arguments outlive the call (by reference, since GCC 12 copies such an aggregate wrongly into a coroutine).
    Task<void> settle_lane(const LaneSettlement& settlement, Work* work = nullptr);
    /// Messages that wait for their person or were given up, newest first.
    Task<std::vector<Parked>> parked();

    /// Everybody who helps, answers or coordinates, with versions.
    Task<std::vector<dispatcher::Roster::Entry>> load_roster();
    Task<std::vector<dispatcher::Roster::Entry>> load_people(std::vector<dispatcher::PersonId> ids);
    Task<std::vector<dispatcher::Ticket>> load_tickets(std::vector<dispatcher::TicketId> ids);
    Task<std::vector<dispatcher::TicketId>> open_tickets();
    /// Tickets that wait for somebody to have room, each with its household and requester: if there are more than
    /// `count_max`, one half are the most urgent, and the others are drawn from the rest, so that none waits for ever.
    Task<Work> unplaced(int count_max);
    /// The households that have waited longest for a partner, each with its members.
    Task<Work> unpaired(int count_max);
    /// The ids of all households.
    Task<std::vector<dispatcher::HouseholdId>> homes();
    /// Tickets whose requesters were told of this support group, whatever became of them.
    Task<std::vector<dispatcher::TicketId>> tickets_of_group(dispatcher::GroupId group);
    /// Tickets that had an event on this local day.
    Task<std::vector<dispatcher::TicketId>> tickets_of_day(std::chrono::sys_days day);
    /// Newest first.
    Task<std::vector<dispatcher::TicketId>> newest_tickets(int offset, int count);
    /// Opened at or after `from` and before `to`, the newest first, at most `count_max`.
    Task<std::vector<dispatcher::TicketId>> tickets_opened(dispatcher::Time from, dispatcher::Time to, int count_max);
    /// The first two hundred that are open: the urgent ones, then the others, each the oldest first.
    Task<std::vector<dispatcher::CallTask>> open_calls();
    /// @return Errc::not_found if it is not open, or there never was one
    Task<dispatcher::CallTask> open_call(std::string id);
    /// The last lines of a conversation, oldest first; none if there is no such conversation.
    Task<std::vector<bot::Line>> load_lines(dispatcher::ConversationId id);

    /// The labelled examples kept since then, oldest first.
    Task<std::vector<KeptExample>> examples(dispatcher::Time since);
    /// Drops the oldest examples beyond `kept_max`, and what is left of those whose time has passed.
    Task<void> trim_examples(dispatcher::Time now, int kept_max = examples_max);

    /// Leases `count` ticket numbers; returns the first. Numbers are never given twice; a stopped process wastes the
    /// rest.
    Task<std::int64_t> lease_numbers(int count);
    /// Numbers have five digits from the start: easy to say and to find in a text. This one is never given.
    static constexpr std::int64_t number_before_first = 10'000;

    /// A document that others may change meanwhile: version 0 if there is none.
    struct Document {
        std::string text;
        std::uint64_t version = 0;
    };
    Task<Document> read_document(std::string name);
    /// @return redis::Errc::conflict if it is no longer at `version`
    Task<void> write_document(std::string name, std::string text, std::uint64_t version, std::chrono::seconds life);

    /// Small values with a life time, for sessions (sealed).
    Task<std::optional<std::string>> get_value(std::string key);
    Task<void> put_value(std::string key, std::string value, std::chrono::seconds life);
    Task<void> delete_value(std::string key);
    Task<std::int64_t> count_value(std::string key, std::chrono::seconds life);

    [[nodiscard]] const Keys& keys() const noexcept { return keys_; }
    [[nodiscard]] const Vault& vault() const noexcept { return vault_; }
    [[nodiscard]] redis::Client& client() noexcept { return client_; }
    [[nodiscard]] const dispatcher::Programme& programme() const noexcept { return programme_; }
    [[nodiscard]] const std::string& origin() const noexcept { return origin_; }

private:
    Task<Work> load_keys(std::vector<std::string> roots, redis::Depth depth);
    Task<void> load_missing(Work& work, std::vector<std::string> wanted);
    redis::Client& client_;
    Vault vault_;
    Keys keys_;
    const dispatcher::Programme& programme_;
    std::string origin_;
};

/// True for persons whom the roster holds: helpers, partners, coordinators, operators, leaders, liaisons.
[[nodiscard]] bool in_roster(const dispatcher::Person& person);

[[nodiscard]] inline Store::Roots about(const dispatcher::TicketId& id) {
    Store::Roots roots;
    roots.tickets.push_back(id);
    return roots;
}
[[nodiscard]] inline Store::Roots about(const dispatcher::PersonId& id) {
    Store::Roots roots;
    roots.persons.push_back(id);
    return roots;
}
[[nodiscard]] inline Store::Roots about(const dispatcher::HouseholdId& id) {
    Store::Roots roots;
    roots.households.push_back(id);
    return roots;
}

/// One entry of the event stream.
struct Batch {
    std::string id;      ///< Redis stream id
    std::string origin;  ///< the process that made it
    std::vector<dispatcher::Event> events;
    std::vector<dispatcher::PersonId> helpers;  ///< persons of the roster that changed
};
/// @param stored  its value: the origin in clear, so that a process passes over its own, then the sealed events
[[nodiscard]] boost::system::result<Batch> batch_from(const Vault& vault, const Keys& keys, std::string id,
                                                      std::string_view stored);
/// The process that made a stored batch; empty if the value is damaged.
[[nodiscard]] std::string_view origin_of(std::string_view stored) noexcept;

}  // namespace warmline::store
