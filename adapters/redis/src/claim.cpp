#include "redis/claim.hpp"

#include <utility>

namespace warmline::redis {

asio::awaitable<Result<std::vector<std::string>>> claim(Client& client, ClaimKeys keys,
                                                        std::chrono::sys_time<std::chrono::milliseconds> now,
                                                        std::chrono::milliseconds lease, int count_max) {
    Command command{"FCALL", "warmline_claim", "2", std::move(keys.due), std::move(keys.leases)};
    command.push_back(std::to_string(now.time_since_epoch().count()));
    command.push_back(std::to_string(lease.count()));
    command.push_back(std::to_string(count_max));
    auto reply = co_await client.call(std::move(command));
    if (!reply) co_return reply.error();
    if (!reply->is_array()) co_return Errc::protocol;
    std::vector<std::string> members;
    for (auto& item : reply->items()) {
        if (!item.is_text()) co_return Errc::protocol;
        members.push_back(std::move(item).text());
    }
    co_return members;
}

}  // namespace warmline::redis
