#include <algorithm>

#include "access.hpp"
#include "dispatcher/duty.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/json.hpp"
#include "present_parts.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

const char* word_of(d::Presence presence) noexcept {
    switch (presence) {
        case d::Presence::on_duty:
            return "on_duty";
        case d::Presence::off_shift:
            return "off_shift";
        case d::Presence::resting:
            return "resting";
        case d::Presence::on_leave:
            break;
    }
    return "on_leave";
}

Json duty_now(const d::Helper& helper, d::Time now) {
    const auto presence = d::presence_of(helper, now);
    Json out{{"presence", word_of(presence.presence)}};
    add_time(out, "until", presence.until);
    return out;
}

/// What a list shows: the telephone masked, no reason of a leave.
Json row(const d::Person& person, const Viewer& viewer) {
    const auto& helper = d::helper_of(person);
    auto works = Json::array(), roles = Json::array();
    for (const auto& need : helper.needs) works.push_back(viewer.programme.name_of(need));
    for (const auto role : person.roles) roles.push_back(d::name_of(role));
    Json out{{"id", person.id.value},
             {"name", person.name},
             {"phone", masked(person.phone)},
             {"roles", std::move(roles)},
             {"organisation_name", name_of(person.organisation, viewer.programme)},
             {"works", std::move(works)},
             {"load", d::load_of(person)},
             {"capacity", viewer.programme.capacity_now(helper.capacity)},
             {"families", person.families.size()},
             {"duty", duty_now(helper, viewer.now)}};
    add_time(out, "expires", d::first_expiry(helper, viewer.now));
    return out;
}

Json licences_of(const d::Helper& helper) {
    auto out = Json::array();
    for (const auto& licence : helper.licences) {
        Json one{{"licence", licence}};
        if (const auto end = helper.expiry.find(licence); end != helper.expiry.end())
            add_time(one, "ends", end->second);
        out.push_back(std::move(one));
    }
    return out;
}

/// Of leave that is not over; why only to those who may change it.
Json leave_of(const d::Helper& helper, const Viewer& viewer) {
    auto out = Json::array();
    for (const auto& leave : helper.leave) {
        if (leave.to <= viewer.now) continue;
        Json one{{"from", d::to_ms(leave.from)}, {"to", d::to_ms(leave.to)}};
        if (may(viewer.user.role, Action::change_person)) add_text(one, "why", leave.why);
        out.push_back(std::move(one));
    }
    return out;
}

Json shifts_of(const d::Helper& helper) {
    auto out = Json::array();
    for (const auto& shift : helper.shifts)
        out.push_back({{"weekday", shift.weekday}, {"from", shift.from.count()}, {"to", shift.to.count()}});
    return out;
}

/// Each kind of work taken on, with what is carried of it and how much of it may be.
Json kinds_of(const d::Helper& helper, const d::OrganisationId& organisation, const d::Programme& programme) {
    auto needs = helper.needs;
    for (const auto& [need, limit] : helper.kind_limits) needs.insert(need);
    Json out = Json::array();
    for (const auto& need : needs) {
        const auto load = helper.kind_load.find(need);
        Json one{{"need", need},
                 {"need_name", programme.name_of(need, organisation)},
                 {"load", load == helper.kind_load.end() ? 0 : load->second}};
        if (const auto limit = helper.kind_limits.find(need); limit != helper.kind_limits.end())
            one["limit"] = limit->second;
        out.push_back(std::move(one));
    }
    return out;
}

Json districts_of(const d::Helper& helper, const d::Programme& programme) {
    auto out = Json::array();
    for (const auto& id : helper.districts) {
        const auto* district = programme.district(id);
        out.push_back(district ? district->name : id);
    }
    return out;
}

Json squad_of(const PersonView& view, const d::Helper& helper) {
    auto members = Json::array();
    for (const auto& other : view.squad) {
        const auto& theirs = d::helper_of(other);
        members.push_back(
            {{"id", other.id.value}, {"name", other.name}, {"captain", theirs.captain}, {"reserve", theirs.reserve}});
    }
    return {{"name", helper.squad},
            {"captain", helper.captain},
            {"reserve", helper.reserve},
            {"members", std::move(members)}};
}

/// Those that the account sees.
Json tickets_of(const std::vector<TicketItem>& items, const Viewer& viewer, std::size_t& hidden) {
    auto out = Json::array();
    for (const auto& item : items) {
        if (sees(viewer.user, item.ticket, viewer.programme))
            out.push_back(present(item, viewer));
        else
            ++hidden;
    }
    return out;
}

Json families_of(const std::vector<FamilyItem>& families, const Viewer& viewer) {
    auto out = Json::array();
    for (const auto& family : families) {
        if (!sees(viewer.user, family.organisation, viewer.programme)) continue;
        out.push_back({{"id", family.id.value},
                       {"name", family.name},
                       {"deputy_name", family.deputy_name},
                       {"as_backup", family.as_backup}});
    }
    return out;
}

Json numbers_of(const std::vector<TicketItem>& items, const Viewer& viewer) {
    auto out = Json::array();
    for (const auto& item : items)
        out.push_back({{"id", item.ticket.id.value},
                       {"need_name", viewer.programme.name_of(item.ticket.need, item.ticket.organisation)}});
    return out;
}

}  // namespace

Json present(const PersonPage& page, const Viewer& viewer) {
    auto items = Json::array();
    for (const auto& person : page.items) items.push_back(row(person, viewer));
    Json out{{"items", std::move(items)}, {"total", page.total}};
    add_text(out, "next", page.next);
    return out;
}

Json present(const PersonView& view, const Viewer& viewer) {
    const auto& helper = d::helper_of(view.person);
    std::size_t hidden = 0;
    auto offers = tickets_of(view.offers, viewer, hidden), tickets = tickets_of(view.tickets, viewer, hidden);
    Json out{{"person", row(view.person, viewer)},
             {"contact", contact(view.person, viewer)},
             {"subjects", helper.subjects},
             {"stages", helper.stages},
             {"languages", helper.languages},
             {"seats", helper.seats},
             {"districts", districts_of(helper, viewer.programme)},
             {"licences", licences_of(helper)},
             {"shifts", shifts_of(helper)},
             {"leave", leave_of(helper, viewer)},
             {"capacity", helper.capacity},
             {"per_day", helper.per_day},
             {"kinds", kinds_of(helper, view.person.organisation, viewer.programme)},
             {"taken_today", helper.today == d::helper_day(viewer.now) ? helper.taken_today : 0},
             {"offers", std::move(offers)},
             {"tickets", std::move(tickets)},
             {"hidden", hidden},
             {"families", families_of(view.families, viewer)},
             {"calendar", !view.calendars     ? "none_possible"
                          : view.has_calendar ? "given"
                                              : "none"},
             {"may_change", may(viewer.user.role, Action::change_person)}};
    if (helper.rest_until && *helper.rest_until > viewer.now) add_time(out, "rest_until", helper.rest_until);
    if (!helper.squad.empty()) out["squad"] = squad_of(view, helper);
    return out;
}

Json present(const LeavePreview& preview, const Viewer& viewer) {
    return {{"moved", numbers_of(preview.moved, viewer)},
            {"kept", preview.kept},
            {"due_within", numbers_of(preview.due_within, viewer)},
            {"families", families_of(preview.families, viewer)}};
}

}  // namespace warmline::console
