#include "backlog_cost.hpp"

#include <algorithm>

namespace warmline::dispatcher::backlog {

using namespace std::chrono_literals;

Time due_of(const Ticket& ticket, Time now) {
    auto next = Time::max(), passed = Time::max();
    for (const auto& deadline : ticket.deadlines)
        if (!deadline.met) {
            auto& due = deadline.due > now ? next : passed;
            due = std::min(due, deadline.due);
        }
    return next < Time::max() ? next : passed;
}

std::int64_t cost_of_waiting(const Ticket& ticket, Time now) {
    static constexpr std::array<std::int64_t, 5> by_tier{100'000, 20'000, 8'000, 4'000, 3'000};
    static constexpr std::int64_t soon = 3'000, late = 1'800, today = 600;
    const auto due = due_of(ticket, now);
    const auto near = due <= now ? late : due <= now + 2h ? soon : due <= now + 24h ? today : 0;
    return by_tier[static_cast<std::size_t>(ticket.tier)] + near;
}

std::int64_t cost_of_fit(const Fit& fit, const Weights& weights) {
    constexpr std::int64_t of_level = 300, of_late = 150;
    const int most = weights.continuity + weights.idle + weights.answers + weights.district + weights.language;
    return most - (fit.total() - fit.of(Factor::free)) + of_level * fit.level + (fit.late ? of_late : 0);
}

std::int64_t cost_of_load(int load, int capacity, const Weights& weights) {
    return weights.free - points_of_room(weights, load, capacity);
}

std::tuple<Tier, Time, std::string_view> urgency_of(const Ticket& ticket, Time now) {
    return {ticket.tier, due_of(ticket, now), ticket.id.value};
}

}  // namespace warmline::dispatcher::backlog

namespace warmline::dispatcher {

std::int64_t urgency_score(const Ticket& ticket) {
    constexpr auto tier_step = std::int64_t{1} << 42;  // more than any moment before the year 2109, in Unix ms
    auto first = tier_step - 1;
    for (const auto& deadline : ticket.deadlines)
        if (!deadline.met) first = std::min(first, to_ms(deadline.due));
    return static_cast<std::int64_t>(ticket.tier) * tier_step + first;
}

}  // namespace warmline::dispatcher
