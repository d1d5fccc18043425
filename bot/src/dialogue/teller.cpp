#include "teller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dispatcher/fit.hpp"
#include "text.hpp"

namespace warmline::bot::talk {
namespace {

constexpr std::array weekday_names{"周日", "周一", "周二", "周三", "周四", "周五", "周六"};

using namespace dispatcher;

const Deadline* unmet(const Ticket& ticket, DeadlineKind kind) {
    for (const auto& deadline : ticket.deadlines)
        if (deadline.kind == kind && !deadline.met) return &deadline;
    return nullptr;
}

std::string fact(const Ticket& ticket, const char* slot) {
    const auto it = ticket.facts.find(slot);
    return it == ticket.facts.end() ? std::string{} : it->second;
}

bool accepted(const Ticket& ticket) { return !ticket.assignee.empty(); }

}  // namespace

const Ticket* Teller::ticket(const TicketId& id) const {
    const auto it = state_.tickets.find(id);
    return it == state_.tickets.end() ? nullptr : &it->second;
}

const Household* Teller::household_of(const Ticket& t) const {
    const auto it = state_.households.find(t.household);
    return t.household.empty() || it == state_.households.end() ? nullptr : &it->second;
}

std::string Teller::name_of_need(const Ticket& t) const { return programme_.name_of(t.need, t.organisation); }

std::string Teller::name_of_need(const Code& need) const { return programme_.name_of(need); }

std::string Teller::needs(const std::vector<TicketId>& ids) const {
    std::vector<std::string> parts;
    for (const auto& id : ids)
        if (const auto* t = ticket(id))
            parts.push_back(say("need", {{"need", name_of_need(*t)}, {"ticket", id.value}}));
    return join(parts, "、");
}

std::string Teller::list(const std::vector<TicketId>& ids) const {
    std::vector<std::string> lines;
    std::size_t place = 0;
    for (const auto& id : ids) {
        const auto* t = ticket(id);
        if (t == nullptr) continue;
        ++place;
        if (place <= lines_shown_max) lines.push_back(line(*t, ids.size() > 1 ? place : 0));
    }
    if (place > lines_shown_max)
        lines.push_back(say("list.more", {{"count", std::to_string(place - lines_shown_max)}}));
    return join(lines, "\n");
}

std::string Teller::line(const Ticket& t, std::size_t place) const {
    Fields fields{{"place", place > 0 ? std::to_string(place) + ". " : std::string{}},
                  {"need", name_of_need(t)},
                  {"ticket", t.id.value},
                  {"state", state_of(t)}};
    if (!works_on(t)) return say("item", fields);
    if (t.supervised) fields["mark"] = say("mark.supervised");
    if (t.extension) fields["mark"] += say("mark.extension");
    if (may_see_person(t)) fields["contact"] = fact(t, "phone");
    const auto* who = state_.person(t.requester);
    if (may_see_person(t) && who) {
        const auto phone = fields["contact"].empty() ? who->phone : fields["contact"];
        fields["contact"] =
            (who->name.empty() || phone.empty() ? "" : " ") + who->name + (phone.empty() ? "" : " ") + phone;
    }
    return say("item.task", fields);
}

bool Teller::is_asked(const Ticket& t) const {
    if (listener_.empty()) return false;
    const bool beside = std::ranges::find(t.beside, listener_) != t.beside.end();
    return beside || (t.offer && t.offer->candidate == listener_);
}

bool Teller::works_on(const Ticket& t) const { return is_asked(t) || (!listener_.empty() && t.assignee == listener_); }

bool Teller::is_of_squad(const Ticket& t) const {
    return t.muster && std::ranges::find(t.muster->members, listener_) != t.muster->members.end();
}

std::string Teller::squad(const dispatcher::Muster& muster) const {
    std::vector<std::string> names;
    for (const auto& id : muster.members) names.push_back(name_of(id));
    Fields fields{{"squad", muster.squad}, {"count", std::to_string(names.size())}, {"names", join(names, "、")}};
    if (muster.missing() > 0)
        fields["missing"] = say("card.squad_missing",
                                {{"asked", std::to_string(muster.asked)}, {"count", std::to_string(muster.missing())}});
    return say("card.squad", fields);
}

bool Teller::may_see_person(const Ticket& t) const {
    return !listener_.empty() && accepted(t) && (t.assignee == listener_ || t.owner == listener_);
}

std::string Teller::name_of(const PersonId& id) const {
    const auto* who = id.empty() ? nullptr : state_.person(id);
    return who && !who->name.empty() ? who->name : say("word.somebody");
}

std::string Teller::contact_of(const Household& home) const {
    for (const auto& id : home.members)
        if (const auto* member = state_.person(id); member && !member->phone.empty())
            return say("family.contact", {{"name", member->name}, {"phone", member->phone}});
    return {};
}

std::string Teller::by(const Ticket& t, DeadlineKind kind) const {
    const auto* deadline = unmet(t, kind);
    if (deadline == nullptr) return {};
    if (deadline->due <= now_) return say("by.late");
    const Fields fields{{"time", time(deadline->due, t.organisation)}};
    return kind == DeadlineKind::resolve ? say("by.resolve", fields) : say("by.accept", fields);
}

std::string Teller::who_has(const Ticket& t) const {
    if (accepted(t)) return name_of(t.assignee);
    return t.offer ? name_of(t.offer->candidate) : say("word.coordinator");
}

std::string Teller::urged(const Ticket& t) const {
    const Fields fields{{"needs", needs({t.id})}, {"who", who_has(t)}, {"by", by_when(t)}};
    return say(either(accepted(t), "urge.told", either(t.offer.has_value(), "urge.asked", "urge.office")), fields);
}

/// The answer, then the end; a promise that was missed is said once.
std::string Teller::by_when(const Ticket& t) const {
    const auto first = accepted(t) ? std::string{} : by(t, DeadlineKind::accept);
    const auto last = by(t, DeadlineKind::resolve);
    return first == last ? first : first + last;
}

std::string Teller::state_of(const Ticket& t) const {
    const Fields fields{{"by", by_when(t)}, {"instead", t.replacement}};
    if (is_asked(t)) return say("state.offered_to_you", {{"by", by(t, DeadlineKind::accept)}});
    switch (t.state) {
        case TicketState::resolved:
            return say("state.resolved");
        case TicketState::waiting:
            return say("state.waiting");
        case TicketState::parked:
            return say("state.parked", fields);
        case TicketState::closed:
            return say("state.closed");
        case TicketState::merged:
            return say("state.merged", {{"into", t.merged_into.value}});
        case TicketState::cancelled:
            return say("state.cancelled");
        case TicketState::out_of_scope:
            return say("state.out_of_scope");
        default:
            break;
    }
    if (t.draft) return say("state.draft");
    if (t.assignee == listener_ && !listener_.empty()) return say("state.mine", fields);
    if (accepted(t)) return say("state.taken", {{"by", by_when(t)}, {"who", name_of(t.assignee)}});
    if (t.crisis) return say("state.crisis");
    if (t.with_coordinator) return say("state.coordinator", fields);
    const auto* home = household_of(t);
    const bool to_partner = t.offer && home && home->pair && home->pair->partner == t.offer->candidate;
    if (to_partner) return say("state.asking_partner", {{"by", by_when(t)}, {"who", name_of(t.offer->candidate)}});
    return say("state.asking", fields);
}

std::string Teller::time(Time t, const OrganisationId& organisation) const {
    using namespace std::chrono;
    const auto offset = programme_.calendar_of(organisation).utc_offset;
    const auto local = floor<minutes>(t + offset);
    const auto day = floor<days>(local);
    const auto away = (day - floor<days>(now_ + offset)).count();
    const auto clock = local - day;
    const year_month_day date{day};
    const Fields fields{{"clock", fmt::format("{:02}:{:02}", clock / 1h, clock % 1h / 1min)},
                        {"month", std::to_string(static_cast<unsigned>(date.month()))},
                        {"day", std::to_string(static_cast<unsigned>(date.day()))}};
    if (away == 0) return say("time.today", fields);
    if (away == 1) return say("time.tomorrow", fields);
    if (away == 2) return say("time.after_tomorrow", fields);
    if (away == -1) return say("time.yesterday", fields);
    return say("time.date", fields);
}

std::string Teller::day(std::chrono::sys_days local) const {
    const std::chrono::year_month_day date{local};
    return say("time.day", {{"month", std::to_string(static_cast<unsigned>(date.month()))},
                            {"day", std::to_string(static_cast<unsigned>(date.day()))},
                            {"weekday", weekday_names.at(std::chrono::weekday{local}.c_encoding())}});
}

std::string Teller::day_of(Time t, const OrganisationId& organisation) const {
    return day(programme_.calendar_of(organisation).local_day(t));
}

std::string Teller::every(int days) const {
    return days == 7 ? say("series.weekly") : say("series.days", {{"days", std::to_string(days)}});
}

std::string Teller::series_of(const Household& home) const {
    std::string lines;
    for (const auto& series : home.series) {
        const Fields fields{{"need", name_of_need(series.need)},
                            {"every", every(series.every_days)},
                            {"next", day_of(series.next, home.organisation)}};
        lines += "\n" + say(either(series.paused, "plan.series_paused", "plan.series"), fields);
    }
    return lines;
}

std::string Teller::span(std::optional<Time> from, Time until, const OrganisationId& organisation) const {
    using namespace std::chrono;
    const auto offset = programme_.calendar_of(organisation).utc_offset;
    const auto local_until = until + offset;
    const auto last_midnight = floor<days>(local_until);
    if (!from) return say("time.from_now", {{"until", time(until, organisation)}});
    const auto local_from = *from + offset;
    const auto first = floor<days>(local_from);
    const bool whole = local_from == first && (local_until == last_midnight || local_until == last_midnight + 8h);
    if (whole && last_midnight > first) {
        const auto last = last_midnight - days{1};
        if (last == first) return day(first);
        return say("time.days", {{"from", day(first)}, {"until", day(last)}});
    }
    const bool same_day = first == last_midnight;
    const auto clock = floor<minutes>(local_until - last_midnight);
    return say("time.days", {{"from", time(*from, organisation)},
                             {"until", same_day ? fmt::format("{:02}:{:02}", clock / 1h, clock % 1h / 1min)
                                                : time(until, organisation)}});
}

std::string Teller::spans(const std::string& text, const OrganisationId& organisation) const {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto from = std::stoll(text.substr(at));
        const auto until = dispatcher::from_ms(std::stoll(text.substr(text.find('-', at) + 1)));
        parts.push_back(span(from == 0 ? std::nullopt : std::optional{dispatcher::from_ms(from)}, until, organisation));
        at = end + 1;
    }
    return join(parts, "、");
}

std::string Teller::shifts(const std::vector<Shift>& hours) const {
    using namespace std::chrono;
    const auto clock = [](minutes at) {
        return fmt::format("{:02}:{:02}", at == 24h ? 24 : at / 1h % 24, at % 1h / 1min);
    };
    std::map<std::pair<minutes, minutes>, std::set<int>> days;  // by the hours of duty
    for (const auto& shift : hours) days[{shift.from, shift.to}].insert(shift.weekday);
    std::vector<std::string> lines;
    for (const auto& [hours_of, on] : days) {
        std::vector<std::string> names;
        for (const int weekday : on) names.emplace_back(weekday_names.at(static_cast<std::size_t>(weekday) % 7));
        const bool whole = hours_of.first == 0min && hours_of.second == 24h;
        lines.push_back(
            say(either(whole, "duty.shift_all", "duty.shift"),
                {{"days", join(names, "、")}, {"from", clock(hours_of.first)}, {"until", clock(hours_of.second)}}));
    }
    return lines.empty() ? say("duty.any") : join(lines, "；");
}

std::string Teller::rests(const Person& person) const {
    std::vector<std::string> lines;
    if (!person.helper) return {};
    const auto add = [&](std::optional<Time> from, Time until, const std::string& why) {
        lines.push_back(say("rest.line", {{"when", span(from, until, person.organisation)},
                                          {"why", why.empty() ? std::string{} : "，" + why}}));
    };
    if (const auto& until = person.helper->rest_until; until && *until > now_) add({}, *until, {});
    for (const auto& leave : person.helper->leave)
        if (leave.to > now_) add(leave.from, leave.to, leave.why);
    return join(lines, "\n");
}

/// The district, or where that is unknown a hospital, which is a public place. Never an address.
std::string Teller::area_of(const Ticket& t) const {
    const auto* home = household_of(t);
    const auto known = fact(t, "district").empty() && home ? home->district : fact(t, "district");
    auto* district = known.empty() ? nullptr : programme_.district(known);
    if (district == nullptr && !fact(t, "address").empty()) district = programme_.district(fact(t, "address"));
    if (district == nullptr && home && !home->address.empty()) district = programme_.district(home->address);
    if (district != nullptr) return district->name;
    return known;
}

/// As said, with the district before it where that was said apart.
std::string Teller::address_of(const Ticket& t) const {
    const auto* home = household_of(t);
    const auto address = fact(t, "address").empty() && home ? home->address : fact(t, "address");
    const auto area = area_of(t);
    const bool says_where = address.empty() || area.empty() || programme_.district(address) != nullptr;
    return says_where || contains(std::string_view{address}, area) ? address : area + address;
}

std::string Teller::card(const Ticket& t) const {
    std::vector<std::string> lines;
    const auto add = [&](Key key, const std::string& value) {
        if (!value.empty()) lines.push_back(say(key, {{"value", value}}));
    };
    const bool all = may_see_person(t);
    const auto shown = [&](const char* slot) { return all ? fact(t, slot) : mask_digits(fact(t, slot)); };
    const auto* who = state_.person(t.requester);
    const auto* home = household_of(t);
    if (all) {
        add("card.name", !fact(t, "name").empty() ? fact(t, "name") : who ? who->name : std::string{});
        add("card.phone", !fact(t, "phone").empty() ? fact(t, "phone") : who ? who->phone : std::string{});
    }
    // Who goes along must find the place; whose it is only the one in charge knows.
    const bool goes = all || is_of_squad(t);
    if (goes) add("card.address", address_of(t));
    if (!goes || (fact(t, "address").empty() && (!home || home->address.empty()))) add("card.area", area_of(t));
    const auto whose = fact(t, "beneficiary");
    if (whose == "self") add("card.for", say("word.beneficiary.self"));
    if (whose == "family") add("card.for", say("word.beneficiary.family"));
    if (whose == "team") add("card.for", say("word.beneficiary.team"));
    if (whose == "other") add("card.for", say("word.beneficiary.other"));
    add("card.when", shown("when"));
    add("card.people", shown("people"));
    add("card.child_grade", shown("child_grade"));
    add("card.subject", shown("subject"));
    add("card.language", std::string(language_of(t, home)));
    add("card.items", shown("items"));
    if (t.every_days > 0) add("card.series", every(t.every_days));
    add("card.destination", shown("destination"));
    if (const auto& muster = t.offer ? t.offer->muster : t.muster; muster && (goes || works_on(t)))
        lines.push_back(squad(*muster));
    if (all) add("card.summary", t.summary);
    if (const auto* due = unmet(t, DeadlineKind::resolve); due && due->due > now_ && !t.crisis)
        add("card.deadline", time(due->due, t.organisation));
    return join(lines, "\n");
}

}  // namespace warmline::bot::talk
