#include "store/work.hpp"

#include "codec.hpp"
#include "dispatcher/json.hpp"

namespace warmline::store {
namespace {

using nlohmann::json;

struct Placer {
    const Keys& keys;
    const std::string& key;
    Work& work;

    [[nodiscard]] std::string id() const { return key.substr(keys.tag().size() + 2); }

    void put(char kind, const std::string& text) {
        switch (kind) {
            case 'c':
                return put_conversation(json::parse(text));
            case 'p': {
                auto person = dispatcher::person_from(json::parse(text));
                work.state.persons.insert_or_assign(person.id, std::move(person));
                return;
            }
            case 'h': {
                auto household = dispatcher::household_from(json::parse(text));
                work.state.households.insert_or_assign(household.id, std::move(household));
                return;
            }
            case 't': {
                auto ticket = dispatcher::ticket_from(json::parse(text));
                work.state.tickets.insert_or_assign(ticket.id, std::move(ticket));
                return;
            }
            case 'k': {
                auto task = dispatcher::call_task_from(json::parse(text));
                work.calls.insert_or_assign(task.id, std::move(task));
                return;
            }
            case 'm':
                work.seen = text;
                return;
            case 'n':
                work.caller = dispatcher::PersonId(text);
                return;
            default:
                return;
        }
    }

    void put_conversation(const json& j) {
        ConversationRecord record;
        record.conversation = bot::conversation_from(j.at("c"));
        record.waiting = j.value("w", false);
        work.conversation = std::move(record);
    }
};

}  // namespace

nlohmann::json to_json(const Outgoing& message) {
    json j{{"i", message.id},
           {"to", message.to.value},
           {"x", message.text},
           {"m", dispatcher::to_ms(message.made)},
           {"b", dispatcher::to_ms(message.not_before)}};
    if (!message.person.empty()) j["p"] = message.person.value;
    if (message.notice) j["n"] = static_cast<int>(*message.notice);
    if (!message.ticket.empty()) j["t"] = message.ticket.value;
    if (!message.household.empty()) j["h"] = message.household.value;
    if (message.urgent) j["u"] = true;
    if (message.put_off) j["l"] = true;
    if (!message.fall_back) j["f"] = false;
    return j;
}

Outgoing outgoing_from(const nlohmann::json& j) {
    Outgoing message;
    message.id = j.at("i");
    message.to = dispatcher::ConversationId(j.at("to"));
    message.person = dispatcher::PersonId(j.value("p", ""));
    message.text = j.at("x");
    if (j.contains("n")) message.notice = static_cast<dispatcher::NoticeKind>(j.at("n").get<int>());
    message.ticket = dispatcher::TicketId(j.value("t", ""));
    message.household = dispatcher::HouseholdId(j.value("h", ""));
    message.urgent = j.value("u", false);
    message.put_off = j.value("l", false);
    message.fall_back = j.value("f", true);
    message.made = dispatcher::from_ms(j.at("m"));
    message.not_before = dispatcher::from_ms(j.at("b"));
    return message;
}

nlohmann::json to_json(const Parked& parked) {
    return {{"m", to_json(parked.message)},
            {"c", parked.code},
            {"y", parked.why},
            {"w", parked.waiting},
            {"a", dispatcher::to_ms(parked.at)}};
}

Parked parked_from(const nlohmann::json& j) {
    return {outgoing_from(j.at("m")), j.at("c"), j.at("y"), j.at("w"), dispatcher::from_ms(j.at("a"))};
}

std::vector<std::string> links_of(const Keys& keys, const dispatcher::Ticket& ticket) {
    std::vector<std::string> links;
    if (ticket.requester) links.push_back(keys.person(ticket.requester));
    if (ticket.household) links.push_back(keys.household(ticket.household));
    if (ticket.merged_into) links.push_back(keys.ticket(ticket.merged_into));  // so that it can be split again
    return links;
}

std::vector<std::string> links_of(const Keys& keys, const dispatcher::Person& person) {
    std::vector<std::string> links;
    if (person.household) links.push_back(keys.household(person.household));
    const auto add = [&](const std::vector<dispatcher::TicketId>& ids) {
        for (const auto& id : ids) links.push_back(keys.ticket(id));
    };
    add(person.requested);
    if (person.helper) {
        add(person.helper->offers);
        add(person.helper->tickets);
    }
    return links;
}

std::vector<std::string> links_of(const Keys& keys, const bot::Conversation& conversation) {
    std::vector<std::string> links;
    if (conversation.person) links.push_back(keys.person(conversation.person));
    // What is asked may be of a ticket that is over, or another's.
    if (conversation.question)
        for (const auto& id : conversation.question->tickets) links.push_back(keys.ticket(id));
    return links;
}

Result<void> place(const Vault& vault, const Keys& keys, const std::string& key, const redis::Record& record,
                   Work& work) {
    if (!key.starts_with(keys.tag()) || key.size() < keys.tag().size() + 2) return Errc::damaged;
    auto text = vault.unseal(key, record.payload);
    if (!text) return text.error();
    try {
        Placer{keys, key, work}.put(key[keys.tag().size()], *text);
    } catch (const json::exception&) {
        return Errc::damaged;
    }
    work.versions[key] = record.version;
    work.loaded[key] = std::move(*text);
    return {};
}

std::set<dispatcher::PersonId> looking_after(const dispatcher::Household& household) {
    std::set<dispatcher::PersonId> out;
    if (!household.pair) return out;
    out = {household.pair->partner, household.pair->backup};
    if (household.pair->hand_over) out.insert(household.pair->hand_over->to);
    out.erase(dispatcher::PersonId());
    return out;
}

std::int64_t call_score(const dispatcher::CallTask& task) {
    constexpr auto later = std::int64_t{1} << 42;  // more than any moment before the year 2109, in Unix ms
    return dispatcher::to_ms(task.opened) + (task.urgent ? 0 : later);
}

bool in_roster(const dispatcher::Person& person) {
    using dispatcher::Role;
    return person.helper.has_value() || person.roles.contains(Role::partner) ||
           person.roles.contains(Role::coordinator) || person.roles.contains(Role::operator_) ||
           person.roles.contains(Role::leader) || person.roles.contains(Role::liaison);
}

}  // namespace warmline::store
