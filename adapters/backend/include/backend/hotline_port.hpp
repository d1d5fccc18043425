#pragma once
#include <nlohmann/json.hpp>

#include "engine/engine.hpp"
#include "engine/worker.hpp"
#include "hotline/call.hpp"
#include "hotline/port.hpp"
#include "redis/claim.hpp"

namespace warmline::backend {

namespace asio = boost::asio;

/// Keeps telephone calls and hands the caller's words and the agent's notes to the engine: a call is one conversation,
/// its tickets are drafts until it ends. A call in which no request was found leaves a call task, so that somebody
/// looks at it. A call and what was seen of it are kept for `calls_kept`.
class HotlinePort final : public hotline::Port {
public:
    /// @param parts, engine  outlive this
    HotlinePort(asio::any_io_executor executor, engine::Parts parts, engine::Engine& engine);
    asio::awaitable<boost::system::result<hotline::Stored>> store(hotline::CallEvent event,
                                                                  std::string body_sha256) override;
    /// Begins to close calls that fell silent. They are shared between processes by leases.
    void start() { silence_.start(); }
    asio::awaitable<void> stop() { return silence_.stop(); }

private:
    /// The stored form: the call, the body's hash of every event seen, and whether its end was dealt with.
    struct Kept {
        hotline::Call call;
        nlohmann::json seen = nlohmann::json::object();
        bool followed_up = false;
        [[nodiscard]] static boost::system::result<Kept> parse(const std::string& text);
        [[nodiscard]] std::string dump() const;
    };
    store::Task<hotline::Stored> attempt(const hotline::CallEvent& event, const std::string& body_sha256);
    store::Task<void> listen(hotline::Call& call);
    /// What is over becomes firm; at the end itself somebody is called where that is needed.
    store::Task<void> finish(Kept& kept, bool closing);
    store::Task<void> call_back(const hotline::Call& call, dispatcher::PersonId person);
    /// Remembers to look at the call when it has been silent for too long.
    store::Task<void> watch(const std::string& name, dispatcher::Time when);
    asio::awaitable<std::chrono::milliseconds> look_for_silence();
    store::Task<void> close_if_silent(const std::string& name);
    [[nodiscard]] bot::Message message_of(const hotline::Call& call) const;
    [[nodiscard]] redis::ClaimKeys silent_calls() const;

    engine::Parts parts_;
    engine::Engine& engine_;
    engine::Locks locks_;
    engine::Worker silence_;
};

inline constexpr std::chrono::hours calls_kept{24 * 8};

}  // namespace warmline::backend
