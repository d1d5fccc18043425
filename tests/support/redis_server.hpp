// A real redis-server for one test, private to it: on a Unix socket in a temporary folder, on TCP too if asked for.
#pragma once
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace warmline::support {

/// A TCP port on the loopback that nobody listened on a moment ago.
inline std::uint16_t free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    if (!bound) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

/// A folder that is gone with the test. Its path is short enough for Unix sockets.
class TemporaryFolder {
public:
    TemporaryFolder() {
        char name[] = "/tmp/warmline-XXXXXX";
        if (::mkdtemp(name) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// Starts in the constructor, answers when that returns, is killed in the destructor and dies with the test.
/// Keeps nothing on disk unless told: {"--appendonly", "yes", "--appendfsync", "always"}.
class RedisServer {
public:
    /// @param arguments  more for the command line, for example {"--requirepass", "secret"}
    /// @param tcp        listen on a free port of 127.0.0.1 too
    /// @throws std::runtime_error with the server's log if it does not answer in 10 s
    explicit RedisServer(std::vector<std::string> arguments = {}, bool tcp = false)
        : arguments_(std::move(arguments)), port_(tcp ? free_port() : std::uint16_t{0}) {
        start();
    }
    ~RedisServer() { kill9(); }
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    [[nodiscard]] std::string socket_path() const { return (folder_.path() / "redis.sock").string(); }
    [[nodiscard]] std::string unix_endpoint() const { return "unix://" + socket_path(); }
    /// Only if it was made with tcp.
    [[nodiscard]] std::string tcp_endpoint() const { return "tcp://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_.path(); }
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

    /// Dies as in a power cut; what was not on disk is lost. Does nothing if it is dead.
    void kill9() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
    /// Kills it if it lives, starts it on the same folder, socket and port, and waits until it answers.
    void restart() {
        kill9();
        start();
    }
    /// Stops its clock without closing anything: connections hang. go_on() wakes it.
    void freeze() const { ::kill(pid_, SIGSTOP); }
    void go_on() const { ::kill(pid_, SIGCONT); }

private:
    void start() {
        std::filesystem::remove(socket_path());
        std::vector<std::string> words{"redis-server",
                                       "--dir",
                                       folder_.path().string(),
                                       "--unixsocket",
                                       socket_path(),
                                       "--port",
                                       std::to_string(port_),
                                       "--bind",
                                       "127.0.0.1",
                                       "--save",
                                       "",
                                       "--appendonly",
                                       "no",
                                       "--logfile",
                                       log_path(),
                                       "--daemonize",
                                       "no",
                                       "--enable-debug-command",
                                       "yes"};
        words.insert(words.end(), arguments_.begin(), arguments_.end());
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        pid_ = ::fork();
        if (pid_ == 0) become(argv.data());
        if (pid_ < 0) throw std::runtime_error("fork failed");
        wait_for_answer();
    }

    [[noreturn]] static void become(char** argv) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int null = ::open("/dev/null", O_RDWR);
        ::dup2(null, 0);
        ::dup2(null, 1);
        ::dup2(null, 2);
        ::execvp(argv[0], argv);
        ::_exit(127);
    }

    void wait_for_answer() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (std::chrono::steady_clock::now() < until) {
            if (answers()) return;
            if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
                pid_ = 0;
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        kill9();
        std::ifstream log(log_path());
        throw std::runtime_error("redis-server does not answer: " +
                                 std::string(std::istreambuf_iterator<char>(log), {}));
    }

    /// True if PING is answered by anything but "still loading"; an error about the password will do.
    [[nodiscard]] bool answers() const {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, socket_path().c_str(), sizeof address.sun_path - 1);
        char reply[64] = {};
        const timeval second{1, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
        const bool got = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                         ::send(fd, "PING\r\n", 6, MSG_NOSIGNAL) == 6 && ::recv(fd, reply, sizeof reply - 1, 0) > 0;
        ::close(fd);
        return got && std::strncmp(reply, "-LOADING", 8) != 0;
    }

    [[nodiscard]] std::string log_path() const { return (folder_.path() / "redis.log").string(); }

    TemporaryFolder folder_;
    std::vector<std::string> arguments_;
    std::uint16_t port_;
    pid_t pid_ = 0;
};

}  // namespace warmline::support
