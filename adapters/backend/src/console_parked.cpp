// What the console does with messages that were given up.
#include <spdlog/spdlog.h>

#include <algorithm>

#include "backend/console_backend.hpp"
#include "for_console.hpp"

namespace warmline::backend {
namespace {

/// Two accounts that settle the same message at the same moment: the second one is refused for so long.
constexpr std::chrono::seconds claim_kept{30};

std::string claim_of(const std::string& id) { return "parked:" + id; }

}  // namespace

/// Finds a message that was given up and claims it, so that nobody else settles it meanwhile.
store::Task<store::Parked> ConsoleBackend::take_parked(const std::string& id) {
    const auto claims = co_await parts_.store.count_value(claim_of(id), claim_kept);
    if (!claims) co_return claims.error();
    if (*claims > 1) co_return console::Errc::conflict;
    auto parked = co_await parts_.store.parked();
    if (!parked) co_return parked.error();
    const auto found = std::ranges::find(*parked, id, [](const auto& one) { return one.message.id; });
    if (found == parked->end()) co_return console::Errc::not_found;
    if (found->waiting) co_return console::Errc::conflict;
    co_return std::move(*found);
}

asio::awaitable<void> ConsoleBackend::tell_history(dispatcher::TicketId ticket, std::string text,
                                                   dispatcher::Actor actor) {
    if (ticket.empty()) co_return;
    auto commands = engine::one(dispatcher::AddNote{std::move(ticket), std::move(text)});
    const auto done = co_await engine_.command(std::move(commands), std::move(actor));
    // The message is settled already; the log line of the action is the record that remains.
    if (!done)
        spdlog::warn("console: a settled message is missing in its ticket's history: {}", done.error().message());
}

asio::awaitable<console::Result<void>> ConsoleBackend::retry_parked(std::string id, dispatcher::Actor actor) {
    auto parked = co_await take_parked(id);
    if (!parked) co_return for_console(parked.error());
    // First into the outbox, then off the list: a crash between the two shows it for longer, and loses nothing. Its new
    // id keeps what happens to it from now on apart from what is taken off the list.
    const auto ticket = parked->message.ticket;
    store::Changes changes;
    changes.now = parts_.clock();
    changes.outgoing.push_back(std::move(parked->message));
    changes.outgoing.back().id = store::Vault::random_id();
    changes.outgoing.back().made = changes.outgoing.back().not_before = changes.now;
    store::Work nothing_loaded;
    if (const auto queued = co_await parts_.store.commit(nothing_loaded, changes); !queued)
        co_return for_console(queued.error());
    const auto shown_no_more = co_await unpark(id);
    engine_.on_outgoing();
    spdlog::info("console: {} sends parked message {} again", actor.person.value, id);
    co_await tell_history(ticket, "重新发送没能送达的消息", actor);
    if (!shown_no_more) co_return for_console(shown_no_more.error());
    co_return console::Result<void>{};
}

asio::awaitable<console::Result<void>> ConsoleBackend::dismiss_parked(std::string id, std::string reason,
                                                                      dispatcher::Actor actor) {
    auto parked = co_await take_parked(id);
    if (!parked) co_return for_console(parked.error());
    if (const auto done = co_await unpark(id); !done) co_return for_console(done.error());
    spdlog::info("console: {} dismisses parked message {}", actor.person.value, id);
    co_await tell_history(parked->message.ticket, "没能送达的消息不再发送：" + reason, actor);
    co_return console::Result<void>{};
}

/// No longer shown to operators; its lane is left as it is, whoever works at it.
store::Task<void> ConsoleBackend::unpark(const std::string& id) {
    const store::Store::LaneSettlement settlement{.lane = {}, .keep_lease = true, .unpark = id};
    co_return co_await parts_.store.settle_lane(settlement);
}

}  // namespace warmline::backend
