#include "lockout.hpp"

#include "secret.hpp"

namespace warmline::console {
namespace {

// Hashed, so that the store shows neither addresses nor what somebody typed for a name.
std::string account_key(const std::string& account) { return "failures:account:" + digest(account); }
std::string address_key(const std::string& address) { return "failures:address:" + digest(address); }

}  // namespace

asio::awaitable<Result<Verdict>> Lockout::count(std::string key) {
    const auto attempts = co_await backend_.increment(key, settings_.lock_time);
    if (!attempts) co_return attempts.error();
    if (*attempts == settings_.failures_max) {  // the last one allowed: the lock counts from here
        const auto kept = co_await backend_.put(std::move(key), std::to_string(*attempts), settings_.lock_time);
        if (!kept) co_return kept.error();
    }
    co_return *attempts <= settings_.failures_max ? Verdict::allowed : Verdict::locked;
}

asio::awaitable<Result<Verdict>> Lockout::attempt(std::string account, std::string address) {
    const auto by_address = co_await count(address_key(address));
    if (!by_address || *by_address == Verdict::locked) co_return by_address;
    co_return co_await count(account_key(account));
}

asio::awaitable<Result<void>> Lockout::succeeded(std::string account, std::string address) {
    const auto erased = co_await backend_.erase(account_key(account));
    if (!erased) co_return erased;
    co_return co_await backend_.erase(address_key(address));
}

}  // namespace warmline::console
