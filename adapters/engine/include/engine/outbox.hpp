#pragma once
#include <string>
#include <unordered_map>

#include "engine/engine.hpp"
#include "engine/group.hpp"
#include "engine/worker.hpp"

namespace warmline::engine {

/// Sends what the outbox holds: in order per conversation, at least once; retried with back-off, kept while the person
/// cannot be written to, parked when hopeless. Any number of processes share the work by leases.
class Outbox {
public:
    Outbox(asio::any_io_executor executor, Parts parts, const Senders& senders, Engine& engine);
    void start() { worker_.start(); }
    asio::awaitable<void> stop();
    void wake() { worker_.wake(); }

private:
    asio::awaitable<std::chrono::milliseconds> round();
    asio::awaitable<void> serve(std::string lane);
    /// What a lane needs after one look at it.
    enum class Next { rest, go_on };
    store::Task<Next> send_head(const std::string& lane);
    store::Task<Next> settle(const std::string& lane, store::Store::LaneHead& head, const ports::SendOutcome& outcome);
    store::Task<Next> wait_for_user(const std::string& lane, store::Store::LaneHead& head,
                                    const ports::SendOutcome& outcome);
    store::Task<Next> give_up(const std::string& lane, store::Store::LaneHead& head, const ports::SendOutcome& outcome);
    /// False for a question put off to another day that was answered meanwhile.
    asio::awaitable<bool> still_asked(const store::Outgoing& message);
    /// Who answers for a message's person; empty: the root.
    asio::awaitable<dispatcher::OrganisationId> office_of(const store::Outgoing& message);
    store::Task<void> call_instead(const store::Outgoing& message);
    /// The message was delivered after all: the call that was to take its place is not needed any more.
    store::Task<void> call_no_more(const store::Outgoing& message);

    Parts parts_;
    const Senders& senders_;
    Engine& engine_;
    Worker worker_;
    Group sending_;
    std::unordered_map<std::string, int> attempts_;  ///< by message id, of messages being retried
};

}  // namespace warmline::engine
