#pragma once

namespace warmline::wechat {

/// What to do about an errcode of the Official Account platform.
enum class ErrcodeClass {
    ok,
    retry,          ///< with back-off
    token,          ///< get another access token, then once more
    wait_for_user,  ///< park until the person writes
    never,          ///< this person cannot be reached
    our_bug,        ///< dead letter, alarm
    configuration,  ///< stop, alarm
    unknown,        ///< not in the table: no retry, alarm
};
/// Source: error code tables of the platform, as classes. Other 41xxx codes are ours: a parameter is missing.
[[nodiscard]] ErrcodeClass class_of(int errcode) noexcept;
/// @return true if the code, as the answer to a request for an access token, means that the settings are wrong (where
/// 40001 is a wrong secret, not a token)
[[nodiscard]] bool token_fault(int errcode) noexcept;

}  // namespace warmline::wechat
