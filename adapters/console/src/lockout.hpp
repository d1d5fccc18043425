#pragma once
#include "console/backend.hpp"

namespace warmline::console {

/// Whether a password may be looked at.
enum class Verdict { allowed, locked };

/// Counts failed sign-ins of an account and of an address, in the store, and says when it is enough.
class Lockout {
public:
    struct Settings {
        int failures_max;
        std::chrono::seconds lock_time;
    };
    Lockout(Backend& backend, Settings settings) : backend_(backend), settings_(settings) {}

    /// Counts an attempt before the password is looked at, so that attempts at the same moment cannot slip through.
    /// @return locked if the account or the address is
    asio::awaitable<Result<Verdict>> attempt(std::string account, std::string address);
    /// The password was right: forgets the failures of both.
    asio::awaitable<Result<void>> succeeded(std::string account, std::string address);

private:
    asio::awaitable<Result<Verdict>> count(std::string key);

    Backend& backend_;
    Settings settings_;
};

}  // namespace warmline::console
