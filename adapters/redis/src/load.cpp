#include <utility>

#include "redis/record.hpp"

namespace warmline::redis {

Result<Records> read_records(Value reply) {
    if (!reply.is_array()) return Errc::protocol;
    const auto& items = reply.items();
    if (items.size() % 2 != 0) return Errc::protocol;
    Records out;
    for (std::size_t i = 0; i < items.size(); i += 2) {
        if (!items[i].is_text()) return Errc::protocol;
        auto& place = out[items[i].text()];
        if (items[i + 1].is_nil()) continue;
        if (!items[i + 1].is_text()) return Errc::protocol;
        auto record = Record::decode(items[i + 1].text());
        if (!record) return record.error();
        place = std::move(*record);
    }
    return out;
}

asio::awaitable<Result<Records>> load(Client& client, std::vector<std::string> roots, Depth depth) {
    if (roots.empty()) co_return Records();
    Command command{"FCALL_RO", "warmline_load", std::to_string(roots.size())};
    for (auto& root : roots) command.push_back(std::move(root));
    command.push_back(std::to_string(static_cast<int>(depth)));
    command.push_back(std::to_string(load_values_max));
    auto reply = co_await client.call(std::move(command));
    if (!reply) co_return reply.error();
    co_return read_records(std::move(*reply));
}

}  // namespace warmline::redis
