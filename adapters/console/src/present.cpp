#include "present.hpp"

#include "access.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/json.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;

std::string masked(std::string_view phone) {
    if (phone.empty()) return {};
    if (phone.size() < 7)
        return "****" + std::string(phone.substr(phone.size() - std::min<std::size_t>(2, phone.size())));
    return std::string(phone.substr(0, 3)) + "****" + std::string(phone.substr(phone.size() - 4));
}

std::string name_of(const d::OrganisationId& id, const d::Programme& programme) {
    const auto* organisation = programme.organisation(id);
    return organisation ? organisation->name : id.value;
}

Json present(const Session& session, const d::Programme& programme) {
    const auto& user = session.user;
    return {{"name", user.name},
            {"display_name", user.display_name},
            {"role", name_of(user.role)},
            {"organisation", user.organisation.value},
            {"organisation_name", name_of(user.organisation, programme)},
            {"csrf", session.csrf},
            {"until", d::to_ms(session.until)},
            {"may",
             {{"note", may(user.role, Action::note)},
              {"move", may(user.role, Action::move)},
              {"reassign", may(user.role, Action::reassign)},
              {"pair", may(user.role, Action::pair)},
              {"switch_surge",
               may(user.role, Action::switch_surge) && user.organisation == programme.organisations.front().id},
              {"finish_call", may(user.role, Action::finish_call)},
              {"settle_message", may(user.role, Action::settle_message)}}}};
}

Json present_catalogue(const Viewer& viewer) {
    auto organisations = Json::array(), needs = Json::array();
    for (const auto& organisation : viewer.programme.organisations) {
        if (!sees(viewer.user, organisation.id, viewer.programme)) continue;
        organisations.push_back(
            {{"id", organisation.id.value}, {"name", organisation.name}, {"parent", organisation.parent.value}});
    }
    for (const auto& service : viewer.programme.services) {
        needs.push_back({{"code", service.need}, {"name", service.name}});
    }
    const auto& calendar = viewer.programme.calendar_of(viewer.user.organisation);
    return {{"title", viewer.programme.title},
            {"today", format_day(calendar.local_day(viewer.now))},
            {"organisations", std::move(organisations)},
            {"needs", std::move(needs)}};
}

namespace {

/// The rest or leave that runs now, and the shifts outside of which it is now.
void add_absence(Json& out, const d::Helper& helper, d::Time now) {
    std::optional<d::Leave> away;
    if (helper.rest_until && *helper.rest_until > now) away = d::Leave{now, *helper.rest_until, {}};
    for (const auto& leave : helper.leave) {
        if (leave.from <= now && now < leave.to && (!away || leave.to > away->to)) away = leave;
    }
    if (away) out["away"] = {{"until", d::to_ms(away->to)}, {"why", away->why}};
    if (d::on_shift(helper, now)) return;
    auto shifts = Json::array();
    for (const auto& shift : helper.shifts) {
        shifts.push_back({{"weekday", shift.weekday}, {"from", shift.from.count()}, {"to", shift.to.count()}});
    }
    out["shifts"] = std::move(shifts);
}

}  // namespace

Json present(std::span<const Candidate> candidates, const Viewer& viewer) {
    auto items = Json::array();
    for (const auto& candidate : candidates) {
        const auto& person = candidate.person;
        const auto load = person.helper ? person.helper->offers.size() + person.helper->tickets.size() : 0;
        Json item{{"person", person.id.value},
                  {"name", person.name},
                  {"organisation_name", name_of(person.organisation, viewer.programme)},
                  {"phone", masked(person.phone)},
                  {"suitable", candidate.suitable},
                  {"why", candidate.why},
                  {"load", load},
                  {"capacity", person.helper ? viewer.programme.capacity_now(person.helper->capacity) : 0}};
        if (!candidate.suitable && person.helper) add_absence(item, *person.helper, viewer.now);
        items.push_back(std::move(item));
    }
    return {{"items", std::move(items)}};
}

Json present(std::span<const CallItem> calls, const Viewer& viewer) {
    const bool whole = viewer.user.role != UserRole::leader;
    auto items = Json::array();
    for (const auto& call : calls) {
        const auto& task = call.task;
        items.push_back({{"id", task.id},
                         {"ticket", task.ticket.value},
                         {"need_name", viewer.programme.name_of(call.need)},
                         {"organisation_name", name_of(task.organisation, viewer.programme)},
                         {"person_name", call.person_name},
                         {"phone", whole ? call.person_phone : masked(call.person_phone)},
                         {"reason", task.reason},
                         {"text", task.text},
                         {"urgent", task.urgent},
                         {"opened", d::to_ms(task.opened)}});
    }
    return {{"items", std::move(items)}};
}

Json present(std::span<const ParkedMessage> messages, const Viewer& viewer) {
    auto items = Json::array();
    for (const auto& message : messages) {
        items.push_back({{"id", message.id},
                         {"person_name", message.person_name},
                         {"organisation_name", name_of(message.organisation, viewer.programme)},
                         {"ticket", message.ticket.value},
                         {"text", message.text},
                         {"why", message.why},
                         {"code", message.code},
                         {"at", d::to_ms(message.at)},
                         {"waiting", message.waiting}});
    }
    return {{"items", std::move(items)}};
}

Json present(const Change& change) {
    constexpr std::array<const char*, 6> names{"ticket", "call", "parked", "household", "situation", "person"};
    return {{"what", names[static_cast<std::size_t>(change.what)]}, {"id", change.id}, {"at", d::to_ms(change.at)}};
}

}  // namespace warmline::console
