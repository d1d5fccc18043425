// Whatever the platform's side sends: XML, ciphertext and callback are refused or read, and never crash. What is read
// must keep its promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wechat/callback.hpp"
#include "wechat/reply.hpp"
#include "wechat/text.hpp"

using namespace warmline::wechat;

namespace {
void expect(bool holds) {
    if (!holds) std::abort();
}

void read(Element fields) {
    const auto callback = read_callback(std::move(fields));
    if (!callback) return;
    const auto message = to_message(*callback, "demo");
    if (!message) return;
    expect(message->text.size() <= warmline::bot::text_bytes_max && is_utf8(message->text));
    expect(!message->sender.empty() && !message->dedup_key.empty());
    expect(parse_xml(text_reply(*callback, message->text, {})).has_value());
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const CallbackKeys keys{"t", "wx0123456789abcdef",
                                   AesKey::parse("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").value(),
                                   Mode::compatible};
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (auto fields = parse_xml(input)) read(std::move(*fields));

    // Signed correctly, so that the stages behind the signature are reached: first as ciphertext, then as clear text.
    for (const auto& sealed : {std::string(input), encrypt(*keys.aes_key, input, keys.receive_id, Random16{})}) {
        const auto msg_signature = signature({keys.token, "1", "n", sealed});
        CallbackQuery query;
        query.timestamp = "1";
        query.nonce = "n";
        query.msg_signature = msg_signature;
        if (auto opened = open_callback(keys, query, "<xml><Encrypt>" + cdata(sealed) + "</Encrypt></xml>", {}))
            read(std::move(opened->fields));
    }
    return 0;
}
