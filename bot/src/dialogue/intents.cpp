#include <algorithm>

#include "facts.hpp"
#include "meanings.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using Tickets = std::vector<const Ticket*>;

bool on_the_phone(const Draft& draft) { return draft.message.channel == Channel::hotline; }

Tickets under_way(const Draft& draft) {
    auto all = draft.own_open();
    std::erase_if(all, [](const auto* t) { return t->state == TicketState::resolved; });
    return all;
}

Tickets awaiting_rating(const Draft& draft) {
    auto all = draft.own_open();
    std::erase_if(all, [](const auto* t) { return t->state != TicketState::resolved; });
    return all;
}

/// Facts that hold for all tickets of a person.
bool holds_for_all(const Facts& facts) {
    for (const char* slot : {"phone", "address", "hospital", "district"})
        if (facts.contains(slot)) return true;
    return false;
}

std::vector<TicketId> asking_for(const Draft& draft, const Tickets& pool, const Facts& facts) {
    std::vector<TicketId> out;
    for (const auto* ticket : pool) {
        const auto* service = draft.programme.service(ticket->need, ticket->organisation);
        if (service == nullptr) continue;
        const bool asks = std::any_of(service->questions.begin(), service->questions.end(),
                                      [&](const auto& q) { return facts.contains(q.slot); });
        if (asks) out.push_back(ticket->id);
    }
    return out;
}

/// Which tickets an addition is about: those named; the only one; those that lack what was said; else the latest.
std::vector<TicketId> added_to(const Draft& draft, const Tickets& pool, const Facts& facts) {
    auto named = own_pointed_at(draft, pool);
    if (!named.empty()) return named;
    if (auto asking = asking_for(draft, pool, facts); !asking.empty()) return asking;
    if (holds_for_all(facts)) return ids_of(pool);
    return {pool.back()->id};
}

void supplement(Draft& draft) {
    const auto pool = under_way(draft);
    const auto facts = facts_of(draft);
    draft.learn(facts, true);
    if (pool.empty()) return draft.say("supplement.none");
    const auto tickets = added_to(draft, pool, facts);
    for (const auto& id : tickets) draft.amend(id, facts_of(draft, draft.ticket(id)->need), draft.message.text);
    draft.say("amended", {}, tickets);
    ask_what_is_missing(draft);
}

void ask_to_cancel(Draft& draft, const Tickets& pool) {
    Question question;
    question.kind = "which";
    question.slot = "cancel";
    question.tickets = draft.conversation.listed = ids_of(pool);
    question.text = draft.message.text;
    draft.ask(std::move(question), "ask.cancel_which");
}

void take_cancel(Draft& draft) {
    const auto pool = under_way(draft);
    if (pool.empty()) return draft.say("cancel.none");
    const auto tickets = own_pointed_at(draft, pool);
    if (tickets.empty()) return ask_to_cancel(draft, pool);
    cancel(draft, tickets);
}

void ask_how_it_was(Draft& draft, const Tickets& pool) {
    Question question;
    question.kind = pool.size() == 1 ? "feedback" : "which";
    question.slot = "rate";
    question.tickets = ids_of(pool);
    question.text = draft.message.text;
    if (pool.size() > 1) draft.conversation.listed = question.tickets;
    draft.ask(std::move(question), pool.size() == 1 ? "ask.feedback" : "ask.rate_which");
}

/// No ticket waits for a rating: the words go to what is under way, and a complaint to a person.
void note_feedback(Draft& draft) {
    const auto pool = under_way(draft);
    const auto meant = verdict(draft.text);
    const bool complaint = meant && !meant->solved;
    if (pool.empty() && !complaint) return draft.say("thanks");
    auto tickets = pool.empty() ? std::vector<TicketId>{} : own_pointed_at(draft, pool);
    if (tickets.empty() && !pool.empty()) tickets = {pool.back()->id};
    for (const auto& id : tickets) draft.command(AddNote{id, draft.message.text});
    if (complaint && !on_the_phone(draft))
        draft.call_person("call_back", draft.message.text, false, tickets.empty() ? TicketId{} : tickets.front());
    draft.say(either(complaint, "feedback.complaint", "feedback.noted"));
}

void take_feedback(Draft& draft) {
    const auto pool = awaiting_rating(draft);
    if (pool.empty()) return note_feedback(draft);
    const auto tickets = own_pointed_at(draft, pool);
    if (tickets.empty() || !rate(draft, tickets.front())) ask_how_it_was(draft, pool);
}

void take_donation(Draft& draft) {
    if (!on_the_phone(draft)) draft.call_person("person_wanted", draft.message.text, false);
    draft.say("donation.thanks");
}

void take_consult(Draft& draft) {
    std::vector<std::string> names;
    for (const auto& service : draft.programme.services)
        if (service.need != "other" && service.need != "psych.crisis") names.push_back(service.name);
    if (!on_the_phone(draft)) draft.call_person("person_wanted", draft.message.text, false);
    draft.say("consult.answer", {{"services", join(names, "、")}});
}

/// What a helper tells of the only task in hand is kept with it, even if it is none of our words.
bool note_for_task(Draft& draft) {
    static constexpr std::size_t telling_min = 6;
    const auto* helper = draft.helper();
    const bool asks = contains_any(draft.text.text, {U"?", U"怎么", U"吗"});
    if (!helper || helper->tickets.size() != 1 || draft.text.size() < telling_min || asks) return false;
    draft.act_as_helper();
    draft.command(AddNote{helper->tickets.front(), draft.message.text});
    draft.say("noted.task", {}, helper->tickets);
    return true;
}

bool in_open_crisis(const Draft& draft) {
    const auto own = draft.own_open();
    return std::any_of(own.begin(), own.end(), [](const auto* t) { return t->crisis; });
}

void take_chat(Draft& draft) {
    if (is_thanks(draft.text)) return draft.say("thanks");
    if (is_bare_ok(draft.text)) return draft.say("ack");
    if (is_greeting(draft.text)) return draft.say("greeting");
    if (draft.understanding.alarm != Alarm::no)
        return draft.say(either(in_open_crisis(draft), "crisis.again", "calm.listen"));
    const auto* helper = draft.helper();
    const bool at_work = helper && (!helper->offers.empty() || !helper->tickets.empty());
    if (note_for_task(draft)) return;
    draft.say(either(at_work, "chat.helper", "chat"));
}

}  // namespace

std::vector<TicketId> ids_of(const Tickets& tickets) {
    std::vector<TicketId> out;
    for (const auto* ticket : tickets) out.push_back(ticket->id);
    return out;
}

std::vector<TicketId> own_pointed_at(const Draft& draft, const Tickets& pool) {
    const auto ids = ids_of(pool);
    const auto has = [&](const TicketId& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
    auto ref = find_ref(draft.text, draft.state);
    if (!ref.named() && !draft.understanding.slots.ticket.empty())
        ref.ticket = TicketId{draft.understanding.slots.ticket};
    if (ref.ticket && has(*ref.ticket)) return {*ref.ticket};
    const auto& listed = draft.conversation.listed;
    if (ref.ordinal && *ref.ordinal <= listed.size() && has(listed[*ref.ordinal - 1]))
        return {listed[*ref.ordinal - 1]};
    if (ids.size() == 1) return ids;
    std::vector<TicketId> spoken_of;
    for (const auto* ticket : pool)
        if (speaks_of(draft.text.text, *ticket)) spoken_of.push_back(ticket->id);
    if (spoken_of.size() == 1) return spoken_of;
    return ref.all ? ids : std::vector<TicketId>{};
}

void cancel(Draft& draft, const std::vector<TicketId>& tickets) {
    if (tickets.size() > 1) {
        Question question;
        question.kind = "confirm";
        question.slot = "cancel";
        question.tickets = draft.conversation.listed = tickets;
        question.text = draft.message.text;
        return draft.ask(std::move(question), "ask.cancel_all", {{"count", std::to_string(tickets.size())}});
    }
    for (const auto& id : tickets) draft.command(CancelTicket{id, draft.message.text});
    draft.say("cancel.done", {}, tickets);
}

bool rate(Draft& draft, const TicketId& ticket) {
    const auto meant = verdict(draft.text);
    if (!meant) return false;
    draft.command(RateTicket{ticket, meant->solved, meant->score, draft.message.text});
    const bool glad = meant->score >= 4;
    draft.say(either(!meant->solved, "rated.bad", either(glad, "rated.good", "rated.fair")), {}, {ticket});
    return true;
}

std::optional<TicketId> unsolved_among(const Draft& draft, const std::vector<TicketId>& tickets) {
    const auto meant = verdict(draft.text);
    if (!meant || meant->solved) return std::nullopt;
    for (const auto& id : tickets)
        for (const auto& reading : draft.understanding.needs)
            if (draft.ticket(id) && draft.ticket(id)->need == reading.need) return id;
    return std::nullopt;
}

void tell_status(Draft& draft) {
    const auto pool = draft.own_open();
    const auto* helper = draft.helper();
    if (pool.empty() && helper && (!helper->offers.empty() || !helper->tickets.empty()))
        return act(draft, {Action::tasks, {}, true}, {});
    if (pool.empty()) return draft.say("status.none");
    auto tickets = draft.text.empty() ? std::vector<TicketId>{} : own_pointed_at(draft, pool);
    if (tickets.empty()) tickets = ids_of(pool);
    draft.conversation.listed = tickets;
    draft.say("status.list", {{"count", std::to_string(tickets.size())}}, tickets);
}

void ask_for_person(Draft& draft) {
    // Somebody is on the way already: calling again would only make noise.
    static constexpr auto call_again = std::chrono::minutes{20};
    const auto& before = draft.conversation.called;
    if (before && draft.now - *before < call_again) return draft.say("human.again");
    draft.conversation.called = draft.now;
    if (!on_the_phone(draft)) draft.call_person("person_wanted", draft.message.text, false);
    draft.say("human.coming");
}

/// One of ours, not somebody who comes from outside.
bool is_ours(const Draft& draft) {
    using dispatcher::Role;
    const auto* person = draft.person();
    if (!person) return false;
    for (const auto role : {Role::coordinator, Role::operator_, Role::leader, Role::liaison})
        if (person->roles.contains(role)) return true;
    return person->helper.has_value();
}

void take_volunteer(Draft& draft) {
    // 「在线」「报到」: a few words of one of ours are no enrolment; more words may offer something new.
    static constexpr std::size_t presence_characters_max = 6;
    if (is_ours(draft) && draft.text.size() <= presence_characters_max) return draft.say("helper.here");
    if (!on_the_phone(draft)) draft.call_person("person_wanted", draft.message.text, false);
    draft.say("volunteer.thanks");
}

void say_help(Draft& draft) { draft.say(either(draft.helper() != nullptr, "help.helper", "help.requester")); }

void take_intents(Draft& draft) {
    const auto& read = draft.understanding;
    const bool polite = is_thanks(draft.text) || is_bare_ok(draft.text) || is_greeting(draft.text);
    // Where the detector is uneasy, no guess at a need is worth a question: calm words are.
    const bool uneasy = read.alarm != Alarm::no && read.decision != Decision::sure && firm_needs(read).empty();
    if (polite || uneasy) return take_chat(draft);
    const bool settles_something = read.has_intent("supplement") || read.has_intent("status") ||
                                   read.has_intent("cancel") || read.has_intent("feedback");
    // A few words that the reader calls chat are chat, however unsure it is.
    static constexpr std::size_t chat_characters_max = 12;
    const bool chat = read.intents == std::vector<Code>{"chitchat"} && draft.text.size() <= chat_characters_max;
    const bool unread = read.decision != Decision::sure && !settles_something && !chat && !read.has_intent("human");
    // 「没解决，还是没人送菜」: what was done is done again, and nothing new is opened.
    const auto again = unsolved_among(draft, ids_of(awaiting_rating(draft)));
    if (again && !asks_for_more(draft, {*again})) {
        rate(draft, *again);
        return;
    }
    const bool requests = read.has_intent("request") || unread;
    if (requests) take_requests(draft);
    if (read.has_intent("cancel")) take_cancel(draft);
    if (read.has_intent("status")) tell_status(draft);
    if (read.has_intent("feedback")) take_feedback(draft);
    if (read.has_intent("supplement") && !requests) supplement(draft);
    if (read.has_intent("human")) ask_for_person(draft);
    // 「想给妈妈送点菜」: a gift that may be a request is asked about first.
    const bool offers = !requests || read.decision == Decision::sure;
    if (offers && read.has_intent("offer_volunteer")) take_volunteer(draft);
    if (offers && read.has_intent("offer_donation")) take_donation(draft);
    if (read.has_intent("consult")) take_consult(draft);
    if (!draft.said_anything()) take_chat(draft);
}

}  // namespace warmline::bot::talk
