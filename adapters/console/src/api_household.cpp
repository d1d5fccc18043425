#include <algorithm>

#include "api.hpp"
#include "dispatcher/contact.hpp"
#include "dispatcher/errc.hpp"
#include "problem.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t note_chars_max = 500;

const BadInput no_requester{422, "这张工单没有诉求人。"};
const BadInput nobody_speaks{409, "这户家庭没有登记成员。"};

std::optional<HouseholdFilter::Which> which_named(std::string_view name) {
    using enum HouseholdFilter::Which;
    if (name.empty() || name == "all") return all;
    if (name == "waiting") return waiting;
    if (name == "handing_over") return handing_over;
    return std::nullopt;
}

std::optional<d::SeriesMove> series_move_named(std::string_view name) {
    if (name == "skip") return d::SeriesMove::skip;
    if (name == "pause") return d::SeriesMove::pause;
    if (name == "resume") return d::SeriesMove::resume;
    if (name == "end") return d::SeriesMove::end;
    return std::nullopt;
}

/// Who speaks for the family; a liaison's wish is about the team. Empty: nobody.
d::PersonId speaker_of(const HouseholdView& view) {
    for (const auto& id : view.household.members) {
        const auto person = std::ranges::find(view.persons, id, &d::Person::id);
        if (person != view.persons.end() && !person->roles.contains(d::Role::liaison)) return id;
    }
    return {};
}

}  // namespace

asio::awaitable<Result<HouseholdView>> Api::visible_household(User user, std::string id) {
    if (!is_id(id)) co_return Errc::not_found;
    auto view = co_await backend_.household(d::HouseholdId{std::move(id)});
    if (view && !sees(user, view->household.organisation, backend_.programme())) co_return Errc::not_found;
    co_return view;
}

Api::Answer Api::act_on_household(Call call, d::Command command) {
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    const auto view = co_await backend_.household(d::HouseholdId{call.request.params.at("id")});
    if (!view) co_return problem(view.error());
    co_return json(present(*view, viewer(call)));
}

Api::Answer Api::households(Call call) {
    HouseholdFilter filter;
    const auto which = which_named(call.request.parameter("which"));
    if (!which) co_return problem(400, "没有这种筛选。");
    filter.which = *which;
    filter.phone_tail = std::string(call.request.parameter("phone"));
    // A whole number never enters an address.
    if (!filter.phone_tail.empty() && !is_phone_tail(filter.phone_tail))
        co_return problem(400, "请用手机的最后 4 位数字查找。");
    const d::OrganisationId wished{std::string(call.request.parameter("organisation"))};
    const auto organisation = narrowed(call.session.user, wished, backend_.programme());
    if (!organisation) co_return problem(not_within_yours);
    filter.organisation = *organisation;
    const auto found = co_await backend_.households(std::move(filter));
    if (!found) co_return problem(found.error());
    co_return json(present(std::span<const HouseholdItem>(*found), viewer(call)));
}

Api::Answer Api::household(Call call) {
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    co_return json(present(*view, viewer(call)));
}

Api::Answer Api::partners(Call call) {
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    const auto found = co_await backend_.partners(view->household.id);
    if (!found) co_return problem(found.error());
    co_return json(present(std::span<const Candidate>(*found), viewer(call)));
}

Api::Answer Api::breaks(Call call) {
    const auto& programme = backend_.programme();
    const d::OrganisationId wished{std::string(call.request.parameter("organisation"))};
    const auto organisation = narrowed(call.session.user, wished, programme);
    if (!organisation) co_return problem(not_within_yours);
    auto day = programme.calendar_of(*organisation).local_day(backend_.now());
    if (const auto text = call.request.parameter("day"); !text.empty()) {
        const auto parsed = parse_day(text);
        if (!parsed) co_return problem(400, "日期应写成 2026-01-31 这样。");
        day = *parsed;
    }
    const auto found = co_await backend_.breaks(day, *organisation);
    if (!found) co_return problem(found.error());
    co_return json(Json{{"day", format_day(day)}, {"items", present(std::span<const Break>(*found), viewer(call))}});
}

Api::Answer Api::hand_over(Call call) {
    const auto body = read_object(call.request, {"person", "note"});
    if (!body) co_return problem(body.error());
    auto person = text_field(*body, "person", "新的结对人", id_chars_max);
    if (!person) co_return problem(person.error());
    auto note = text_field(*body, "note", "交接说明", note_chars_max);
    if (!note) co_return problem(note.error());
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::HandOverFamily{view->household.id, d::PersonId{std::move(*person)}, std::move(*note)};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

Api::Answer Api::set_backup(Call call) {
    const auto body = read_object(call.request, {"person"});
    if (!body) co_return problem(body.error());
    auto person = text_field(*body, "person", "后备结对人", id_chars_max, false);
    if (!person) co_return problem(person.error());
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::SetBackup{view->household.id, d::PersonId{std::move(*person)}};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

Api::Answer Api::end_pair(Call call) {
    const auto body = read_object(call.request, {"reason", "open_work"});
    if (!body) co_return problem(body.error());
    auto reason = text_field(*body, "reason", "原因", note_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto work = text_field(*body, "open_work", "没办完的事", id_chars_max);
    if (!work) co_return problem(work.error());
    if (*work != "reassign" && *work != "close") co_return problem(422, "请选择没办完的事怎么办。");
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    const auto then = *work == "close" ? d::OpenWork::close : d::OpenWork::reassign;
    d::Command command = d::EndPair{view->household.id, std::move(*reason), then};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

/// The requester of a ticket that this account sees: nobody is linked by an id alone.
Api::Answer Api::link_person(Call call) {
    const auto body = read_object(call.request, {"ticket"});
    if (!body) co_return problem(body.error());
    auto number = text_field(*body, "ticket", "工单", id_chars_max);
    if (!number) co_return problem(number.error());
    const auto ticket = co_await visible_ticket(call.session.user, std::move(*number));
    if (!ticket) co_return problem(ticket.error());
    const auto right = d::right_of(ticket->ticket, call.session.user.organisation, backend_.programme());
    if (!d::does_everything(right)) co_return problem(make_error_code(d::Errc::part_only));
    if (ticket->ticket.requester.empty()) co_return problem(no_requester);
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::LinkPerson{ticket->ticket.requester, view->household.id};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

Api::Answer Api::move_series(Call call) {
    const auto body = read_object(call.request, {"need", "move", "reason", "until"});
    if (!body) co_return problem(body.error());
    auto need = text_field(*body, "need", "服务", id_chars_max);
    if (!need) co_return problem(need.error());
    const auto name = text_field(*body, "move", "怎么办", id_chars_max);
    if (!name) co_return problem(name.error());
    const auto move = series_move_named(*name);
    if (!move) co_return problem(422, "请选择跳过、暂停、恢复或结束。");
    auto reason = text_field(*body, "reason", "原因", note_chars_max, false);
    if (!reason) co_return problem(reason.error());
    const auto until = time_field(*body, "until", "暂停到");
    if (!until) co_return problem(until.error());
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::MoveSeries{view->household.id, std::move(*need), *move, *until, std::move(*reason)};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

Api::Answer Api::make_plan(Call call) {
    const auto body = read_object(call.request, {});
    if (!body) co_return problem(body.error());
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::MakePlan{view->household.id};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

Api::Answer Api::limit_contacts(Call call) {
    const auto body = read_object(call.request, {"every_days"});
    if (!body) co_return problem(body.error());
    const auto days = body->find("every_days");
    const bool sound = days != body->end() && days->is_number_integer() && *days >= 0 && *days <= d::contacts_never;
    if (!sound) co_return problem(422, "请选择多久主动联系一次。");
    const auto view = co_await visible_household(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    auto speaker = speaker_of(*view);
    if (speaker.empty()) co_return problem(nobody_speaks);
    d::Command command = d::LimitOutreach{std::move(speaker), days->get<int>()};
    co_return co_await act_on_household(std::move(call), std::move(command));
}

}  // namespace warmline::console
