#include <algorithm>
#include <set>

#include "bot/second_reading.hpp"

namespace warmline::bot {
namespace {

constexpr std::size_t options_max = 4;
/// What two readers name independently is as good as firm (the dialogue acts on 0.8 and more).
constexpr double named_by_both = 0.9;
/// What only the second reader names is asked about.
constexpr double named_by_second = 0.5;
constexpr std::string_view crisis_need = "psych.crisis";

bool has(const std::vector<Code>& list, std::string_view code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

std::vector<Code> codes_of(const std::vector<NeedReading>& needs) {
    std::vector<Code> codes;
    for (const auto& need : needs) codes.push_back(need.need);
    return codes;
}

bool same(const std::vector<Code>& left, const std::vector<Code>& right) {
    return std::set<Code>(left.begin(), left.end()) == std::set<Code>(right.begin(), right.end());
}

std::string listed(const std::vector<Code>& codes) {
    std::string out;
    for (const auto& code : codes) out += (out.empty() ? "" : ", ") + code;
    return out.empty() ? "nothing" : out;
}

bool speaks_of_crisis(const SecondReading& second) {
    return second.urgency == Urgency::crisis || has(second.needs, crisis_need);
}

/// One step: a hint that the first reader did not see is asked about gently; one that it saw is a crisis.
bool raise(Understanding& joined, const SecondReading& second) {
    if (!speaks_of_crisis(second) || joined.alarm == Alarm::yes) return false;
    if (joined.alarm == Alarm::no) {
        joined.alarm = Alarm::check;
        return true;
    }
    joined.alarm = Alarm::yes;
    joined.urgency = Urgency::crisis;
    if (!joined.has_intent("request")) joined.intents = {"request"};
    for (const auto& need : second.needs)
        if (!has(codes_of(joined.needs), need)) joined.needs.push_back({need, named_by_both, 0, 0});
    return true;
}

/// What was not said to the first reader.
void fill(Slots& slots, const Slots& more) {
    const auto put = [](std::string& slot, const std::string& value) {
        if (slot.empty()) slot = value;
    };
    put(slots.beneficiary, more.beneficiary);
    put(slots.phone, more.phone);
    put(slots.hospital, more.hospital);
    put(slots.district, more.district);
    put(slots.address, more.address);
    put(slots.child_grade, more.child_grade);
    put(slots.subject, more.subject);
    put(slots.when, more.when);
    put(slots.ticket, more.ticket);
    if (!slots.people) slots.people = more.people;
}

/// What both name first, then what the second reader adds, then what the first one would have offered. A crisis is
/// never one option among others.
void offer(Understanding& joined, const Understanding& first, const std::vector<Code>& both,
           const SecondReading& second) {
    auto& options = joined.options;
    options.clear();
    const auto add = [&](const Code& code) {
        if (code != crisis_need && !has(options, code) && options.size() < options_max) options.push_back(code);
    };
    for (const auto& code : both) add(code);
    for (const auto& code : second.needs) add(code);
    for (const auto& need : first.needs) add(need.need);
    joined.likely_options = options.size();
    for (const auto& code : first.options) add(code);
}

}  // namespace

Joined join_readings(const Understanding& first, const SecondReading& second) {
    Joined out{first, Joined::How::stands, false, {}};
    auto& joined = out.understanding;
    const auto mine = codes_of(first.needs);
    std::vector<Code> both;
    std::copy_if(mine.begin(), mine.end(), std::back_inserter(both),
                 [&](const auto& c) { return has(second.needs, c); });
    fill(joined.slots, second.slots);
    if (second.urgency != Urgency::normal && joined.urgency == Urgency::normal && joined.has_intent("request"))
        joined.urgency = Urgency::urgent;
    out.raised = raise(joined, second);

    const std::string read = "the second reader reads " + listed(second.intents) + " with " + listed(second.needs);
    if (first.decision == Decision::sure) {
        out.why = read + "; the first was sure";
    } else if (joined.alarm != Alarm::no) {
        out.why = read + "; with a dark hint nothing is sure";
    } else if (first.decision == Decision::ask && same(first.intents, second.intents) && same(mine, second.needs)) {
        out.how = Joined::How::agreed;
        joined.decision = Decision::sure;
        joined.options.clear();
        joined.likely_options = 0;
        out.why = read + ", like the first: sure";
    } else if (has(second.intents, "request")) {
        out.how = both.empty() || first.decision == Decision::person ? Joined::How::offered : Joined::How::partly;
        joined.decision = Decision::ask;
        offer(joined, first, both, second);
        for (auto& need : joined.needs)
            if (out.how == Joined::How::partly && has(both, need.need))
                need.probability = std::max(need.probability, named_by_both);
        for (const auto& code : second.needs)
            if (code != crisis_need && !has(mine, code)) joined.needs.push_back({code, named_by_second, 0, 0});
        out.why = read + (both.empty() ? "; asked with both readings" : "; both read " + listed(both));
    } else {
        out.why = read + "; the first reading stands";
    }
    if (out.raised) out.why += "; the alarm is raised";
    return out;
}

bool worth_a_second_reading(const Understanding& first, const Message& message, const Conversation& conversation,
                            dispatcher::Time now) {
    constexpr std::size_t words_bytes_min = 18;   // six characters: less is a word of the dialogue
    constexpr std::size_t answer_bytes_max = 60;  // twenty: as long as answers to a question are
    if (message.kind != MessageKind::text && message.kind != MessageKind::voice) return false;
    if (message.channel != Channel::wechat) return false;  // on the telephone an operator listens
    if (first.decision == Decision::sure || first.alarm == Alarm::yes) return false;
    if (message.text.size() < words_bytes_min || message.text.size() > second_text_bytes_max) return false;
    if (conversation.with_person_until && now < *conversation.with_person_until) return false;
    return !conversation.question || message.text.size() > answer_bytes_max;
}

}  // namespace warmline::bot
