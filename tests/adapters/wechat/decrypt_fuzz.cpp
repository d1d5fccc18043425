// Chosen bytes behind the cipher: padding, length field and receive id are checked whatever they hold.
#include <openssl/evp.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "wechat/crypto.hpp"

using namespace warmline::wechat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").value();
    const std::size_t whole = size / 32 * 32;
    std::string sealed(whole, '\0');
    auto* const context = EVP_CIPHER_CTX_new();
    int written = 0;
    EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, key.data(), key.data());
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(sealed.data()), &written, data,
                      static_cast<int>(whole));
    EVP_CIPHER_CTX_free(context);

    std::string text(4 * ((whole + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(sealed.data()), written);
    text.resize(static_cast<std::size_t>(length));
    if (const auto message = decrypt(key, text, "wx")) {
        if (message->size() + 20 + 2 + 1 > whole) std::abort();
    }
    return 0;
}
