#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "day.hpp"
#include "dispatcher/dry_run.hpp"
#include "settings/programme_file.hpp"
#include "store/events.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

using dispatcher::Choice;
using dispatcher::DryRunResult;
using dispatcher::Tally;
using nlohmann::ordered_json;

/// How many offers are decided as they were: the measure of how far the state could be brought back.
int same_as_then(const DryRunResult& result) {
    return static_cast<int>(std::ranges::count_if(
        result.offers, [](const auto& one) { return one.used && one.used->person == one.asked; }));
}

ordered_json to_json(const std::optional<Choice>& choice) {
    if (!choice) return nullptr;
    return {{"person", choice->person.value}, {"why", choice->why}};
}

ordered_json to_json(const Tally& tally) {
    return {{"placed", tally.placed}, {"continued", tally.continued},     {"near", tally.near},
            {"gini", tally.gini},     {"points_used", tally.points_used}, {"points_tried", tally.points_tried}};
}

void print_json(const std::string& day, const DryRunResult& result) {
    auto differing = ordered_json::array();
    for (const auto& one : result.offers)
        if (one.differs())
            differing.push_back({{"ticket", one.ticket.value},
                                 {"need", one.need},
                                 {"at_ms", dispatcher::to_ms(one.at)},
                                 {"asked", one.asked.value},
                                 {"together", one.together},
                                 {"used", to_json(one.used)},
                                 {"tried", to_json(one.tried)}});
    const ordered_json out{{"day", day},
                           {"decided_again", result.offers.size()},
                           {"as_then", same_as_then(result)},
                           {"by_hand", result.by_hand},
                           {"used", to_json(result.used)},
                           {"tried", to_json(result.tried)},
                           {"differing", std::move(differing)}};
    fmt::print("{}\n", out.dump(2));
}

void print(const char* weights, const std::optional<Choice>& choice) {
    fmt::print("  {}: {}\n", weights, choice ? choice->person.value + "  " + choice->why : "nobody");
}

void print_text(const std::string& day, const DryRunResult& result) {
    int differ = 0;
    for (const auto& one : result.offers) {
        if (!one.differs()) continue;
        ++differ;
        fmt::print("{} {}{}\n", one.ticket.value, one.need, one.together ? " (of a backlog, here by itself)" : "");
        fmt::print("  asked then: {}\n", one.asked.value);
        print("weights in use", one.used);
        print("weights tried", one.tried);
    }
    fmt::print("{}: {} offers decided again, {} would differ; {} as they were then; {} by hand, not decided again\n",
               day, result.offers.size(), differ, same_as_then(result), result.by_hand);
    const auto row = [](const char* what, auto used, auto tried) {
        fmt::print("{:<34}{:>10}{:>10}\n", what, used, tried);
    };
    const auto fixed = [](double n, int digits) { return fmt::format("{:.{}f}", n, digits); };
    row("", "in use", "tried");
    row("somebody fits", result.used.placed, result.tried.placed);
    row("served the household before", result.used.continued, result.tried.continued);
    row("of the same district", result.used.near, result.tried.near);
    row("Gini of offers", fixed(result.used.gini, 3), fixed(result.tried.gini, 3));
    row("points by the weights in use", fixed(result.used.points_used, 1), fixed(result.tried.points_used, 1));
    row("points by the weights tried", fixed(result.used.points_tried, 1), fixed(result.tried.points_tried, 1));
}

asio::awaitable<int> run(store::Store& store, dispatcher::DryRun& dry_run) {
    const store::BatchVisitor add = [&dry_run](const store::Batch& batch) { dry_run.add(batch.events); };
    auto done = co_await store::each_batch(store, add);
    if (!done) {
        fmt::print(stderr, "warmline: replay stopped: {}\n", done.error().message());
        co_return 1;
    }
    co_return 0;
}

}  // namespace

int replay(const Replay& wanted, const Overrides& overrides) {
    const auto loaded = load_or_say(wanted.config, overrides);
    if (!loaded) return 2;
    const auto weights = settings::load_weights(wanted.weights, loaded->programme.weights);
    if (const auto* problems = std::get_if<settings::Problems>(&weights)) {
        print(*problems);
        return 2;
    }
    const auto from = midnight("--day", wanted.day, loaded->programme);
    if (!from) return 2;
    Tool tool(*loaded);
    dispatcher::DryRun dry_run(loaded->programme, std::get<dispatcher::Weights>(weights), *from,
                               *from + std::chrono::days(1));
    if (const int code = tool.run(run(tool.store, dry_run)); code != 0) return code;
    const auto result = std::move(dry_run).take();
    if (wanted.json)
        print_json(wanted.day, result);
    else
        print_text(wanted.day, result);
    return 0;
}

}  // namespace warmline::cli
