#include "hotline/routes.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>

namespace warmline::hotline {
namespace {

using boost::asio::awaitable;

/// A gateway gives up after two seconds, and then tries again.
constexpr std::chrono::milliseconds answer_time_max{2000};

/// What every call of the webhook needs; lives as long as the route.
struct Desk {
    std::vector<AccountSettings> accounts;
    Port& port;
    Clock clock;
};

http::Response answer(unsigned status, std::string_view result) {
    return http::Response::json(status, "{\"result\":\"" + std::string(result) + "\"}");
}

// The one place where errors become statuses.
http::Response refusal(const boost::system::error_code& ec) {
    if (ec == Errc::signature) return answer(401, "signature");
    if (ec == Errc::stale) return answer(401, "stale");
    if (ec == Errc::too_large) return answer(413, "too_large");
    if (ec == Errc::schema) return answer(422, "schema");
    return answer(503, "unavailable");
}

http::Response accepted(Stored stored) {
    switch (stored) {
        case Stored::fresh:
            return answer(200, "accept");
        case Stored::duplicate:
            return answer(200, "duplicate");
        case Stored::conflict:
            break;
    }
    return answer(409, "conflict");
}

const AccountSettings* find_account(const Desk& desk, const std::string& id) {
    const auto found = std::find_if(desk.accounts.begin(), desk.accounts.end(),
                                    [&](const AccountSettings& account) { return account.id == id; });
    return found == desk.accounts.end() ? nullptr : &*found;
}

awaitable<http::Response> receive(std::shared_ptr<const Desk> desk, http::Request request) {
    const auto* account = find_account(*desk, request.params.at("id"));
    if (!account) co_return answer(404, "unknown_account");
    const SignedCall call{request.header("X-Hotline-Key-Id"), request.header("X-Hotline-Timestamp"),
                          request.header("X-Hotline-Signature"), request.body};
    const auto now = std::chrono::floor<std::chrono::seconds>(desk->clock());
    if (const auto checked = check_signature(call, account->keys, now); !checked) co_return refusal(checked.error());
    auto event = parse_event(request.body);
    if (!event) co_return refusal(event.error());
    event->account = account->id;
    const auto stored = co_await desk->port.store(std::move(*event), sha256_hex(request.body));
    if (!stored) co_return refusal(stored.error());
    if (*stored == Stored::conflict) {
        spdlog::error("hotline event came again with another body: account={} id={}", account->id, request.id);
    }
    co_return accepted(*stored);
}

}  // namespace

void add_routes(http::Router& router, std::vector<AccountSettings> accounts, Port& port, Clock clock) {
    const auto desk = std::make_shared<const Desk>(Desk{std::move(accounts), port, std::move(clock)});
    router.add("POST", "/channels/hotline/{id}",
               [desk](http::Request request) { return receive(desk, std::move(request)); },
               {.body_bytes_max = body_bytes_max, .time_max = answer_time_max});
}

}  // namespace warmline::hotline
