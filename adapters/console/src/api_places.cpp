#include "api.hpp"
#include "dispatcher/errc.hpp"
#include "places.hpp"
#include "problem.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t text_chars_max = 500, day_chars_max = 10;

const BadInput bad_day{422, "请选入住的日子。"};

}  // namespace

Api::Answer Api::places(Call call) { co_return json(present_places(viewer(call))); }

Api::Answer Api::book_stay(Call call) {
    const auto body = read_object(call.request, {"house", "first"});
    if (!body) co_return problem(body.error());
    auto house = text_field(*body, "house", "疗养院", id_chars_max);
    if (!house) co_return problem(house.error());
    const auto text = text_field(*body, "first", "入住的日子", day_chars_max);
    if (!text) co_return problem(text.error());
    const auto first = parse_day(*text);
    if (!first) co_return problem(bad_day);
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::BookStay{view->ticket.id, *house, *first};
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done && done.error() == d::Errc::house_full) {
        auto bad = reason_of(done.error());
        bad.detail = next_free_in_words(view->ticket, *house, *first, backend_.programme());
        co_return problem(bad);
    }
    if (!done) co_return problem(done.error());
    co_return co_await ticket(std::move(call));
}

Api::Answer Api::free_stay(Call call) {
    const auto body = read_object(call.request, {"reason"});
    if (!body) co_return problem(body.error());
    auto reason = text_field(*body, "reason", "原因", text_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::FreeStay{view->ticket.id, std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

}  // namespace warmline::console
