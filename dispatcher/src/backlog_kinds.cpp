#include "backlog_kinds.hpp"

#include <algorithm>

#include "backlog_cost.hpp"
#include "offering.hpp"

namespace warmline::dispatcher::backlog {
namespace {

// Of what waits a helper considers so much at a time: who does not answer keeps two families waiting, not as many as
// fit; with one alone, who answers slowly would hardly be asked, and what can wait for an answer would come late.
constexpr int asked_max = 2;

constexpr char end = '\x1f';

/// Looks districts up once for each text.
class Places {
public:
    explicit Places(const Programme& programme) : programme_(programme) {}
    const District* of(const Waiting& waiting) {
        return district_of(*waiting.ticket, waiting.household, waiting.requester,
                           [this](std::string_view text) { return look(text); });
    }

private:
    const District* look(std::string_view text) {
        const auto [it, fresh] = known_.try_emplace(std::string(text));
        if (fresh) it->second = programme_.district(text);
        return it->second;
    }
    const Programme& programme_;
    std::unordered_map<std::string, const District*> known_;
};

/// Everybody to whom this ticket is not like any other.
template <class Visit>
void visit_particular(const Waiting& waiting, Visit visit) {
    for (const auto& id : waiting.known) visit(id);
    for (const auto& id : waiting.ticket->declined) visit(id);
    visit(waiting.ticket->requester);
    if (waiting.household)
        for (const auto& id : waiting.household->members) visit(id);
}

void append(std::string& key, std::string_view part) { (key += part) += end; }
void append(std::string& key, std::int64_t part) { append(key, std::to_string(part)); }

template <class Range>
void append_all(std::string& key, const Range& parts) {
    for (const auto& part : parts) append(key, part);
    key += end;
}

std::string key_of(const Person& person, int room, const Programme& programme, Time now) {
    const auto& helper = *person.helper;
    std::string key;
    append(key, person.organisation.value);
    append(key, person.district);
    append_all(key, helper.needs);
    append_all(key, helper.districts);
    append_all(key, helper.subjects);
    append_all(key, helper.stages);
    append_all(key, helper.languages);
    append_all(key, helper.licences);
    for (const auto& [licence, until] : helper.expiry)
        if (until <= now) append(key, licence);
    const auto brief = Roster::brief_of(person);
    for (const auto haste : {Haste::urgent, Haste::soon, Haste::can_wait})
        append(key, points_alone(weights_for(programme.weights, haste), brief, now));
    append(key, load_of(person));
    append(key, helper.capacity);
    append(key, helper.seats);
    for (const auto& [need, limit] : helper.kind_limits) {
        append(key, need);
        append(key, left_of_kind(helper, need, programme));
    }
    append(key, room);
    append(key, on_shift(helper, now) ? 1 : 0);
    append(key, rests_after_night(helper, programme, now) ? 1 : 0);
    return key;
}

}  // namespace

int given_to(const PersonId& person, const Given& given) {
    const auto found = given.find(person);
    return found == given.end() ? 0 : found->second;
}

bool has_room(const Person& person, const Programme& programme, const Given& given) {
    return load_of(person) + given_to(person.id, given) < programme.capacity_now(helper_of(person).capacity);
}

Search search_of(const Waiting& waiting, const Programme& programme, Time now) {
    return {.programme = programme,
            .ticket = *waiting.ticket,
            .service = service_of(programme, *waiting.ticket),
            .household = waiting.household,
            .requester = waiting.requester,
            .known = waiting.known,
            .now = now};
}

std::set<PersonId> special_persons(std::span<const Waiting> waiting, const std::vector<std::size_t>& indexes,
                                   const Roster& roster) {
    std::set<PersonId> out;
    for (const auto i : indexes)
        visit_particular(waiting[i], [&](const PersonId& id) {
            const auto* entry = id ? roster.find(id) : nullptr;
            const bool takes_it = entry && helper_of(entry->person).needs.contains(waiting[i].ticket->need);
            if (takes_it) out.insert(id);
        });
    return out;
}

std::vector<TicketKind> kinds_of(std::span<const Waiting> waiting, const std::vector<std::size_t>& indexes,
                                 const std::set<PersonId>& special, const Programme& programme, Time now) {
    Places places(programme);
    const auto is_particular = [&](const Waiting& one) {
        bool found = false;
        visit_particular(one, [&](const PersonId& id) { found = found || (!special.empty() && special.contains(id)); });
        return found;
    };
    std::unordered_map<std::string, std::size_t> by_key;
    std::vector<TicketKind> kinds;
    for (const auto i : indexes) {
        const auto& ticket = *waiting[i].ticket;
        const auto* district = places.of(waiting[i]);
        std::string key;
        append(key, ticket.need);
        append(key, ticket.organisation.value);
        append(key, district ? district->id : std::string_view());
        append(key, fact_of(ticket, "subject"));
        append(key, stage_of(fact_of(ticket, "child_grade")));
        append(key, language_of(ticket, waiting[i].household));
        append(key, ticket.crisis ? 1 : 0);
        append(key, static_cast<int>(haste_of(ticket)));
        append(key, passengers_of(ticket, service_of(programme, ticket)));
        if (is_particular(waiting[i])) append(key, ticket.id.value);
        const auto [it, fresh] = by_key.try_emplace(std::move(key), kinds.size());
        if (fresh) kinds.emplace_back();
        auto& kind = kinds[it->second];
        kind.waiting.push_back(i);
        ++kind.cost_of_waiting[cost_of_waiting(ticket, now)];
    }
    for (auto& kind : kinds)
        std::ranges::sort(kind.waiting, {}, [&](std::size_t i) {
            const auto& ticket = *waiting[i].ticket;
            return std::tuple(-cost_of_waiting(ticket, now), due_of(ticket, now), std::string_view(ticket.id.value));
        });
    // So that the result does not depend on the order of what was given.
    std::ranges::sort(kinds, {}, [&](const TicketKind& kind) {
        return std::string_view(waiting[kind.waiting.front()].ticket->id.value);
    });
    return kinds;
}

HelperKinds::HelperKinds(const Roster& roster, const std::set<Code>& needs, const Programme& programme, Time now,
                         const Given& taken, const std::set<PersonId>& special, bool off_duty_too) {
    std::vector<const Person*> persons;
    const auto on_duty = [&](const Person& person) {
        return on_shift(*person.helper, now) && !rests_after_night(*person.helper, programme, now);
    };
    for (const auto& need : needs)
        for (const auto* list : roster.serving(need, {}))
            for (const auto& brief : *list)
                if (brief.load < programme.capacity_now(brief.capacity) && (off_duty_too || on_duty(*brief.person)))
                    persons.push_back(brief.person);
    std::ranges::sort(persons, {}, [](const Person* p) { return std::string_view(p->id.value); });
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    for (const auto* person : persons)
        add(*person, given_to(person->id, taken), special.contains(person->id), programme, now);
}

void HelperKinds::add(const Person& person, int taken, bool special, const Programme& programme, Time now) {
    const auto& helper = *person.helper;
    const int unanswered = static_cast<int>(helper.offers.size());
    const int free = programme.capacity_now(helper.capacity) - load_of(person);
    // Whoever takes only so many of one kind gets one ticket at a time: the next round sees what is left.
    const int most = helper.kind_limits.empty() ? asked_max : 1;
    const int room = std::min({free, left_today(helper, now), most - unanswered}) - taken;
    if (room <= 0 || away(helper, now)) return;
    auto key = key_of(person, room, programme, now);
    if (special || taken > 0) append(key, person.id.value);
    const auto [it, fresh] = by_key_.try_emplace(std::move(key), kinds_.size());
    if (fresh) {
        kinds_.push_back({{}, load_of(person) + taken, helper.capacity, room});
        const std::set<std::string> districts(helper.districts.begin(), helper.districts.end());
        for (const auto& need : helper.needs) {
            auto& places = by_place_[need][person.organisation];
            if (districts.empty()) places[""].push_back(it->second);
            for (const auto& district : districts) places[district].push_back(it->second);
        }
    }
    kinds_[it->second].persons.push_back(&person);
}

std::vector<std::size_t> HelperKinds::serving(const Code& need, const Judge& judge) const {
    std::vector<std::size_t> out;
    const auto found = by_place_.find(need);
    if (found == by_place_.end()) return out;
    const auto take = [&](const ByDistrict& places, const std::string& district) {
        if (const auto it = places.find(district); it != places.end())
            out.insert(out.end(), it->second.begin(), it->second.end());
    };
    for (const auto& [organisation, places] : found->second) {
        if (!judge.level_of(organisation)) continue;
        if (const auto* district = judge.district()) {
            take(places, "");
            take(places, district->id);
        } else {
            for (const auto& [name, kinds] : places) out.insert(out.end(), kinds.begin(), kinds.end());
        }
    }
    std::ranges::sort(out);  // whoever serves several districts stands in several lists
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace warmline::dispatcher::backlog
