#include "dispatcher/choose.hpp"

#include <algorithm>
#include <tuple>

#include "explain.hpp"

namespace warmline::dispatcher {
namespace {

/// Whose turn it is among those who fit alike: who was not asked for longest, then the id.
using Rota = std::pair<std::int64_t, std::uint64_t>;
Rota rota_of(const Roster::Brief& brief) { return {brief.last_offer_s, brief.tie}; }
Rota rota_of(const Person& person) {
    const auto& asked = person.helper->last_offer;
    return {asked ? to_ms(*asked) / 1000 : 0, Roster::tie_of(person.id)};
}

/// The best so far, and how near the next one was.
class Best {
public:
    explicit Best(const Judge& judge) : judge_(judge) {}

    void consider(const Person& person) {
        if (!person.helper || judge_.against(person)) return;
        const auto fit = judge_.fit(person);
        if (!person_ || rank(fit, person) < rank(fit_, *person_)) {
            if (person_) runner_up_ = fit_;
            fit_ = fit;
            person_ = &person;
        } else if (!runner_up_ || order(fit) < order(*runner_up_)) {
            runner_up_ = fit;
        }
    }
    /// True if nobody with at most so many points, and at the same number not before `rota`, can come before the best
    /// or the next after it.
    [[nodiscard]] bool beats(int points, const Rota& rota) const {
        if (!runner_up_ || fit_.level > 0 || fit_.late || fit_.full || fit_.held || runner_up_->total() < points)
            return false;
        return fit_.total() > points || (fit_.total() == points && rota_of(*person_) < rota);
    }
    [[nodiscard]] const Person* person() const noexcept { return person_; }
    [[nodiscard]] const Fit& fit() const noexcept { return fit_; }
    [[nodiscard]] const std::optional<Fit>& runner_up() const noexcept { return runner_up_; }

private:
    static std::tuple<bool, bool, int, bool, int> order(const Fit& fit) {
        return {fit.late, fit.full, fit.level, fit.held, -fit.total()};
    }
    using Rank = std::tuple<bool, bool, int, bool, int, std::int64_t, std::string_view>;
    static Rank rank(const Fit& fit, const Person& person) {
        return std::tuple_cat(order(fit), std::tuple(rota_of(person).first, std::string_view(person.id.value)));
    }
    const Judge& judge_;
    const Person* person_ = nullptr;
    Fit fit_;
    std::optional<Fit> runner_up_;
};

/// The helpers of a roster, the most promising first, until nobody who is left can come before the best.
class Promises {
public:
    Promises(const Search& search, const Judge& judge, const Roster& roster) : bonus_(judge.bonus_max()) {
        const auto* district = judge.district();
        const auto near = [&](const OrganisationId& id) { return judge.level_of(id).has_value(); };
        for (const auto* list : roster.serving(search.ticket.need, district ? district->id : std::string(), near))
            for (const auto& brief : *list)
                if (brief.load < search.programme.capacity_now(brief.capacity) || search.ticket.crisis)
                    waiting_.push_back({points_alone(judge.weights(), brief, search.now), &brief});
        find_next_points();
    }

    const Person* next(const Best& best) {
        for (;;) {
            if (alike_.empty()) {
                if (!points_) return nullptr;
                gather();
            }
            const auto* brief = alike_.front();
            if (best.beats(now_ + bonus_, rota_of(*brief))) return nullptr;
            std::ranges::pop_heap(alike_, later);
            alike_.pop_back();
            return brief->person;
        }
    }

private:
    struct Promise {
        int points;
        const Roster::Brief* brief;
    };
    static bool later(const Roster::Brief* a, const Roster::Brief* b) { return rota_of(*a) > rota_of(*b); }

    void find_next_points() {
        const auto below = points_;
        points_.reset();
        for (const auto& promise : waiting_)
            if ((!below || promise.points < *below) && (!points_ || promise.points > *points_))
                points_ = promise.points;
    }
    void gather() {
        now_ = *points_;
        for (const auto& promise : waiting_)
            if (promise.points == now_) alike_.push_back(promise.brief);
        std::ranges::make_heap(alike_, later);
        find_next_points();
    }

    int bonus_, now_ = 0;
    std::vector<Promise> waiting_;
    std::vector<const Roster::Brief*> alike_;  ///< a heap of those with the same points
    std::optional<int> points_;                ///< of those who come after them
};

std::string why_of(const Search& search, const Judge& judge, const Best& best) {
    const auto& fit = best.fit();
    const auto why = reasons_of(search, judge, *best.person(), fit);
    if (!best.runner_up()) return why + "；没有别的合适人选";
    const auto& next = *best.runner_up();
    if (next.level != fit.level || next.late != fit.late || next.full != fit.full || next.held != fit.held) return why;
    return why + "；下一位少" + std::to_string(fit.total() - next.total()) + "分";
}

/// The household's partner, then the backup; or why neither is asked.
struct Pairing {
    std::optional<Choice> choice;
    std::string broken;  ///< why continuity is not kept; empty if it is, or if there is no pair
};

template <class Find>
Pairing ask_partner(const Search& search, const Judge& judge, Find find) {
    Pairing out;
    if (search.service.executor != Executor::partner || !search.household || !search.household->pair) return out;
    const auto& pair = *search.household->pair;
    const auto against = [&](const PersonId& id) -> std::string {
        const Person* person = id ? find(id) : nullptr;
        if (!person) return "未登记";
        const auto obstacle = judge.against_partner(*person);
        return obstacle ? tell_against(*obstacle, *person, search) : std::string();
    };
    const auto partner = against(pair.partner);
    if (partner.empty()) {
        out.choice = Choice{pair.partner, "这户家庭的手拉手结对人"};
        return out;
    }
    out.broken = "结对人" + partner;
    if (!pair.backup) return out;
    const auto backup = against(pair.backup);
    if (backup.empty()) out.choice = Choice{pair.backup, out.broken + "，由后备结对人接替"};
    out.broken += "，后备" + backup;
    return out;
}

std::optional<Choice> conclude(const Search& search, const Judge& judge, const Best& best, const Pairing& pairing) {
    if (!best.person()) return std::nullopt;
    auto why = why_of(search, judge, best);
    if (!pairing.broken.empty()) why = pairing.broken + "；" + why;
    return Choice{best.person()->id, std::move(why)};
}

}  // namespace

std::optional<Choice> choose(const Search& search, std::span<const Person* const> candidates) {
    const Judge judge(search);
    const auto find = [&](const PersonId& id) -> const Person* {
        const auto it = std::ranges::find_if(candidates, [&](const Person* p) { return p->id == id; });
        return it == candidates.end() ? nullptr : *it;
    };
    auto pairing = ask_partner(search, judge, find);
    if (pairing.choice) return pairing.choice;
    Best best(judge);
    for (const auto* person : candidates) best.consider(*person);
    return conclude(search, judge, best, pairing);
}

std::optional<Choice> choose(const Search& search, const Roster& roster, std::span<const Person* const> newer) {
    const Judge judge(search);
    const auto newer_of = [&](const PersonId& id) -> const Person* {
        const auto it = std::ranges::find_if(newer, [&](const Person* p) { return p->id == id; });
        return it == newer.end() ? nullptr : *it;
    };
    const auto find = [&](const PersonId& id) -> const Person* {
        if (const auto* person = newer_of(id)) return person;
        const auto* entry = roster.find(id);
        return entry ? &entry->person : nullptr;
    };
    auto pairing = ask_partner(search, judge, find);
    if (pairing.choice) return pairing.choice;
    Best best(judge);
    std::vector<const Person*> seen(newer.begin(), newer.end());
    for (const auto& id : search.known)
        if (const auto* entry = roster.find(id); entry && !newer_of(id)) seen.push_back(&entry->person);
    for (const auto* person : seen) best.consider(*person);
    Promises promises(search, judge, roster);
    while (const auto* person = promises.next(best))
        if (std::ranges::find(seen, person->id, &Person::id) == seen.end()) best.consider(*person);
    return conclude(search, judge, best, pairing);
}

}  // namespace warmline::dispatcher
