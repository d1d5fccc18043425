#include "service.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <cstdlib>

#include "calendar/routes.hpp"
#include "console/password.hpp"
#include "hotline/routes.hpp"

namespace warmline::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto grace = 10s;      ///< for requests in flight when the service stops
constexpr auto boot_time = 30s;  ///< for a service that is to take over from another

store::Vault open_vault(const std::string& key) {
    auto vault = store::Vault::open(key);
    if (!vault) throw std::runtime_error("data_key: " + vault.error().message());
    return std::move(*vault);
}

wechat::AccountSettings account_of(const settings::WechatAccount& account) {
    wechat::AccountSettings out;
    out.id = account.id;
    out.app_id = account.app_id;
    out.secret = account.secret;
    out.token = account.token;
    out.encoding_aes_key = account.encoding_aes_key;
    out.original_id = account.original_id;
    out.base_url = account.base_url;
    out.mode = account.mode == "plain"        ? wechat::Mode::plain
               : account.mode == "compatible" ? wechat::Mode::compatible
                                              : wechat::Mode::safe;
    return out;
}

console::UserRole role_of(const std::string& name) {
    if (name == "coordinator") return console::UserRole::coordinator;
    return name == "operator" ? console::UserRole::operator_ : console::UserRole::leader;
}

redis::Settings following_settings(const settings::Redis& redis) {
    auto out = redis_settings(redis);
    out.connections = 1;  // it waits inside Redis, so it shares with nobody
    out.client_name = "warmline-feed";
    return out;
}

}  // namespace

redis::Settings redis_settings(const settings::Redis& redis) {
    redis::Settings out;
    out.endpoint = redis.endpoint;
    out.username = redis.username;
    out.password = redis.password;
    out.database = redis.database;
    out.connections = redis.connections;
    out.tls_ca_file = redis.tls_ca;
    return out;
}

second_reader::Settings second_reader_settings(const settings::SecondReader& reader) {
    using std::chrono::milliseconds;
    second_reader::Settings out;
    out.base_url = reader.base_url;
    out.model = reader.model;
    out.key = reader.key;
    out.ca_file = reader.tls_ca;
    out.reply = milliseconds(reader.reply_ms);
    out.late = milliseconds(reader.late_ms);
    out.per_minute = reader.per_minute;
    out.failures_max = reader.failures;
    out.rest = milliseconds(reader.rest_ms);
    return out;
}

Service::Service(asio::io_context& context, std::unique_ptr<Loaded> loaded)
    : context_(context),
      loaded_(std::move(loaded)),
      redis_(context.get_executor(), redis_settings(loaded_->settings.redis)),
      following_(context.get_executor(), following_settings(loaded_->settings.redis)),
      web_(context.get_executor()),
      booting_(context.get_executor()) {
    loaded_->programme.situation = &situation_;
    const auto executor = context.get_executor();
    const auto& settings = loaded_->settings;
    store_.emplace(redis_, open_vault(settings.data_key), store::Keys(settings.shard), loaded_->programme,
                   store::Vault::random_id());
    if (settings.second_reader) second_reader_.emplace(executor, second_reader_settings(*settings.second_reader));
    engine_.emplace(executor, parts(), senders_);
    outbox_.emplace(executor, parts(), senders_, *engine_);
    timers_.emplace(executor, parts(), *engine_);
    backlog_.emplace(executor, parts(), *engine_);
    outreach_.emplace(executor, parts(), *engine_);
    feed_.emplace(executor, parts(), following_);
    engine_->on_outgoing = [this] { outbox_->wake(); };
    engine_->on_room = [this] { backlog_->wake(); };
    make_channels();
    hotline_.emplace(executor, parts(), *engine_);
    std::vector<hotline::AccountSettings> lines;
    for (const auto& account : settings.hotline) {
        hotline::AccountSettings line{account.id, {}};
        for (const auto& key : account.keys) line.keys.push_back({key.id, key.secret});
        lines.push_back(std::move(line));
    }
    hotline::add_routes(router_, std::move(lines), *hotline_, [] { return engine::system_now(); });
    console_backend_.emplace(parts(), *engine_, *feed_, users());
    console::Settings console_settings;
    console_settings.secure_cookies = settings.secure_cookies;
    console_.emplace(executor, *console_backend_, console_settings);
    console_->add_routes(router_);
    calendar::add_routes(router_, *store_, loaded_->programme, [] { return engine::system_now(); });
    add_operation_routes();
    http::ServerSettings server;
    server.address = settings.listen.address == "localhost" ? "127.0.0.1" : settings.listen.address;
    server.port = settings.listen.port;
    server.certificate_file = settings.listen.tls_certificate;
    server.key_file = settings.listen.tls_key;
    auto hooks = http::Hooks::logging();
    hooks.metrics = [this](const http::Exchange& exchange) { metrics_.observe(exchange); };
    server_.emplace(executor, server, router_, std::move(hooks));
}

Service::~Service() = default;

engine::Parts Service::parts() {
    return {*store_,
            reader_,
            loaded_->wording,
            loaded_->programme,
            roster_,
            stats_,
            engine::system_now,
            loaded_->settings.fallback == "none" ? engine::Fallback::none : engine::Fallback::call_task,
            second_reader_ ? &*second_reader_ : nullptr,
            &situation_,
            loaded_->settings.public_url};
}

void Service::make_channels() {
    const auto executor = context_.get_executor();
    std::vector<wechat::AccountSettings> accounts;
    for (const auto& one : loaded_->settings.wechat) {
        accounts.push_back(account_of(one));
        channels_.push_back(std::make_unique<wechat::Channel>(executor, accounts.back(), web_));
        senders_[one.id] = channels_.back().get();
    }
    wechat::WebhookOptions options;
    options.now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
    webhook_.emplace(executor, std::move(accounts), *engine_, std::move(options));
    webhook_->add_routes(router_);
}

std::map<std::string, console::User> Service::users() const {
    std::map<std::string, console::User> out;
    for (const auto& user : loaded_->settings.console_users)
        out[user.name] = {user.name, user.password_hash, user.display_name, role_of(user.role),
                          dispatcher::OrganisationId(user.organisation)};
    if (!loaded_->settings.demo_user) return out;
    const char* password = std::getenv("WARMLINE_DEMO_PASSWORD");
    if (password == nullptr || *password == '\0')
        throw std::runtime_error("the demonstration's account needs a password in WARMLINE_DEMO_PASSWORD");
    out["demo"] = {"demo", console::hash_password(password), "演示协调员", console::UserRole::coordinator,
                   loaded_->programme.organisations.front().id};
    return out;
}

void Service::add_operation_routes() {
    router_.add("GET", "/healthz",
                [](http::Request) -> asio::awaitable<http::Response> { co_return http::Response::text(200, "ok\n"); });
    router_.add("GET", "/readyz", [this](http::Request) -> asio::awaitable<http::Response> {
        if (ready()) co_return http::Response::text(200, "ready\n");
        co_return http::Response::text(503, redis_.ready() ? "starting\n" : "redis is away\n");
    });
    router_.add("GET", "/metrics", [this](http::Request) -> asio::awaitable<http::Response> {
        http::Response response;
        response.body = metrics_.page(stats_, situation_, redis_);
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        co_return response;
    });
}

http::Result<std::uint16_t> Service::start() {
    redis_.start();
    following_.start();
    auto port = server_->start();
    if (port) booting_.spawn(boot());
    return port;
}

asio::awaitable<http::Result<std::uint16_t>> Service::start_beside(Service& other) {
    redis_.start();
    following_.start();
    booting_.spawn(boot());
    asio::steady_timer pause(context_.get_executor());
    for (const auto until = std::chrono::steady_clock::now() + boot_time; !booted_;) {
        if (std::chrono::steady_clock::now() > until) co_return boost::system::error_code(asio::error::timed_out);
        pause.expires_after(20ms);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return server_->start_beside(*other.server_);
}

asio::awaitable<void> Service::boot() {
    for (bool said = false; !stopping_;) {
        auto ready = co_await redis_.wait_ready(1s);
        auto following = co_await following_.wait_ready(1s);
        if (ready && following && co_await feed_->start()) break;
        if (!said && !stopping_) spdlog::warn("waiting for Redis at {}", loaded_->settings.redis.endpoint);
        said = true;
        asio::steady_timer pause(context_.get_executor(), 200ms);
        boost::system::error_code ignored;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (stopping_) co_return;
    if (roster_.size() == 0 && !loaded_->people.persons.empty()) {
        auto imported = co_await import_people(*engine_, loaded_->people);
        if (!imported)
            spdlog::error("people could not be imported: {}", imported.error().message());
        else
            spdlog::info("imported {} persons", *imported);
    }
    engine_->open();
    outbox_->start();
    timers_->start();
    backlog_->start();
    outreach_->start();
    hotline_->start();
    console_->start();
    booted_ = true;
    spdlog::info("ready");
}

asio::awaitable<void> Service::stop() {
    stopping_ = true;
    co_await booting_.wait();
    co_await console_->stop();
    co_await server_->stop(grace);
    co_await webhook_->stop(std::chrono::steady_clock::now() + grace);
    co_await engine_->stop();
    if (booted_) {
        co_await hotline_->stop();
        co_await timers_->stop();
        co_await outreach_->stop();
        co_await backlog_->stop();
        co_await outbox_->stop();
        co_await feed_->stop();
    }
    for (auto& channel : channels_) co_await channel->stop();
    co_await following_.stop();
    co_await redis_.stop();
}

}  // namespace warmline::cli
