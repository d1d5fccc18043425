#include "api.hpp"

#include "assets.hpp"
#include "headers.hpp"
#include "problem.hpp"
#include "secret.hpp"

namespace warmline::console {
namespace {

const std::string base = "/api/v1";

// Named, since GCC 12 destroys a braced temporary within a coroutine twice.
const BadInput signed_out{401, "请先登录。", "signed_out"};
const BadInput stale_page{403, "页面已过期，请刷新后再试。", "csrf"};
const BadInput wrong_role{403, "您的账号不能这样操作。需要时请联系协调员。", "role"};

const BadInput busy{429, "现在求助的人很多，报表稍后再看，几秒后再试。", "busy"};

/// Counts a heavy read as long as it lasts.
class Counted {
public:
    Counted(int& count, bool counts) : count_(count), counts_(counts) { count_ += counts_ ? 1 : 0; }
    ~Counted() { count_ -= counts_ ? 1 : 0; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    int& count_;
    bool counts_;
};

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD"; }

}  // namespace

http::Response json(const Json& value) { return http::Response::json(200, value.dump()); }

Api::Api(asio::any_io_executor executor, Backend& backend, const Settings& settings)
    : backend_(backend),
      settings_(settings),
      sessions_(backend, settings.session_ttl),
      lockout_(backend, {settings.failures_max, settings.lock_time}),
      feed_(std::move(executor), backend, sessions_, {settings.feed_check, settings.feeds_max}) {}

std::span<const Api::OpenRoute> Api::open_routes() noexcept {
    static constexpr OpenRoute routes[] = {
        {"POST", "/session", &Api::sign_in},
        {"GET", "/openapi.json", &Api::document},
    };
    return routes;
}

std::span<const Api::Endpoint> Api::endpoints() noexcept {
    static constexpr Endpoint endpoints[] = {
        {"GET", "/session", Action::read, &Api::current_session},
        {"DELETE", "/session", Action::read, &Api::sign_out},
        {"GET", "/catalogue", Action::read, &Api::catalogue},
        {"GET", "/ledger", Action::read, &Api::ledger, true},
        {"GET", "/rates", Action::read, &Api::rates, true},
        {"GET", "/tickets", Action::read, &Api::tickets},
        {"GET", "/tickets/{id}", Action::read, &Api::ticket},
        {"GET", "/tickets/{id}/candidates", Action::reassign, &Api::candidates},
        {"POST", "/tickets/{id}/notes", Action::note, &Api::add_note},
        {"POST", "/tickets/{id}/confirm", Action::confirm, &Api::confirm},
        {"POST", "/tickets/{id}/reassign", Action::reassign, &Api::reassign},
        {"POST", "/tickets/{id}/move", Action::move, &Api::move},
        {"POST", "/tickets/{id}/merge", Action::move, &Api::merge},
        {"POST", "/tickets/{id}/reclassify", Action::move, &Api::reclassify},
        {"POST", "/tickets/{id}/tier", Action::move, &Api::retier},
        {"POST", "/tickets/{id}/extension", Action::move, &Api::rule_extension},
        {"POST", "/tickets/{id}/parts/report", Action::note, &Api::report_part},
        {"POST", "/tickets/{id}/parts/return", Action::note, &Api::return_part},
        {"POST", "/tickets/{id}/ruling", Action::move, &Api::rule_ticket},
        {"GET", "/households", Action::read, &Api::households, true},
        {"GET", "/households/{id}", Action::read, &Api::household},
        {"GET", "/households/{id}/partners", Action::pair, &Api::partners},
        {"POST", "/households/{id}/hand-over", Action::pair, &Api::hand_over},
        {"POST", "/households/{id}/backup", Action::pair, &Api::set_backup},
        {"POST", "/households/{id}/end", Action::pair, &Api::end_pair},
        {"POST", "/households/{id}/members", Action::pair, &Api::link_person},
        {"POST", "/households/{id}/series", Action::pair, &Api::move_series},
        {"POST", "/households/{id}/plan", Action::pair, &Api::make_plan},
        {"POST", "/households/{id}/contacts", Action::pair, &Api::limit_contacts},
        {"GET", "/breaks", Action::read, &Api::breaks, true},
        {"GET", "/surge", Action::read, &Api::surge},
        {"POST", "/surge", Action::switch_surge, &Api::switch_surge},
        {"GET", "/bounds", Action::read, &Api::bounds},
        {"POST", "/bounds", Action::switch_surge, &Api::set_bounds},
        {"GET", "/incidents", Action::read, &Api::show_incidents, true},
        {"POST", "/incidents", Action::move, &Api::open_incident},
        {"POST", "/incidents/{id}/tickets", Action::move, &Api::change_links},
        {"POST", "/incidents/{id}/close", Action::move, &Api::close_incident},
        {"POST", "/tickets/{id}/stay", Action::move, &Api::book_stay},
        {"POST", "/tickets/{id}/stay/free", Action::move, &Api::free_stay},
        {"GET", "/places", Action::read, &Api::places},
        {"GET", "/groups", Action::read, &Api::show_groups, true},
        {"POST", "/groups", Action::move, &Api::open_group},
        {"POST", "/groups/{id}/change", Action::move, &Api::change_group},
        {"POST", "/groups/{id}/close", Action::move, &Api::close_group},
        {"POST", "/persons/search", Action::read, &Api::persons},
        {"GET", "/persons/{id}", Action::read, &Api::person},
        {"GET", "/persons/{id}/leave", Action::change_person, &Api::preview_leave},
        {"POST", "/persons/{id}/leave", Action::change_person, &Api::add_leave},
        {"POST", "/persons/{id}/leave/end", Action::change_person, &Api::end_leave},
        {"POST", "/persons/{id}/duty", Action::change_person, &Api::change_duty},
        {"POST", "/persons/{id}/calendar", Action::change_person, &Api::give_calendar},
        {"GET", "/calls", Action::read, &Api::calls},
        {"POST", "/calls/{id}/done", Action::finish_call, &Api::finish_call},
        {"GET", "/parked", Action::read, &Api::parked},
        {"POST", "/parked/{id}/retry", Action::settle_message, &Api::retry_message},
        {"POST", "/parked/{id}/dismiss", Action::settle_message, &Api::dismiss_message},
        {"GET", "/events", Action::read, &Api::events},
    };
    return endpoints;
}

std::vector<std::pair<std::string, std::string>> Api::routes() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& route : open_routes()) out.emplace_back(route.method, route.path);
    for (const auto& endpoint : endpoints()) out.emplace_back(endpoint.method, endpoint.path);
    return out;
}

void Api::add_routes(http::Router& router) {
    const http::RouteOptions options{.body_bytes_max = 16 * 1024, .errors = http::ErrorForm::problem};
    for (const auto& route : open_routes()) {
        router.add(
            route.method, base + route.path,
            [this, &route](http::Request request) { return open(&route, std::move(request)); }, options);
    }
    for (const auto& endpoint : endpoints()) {
        router.add(
            endpoint.method, base + endpoint.path,
            [this, &endpoint](http::Request request) { return guarded(&endpoint, std::move(request)); }, options);
    }
}

Api::Answer Api::open(const OpenRoute* route, http::Request request) {
    auto response = co_await (this->*route->run)(std::move(request));
    secure_data(response);
    co_return response;
}

Api::Answer Api::guarded(const Endpoint* endpoint, http::Request request) {
    auto response = co_await admitted(endpoint, std::move(request));
    secure_data(response);
    co_return response;
}

Api::Answer Api::admitted(const Endpoint* endpoint, http::Request request) {
    auto session = co_await sessions_.find(std::string(token_in(request.header("Cookie"))));
    if (!session) co_return problem(session.error());
    if (!*session) co_return problem(signed_out);
    if (!is_safe(request.method) && !same_secret(request.header("X-CSRF-Token"), (*session)->csrf)) {
        co_return problem(stale_page);
    }
    if (!may((*session)->user.role, endpoint->action)) {
        co_return problem(wrong_role);
    }
    const bool shed = endpoint->heavy && backend_.programme().in_surge();
    if (shed && heavy_ >= backend_.programme().surge.heavy_reads) {
        auto response = problem(busy);
        response.headers.emplace_back("Retry-After", "3");
        co_return response;
    }
    const Counted counted(heavy_, endpoint->heavy);
    Call call{std::move(request), std::move(**session)};
    co_return co_await (this->*endpoint->run)(std::move(call));
}

Api::Answer Api::document(http::Request) { co_return http::Response::json(200, std::string(openapi_document())); }

}  // namespace warmline::console
