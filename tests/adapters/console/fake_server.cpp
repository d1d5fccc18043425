// Serves the console over the service in memory, for looking at the page and for tests/browser:
// console_fake_server [PORT]. Prints the port; stops when standard input ends. POST /fake/... plays what others do.
#include <cstdio>
#include <cstdlib>

#include "console/console.hpp"
#include "demo.hpp"
#include "http/server.hpp"

namespace {

namespace asio = boost::asio;
namespace http = warmline::http;
namespace d = warmline::dispatcher;
namespace console = warmline::console;
using console::testing::demo_now;
using console::testing::FakeBackend;

/// Opens a ticket, as if a message had come in.
asio::awaitable<http::Response> open_ticket(FakeBackend* backend, http::Request request) {
    backend->run(d::OpenTicket{.id = d::TicketId{request.params.at("id")},
                               .need = "living.groceries",
                               .urgent = false,
                               .crisis = false,
                               .draft = false,
                               .requester = d::PersonId{"xu"},
                               .household = {},
                               .summary = "刚刚发来：家里米快没了",
                               .facts = {}});
    co_return http::Response::text(200, "ok");
}

/// Opens a ticket that two cities share.
asio::awaitable<http::Response> share_ticket(FakeBackend* backend, http::Request request) {
    d::OpenTicket open;
    open.id = d::TicketId{request.params.at("id")};
    open.need = "manpower.site";
    open.requester = d::PersonId{"zhou"};
    open.summary = "明天的采样点要人引导和登记";
    backend->run(open, {d::ActorKind::requester, open.requester});
    co_return http::Response::text(200, "ok");
}

/// Returned until a ruling is due.
asio::awaitable<http::Response> bounce_ticket(FakeBackend* backend, http::Request request) {
    console::testing::return_too_often(*backend, request.params.at("id"));
    co_return http::Response::text(200, "ok");
}

/// The candidate takes the ticket.
asio::awaitable<http::Response> accept_ticket(FakeBackend* backend, http::Request request) {
    const d::TicketId id{request.params.at("id")};
    const auto candidate = backend->at(id.value).offer.value().candidate;
    backend->run(d::AcceptOffer{id, candidate}, {d::ActorKind::helper, candidate});
    co_return http::Response::text(200, "ok");
}

/// The assignee asks for a day more.
asio::awaitable<http::Response> ask_for_time(FakeBackend* backend, http::Request request) {
    const d::TicketId id{request.params.at("id")};
    const auto& ticket = backend->at(id.value);
    d::AskExtension asked{id, ticket.assignee, {}, "家属要等核酸结果"};
    for (const auto& deadline : ticket.deadlines)
        if (deadline.kind == d::DeadlineKind::resolve) asked.until = deadline.due + std::chrono::hours{24};
    backend->run(asked, {d::ActorKind::helper, ticket.assignee});
    co_return http::Response::text(200, "ok");
}

/// A busy day: dozens of tickets at every stage, some with more text and longer names than a row has room for.
asio::awaitable<http::Response> busy_day(FakeBackend* backend, http::Request) {
    console::testing::play_busy_day(*backend);
    co_return http::Response::text(200, "ok");
}

/// Many families of one district ask for the same.
asio::awaitable<http::Response> mass_event(FakeBackend* backend, http::Request) {
    console::testing::play_mass_event(*backend);
    co_return http::Response::text(200, "ok");
}

/// Two nurses of one hospital ask for a support group.
asio::awaitable<http::Response> groups_wanted(FakeBackend* backend, http::Request) {
    console::testing::play_groups(*backend);
    co_return http::Response::text(200, "ok");
}

/// Two nurses ask for a stay at a sanatorium.
asio::awaitable<http::Response> rest_wanted(FakeBackend* backend, http::Request) {
    console::testing::play_rest(*backend);
    co_return http::Response::text(200, "ok");
}

/// A long list of those who help.
asio::awaitable<http::Response> many_persons(FakeBackend* backend, http::Request) {
    console::testing::play_persons(*backend);
    co_return http::Response::text(200, "ok");
}

/// An expert's licence is found to be no longer valid.
asio::awaitable<http::Response> expert_gone(FakeBackend* backend, http::Request request) {
    auto expert = backend->known(request.params.at("id").c_str());
    expert.helper->licences.clear();
    backend->run(d::ChangePerson{expert});
    co_return http::Response::text(200, "ok");
}

/// The store goes away ("on") or comes back ("off").
asio::awaitable<http::Response> set_away(FakeBackend* backend, http::Request request) {
    backend->away = request.params.at("state") == "on";
    co_return http::Response::text(200, "ok");
}

using Play = asio::awaitable<http::Response> (*)(FakeBackend*, http::Request);
void add(http::Router& router, FakeBackend& backend, const char* pattern, Play play) {
    router.add("POST", pattern, [&backend, play](http::Request r) { return play(&backend, std::move(r)); });
}

/// Moves the service's clock on with the real one, from the moment at which the demonstration stands.
asio::awaitable<void> run_clock(FakeBackend& backend) {
    const auto begun = std::chrono::steady_clock::now();
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        timer.expires_after(std::chrono::milliseconds{200});
        co_await timer.async_wait(asio::use_awaitable);
        const auto passed = std::chrono::steady_clock::now() - begun;
        backend.turn_to(demo_now + std::chrono::duration_cast<d::Span>(passed));
    }
}

asio::awaitable<void> stop_at_end_of_input(asio::io_context& context) {
    asio::posix::stream_descriptor input(context, ::dup(STDIN_FILENO));
    char bytes[64];
    for (;;) {
        const auto [ec, count] =
            co_await input.async_read_some(asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
        if (ec) break;
    }
    context.stop();
}

}  // namespace

int main(int argc, char** argv) {
    asio::io_context context{1};
    const auto backend = console::testing::demo_backend();
    console::Console console(context.get_executor(), *backend, {.failures_max = 1000});
    http::Router router;
    console.add_routes(router);
    add(router, *backend, "/fake/open/{id}", open_ticket);
    add(router, *backend, "/fake/accept/{id}", accept_ticket);
    add(router, *backend, "/fake/more-time/{id}", ask_for_time);
    add(router, *backend, "/fake/share/{id}", share_ticket);
    add(router, *backend, "/fake/bounce/{id}", bounce_ticket);
    add(router, *backend, "/fake/busy", busy_day);
    add(router, *backend, "/fake/mass", mass_event);
    add(router, *backend, "/fake/groups", groups_wanted);
    add(router, *backend, "/fake/rest", rest_wanted);
    add(router, *backend, "/fake/expert-gone/{id}", expert_gone);
    add(router, *backend, "/fake/persons", many_persons);
    add(router, *backend, "/fake/away/{state}", set_away);
    http::ServerSettings settings;
    settings.port = argc > 1 ? static_cast<std::uint16_t>(std::atoi(argv[1])) : std::uint16_t{0};
    http::Server server(context.get_executor(), settings, router, {});
    const auto port = server.start();
    if (!port) {
        std::fprintf(stderr, "%s\n", port.error().message().c_str());
        return 1;
    }
    console.start();
    std::printf("%u\n", unsigned{*port});
    std::fflush(stdout);
    asio::co_spawn(context, run_clock(*backend), asio::detached);
    asio::co_spawn(context, stop_at_end_of_input(context), asio::detached);
    context.run();
}
