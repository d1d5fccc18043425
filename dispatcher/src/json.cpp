#include "dispatcher/json.hpp"

#include <type_traits>

#include "json_fields.hpp"

namespace warmline::dispatcher {
namespace codec {
namespace {

using nlohmann::json;

template <class T>
concept Described = requires {
    Fields<T>::list;
};

// Values are written by kind: names for enumerations, Unix ms for moments, and containers by their elements. What
// equals the default of its type's declaration is left out.

template <class T>
json write(const T& value);
template <class T>
void read(const json& j, T& value);

template <class T>
struct Value {  // bool, int, string
    static json write(const T& v) { return v; }
    static void read(const json& j, T& v) { j.get_to(v); }
    static bool plain(const T& v, const T& usual) { return v == usual; }
};

template <class Tag>
struct Value<Id<Tag>> {
    static json write(const Id<Tag>& v) { return v.value; }
    static void read(const json& j, Id<Tag>& v) { j.get_to(v.value); }
    static bool plain(const Id<Tag>& v, const Id<Tag>&) { return v.empty(); }
};

template <>
struct Value<Time> {
    static json write(Time v) { return to_ms(v); }
    static void read(const json& j, Time& v) { v = from_ms(j.get<std::int64_t>()); }
    static bool plain(Time v, Time usual) { return v == usual; }
};

/// A local day: days since 1970-01-01.
template <>
struct Value<std::chrono::sys_days> {
    static json write(std::chrono::sys_days v) { return v.time_since_epoch().count(); }
    static void read(const json& j, std::chrono::sys_days& v) {
        v = std::chrono::sys_days(std::chrono::days(j.get<std::chrono::days::rep>()));
    }
    static bool plain(std::chrono::sys_days v, std::chrono::sys_days usual) { return v == usual; }
};

template <>
struct Value<std::chrono::minutes> {
    static json write(std::chrono::minutes v) { return v.count(); }
    static void read(const json& j, std::chrono::minutes& v) {
        v = std::chrono::minutes(j.get<std::chrono::minutes::rep>());
    }
    static bool plain(std::chrono::minutes v, std::chrono::minutes usual) { return v == usual; }
};

template <class T>
requires std::is_enum_v<T>
struct Value<T> {
    static json write(T v) { return name_of(v); }
    static bool plain(T v, T usual) { return v == usual; }
    /// A name that a newer version wrote leaves the default.
    static void read(const json& j, T& v) {
        if (const auto named = named_as(j.get_ref<const std::string&>(), v)) v = *named;
    }

private:
    static auto named_as(std::string_view n, TicketState) { return state_named(n); }
    static auto named_as(std::string_view n, EventKind) { return event_kind_named(n); }
    static auto named_as(std::string_view n, DeadlineKind) { return deadline_kind_named(n); }
    static auto named_as(std::string_view n, Tier) { return tier_named(n); }
    static auto named_as(std::string_view n, Card) { return card_named(n); }
    static auto named_as(std::string_view n, Role) { return role_named(n); }
    static auto named_as(std::string_view n, ActorKind) { return actor_kind_named(n); }
    static auto named_as(std::string_view n, Right) { return right_named(n); }
};

template <class T>
struct Value<std::optional<T>> {
    static json write(const std::optional<T>& v) { return codec::write(*v); }
    static void read(const json& j, std::optional<T>& v) { codec::read(j, v.emplace()); }
    static bool plain(const std::optional<T>& v, const std::optional<T>&) { return !v; }
};

template <class T>
struct Value<std::vector<T>> {
    static json write(const std::vector<T>& v) {
        json list = json::array();
        for (const auto& item : v) list.push_back(codec::write(item));
        return list;
    }
    static void read(const json& j, std::vector<T>& v) {
        v.clear();
        for (const auto& item : j) codec::read(item, v.emplace_back());
    }
    static bool plain(const std::vector<T>& v, const std::vector<T>&) { return v.empty(); }
};

template <class T>
struct Value<std::set<T>> {
    static json write(const std::set<T>& v) {
        json list = json::array();
        for (const auto& item : v) list.push_back(codec::write(item));
        return list;
    }
    static void read(const json& j, std::set<T>& v) {
        v.clear();
        for (const auto& item : j) {
            T one{};
            codec::read(item, one);
            v.insert(std::move(one));
        }
    }
    static bool plain(const std::set<T>& v, const std::set<T>&) { return v.empty(); }
};

template <class T>
struct Value<std::map<std::string, T>> {
    static json write(const std::map<std::string, T>& v) {
        json object = json::object();
        for (const auto& [key, item] : v) object[key] = codec::write(item);
        return object;
    }
    static void read(const json& j, std::map<std::string, T>& v) {
        v.clear();
        for (const auto& [key, item] : j.items()) codec::read(item, v[key]);
    }
    static bool plain(const std::map<std::string, T>& v, const std::map<std::string, T>&) { return v.empty(); }
};

template <Described T>
struct Value<T> {
    static json write(const T& v) {
        static const T usual{};
        json object = json::object();
        const auto put = [&](const auto& field) {
            using V = std::remove_cvref_t<decltype(v.*field.member)>;
            if (!Value<V>::plain(v.*field.member, usual.*field.member))
                object[field.key] = codec::write(v.*field.member);
        };
        std::apply([&](const auto&... field) { (put(field), ...); }, Fields<T>::list);
        return object;
    }
    static void read(const json& j, T& v) {
        const auto get = [&](const auto& field) {
            if (const auto it = j.find(field.key); it != j.end()) codec::read(*it, v.*field.member);
        };
        if (!j.is_object()) (void)j.get_ref<const json::object_t&>();  // throws the library's type error
        std::apply([&](const auto&... field) { (get(field), ...); }, Fields<T>::list);
    }
    static bool plain(const T& v, const T&) { return write(v).empty(); }
};

template <class T>
json write(const T& value) {
    return Value<T>::write(value);
}
template <class T>
void read(const json& j, T& value) {
    Value<T>::read(j, value);
}

template <class T>
T from(const json& j) {
    T value{};
    read(j, value);
    return value;
}

}  // namespace
}  // namespace codec

nlohmann::json to_json(const Ticket& ticket) {
    auto j = codec::write(ticket);
    // Its own events need not repeat the ticket's number.
    if (const auto history = j.find("hi"); history != j.end()) {
        for (auto& event : *history) event.erase("t");
    }
    return j;
}

Ticket ticket_from(const nlohmann::json& j) {
    auto ticket = codec::from<Ticket>(j);
    for (auto& event : ticket.history) event.ticket = ticket.id;
    return ticket;
}

nlohmann::json to_json(const Person& person) { return codec::write(person); }
nlohmann::json to_json(const Household& household) { return codec::write(household); }
nlohmann::json to_json(const CallTask& task) { return codec::write(task); }
nlohmann::json to_json(const Situation& situation) { return codec::write(situation); }
nlohmann::json to_json(const Event& event) { return codec::write(event); }
Person person_from(const nlohmann::json& j) { return codec::from<Person>(j); }
Household household_from(const nlohmann::json& j) { return codec::from<Household>(j); }
CallTask call_task_from(const nlohmann::json& j) { return codec::from<CallTask>(j); }
Situation situation_from(const nlohmann::json& j) { return codec::from<Situation>(j); }
Event event_from(const nlohmann::json& j) { return codec::from<Event>(j); }

}  // namespace warmline::dispatcher
