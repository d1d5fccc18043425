#pragma once
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>

#include "backend/console_backend.hpp"
#include "backend/hotline_port.hpp"
#include "console/console.hpp"
#include "engine/backlog.hpp"
#include "engine/feed.hpp"
#include "engine/outbox.hpp"
#include "engine/outreach.hpp"
#include "engine/timers.hpp"
#include "http/server.hpp"
#include "metrics/metrics.hpp"
#include "second_reader/client.hpp"
#include "settings/people_file.hpp"
#include "settings/settings.hpp"
#include "wechat/channel.hpp"
#include "wechat/webhook.hpp"

namespace warmline::cli {

namespace asio = boost::asio;

/// What the settings name, read and checked before anything starts.
struct Loaded {
    settings::Settings settings;
    dispatcher::Programme programme;
    bot::Wording wording;
    settings::People people;
};
/// @return everything that is wrong, over all files
[[nodiscard]] settings::Checked<std::unique_ptr<Loaded>> load(settings::Settings settings);

[[nodiscard]] redis::Settings redis_settings(const settings::Redis& redis);

[[nodiscard]] second_reader::Settings second_reader_settings(const settings::SecondReader& reader);

/// The whole service: owns all parts, in the order in which they stand on one another.
class Service {
public:
    /// @throws std::exception if a part cannot be made from its settings
    Service(asio::io_context& context, std::unique_ptr<Loaded> loaded);
    ~Service();

    /// Listens. @return the port, or why not
    [[nodiscard]] http::Result<std::uint16_t> start();
    /// Boots beside another service, then takes connections where that one does; who calls stops the other then.
    /// Fails if it cannot listen, or if Redis did not come in time; then this one is to be stopped.
    [[nodiscard]] asio::awaitable<http::Result<std::uint16_t>> start_beside(Service& other);
    /// No new connections, requests in flight end, background work ends; then Redis is left.
    asio::awaitable<void> stop();
    [[nodiscard]] bool ready() const noexcept { return booted_ && redis_.ready(); }

private:
    void make_channels();
    void add_operation_routes();
    asio::awaitable<void> boot();
    engine::Parts parts();
    std::map<std::string, console::User> users() const;

    asio::io_context& context_;
    std::unique_ptr<Loaded> loaded_;
    bot::Reader reader_;
    dispatcher::Roster roster_;
    dispatcher::Situation situation_;
    engine::Stats stats_;
    metrics::Metrics metrics_;
    redis::Client redis_, following_;
    std::optional<store::Store> store_;
    engine::Senders senders_;
    http::Client web_;
    std::vector<std::unique_ptr<wechat::Channel>> channels_;
    std::optional<second_reader::Client> second_reader_;
    std::optional<engine::Engine> engine_;
    std::optional<engine::Outbox> outbox_;
    std::optional<engine::Timers> timers_;
    std::optional<engine::Backlog> backlog_;
    std::optional<engine::Outreach> outreach_;
    std::optional<engine::Feed> feed_;
    std::optional<backend::HotlinePort> hotline_;
    std::optional<backend::ConsoleBackend> console_backend_;
    std::optional<console::Console> console_;
    std::optional<wechat::Webhook> webhook_;
    http::Router router_;
    std::optional<http::Server> server_;
    engine::Group booting_;
    bool booted_ = false, stopping_ = false;
};

/// Puts the people and households of a file into the store. @return how many persons
asio::awaitable<boost::system::result<int>> import_people(engine::Engine& engine, const settings::People& people);

}  // namespace warmline::cli
