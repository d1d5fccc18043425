// HTTP requests as the platform sends them: made, signed and encrypted before anything is measured.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace warmline::bench {

/// Makes whole requests, headers included, each from a sender of its own with a MsgId of its own.
/// Of ten messages seven name one need, one names two, and two are small talk.
class Requests {
public:
    explicit Requests(bool encrypted) : encrypted_(encrypted) {}
    /// @return `count` requests that were never made before; their timestamps are of now
    [[nodiscard]] std::vector<std::string> make(std::size_t count);
    /// One that names one need.
    [[nodiscard]] std::string typical();

private:
    bool encrypted_;
    std::size_t next_ = 0;
};

}  // namespace warmline::bench
