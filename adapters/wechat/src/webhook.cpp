#include "wechat/webhook.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <string>

#include "runs.hpp"
#include "wechat/callback.hpp"
#include "wechat/reply.hpp"

namespace warmline::wechat {
namespace {
using What = Incident::What;

std::string_view word(What what) {
    switch (what) {
        case What::refused:
            return "refused";
        case What::not_kept:
            return "not kept";
        case What::unknown_event:
            return "of an unknown event";
        case What::late:
            return "late";
    }
    return "";
}

void log_incident(const Incident& incident) {
    spdlog::warn("wechat callback {} account={} stage={} request={}", word(incident.what), incident.account,
                 incident.stage, incident.request_id);
}

std::chrono::sys_seconds system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

http::Response answer(unsigned status, std::string body = {}, std::string content_type = "text/plain; charset=utf-8") {
    http::Response out;
    out.status = status;
    out.body = std::move(body);
    out.content_type = std::move(content_type);
    return out;
}

http::Response success() { return answer(200, std::string(nothing_to_say)); }

struct Account {
    std::string id;
    CallbackKeys keys;
    std::chrono::milliseconds reply_time_max;
};

/// A checked callback that needs a turn.
struct Turn {
    Callback callback;
    bot::Message message;
    bool encrypted = false;
    std::string nonce;
};
}  // namespace

class Webhook::Impl {
public:
    Impl(asio::any_io_executor executor, std::vector<AccountSettings> settings, ports::Intake& intake,
         WebhookOptions given)
        : options_(std::move(given)), runs_(std::move(executor), intake) {
        if (!options_.incident) options_.incident = log_incident;
        if (!options_.now) options_.now = system_now;
        for (auto& one : settings)
            accounts_.emplace(one.id, Account{one.id, CallbackKeys::from(one).value(), one.limits.reply_time_max});
    }

    void add_routes(http::Router& router) {
        http::RouteOptions options;
        options.body_bytes_max = xml_bytes_max;
        for (const auto& [id, account] : accounts_)
            options.time_max = std::max(options.time_max, account.reply_time_max + std::chrono::milliseconds(1000));
        router.add("GET", "/channels/wechat/{id}",
                   [this](http::Request request) { return verify(std::move(request)); });
        router.add(
            "POST", "/channels/wechat/{id}", [this](http::Request request) { return receive(std::move(request)); },
            options);
    }

    asio::awaitable<void> stop(ports::SteadyTime until) { return runs_.stop(until); }

private:
    asio::awaitable<http::Response> verify(http::Request request) {
        const auto* account = find(request);
        if (!account) co_return unknown_account(request);
        const auto echo = verify_address(account->keys, CallbackQuery::from(request.query), options_.now());
        co_return echo ? answer(200, *echo) : refuse(*account, echo.error(), request);
    }

    asio::awaitable<http::Response> receive(http::Request request) {
        const auto begun = std::chrono::steady_clock::now();
        const auto* account = find(request);
        if (!account) co_return unknown_account(request);
        auto turn = read(*account, request);
        if (!turn) co_return refuse(*account, turn.error(), request);
        if (!*turn) co_return success();

        const auto reply_by = begun + account->reply_time_max;
        const auto run = runs_.join(std::move((*turn)->message), reply_by);
        if (!run->result) co_await run->ended.wait(reply_by);
        co_return conclude(*account, **turn, *run, request);
    }

    /// @return nothing if the callback needs no turn
    Result<std::optional<Turn>> read(const Account& account, const http::Request& request) {
        const auto query = CallbackQuery::from(request.query);
        auto opened = open_callback(account.keys, query, request.body, options_.now());
        if (!opened) return opened.error();
        auto callback = read_callback(std::move(opened->fields));
        if (!callback) return callback.error();
        if (!account.keys.original_id.empty() && callback->to != account.keys.original_id) return Errc::receiver;
        const auto handling = handling_of(*callback);
        if (handling == Handling::unknown) report(What::unknown_event, account.id, {}, request.id);
        if (handling != Handling::message) return std::optional<Turn>();
        auto message = to_message(*callback, account.id);
        if (!message) return message.error();
        return std::optional<Turn>(
            Turn{std::move(*callback), std::move(*message), opened->encrypted, std::string(query.nonce)});
    }

    http::Response conclude(const Account& account, const Turn& turn, const Run& run, const http::Request& request) {
        // Nothing is acknowledged before it is kept: the platform calls again, and then joins the work or finds its
        // end.
        if (!run.result) {
            report(What::late, account.id, {}, request.id);
            return answer(503);
        }
        if (!*run.result) {
            report(What::not_kept, account.id, {}, request.id);
            return answer(503);
        }
        const auto& text = (*run.result)->text;
        const bool nobody_there = turn.callback.event == "unsubscribe";
        if (text.empty() || nobody_there) return success();
        const auto now = options_.now();
        auto reply = text_reply(turn.callback, text, now);
        if (turn.encrypted) reply = seal_reply(account.keys, reply, turn.nonce, now, random16());
        return answer(200, std::move(reply), "text/xml; charset=utf-8");
    }

    const Account* find(const http::Request& request) const {
        const auto id = request.params.find("id");
        const auto at = id == request.params.end() ? accounts_.end() : accounts_.find(id->second);
        return at == accounts_.end() ? nullptr : &at->second;
    }
    http::Response unknown_account(const http::Request& request) {
        report(What::refused, "-", "account", request.id);
        return answer(404);
    }
    http::Response refuse(const Account& account, const boost::system::error_code& why, const http::Request& request) {
        report(What::refused, account.id, stage(why), request.id);
        return answer(status_of(why));
    }
    void report(What what, std::string_view account, std::string_view at_stage, std::string_view request_id) {
        options_.incident({what, account, at_stage, request_id});
    }

    WebhookOptions options_;
    std::map<std::string, Account, std::less<>> accounts_;
    Runs runs_;
};

Webhook::Webhook(asio::any_io_executor executor, std::vector<AccountSettings> accounts, ports::Intake& intake,
                 WebhookOptions options)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(accounts), intake, std::move(options))) {}
Webhook::~Webhook() = default;
void Webhook::add_routes(http::Router& router) { impl_->add_routes(router); }
asio::awaitable<void> Webhook::stop(ports::SteadyTime until) { return impl_->stop(until); }

}  // namespace warmline::wechat
