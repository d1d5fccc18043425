#include "present_parts.hpp"

#include <algorithm>

#include "dispatcher/json.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

std::string actor_name(People people, const d::Actor& actor) {
    auto name = name_in(people, actor.person);
    const bool account = actor.kind == d::ActorKind::operator_ || actor.kind == d::ActorKind::coordinator;
    return name.empty() && account ? actor.person.value : name;
}

}  // namespace

Json facts(const std::map<std::string, std::string>& values) {
    auto out = Json::array();
    for (const auto& [slot, value] : values) out.push_back({{"slot", slot}, {"value", value}});
    return out;
}

const d::Person* find(People people, const d::PersonId& id) {
    const auto it = std::ranges::find(people, id, &d::Person::id);
    return id.empty() || it == people.end() ? nullptr : &*it;
}

std::string name_in(People people, const d::PersonId& id) {
    const auto* person = find(people, id);
    return person ? person->name : std::string{};
}

Json contact(const d::Person& person, const Viewer& viewer) {
    auto roles = Json::array();
    for (const auto role : person.roles) roles.push_back(d::name_of(role));
    const auto* district = viewer.programme.district(person.district);
    return {{"id", person.id.value},
            {"name", person.name},
            {"phone", viewer.user.role == UserRole::leader ? masked(person.phone) : person.phone},
            {"roles", std::move(roles)},
            {"organisation_name", name_of(person.organisation, viewer.programme)},
            {"hospital", person.hospital},
            {"district", district && !person.district.empty() ? district->name : person.district}};
}

void add_time(Json& out, const char* key, const std::optional<d::Time>& at) {
    if (at) out[key] = d::to_ms(*at);
}
void add_text(Json& out, const char* key, std::string text) {
    if (!text.empty()) out[key] = std::move(text);
}

Json series_entry(People people, const d::Series& series, const d::Programme& programme) {
    Json out{{"need", series.need},
             {"need_name", programme.name_of(series.need)},
             {"every_days", series.every_days},
             {"next", d::to_ms(series.next)},
             {"paused", series.paused},
             {"ticket", series.ticket.value}};
    add_text(out, "helper_name", name_in(people, series.helper));
    return out;
}

Json history_entry(People people, const d::Event& event, const d::Programme& programme) {
    Json out{{"kind", d::name_of(event.kind)},
             {"at", d::to_ms(event.at)},
             {"actor_kind", d::name_of(event.actor.kind)},
             {"actor_name", actor_name(people, event.actor)}};
    add_text(out, "person_name", name_in(people, event.offer ? event.offer->candidate : event.person));
    add_text(out, "text", event.rating ? event.rating->comment : event.text);
    add_text(out, "replacement", event.replacement);
    add_text(out, "merged_into", event.merged_into.value);
    add_time(out, "review_at", event.review_at);
    if (event.step != 0) out["step"] = event.step;
    if (event.offer) {
        add_text(out, "why", event.offer->why);
        add_text(out, "broken", event.offer->broken);
        out["due"] = d::to_ms(event.offer->answer_by);
    }
    if (!event.deadlines.empty() && !event.offer) {
        out["deadline"] = d::name_of(event.deadlines.front().kind);
        out["due"] = d::to_ms(event.deadlines.front().due);
    }
    if (event.rating) {
        out["score"] = event.rating->score;
        out["solved"] = event.rating->solved;
    }
    const auto need = event.facts.find("need");
    if (d::is_of_series(event.kind) && need != event.facts.end())
        out["need_name"] = programme.name_of(need->second);
    else if (!event.facts.empty())
        out["facts"] = facts(event.facts);
    return out;
}

}  // namespace warmline::console
