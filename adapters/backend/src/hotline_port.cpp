#include "backend/hotline_port.hpp"

#include <nlohmann/json.hpp>

#include "redis/errc.hpp"

namespace warmline::backend {
namespace {

using nlohmann::json;

constexpr int attempts_max = 8;
/// A telephone caller hears no passive reply, so none is ever late.
constexpr std::chrono::hours no_hurry{1};

bool is_closing(const hotline::CallEvent& event) {
    return std::holds_alternative<hotline::CallEnded>(event.data) ||
           std::holds_alternative<hotline::CallAbandoned>(event.data);
}

}  // namespace

/// The stored form: the call, and the body's hash of every event seen.
struct HotlinePort::Kept {
    hotline::Call call;
    json seen = json::object();

    static boost::system::result<Kept> parse(const std::string& text) {
        const auto j = json::parse(text, nullptr, false);
        if (j.is_discarded() || !j.contains("call") || !j.contains("seen")) return store::Errc::damaged;
        auto call = hotline::call_from_json(j.at("call"));
        if (!call) return call.error();
        return Kept{std::move(*call), j.at("seen")};
    }
    [[nodiscard]] std::string dump() const { return json{{"call", hotline::to_json(call)}, {"seen", seen}}.dump(); }
};

HotlinePort::HotlinePort(asio::any_io_executor executor, engine::Parts parts, engine::Engine& engine)
    : parts_(std::move(parts)), engine_(engine), locks_(executor) {}

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
    if (kept.call.state != hotline::CallState::open)
        if (auto finished = co_await finish(kept.call, is_closing(event)); !finished) co_return finished.error();
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
    for (const auto& segment : fresh) {
        message.text += segment.text;
        message.dedup_key += '/' + segment.segment_id;
    }
    auto answer = co_await engine_.handle(std::move(message), std::chrono::steady_clock::now() + no_hurry);
    if (!answer) co_return answer.error();
    call = hotline::mark_classified(std::move(call), fresh);
    co_return boost::system::result<void>{};
}

store::Task<void> HotlinePort::finish(const hotline::Call& call, bool closing) {
    const auto conversation = engine_.conversation_of(message_of(call));
    if (auto confirmed = co_await engine_.confirm_drafts(conversation); !confirmed) co_return confirmed;
    if (!closing || !call.callback_requested) co_return boost::system::result<void>{};
    dispatcher::CallTask task;
    task.id = parts_.store.vault().hash("call_back/" + call.account, call.call_id);
    task.conversation = conversation;
    task.reason = "call_back";
    task.opened = parts_.clock();
    auto commands = engine::one(dispatcher::OpenCallTask{std::move(task)});
    auto opened = co_await engine_.command(std::move(commands));
    if (!opened) co_return opened.error();
    co_return boost::system::result<void>{};
}

}  // namespace warmline::backend
