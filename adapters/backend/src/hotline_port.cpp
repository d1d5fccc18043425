#include "backend/hotline_port.hpp"

#include <spdlog/spdlog.h>

#include "redis/commit.hpp"
#include "redis/errc.hpp"

namespace warmline::backend {
namespace {

using nlohmann::json;

constexpr int attempts_max = 8;
/// A telephone caller hears no passive reply, so none is ever late.
constexpr std::chrono::hours no_hurry{1};
constexpr std::chrono::seconds lease{20};              ///< longer than closing one call takes at worst
constexpr std::chrono::milliseconds look_again{1000};  ///< after four hours a second more is nothing
constexpr int at_once = 16;

bool is_closing(const hotline::CallEvent& event) {
    return std::holds_alternative<hotline::CallEnded>(event.data) ||
           std::holds_alternative<hotline::CallAbandoned>(event.data);
}

/// What the operator who calls back should know.
std::string what_was_said(const hotline::Call& call) {
    constexpr std::size_t text_bytes_max = 2000;
    std::string text = call.caller_digits.empty() ? "来电没有显示号码。" : "来电号码 " + call.caller_digits + "。";
    if (call.callback_requested) text += "来电人没等到接听，希望回电。";
    if (!call.pressed.empty()) text += "按键 " + call.pressed.front().digit + "。";
    if (const auto words = hotline::final_text(call); !words.empty()) text += "来电人说：" + words;
    if (const auto notes = hotline::noted_text(call); !notes.empty()) text += "\n接线员记：" + notes;
    return std::string(bot::head_of(text, text_bytes_max));
}

}  // namespace

boost::system::result<HotlinePort::Kept> HotlinePort::Kept::parse(const std::string& text) {
    const auto j = json::parse(text, nullptr, false);
    if (j.is_discarded() || !j.contains("call") || !j.contains("seen")) return store::Errc::damaged;
    auto call = hotline::call_from_json(j.at("call"));
    if (!call) return call.error();
    return Kept{std::move(*call), j.at("seen"), j.value("followed_up", false)};
}

std::string HotlinePort::Kept::dump() const {
    return json{{"call", hotline::to_json(call)}, {"seen", seen}, {"followed_up", followed_up}}.dump();
}

HotlinePort::HotlinePort(asio::any_io_executor executor, engine::Parts parts, engine::Engine& engine)
    : parts_(std::move(parts)),
      engine_(engine),
      locks_(executor),
      silence_(executor, "silent calls", [this] { return look_for_silence(); }) {}

asio::awaitable<boost::system::result<hotline::Stored>> HotlinePort::store(hotline::CallEvent event,
                                                                           std::string body_sha256) {
    const auto held = co_await locks_.hold(event.account + "/" + event.call_id);
    for (int attempt_number = 1;; ++attempt_number) {
        auto done = co_await attempt(event, body_sha256);
        if (done || done.error() != redis::Errc::conflict || attempt_number == attempts_max) co_return done;
    }
}

store::Task<hotline::Stored> HotlinePort::attempt(const hotline::CallEvent& event, const std::string& body_sha256) {
    const auto name = parts_.store.vault().hash("call/" + event.account, event.call_id);
    auto document = co_await parts_.store.read_document(name);
    if (!document) co_return document.error();
    Kept kept;
    if (document->version != 0) {
        auto parsed = Kept::parse(document->text);
        if (!parsed) co_return parsed.error();
        kept = std::move(*parsed);
    }
    const auto number = std::to_string(event.event_seq);
    if (const auto seen = kept.seen.find(number); seen != kept.seen.end())
        co_return seen->get<std::string>() == body_sha256 ? hotline::Stored::duplicate : hotline::Stored::conflict;
    kept.seen[number] = body_sha256;
    kept.call = hotline::apply(std::move(kept.call), event);
    // The engine keeps its own account of what it has read, so doing this again after a failure changes nothing.
    if (auto heard = co_await listen(kept.call); !heard) co_return heard.error();
    // Words may come after the end of the call; their drafts become firm too.
    if (kept.call.state != hotline::CallState::open) {
        if (auto finished = co_await finish(kept, is_closing(event)); !finished) co_return finished.error();
    } else if (auto watched = co_await watch(name, parts_.clock() + hotline::silence_max); !watched) {
        co_return watched.error();
    }
    auto written = co_await parts_.store.write_document(name, kept.dump(), document->version, calls_kept);
    if (!written) co_return written.error();
    co_return hotline::Stored::fresh;
}

bot::Message HotlinePort::message_of(const hotline::Call& call) const {
    bot::Message message;
    message.channel = bot::Channel::hotline;
    message.account = call.account;
    message.sender = call.call_id;
    message.caller = call.caller_digits;
    message.sent_at = call.last_event_at;
    return message;
}

store::Task<void> HotlinePort::listen(hotline::Call& call) {
    const auto fresh = hotline::unclassified(call);
    if (fresh.empty()) co_return boost::system::result<void>{};
    auto message = message_of(call);
    message.dedup_key = call.call_id;
    for (const auto& one : fresh) {
        if (one.note_seq != 0 && !message.text.empty()) message.text += '\n';
        message.text += one.text;
        message.dedup_key += '/' + one.id;
        if (one.note_seq != 0) message.dedup_key += '#' + std::to_string(one.note_seq);
    }
    auto answer = co_await engine_.handle(std::move(message), std::chrono::steady_clock::now() + no_hurry);
    if (!answer) co_return answer.error();
    call = hotline::mark_classified(std::move(call), fresh);
    co_return boost::system::result<void>{};
}

store::Task<void> HotlinePort::finish(Kept& kept, bool closing) {
    const auto& call = kept.call;
    const auto conversation = engine_.conversation_of(message_of(call));
    if (auto confirmed = co_await engine_.confirm_drafts(conversation); !confirmed) co_return confirmed;
    if (!closing || kept.followed_up) co_return boost::system::result<void>{};
    kept.followed_up = true;
    auto talk = co_await parts_.store.load_conversation(conversation, "");
    if (!talk) co_return talk.error();
    const bool found = talk->conversation && !talk->conversation->conversation.listed.empty();
    const bool spoke = !hotline::final_text(call).empty() || !hotline::noted_text(call).empty();
    // Who hangs up before anybody answers, and leaves nothing, wants nothing of us.
    const bool somebody_came = spoke || call.state != hotline::CallState::abandoned;
    if (!call.callback_requested && (found || !somebody_came)) co_return boost::system::result<void>{};
    dispatcher::PersonId person;  // named first: GCC 12 destroys a conditional temporary of an awaited call wrongly
    if (talk->conversation)
        person = talk->conversation->conversation.person;
    else if (talk->caller)
        person = *talk->caller;
    co_return co_await call_back(call, std::move(person));
}

store::Task<void> HotlinePort::call_back(const hotline::Call& call, dispatcher::PersonId person) {
    dispatcher::CallTask task;
    task.id = parts_.store.vault().hash("call_back/" + call.account, call.call_id);
    task.conversation = engine_.conversation_of(message_of(call));
    task.person = std::move(person);
    task.reason = "call_back";
    task.text = what_was_said(call);
    task.opened = parts_.clock();
    auto commands = engine::one(dispatcher::OpenCallTask{std::move(task)});
    auto opened = co_await engine_.command(std::move(commands));
    if (!opened) co_return opened.error();
    co_return boost::system::result<void>{};
}

redis::ClaimKeys HotlinePort::silent_calls() const {
    const auto tag = parts_.store.keys().tag();
    return {tag + "lines", tag + "lines:l"};
}

store::Task<void> HotlinePort::watch(const std::string& name, dispatcher::Time when) {
    const auto keys = silent_calls();
    redis::Commit commit;
    commit.zadd(keys.due, when.time_since_epoch().count(), name);
    commit.zrem(keys.leases, name);
    auto done = co_await parts_.store.client().call(std::move(commit).command());
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

asio::awaitable<std::chrono::milliseconds> HotlinePort::look_for_silence() {
    auto places = silent_calls();
    auto due = co_await redis::claim(parts_.store.client(), std::move(places), parts_.clock(), lease, at_once);
    if (!due) co_return look_again;
    for (const auto& name : *due) {
        auto closed = co_await close_if_silent(name);
        if (!closed) spdlog::warn("a silent call is left to its lease: {}", closed.error().message());
    }
    co_return due->empty() ? look_again : std::chrono::milliseconds(1);
}

store::Task<void> HotlinePort::close_if_silent(const std::string& name) {
    auto document = co_await parts_.store.read_document(name);
    if (!document) co_return document.error();
    auto kept = Kept::parse(document->text);
    if (document->version != 0 && !kept) co_return kept.error();
    if (document->version != 0 && kept->call.state == hotline::CallState::open) {
        kept->call = hotline::close_if_silent(std::move(kept->call), parts_.clock());
        if (const auto later = hotline::closes_at(kept->call)) co_return co_await watch(name, *later);
        if (auto finished = co_await finish(*kept, true); !finished) co_return finished;
        // If an event came meanwhile this is a conflict: the lease runs out and the call is looked at again.
        auto written = co_await parts_.store.write_document(name, kept->dump(), document->version, calls_kept);
        if (!written) co_return written.error();
    }
    redis::Commit commit;
    commit.zrem(silent_calls().leases, name);
    auto done = co_await parts_.store.client().call(std::move(commit).command());
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

}  // namespace warmline::backend
