#include "calendar/routes.hpp"

#include "address.hpp"
#include "calendar/ical.hpp"
#include "store/calendar.hpp"

namespace warmline::calendar {
namespace {

http::Response not_found() {
    auto response = http::Response::text(404, "no such calendar\n");
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}
http::Response unavailable() { return http::Response::text(503, "not available now\n"); }

http::Response answer(std::string text, const std::string& tag, bool known) {
    http::Response response;
    response.status = known ? 304 : 200;
    if (!known) response.body = std::move(text);
    response.content_type = known ? "" : "text/calendar; charset=utf-8";
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", "private, max-age=300");
    response.headers.emplace_back("X-Robots-Tag", "noindex");
    return response;
}

boost::asio::awaitable<http::Response> read(store::Store& store, const dispatcher::Programme& programme, Clock clock,
                                            http::Request request) {
    const auto secret = secret_in(request.params["file"], store::calendar_suffix);
    if (secret.empty()) co_return not_found();
    auto owner = co_await store::calendar_owner(store, secret);
    if (!owner) co_return unavailable();
    if (!owner->has_value()) co_return not_found();
    const auto seed = store.vault().hash("calendar-seed", secret);
    auto reads = co_await store.count_value("calendar-reads/" + seed, std::chrono::seconds(60));
    if (!reads) co_return unavailable();
    if (*reads > reads_per_minute) {
        auto response = http::Response::text(429, "read too often\n");
        response.headers.emplace_back("Retry-After", "60");
        co_return response;
    }
    auto work = co_await store.load(store::about(**owner));
    if (!work) co_return unavailable();
    const auto person = work->state.persons.find(**owner);
    if (person == work->state.persons.end()) co_return not_found();
    std::vector<dispatcher::Ticket> tickets;
    for (auto& [id, ticket] : work->state.tickets) tickets.push_back(std::move(ticket));
    auto text = ical_of(person->second, tickets, programme, seed, clock());
    const auto tag = '"' + store.vault().hash("calendar-tag", text) + '"';
    co_return answer(std::move(text), tag, request.header("If-None-Match") == tag);
}

}  // namespace

void add_routes(http::Router& router, store::Store& store, const dispatcher::Programme& programme, Clock clock) {
    std::string address(store::calendar_folder);
    address += "{file}";
    router.add("GET", address,
               [&store, &programme, clock](http::Request request) -> boost::asio::awaitable<http::Response> {
                   return read(store, programme, clock, std::move(request));
               });
}

}  // namespace warmline::calendar
