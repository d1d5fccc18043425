#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.hpp"

namespace {

using warmline::cli::Overrides;

void add_overrides(CLI::App& app, Overrides& overrides) {
    app.add_option("--port", overrides.port, "Listen on this port instead (0: any free one)");
    app.add_option("--redis", overrides.redis,
                   "Use this Redis instead: unix:///path, tcp://host:port, tls://host:port");
    app.add_option("--wechat-base", overrides.wechat_base, "Call the platform at this address instead");
}

}  // namespace

int main(int argc, char** argv) {
    // Standard output is for results.
    spdlog::set_default_logger(spdlog::stderr_logger_st("warmline"));
    spdlog::set_level(spdlog::level::warn);
    CLI::App app(
        "Warmline (暖线): a message becomes help. Intake, tickets and dispatch for families of frontline staff.");
    app.set_version_flag("--version", std::string(WARMLINE_VERSION));
    app.require_subcommand(1);
    std::string config, text, people, since;
    std::vector<std::filesystem::path> files;
    bool lines = false, only_check = false;
    Overrides overrides;
    int result = 0;

    auto* serve = app.add_subcommand("serve", "Run the service");
    serve->add_option("--config", config, "Settings file (JSON)")->required();
    add_overrides(*serve, overrides);
    serve->callback([&] { result = warmline::cli::serve(config, overrides); });

    auto* check = app.add_subcommand("check", "Check settings, programmes and people files");
    check->add_option("files", files, "Files; what each is, is seen from its content")->required();
    check->callback([&] { result = warmline::cli::check(files); });

    auto* classify = app.add_subcommand("classify", "Say what a text means and why");
    classify->add_option("text", text, "The text; without it, --jsonl");
    classify->add_option("--config", config, "Settings file: its second reader is asked too");
    classify->add_flag("--jsonl", lines,
                       R"(Read lines {"id","channel","text"} from standard input, write one line each)");
    classify->callback([&] {
        if (lines == text.empty() && lines)
            result = warmline::cli::classify_lines();
        else if (!lines && !text.empty())
            result = warmline::cli::classify_text(text, config);
        else
            throw CLI::ValidationError("classify", "give either a text or --jsonl");
    });

    auto* import = app.add_subcommand("import", "Put people and households of a file into the store");
    import->add_option("--config", config, "Settings file")->required();
    import->add_option("file", people, "People file (config/schema/people.schema.json)")->required();
    add_overrides(*import, overrides);
    import->callback([&] { result = warmline::cli::import_file(config, people, overrides);
});

auto* exporting = app.add_subcommand("export", "Write all tickets as JSON lines (personal data!)");
exporting->add_option("--config", config, "Settings file")->required();
add_overrides(*exporting, overrides);
exporting->callback([&] { result = warmline::cli::export_tickets(config, overrides); });

auto* examples =
    app.add_subcommand("examples", "Write what answers and corrections taught, masked, as lines of a corpus");
examples->add_option("--config", config, "Settings file")->required();
examples->add_option("--since", since, "Only those kept since this local day (YYYY-MM-DD)");
add_overrides(*examples, overrides);
examples->callback([&] { result = warmline::cli::print_examples(config, since, overrides); });

auto* rebuild =
    app.add_subcommand("rebuild", "Write snapshots and indexes anew from the events (stop the service first)");
rebuild->add_option("--config", config, "Settings file")->required();
rebuild->add_flag("--check", only_check, "Only say what differs; nothing is changed");
add_overrides(*rebuild, overrides);
rebuild->callback([&] { result = warmline::cli::rebuild(config, overrides, only_check); });

warmline::cli::Replay wanted;
auto* replay = app.add_subcommand("replay", "Decide the offers of a day again with other weights; nothing is changed");
replay->add_option("--config", wanted.config, "Settings file")->required();
replay->add_option("--weights", wanted.weights, "JSON file in the form of the programme's \"weights\"")->required();
replay->add_option("--day", wanted.day, "The local day (YYYY-MM-DD)")->required();
replay->add_flag("--json", wanted.json, "Write one JSON document instead of text");
add_overrides(*replay, overrides);
replay->callback([&] { result = warmline::cli::replay(wanted, overrides); });

auto* doctor = app.add_subcommand("doctor", "Check Redis, functions, clocks, configuration and platforms");
doctor->add_option("--config", config, "Settings file")->required();
add_overrides(*doctor, overrides);
doctor->callback([&] { result = warmline::cli::doctor(config, overrides); });

auto* password =
    app.add_subcommand("hash-password", "Read a password from standard input, print its hash for the settings");
password->callback([&] { result = warmline::cli::hash_password(); });

try {
    app.parse(argc, argv);
} catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
} catch (const std::exception& e) {
    std::fprintf(stderr, "warmline: %s\n", e.what());
    return 1;
}
return result;
}
