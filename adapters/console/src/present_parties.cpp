#include "access.hpp"
#include "dispatcher/decide.hpp"
#include "dispatcher/json.hpp"
#include "present.hpp"
#include "present_parts.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

Json party(const d::Party& one, const d::Ticket& ticket, bool everything, const Viewer& viewer) {
    Json out{{"organisation", one.organisation.value},
             {"name", name_of(one.organisation, viewer.programme)},
             {"right", d::name_of(one.right)},
             {"asks_return", one.asks_return}};
    if (d::does_part(one)) out["due"] = d::to_ms(one.due);
    add_time(out, "done", one.done);
    add_time(out, "missed", one.missed);
    add_text(out, "note", one.note);
    const bool own = viewer.programme.is_within(one.organisation, viewer.user.organisation);
    const bool open = d::does_part(one) && !one.done && !d::is_over(ticket.state);
    out["may_report"] = open && (everything || own) && may(viewer.user.role, Action::note);
    out["may_return"] = out["may_report"].get<bool>() && (everything || !one.asks_return);
    return out;
}

bool may_rule(const d::Ticket& ticket, const Viewer& viewer) {
    const bool root = viewer.user.organisation == viewer.programme.root();
    return root && may(viewer.user.role, Action::move) && d::may_be_ruled(ticket, viewer.programme);
}

}  // namespace

void add_parties(Json& out, const d::Ticket& ticket, const Viewer& viewer) {
    const auto right = d::right_of(ticket, viewer.user.organisation, viewer.programme);
    const bool everything = d::does_everything(right);
    out["right"] = d::name_of(right);
    auto parties = Json::array();
    for (const auto& one : ticket.parties) parties.push_back(party(one, ticket, everything, viewer));
    out["parties"] = std::move(parties);
    out["ruled"] = ticket.ruled;
    out["may_rule"] = may_rule(ticket, viewer);
    if (everything) return;
    // What was said beside this request, and the family's other tickets, are for who answers for the family.
    out["moves"] = out["lines"] = Json::array();
    if (out.contains("household")) out["household"]["open_tickets"] = Json::array();
    for (const char* key :
         {"may_confirm", "may_reclassify", "may_retier", "may_reassign", "may_merge", "may_rule_extension"})
        out[key] = false;
}

}  // namespace warmline::console
