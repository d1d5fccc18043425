// Intake of one service process: from the first byte of a callback to the durable commit and the passive reply.
// Prints throughput, latency and the service's CPU time, as shares of a bare Beast server under the same load and of
// the same Redis given the same commits by a pipelined client. See README.md beside this file for what is measured.
// Usage: intake_bench --warmline FILE --root FOLDER [--messages N] [--repeat N] [--helpers N] [--capacity N]
//                     [--connections N] [--log-level L] [--only always|everysec]
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "bare_server.hpp"
#include "load.hpp"
#include "processes.hpp"
#include "replay.hpp"
#include "requests.hpp"
#include "support/redis_server.hpp"

namespace {

using namespace warmline;
using namespace std::chrono_literals;
using nlohmann::json;

struct Options {
    std::string warmline, root, log_level = "warning", only;
    std::size_t messages = 10'000;
    int repeat = 1, helpers = 100, capacity = 10, connections = 64;
};

Options read_options(int argc, char** argv) {
    std::map<std::string, std::string> given;
    for (int i = 1; i + 1 < argc; i += 2) given[argv[i]] = argv[i + 1];
    Options out;
    const auto text = [&](const char* name, std::string& value) {
        if (given.contains(name)) value = given[name];
    };
    const auto number = [&](const char* name, auto& value) {
        if (given.contains(name)) value = static_cast<std::remove_reference_t<decltype(value)>>(std::stol(given[name]));
    };
    text("--warmline", out.warmline), text("--root", out.root), text("--log-level", out.log_level);
    text("--only", out.only);
    number("--messages", out.messages), number("--repeat", out.repeat), number("--helpers", out.helpers);
    number("--capacity", out.capacity), number("--connections", out.connections);
    if (out.warmline.empty() || out.root.empty()) throw std::runtime_error("--warmline and --root are needed");
    return out;
}

/// The demonstration's settings with many volunteers, at night: offers are kept in the outbox, nothing is sent.
std::string write_config(const Options& options, const std::filesystem::path& folder) {
    const auto config = std::filesystem::absolute(options.root) / "config";
    std::ifstream settings_file(config / "demo.json"), people_file(config / "demo/people.json");
    auto settings = json::parse(settings_file), people = json::parse(people_file);
    const auto needs = json::array({"living.eldercare", "living.groceries", "education.tutoring", "transport",
                                    "psych.counsel", "supplies.protective"});
    for (int i = 0; i < options.helpers; ++i) {
        const auto id = "bench-" + std::to_string(i);
        people["persons"].push_back({{"id", id},
                                     {"name", "志愿者"},
                                     {"phone", fmt::format("138{:08}", i)},
                                     {"roles", {"volunteer"}},
                                     {"organisation", "gd"},
                                     {"chats", {{{"account", "demo"}, {"sender", id}}}},
                                     {"helper",
                                      {{"needs", needs},
                                       {"subjects", {"数学"}},
                                       {"licences", {"driving", "psychology"}},
                                       {"seats", 60},
                                       {"capacity", options.capacity}}}});
    }
    settings["overrides"]["quiet_hours"] = "00:00-23:59";
    settings["log_level"] = options.log_level;
    for (const char* key : {"programme", "wording"})
        settings[key] = (config / settings[key].get<std::string>()).string();
    settings["people"] = (folder / "people.json").string();
    std::ofstream(folder / "people.json") << people;
    std::ofstream(folder / "config.json") << settings;
    return (folder / "config.json").string();
}

std::string get(std::uint16_t port, const std::string& path) {
    namespace asio = boost::asio;
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    asio::write(socket, asio::buffer("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    std::string text;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(text), end);
    return text;
}

double metric(const std::string& page, const std::string& name) {
    const auto at = page.find("\n" + name + " ");
    return at == page.npos ? 0 : std::stod(page.substr(at + name.size() + 2));
}

std::uint16_t port_in(const std::string& line) {
    const auto at = line.find_last_of(' ');
    return static_cast<std::uint16_t>(std::stoul(line.substr(at == line.npos ? 0 : at + 1)));
}

double own_cpu_us() { return bench::Process::cpu_us(::getpid()); }

/// A service with its Redis, ready.
struct Service {
    Service(const Options& options, const std::string& fsync)
        : redis({"--appendonly", "yes", "--appendfsync", fsync}),
          process({options.warmline, "serve", "--config", write_config(options, folder.path()), "--port", "0",
                   "--redis", redis.unix_endpoint(), "--wechat-base", "http://127.0.0.1:9"},
                  {{"WARMLINE_DATA_KEY", std::string(64, 'a')}, {"WARMLINE_DEMO_PASSWORD", "demo-password"}}),
          port(port_in(process.read_line())) {
        for (int i = 0; i < 600 && !get(port, "/readyz").starts_with("HTTP/1.1 200"); ++i)
            std::this_thread::sleep_for(50ms);
    }
    support::TemporaryFolder folder;
    support::RedisServer redis;
    bench::Process process;
    std::uint16_t port;
};

using Row = std::map<std::string, double>;

void measure_service(const Options& options, Service& service, bench::Requests& requests, Row& row) {
    const auto load = requests.make(options.messages);
    const auto service_cpu = service.process.cpu_us(), redis_cpu = bench::Process::cpu_us(service.redis.pid()),
               load_cpu = own_cpu_us();
    const auto full = bench::run_closed(service.port, load, options.connections);
    const auto each = static_cast<double>(options.messages);
    row["msg/s"] = full.per_second;
    row["p50 full ms"] = full.p50_ms;
    row["p99 full ms"] = full.p99_ms;
    row["service us"] = (service.process.cpu_us() - service_cpu) / each;
    row["redis us"] = (bench::Process::cpu_us(service.redis.pid()) - redis_cpu) / each;
    row["load us"] = (own_cpu_us() - load_cpu) / each;
    const auto calm = bench::run_open(service.port, requests.make(2000), options.connections, 500);
    row["p50@500 ms"] = calm.p50_ms;
    row["p99@500 ms"] = calm.p99_ms;
    const auto half_rate = full.per_second / 2;
    const auto half = bench::run_open(service.port, requests.make(static_cast<std::size_t>(half_rate * 4)),
                                      options.connections, half_rate);
    row["p50@half ms"] = half.p50_ms;
    row["p99@half ms"] = half.p99_ms;
    row["failed"] = static_cast<double>(full.failed + calm.failed + half.failed);
    row["reply bytes"] = static_cast<double>(full.body_bytes);
    row["MiB"] = service.process.memory_mib();
}

void measure_redis(const Options& options, Service& service, bench::Requests& requests, Row& row) {
    const auto calls = bench::captured_calls(service.redis.socket_path(),
                                             [&] { (void)bench::run_closed(service.port, {requests.typical()}, 1); });
    std::vector<bench::Command> commit, whole;
    for (const auto& call : calls) {
        if (call[1] == "warmline_claim") continue;
        whole.push_back(call);
        // Timers and outbox commit too, but less.
        if (call[1] == "warmline_commit" && (commit.empty() || bench::bytes_of(commit[0]) < bench::bytes_of(call)))
            commit.assign(1, call);
    }
    if (commit.empty()) throw std::runtime_error("no commit seen");
    row["commit bytes"] = static_cast<double>(bench::bytes_of(commit[0]));
    const auto cpu = bench::Process::cpu_us(service.redis.pid());
    row["redis commits/s"] = bench::replay_rate(service.redis.socket_path(), commit, options.messages, 0);
    row["redis commit us"] =
        (bench::Process::cpu_us(service.redis.pid()) - cpu) / static_cast<double>(options.messages);
    row["calls/message"] = static_cast<double>(whole.size());
    if (std::getenv("WARMLINE_BENCH_SHOW") != nullptr)
        for (const auto& call : whole) {
            for (const auto& word : call)
                fmt::print(stderr, "{} ", word.size() > 60 ? fmt::format("<{} bytes>", word.size()) : word);
            fmt::print(stderr, "\n");
        }
}

void measure_bare(const Options& options, bench::Requests& requests, Row& row) {
    const auto body_bytes = static_cast<std::size_t>(row["reply bytes"]);
    bench::Process bare([=](int out) { bench::serve_bare(out, body_bytes); });
    const auto port = port_in(bare.read_line());
    const auto load = requests.make(options.messages);
    (void)bench::run_closed(port, requests.make(1000), options.connections);
    const auto cpu = bare.cpu_us();
    row["bare/s"] = bench::run_closed(port, load, options.connections).per_second;
    row["bare us"] = (bare.cpu_us() - cpu) / static_cast<double>(options.messages);
}

Row measure(const Options& options, const std::string& fsync, bool encrypted) {
    Row row;
    bench::Requests requests(encrypted);
    {
        Service service(options, fsync);
        (void)bench::run_closed(service.port, requests.make(1000), options.connections);
        measure_service(options, service, requests, row);
        const auto metrics = get(service.port, "/metrics");
        row["conflicts/message"] =
            metric(metrics, "warmline_commit_conflicts_total") / metric(metrics, "warmline_messages_total");
        measure_redis(options, service, requests, row);
    }
    measure_bare(options, requests, row);
    row["of bare %"] = 100 * row["msg/s"] / row["bare/s"];
    row["of redis %"] = 100 * row["msg/s"] / row["redis commits/s"];
    row["of smaller %"] = std::max(row["of bare %"], row["of redis %"]);
    row["CPU of bare %"] = 100 * row["bare us"] / row["service us"];
    row["CPU of redis %"] = 100 * row["redis commit us"] / row["service us"];
    return row;
}

void print(const std::string& title, std::vector<Row>& rows) {
    fmt::print("\n{}\n  {:18}{:>12}{:>12}{:>12}\n", title, "", "min", "median", "max");
    for (const auto& [name, unused] : rows[0]) {
        std::vector<double> values;
        for (auto& row : rows) values.push_back(row[name]);
        std::sort(values.begin(), values.end());
        fmt::print("  {:18}{:12.2f}{:12.2f}{:12.2f}\n", name, values.front(), values[values.size() / 2], values.back());
    }
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options(argc, argv);
    for (const char* fsync : {"always", "everysec"}) {
        if (!options.only.empty() && options.only != fsync) continue;
        for (const bool encrypted : {false, true}) {
            std::vector<Row> rows;
            for (int i = 0; i < options.repeat; ++i) rows.push_back(measure(options, fsync, encrypted));
            print(fmt::format("appendfsync {}, {}", fsync, encrypted ? "encrypted" : "plaintext"), rows);
        }
    }
}
