#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "http/client.hpp"
#include "ports/channel.hpp"
#include "wechat/settings.hpp"

namespace warmline::wechat {

namespace asio = boost::asio;

/// The way out of one Official Account: customer-service messages under its access token.
class Channel final : public ports::Sender {
public:
    /// @param client  must outlive this
    Channel(asio::any_io_executor executor, AccountSettings settings, http::Client& client);
    ~Channel() override;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    [[nodiscard]] const AccountSettings& settings() const noexcept;
    /// Texts above sent_text_bytes_max are shortened. A refused access token is replaced and the message sent once
    /// more.
    [[nodiscard]] asio::awaitable<ports::SendOutcome> send(std::string to, std::string text,
                                                           ports::SteadyTime until) override;
    [[nodiscard]] bot::Reach after_inbound(bot::Reach before, const bot::Message& message,
                                           dispatcher::Time now) const override;
    [[nodiscard]] bool may_send(const bot::Reach& reach, dispatcher::Time now) const override;
    /// Ends a request for a token that is under way. Must have returned before destruction, unless the io_context never
    /// runs again; no send() may be running.
    asio::awaitable<void> stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::wechat
