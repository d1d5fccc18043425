#pragma once
#include "dispatcher/time.hpp"

namespace warmline::bot {

/// How far a person can be reached unasked on a channel: so many messages until this moment. The channel fills it when
/// the person writes, and takes from it before each message goes out.
struct Reach {
    dispatcher::Time until{};
    int credits = 0;
    friend bool operator==(const Reach&, const Reach&) = default;
};

}  // namespace warmline::bot
