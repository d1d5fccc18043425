#include "bot/conversation.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace warmline::bot {
namespace {

using dispatcher::TicketId;
using dispatcher::Time;
using Json = nlohmann::json;

constexpr std::array channels{"wechat", "hotline", "console"};

template <class T>
void read(const Json& j, const char* key, T& value) {
    if (const auto it = j.find(key); it != j.end()) it->get_to(value);
}

void read(const Json& j, const char* key, Time& value) {
    if (const auto it = j.find(key); it != j.end()) value = dispatcher::from_ms(it->get<std::int64_t>());
}

void read(const Json& j, const char* key, std::optional<Time>& value) {
    if (const auto it = j.find(key); it != j.end()) value = dispatcher::from_ms(it->get<std::int64_t>());
}

template <class Tag>
void read(const Json& j, const char* key, std::vector<dispatcher::Id<Tag>>& value) {
    if (const auto it = j.find(key); it != j.end())
        for (const auto& id : *it) value.emplace_back(id.get<std::string>());
}

template <class T>
void put(Json& j, const char* key, const T& value, const T& usual = {}) {
    if (value != usual) j[key] = value;
}

template <class Tag>
void put(Json& j, const char* key, const std::vector<dispatcher::Id<Tag>>& value) {
    for (const auto& id : value) j[key].push_back(id.value);
}

void put(Json& j, const char* key, const std::optional<Time>& value) {
    if (value) j[key] = dispatcher::to_ms(*value);
}

Json to_json(const Question& question) {
    Json j = Json::object();
    put(j, "k", question.kind);
    put(j, "s", question.slot);
    put(j, "t", question.tickets);
    put(j, "o", question.options);
    put(j, "h", question.families);
    put(j, "x", question.text);
    put(j, "f", question.facts);
    put(j, "u", question.urgent);
    put(j, "a", std::optional{question.asked});
    put(j, "n", question.times, 1);
    put(j, "i", question.intents);
    put(j, "e", question.settled);
    return j;
}

Question question_from(const Json& j) {
    Question question;
    read(j, "k", question.kind);
    read(j, "s", question.slot);
    read(j, "t", question.tickets);
    read(j, "o", question.options);
    read(j, "h", question.families);
    read(j, "x", question.text);
    read(j, "f", question.facts);
    read(j, "u", question.urgent);
    read(j, "a", question.asked);
    read(j, "n", question.times);
    read(j, "i", question.intents);
    read(j, "e", question.settled);
    return question;
}

}  // namespace

Json to_json(const Conversation& conversation) {
    Json j = Json::object();
    j["id"] = conversation.id.value;
    j["ch"] = channels.at(static_cast<std::size_t>(conversation.channel));
    put(j, "ac", conversation.account);
    put(j, "se", conversation.sender);
    put(j, "p", conversation.person.value);
    if (conversation.question) j["q"] = to_json(*conversation.question);
    put(j, "l", conversation.listed);
    for (const auto& line : conversation.lines)
        j["x"].push_back(Json::array({dispatcher::to_ms(line.at), line.ours ? 1 : 0, line.text}));
    if (conversation.reach != Reach{})
        j["r"] = Json::array({dispatcher::to_ms(conversation.reach.until), conversation.reach.credits});
    put(j, "f", conversation.following, true);
    put(j, "as", conversation.asked);
    put(j, "c", conversation.called);
    put(j, "g", conversation.calmed);
    put(j, "w", conversation.with_person_until);
    return j;
}

Conversation conversation_from(const Json& j) {
    Conversation conversation;
    read(j, "id", conversation.id.value);
    std::string channel;
    read(j, "ch", channel);
    const auto place = std::find(channels.begin(), channels.end(), channel);
    if (place != channels.end()) conversation.channel = static_cast<Channel>(place - channels.begin());
    read(j, "ac", conversation.account);
    read(j, "se", conversation.sender);
    read(j, "p", conversation.person.value);
    if (const auto it = j.find("q"); it != j.end()) conversation.question = question_from(*it);
    read(j, "l", conversation.listed);
    if (const auto it = j.find("x"); it != j.end())
        for (const auto& line : *it)
            conversation.lines.push_back({dispatcher::from_ms(line.at(0).get<std::int64_t>()),
                                          line.at(1).get<int>() != 0, line.at(2).get<std::string>()});
    if (const auto it = j.find("r"); it != j.end())
        conversation.reach = {dispatcher::from_ms(it->at(0).get<std::int64_t>()), it->at(1).get<int>()};
    read(j, "f", conversation.following);
    read(j, "as", conversation.asked);
    read(j, "c", conversation.called);
    read(j, "g", conversation.calmed);
    read(j, "w", conversation.with_person_until);
    return conversation;
}

}  // namespace warmline::bot
