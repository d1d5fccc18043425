#include "calendar/ical.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "dispatcher/fit.hpp"

namespace warmline::calendar {
namespace {

using namespace std::chrono;
using dispatcher::Time;

constexpr auto before_promise = 1h;    // so long an entry of a ticket is
constexpr auto looks_back = 24h * 14;  // a promise that was missed longer ago is no appointment any more
/// The Monday from which weekly shifts are counted: a fixed one, so that the text does not change with the weeks.
constexpr sys_days first_monday{year{2020} / January / 6};

struct Free {
    void operator()(icalcomponent* component) const noexcept { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

icaltimetype moment(Time at) {
    const auto seconds = floor<std::chrono::seconds>(at).time_since_epoch().count();
    return icaltime_from_timet_with_zone(static_cast<time_t>(seconds), 0, icaltimezone_get_utc_timezone());
}

/// An event that stands in `calendar` from now on, which owns it.
icalcomponent* add_event(icalcomponent* calendar, const std::string& uid, Time from, Time to, const std::string& what) {
    icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_component(calendar, event);
    icalcomponent_add_property(event, icalproperty_new_uid(uid.c_str()));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(moment(from)));
    icalcomponent_add_property(event, icalproperty_new_dtstart(moment(from)));
    icalcomponent_add_property(event, icalproperty_new_dtend(moment(to)));
    icalcomponent_add_property(event, icalproperty_new_summary(what.c_str()));
    return event;
}

void add_shift(icalcomponent* calendar, const dispatcher::Shift& shift, const std::string& seed) {
    const Time midnight = Time{first_monday + days(shift.weekday - 1)} - dispatcher::helper_offset;
    const auto uid = "shift-" + std::to_string(shift.weekday) + "-" + std::to_string(shift.from.count()) + "-" +
                     std::to_string(shift.to.count()) + "-" + seed;
    auto* event = add_event(calendar, uid, midnight + shift.from, midnight + shift.to, "值班");
    icalrecurrencetype weekly;
    icalrecurrencetype_clear(&weekly);
    weekly.freq = ICAL_WEEKLY_RECURRENCE;
    icalcomponent_add_property(event, icalproperty_new_rrule(weekly));
}

void add_leave(icalcomponent* calendar, const dispatcher::Helper& helper, const std::string& seed, Time now) {
    std::size_t n = 0;
    const auto add = [&](Time from, Time to) {
        if (to <= now || from >= to || n == entries_max) return;
        add_event(calendar, "leave-" + std::to_string(dispatcher::to_ms(from)) + "-" + seed, from, to, "休息");
        ++n;
    };
    // Of a rest only its end is known: the day on which it ends begins it.
    if (helper.rest_until)
        add(floor<days>(*helper.rest_until + dispatcher::helper_offset) - dispatcher::helper_offset,
            *helper.rest_until);
    for (const auto& leave : helper.leave) add(leave.from, leave.to);
}

struct Promise {
    const dispatcher::Ticket* ticket;
    Time due;
};
/// The tickets in hand by the moment that was promised, the nearest first.
std::vector<Promise> promises_of(const dispatcher::Helper& helper, std::span<const dispatcher::Ticket> tickets,
                                 Time now) {
    std::vector<Promise> out;
    for (const auto& ticket : tickets) {
        if (std::ranges::find(helper.tickets, ticket.id) == helper.tickets.end()) continue;
        for (const auto& deadline : ticket.deadlines)
            if (deadline.kind == dispatcher::DeadlineKind::resolve && !deadline.met && deadline.due > now - looks_back)
                out.push_back({&ticket, deadline.due});
    }
    std::ranges::sort(out, {}, [](const Promise& one) { return std::pair(one.due, one.ticket->id); });
    if (out.size() > entries_max) out.resize(entries_max);
    return out;
}

Component empty_calendar() {
    Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Warmline//duty//ZH"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    auto* name = icalproperty_new_x("暖线值班");
    icalproperty_set_x_name(name, "X-WR-CALNAME");
    icalcomponent_add_property(calendar.get(), name);
    return calendar;
}

}  // namespace

std::string ical_of(const dispatcher::Person& helper, std::span<const dispatcher::Ticket> tickets,
                    const dispatcher::Programme& programme, const std::string& seed, Time now) {
    const auto calendar = empty_calendar();
    if (helper.helper) {
        for (const auto& shift : helper.helper->shifts) add_shift(calendar.get(), shift, seed);
        add_leave(calendar.get(), *helper.helper, seed, now);
        for (const auto& [ticket, due] : promises_of(*helper.helper, tickets, now))
            add_event(calendar.get(), "ticket-" + ticket->id.value + "-" + seed, due - before_promise, due,
                      programme.name_of(ticket->need, ticket->organisation) + " " + ticket->id.value);
    }
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()), std::free);
    return text ? std::string(text.get()) : std::string();
}

}  // namespace warmline::calendar
