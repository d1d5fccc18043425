#include <algorithm>
#include <set>

#include "decisions.hpp"
#include "dispatcher/group.hpp"

namespace warmline::dispatcher {
namespace {

/// Enough of the group for a ticket's history to say what it was.
SupportGroup named(const SupportGroup& group) {
    SupportGroup out;
    out.id = group.id;
    out.name = group.name;
    return out;
}

Event event_of_group(EventKind kind, SupportGroup group, std::string text) {
    Event event = event_of(kind, {}, std::move(text));
    event.group = std::move(group);
    return event;
}

const Hospital* hospital_named(const Programme& programme, const std::string& name) {
    const auto it = std::ranges::find(programme.hospitals, name, &Hospital::name);
    return it == programme.hospitals.end() ? nullptr : &*it;
}

bool can_be_led_by(const Turn& turn, const std::vector<PersonId>& experts, const Service& service) {
    if (experts.empty() || experts.size() > group_experts_max) return false;
    if (std::set(experts.begin(), experts.end()).size() != experts.size()) return false;
    return std::ranges::all_of(experts, [&](const PersonId& id) {
        const auto* person = turn.person(id);
        return person && may_lead(*person, service, turn.now);
    });
}

/// An account acts for the groups of its organisation and of those below it.
Done may_touch(const Turn& turn, const OrganisationId& organisation) {
    const auto& own = turn.actor.organisation;
    if (!is_office(turn.actor) || (own && !turn.programme.is_within(organisation, own))) return Errc::not_yours;
    return {};
}

void refer(Turn& turn, const TicketId& id, const SupportGroup& group) {
    Event event = event_of(EventKind::group_referred, id, group.name);
    event.group = named(group);
    turn.emit(std::move(event));
    turn.notify({NoticeKind::support_group, turn.ticket(id)->requester, id, group.experts.front(), group.join, false});
}

Reported reported(const Turn& turn, const Ticket& ticket) {
    return {&ticket, turn.household(ticket.household), turn.person(ticket.requester)};
}

}  // namespace

bool refer_to_group(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    if (ticket.group) return false;
    const auto* group = group_for(turn.situation().groups, reported(turn, ticket), turn.programme);
    if (!group) return false;
    refer(turn, id, *group);
    return true;
}

Done decide_on(Turn& turn, const OpenGroup& command) {
    const auto& group = command.opened;
    const auto* hospital = hospital_named(turn.programme, group.hospital);
    if (!hospital) return Errc::value_out_of_range;
    if (const auto allowed = may_touch(turn, hospital->staff_organisation); !allowed) return allowed;
    const auto* service = turn.programme.service(group.need, hospital->staff_organisation);
    if (!service || !service->group) return Errc::need_unknown;
    if (group.id.empty() || group.name.empty() || group.leader.empty() || group.join.empty())
        return Errc::value_out_of_range;
    const auto& open = turn.situation().groups;
    if (std::ranges::any_of(open, [&](const auto& one) { return overlaps(one, group); })) return Errc::group_exists;
    if (turn.situation().group(group.id)) return Errc::already_so;
    if (open.size() >= groups_max) return Errc::value_out_of_range;
    if (!can_be_led_by(turn, group.experts, *service)) return Errc::not_an_expert;
    auto opened = group;
    opened.organisation = hospital->staff_organisation;
    opened.opened = turn.now;
    turn.emit(event_of_group(EventKind::group_opened, std::move(opened), group.name));
    return {};
}

Done decide_on(Turn& turn, const ChangeGroup& command) {
    const auto* group = turn.situation().group(command.group);
    if (!group) return Errc::group_unknown;
    if (const auto allowed = may_touch(turn, group->organisation); !allowed) return allowed;
    if (command.join.empty()) return Errc::value_out_of_range;
    auto changed = *group;
    changed.experts = command.experts;
    changed.join = command.join;
    if (!command.name.empty()) changed.name = command.name;
    if (!command.leader.empty()) changed.leader = command.leader;
    if (changed == *group) return Errc::already_so;
    const auto* service = turn.programme.service(group->need, group->organisation);
    if (!service) return Errc::need_unknown;
    if (!can_be_led_by(turn, command.experts, *service)) return Errc::not_an_expert;
    auto name = changed.name;
    turn.emit(event_of_group(EventKind::group_changed, std::move(changed), std::move(name)));
    return {};
}

Done decide_on(Turn& turn, const CloseGroup& command) {
    const auto* group = turn.situation().group(command.group);
    if (!group) return Errc::group_unknown;
    if (const auto allowed = may_touch(turn, group->organisation); !allowed) return allowed;
    if (command.reason.empty()) return Errc::reason_missing;
    turn.emit(event_of_group(EventKind::group_closed, named(*group), command.reason));
    return {};
}

Done decide_on(Turn& turn, const ReferToGroup& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (!is_office(turn.actor)) return Errc::not_yours;
    const auto* group = turn.situation().group(command.group);
    if (!group || !covers(*group, reported(turn, *ticket), turn.programme)) return Errc::group_unknown;
    if (ticket->group) return Errc::already_so;
    refer(turn, command.ticket, *group);
    const Ticket& after = *turn.ticket(command.ticket);
    if (after.with_coordinator && after.state == TicketState::new_) offer_next(turn, command.ticket);
    return {};
}

}  // namespace warmline::dispatcher
