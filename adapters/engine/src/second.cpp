#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/engine.hpp"
#include "engine/examples.hpp"
#include "redis/errc.hpp"

namespace warmline::engine {
namespace {

using What = ports::SecondOpinion::What;

constexpr int attempts_max = 8;
/// So much of the time for a reply is kept for the turn itself.
constexpr std::chrono::milliseconds turn_time{700};

}  // namespace

asio::awaitable<bool> Engine::consult(Context& context, const store::Work& work) {
    if (context.second) co_return false;
    const auto now = std::chrono::steady_clock::now();
    const auto until = std::min(now + parts_.second->patience(), context.reply_by - turn_time);
    const auto& conversation = work.conversation->conversation;
    if (until <= now ||
        !bot::worth_a_second_reading(*context.understanding, context.message, conversation, parts_.clock()))
        co_return false;
    context.second = std::make_shared<Consultation>(executor_, context.conversation, *context.understanding);
    const auto known = known_of(work.state);
    auto text = parts_.reader.mask(context.message.text, known);
    asking_.spawn(ask_second(context.second, std::move(text), until));
    co_await context.second->wait(until);
    if (!context.second->over) ++parts_.stats.second_late;
    context.second->used = context.second->over;
    if (context.second->joined) context.understanding = context.second->joined->understanding;
    co_return true;
}

asio::awaitable<void> Engine::ask_second(std::shared_ptr<Consultation> second, bot::Masked text,
                                         ports::SteadyTime wanted_by) {
    auto& stats = parts_.stats;
    const auto opinion = co_await parts_.second->ask(std::move(text), wanted_by);
    if (opinion.what != What::spared) ++stats.second_asked;
    if (opinion.what == What::spared) ++stats.second_spared;
    if (opinion.what == What::failed) ++stats.second_failed;
    if (opinion.what == What::refused) ++stats.second_refused;
    if (opinion.what == What::answered) {
        second->joined = bot::join_readings(second->first, opinion.reading);
        const bool agreed = second->joined->how == bot::Joined::How::agreed;
        ++(agreed ? stats.second_agreed : stats.second_differed);
    }
    spdlog::debug("second reader: {}", second->joined ? second->joined->why : opinion.why);
    second->end();
    if (second->answered) co_await amend(second);
}

void Engine::answered(const Context& context, const std::vector<dispatcher::TicketId>& numbers,
                      const dispatcher::State& after) {
    const auto& second = context.second;
    if (!second || second->used) return;
    bot::Answered answered{context.message, {}};
    for (const auto& id : numbers)
        if (after.tickets.contains(id)) answered.opened.push_back(id);
    second->answered = std::move(answered);
    if (second->over) asking_.spawn(amend(second));  // it came while the turn was committed
}

asio::awaitable<void> Engine::amend(std::shared_ptr<Consultation> second) {
    if (!second->joined) co_return;
    const auto held = co_await locks_.hold(second->conversation.value);
    Hold hold(locks_, parts_.roster);
    for (int attempt_number = 1; attempt_number <= attempts_max; ++attempt_number) {
        auto done = co_await amend_once(*second, hold);
        if (done) co_return;
        if (done.error() == redis::Errc::conflict) continue;
        co_return spdlog::warn("second reader: a late answer is lost: {}", done.error().message());
    }
}

store::Task<void> Engine::amend_once(const Consultation& second, Hold& hold) {
    auto loaded = co_await parts_.store.load_conversation(second.conversation, "");
    if (!loaded) co_return loaded.error();
    auto& work = *loaded;
    if (!work.conversation) co_return store::Errc::not_found;
    work.state.roster = &parts_.roster;
    const auto now = parts_.clock();
    bot::FreshIds ids;
    ids.call_task = store::Vault::random_id();
    auto& conversation = work.conversation->conversation;
    auto turn =
        bot::take_late_reading(conversation, *second.answered, *second.joined, work.state, parts_.programme, ids, now);
    if (turn.commands.empty() && to_json(turn.conversation) == to_json(conversation))
        co_return boost::system::result<void>{};
    conversation = std::move(turn.conversation);
    const dispatcher::Actor itself;
    auto resolved = co_await decide(work, turn.commands, itself, now);
    if (!resolved) co_return resolved.error();
    auto routed = route_notices(*resolved, work.state, {}, parts_, now);
    store::Changes changes;
    changes.now = now;
    changes.events = std::move(resolved->events);
    changes.outgoing = std::move(routed.outgoing);
    changes.write_conversation = true;
    auto done = co_await commit(work, changes, hold);
    if (done) ++parts_.stats.second_amended;
    co_return done;
}

}  // namespace warmline::engine
