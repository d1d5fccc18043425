#include <algorithm>

#include "bot/dialogue.hpp"

namespace warmline::bot {
namespace {

using dispatcher::NoticeKind;
using dispatcher::TicketId;

bool is_offer(const std::optional<Question>& question) {
    return question && question->kind == "confirm" && question->slot == "offer";
}

/// Somebody in distress, asked whether he or she is safe, is asked nothing else until that is answered.
bool is_calm(const std::optional<Question>& question) { return question && question->kind == "calm"; }

void expect_offer(Conversation& conversation, const TicketId& ticket, dispatcher::Time now) {
    if (is_calm(conversation.question)) return;
    if (!is_offer(conversation.question)) {
        conversation.question = Question{};
        conversation.question->kind = "confirm";
        conversation.question->slot = "offer";
    }
    auto& tickets = conversation.question->tickets;
    if (std::find(tickets.begin(), tickets.end(), ticket) == tickets.end()) tickets.push_back(ticket);
    conversation.question->asked = now;
    conversation.listed = tickets;
}

void expect_rating(Conversation& conversation, const TicketId& ticket, dispatcher::Time now) {
    if (is_calm(conversation.question)) return;
    std::vector<TicketId> tickets;
    if (conversation.question && conversation.question->kind == "feedback") tickets = conversation.question->tickets;
    std::erase(tickets, ticket);
    tickets.push_back(ticket);
    conversation.question = Question{};
    conversation.question->kind = "feedback";
    conversation.question->tickets = std::move(tickets);
    conversation.question->asked = now;
}

/// Words about a ticket are of this one from now on, unless something else is being asked.
void expect_progress(Conversation& conversation, const TicketId& ticket, dispatcher::Time now) {
    auto& question = conversation.question;
    const bool asked_before = question && question->kind == "progress";
    if (question && !asked_before && !is_offer(question)) return;
    std::vector<TicketId> tickets;
    if (asked_before) tickets = question->tickets;
    std::erase(tickets, ticket);
    tickets.push_back(ticket);
    question = Question{};
    question->kind = "progress";
    question->slot = "progress";
    question->tickets = conversation.listed = std::move(tickets);
    question->asked = now;
}

/// A bare 「没有」 is its answer, unless something else was asked not long ago.
void expect_outreach(Conversation& conversation, dispatcher::Time now) {
    static constexpr std::chrono::hours still_awaited{12};
    auto& question = conversation.question;
    if (question && (is_calm(question) || is_offer(question) || now - question->asked < still_awaited)) return;
    question = Question{};
    question->kind = "outreach";
    question->asked = now;
}

/// Whether a family is taken over: asked beside everything but a person's safety.
void expect_hand_over(Conversation& conversation, const dispatcher::HouseholdId& family, dispatcher::Time now) {
    if (is_calm(conversation.question)) return;
    conversation.question = Question{};
    conversation.question->kind = "hand_over";
    conversation.question->slot = "accept";
    conversation.question->families.push_back(family);
    conversation.question->asked = now;
}

/// A coordinator's yes or no is of these; beside everything but a person's safety.
void expect_ruling(Conversation& conversation, const TicketId& ticket, dispatcher::Time now) {
    if (is_calm(conversation.question)) return;
    std::vector<TicketId> tickets;
    if (conversation.question && conversation.question->kind == "ruling") tickets = conversation.question->tickets;
    std::erase(tickets, ticket);
    tickets.push_back(ticket);
    conversation.question = Question{};
    conversation.question->kind = "ruling";
    conversation.question->slot = "rule";
    conversation.question->tickets = conversation.listed = std::move(tickets);
    conversation.question->asked = now;
}

void forget_hand_over(Conversation& conversation, const dispatcher::HouseholdId& family) {
    const auto& question = conversation.question;
    if (question && question->kind == "hand_over" && question->families == std::vector{family})
        conversation.question.reset();
}

/// It went to somebody else: nothing is awaited any more for this ticket.
void forget(Conversation& conversation, const TicketId& ticket) {
    const bool of_progress = conversation.question && conversation.question->kind == "progress";
    if (!is_offer(conversation.question) && !of_progress) return;
    std::erase(conversation.question->tickets, ticket);
    if (conversation.question->tickets.empty()) conversation.question.reset();
}

}  // namespace

void expect_answer(Conversation& conversation, const dispatcher::Notice& notice, dispatcher::Time now) {
    switch (notice.kind) {
        case NoticeKind::offer:
        case NoticeKind::crisis_offer:
            return expect_offer(conversation, notice.ticket, now);
        case NoticeKind::offer_expired:
        case NoticeKind::offer_withdrawn:
            return forget(conversation, notice.ticket);
        case NoticeKind::progress_asked:
            return expect_progress(conversation, notice.ticket, now);
        case NoticeKind::hand_over_asked:
            return expect_hand_over(conversation, notice.household, now);
        case NoticeKind::hand_over_withdrawn:
            return forget_hand_over(conversation, notice.household);
        case NoticeKind::extension_asked:
            return expect_ruling(conversation, notice.ticket, now);
        case NoticeKind::resolved_ask:
            return expect_rating(conversation, notice.ticket, now);
        case NoticeKind::outreach:
            return expect_outreach(conversation, now);
        case NoticeKind::follow_up:
            conversation.question = Question{};
            conversation.question->kind = "calm";
            conversation.question->slot = "follow_up";
            conversation.question->tickets = {notice.ticket};
            conversation.question->asked = now;
            return;
        default:
            return;
    }
}

}  // namespace warmline::bot
