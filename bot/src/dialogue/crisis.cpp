#include <algorithm>
#include <array>

#include "facts.hpp"
#include "hand_over.hpp"
#include "meanings.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr std::string_view mind = "psych.crisis";

const Ticket* open_crisis(const Draft& draft) {
    for (const auto* ticket : draft.own_open())
        if (ticket->crisis && ticket->state != TicketState::resolved) return ticket;
    return nullptr;
}

bool about_another(const Understanding& understanding) {
    return understanding.slots.beneficiary == "family" || understanding.slots.beneficiary == "other" ||
           understanding.slots.beneficiary == "team";
}

bool phone_known(const Draft& draft, const Facts& facts) {
    return facts.contains("phone") || (draft.person() && !draft.person()->phone.empty()) ||
           draft.message.channel == Channel::hotline;
}

/// The way to reach somebody in danger is the one question that matters now.
void ask_for_phone(Draft& draft, const Facts& facts, const TicketId& ticket) {
    if (phone_known(draft, facts)) return;
    Question question;
    question.kind = "identity";
    question.slot = "phone";
    question.tickets = {ticket};
    question.text = "ask.crisis_phone";
    draft.ask(std::move(question), "ask.crisis_phone");
}

void open_crisis_ticket(Draft& draft, const Code& need) {
    draft.be_registered();
    auto facts = facts_of(draft, need);
    draft.learn(facts, false);
    OpenTicket open;
    open.need = need;
    open.urgent = open.crisis = true;
    open.household = draft.person()->household;
    open.summary = cut(draft.message.text, 600);
    open.facts = facts;
    std::optional<TicketId> id;
    if (draft.programme.service(need) != nullptr) id = draft.open(std::move(open));
    // Without a service or a number for it a person is called all the same.
    if (!id) draft.call_person("crisis", draft.message.text, true);
    const bool bodily = need != mind;
    draft.say(either(bodily, "crisis.body", either(about_another(draft.understanding), "crisis.other", "crisis.self")));
    if (id) ask_for_phone(draft, facts, *id);
}

/// The gentle question is not repeated while its answer still stands, though the detector remembers what was said
/// before it.
constexpr auto calm_again = std::chrono::hours{2};
constexpr auto call_again = std::chrono::minutes{20};

/// @return false if the message goes its usual way: a crisis is open already, or we asked not long ago
bool ask_gently(Draft& draft) {
    if (const auto* open = open_crisis(draft)) {
        draft.command(AmendTicket{open->id, {}, draft.message.text});
        return false;
    }
    const auto before = draft.conversation.calmed;
    if (!before || draft.now - *before >= call_again) {
        draft.call_person("crisis", draft.message.text, true);
        draft.conversation.calmed = draft.now;
    }
    if (before && draft.now - *before < calm_again) return false;
    if (draft.silent()) return true;
    Question question;
    question.kind = "calm";
    question.text = draft.message.text;
    draft.ask(std::move(question), "ask.calm");
    return true;
}

bool may_be_distress(const Folded& text) {
    static constexpr std::u32string_view distress = U"死活命绝崩溃痛苦哭杀伤害怕累受意思解脱撑熬";
    return std::any_of(text.text.begin(), text.text.end(),
                       [](char32_t c) { return distress.find(c) != std::u32string_view::npos; });
}

}  // namespace

/// The danger is to the body of a child or an old person: the care needed carries the crisis (taxonomy.json,
/// conventions).
Code crisis_need(const Understanding& understanding) {
    static constexpr std::array<std::string_view, 4> bodily{"medical.care", "living.eldercare", "living.childcare",
                                                            "living.groceries"};
    const auto reads = [&](std::string_view need) {
        return std::any_of(understanding.needs.begin(), understanding.needs.end(),
                           [&](const auto& n) { return n.need == need; });
    };
    const bool of_mind = std::any_of(understanding.needs.begin(), understanding.needs.end(),
                                     [](const auto& n) { return n.need.starts_with("psych."); });
    if (understanding.urgency != Urgency::crisis || of_mind || reads(mind)) return Code{mind};
    for (const auto need : bodily)
        if (reads(need)) return Code{need};
    return Code{mind};
}

bool is_plain_word(const Draft& draft) {
    const auto& text = draft.text;
    if (text.empty()) return false;
    const auto digits = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    if (std::all_of(text.text.begin(), text.text.end(), digits)) return true;
    if (is_yes(text) || is_no(text) || is_pass(text) || is_none_of_these(text) || is_bare_ok(text) || is_greeting(text))
        return true;
    if (is_outreach_wish(draft) || is_contact_wish(draft)) return true;
    const bool calm = draft.understanding.alarm != Alarm::yes && !may_be_distress(text);
    if (calm && (is_about_hand_over(draft) || is_series_wish(draft))) return true;
    if (draft.helper() == nullptr) return false;
    const auto& question = draft.conversation.question;
    if (calm && question && (question->kind == "reason" || question->kind == "note")) return true;
    const auto ref = find_ref(text, draft.state);
    const auto command = read_command(ref.named() ? text.without(ref.begin, ref.end) : text, standing_of(draft));
    if (!command) return false;
    return command->whole || calm;
}

void raise_crisis(Draft& draft) { open_crisis_ticket(draft, Code{mind}); }

bool in_crisis(const Understanding& understanding) noexcept {
    return understanding.alarm == Alarm::yes || understanding.urgency == Urgency::crisis;
}

Crisis meet_crisis(Draft& draft) {
    const auto& question = draft.conversation.question;
    if (!in_crisis(draft.understanding)) {
        const bool asked_already = question && question->kind == "calm";
        if (draft.understanding.alarm != Alarm::check || asked_already || !ask_gently(draft)) return {};
        draft.hold_small_questions();
        return {true, {}};
    }
    draft.hold_small_questions();
    const auto need = crisis_need(draft.understanding);
    if (const auto* open = open_crisis(draft)) {
        auto facts = facts_of(draft, need);
        draft.learn(facts, true);
        draft.amend(open->id, facts, draft.message.text);
        draft.say("crisis.again");
        facts.insert(open->facts.begin(), open->facts.end());
        ask_for_phone(draft, facts, open->id);
    } else {
        open_crisis_ticket(draft, need);
        if (question && question->kind == "calm") draft.conversation.question.reset();
    }
    return {true, {need, Code{mind}}};
}

}  // namespace warmline::bot::talk
