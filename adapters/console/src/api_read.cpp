#include <algorithm>

#include "api.hpp"
#include "dispatcher/errc.hpp"
#include "problem.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;

asio::awaitable<Result<TicketView>> Api::visible_ticket(User user, std::string id) {
    if (id.size() > 18 || !std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; })) {
        co_return Errc::not_found;
    }
    auto view = co_await backend_.ticket(d::TicketId{std::move(id)});
    if (view && !sees(user, view->ticket, backend_.programme())) co_return Errc::not_found;
    co_return view;
}

Api::Answer Api::catalogue(Call call) { co_return json(present_catalogue(viewer(call))); }

Api::Answer Api::ledger(Call call) {
    const auto& programme = backend_.programme();
    const d::OrganisationId wished{std::string(call.request.parameter("organisation"))};
    const auto organisation = narrowed(call.session.user, wished, programme);
    if (!organisation) co_return problem(not_within_yours);
    auto day = programme.calendar_of(*organisation).local_day(backend_.now());
    if (const auto text = call.request.parameter("day"); !text.empty()) {
        const auto parsed = parse_day(text);
        if (!parsed) co_return problem(400, "日期应写成 2026-01-31 这样。");
        if (*parsed > day) co_return problem(400, "这一天还没有到。");
        day = *parsed;
    }
    const auto ledger = co_await backend_.ledger(day, *organisation);
    if (!ledger) co_return problem(ledger.error());
    co_return json(present(*ledger, viewer(call)));
}

Api::Answer Api::rates(Call call) {
    const auto& programme = backend_.programme();
    const d::OrganisationId wished{std::string(call.request.parameter("organisation"))};
    const auto organisation = narrowed(call.session.user, wished, programme);
    if (!organisation) co_return problem(not_within_yours);
    const auto today = programme.calendar_of(*organisation).local_day(backend_.now());
    const auto span = read_span(call.request, today);
    if (!span) co_return problem(span.error());
    const auto report = co_await backend_.rates(span->first, span->last, *organisation);
    if (!report) co_return problem(report.error());
    co_return json(present(*report, span->first, span->last, viewer(call)));
}

Api::Answer Api::tickets(Call call) {
    auto filter = read_filter(call.request);
    if (!filter) co_return problem(filter.error());
    const auto organisation = narrowed(call.session.user, filter->organisation, backend_.programme());
    if (!organisation) co_return problem(not_within_yours);
    filter->organisation = *organisation;
    auto page = read_page(call.request);
    if (!page) co_return problem(page.error());
    const auto tickets = co_await backend_.tickets(std::move(*filter), std::move(*page));
    if (!tickets) co_return problem(tickets.error());
    co_return json(present(*tickets, viewer(call)));
}

Api::Answer Api::ticket(Call call) {
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    co_return json(present(*view, viewer(call)));
}

Api::Answer Api::candidates(Call call) {
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    const auto right = d::right_of(view->ticket, call.session.user.organisation, backend_.programme());
    if (!d::does_everything(right)) co_return problem(make_error_code(d::Errc::part_only));
    const auto found = co_await backend_.candidates(view->ticket.id);
    if (!found) co_return problem(found.error());
    co_return json(present(std::span<const Candidate>(*found), viewer(call)));
}

Api::Answer Api::calls(Call call) {
    const auto found = co_await backend_.calls(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    co_return json(present(std::span<const CallItem>(*found), viewer(call)));
}

Api::Answer Api::parked(Call call) {
    const auto found = co_await backend_.parked(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    co_return json(present(std::span<const ParkedMessage>(*found), viewer(call)));
}

Api::Answer Api::events(Call call) {
    auto stream = feed_.open(call.session);
    if (!stream) co_return problem(503, "打开的页面太多，实时更新暂不可用，请稍后再试。");
    co_return http::Response::events(std::move(stream));
}

}  // namespace warmline::console
