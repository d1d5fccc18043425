#include <algorithm>

#include "days.hpp"
#include "dispatcher/places.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using Day = std::chrono::sys_days;

/// 12月5日.
std::string in_words(Day day) {
    const std::chrono::year_month_day date(day);
    return std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日";
}

/// The one that is named; else the one where it is booked or a room is free that day; else the first.
const House& house_for(const Draft& draft, const Service& service, const Ticket& ticket, const std::string& words,
                       Day day) {
    for (const auto& house : service.places)
        if (words.find(house.name) != std::string::npos) return house;
    const auto* booked = ticket.stay ? house_of(service, ticket.stay->house) : nullptr;
    if (booked && has_room(*booked, stays_of(draft.programme), day, ticket.id)) return *booked;
    for (const auto& house : service.places)
        if (has_room(house, stays_of(draft.programme), day, ticket.id)) return house;
    return service.places.front();
}

void say_full(Draft& draft, const House& house, const TicketId& id, Day day) {
    const auto next = next_free(house, stays_of(draft.programme), day, id);
    if (!next) return draft.say("room.full_year", {{"house", house.name}}, {id});
    draft.say("room.full",
              {{"house", house.name},
               {"from", in_words(day)},
               {"nights", std::to_string(house.nights)},
               {"day", in_words(*next)}},
              {id});
}

void ask_day(Draft& draft, const Service& service, const TicketId& id) {
    const auto today = draft.today();
    draft.say("room.ask_day", {{"example", in_words(today + std::chrono::days(1))}}, {id});
    for (const auto& house : service.places)
        if (const auto next = next_free(house, stays_of(draft.programme), today, id))
            draft.say("room.free_from", {{"house", house.name}, {"day", in_words(*next)}}, {id});
}

void book_for(Draft& draft, const Ticket& ticket, const std::string& words) {
    const auto* service = draft.service(ticket.need, ticket.id);
    if (!service || service->places.empty()) return draft.say("room.none", {}, {ticket.id});
    const auto named = days_in(squeezed(fold(words).text), draft.today());
    if (named.empty()) return ask_day(draft, *service, ticket.id);
    const auto day = named.front().first;
    const auto& house = house_for(draft, *service, ticket, words, day);
    if (!has_room(house, stays_of(draft.programme), day, ticket.id)) return say_full(draft, house, ticket.id, day);
    draft.command(BookStay{ticket.id, house.id, day});
    draft.say("room.booked",
              {{"house", house.name},
               {"from", in_words(day)},
               {"until", in_words(day + std::chrono::days(house.nights))},
               {"nights", std::to_string(house.nights)}},
              {ticket.id});
}

}  // namespace

std::vector<TicketId> bookable(const Draft& draft) {
    std::vector<TicketId> out;
    if (!draft.helper()) return out;
    for (const auto& id : draft.helper()->tickets) {
        const auto* ticket = draft.ticket(id);
        const auto* service = ticket ? draft.service(ticket->need, id) : nullptr;
        if (service && !service->places.empty()) out.push_back(id);
    }
    return out;
}

void book_room(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    for (const auto& id : tickets)
        if (const auto* ticket = draft.ticket(id)) book_for(draft, *ticket, words);
}

}  // namespace warmline::bot::talk
