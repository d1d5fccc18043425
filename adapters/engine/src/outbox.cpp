#include "engine/outbox.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "redis/errc.hpp"

namespace warmline::engine {
namespace {

using namespace std::chrono_literals;

constexpr auto lease = 30s;         ///< longer than one message takes at worst
constexpr auto send_limit = 10s;    ///< for one call of the platform
constexpr auto look_again = 250ms;  ///< other processes' messages are found this late at most
constexpr int lanes_at_once = 64;
constexpr int attempts_max = 12;
constexpr auto hopeless_after = 24h;  ///< a message that could not be sent for so long is parked

// Aggregates that are awaited with have names here: GCC 12 destroys a braced temporary of a co_await twice.
using Settlement = store::Store::LaneSettlement;
const ports::SendOutcome no_way{ports::Sent::never, 0, 0ms, "no way to this person"};
const ports::SendOutcome window_closed{ports::Sent::wait_for_user, 0, 0ms, "window closed"};

std::chrono::milliseconds back_off(int attempt, std::chrono::milliseconds least) {
    const auto doubled = 1s * (1 << std::min(attempt - 1, 9));
    return std::max<std::chrono::milliseconds>(least, std::min<std::chrono::milliseconds>(doubled, 5min));
}

}  // namespace

Outbox::Outbox(asio::any_io_executor executor, Parts parts, const Senders& senders, Engine& engine)
    : parts_(std::move(parts)),
      senders_(senders),
      engine_(engine),
      worker_(executor, "outbox", [this] { return round(); }),
      sending_(executor) {}

asio::awaitable<void> Outbox::stop() {
    co_await worker_.stop();
    co_await sending_.wait();
}

asio::awaitable<std::chrono::milliseconds> Outbox::round() {
    if (sending_.running() >= lanes_at_once) co_return 20ms;
    const auto room = static_cast<int>(lanes_at_once - sending_.running());
    auto lanes = co_await parts_.store.claim_lanes(parts_.clock(), lease, room);
    if (!lanes) co_return 500ms;
    for (auto& lane : *lanes) sending_.spawn(serve(std::move(lane)));
    co_return lanes->empty() ? std::chrono::milliseconds(look_again) : std::chrono::milliseconds(1);
}

asio::awaitable<void> Outbox::serve(std::string lane) {
    for (;;) {
        auto more = co_await send_head(lane);
        if (!more) {
            // The lease runs out and another round takes the lane up again.
            spdlog::warn("outbox: lane left to its lease: {}", more.error().message());
            co_return;
        }
        if (*more == Next::rest) co_return;
    }
}

store::Task<Outbox::Next> Outbox::send_head(const std::string& lane) {
    auto head = co_await parts_.store.lane_head(lane);
    if (!head) co_return head.error();
    if (!head->message || !head->work.conversation) {
        const Settlement empty{.lane = lane, .pop = head->message.has_value()};
        auto done = co_await parts_.store.settle_lane(empty);
        if (!done) co_return done.error();
        co_return Next::rest;
    }
    const auto now = parts_.clock();
    if (head->message->not_before > now) {
        const Settlement later{.lane = lane, .again = head->message->not_before};
        auto done = co_await parts_.store.settle_lane(later);
        if (!done) co_return done.error();
        co_return Next::rest;
    }
    if (head->message->put_off && !co_await still_asked(*head->message)) {
        const Settlement dropped{.lane = lane,
                                 .pop = true,
                                 .again = head->length > 1 ? std::optional(now) : std::nullopt,
                                 .unpark = head->message->id};
        auto done = co_await parts_.store.settle_lane(dropped);
        if (!done) co_return done.error();
        co_return Next::rest;
    }
    auto& conversation = head->work.conversation->conversation;
    const auto sender = senders_.find(conversation.account);
    if (sender == senders_.end() || !conversation.following) co_return co_await give_up(lane, *head, no_way);
    if (!sender->second->may_send(conversation.reach, now))
        co_return co_await wait_for_user(lane, *head, window_closed);
    // One credit is taken, durably, before the message goes out: the ledger may be short by a lost message, never long.
    conversation.reach.credits -= 1;
    const Settlement reserved{.lane = lane, .keep_lease = true};
    if (auto done = co_await parts_.store.settle_lane(reserved, &head->work); !done) {
        if (done.error() == redis::Errc::conflict) co_return Next::go_on;
        co_return done.error();
    }
    auto outcome = co_await sender->second->send(conversation.sender, head->message->text,
                                                 std::chrono::steady_clock::now() + send_limit);
    co_return co_await settle(lane, *head, outcome);
}

store::Task<Outbox::Next> Outbox::settle(const std::string& lane, store::Store::LaneHead& head,
                                         const ports::SendOutcome& outcome) {
    const auto now = parts_.clock();
    switch (outcome.what) {
        case ports::Sent::wait_for_user:
            co_return co_await wait_for_user(lane, head, outcome);
        case ports::Sent::never:
        case ports::Sent::fault:
            co_return co_await give_up(lane, head, outcome);
        case ports::Sent::retry: {
            const int attempt = ++attempts_[head.message->id];
            ++parts_.stats.send_retried;
            if (attempt > attempts_max || now - head.message->made > hopeless_after)
                co_return co_await give_up(lane, head, outcome);
            const Settlement retry{.lane = lane, .again = now + back_off(attempt, outcome.retry_after)};
            auto done = co_await parts_.store.settle_lane(retry);
            if (!done) co_return done.error();
            co_return Next::rest;
        }
        case ports::Sent::unknown:
            ++parts_.stats.send_unknown;
            break;
        case ports::Sent::delivered:
            ++parts_.stats.sent;
            break;
    }
    attempts_.erase(head.message->id);
    // The conversation may have moved on while the message was under way, so it is read again.
    for (;;) {
        auto& conversation = head.work.conversation->conversation;
        conversation.lines.push_back({now, true, head.message->text});
        if (conversation.lines.size() > bot::lines_max) conversation.lines.erase(conversation.lines.begin());
        if (head.message->notice) {
            dispatcher::Notice said;
            said.kind = *head.message->notice;
            said.to = head.message->person;
            said.ticket = head.message->ticket;
            said.household = head.message->household;
            bot::expect_answer(conversation, said, now);
        }
        const auto again = head.length > 1 ? std::optional(now) : std::nullopt;
        const Settlement sent{.lane = lane, .pop = true, .again = again, .unpark = head.message->id};
        auto done = co_await parts_.store.settle_lane(sent, &head.work);
        if (done) {
            if (outcome.what != ports::Sent::delivered)
                co_return Next::rest;  // it may not have arrived: the call stays
            // After the settlement, so that nobody reads a message twice for the sake of an operator's list.
            auto closed = co_await call_no_more(*head.message);
            if (!closed) spdlog::warn("outbox: a call task stays open: {}", closed.error().message());
            co_return Next::rest;
        }
        if (done.error() != redis::Errc::conflict) co_return done.error();
        auto fresh = co_await parts_.store.lane_head(lane);
        if (!fresh) co_return fresh.error();
        // If our lease ran out, another process may have taken it off; what stands first now is not ours.
        if (!fresh->message || fresh->message->id != head.message->id) co_return Next::rest;
        fresh->message = std::move(head.message);
        head = std::move(*fresh);
    }
}

store::Task<Outbox::Next> Outbox::wait_for_user(const std::string& lane, store::Store::LaneHead& head,
                                                const ports::SendOutcome& outcome) {
    ++parts_.stats.send_waiting;
    head.work.conversation->waiting = true;
    head.work.conversation->conversation.reach.credits = 0;
    Settlement settlement{.lane = lane};
    // All that waits behind the first message waits as well, and each may need a call.
    auto waiting = co_await parts_.store.not_parked(lane);
    if (!waiting) co_return waiting.error();
    for (auto& message : *waiting) {
        if (message.fall_back)
            if (auto called = co_await call_instead(message); !called) co_return called.error();
        settlement.park.push_back({std::move(message), outcome.code, outcome.why, true, parts_.clock()});
    }
    auto done = co_await parts_.store.settle_lane(settlement, &head.work);
    if (!done) {
        if (done.error() == redis::Errc::conflict) co_return Next::go_on;
        co_return done.error();
    }
    co_return Next::rest;
}

store::Task<Outbox::Next> Outbox::give_up(const std::string& lane, store::Store::LaneHead& head,
                                          const ports::SendOutcome& outcome) {
    ++parts_.stats.send_parked;
    attempts_.erase(head.message->id);
    spdlog::warn("outbox: message parked, code {}: {}", outcome.code, outcome.why);
    const auto again = head.length > 1 ? std::optional(parts_.clock()) : std::nullopt;
    if (head.message->fall_back) {
        // The call task comes first: if this process dies between the two, somebody is called twice, never not at all.
        if (auto called = co_await call_instead(*head.message); !called) co_return called.error();
    }
    Settlement given_up{.lane = lane, .pop = true, .again = again};
    given_up.park.push_back({*head.message, outcome.code, outcome.why, false, parts_.clock()});
    auto done = co_await parts_.store.settle_lane(given_up);
    if (!done) co_return done.error();
    co_return Next::rest;
}

asio::awaitable<bool> Outbox::still_asked(const store::Outgoing& message) {
    if (message.notice != dispatcher::NoticeKind::resolved_ask) co_return true;
    auto work = co_await parts_.store.load(store::about(message.ticket));
    if (!work) co_return true;
    const auto ticket = work->state.tickets.find(message.ticket);
    co_return ticket == work->state.tickets.end() || ticket->second.state == dispatcher::TicketState::resolved;
}

asio::awaitable<dispatcher::OrganisationId> Outbox::office_of(const store::Outgoing& message) {
    if (const auto* entry = parts_.roster.find(message.person)) co_return entry->person.organisation;
    if (!message.ticket) co_return dispatcher::OrganisationId{};
    auto work = co_await parts_.store.load(store::about(message.ticket));
    if (!work) co_return dispatcher::OrganisationId{};
    const auto ticket = work->state.tickets.find(message.ticket);
    co_return ticket == work->state.tickets.end() ? dispatcher::OrganisationId{} : ticket->second.organisation;
}

store::Task<void> Outbox::call_no_more(const store::Outgoing& message) {
    if (!message.fall_back) co_return boost::system::result<void>{};
    store::Store::Roots roots;
    roots.calls.push_back(message.id);
    auto work = co_await parts_.store.load(std::move(roots));
    if (!work) co_return work.error();
    const auto task = work->calls.find(message.id);
    if (task == work->calls.end() || task->second.done) co_return boost::system::result<void>{};
    auto commands = one(dispatcher::FinishCallTask{task->second, "消息后来送到了，不用再打"});
    auto done = co_await engine_.command(std::move(commands));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

store::Task<void> Outbox::call_instead(const store::Outgoing& message) {
    if (parts_.fallback != Fallback::call_task) co_return boost::system::result<void>{};
    dispatcher::CallTask task;
    task.id = message.id;
    task.person = message.person;
    task.conversation = message.to;
    task.ticket = message.ticket;
    task.reason = "unreachable";
    task.text = message.text;
    task.urgent = message.urgent;
    task.opened = parts_.clock();
    task.organisation = co_await office_of(message);
    auto commands = one(dispatcher::OpenCallTask{std::move(task)});
    auto done = co_await engine_.command(std::move(commands));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

}  // namespace warmline::engine
