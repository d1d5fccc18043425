#include <algorithm>

#include "access.hpp"
#include "dispatcher/clock.hpp"
#include "dispatcher/json.hpp"
#include "places.hpp"
#include "present.hpp"
#include "present_parts.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

/// The next promise to keep: of those not kept yet the earliest. nullptr when none is left.
const d::Deadline* next_deadline(const d::Ticket& ticket) {
    const d::Deadline* next = nullptr;
    if (d::is_over(ticket.state)) return next;
    for (const auto& deadline : ticket.deadlines) {
        if (!deadline.met && (!next || deadline.due < next->due)) next = &deadline;
    }
    return next;
}

Json household(const d::Household& household, const TicketView& view, const Viewer& viewer) {
    auto members = Json::array(), open = Json::array();
    for (const auto& id : household.members) {
        if (auto name = name_in(view.persons, id); !name.empty()) members.push_back(std::move(name));
    }
    for (const auto& id : household.open_tickets) open.push_back(id.value);
    const auto* district = viewer.programme.district(household.district);
    return {{"id", household.id.value},
            {"address", household.address},
            {"hospital", household.hospital},
            {"district", district && !household.district.empty() ? district->name : household.district},
            {"organisation_name", name_of(household.organisation, viewer.programme)},
            {"partner_name", household.pair ? name_in(view.persons, household.pair->partner) : std::string{}},
            {"members", std::move(members)},
            {"open_tickets", std::move(open)}};
}

const char* name_of_step(d::ClockStep::Kind kind) {
    using Kind = d::ClockStep::Kind;
    switch (kind) {
        case Kind::began:
            return "began";
        case Kind::moved:
            return "moved";
        case Kind::stopped:
            return "stopped";
        case Kind::met:
            return "met";
        case Kind::missed:
            return "missed";
        case Kind::ended:
            return "ended";
    }
    return "";
}

Json deadline(const d::Ticket& ticket, const d::Deadline& value) {
    Json out{{"kind", d::name_of(value.kind)}, {"due", d::to_ms(value.due)}};
    add_time(out, "met", value.met);
    add_time(out, "missed", value.missed);
    auto steps = Json::array();
    for (const auto& step : d::clock_of(ticket, value)) {
        Json one{{"kind", name_of_step(step.kind)},
                 {"at", d::to_ms(step.at)},
                 {"due", d::to_ms(step.due)},
                 {"cause", d::name_of(step.cause)}};
        add_text(one, "text", step.text);
        steps.push_back(std::move(one));
    }
    out["steps"] = std::move(steps);
    return out;
}

/// From what to what a ticket was corrected.
void add_correction(Json& out, const d::Event& event, const d::Programme& programme) {
    const auto fact = [&](const char* key) {
        const auto found = event.facts.find(key);
        return found == event.facts.end() ? std::string{} : found->second;
    };
    out["from_name"] = programme.name_of(fact("from"));
    if (const auto need = fact("need"); !need.empty()) out["need_name"] = programme.name_of(need);
    add_text(out, "intent", fact("intent"));
}

Json ticket_entry(const TicketView& view, const d::Event& event, const d::Programme& programme) {
    auto out = history_entry(view.persons, event, programme);
    const auto& about = event.kind == d::EventKind::ticket_ruled ? event.organisation : event.party;
    if (about) out["party_name"] = name_of(about, programme);
    const bool retiered = event.kind == d::EventKind::ticket_retiered;
    if (event.kind != d::EventKind::ticket_reclassified && !retiered) return out;
    out.erase("facts");
    if (!retiered) add_correction(out, event, programme);
    for (const auto& [fact, key] : {std::pair("from", "from_tier"), std::pair("tier", "tier")})
        if (const auto found = event.facts.find(fact); retiered && found != event.facts.end()) out[key] = found->second;
    return out;
}

void add_people(Json& out, const TicketView& view, const Viewer& viewer) {
    const auto add = [&](const char* key, const d::PersonId& id) {
        if (const auto* person = find(view.persons, id)) out[key] = contact(*person, viewer);
    };
    add("requester", view.ticket.requester);
    add("owner", view.ticket.owner);
    add("assignee", view.ticket.assignee);
    if (view.household) out["household"] = household(*view.household, view, viewer);
    auto declined = Json::array();
    for (const auto& id : view.ticket.declined) {
        if (auto name = name_in(view.persons, id); !name.empty()) declined.push_back(std::move(name));
    }
    out["declined"] = std::move(declined);
    auto followers = Json::array();
    for (const auto& id : view.ticket.followers) {
        if (auto name = name_in(view.persons, id); !name.empty()) followers.push_back(std::move(name));
    }
    out["followers"] = std::move(followers);
}

/// Only what this account sees; the office must not learn of others' tickets by their likeness.
void add_duplicates(Json& out, const TicketView& view, const Viewer& viewer) {
    auto items = Json::array();
    bool any = false;
    for (const auto& item : view.duplicates) {
        if (!sees(viewer.user, item.ticket.organisation, viewer.programme)) continue;
        any = any || mergeable(view.ticket, item.ticket);
        items.push_back(present(item, viewer));
    }
    out["duplicates"] = std::move(items);
    out["may_merge"] = any && may(viewer.user.role, Action::move);
}

/// Of a ticket that is one of a series: the series as it is now, if it goes on.
void add_series(Json& out, const TicketView& view, const d::Programme& programme) {
    if (view.ticket.every_days <= 0 || !view.household) return;
    for (const auto& series : view.household->series)
        if (series.need == view.ticket.need) out["series"] = series_entry(view.persons, series, programme);
}

void add_extension(Json& out, const TicketView& view, const Viewer& viewer) {
    const auto& asked = view.ticket.extension;
    out["may_rule_extension"] = asked.has_value() && may(viewer.user.role, Action::move);
    if (!asked) return;
    out["extension"] = {{"by_name", name_in(view.persons, asked->by)},
                        {"until", d::to_ms(asked->until)},
                        {"reason", asked->reason},
                        {"asked", d::to_ms(asked->asked)}};
}

Json squad(const d::Muster& muster, const TicketView& view) {
    auto members = Json::array();
    for (const auto& id : muster.members) members.push_back(name_in(view.persons, id));
    return {{"name", muster.squad},
            {"asked", muster.asked},
            {"reserves", muster.reserves},
            {"missing", muster.missing()},
            {"members", std::move(members)}};
}

void add_course(Json& out, const TicketView& view, const d::Programme& programme) {
    const auto& ticket = view.ticket;
    if (ticket.offer) {
        out["offer"] = {{"candidate_name", name_in(view.persons, ticket.offer->candidate)},
                        {"made", d::to_ms(ticket.offer->made)},
                        {"answer_by", d::to_ms(ticket.offer->answer_by)},
                        {"why", ticket.offer->why}};
        add_text(out["offer"], "broken", ticket.offer->broken);
        for (const auto& person : ticket.beside) out["offer"]["beside"].push_back(name_in(view.persons, person));
        if (ticket.offer->muster) out["offer"]["squad"] = squad(*ticket.offer->muster, view);
    }
    if (ticket.muster) out["squad"] = squad(*ticket.muster, view);
    if (const auto& rating = ticket.rating) {
        out["rating"] = {{"solved", rating->solved},
                         {"score", rating->score},
                         {"comment", rating->comment},
                         {"at", d::to_ms(rating->at)}};
    }
    add_text(out, "replacement", ticket.replacement);
    add_time(out, "review_at", ticket.review_at);
    auto deadlines = Json::array(), history = Json::array(), lines = Json::array();
    for (const auto& value : ticket.deadlines) deadlines.push_back(deadline(ticket, value));
    for (const auto& event : ticket.history) history.push_back(ticket_entry(view, event, programme));
    for (const auto& line : view.lines) {
        lines.push_back({{"at", d::to_ms(line.at)}, {"ours", line.ours}, {"text", line.text}});
    }
    out["deadlines"] = std::move(deadlines);
    out["history"] = std::move(history);
    out["lines"] = std::move(lines);
}

}  // namespace

Json present(const TicketItem& item, const Viewer& viewer) {
    const auto& ticket = item.ticket;
    Json out{{"id", ticket.id.value},
             {"need", ticket.need},
             {"need_name", viewer.programme.name_of(ticket.need, ticket.organisation)},
             {"tier", d::name_of(ticket.tier)},
             {"state", d::name_of(ticket.state)},
             {"crisis", ticket.crisis},
             {"draft", ticket.draft},
             {"late", is_late(ticket)},
             {"with_coordinator", ticket.with_coordinator},
             {"supervised", ticket.supervised},
             {"organisation", ticket.organisation.value},
             {"organisation_name", name_of(ticket.organisation, viewer.programme)},
             {"summary", ticket.summary},
             {"requester_name", item.requester_name},
             {"requester_phone", masked(item.requester_phone)},
             {"owner_name", item.owner_name},
             {"assignee_name", item.assignee_name},
             {"opened", d::to_ms(ticket.opened)},
             {"updated", d::to_ms(ticket.updated)}};
    if (ticket.extension || ticket.extensions > 0) out["extension"] = ticket.extension ? "asked" : "granted";
    add_text(out, "merged_into", ticket.merged_into.value);
    if (ticket.card != d::Card::none) out["card"] = d::name_of(ticket.card);
    if (const auto* next = next_deadline(ticket)) {
        out["next_deadline"] = {{"kind", d::name_of(next->kind)}, {"due", d::to_ms(next->due)}};
    }
    return out;
}

Json present(std::span<const TicketItem> items, const Viewer& viewer) {
    auto out = Json::array();
    for (const auto& item : items) out.push_back(present(item, viewer));
    return out;
}

Json present(const TicketPage& page, const Viewer& viewer) {
    Json out{{"items", present(page.items, viewer)}};
    add_text(out, "next", page.next);
    return out;
}

Json present(const TicketView& view, const Viewer& viewer) {
    const auto& ticket = view.ticket;
    const auto* requester = find(view.persons, ticket.requester);
    const TicketItem row{.ticket = ticket,
                         .requester_name = name_in(view.persons, ticket.requester),
                         .requester_phone = requester ? requester->phone : std::string{},
                         .owner_name = name_in(view.persons, ticket.owner),
                         .assignee_name = name_in(view.persons, ticket.assignee)};
    Json out{{"ticket", present(row, viewer)}, {"facts", facts(ticket.facts)}};
    add_people(out, view, viewer);
    add_course(out, view, viewer.programme);
    add_duplicates(out, view, viewer);
    add_extension(out, view, viewer);
    add_series(out, view, viewer.programme);
    add_stay(out, ticket, viewer);
    auto moves = Json::array();
    if (may(viewer.user.role, Action::move)) {
        for (const auto to : moves_of(ticket)) moves.push_back(d::name_of(to));
    }
    out["moves"] = std::move(moves);
    out["may_confirm"] = may(viewer.user.role, Action::confirm) && confirmable(ticket);
    out["may_reclassify"] = may(viewer.user.role, Action::move) && reclassifiable(ticket);
    out["may_retier"] = out["may_reclassify"];
    out["may_reassign"] = may(viewer.user.role, Action::reassign) && reassignable(ticket);
    add_parties(out, ticket, viewer);
    return out;
}

}  // namespace warmline::console
