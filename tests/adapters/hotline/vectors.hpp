#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace warmline::hotline::test {

/// One call of the webhook from vectors/hotline.json, to be replayed in order.
struct Vector {
    std::string id, note;
    std::string key_id, timestamp, signature;  ///< "" if the header is missing
    std::string body;
    std::chrono::sys_seconds receive_time;
    unsigned status;
    std::string result;
};
struct Vectors {
    std::string secret, previous_secret;
    std::vector<Vector> all;
    [[nodiscard]] const Vector& at(const std::string& id) const;
};
[[nodiscard]] const Vectors& vectors();

}  // namespace warmline::hotline::test
