#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "redis/errc.hpp"
#include "redis/value.hpp"

struct redisReader;

namespace warmline::redis {

/// Turns the bytes a server sends into values, however they are cut. hiredis parses; values are built as it goes.
class Reader {
public:
    explicit Reader(std::size_t reply_bytes_max);

    /// Adds bytes; appends each reply that is now whole to `out`.
    /// @return Errc::protocol or Errc::too_large; replies before the fault are in `out`, and no byte after it will be
    /// understood: the connection has to be closed, the reader thrown away.
    [[nodiscard]] Result<void> feed(std::string_view bytes, std::vector<Value>& out);

private:
    struct Free {
        void operator()(redisReader* reader) const noexcept;
    };
    Result<void> drain(std::vector<Value>& out);

    std::size_t reply_bytes_max_;
    std::size_t partial_bytes_ = 0;  ///< already parsed bytes of the reply that is not whole yet
    std::unique_ptr<Value> root_;    ///< the reply being built; its address is known to hiredis
    std::unique_ptr<redisReader, Free> reader_;
};

}  // namespace warmline::redis
