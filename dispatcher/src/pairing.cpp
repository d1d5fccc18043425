#include "dispatcher/pairing.hpp"

#include <algorithm>
#include <tuple>

namespace warmline::dispatcher {
namespace {

constexpr int depth_max = 16;

/// Steps from `below` up to `above`; nullopt if it is not there.
std::optional<int> steps_up(const Programme& programme, const OrganisationId& below, const OrganisationId& above) {
    const auto* node = programme.organisation(below);
    for (int steps = 0; node && steps < depth_max; ++steps, node = programme.organisation(node->parent))
        if (node->id == above) return steps;
    return std::nullopt;
}

/// How far two organisations are apart, one being above the other.
std::optional<int> apart(const Programme& programme, const OrganisationId& a, const OrganisationId& b) {
    const auto up = steps_up(programme, a, b);
    return up ? up : steps_up(programme, b, a);
}

/// What is looked at of the household, found once for all officers.
struct Home {
    Home(const Programme& plan, const Household& one, Time clock)
        : programme(plan),
          household(one),
          now(clock),
          district(one.district.empty() ? nullptr : plan.district(one.district)),
          hospital(one.hospital.empty() ? nullptr : plan.hospital(one.hospital)) {}

    const Programme& programme;
    const Household& household;
    const Time now;
    const District* const district;
    const Hospital* const hospital;
};

/// How well one officer fits, and why.
class Officer {
public:
    Officer(const Home& home, const Person& person)
        : home_(&home), person_(&person), helper_(&helper_of(person)), obstacle_(find_obstacle()) {
        if (obstacle_.empty()) count();
    }

    /// Empty: nothing stands against it.
    [[nodiscard]] const std::string& obstacle() const noexcept { return obstacle_; }
    [[nodiscard]] const PersonId& id() const noexcept { return person_->id; }
    [[nodiscard]] int points() const noexcept { return points_; }
    [[nodiscard]] int level() const noexcept { return level_; }
    [[nodiscard]] const std::string& why() const noexcept { return why_; }
    friend bool operator<(const Officer& a, const Officer& b) {
        return std::tuple(a.level_, -a.points_, a.id()) < std::tuple(b.level_, -b.points_, b.id());
    }

private:
    [[nodiscard]] int families() const noexcept { return static_cast<int>(person_->families.size()); }
    [[nodiscard]] int limit() const noexcept { return home_->programme.families_of(person_->organisation); }
    [[nodiscard]] std::optional<int> distance() const {
        return apart(home_->programme, person_->organisation, home_->household.organisation);
    }
    [[nodiscard]] std::string find_obstacle() const {
        const auto& members = home_->household.members;
        if (std::ranges::find(members, id()) != members.end()) return std::string(say(Obstacle::of_household));
        if (const auto found = away(*helper_, home_->now)) return std::string(say(*found));
        if (families() >= limit()) return "已结对" + std::to_string(families()) + "户，到了上限";
        if (!distance()) return std::string(say(Obstacle::other_organisation));
        const auto& served = helper_->districts;
        const bool elsewhere =
            home_->district && !served.empty() && std::ranges::find(served, home_->district->id) == served.end();
        return elsewhere ? std::string(say(Obstacle::other_district)) : std::string();
    }
    [[nodiscard]] bool same_hospital() const {
        if (person_->hospital.empty()) return false;
        if (home_->hospital) return home_->hospital == home_->programme.hospital(person_->hospital);
        return home_->household.hospital == person_->hospital;
    }
    [[nodiscard]] bool serves_district() const {
        if (!home_->district) return false;
        if (!helper_->districts.empty()) return true;
        return !person_->district.empty() && home_->programme.district(person_->district) == home_->district;
    }
    void add(const std::string& reason, int points) {
        why_ += (why_.empty() ? "" : "、") + reason + (points > 0 ? "+" + std::to_string(points) : "");
        points_ += points;
    }
    void count() {
        const auto& weights = home_->programme.weights;
        level_ = distance().value_or(depth_max);
        if (const auto* organisation = home_->programme.organisation(person_->organisation)) add(organisation->name, 0);
        if (same_hospital()) add("同一家医院", weights.hospital);
        if (serves_district()) add("服务" + home_->district->name, weights.district);
        const auto& language = home_->household.language;
        if (!language.empty() && helper_->languages.contains(language)) add("会" + language, weights.language);
        add("结对" + std::to_string(families()) + "户（上限" + std::to_string(limit()) + "户）",
            points_of_room(weights, families(), limit()));
        const int load = load_of(*person_);
        add("在手" + std::to_string(load) + "件", points_of_room(weights, load, helper_->capacity));
    }

    const Home* home_;
    const Person* person_;
    const Helper* helper_;
    std::string obstacle_, why_;
    int points_ = 0, level_ = depth_max;
};

/// The suitable, best first.
std::vector<Officer> ranked(const Home& home, std::span<const Person* const> officers) {
    std::vector<Officer> out;
    for (const auto* person : officers) {
        if (!person->roles.contains(Role::partner)) continue;
        Officer one(home, *person);
        if (one.obstacle().empty()) out.push_back(std::move(one));
    }
    std::ranges::sort(out, [](const Officer& a, const Officer& b) { return a < b; });
    return out;
}

}  // namespace

std::optional<Choice> choose_partner(const Programme& programme, const Household& household,
                                     std::span<const Person* const> officers, Time now) {
    const Home home(programme, household, now);
    const auto order = ranked(home, officers);
    if (order.empty()) return std::nullopt;
    const auto& best = order.front();
    auto why = best.why();
    if (order.size() == 1) why += "；没有别的合适人选";
    if (order.size() > 1 && order[1].level() == best.level())
        why += "；下一位少" + std::to_string(best.points() - order[1].points()) + "分";
    return Choice{best.id(), std::move(why)};
}

std::vector<Judged> judge_partners(const State& state, const Programme& programme, const Household& household, Time now,
                                   std::size_t count_max) {
    std::vector<const Person*> officers;
    if (!state.roster) return {};
    for (const auto& id : officers_of(*state.roster, programme))
        if (const auto* person = state.person(id); person && !(household.pair && household.pair->partner == id))
            officers.push_back(person);
    const Home home(programme, household, now);
    std::vector<Judged> out;
    for (const auto& one : ranked(home, officers))
        if (out.size() < count_max) out.push_back({one.id(), true, one.why()});
    for (const auto* person : officers) {
        const Officer one(home, *person);
        if (out.size() < count_max && !one.obstacle().empty()) out.push_back({person->id, false, one.obstacle()});
    }
    return out;
}

std::vector<PersonId> officers_of(const Roster& roster, const Programme& programme) {
    std::vector<PersonId> out;
    for (const auto& organisation : programme.organisations)
        for (auto& id : roster.with_role(Role::partner, organisation.id)) out.push_back(std::move(id));
    return out;
}

bool wants_partner(const Household& household) noexcept {
    if (household.pair) return false;
    for (auto it = household.history.rbegin(); it != household.history.rend(); ++it) {
        if (it->kind == EventKind::pair_ended) return false;
        if (it->kind == EventKind::household_paired) return true;
    }
    return true;
}

}  // namespace warmline::dispatcher
