#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "ports/channel.hpp"
#include "wechat/settings.hpp"

namespace warmline::wechat {

namespace asio = boost::asio;

/// Something about a callback that operators should see. Holds no personal data.
struct Incident {
    enum class What {
        refused,        ///< answered 4xx at `stage`
        not_kept,       ///< answered 503; the platform calls again
        unknown_event,  ///< answered `success`; this version does not know it
        late,           ///< answered 503 since the work was not done in time; it goes on, and the platform calls again
    };
    What what;
    std::string_view account;  ///< our id, or "-" if there is no such account
    std::string_view stage;    ///< see Errc, or ""
    std::string_view request_id;
};

struct WebhookOptions {
    /// The wall clock, for the timestamp window and replies; the system's by default.
    std::function<std::chrono::sys_seconds()> now{};
    /// Must not throw; a line in the log by default.
    std::function<void(const Incident&)> incident{};
};

/// The way in of all Official Accounts: GET and POST /channels/wechat/{id}.
/// A POST is answered with the passive reply in the mode of the request; with `success` if there is nothing to say or
/// the reply goes another way; with 503 if nothing was kept, or not within reply_time_max, so that the platform calls
/// again. What is wrong is answered 4xx (see status_of), an unknown account 404; always with an empty body.
class Webhook {
public:
    /// @param intake  must outlive this
    /// @throws boost::system::system_error for an account whose EncodingAESKey cannot be used
    Webhook(asio::any_io_executor executor, std::vector<AccountSettings> accounts, ports::Intake& intake,
            WebhookOptions options);
    ~Webhook();
    Webhook(const Webhook&) = delete;
    Webhook& operator=(const Webhook&) = delete;

    /// The routes use this object as long as the router lives.
    void add_routes(http::Router& router);
    /// To be called after the server has stopped: waits for work under way until `until`, then cancels it. Must have
    /// returned before destruction, unless the io_context never runs again.
    asio::awaitable<void> stop(ports::SteadyTime until);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::wechat
