#include "dispatcher/choose.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;

constexpr int depth_max = 16;
constexpr int points_known = 50, points_free = 30, points_idle_max = 20, points_district = 15;

const Helper& helper_of(const Person& person) {
    static const Helper usual;
    return person.helper ? *person.helper : usual;
}

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
    return std::ranges::find(range, value) != std::ranges::end(range);
}

std::string value_of(const std::map<std::string, std::string>& facts, const char* slot) {
    const auto it = facts.find(slot);
    return it == facts.end() ? std::string{} : it->second;
}

/// Where the help is wanted, or nullptr if unknown.
const District* district_of(const Search& search) {
    const auto look = [&](const std::string& text) { return text.empty() ? nullptr : search.programme.district(text); };
    if (const auto* found = look(value_of(search.ticket.facts, "district"))) return found;
    if (const auto* found = look(value_of(search.ticket.facts, "address"))) return found;
    if (const auto* found = search.household ? look(search.household->district) : nullptr) return found;
    return search.requester ? look(search.requester->district) : nullptr;
}

/// Conditions that hold for everybody, partners included.
bool may_be_asked(const Search& search, const Person& person) {
    const auto& rest_until = helper_of(person).rest_until;
    return person.id != search.ticket.requester && !contains(search.ticket.declined, person.id) &&
           !(search.household && contains(search.household->members, person.id)) &&
           !(rest_until && *rest_until > search.now) && has_room(person);
}

bool has_skill(const Search& search, const Helper& helper) {
    const auto subject = value_of(search.ticket.facts, "subject");
    const auto teaches = [&](const std::string& taught) { return subject.find(taught) != std::string::npos; };
    return helper.needs.contains(search.ticket.need) &&
           std::ranges::all_of(search.service.licences, [&](const auto& l) { return helper.licences.contains(l); }) &&
           (!search.service.match_subject || subject.empty() || std::ranges::any_of(helper.subjects, teaches));
}

/// Distance of an organisation from the ticket's: 0 within it, 1 its parent, and so on; others serve elsewhere.
class Levels {
public:
    explicit Levels(const Search& search) : programme_(search.programme), root_(search.ticket.organisation) {
        const auto* node = programme_.organisation(root_);
        for (int level = 0; node && level < depth_max; ++level, node = programme_.organisation(node->parent)) {
            known_.emplace(node->id, level);
        }
    }

    [[nodiscard]] std::optional<int> of(const OrganisationId& id) {
        const auto it = known_.find(id);
        if (it != known_.end()) return it->second;
        const auto level = programme_.is_within(id, root_) ? std::optional{0} : std::nullopt;
        return known_.emplace(id, level).first->second;
    }

private:
    const Programme& programme_;
    OrganisationId root_;
    std::map<OrganisationId, std::optional<int>> known_;
};

struct Fit {
    int level = 0;
    bool held = false;
    int points = 0;
    const Person* person = nullptr;
    /// Smaller is better.
    [[nodiscard]] auto rank() const { return std::tuple(level, held, -points, std::string_view(person->id.value)); }
};

int points_of_idle(const Search& search, const Helper& helper) {
    if (!helper.last_offer) return points_idle_max;
    const auto idle = duration_cast<hours>(search.now - *helper.last_offer).count();
    return static_cast<int>(std::clamp<long>(idle, 0, points_idle_max));
}

int points_of(const Search& search, const Person& person, const District* district) {
    const auto& helper = helper_of(person);
    int points = points_free * (helper.capacity - load_of(person)) / std::max(helper.capacity, 1);
    points += points_of_idle(search, helper);
    if (search.known.contains(person.id)) points += points_known;
    if (district && contains(helper.districts, district->id)) points += points_district;
    return points;
}

std::string why_of(const Search& search, const Fit& fit, const District* district) {
    const auto& helper = helper_of(*fit.person);
    std::string why;
    if (search.known.contains(fit.person->id)) why += "服务过这户家庭、";
    if (district && contains(helper.districts, district->id)) why += "服务" + district->name + "、";
    if (search.service.match_subject && search.ticket.facts.contains("subject")) why += "科目对口、";
    if (fit.level > 0) why += "上级组织人员、";
    why += "在手" + std::to_string(load_of(*fit.person)) + "件（上限" + std::to_string(helper.capacity) + "件）";
    why += helper.last_offer ? "" : "、尚未派过单";
    return why;
}

std::optional<Choice> choose_partner(const Search& search, std::span<const Person* const> candidates) {
    if (search.service.executor != Executor::partner || !search.household || !search.household->pair) {
        return std::nullopt;
    }
    const auto& pair = *search.household->pair;
    const auto able = [&](const PersonId& id) {
        const auto it = std::ranges::find_if(candidates, [&](const Person* p) { return p->id == id; });
        return id && it != candidates.end() && may_be_asked(search, **it);
    };
    if (able(pair.partner)) return Choice{pair.partner, "这户家庭的手拉手结对人"};
    if (able(pair.backup)) return Choice{pair.backup, "结对人暂不能接单，由后备结对人接替"};
    return std::nullopt;
}

}  // namespace

int load_of(const Person& person) noexcept {
    if (!person.helper) return 0;
    return static_cast<int>(person.helper->offers.size() + person.helper->tickets.size());
}

bool has_room(const Person& person) noexcept { return load_of(person) < helper_of(person).capacity; }

std::optional<Choice> choose(const Search& search, std::span<const Person* const> candidates) {
    if (auto partner = choose_partner(search, candidates)) return partner;
    const auto* district = district_of(search);
    Levels levels{search};
    std::optional<Fit> best;
    for (const auto* person : candidates) {
        if (!person->helper || !has_skill(search, *person->helper) || !may_be_asked(search, *person)) continue;
        const auto& served = person->helper->districts;
        if (district && !served.empty() && !contains(served, district->id)) continue;
        const auto level = levels.of(person->organisation);
        if (!level) continue;
        const bool held = search.held && search.held->contains(person->id);
        const Fit fit{*level, held, points_of(search, *person, district), person};
        if (!best || fit.rank() < best->rank()) best = fit;
    }
    if (!best) return std::nullopt;
    return Choice{best->person->id, why_of(search, *best, district)};
}

}  // namespace warmline::dispatcher
