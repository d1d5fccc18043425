#include <algorithm>

#include "agenda.hpp"
#include "deadlines.hpp"
#include "decisions.hpp"

namespace warmline::dispatcher {
namespace {

constexpr int steps_max = 1000;  // one Tick never does more; what is left is due at once again

std::string said(DeadlineKind kind) {
    switch (kind) {
        case DeadlineKind::reply:
            return "答复";
        case DeadlineKind::offer:
            return "派单";
        case DeadlineKind::accept:
            return "签收";
        case DeadlineKind::contact:
            return "联系家庭";
        case DeadlineKind::resolve:
            return "办结";
        case DeadlineKind::call_back:
            return "回访";
        case DeadlineKind::follow_up:
            return "危机后回访";
    }
    return {};
}

/// Owner and assignee; the coordinators if there is neither, or if they are to hear of it too.
void warn(Turn& turn, const Ticket& ticket, NoticeKind kind, const std::string& text, bool coordinators_too) {
    const bool urgent = is_urgent(ticket);
    turn.notify({kind, ticket.assignee, ticket.id, ticket.requester, text, urgent});
    turn.notify({kind, ticket.owner, ticket.id, ticket.requester, text, urgent});
    if (coordinators_too || ticket.with_coordinator || (ticket.assignee.empty() && ticket.owner.empty())) {
        tell_coordinators(turn, ticket, kind, ticket.requester, text, urgent);
    }
}

void expire_offer(Turn& turn, const TicketId& id) {
    const auto candidate = turn.ticket(id)->offer->candidate;
    turn.emit(event_of(EventKind::offer_expired, id, candidate));
    // In a crisis the one who did not answer may still take it, so nobody is told that it is gone.
    if (!turn.ticket(id)->crisis) turn.notify({NoticeKind::offer_expired, candidate, id, {}, {}, false});
    offer_next(turn, id);
}

void ring_again(Turn& turn, const TicketId& id) {
    call_coordinator(turn, id, "危机工单仍无人接手");
    ring_all(turn, id);
}

void climb(Turn& turn, const TicketId& id) {
    const Ticket& ticket = *turn.ticket(id);
    const auto& ladder = rule_of(turn.programme, ticket).ladder_percent;
    const auto step = static_cast<std::size_t>(ticket.escalation);
    const bool again = step >= ladder.size();  // TierRule::review
    const bool late = again || ladder[step] >= 100;
    const auto text =
        again ? std::string("办结时限已过，仍未办结，请跟进") : "办结时限已用" + std::to_string(ladder[step]) + "%";
    Event event = event_of(EventKind::escalated, id, text);
    event.step = ticket.escalation + 1;
    turn.emit(std::move(event));
    warn(turn, *turn.ticket(id), late ? NoticeKind::deadline_missed : NoticeKind::deadline_warning, text, late);
}

/// Yellow is for who does it and the coordinators; red for those above them as well.
void show_card(Turn& turn, const TicketId& id, Card card) {
    const bool red = card == Card::red;
    const std::string text = red ? "红牌：办结时限已过，仍未办结" : "黄牌：办结时限快到了";
    Event event = event_of(EventKind::card_shown, id, text);
    event.step = static_cast<int>(card);
    turn.emit(std::move(event));
    const Ticket& ticket = *turn.ticket(id);
    const auto kind = red ? NoticeKind::deadline_missed : NoticeKind::deadline_warning;
    warn(turn, ticket, kind, text, true);
    const auto* organisation = red ? turn.programme.organisation(ticket.organisation) : nullptr;
    if (!organisation || organisation->parent.empty()) return;
    for (auto& above : nearest(turn, Role::coordinator, organisation->parent))
        turn.notify({kind, std::move(above), id, ticket.requester, text, is_urgent(ticket)});
}

void mark(Turn& turn, const TicketId& id, EventKind kind, Deadline deadline) {
    (kind == EventKind::deadline_met ? deadline.met : deadline.missed) = turn.now;
    Event event = event_of(kind, id);
    event.deadlines = {deadline};
    turn.emit(std::move(event));
}

/// Nobody said how it went, not even when reminded: a person telephones; when that brings nothing either, it is over.
void give_up_call_back(Turn& turn, const TicketId& id) {
    if (turn.ticket(id)->crisis) {
        call_coordinator(turn, id, "危机工单回访无人答复");
        return call_requester(turn, id, "call_back", "危机工单回访无人答复，请电话联系");
    }
    const Ticket& ticket = *turn.ticket(id);
    const auto asked_by_telephone = std::ranges::any_of(ticket.history, [&](const Event& e) {
        return e.kind == EventKind::call_task_opened && e.call_task && e.call_task->reason == "call_back" &&
               e.at >= ticket.resolved_at.value_or(ticket.opened);
    });
    if (asked_by_telephone) {
        turn.emit(event_of(EventKind::ticket_closed, id, "聊天和电话回访都没有联系上，自动办结"));
        return;
    }
    Event promise = event_of(EventKind::deadline_set, id);
    promise.deadlines = {{DeadlineKind::call_back, call_back_by(turn.programme, ticket, turn.now), {}, {}}};
    call_requester(turn, id, "call_back", "聊天回访没有答复，请电话回访：事情办好了吗，满意吗");
    turn.emit(std::move(promise));
}

void supervise(Turn& turn, const TicketId& id) {
    const bool crisis = turn.ticket(id)->crisis;
    const std::string why = crisis ? "危机工单接手后没有按时联系上，已同时请下一位" : "接单后一直没有进展";
    turn.emit(event_of(EventKind::supervised, id, why));
    const Ticket& ticket = *turn.ticket(id);
    const auto asked = crisis ? NoticeKind::progress_asked : NoticeKind::supervised;
    turn.notify({asked, ticket.assignee, id, ticket.requester, crisis ? std::string{} : why, is_urgent(ticket)});
    tell_coordinators(turn, ticket, NoticeKind::supervised, ticket.assignee, why, is_urgent(ticket));
    if (crisis) ring_another(turn, id);
}

void take_back(Turn& turn, const TicketId& id) {
    const auto assignee = turn.ticket(id)->assignee;
    const std::string why = "多次催办没有进展，改请别人";
    unassign(turn, id, why, true);
    const bool urgent = is_urgent(*turn.ticket(id));
    turn.notify({NoticeKind::offer_withdrawn, assignee, id, {}, why, urgent});
    const auto requester = turn.ticket(id)->requester;
    turn.notify({NoticeKind::progress, requester, id, {}, "原来的接单人没有进展，我们正在另外安排", urgent});
    offer_next(turn, id);
}

void miss(Turn& turn, const TicketId& id, const Deadline& deadline) {
    mark(turn, id, EventKind::deadline_missed, deadline);
    if (deadline.kind == DeadlineKind::call_back) return give_up_call_back(turn, id);
    const Ticket& ticket = *turn.ticket(id);
    if (deadline.kind == DeadlineKind::contact && ticket.assignee)
        turn.notify({NoticeKind::progress_asked, ticket.assignee, id, ticket.requester, {}, is_urgent(ticket)});
    else
        warn(turn, ticket, NoticeKind::deadline_missed, said(deadline.kind) + "已超时", false);
}

void remind(Turn& turn, const TicketId& id) {
    Event event = event_of(EventKind::escalated, id, "已再次请家庭评价");
    event.step = 1;
    turn.emit(std::move(event));
    const Ticket& ticket = *turn.ticket(id);
    turn.notify({NoticeKind::resolved_ask, ticket.requester, id, ticket.assignee, {}, false});
}

void do_due(Turn& turn, const TicketId& id, const Due& due) {
    switch (due.kind) {
        case DueKind::confirm_draft:
            return confirm(turn, id);
        case DueKind::resume:
            return resume(turn, id, "等待时间已到");
        case DueKind::review:
            return call_coordinator(turn, id, "挂账到期，请复核");
        case DueKind::offer_expiry:
            return expire_offer(turn, id);
        case DueKind::ring_again:
            return ring_again(turn, id);
        case DueKind::deadline:
            return miss(turn, id, due.deadline);
        case DueKind::ladder:
            return climb(turn, id);
        case DueKind::yellow_card:
            return show_card(turn, id, Card::yellow);
        case DueKind::red_card:
            return show_card(turn, id, Card::red);
        case DueKind::supervise:
            return supervise(turn, id);
        case DueKind::take_back:
            return take_back(turn, id);
        case DueKind::part:
            return miss_part(turn, id, due.party);
        case DueKind::reminder:
            return remind(turn, id);
        case DueKind::follow_up:
            mark(turn, id, EventKind::deadline_met, due.deadline);
            turn.notify({NoticeKind::follow_up, turn.ticket(id)->requester, id, {}, {}, false});
            return;
        case DueKind::no_answer:
            return call_requester(turn, id, "crisis", "危机后回访没有回音，请电话联系，看看人怎么样");
    }
}

}  // namespace

Done decide_on(Turn& turn, const Tick& command) {
    const auto& id = command.ticket;
    if (!turn.ticket(id)) return Errc::ticket_unknown;
    // Every step takes its own cause off the agenda, so a second Tick at the same moment finds nothing.
    for (int step = 0; step < steps_max; ++step) {
        const auto dues = agenda(*turn.ticket(id), turn.programme);
        const auto first =
            std::ranges::min_element(dues, {}, [](const Due& due) { return std::pair(due.at, due.kind); });
        if (first == dues.end() || first->at > turn.now) break;
        do_due(turn, id, *first);
    }
    return {};
}

}  // namespace warmline::dispatcher
