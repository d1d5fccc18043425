#include "city_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

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

double gini_of(std::vector<int> loads) {
    std::ranges::sort(loads);
    double weighted = 0, sum = 0;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        weighted += static_cast<double>(i + 1) * loads[i];
        sum += loads[i];
    }
    const auto n = static_cast<double>(loads.size());
    return sum == 0 ? 0 : 2 * weighted / (n * sum) - (n + 1) / n;
}

double gini_of(const Plan& plan, const Outcome& outcome) {
    double weighted = 0, sum = 0;
    for (std::size_t band = 0; band < plan.bands.size(); ++band) {
        std::vector<int> loads;
        for (std::size_t i = 0; i < plan.souls.size(); ++i)
            if (plan.souls[i].band == band) loads.push_back(outcome.carried[i]);
        const double work = std::accumulate(loads.begin(), loads.end(), 0.0);
        weighted += work * gini_of(std::move(loads));
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
    return out;
}

void print(const Plan& plan, const std::vector<Outcome>& outcomes) {
    fmt::print("{}: {} requests, {} helpers, {} households\n", plan.name, plan.requests.size(), plan.souls.size(),
               plan.homes.size());
    fmt::print("{:<14}{:>6}{:>8}{:>11}{:>11}{:>12}{:>10}{:>7}\n", "policy", "tier", "tickets", "contact %", "resolve %",
               "median min", "p90 min", "late");
    for (const auto& outcome : outcomes) {
        const auto f = figures_of(plan, outcome);
        const auto row = [&](std::string_view tier, std::size_t n, double contacted, double resolved, double median,
                             double p90, std::string_view late) {
            fmt::print("{:<14}{:>6}{:>8}{:>11.1f}{:>11.1f}{:>12}{:>10}{:>7}\n", name_of(outcome.policy), tier, n,
                       100 * contacted, 100 * resolved, minutes(median), minutes(p90), late);
        };
        for (std::size_t i = 0; i < f.tiers.size(); ++i) {
            const auto& t = f.tiers[i];
            if (t.tickets > 0)
                row(fmt::format("T{}", i), static_cast<std::size_t>(t.tickets), t.contacted, t.resolved, t.median_min,
                    t.p90_min, std::to_string(t.late));
        }
        row("all", outcome.fates.size(), f.contacted, f.resolved, f.median_min, f.p90_min, "");
    }
    fmt::print("{:<14}{:>8}{:>13}{:>7}{:>13}{:>13}{:>12}{:>10}\n", "policy", "taken %", "continuity %", "Gini",
               "offers/taken", "us/decision", "decisions", "sweep ms");
    for (const auto& outcome : outcomes) {
        const auto f = figures_of(plan, outcome);
        fmt::print("{:<14}{:>8.1f}{:>13.1f}{:>7.3f}{:>13.2f}{:>13.1f}{:>12}{:>10.1f}\n", name_of(outcome.policy),
                   100 * f.ever, 100 * f.continuity, f.gini, f.offers_per_assignment,
                   outcome.decide_cpu_s / static_cast<double>(outcome.decisions) * 1e6, outcome.decisions,
                   outcome.sweep_cpu_most_s * 1e3);
    }
    fmt::print("\n");
}

}  // namespace warmline::dispatcher::city
