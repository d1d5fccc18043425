// A whole city in virtual time: our dispatch against round robin and nearest first, on the same people and requests.
// Usage: city_bench --programme FILE [--only month|sealed|calls] [--size 1] [--seed 1] [--answers POINTS] [...]
#include <fmt/format.h>

#include <cstdlib>

#include "city_report.hpp"
#include "city_scenarios.hpp"
#include "settings/programme_file.hpp"

int main(int argc, char** argv) {
    using namespace warmline::dispatcher;
    std::map<std::string, std::string> options{{"--only", ""}, {"--size", "1"}, {"--seed", "1"}};
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
    for (const auto& [name, scenario] : scenarios) {
        if (!name.ends_with(options["--only"])) continue;
        const auto plan = city::plan_of(scenario, programme, std::stoull(options["--seed"]));
        std::vector<city::Outcome> outcomes;
        for (const auto policy : {city::Policy::ours, city::Policy::round_robin, city::Policy::nearest})
            outcomes.push_back(city::run(plan, policy));
        city::print(plan, outcomes);
    }
}
