#include "secret.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace warmline::console {
namespace {

using Bytes = std::array<unsigned char, 32>;

void need_sodium() {
    static const int ready = sodium_init();  // 0 or 1, also when called again
    if (ready < 0) throw std::runtime_error("libsodium cannot start: no source of randomness");
}

std::string hex(const Bytes& bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

}  // namespace

std::string random_token() {
    need_sodium();
    Bytes bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes);
}

std::string digest(std::string_view text) {
    need_sodium();
    Bytes bytes;
    crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       nullptr, 0);
    return hex(bytes);
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace warmline::console
