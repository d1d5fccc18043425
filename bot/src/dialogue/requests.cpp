#include <algorithm>

#include "facts.hpp"
#include "family.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr std::size_t options_max = 4;
constexpr int reread_max = 2;  // so often we ask which need is meant; then a person reads it

const Ticket* open_already(const Draft& draft, const Code& need) {
    const auto* home = draft.household();
    const bool several = !draft.families().empty();
    for (const auto& [id, ticket] : draft.state.tickets) {
        const bool own = ticket.requester == draft.conversation.person;
        // Who writes for several families may have asked for the same on behalf of another one.
        const bool ours = several && own ? ticket.household == (home ? home->id : HouseholdId{})
                                         : own || (home && ticket.household == home->id);
        const bool open = !is_over(ticket.state) && ticket.state != TicketState::resolved && !ticket.crisis;
        if (ours && open && ticket.need == need) return &ticket;
    }
    return nullptr;
}

/// What is known of the person takes part in routing even if it was not said again.
void add_known(const Draft& draft, Facts& facts) {
    const auto* who = draft.person();
    const auto* home = draft.household();
    const auto put = [&](const char* slot, const std::string& value) {
        if (!value.empty()) facts.try_emplace(slot, value);
    };
    put("hospital", home && !home->hospital.empty() ? home->hospital : who->hospital);
    const auto beneficiary = facts.find("beneficiary");
    if (beneficiary != facts.end() && (beneficiary->second == "team" || beneficiary->second == "other")) return;
    put("district", home && !home->district.empty() ? home->district : who->district);
}

/// The catalogue's code for it; what the catalogue lacks is `other`, which a coordinator reads.
Code in_catalogue(const Draft& draft, const Code& need) {
    if (draft.programme.service(need) != nullptr) return need;
    return draft.programme.service("other") != nullptr ? Code{"other"} : Code{};
}

/// A picture sent before its words belongs to them.
void attach_what_came_before(Draft& draft, const std::vector<TicketId>& opened) {
    const auto& question = draft.conversation.question;
    if (!question || question->slot != "about" || opened.empty()) return;
    draft.command(AmendTicket{opened.front(), {}, question->text});
    draft.conversation.question.reset();
}

void say_opened(Draft& draft, const std::vector<TicketId>& opened, const std::vector<TicketId>& added_to) {
    if (opened.size() == 1) draft.say("opened.one", {}, opened);
    if (opened.size() > 1) draft.say("opened.many", {{"count", std::to_string(opened.size())}}, opened);
    if (!added_to.empty()) draft.say("already", {}, added_to);
}

std::vector<NeedReading> distinct(const Draft& draft, const std::vector<NeedReading>& needs) {
    std::vector<NeedReading> out;
    for (auto reading : needs) {
        reading.need = in_catalogue(draft, reading.need);
        if (std::none_of(out.begin(), out.end(), [&](const auto& n) { return n.need == reading.need; }))
            out.push_back(std::move(reading));
    }
    return out;
}

/// What the message asks for, kept until it is clear for which family.
Question kept_request(const Draft& draft, const std::vector<NeedReading>& wanted, const Question* asked) {
    Question question;
    if (asked) question = *asked;
    question.options.clear();
    for (const auto& reading : wanted) question.options.push_back(reading.need);
    question.times = 1;
    if (asked) return question;
    question.text = draft.message.text;
    question.facts = facts_of(draft);
    question.urgent = draft.understanding.urgency != Urgency::normal;
    return question;
}

/// What is still to be settled: needs that were read with some doubt and what else is likely; if nothing at all was
/// firm, every reading offered.
std::vector<Code> doubtful(const Draft& draft) {
    std::vector<Code> out;
    const auto add = [&](const Code& need) {
        const bool decided =
            std::any_of(draft.touched.begin(), draft.touched.end(), [&](const auto& t) { return t.need == need; });
        const bool known = std::find(out.begin(), out.end(), need) != out.end();
        if (!decided && !known && need != "psych.crisis" && draft.programme.service(need) != nullptr)
            out.push_back(need);
    };
    for (const auto& reading : draft.understanding.needs) add(reading.need);
    const auto& options = draft.understanding.options;
    const auto offered = draft.touched.empty() ? options.size() : draft.understanding.likely_options;
    for (std::size_t at = 0; at < std::min(offered, options.size()); ++at) add(options[at]);
    if (out.size() > options_max) out.resize(options_max);
    return out;
}

void ask_which_need(Draft& draft) {
    Question question;
    question.kind = "need";
    question.options = doubtful(draft);
    const auto& before = draft.conversation.question;
    if (before && before->kind == "need") question.times = before->times + 1;
    if (question.options.empty() || question.times > reread_max) {
        draft.conversation.question.reset();
        if (draft.touched.empty()) return ask_to_be_read(draft);
        return draft.say("hint.correct");
    }
    question.text = draft.message.text;
    question.facts = facts_of(draft);
    question.urgent = draft.understanding.urgency == Urgency::urgent;
    question.intents = draft.understanding.intents;
    for (const auto& touched : draft.touched) {
        question.settled.push_back(touched.need);
        question.tickets.push_back(touched.ticket);
    }
    ask_need(draft, std::move(question));
}

}  // namespace

void open_requests(Draft& draft, const std::vector<NeedReading>& needs, const Question* asked) {
    if (needs.empty()) return;
    draft.be_registered();
    const auto wanted = distinct(draft, needs);
    if (!settle_family(draft, asked ? asked->text : draft.message.text, kept_request(draft, wanted, asked))) return;
    std::vector<Facts> facts;
    for (const auto& reading : wanted) {
        facts.push_back(asked ? asked->facts : facts_of(draft, reading.need));
        const auto& before = draft.conversation.question;
        if (before && before->kind == "need") facts.back().insert(before->facts.begin(), before->facts.end());
        draft.learn(facts.back(), false);
    }
    std::vector<TicketId> opened, added_to;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto& need = wanted[i].need;
        const auto words = asked ? cut(asked->text, 600) : summary_of(draft, wanted[i], wanted.size() == 1);
        if (const auto* before = need.empty() ? nullptr : open_already(draft, need)) {
            draft.amend(before->id, facts[i], words);
            added_to.push_back(before->id);
            continue;
        }
        const bool call = draft.message.channel == Channel::hotline;  // there it lists all tickets of the call
        if (opened.empty() && !call) draft.conversation.listed.clear();
        add_known(draft, facts[i]);
        OpenTicket open;
        open.need = need;
        open.urgent = asked ? asked->urgent : draft.understanding.urgency != Urgency::normal;
        if (const auto* home = draft.household()) open.household = home->id;
        open.summary = words;
        open.facts = facts[i];
        const auto id = need.empty() ? std::nullopt : draft.open(std::move(open));
        if (id) opened.push_back(*id);
        if (!id) ask_to_be_read(draft);
    }
    say_opened(draft, opened, added_to);
    begin_series(draft, opened, asked ? asked->text : draft.message.text);
    begin_series(draft, added_to, asked ? asked->text : draft.message.text);
    attach_what_came_before(draft, opened);
}

void take_requests(Draft& draft) {
    const auto& read = draft.understanding;
    auto needs = firm_needs(read);
    if (needs.empty() && read.decision == Decision::sure) needs.push_back({"other", 0, 0, draft.message.text.size()});
    open_requests(draft, needs);
    if (read.decision == Decision::ask) ask_which_need(draft);
    if (read.decision == Decision::person) ask_to_be_read(draft);
    const bool settled = draft.conversation.question && draft.conversation.question->kind == "need" && !draft.asked() &&
                         !draft.touched.empty();
    if (settled) draft.conversation.question.reset();
    ask_what_is_missing(draft);
}

std::vector<NeedReading> firm_needs(const Understanding& understanding) {
    // Of the needs read at this probability or more in messages it would rather ask about, 96 % are right.
    static constexpr double firm = 0.8;
    if (understanding.decision == Decision::sure) return understanding.needs;
    std::vector<NeedReading> out;
    for (const auto& reading : understanding.needs)
        if (understanding.decision == Decision::ask && reading.probability >= firm) out.push_back(reading);
    return out;
}

bool asks_for_more(const Draft& draft, const std::vector<TicketId>& than) {
    if (!draft.understanding.has_intent("request")) return false;
    const auto needs = firm_needs(draft.understanding);
    return std::any_of(needs.begin(), needs.end(), [&](const NeedReading& n) {
        return std::none_of(than.begin(), than.end(),
                            [&](const TicketId& id) { return draft.ticket(id) && draft.ticket(id)->need == n.need; });
    });
}

void ask_to_be_read(Draft& draft) {
    if (draft.message.channel != Channel::hotline)
        draft.call_person("person_wanted", draft.message.text, draft.understanding.urgency != Urgency::normal);
    draft.say("person.reading");
}

}  // namespace warmline::bot::talk
