#include "city_people.hpp"

#include <algorithm>

#include "dispatcher/fit.hpp"

namespace warmline::dispatcher::city {
namespace {

struct Habit {
    double silent, minutes, seconds_in_crisis;
};
Habit habit_of(Temper temper) {
    switch (temper) {
        case Temper::prompt:
            return {.silent = 0.03, .minutes = 6, .seconds_in_crisis = 25};
        case Temper::usual:
            return {.silent = 0.10, .minutes = 25, .seconds_in_crisis = 45};
        case Temper::slow:
            return {.silent = 0.20, .minutes = 110, .seconds_in_crisis = 100};
        case Temper::ghost:
            break;
    }
    return {.silent = 0.85, .minutes = 180, .seconds_in_crisis = 240};
}

Span seconds_of(double s) { return Span{static_cast<std::int64_t>(s * 1000)}; }

bool is_urgent(const Ticket& ticket) { return ticket.tier == Tier::t0 || ticket.tier == Tier::t1; }

/// The next moment at which people are up.
Time awake(Time at) {
    const auto local = local_minutes(at);
    if (local >= 7h && local < 23h) return at;
    const Time midnight = at - (at + 8h - std::chrono::floor<std::chrono::days>(at + 8h));
    return midnight + (local < 7h ? 7h : 31h) + 20min;
}

}  // namespace

Answer answer_of(const Soul& soul, const Ticket& ticket, const Programme& programme, Bond bond, int attempt, Time now,
                 const Dice& dice) {
    auto own = dice.of("answer").of(soul.person.id.value).of(ticket.id.value).of(static_cast<std::uint64_t>(attempt));
    const auto habit = habit_of(soul.temper);
    const bool silent = own.chance(habit.silent), asleep_now = awake(now) != now;
    const bool willing = own.chance(bond == Bond::known  ? 0.92
                                    : bond == Bond::near ? 0.8
                                                         : 0.6),
               woken = own.chance(0.4);
    const double factor = own.around(1, 2.2);
    if (soul.gone_from <= now && now < soul.gone_to) return {};
    const bool duty = on_shift(*soul.person.helper, now) && !soul.person.helper->shifts.empty();
    if (ticket.crisis) {
        if (!duty && asleep_now && !woken) return {};
        if (silent && (attempt == 0 || soul.temper == Temper::ghost)) return {};
        return {Answer::yes, now + seconds_of(habit.seconds_in_crisis * factor * (duty ? 1 : 2))};
    }
    if (silent) return {};
    Time seen = now;
    if (is_urgent(ticket)) {
        if (!duty && asleep_now && !woken) return {};
    } else {  // the notice waits for the end of quiet hours, and then for the person
        while (programme.quiet_hours.contains(local_minutes(seen))) seen += 10min;
        if (!duty) seen = awake(seen);
    }
    const Time at = seen + seconds_of(habit.minutes * 60 * factor / (is_urgent(ticket) ? 4 : 1));
    return {willing ? Answer::yes : Answer::no, at};
}

Work work_of(const Soul& soul, const Ticket& ticket, int attempt, Time now, const Dice& dice) {
    struct Pace {
        double contact_minutes, work_minutes;
    };
    static constexpr std::array<Pace, 5> by_tier{{{0.7, 25}, {7, 50}, {25, 240}, {80, 900}, {240, 2600}}};
    auto own = dice.of("work").of(soul.person.id.value).of(ticket.id.value).of(static_cast<std::uint64_t>(attempt));
    const auto& pace = by_tier[static_cast<std::size_t>(ticket.tier)];
    const double lessons = ticket.need.starts_with("education.t") ? 3 : 1;
    Work out;
    out.contact = now + seconds_of(own.around(pace.contact_minutes, 1.6) * 60);
    out.end = out.contact + seconds_of(own.around(pace.work_minutes * lessons, 1.6) * 60);
    out.handed_back = !ticket.crisis && own.chance(0.03);
    if (!is_urgent(ticket)) {
        out.contact = awake(out.contact);
        out.end = std::max(out.contact, awake(out.end));
    }
    return out;
}

std::optional<Verdict> verdict_of(const Ticket& ticket, int attempt, Time now, const Dice& dice) {
    auto own = dice.of("verdict").of(ticket.id.value).of(static_cast<std::uint64_t>(attempt));
    if (!own.chance(0.7)) return std::nullopt;
    const double hours = own.around(3, 2.5);
    return Verdict{awake(now + seconds_of(hours * 3600)), own.chance(0.95)};
}

}  // namespace warmline::dispatcher::city
