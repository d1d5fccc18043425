#include <cmath>

#include "commands.hpp"
#include "redis/functions.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

using namespace std::chrono_literals;

/// Prints one line per thing looked at.
class Findings {
public:
    void good(const std::string& what, const std::string& detail = {}) {
        fmt::print("ok    {}{}\n", what, detail.empty() ? "" : ": " + detail);
    }
    void bad(const std::string& what, const std::string& detail, const std::string& remedy) {
        all_good_ = false;
        fmt::print("wrong {}: {}. {}.\n", what, detail, remedy);
    }
    [[nodiscard]] bool all_good() const noexcept { return all_good_; }

private:
    bool all_good_ = true;
};

asio::awaitable<void> look_at_functions(redis::Client& redis, Findings& findings) {
    auto version = co_await redis.call(redis::Command("FCALL", "warmline_version", "0"));
    if (version && version->is_integer())
        findings.good("Redis functions", "version " + std::to_string(version->integer()));
    else
        findings.bad("Redis functions", version ? "unexpected answer" : version.error().message(),
                     "The user needs the permission to load functions");
}

asio::awaitable<void> look_at_clock(redis::Client& redis, Findings& findings) {
    auto time = co_await redis.call(redis::Command("TIME"));
    if (!time || time->items().size() != 2)
        co_return findings.bad("clocks", "Redis does not tell its time", "Check it");
    const auto theirs = std::stoll(time->items()[0].text()) * 1000 + std::stoll(time->items()[1].text()) / 1000;
    const auto apart = std::abs(theirs - dispatcher::to_ms(engine::system_now()));
    if (apart < 2000)
        findings.good("clocks", std::to_string(apart) + " ms apart");
    else
        findings.bad("clocks", std::to_string(apart) + " ms between this machine and Redis", "Run NTP on both");
}

asio::awaitable<void> look_at_durability(redis::Client& redis, Findings& findings) {
    auto got = co_await redis.call(redis::Command("CONFIG", "GET", "append*"));
    if (!got) co_return findings.good("Redis durability", "not allowed to look (CONFIG is denied)");
    std::map<std::string, std::string> config;
    for (std::size_t i = 0; i + 1 < got->items().size(); i += 2)
        config[got->items()[i].text()] = got->items()[i + 1].text();
    if (config["appendonly"] == "yes")
        findings.good("Redis durability", "appendonly yes, appendfsync " + config["appendfsync"]);
    else
        findings.bad("Redis durability", "appendonly is off: what was acknowledged may be lost", "Set appendonly yes");
}

asio::awaitable<void> look_at_platforms(const Loaded& loaded, http::Client& web, Findings& findings) {
    for (const auto& account : loaded.settings.wechat) {
        http::ClientRequest request;
        request.url = account.base_url + "/cgi-bin/getcallbackip";
        auto answer = co_await web.send(std::move(request), std::chrono::steady_clock::now() + 5s);
        const auto what = "platform of account " + account.id;
        if (answer)
            findings.good(what, "answers");
        else
            findings.bad(what, answer.error().message(), "Check the network and base_url");
    }
}

/// Asks one real question about invented words, so that address, model, key and schema are all tried.
asio::awaitable<void> look_at_second_reader(const Loaded& loaded, const asio::any_io_executor& executor,
                                            Findings& findings) {
    const auto& settings = loaded.settings.second_reader;
    if (!settings) co_return findings.good("second reader", "off");
    second_reader::Client client(executor, second_reader_settings(*settings));
    const bot::Reader reader;
    const auto begun = std::chrono::steady_clock::now();
    auto text = reader.mask("家里没有菜了，能帮忙买菜吗");
    const auto opinion = co_await client.ask(std::move(text), begun + client.patience());
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    const auto time = std::to_string(took.count()) + " ms";
    if (opinion.what != ports::SecondOpinion::What::answered)
        findings.bad("second reader", opinion.why, "Check base_url, model and key under /second_reader");
    else if (took > client.patience())
        findings.bad("second reader", "answers in " + time + ", later than replies wait",
                     "Use a faster model or a longer reply_ms");
    else
        findings.good("second reader", "answers in " + time);
}

asio::awaitable<int> run(const Loaded& loaded, Tool& tool, http::Client& web, Findings& findings) {
    findings.good("Redis", loaded.settings.redis.endpoint);
    co_await look_at_functions(tool.redis, findings);
    co_await look_at_clock(tool.redis, findings);
    co_await look_at_durability(tool.redis, findings);
    co_await look_at_platforms(loaded, web, findings);
    co_await look_at_second_reader(loaded, tool.context.get_executor(), findings);
    co_return findings.all_good() ? 0 : 1;
}

}  // namespace

int doctor(const std::filesystem::path& config, const Overrides& overrides) {
    const auto loaded = load_or_say(config, overrides);
    if (!loaded) return 2;
    Findings findings;
    findings.good("configuration", config.string());
    findings.good("programme", loaded->programme.title);
    Tool tool(*loaded);
    http::Client web(tool.context.get_executor());
    return tool.run(run(*loaded, tool, web, findings));
}

}  // namespace warmline::cli
