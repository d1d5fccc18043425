// A whole city in virtual time: our dispatch against round robin and nearest first, on the same people and requests.
// Usage: city_bench --programme FILE [--only month|sealed|calls] [--size 1] [--seed 1] [--seeds 1]
//        [--policy ours|round_robin|nearest] [--answers POINTS] [...]
// With --seeds N each figure is the mean over the seeds from --seed on.
#include <fmt/format.h>

#include <cstdlib>

#include "city_report.hpp"
#include "city_scenarios.hpp"
#include "settings/programme_file.hpp"

int main(int argc, char** argv) {
    using namespace warmline::dispatcher;
    std::map<std::string, std::string> options{
        {"--only", ""}, {"--size", "1"}, {"--seed", "1"}, {"--seeds", "1"}, {"--policy", ""}};
    for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
    const auto loaded = warmline::settings::load_programme(options["--programme"]);
    if (const auto* problems = std::get_if<warmline::settings::Problems>(&loaded)) {
        for (const auto& problem : *problems) fmt::print(stderr, "{}\n", to_line(problem));
        return EXIT_FAILURE;
    }
    auto programme = std::get<Programme>(loaded);
    const std::map<std::string, int Weights::*> weights{{"--answers", &Weights::answers},
                                                        {"--idle", &Weights::idle},
                                                        {"--free", &Weights::free},
                                                        {"--district", &Weights::district}};
    for (const auto& [name, weight] : weights)
        if (options.contains(name)) programme.weights.*weight = std::stoi(options[name]);
    const double size = std::stod(options["--size"]);
    const std::map<std::string, city::Scenario> scenarios{{"1 month", city::frontline_month(programme, size)},
                                                          {"2 sealed", city::sealed_city(programme, size)},
                                                          {"3 calls", city::flooded_hotline(programme, size)}};
    const std::map<std::string, city::Policy> policies{
        {"ours", city::Policy::ours}, {"round_robin", city::Policy::round_robin}, {"nearest", city::Policy::nearest}};
    const auto first = std::stoull(options["--seed"]), count = std::stoull(options["--seeds"]);
    for (const auto& [name, scenario] : scenarios) {
        if (!name.ends_with(options["--only"])) continue;
        std::map<city::Policy, std::vector<city::Figures>> figures;
        for (auto seed = first; seed < first + count; ++seed) {
            const auto plan = city::plan_of(scenario, programme, seed);
            if (seed == first)
                fmt::print("{}: {} requests, {} helpers, {} households, seed {} to {}\n", plan.name,
                           plan.requests.size(), plan.souls.size(), plan.homes.size(), first, first + count - 1);
            for (const auto& [word, policy] : policies)
                if (word.ends_with(options["--policy"]))
                    figures[policy].push_back(city::figures_of(plan, city::run(plan, policy)));
        }
        std::map<city::Policy, city::Figures> means;
        for (const auto& [policy, all] : figures) means.emplace(policy, city::mean_of(all));
        city::print(means);
    }
}
