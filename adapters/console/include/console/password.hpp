#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <string>

namespace warmline::console {

namespace asio = boost::asio;

/// @return libsodium's Argon2id string for an account: 19 MiB, 2 passes (OWASP password storage cheat sheet). Takes
/// about 30 ms of one core, so never on the thread of the io_context while it serves.
/// @throws std::runtime_error if memory is short
[[nodiscard]] std::string hash_password(const std::string& password);

/// Checks passwords one at a time on a thread of its own, so that the io_context's thread never waits.
class PasswordChecker {
public:
    PasswordChecker();
    ~PasswordChecker();
    PasswordChecker(const PasswordChecker&) = delete;
    PasswordChecker& operator=(const PasswordChecker&) = delete;

    /// @param argon2id  empty: there is no such account; takes as long as a wrong password all the same
    asio::awaitable<bool> matches(std::string argon2id, std::string password);

private:
    asio::thread_pool pool_{1};
};

}  // namespace warmline::console
