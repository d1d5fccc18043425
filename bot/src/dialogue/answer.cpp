#include <algorithm>

#include "facts.hpp"
#include "family.hpp"
#include "meanings.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr auto answer_awaited = std::chrono::days{3};  // a feedback, an offer and a gentle question wait longer

/// Another need is read, if not firmly: better ask than take a request for an address.
bool hints_at_more(const Draft& draft, const std::vector<TicketId>& than) {
    const auto& read = draft.understanding;
    if (read.decision != Decision::ask || !read.has_intent("request")) return false;
    return std::any_of(read.needs.begin(), read.needs.end(), [&](const NeedReading& n) {
        return std::none_of(than.begin(), than.end(),
                            [&](const TicketId& id) { return draft.ticket(id) && draft.ticket(id)->need == n.need; });
    });
}

bool is_open(const Draft& draft, const TicketId& id) {
    const auto* ticket = draft.ticket(id);
    return ticket != nullptr && !is_over(ticket->state);
}

bool answer_calm(Draft& draft, const Question& question) {
    const auto meaning = safety(draft.text);
    if (meaning == Safety::danger) {
        draft.conversation.question.reset();
        draft.hold_small_questions();
        raise_crisis(draft);
        return true;
    }
    if (meaning == Safety::safe) {
        draft.conversation.question.reset();
        draft.say("calm.ok");
        return true;
    }
    if (asks_for_more(draft, {}) || turns_elsewhere(draft)) return false;
    if (question.times >= asked_max) {
        draft.conversation.question.reset();
    } else {
        ++draft.conversation.question->times;
    }
    draft.say("calm.listen");
    return true;
}

/// The options the words mean: by place, or by name.
std::vector<std::size_t> chosen(const Draft& draft, const Question& question) {
    auto places = choices(draft.text, question.options.size());
    if (!places.empty()) return places;
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        const auto* service = draft.programme.service(question.options[i]);
        if (service != nullptr && contains(draft.message.text, service->name)) places.push_back(i + 1);
    }
    return places;
}

/// Facts told before it is settled what is needed are kept for it, and the question is put once more.
bool keep_for_later(Draft& draft, const Question& question) {
    auto facts = facts_of(draft);
    const bool only_adds = draft.understanding.has_intent("supplement") && firm_needs(draft.understanding).empty();
    if (!only_adds || facts.empty() || question.times >= asked_max) return false;
    auto again = question;
    ++again.times;
    for (auto& [slot, value] : facts) again.facts[slot] = value;
    again.text += "\n" + draft.message.text;
    draft.say("noted");
    ask_need(draft, std::move(again));
    return true;
}

/// The answer tells what the message before it meant. The words of an only ticket are its own.
void learn_from(Draft& draft, const Question& question, const std::vector<NeedReading>& chosen_needs) {
    auto needs = question.settled;
    for (const auto& reading : chosen_needs) needs.push_back(reading.need);
    auto intents = question.intents;
    std::erase(intents, "chitchat");  // it was none
    if (std::find(intents.begin(), intents.end(), "request") == intents.end()) intents.emplace_back("request");
    const bool only_one = needs.size() == 1 && draft.touched.size() == 1;
    draft.teach(Example::Source::answer, question.text, std::move(intents), std::move(needs), question.urgent,
                only_one ? draft.touched.front().ticket : TicketId{});
}

/// The tickets opened already were all; what they lack can be asked now.
bool nothing_further(Draft& draft, const Question& question) {
    for (const auto& ticket : question.tickets) draft.touch(ticket);
    learn_from(draft, question, {});
    draft.say("further.none");
    ask_what_is_missing(draft);
    return true;
}

bool answer_need(Draft& draft, const Question& question) {
    const auto& options = question.options;
    const auto none = choices(draft.text, options.size() + 1);
    if (is_none_of_these(draft.text) || (none.size() == 1 && none.front() == options.size() + 1)) {
        draft.conversation.question.reset();
        if (!question.settled.empty()) return nothing_further(draft, question);
        draft.call_person("person_wanted", question.text, question.urgent);
        draft.say("person.reading");
        return true;
    }
    std::vector<NeedReading> needs;
    for (const auto place : chosen(draft, question)) needs.push_back({options[place - 1], 1, 0, 0});
    if (needs.empty() && options.size() == 1 && is_yes(draft.text)) needs.push_back({options.front(), 1, 0, 0});
    if (needs.empty()) return keep_for_later(draft, question);
    draft.conversation.question.reset();
    open_requests(draft, needs, &question);
    learn_from(draft, question, needs);
    for (const auto& ticket : question.tickets) draft.touch(ticket);
    ask_what_is_missing(draft);
    return true;
}

/// What a reader only guesses from a few words that say something else.
constexpr const char* guessed[] = {"beneficiary", "people"};

/// Writes the answer to the tickets it is about, and to the person and the home.
void fill(Draft& draft, const Question& question, const std::string& value) {
    auto learnt = facts_of(draft);
    if (question.slot != "hospital") learnt.erase("hospital");
    for (const char* guess : guessed) learnt.erase(guess);
    learnt[question.slot] = value;
    for (const auto& id : question.tickets) {
        if (!is_open(draft, id)) continue;
        auto facts = facts_of(draft, draft.ticket(id)->need);
        for (const char* guess : guessed) facts.erase(guess);
        facts[question.slot] = value;
        draft.amend(id, std::move(facts), draft.message.text);
    }
    draft.learn(learnt, true);
}

/// No fact of another kind, no request and no other intent is read in the words, so they may be the value as they
/// stand.
bool may_be_bare_answer(const Draft& draft, const Question& question) {
    const auto& read = draft.understanding;
    const bool requests = read.has_intent("request") && !firm_needs(read).empty();
    const bool tells_otherwise =
        read.decision == Decision::sure && (read.has_intent("feedback") || read.has_intent("consult") ||
                                            read.has_intent("offer_volunteer") || read.has_intent("offer_donation"));
    if (read.alarm != Alarm::no) return false;
    if (is_bare_ok(draft.text) || is_yes(draft.text) || is_greeting(draft.text) || is_thanks(draft.text)) return false;
    if (requests || tells_otherwise || turns_elsewhere(draft) || hints_at_more(draft, question.tickets)) return false;
    for (const auto& [slot, value] : facts_of(draft)) {
        if (slot == "beneficiary" || slot == "people" || slot == "district") continue;
        // 「3栋5号」 holds something like a date; a text that is nothing but a time is one.
        if (slot != "when" || squeezed(draft.text.text) == squeezed(fold(value).text)) return false;
    }
    return true;
}

bool is_place(const std::string& slot) { return slot == "address" || slot == "district"; }

void keep_asking_about(Draft& draft, const Question& question) {
    for (const auto& id : question.tickets)
        if (is_open(draft, id))
            draft.touched.push_back({id, draft.ticket(id)->need, draft.ticket(id)->tier, draft.ticket(id)->facts});
}

/// 「线上就行」: there is no place to ask for, and the home has not moved to it.
void answer_online(Draft& draft, const Question& question) {
    draft.conversation.question.reset();
    give_up_asking(draft, question);
    for (const auto& id : question.tickets)
        if (is_open(draft, id)) draft.amend(id, {}, draft.message.text);
    ask_what_is_missing(draft);
    draft.say(either(draft.asked(), "noted", "noted.all"));
}

bool answer_fact(Draft& draft, const Question& question) {
    const bool more = asks_for_more(draft, question.tickets);
    if (question.slot == "about") return false;
    const bool no_hospital = question.slot == "hospital" && draft.programme.hospital(draft.message.text) == nullptr &&
                             contains_any(draft.text.text, {U"不是", U"没有", U"不在", U"没在"});
    if (is_pass(draft.text) || no_hospital) {
        draft.conversation.question.reset();
        give_up_asking(draft, question);
        keep_asking_about(draft, question);
        draft.say("noted.pass");
        ask_what_is_missing(draft);
        return true;
    }
    if (more) return false;
    if (is_place(question.slot) && says_online(draft.text)) return answer_online(draft, question), true;
    const bool bare_counts = may_be_bare_answer(draft, question);
    const auto value = answer_for(draft, question.slot, bare_counts);
    if (value.empty()) return false;
    draft.conversation.question.reset();
    const bool crisis = std::any_of(question.tickets.begin(), question.tickets.end(),
                                    [&](const TicketId& id) { return draft.ticket(id) && draft.ticket(id)->crisis; });
    if (crisis) draft.hold_small_questions();
    fill(draft, question, value);
    ask_what_is_missing(draft);
    draft.say(either(crisis, "crisis.noted", either(draft.asked(), "noted", "noted.all")));
    return true;
}

bool answer_feedback(Draft& draft, const Question& question) {
    if (question.tickets.empty()) return false;
    const auto ref = find_ref(draft.text, draft.state);
    const auto& about = question.tickets;
    auto ticket = about.back();
    if (const auto same = unsolved_among(draft, about)) ticket = *same;
    if (ref.ticket && std::find(about.begin(), about.end(), *ref.ticket) != about.end()) ticket = *ref.ticket;
    // 「没解决，还是没人送菜」 asks for nothing new.
    const auto meant = verdict(draft.text);
    const bool unsolved = meant && !meant->solved && !asks_for_more(draft, {ticket});
    const bool more = !unsolved && asks_for_more(draft, {});
    if (more && !draft.understanding.has_intent("feedback")) return false;
    if (rate(draft, ticket)) {
        auto rest = about;
        std::erase(rest, ticket);
        draft.conversation.question.reset();
        if (!rest.empty()) {
            auto next = question;
            next.tickets = rest;
            draft.conversation.question = next;
        }
        return !more;
    }
    if (more || turns_elsewhere(draft) || question.times >= asked_max) return false;
    draft.command(AddNote{ticket, draft.message.text});
    auto again = question;
    ++again.times;
    draft.ask(std::move(again), "ask.feedback");
    return true;
}

/// A reason or a note, told after the deed.
bool answer_note(Draft& draft, const Question& question) {
    if (asks_for_more(draft, {}) || turns_elsewhere(draft)) return false;
    draft.conversation.question.reset();
    if (!is_pass(draft.text) && !is_bare_ok(draft.text)) {
        draft.act_as_helper();
        for (const auto& id : question.tickets) draft.command(AddNote{id, draft.message.text});
        draft.say("noted.thanks");
    } else {
        draft.say("ack");
    }
    return true;
}

std::vector<TicketId> pointed_at(const Draft& draft, const Question& question) {
    std::vector<TicketId> out;
    for (const auto place : choices(draft.text, question.tickets.size())) out.push_back(question.tickets[place - 1]);
    if (!out.empty()) return out;
    const auto ref = find_ref(draft.text, draft.state);
    if (ref.ticket) return {*ref.ticket};
    if (ref.ordinal && *ref.ordinal <= question.tickets.size()) return {question.tickets[*ref.ordinal - 1]};
    if (ref.all) return question.tickets;
    for (const auto& id : question.tickets)
        if (const auto* ticket = draft.ticket(id); ticket && speaks_of(draft.text.text, *ticket)) out.push_back(id);
    return out.size() == 1 ? out : std::vector<TicketId>{};
}

bool answer_which(Draft& draft, const Question& question) {
    if (is_no(draft.text) || is_none_of_these(draft.text)) {
        draft.conversation.question.reset();
        draft.say("kept");
        return true;
    }
    const auto tickets = pointed_at(draft, question);
    if (tickets.empty() || asks_for_more(draft, question.tickets)) return false;
    draft.conversation.question.reset();
    if (question.slot == "cancel") return cancel(draft, tickets), true;
    if (question.slot == "urge") return urge(draft, tickets, question.text), true;
    if (question.slot == "faster") return hurry(draft, tickets, question.text), true;
    if (question.slot == "rate") {
        Question feedback;
        feedback.kind = "feedback";
        feedback.tickets = {tickets.front()};
        draft.ask(std::move(feedback), "ask.feedback");
        return true;
    }
    const auto action = action_named(question.slot);
    if (!action || (draft.helper() == nullptr && *action != Action::extend)) return false;
    for (const auto& id : tickets) {
        Ref ref;
        ref.ticket = id;
        act(draft, {*action, question.text, true}, ref);
    }
    return true;
}

/// 「改成…」 or 「撤掉」 after 「第二条不对」.
bool answer_correction(Draft& draft, const Question& question) {
    const auto words = squeezed(draft.text.text);
    draft.conversation.question.reset();
    const bool drop = contains_any(words, {U"撤", U"取消", U"不要", U"不用", U"删"}) && words.size() <= 8;
    if (drop || is_yes(draft.text)) return cancel(draft, question.tickets), true;
    if (is_no(draft.text)) return draft.say("kept"), true;
    if (asks_for_more(draft, question.tickets)) {
        for (const auto& id : question.tickets) set_right(draft, id);
        open_requests(draft, firm_needs(draft.understanding));
        ask_what_is_missing(draft);
        return true;
    }
    for (const auto& id : question.tickets)
        if (is_open(draft, id)) draft.amend(id, facts_of(draft, draft.ticket(id)->need), draft.message.text);
    draft.say("corrected", {}, question.tickets);
    return true;
}

bool answer_confirm(Draft& draft, const Question& question) {
    if (question.slot == "correct") return answer_correction(draft, question);
    const bool yes = is_yes(draft.text);
    if (question.slot == "offer" || (!yes && !is_no(draft.text))) return false;
    draft.conversation.question.reset();
    if (question.slot == "duty") return answer_availability(draft, question, yes);
    if (question.slot == "cancel" && yes) {
        for (const auto& id : question.tickets) draft.command(CancelTicket{id, question.text});
        draft.say("cancel.done", {}, question.tickets);
        return true;
    }
    if (question.slot == "accept" && draft.helper() != nullptr && yes) {
        Ref ref;
        if (question.tickets.size() == 1) ref.ticket = question.tickets.front();
        act(draft, {Action::accept, {}, true}, ref);
        return true;
    }
    draft.say(either(question.slot == "accept", "accept.later", "kept"));
    return true;
}

bool answer(Draft& draft, const Question& question) {
    const auto& kind = question.kind;
    if (kind == "calm") return answer_calm(draft, question);
    if (kind == "need") return answer_need(draft, question);
    if (kind == "family") return answer_family(draft, question);
    if (kind == "slot" || kind == "identity") return answer_fact(draft, question);
    if (kind == "feedback") return answer_feedback(draft, question);
    if (kind == "reason" || kind == "note") return answer_note(draft, question);
    if (kind == "which") return answer_which(draft, question);
    if (kind == "confirm") return answer_confirm(draft, question);
    if (kind == "extend") return answer_extension(draft, question);
    if (kind == "progress") return answer_progress(draft, question);
    if (kind == "outreach") return answer_outreach(draft);
    // Heard before; what is left of the words is about something else.
    if (kind == "hand_over" || kind == "ruling") return false;
    draft.conversation.question.reset();  // a kind this version does not know
    return false;
}

}  // namespace

bool turns_elsewhere(const Draft& draft) {
    if (draft.understanding.decision != Decision::sure) return false;
    for (const char* intent : {"status", "cancel", "human"})
        if (draft.understanding.has_intent(intent)) return true;
    return false;
}

bool take_answer(Draft& draft) {
    if (!draft.conversation.question || draft.text.empty()) return false;
    const auto question = *draft.conversation.question;  // the steps replace it
    const bool waits = question.kind == "feedback" || question.kind == "calm" || question.slot == "offer";
    if (!waits && draft.now - question.asked > answer_awaited) {
        draft.conversation.question.reset();
        return false;
    }
    return answer(draft, question);
}

}  // namespace warmline::bot::talk
