#include <algorithm>
#include <charconv>

#include "api.hpp"
#include "dispatcher/duty.hpp"
#include "dispatcher/json.hpp"
#include "problem.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

using namespace std::chrono;

constexpr std::size_t text_chars_max = 20, reason_chars_max = 60;
constexpr auto begun_ago_max = hours(24);    ///< 「今天整天」 begins in the past
constexpr auto ahead_max = hours(24 * 366);  ///< both ends of a leave

const BadInput no_calendars{409, "服务还没有设置外部网址，暂时做不了日历，请联系系统管理员。", "no_calendars"};
const BadInput bad_limit{422, "每页条数应在 1 到 200 之间。"};
constexpr std::size_t kinds_max = 100;
const BadInput bad_duty{422, "值班时段应从周一到周日里选，结束要晚于开始。"};

/// @return 422 if it is there and neither true nor false
Parsed<bool> flag(const Json& body, const char* key) {
    const auto it = body.find(key);
    if (it != body.end() && !it->is_boolean()) return BadInput{422, "请选择是或否。"};
    return Parsed<bool>{boost::system::in_place_value, it != body.end() && it->get<bool>()};
}

Parsed<int> count(const Json& body, const char* key, const char* label) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_number_integer()) return BadInput{422, std::string("请填写") + label + "。"};
    const auto value = it->get<std::int64_t>();
    if (value < 0 || value > d::carried_max) return BadInput{422, std::string(label) + "应在 0 到 1000 之间。"};
    return Parsed<int>{boost::system::in_place_value, static_cast<int>(value)};
}

Parsed<PersonFilter> filter_in(const Json& body) {
    PersonFilter out;
    auto text = text_field(body, "text", "姓名", text_chars_max, false);
    if (!text) return text.error();
    out.text = std::move(*text);
    auto need = text_field(body, "need", "需求", id_chars_max, false);
    if (!need) return need.error();
    out.need = std::move(*need);
    const auto off = flag(body, "off_today"), expiring = flag(body, "expiring");
    if (!off) return off.error();
    if (!expiring) return expiring.error();
    out.off_today = *off;
    out.expiring = *expiring;
    return out;
}

Parsed<Page> page_in(const Json& body) {
    Page out;
    auto after = text_field(body, "after", "列表位置", id_chars_max, false);
    if (!after) return after.error();
    out.after = std::move(*after);
    const auto limit = body.find("limit");
    if (limit == body.end()) return out;
    if (!limit->is_number_integer()) return bad_limit;
    const auto value = limit->get<std::int64_t>();
    if (value < 1 || value > static_cast<std::int64_t>(page_size_max)) return bad_limit;
    out.limit = static_cast<std::size_t>(value);
    return out;
}

/// A span that a leave may have. @return 422 with what to do
Parsed<d::Leave> checked(std::optional<d::Time> from, std::optional<d::Time> to, d::Time now) {
    if (!from || !to) return BadInput{422, "请选从什么时候休到什么时候。"};
    if (*to <= *from) return BadInput{422, "休假结束要晚于开始。"};
    if (*to <= now) return BadInput{422, "这段时间已经过去了，请重新选。"};
    if (*from < now - begun_ago_max) return BadInput{422, "开始最早可以是一天以前，请重新选。"};
    if (*to > now + ahead_max) return BadInput{422, "最多可以记到一年以后，请重新选。"};
    return d::Leave{*from, *to, {}};
}

Parsed<d::Leave> leave_in(const Json& body, d::Time now) {
    const auto from = time_field(body, "from", "开始"), to = time_field(body, "to", "结束");
    if (!from) return from.error();
    if (!to) return to.error();
    return checked(*from, *to, now);
}

/// Unix milliseconds in an address. @return nullopt if it is no number
std::optional<d::Time> time_in(std::string_view text) {
    std::int64_t ms = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return d::from_ms(std::clamp<std::int64_t>(ms, 0, 4'102'444'800'000));  // the year 2100
}

Parsed<d::Shift> shift_in(const Json& one) {
    constexpr int day_minutes = 24 * 60;
    const auto part = [&](const char* key, int max) -> std::optional<int> {
        const auto it = one.is_object() ? one.find(key) : one.end();
        if (!one.is_object() || it == one.end() || !it->is_number_integer()) return std::nullopt;
        const auto value = it->get<std::int64_t>();
        return value < 0 || value > max ? std::nullopt : std::optional(static_cast<int>(value));
    };
    const auto weekday = part("weekday", 7), from = part("from", day_minutes - 1), to = part("to", 2 * day_minutes);
    if (!weekday || *weekday < 1 || !from || !to || *to <= *from || *to > *from + day_minutes) return bad_duty;
    return d::Shift{*weekday, minutes(*from), minutes(*to)};
}

/// By need, so many at most. Left out: none.
Parsed<std::map<d::Code, int>> kind_limits_in(const Json& body) {
    std::map<d::Code, int> out;
    const auto given = body.find("kind_limits");
    if (given == body.end()) return out;
    if (!given->is_object() || given->size() > kinds_max) return bad_duty;
    for (const auto& [need, limit] : given->items()) {
        if (!limit.is_number_integer() || limit < 0 || limit > d::carried_max) return bad_duty;
        out.emplace(need, limit.get<int>());
    }
    return out;
}

Parsed<d::Duty> duty_in(const Json& body) {
    const auto shifts = body.find("shifts");
    if (shifts == body.end() || !shifts->is_array() || shifts->size() > d::shifts_max) return bad_duty;
    d::Duty out;
    for (const auto& one : *shifts) {
        const auto shift = shift_in(one);
        if (!shift) return shift.error();
        out.shifts.push_back(*shift);
    }
    const auto capacity = count(body, "capacity", "同时最多几件"), per_day = count(body, "per_day", "每天最多几件");
    if (!capacity) return capacity.error();
    if (!per_day) return per_day.error();
    out.capacity = *capacity;
    out.per_day = *per_day;
    auto kind_limits = kind_limits_in(body);
    if (!kind_limits) return kind_limits.error();
    out.kind_limits = std::move(*kind_limits);
    return out;
}

}  // namespace

asio::awaitable<Result<PersonView>> Api::visible_person(User user, std::string id) {
    if (!is_id(id)) co_return Errc::not_found;
    auto view = co_await backend_.person(d::PersonId{std::move(id)});
    if (view && !sees(user, view->person.organisation, backend_.programme())) co_return Errc::not_found;
    co_return view;
}

Api::Answer Api::act_on_person(Call call, d::Command command) {
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    co_return co_await person(std::move(call));
}

/// With a body, since a name in an address is kept in too many logs.
Api::Answer Api::persons(Call call) {
    const auto body =
        read_object(call.request, {"text", "need", "organisation", "off_today", "expiring", "after", "limit"});
    if (!body) co_return problem(body.error());
    auto filter = filter_in(*body);
    if (!filter) co_return problem(filter.error());
    auto page = page_in(*body);
    if (!page) co_return problem(page.error());
    auto wished = text_field(*body, "organisation", "机构", id_chars_max, false);
    if (!wished) co_return problem(wished.error());
    const d::OrganisationId organisation{std::move(*wished)};
    auto within = narrowed(call.session.user, organisation, backend_.programme());
    if (!within) co_return problem(not_within_yours);
    filter->organisation = std::move(*within);
    const auto found = co_await backend_.persons(std::move(*filter), std::move(*page));
    if (!found) co_return problem(found.error());
    co_return json(present(*found, viewer(call)));
}

Api::Answer Api::person(Call call) {
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    co_return json(present(*view, viewer(call)));
}

Api::Answer Api::preview_leave(Call call) {
    auto leave =
        checked(time_in(call.request.parameter("from")), time_in(call.request.parameter("to")), backend_.now());
    if (!leave) co_return problem(leave.error());
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    const auto found = co_await backend_.preview(view->person.id, std::move(*leave));
    if (!found) co_return problem(found.error());
    co_return json(present(*found, viewer(call)));
}

Api::Answer Api::add_leave(Call call) {
    const auto body = read_object(call.request, {"from", "to", "reason"});
    if (!body) co_return problem(body.error());
    const auto leave = leave_in(*body, backend_.now());
    if (!leave) co_return problem(leave.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max, false);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::Rest{view->person.id, leave->to, leave->from, std::move(*reason)};
    co_return co_await act_on_person(std::move(call), std::move(command));
}

Api::Answer Api::end_leave(Call call) {
    const auto body = read_object(call.request, {"from", "to", "until"});
    if (!body) co_return problem(body.error());
    const auto from = time_field(*body, "from", "开始");
    if (!from) co_return problem(from.error());
    const auto to = time_field(*body, "to", "结束");
    if (!to) co_return problem(to.error());
    if (!*to) co_return problem(422, "请选要结束哪一段休假。");
    const auto until = time_field(*body, "until", "改到");
    if (!until) co_return problem(until.error());
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::ShortenLeave{view->person.id, *from, **to, *until};
    co_return co_await act_on_person(std::move(call), std::move(command));
}

Api::Answer Api::change_duty(Call call) {
    const auto body = read_object(call.request, {"shifts", "capacity", "per_day", "kind_limits", "seen"});
    if (!body) co_return problem(body.error());
    auto wanted = duty_in(*body);
    if (!wanted) co_return problem(wanted.error());
    const auto before = body->find("seen");
    if (before == body->end() || !before->is_object()) co_return problem(422, "请刷新页面后再改。");
    auto seen = duty_in(*before);
    if (!seen) co_return problem(seen.error());
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::ChangeDuty{view->person.id, std::move(*seen), std::move(*wanted)};
    co_return co_await act_on_person(std::move(call), std::move(command));
}

Api::Answer Api::give_calendar(Call call) {
    const auto body = read_object(call.request, {"anew"});
    if (!body) co_return problem(body.error());
    const auto anew = flag(*body, "anew");
    if (!anew) co_return problem(anew.error());
    const auto view = co_await visible_person(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    if (!view->calendars) co_return problem(no_calendars);
    const auto address = co_await backend_.calendar(view->person.id, *anew, actor_of(call.session.user));
    if (!address) co_return problem(address.error());
    co_return json(Json{{"address", *address}});
}

}  // namespace warmline::console
