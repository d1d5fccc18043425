#include "console/password.hpp"

#include <sodium.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

namespace warmline::console {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

// The hash of a password nobody knows, so that an unknown account costs the same time.
constexpr auto nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$aJpRP7YGCtwDf8JE9oxAdQ$a7YZ82HlR1XNorntpG4u7Wd/MWUnRmIzLtk3TS/uztY";

// Values, not references: the caller may be cancelled while the thread still works.
asio::awaitable<bool> check(std::string argon2id, std::string password) {
    const bool known = !argon2id.empty();
    const char* stored = known ? argon2id.c_str() : nobody;
    const bool same = crypto_pwhash_str_verify(stored, password.data(), password.size()) == 0;
    sodium_memzero(password.data(), password.size());
    co_return known&& same;
}

}  // namespace

std::string hash_password(const std::string& password) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of randomness");
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::runtime_error("not enough memory to hash a password");
    }
    return out;
}

PasswordChecker::PasswordChecker() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of randomness");
}
PasswordChecker::~PasswordChecker() { pool_.join(); }

asio::awaitable<bool> PasswordChecker::matches(std::string argon2id, std::string password) {
    co_return co_await asio::co_spawn(pool_, check(std::move(argon2id), std::move(password)), asio::use_awaitable);
}

}  // namespace warmline::console
