// Processes of a benchmark: started, asked for their CPU time, and gone with their owner.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace warmline::bench {

class Process {
public:
    /// Runs `argv`, its standard output in a pipe, its standard error in ours.
    Process(const std::vector<std::string>& argv, const std::map<std::string, std::string>& environment);
    /// Runs `body` in a child made by fork; the first line that it writes to the descriptor it gets is for read_line().
    explicit Process(const std::function<void(int)>& body);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// The next line of its output, empty at the end. The rest of the output is thrown away once `drain` was called.
    [[nodiscard]] std::string read_line();
    /// User and system time of all its threads so far, in µs (from the scheduler: no ticks).
    [[nodiscard]] double cpu_us() const { return cpu_us(pid_); }
    [[nodiscard]] static double cpu_us(pid_t pid);
    /// Resident memory in MiB.
    [[nodiscard]] double memory_mib() const;
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

private:
    pid_t pid_ = 0;
    int out_ = -1;
};

}  // namespace warmline::bench
