#include "open_question.hpp"

#include <algorithm>
#include <tuple>

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr std::size_t remembered_max = 32;

struct Missing {
    std::string kind = "slot", slot, wording;
    std::vector<TicketId> tickets;
    Tier tier = Tier::t4;
    std::size_t place = 0;
};

/// What is said of the person or the home holds for every ticket; the rest is asked anew for a new ticket.
bool is_of_person(const std::string& slot) {
    return slot == "phone" || slot == "hospital" || slot == "district" || slot == "address" || slot == "name";
}

std::string memory_of(const std::string& slot, const std::vector<TicketId>& tickets) {
    if (is_of_person(slot) || tickets.empty()) return slot;
    return slot + ":" + std::min_element(tickets.begin(), tickets.end())->value;
}

int times_asked(const Draft& draft, const std::string& memory) {
    const auto it = draft.conversation.asked.find(memory);
    return it == draft.conversation.asked.end() ? 0 : it->second;
}

void remember(Draft& draft, const std::string& memory, int times) {
    auto& asked = draft.conversation.asked;
    if (asked.size() >= remembered_max && !asked.contains(memory)) {
        std::erase_if(asked, [](const auto& entry) { return entry.first.find(':') != std::string::npos; });
    }
    asked[memory] = times;
}

bool is_known(const Draft& draft, const Touched& ticket, const std::string& slot) {
    const auto it = ticket.facts.find(slot);
    if (it != ticket.facts.end() && !it->second.empty()) return true;
    const auto* who = draft.person();
    const auto* home = draft.household();
    const auto beneficiary = ticket.facts.find("beneficiary");
    const bool elsewhere =
        beneficiary != ticket.facts.end() && (beneficiary->second == "team" || beneficiary->second == "other");
    if (slot == "phone") return (who && !who->phone.empty()) || !draft.message.caller.empty();
    if (slot == "name") return who && !who->name.empty();
    if (slot == "hospital") return (who && !who->hospital.empty()) || (home && !home->hospital.empty());
    if (slot == "address") return home && !home->address.empty() && !elsewhere;
    if (slot == "district")
        return (home && !elsewhere && (!home->district.empty() || !home->address.empty())) ||
               ticket.facts.contains("address");
    return false;
}

std::vector<Missing> missing_facts(const Draft& draft) {
    std::vector<Missing> out;
    for (const auto& ticket : draft.touched) {
        const auto* service = draft.service(ticket.need, ticket.ticket);
        if (service == nullptr) continue;
        for (const auto& question : service->questions) {
            if (is_known(draft, ticket, question.slot)) continue;
            auto it = std::find_if(out.begin(), out.end(), [&](const auto& m) { return m.slot == question.slot; });
            if (it == out.end())
                it = out.insert(out.end(), {"slot", question.slot, question.wording, {}, Tier::t4, out.size()});
            if (std::find(it->tickets.begin(), it->tickets.end(), ticket.ticket) == it->tickets.end())
                it->tickets.push_back(ticket.ticket);
            it->tier = std::min(it->tier, ticket.tier);
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const Missing& a, const Missing& b) {
        return std::tuple{a.tier, -static_cast<int>(a.tickets.size()), a.place} <
               std::tuple{b.tier, -static_cast<int>(b.tickets.size()), b.place};
    });
    return out;
}

/// Who the person is: the hospital decides who answers for the request, the telephone how the helper can reach him or
/// her, the name how to speak to him or her (an operator on the telephone knows by ear).
std::vector<Missing> missing_identity(const Draft& draft) {
    std::vector<Missing> out;
    const bool call = draft.message.channel == Channel::hotline;
    for (const char* slot : {"hospital", "phone", "name"}) {
        if (call && slot == std::string_view{"name"}) continue;
        Missing missing{"identity", slot, std::string{"ask."} + slot, {}, Tier::t4, 0};
        for (const auto& ticket : draft.touched)
            if (!is_known(draft, ticket, slot)) missing.tickets.push_back(ticket.ticket);
        if (!missing.tickets.empty()) out.push_back(std::move(missing));
    }
    return out;
}

}  // namespace

void ask_what_is_missing(Draft& draft) {
    if (draft.asked() || draft.small_questions_held() || draft.touched.empty()) return;
    auto all = missing_facts(draft);
    for (auto& missing : missing_identity(draft)) all.push_back(std::move(missing));
    for (auto& missing : all) {
        const auto memory = memory_of(missing.slot, missing.tickets);
        const int times = times_asked(draft, memory);
        if (times >= (missing.slot == "name" ? 1 : asked_max)) continue;
        remember(draft, memory, times + 1);
        Question question;
        question.kind = missing.kind;
        question.slot = missing.slot;
        question.tickets = std::move(missing.tickets);
        question.times = times + 1;
        question.text = missing.wording;
        return draft.ask(std::move(question), missing.wording, {{"slot", missing.slot}});
    }
}

void ask_need(Draft& draft, Question question) {
    std::vector<std::string> names;
    for (const auto& option : question.options)
        if (const auto* service = draft.programme.service(option)) names.push_back(service->name);
    const char* const words = question.settled.empty() ? "ask.need" : "ask.further";
    draft.ask(std::move(question), words, {{"options", join(names, "\n")}});
}

void give_up_asking(Draft& draft, const Question& question) {
    remember(draft, memory_of(question.slot, question.tickets), asked_max);
}

}  // namespace warmline::bot::talk
