#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "redis/client.hpp"
#include "redis/errc.hpp"

namespace warmline::redis {

/// Two sorted sets with one hash tag: what is due by when, and who is leased until when (Unix milliseconds).
struct ClaimKeys {
    std::string due;
    std::string leases;
};

/// Leases what is due at `now`, earliest first; leases that ran out are due again. See functions/claim.lua.
/// Settle each member by a Commit: zrem(leases, member), and zadd(due, ..) if it must ring again. A member that becomes
/// due again while it is leased stays in `due` and is claimed after its lease was settled or ran out.
/// @param client     outlives the call
/// @param lease      at least 1 ms; longer than the work takes at worst
/// @param count_max  1 to 1000
asio::awaitable<Result<std::vector<std::string>>> claim(Client& client, ClaimKeys keys,
                                                        std::chrono::sys_time<std::chrono::milliseconds> now,
                                                        std::chrono::milliseconds lease, int count_max);

}  // namespace warmline::redis
