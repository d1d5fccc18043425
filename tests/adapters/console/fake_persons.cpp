#include "dispatcher/duty.hpp"
#include "dispatcher/fit.hpp"
#include "fake_backend.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;

std::vector<TicketItem> FakeBackend::items_of(const std::vector<d::TicketId>& ids) const {
    std::vector<TicketItem> out;
    for (const auto& id : ids) out.push_back(with_names(state_.tickets.at(id)));
    return out;
}

FamilyItem FakeBackend::family_item(const d::Household& home, const d::PersonId& deputy) const {
    FamilyItem item;
    item.id = home.id;
    item.organisation = home.organisation;
    item.name = home.members.empty() ? std::string() : who_is(home.members.front()).name;
    item.deputy_name = who_is(deputy).name;
    return item;
}

asio::awaitable<Result<PersonPage>> FakeBackend::persons(PersonFilter filter, Page page) {
    if (away) co_return Errc::unavailable;
    const auto* last = page.after.empty() ? nullptr : state_.person(d::PersonId{page.after});
    if (!page.after.empty() && !last) co_return Errc::bad_cursor;
    PersonMatch matches(filter, programme_, clock);
    std::vector<const d::Person*> found;
    for (const auto& [id, person] : state_.persons)
        if (matches(person)) found.push_back(&person);
    co_return page_of(std::move(found), last, page.limit);
}

asio::awaitable<Result<PersonView>> FakeBackend::person(d::PersonId id) {
    if (away) co_return Errc::unavailable;
    const auto* known = state_.person(id);
    if (!known || !d::helps(*known)) co_return Errc::not_found;
    const auto& helper = d::helper_of(*known);
    PersonView view;
    view.person = *known;
    view.offers = items_of(helper.offers);
    view.tickets = items_of(helper.tickets);
    for (const auto& [home_id, home] : state_.households) {
        if (!home.pair || (home.pair->partner != id && home.pair->backup != id)) continue;
        view.families.push_back(family_item(home, home.pair->backup));
        view.families.back().as_backup = home.pair->partner != id;
    }
    for (const auto& [other_id, other] : state_.persons)
        if (other_id != id && !helper.squad.empty() && d::helper_of(other).squad == helper.squad)
            view.squad.push_back(other);
    view.calendars = true;
    view.has_calendar = calendars.contains(id);
    co_return view;
}

asio::awaitable<Result<LeavePreview>> FakeBackend::preview(d::PersonId id, d::Leave leave) {
    if (away) co_return Errc::unavailable;
    const auto effect = d::effect_of(state_, id, leave, clock);
    LeavePreview out;
    out.kept = effect.kept.size();
    out.moved = items_of(effect.moved);
    out.due_within = items_of(effect.due_within);
    for (const auto& family : effect.families)
        out.families.push_back(family_item(state_.households.at(family.id), family.deputy));
    co_return out;
}

asio::awaitable<Result<std::string>> FakeBackend::calendar(d::PersonId id, bool anew, d::Actor actor) {
    if (away) co_return Errc::unavailable;
    if (const auto done = decide_and_apply(d::GiveCalendar{id, anew}, actor); !done) co_return done.error();
    auto& number = calendars[id];
    if (anew || number == 0) number = ++calendars_made_;
    co_return "https://warmline.example/calendar/" + std::to_string(number) + ".ics";
}

}  // namespace warmline::console::testing
