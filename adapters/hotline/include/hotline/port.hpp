#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <string>

#include "hotline/event.hpp"

namespace warmline::hotline {

/// What became of an event that was to be stored.
enum class Stored {
    fresh,      ///< kept, and everything that follows from it
    duplicate,  ///< kept before with the same body: nothing changed
    conflict,   ///< kept before with another body: the first stays
};

/// The way in for telephone events. Implemented by the engine, called by the routes.
class Port {
public:
    virtual ~Port() = default;
    /// Stores the event once by (account, call_id, event_seq), durably, before it returns; remembers the three for at
    /// least seven days.
    /// @param body_sha256  64 hex digits; decides between duplicate and conflict
    /// @return an error if nothing is certain to be kept: the gateway is told to try again
    [[nodiscard]] virtual boost::asio::awaitable<boost::system::result<Stored>> store(CallEvent event,
                                                                                      std::string body_sha256) = 0;
};

}  // namespace warmline::hotline
