#include "replay.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <stdexcept>
#include <string_view>

namespace warmline::bench {
namespace {

using Clock = std::chrono::steady_clock;

class Socket {
public:
    explicit Socket(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("connect");
        const timeval second{1, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
    }
    ~Socket() { ::close(fd_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), 0);
            if (sent <= 0) throw std::runtime_error("send");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Appends what comes to `text`. @return false if nothing came in a second
    [[nodiscard]] bool receive(std::string& text) const {
        std::array<char, 65'536> buffer;
        const auto got = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
        return got > 0;
    }

private:
    int fd_;
};

int hex(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// The quoted words of one line of MONITOR, as bytes.
Command words_of(std::string_view line) {
    static const std::map<char, char> named{{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'a', '\a'}, {'b', '\b'}};
    Command words;
    for (std::size_t i = line.find('"'); i < line.size(); i = line.find('"', i + 1)) {
        std::string word;
        for (++i; i < line.size() && line[i] != '"'; ++i) {
            if (line[i] != '\\') {
                word += line[i];
            } else if (line[++i] == 'x') {
                word += static_cast<char>(hex(line[i + 1]) * 16 + hex(line[i + 2]));
                i += 2;
            } else {
                const auto found = named.find(line[i]);
                word += found == named.end() ? line[i] : found->second;
            }
        }
        words.push_back(std::move(word));
    }
    return words;
}

void append_resp(const Command& command, std::string& out) {
    out += '*' + std::to_string(command.size()) + "\r\n";
    for (const auto& word : command) out += '$' + std::to_string(word.size()) + "\r\n" + word + "\r\n";
}

/// True for keys of one thing ("wl:{shard}:t:10001"), false for those that all share ("wl:{shard}:timers", days).
bool of_one_thing(const std::string& key) {
    const auto at = key.find("}:");
    return at != key.npos && key.size() > at + 3 && key[at + 3] == ':' && key[at + 2] != 'd';
}

/// How many replies begin in `text` from `at` on, for replies of the kinds that our two Functions give.
std::size_t count_replies(std::string_view text, std::size_t& at) {
    std::size_t replies = 0;
    std::size_t position = at;
    std::size_t open = 0;  // elements of an array still missing
    for (;;) {
        const auto end = text.find("\r\n", position);
        if (end == text.npos) return replies;
        const auto head = text.substr(position, end - position);
        auto next = end + 2;
        if (head[0] == '-') throw std::runtime_error(std::string(head));
        const long number = head[0] == '$' || head[0] == '*' ? std::stol(std::string(head.substr(1))) : 0;
        if (head[0] == '$' && number >= 0) next += static_cast<std::size_t>(number) + 2;
        if (next > text.size()) return replies;
        if (open > 0) --open;
        if (head[0] == '*') open += static_cast<std::size_t>(number);
        position = next;
        if (open > 0) continue;
        at = position;
        ++replies;
    }
}

void await_replies(const Socket& socket, std::size_t count) {
    std::string text;
    for (std::size_t at = 0; count > 0;) {
        if (!socket.receive(text)) throw std::runtime_error("no reply");
        count -= count_replies(text, at);
        text.erase(0, at);
        at = 0;
    }
}

}  // namespace

std::vector<Command> captured_calls(const std::string& socket_path, const std::function<void()>& act) {
    const Socket monitor(socket_path);
    monitor.send("MONITOR\r\n");
    std::string text;
    if (!monitor.receive(text)) throw std::runtime_error("no answer to MONITOR");
    act();
    const auto until = Clock::now() + std::chrono::seconds(1);
    while (Clock::now() < until && monitor.receive(text)) {
    }
    std::vector<Command> calls;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find("\r\n", at), text.size());
        auto words = words_of(std::string_view(text).substr(at, end - at));
        if (words.size() > 1 && words[0].starts_with("FCALL")) calls.push_back(std::move(words));
        at = end + 2;
    }
    return calls;
}

Command about_another(const Command& call, std::size_t number) {
    static const std::map<std::string, std::size_t, std::less<>> arguments{
        {"check", 2},  {"absent", 1}, {"set", 2},  {"setex", 3}, {"del", 1},   {"zadd", 3},
        {"zaddlt", 3}, {"zrem", 2},   {"sadd", 2}, {"srem", 2},  {"rpush", 2}, {"lpop", 1},
        {"incrby", 2}, {"hset", 3},   {"hdel", 2}, {"xadd", 2}};
    auto out = call;
    const auto mark = "~" + std::to_string(number);
    const auto keys = static_cast<std::size_t>(std::stoul(call[2]));
    for (std::size_t i = 0; i < keys; ++i)
        if (of_one_thing(out[3 + i])) out[3 + i] += mark;
    if (call[1] != "warmline_commit") return out;
    for (auto at = 3 + keys; at < out.size();) {
        const auto& name = call[at];
        const auto count = arguments.at(name);
        if (name == "check") out[at + 2].clear();
        if (name[0] == 'z' || name == "sadd" || name == "srem") out[at + count] += mark;
        at += 1 + count;
    }
    return out;
}

std::size_t bytes_of(const Command& call) {
    std::size_t bytes = 0;
    for (const auto& word : call) bytes += word.size();
    return bytes;
}

double replay_rate(const std::string& socket_path, const std::vector<Command>& calls, std::size_t count,
                   std::size_t first_number) {
    constexpr std::size_t batch = 32;
    std::vector<std::string> batches(count / batch);
    for (auto& one : batches)
        for (std::size_t i = 0; i < batch; ++i, ++first_number)
            for (const auto& call : calls) append_resp(about_another(call, first_number), one);
    const std::array<Socket, 2> sockets{Socket(socket_path), Socket(socket_path)};
    const auto replies = batch * calls.size();
    const auto start = Clock::now();
    sockets[0].send(batches[0]);
    for (std::size_t turn = 0; turn < batches.size(); ++turn) {
        if (turn + 1 < batches.size()) sockets[(turn + 1) % 2].send(batches[turn + 1]);
        await_replies(sockets[turn % 2], replies);
    }
    return static_cast<double>(batches.size() * batch) / std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace warmline::bench
