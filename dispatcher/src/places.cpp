#include "dispatcher/places.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

using Day = std::chrono::sys_days;

bool is_open(const House& house, Day night) {
    return (!house.from || night >= *house.from) && (!house.to || night <= *house.to);
}

}  // namespace

const House* house_of(const Service& service, std::string_view id) {
    const auto it = std::ranges::find(service.places, id, &House::id);
    return it == service.places.end() ? nullptr : &*it;
}

std::span<const Stay> stays_of(const Programme& programme) noexcept {
    return programme.situation ? std::span<const Stay>(programme.situation->stays) : std::span<const Stay>();
}

std::vector<int> free_rooms(const House& house, std::span<const Stay> stays, Day from, int days,
                            const TicketId& except) {
    std::vector<int> out(static_cast<std::size_t>(std::max(days, 0)));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = is_open(house, from + std::chrono::days(i)) ? house.rooms : 0;
    for (const auto& stay : stays) {
        if (stay.house != house.id || stay.ticket == except) continue;
        const auto begin = std::max<std::int64_t>((stay.first - from).count(), 0);
        const auto end = std::min<std::int64_t>((stay.leaves() - from).count(), std::ssize(out));
        for (auto i = begin; i < end; ++i) --out[static_cast<std::size_t>(i)];
    }
    for (auto& rooms : out) rooms = std::max(rooms, 0);  // the house may have fewer now than were booked
    return out;
}

bool has_room(const House& house, std::span<const Stay> stays, Day first, const TicketId& except) {
    const auto free = free_rooms(house, stays, first, house.nights, except);
    return std::ranges::all_of(free, [](int rooms) { return rooms > 0; });
}

std::optional<Day> next_free(const House& house, std::span<const Stay> stays, Day earliest, const TicketId& except) {
    const auto free = free_rooms(house, stays, earliest, booking_days_max + house.nights, except);
    int in_a_row = 0;
    for (std::size_t i = 0; i < free.size(); ++i) {
        in_a_row = free[i] > 0 ? in_a_row + 1 : 0;
        if (in_a_row >= house.nights) return earliest + std::chrono::days(static_cast<int>(i) + 1 - house.nights);
    }
    return std::nullopt;
}

void book(std::vector<Stay>& stays, const Stay& stay, Day today) {
    std::erase_if(stays, [&](const Stay& one) { return one.ticket == stay.ticket || one.leaves() <= today; });
    stays.push_back(stay);
}

}  // namespace warmline::dispatcher
