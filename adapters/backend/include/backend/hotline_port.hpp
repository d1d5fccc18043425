#pragma once
#include "engine/engine.hpp"
#include "hotline/call.hpp"
#include "hotline/port.hpp"

namespace warmline::backend {

namespace asio = boost::asio;

/// Keeps telephone calls and hands the caller's words to the engine: a call is one conversation, its tickets are drafts
/// until it ends. A call and what was seen of it are kept for `calls_kept`.
class HotlinePort final : public hotline::Port {
public:
    /// @param parts, engine  outlive this
    HotlinePort(asio::any_io_executor executor, engine::Parts parts, engine::Engine& engine);
    asio::awaitable<boost::system::result<hotline::Stored>> store(hotline::CallEvent event,
                                                                  std::string body_sha256) override;

private:
    struct Kept;
    store::Task<hotline::Stored> attempt(const hotline::CallEvent& event, const std::string& body_sha256);
    store::Task<void> listen(hotline::Call& call);
    /// @param closing  this event is the end itself
    store::Task<void> finish(const hotline::Call& call, bool closing);
    [[nodiscard]] bot::Message message_of(const hotline::Call& call) const;

    engine::Parts parts_;
    engine::Engine& engine_;
    engine::Locks locks_;
};

inline constexpr std::chrono::hours calls_kept{24 * 8};

}  // namespace warmline::backend
