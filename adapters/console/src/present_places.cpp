#include "dispatcher/places.hpp"

#include "access.hpp"
#include "places.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr int days_shown = 30;

std::chrono::sys_days today(const Viewer& viewer, const d::OrganisationId& organisation) {
    return viewer.programme.calendar_of(organisation).local_day(viewer.now);
}

Json house_of(const d::House& house, const d::Service& service, const Viewer& viewer) {
    const auto stays = d::stays_of(viewer.programme);
    const auto from = today(viewer, house.organisation);
    auto days = Json::array(), booked = Json::array();
    const auto free = d::free_rooms(house, stays, from, days_shown);
    for (int i = 0; i < days_shown; ++i)
        days.push_back({{"day", format_day(from + std::chrono::days(i))}, {"free", free[static_cast<std::size_t>(i)]}});
    for (const auto& stay : stays)
        if (stay.house == house.id && stay.leaves() > from)
            booked.push_back({{"ticket", stay.ticket.value},
                              {"first", format_day(stay.first)},
                              {"leaves", format_day(stay.leaves())}});
    return {{"id", house.id},
            {"name", house.name},
            {"need_name", service.name},
            {"organisation_name", name_of(house.organisation, viewer.programme)},
            {"rooms", house.rooms},
            {"nights", house.nights},
            {"price", house.price},
            {"days", std::move(days)},
            {"stays", std::move(booked)}};
}

}  // namespace

Json present_places(const Viewer& viewer) {
    auto houses = Json::array();
    for (const auto& service : viewer.programme.services)
        for (const auto& house : service.places)
            if (sees(viewer.user, house.organisation, viewer.programme))
                houses.push_back(house_of(house, service, viewer));
    return {{"houses", std::move(houses)}};
}

void add_stay(Json& out, const d::Ticket& ticket, const Viewer& viewer) {
    const auto* service = viewer.programme.service(ticket.need, ticket.organisation);
    if (!service || service->places.empty()) return;
    if (const auto& stay = ticket.stay) {
        const auto* house = d::house_of(*service, stay->house);
        out["stay"] = {{"house", stay->house},
                       {"house_name", house ? house->name : stay->house},
                       {"price", house ? house->price : ""},
                       {"first", format_day(stay->first)},
                       {"leaves", format_day(stay->leaves())},
                       {"nights", stay->nights}};
    }
    if (d::is_over(ticket.state) || ticket.draft || !may(viewer.user.role, Action::move)) return;
    auto houses = Json::array();
    for (const auto& house : service->places) {
        Json one{{"id", house.id}, {"name", house.name}, {"nights", house.nights}, {"price", house.price}};
        const auto from = today(viewer, ticket.organisation);
        if (const auto next = d::next_free(house, d::stays_of(viewer.programme), from, ticket.id))
            one["next_free"] = format_day(*next);
        houses.push_back(std::move(one));
    }
    out["houses"] = std::move(houses);
}

std::string next_free_in_words(const d::Ticket& ticket, const std::string& id, std::chrono::sys_days earliest,
                               const d::Programme& programme) {
    const auto* service = programme.service(ticket.need, ticket.organisation);
    const auto* house = service ? d::house_of(*service, id) : nullptr;
    if (!house) return {};
    const auto next = d::next_free(*house, d::stays_of(programme), earliest, ticket.id);
    const auto nights = std::to_string(house->nights);
    if (!next) return "从这天起的一年里没有连着" + nights + "晚的空房。";
    return "从这天起没有连着" + nights + "晚的空房，最近可以从 " + format_day(*next) + " 起住。";
}

}  // namespace warmline::console
