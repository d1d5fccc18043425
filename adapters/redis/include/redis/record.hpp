#pragma once
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redis/client.hpp"
#include "redis/errc.hpp"

namespace warmline::redis {

/// What a key holds: 8 bytes version, big-endian | 2 bytes length of the links, big-endian | links joined by "\n" |
/// payload. `warmline_commit` reads the version, `warmline_load` the links; the payload is the caller's.
struct Record {
    std::uint64_t version = 0;       ///< of a stored record never 0, which means "there is none" in Commit::check
    std::vector<std::string> links;  ///< keys; none empty or with a line end; together, with line ends, 65,535 bytes
    std::string payload;

    /// @throws std::invalid_argument if a link breaks the rules above
    [[nodiscard]] std::string encode() const;
    /// @return Errc::bad_record. What decodes encodes to the same bytes.
    [[nodiscard]] static Result<Record> decode(std::string_view bytes);
    friend bool operator==(const Record&, const Record&) = default;
};

/// The first 8 bytes of a record.
[[nodiscard]] std::string encode_version(std::uint64_t version);

/// How many links in a row load() follows.
enum class Depth { roots, one, two, three };
/// The most keys load() reads, missing ones included.
inline constexpr std::size_t load_values_max = 500;

/// By key; a key that does not exist, or is no string, has no Record.
using Records = std::map<std::string, std::optional<Record>, std::less<>>;

/// Reads the roots and all they link to in one round trip.
/// @param client  outlives the call
/// @param roots   keys with one hash tag; none: nothing is asked
/// @return Errc::bad_record if any value is malformed, Errc::too_large beyond load_values_max, and what call() returns
asio::awaitable<Result<Records>> load(Client& client, std::vector<std::string> roots, Depth depth);

/// The reply of `warmline_load` as records: a flat list of keys and values.
[[nodiscard]] Result<Records> read_records(Value reply);

}  // namespace warmline::redis
