#include "city_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <numeric>

#include "dispatcher/gini.hpp"

namespace warmline::dispatcher::city {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

double share(int of, int all) { return all == 0 ? 1 : static_cast<double>(of) / all; }

double quantile(std::vector<double>& minutes, double q) {
    if (minutes.empty()) return 0;
    const auto at = static_cast<std::size_t>(q * static_cast<double>(minutes.size() - 1));
    std::ranges::nth_element(minutes, minutes.begin() + static_cast<std::ptrdiff_t>(at));
    return minutes[at];
}

double gini_of(const Plan& plan, const Outcome& outcome) {
    double weighted = 0, sum = 0;
    for (std::size_t band = 0; band < plan.bands.size(); ++band) {
        std::vector<int> loads;
        for (std::size_t i = 0; i < plan.souls.size(); ++i)
            if (plan.souls[i].band == band) loads.push_back(outcome.carried[i]);
        const double work = std::accumulate(loads.begin(), loads.end(), 0.0);
        weighted += work * dispatcher::gini_of(std::move(loads));
        sum += work;
    }
    return sum == 0 ? 0 : weighted / sum;
}

/// Sums up the fates that it is shown.
struct Sum {
    int tickets = 0, contacted = 0, resolved = 0, taken = 0, late = 0;
    std::vector<double> minutes;

    void add(const Fate& fate) {
        ++tickets;
        const bool contacted_in_time = fate.contacted && *fate.contacted <= fate.contact_due;
        contacted += contacted_in_time ? 1 : 0;
        late += contacted_in_time ? 0 : 1;
        resolved += fate.resolved && *fate.resolved <= fate.resolve_due ? 1 : 0;
        taken += fate.taken ? 1 : 0;
        minutes.push_back(fate.taken ? static_cast<double>((*fate.taken - fate.opened).count()) / 60'000 : never);
    }
};

const char* name_of(Policy policy) {
    switch (policy) {
        case Policy::ours:
            return "ours";
        case Policy::round_robin:
            return "round robin";
        case Policy::nearest:
            break;
    }
    return "nearest first";
}

std::string minutes(double m) { return m == never ? "never" : fmt::format("{:.1f}", m); }

}  // namespace

Figures figures_of(const Plan& plan, const Outcome& outcome) {
    Figures out;
    Sum all;
    std::array<Sum, 5> tiers;
    int known = 0, kept = 0, offers = 0, acceptances = 0;
    for (const auto& fate : outcome.fates) {
        all.add(fate);
        tiers[static_cast<std::size_t>(fate.tier)].add(fate);
        known += fate.known ? 1 : 0;
        kept += fate.known && fate.kept ? 1 : 0;
        offers += fate.offers;
    }
    for (const auto n : outcome.carried) acceptances += n;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        auto& sum = tiers[i];
        out.tiers[i] = {.tickets = sum.tickets,
                        .contacted = share(sum.contacted, sum.tickets),
                        .resolved = share(sum.resolved, sum.tickets),
                        .median_min = quantile(sum.minutes, 0.5),
                        .p90_min = quantile(sum.minutes, 0.9),
                        .late = sum.late};
    }
    out.contacted = share(all.contacted, all.tickets);
    out.resolved = share(all.resolved, all.tickets);
    out.ever = share(all.taken, all.tickets);
    out.median_min = quantile(all.minutes, 0.5);
    out.p90_min = quantile(all.minutes, 0.9);
    out.continuity = share(kept, known);
    out.gini = gini_of(plan, outcome);
    out.offers_per_assignment = acceptances == 0 ? 0 : static_cast<double>(offers) / acceptances;
    out.us_per_decision = outcome.decide_cpu_s / static_cast<double>(outcome.decisions) * 1e6;
    out.sweep_ms_most = outcome.sweep_cpu_most_s * 1e3;
    return out;
}

Figures mean_of(const std::vector<Figures>& figures) {
    Figures out;
    const auto mean = [&](auto figure) {
        double sum = 0;
        for (const auto& one : figures) sum += figure(one);
        return sum / static_cast<double>(figures.size());
    };
    for (std::size_t i = 0; i < out.tiers.size(); ++i) {
        auto& tier = out.tiers[i];
        for (const auto& one : figures) {
            tier.tickets += one.tiers[i].tickets;
            tier.late += one.tiers[i].late;
        }
        for (auto of : {&Figures::OfTier::contacted, &Figures::OfTier::resolved, &Figures::OfTier::median_min,
                        &Figures::OfTier::p90_min})
            tier.*of = mean([&](const Figures& one) { return one.tiers[i].*of; });
    }
    for (auto of : {&Figures::contacted, &Figures::resolved, &Figures::ever, &Figures::median_min, &Figures::p90_min,
                    &Figures::continuity, &Figures::gini, &Figures::offers_per_assignment, &Figures::us_per_decision,
                    &Figures::sweep_ms_most})
        out.*of = mean([&](const Figures& one) { return one.*of; });
    return out;
}

void print(const std::map<Policy, Figures>& figures) {
    fmt::print("{:<14}{:>6}{:>8}{:>11}{:>11}{:>12}{:>10}{:>7}\n", "policy", "tier", "tickets", "contact %", "resolve %",
               "median min", "p90 min", "late");
    for (const auto& [policy, f] : figures) {
        Figures::OfTier all{
            .contacted = f.contacted, .resolved = f.resolved, .median_min = f.median_min, .p90_min = f.p90_min};
        const auto row = [&](std::string_view tier, const Figures::OfTier& t) {
            fmt::print("{:<14}{:>6}{:>8}{:>11.1f}{:>11.1f}{:>12}{:>10}{:>7}\n", name_of(policy), tier, t.tickets,
                       100 * t.contacted, 100 * t.resolved, minutes(t.median_min), minutes(t.p90_min), t.late);
        };
        for (std::size_t i = 0; i < f.tiers.size(); ++i) {
            all.tickets += f.tiers[i].tickets;
            all.late += f.tiers[i].late;
            if (f.tiers[i].tickets > 0) row(fmt::format("T{}", i), f.tiers[i]);
        }
        row("all", all);
    }
    fmt::print("{:<14}{:>8}{:>13}{:>7}{:>13}{:>13}{:>10}\n", "policy", "taken %", "continuity %", "Gini",
               "offers/taken", "us/decision", "sweep ms");
    for (const auto& [policy, f] : figures)
        fmt::print("{:<14}{:>8.1f}{:>13.1f}{:>7.3f}{:>13.2f}{:>13.1f}{:>10.1f}\n", name_of(policy), 100 * f.ever,
                   100 * f.continuity, f.gini, f.offers_per_assignment, f.us_per_decision, f.sweep_ms_most);
    fmt::print("\n");
    std::fflush(stdout);
}

}  // namespace warmline::dispatcher::city
