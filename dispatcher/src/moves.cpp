#include "moves.hpp"

#include <array>
#include <string>
#include <vector>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {
namespace {

using enum TicketState;

struct Row {
    TicketState from;
    std::vector<TicketState> to;
};

/// The table of moves, the only place that says what may follow what (design.md, "Ticket").
const std::array<Row, 14>& table() {
    static const std::array<Row, 14> rows{{
        {new_, {clarifying, offered, accepted, returned, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {clarifying, {new_, offered, returned, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {offered, {offered, new_, accepted, returned, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {accepted, {in_progress, resolved, new_, returned, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {in_progress,
         {in_progress, resolved, new_, returned, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {resolved, {closed, reopened}},
        {closed, {reopened}},
        {returned, {offered, new_, accepted, waiting, parked, merged, closed, cancelled, out_of_scope}},
        {waiting, {in_progress, resolved, new_, parked, merged, closed, cancelled, out_of_scope}},
        {parked, {new_, merged, closed, cancelled, out_of_scope}},
        {reopened,
         {in_progress, resolved, offered, accepted, new_, returned, waiting, parked, merged, closed, cancelled,
          out_of_scope}},
        {merged, {reopened}},
        {cancelled, {reopened}},
        {out_of_scope, {reopened}},
    }};
    return rows;
}

const Row& row_of(TicketState from) { return table()[static_cast<std::size_t>(from)]; }

std::string_view said(TicketState state) noexcept {
    constexpr std::array<std::string_view, 14> names{"新建",   "待补充", "已派单", "已签收", "办理中",
                                                     "待回访", "已办结", "退单",   "等待中", "挂账",
                                                     "重办",   "已合并", "已撤销", "不受理"};
    return names[static_cast<std::size_t>(state)];
}

}  // namespace

bool is_over(TicketState state) noexcept {
    return state == closed || state == merged || state == cancelled || state == out_of_scope;
}

bool may_move(TicketState from, TicketState to) noexcept {
    for (const auto state : row_of(from).to) {
        if (state == to) return true;
    }
    return false;
}

std::string why_not(TicketState from, TicketState to) {
    std::string text{"“"};
    text.append(said(from)).append("”的工单不能改为“").append(said(to)).append("”，可以改为：");
    const char* separator = "";
    for (const auto state : row_of(from).to) {
        text.append(separator).append(said(state));
        separator = "、";
    }
    return text;
}

TicketState state_after(const Ticket& ticket, const Event& event) noexcept {
    switch (event.kind) {
        case EventKind::ticket_opened:
            return new_;
        case EventKind::ticket_offered:
            return ticket.assignee ? ticket.state : offered;
        case EventKind::coordinator_called:
            return ticket.state == offered ? new_ : ticket.state;
        case EventKind::ticket_accepted:
            return accepted;
        case EventKind::progress_reported:
            return in_progress;
        case EventKind::ticket_resolved:
            return resolved;
        case EventKind::ticket_closed:
            return closed;
        case EventKind::ticket_reopened:
            return reopened;
        case EventKind::ticket_returned:
            return returned;
        case EventKind::ticket_waiting:
            return waiting;
        case EventKind::ticket_resumed:
            return ticket.assignee ? in_progress : new_;
        case EventKind::ticket_parked:
            return parked;
        case EventKind::ticket_cancelled:
            return cancelled;
        case EventKind::ticket_merged:
            return merged;
        case EventKind::ticket_out_of_scope:
            return out_of_scope;
        case EventKind::ticket_unassigned:
            return new_;
        default:
            return ticket.state;
    }
}

}  // namespace warmline::dispatcher
