#pragma once
#include "dispatcher/command.hpp"
#include "world.hpp"

// What may come into somebody's mind about squads, support groups and rooms; `one_in(n)` is the dice of
// property_test.cpp.
namespace warmline::dispatcher::testing {

/// Cars are sent by squads; one has a captain, one is of the reserve.
inline void prepare_squads(World& w) {
    for (auto& service : w.programme.services) service.squad = service.need == "transport";
    for (int i = 0; i < 8; ++i) {
        auto person = helper("driver-" + std::to_string(i), i < 6 ? "gz" : "gd", {"transport"});
        person.helper->licences = {"driving"};
        person.helper->seats = 4;
        person.helper->squad = i < 4 ? "一队" : "二队";
        person.helper->captain = i == 2;
        person.helper->reserve = i == 4 || i == 5;
        (void)w.run(ChangePerson{person});
    }
}

inline void prepare_groups(World& w) {
    auto service = *w.programme.service("psych.counsel");
    service.need = service.name = "psych.group";
    service.group = true;
    w.programme.services.push_back(service);
    for (const auto* id : {"expert-1", "expert-2"}) {
        auto expert = w.person(id);
        expert.helper->needs.insert("psych.group");
        (void)w.run(ChangePerson{expert});
    }
}

/// Eldercare is given in two small houses.
inline void prepare_places(World& w) {
    House small;
    small.id = "small";
    small.rooms = 2;
    small.nights = 5;
    auto smaller = small;
    smaller.id = "smaller";
    smaller.rooms = 1;
    smaller.from = std::chrono::sys_days{monday} + std::chrono::days(3);
    for (auto& service : w.programme.services)
        if (service.need == "living.eldercare") service.places = {small, smaller};
}

template <class OneIn>
Command group_command(const World& w, const PersonId& expert, OneIn one_in) {
    const auto note = one_in(4) ? std::string{} : std::string{"说明"};
    const auto& open = w.state.situation->groups;
    if (open.empty() || one_in(3)) {
        SupportGroup group;
        group.id = GroupId{"g" + std::to_string(w.log.size())};
        group.need = "psych.group";
        group.hospital = one_in(3) ? "省人民医院" : "广州市第八人民医院";
        if (one_in(3)) group.team = "急诊科";
        group.name = group.leader = group.join = "说明";
        group.experts = {expert};
        return OpenGroup{group};
    }
    if (one_in(4)) return CloseGroup{open.front().id, note};
    for (const auto& [id, ticket] : w.state.tickets)
        if (ticket.need == "psych.group" && one_in(4)) return ReferToGroup{id, open.front().id};
    return ChangeGroup{open.back().id, {expert}, note};
}

/// A room is booked, moved or let go.
/// @param days  from today
template <class OneIn>
Command stay_command(const World& w, const TicketId& ticket, unsigned days, OneIn one_in) {
    if (one_in(5)) return FreeStay{ticket, one_in(4) ? "" : "说明"};
    const auto day = std::chrono::floor<std::chrono::days>(w.now) + std::chrono::days(days);
    return BookStay{ticket, one_in(2) ? "small" : "smaller", day};
}

}  // namespace warmline::dispatcher::testing
