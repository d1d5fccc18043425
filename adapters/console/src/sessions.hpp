#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "console/backend.hpp"

namespace warmline::console {

inline constexpr const char* cookie_name = "warmline_session";

/// Somebody who is signed in. The account is read again for each request, so that a change takes effect at once.
struct Session {
    std::string key;  ///< in the store; made of a hash of the token, so the store's readers cannot sign in
    User user;
    std::string csrf;
    dispatcher::Time until{};
};

/// Sessions in the store.
class Sessions {
public:
    struct Begun {
        std::string token;  ///< for the cookie; known to nobody else
        Session session;
    };
    Sessions(Backend& backend, std::chrono::seconds ttl) : backend_(backend), ttl_(ttl) {}

    asio::awaitable<Result<Begun>> begin(User user);
    /// @param token  as the cookie has it, unchecked. @return nullopt if nobody is signed in with it
    asio::awaitable<Result<std::optional<Session>>> find(std::string token);
    asio::awaitable<Result<void>> end(std::string key);
    /// True if the session is still kept; also while the store is away, since a stream shows only what is loaded anew.
    asio::awaitable<bool> alive(std::string key);

private:
    Backend& backend_;
    std::chrono::seconds ttl_;
};

/// @return the value of our cookie in a Cookie header, or ""
[[nodiscard]] std::string_view token_in(std::string_view cookies) noexcept;
/// @return a Set-Cookie value. An empty token deletes the cookie.
[[nodiscard]] std::string cookie_for(std::string_view token, std::chrono::seconds ttl, bool secure);

}  // namespace warmline::console
