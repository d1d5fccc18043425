#include "city_pick.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace warmline::dispatcher::city {
namespace {

/// Helpers by kind of work, in the order of their ids.
class Pools : public Picker {
public:
    Pools(const Plan& plan, const std::vector<const Person*>& persons) : plan_(plan), persons_(persons) {
        for (std::size_t i = 0; i < persons.size(); ++i)
            for (const auto& need : persons[i]->helper->needs) pools_[need].members.push_back(i);
    }
    const Soul* pick(const Search& search, const Home& home) final {
        auto& pool = pools_[search.ticket.need];
        const Judge judge(search);
        list(pool, search.now);
        for (auto* candidates : {&pool.on_duty, &pool.spare}) {
            if (candidates == &pool.spare && !search.ticket.crisis) break;  // in a crisis, after the others
            const auto free = [&](std::size_t i) { return !judge.against(*persons_[i]); };
            if (const auto found = first(pool.last, *candidates, home, free)) {
                pool.last = *found;
                return &plan_.souls[*found];
            }
        }
        return nullptr;
    }

protected:
    using Indexes = std::vector<std::size_t>;
    using Free = std::function<bool(std::size_t)>;
    /// @param last  who was picked before
    virtual std::optional<std::size_t> first(std::size_t last, const Indexes& candidates, const Home& home,
                                             const Free& free) = 0;
    const Plan& plan_;

private:
    struct Pool {
        Indexes members;
        Indexes on_duty, spare;  ///< as it was at `listed`: with room and on duty; the others
        std::size_t last = 0;
        Time listed{};
    };
    /// Once for each moment, since at a sweep thousands are looked for at the same.
    void list(Pool& pool, Time now) {
        if (pool.listed == now) return;
        pool.listed = now;
        pool.on_duty.clear();
        pool.spare.clear();
        for (const auto i : pool.members) {
            const bool ready =
                load_of(*persons_[i]) < persons_[i]->helper->capacity && on_shift(*persons_[i]->helper, now);
            (ready ? pool.on_duty : pool.spare).push_back(i);
        }
    }
    const std::vector<const Person*>& persons_;
    std::map<Code, Pool> pools_;
};

class RoundRobin : public Pools {
    using Pools::Pools;
    std::optional<std::size_t> first(std::size_t last, const Indexes& candidates, const Home&,
                                     const Free& free) override {
        const auto next = std::ranges::upper_bound(candidates, last) - candidates.begin();
        for (std::size_t step = 0; step < candidates.size(); ++step) {
            const auto i = candidates[(static_cast<std::size_t>(next) + step) % candidates.size()];
            if (free(i)) return i;
        }
        return std::nullopt;
    }
};

/// The family's own district before all others, and then the shortest way.
class Nearest : public Pools {
    using Pools::Pools;
    std::optional<std::size_t> first(std::size_t, const Indexes& candidates, const Home& home,
                                     const Free& free) override {
        std::optional<std::size_t> best;
        double way_best = 0;
        for (const auto i : candidates) {
            const auto& soul = plan_.souls[i];
            const bool far = soul.person.district != home.household.district;
            const double way = (far ? 2 : 0) + std::hypot(soul.spot.x - home.spot.x, soul.spot.y - home.spot.y);
            if ((best && way >= way_best) || !free(i)) continue;
            best = i;
            way_best = way;
        }
        return best;
    }
};

}  // namespace

std::unique_ptr<Picker> picker_of(Policy policy, const Plan& plan, const std::vector<const Person*>& persons) {
    if (policy == Policy::round_robin) return std::make_unique<RoundRobin>(plan, persons);
    if (policy == Policy::nearest) return std::make_unique<Nearest>(plan, persons);
    return nullptr;
}

}  // namespace warmline::dispatcher::city
