#pragma once
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bot/message.hpp"
#include "wechat/crypto.hpp"
#include "wechat/errc.hpp"
#include "wechat/settings.hpp"
#include "wechat/xml.hpp"

namespace warmline::wechat {

/// What is needed to check and open the callbacks of one account.
struct CallbackKeys {
    std::string token;
    std::string receive_id;  ///< the app id
    std::optional<AesKey> aes_key{};
    Mode mode = Mode::safe;
    std::string original_id{};
    std::optional<std::chrono::seconds> timestamp_age_max{};

    /// @return Errc::aes_key if the key cannot be used, or is missing though the mode needs one
    [[nodiscard]] static Result<CallbackKeys> from(const AccountSettings& settings);
};

/// The query of a callback. Views into what it was made from; timestamp and nonce are signed as text, as received.
struct CallbackQuery {
    std::string_view signature{};
    std::string_view msg_signature{};
    std::string_view timestamp{};
    std::string_view nonce{};
    std::string_view encrypt_type{};
    std::string_view echostr{};

    /// @param query  decoded once; must outlive the result
    [[nodiscard]] static CallbackQuery from(const std::map<std::string, std::string>& query);
    [[nodiscard]] bool encrypted() const noexcept { return encrypt_type == "aes" || !msg_signature.empty(); }
};

/// GET: an administrator saves the address. Clear text in every mode.
/// @return what to answer; or Errc::signature, stale
[[nodiscard]] Result<std::string> verify_address(const CallbackKeys& keys, const CallbackQuery& query,
                                                 std::chrono::sys_seconds now);

/// A checked callback, not yet understood.
struct Opened {
    Element fields;
    bool encrypted = false;  ///< so must be the reply
};
/// POST: checks in the order of Errc and decrypts. There is no nonce cache: a retry may carry the same nonce.
/// @return any Errc but fields and receiver
[[nodiscard]] Result<Opened> open_callback(const CallbackKeys& keys, const CallbackQuery& query, std::string_view body,
                                           std::chrono::sys_seconds now);

/// What every callback says.
struct Callback {
    std::string to{};          ///< original id of the account ("gh_...")
    std::string from{};        ///< OpenID; empty only in notices. Personal data
    std::string type{};        ///< MsgType as sent
    std::string event{};       ///< Event as sent, or empty
    std::string message_id{};  ///< decimal, or empty (events)
    std::string created{};     ///< unix seconds, decimal, as sent
    Element fields{};
};
/// @return Errc::fields if a common element is missing or malformed
[[nodiscard]] Result<Callback> read_callback(Element fields);

/// Equal for all deliveries of one callback: "msgid:ID", or "event:FROM|CREATED|EVENT"; within one account.
[[nodiscard]] std::string dedup_key(const Callback& callback);

enum class Handling {
    message,  ///< the bot takes a turn
    notice,   ///< nothing to do: a report, or the announcement of a message that follows
    unknown,  ///< an event this version does not know; answered like a notice, and counted
};
/// Event names are compared without regard to case. An unknown kind of message is a message (bot::MessageKind::other).
[[nodiscard]] Handling handling_of(const Callback& callback) noexcept;

/// @param account  our id of the account; the dedup key is scoped by it
/// @return the message, its text cut at bot::text_bytes_max; or Errc::fields
[[nodiscard]] Result<bot::Message> to_message(const Callback& callback, std::string_view account);

}  // namespace warmline::wechat
