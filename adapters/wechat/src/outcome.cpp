#include "wechat/outcome.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/errc.hpp"
#include "wechat/errcode.hpp"
#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using Json = nlohmann::json;
using ports::SendOutcome;
using ports::Sent;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::chrono::milliseconds first_pause(int errcode) noexcept {
    switch (errcode) {
        case 45009:
            return 10min;  // the quota of the day
        case 45011:
            return 5s;  // too fast
        case 45033:
            return 2s;  // too many at once
        default:
            return 1s;
    }
}

SendOutcome retry(int errcode, std::chrono::milliseconds after, std::string why) {
    return {Sent::retry, errcode, after, std::move(why)};
}
}  // namespace

std::string text_message_json(std::string_view to, std::string_view text) {
    return dump(
        {{"touser", to}, {"msgtype", "text"}, {"text", {{"content", shorten(clean(text), sent_text_bytes_max)}}}});
}

std::string token_request_json(std::string_view app_id, std::string_view secret) {
    return dump({{"grant_type", "client_credential"}, {"appid", app_id}, {"secret", secret}, {"force_refresh", false}});
}

std::optional<int> read_errcode(std::string_view body) {
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto code = json.find("errcode");
    if (code == json.end() || !code->is_number_integer()) return std::nullopt;
    return code->get<int>();
}

TokenAnswer read_token(std::string_view body) {
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object()) return {};
    const auto token = json.find("access_token");
    const auto expires_in = json.find("expires_in");
    const bool complete =
        token != json.end() && token->is_string() && expires_in != json.end() && expires_in->is_number_integer();
    if (complete && expires_in->get<std::int64_t>() > 0)
        return {0, token->get<std::string>(), std::chrono::seconds(expires_in->get<std::int64_t>())};
    return {read_errcode(body).value_or(0)};
}

SendOutcome outcome_of_code(int errcode) {
    switch (class_of(errcode)) {
        case ErrcodeClass::ok:
            return {};
        case ErrcodeClass::retry:
            return retry(errcode, first_pause(errcode), "the platform asks to slow down");
        case ErrcodeClass::token:
            return retry(errcode, 10s, "the access token was refused");
        case ErrcodeClass::wait_for_user:
            return {Sent::wait_for_user, errcode, 0ms, "no messages left until the person writes"};
        case ErrcodeClass::never:
            return {Sent::never, errcode, 0ms, "the person cannot be reached here"};
        case ErrcodeClass::our_bug:
            return {Sent::fault, errcode, 0ms, "the platform found our request wrong"};
        case ErrcodeClass::configuration:
            return {Sent::fault, errcode, 0ms, "the account's settings or rights are wrong"};
        case ErrcodeClass::unknown:
            break;
    }
    return {Sent::fault, errcode, 0ms, "an error code that is not known"};
}

SendOutcome outcome_of_answer(unsigned status, std::string_view body) {
    if (const auto errcode = read_errcode(body)) return outcome_of_code(*errcode);
    const auto code = static_cast<int>(status);
    if (status == 504 || status < 400) return {Sent::unknown, code, 0ms, "an answer that cannot be read"};
    if (status >= 500 || status == 429) return retry(code, 2s, "the platform is not available");
    return {Sent::fault, code, 0ms, "the platform refused the request"};
}

SendOutcome outcome_of_failure(const boost::system::error_code& ec) {
    if (ec == http::Errc::bad_url || ec == http::Errc::bad_request) return {Sent::fault, 0, 0ms, ec.message()};
    if (http::surely_unsent(ec)) return retry(0, 1s, ec.message());
    return {Sent::unknown, 0, 0ms, ec.message()};
}

std::chrono::milliseconds Throttle::wait(SteadyTime now) const noexcept {
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(until_ - now));
}

void Throttle::note(SendOutcome& outcome, SteadyTime now) noexcept {
    if (outcome.what == Sent::delivered) streak_ = 0;
    const bool asked_to_wait =
        outcome.what == Sent::retry && outcome.code != 0 && class_of(outcome.code) != ErrcodeClass::token;
    if (!asked_to_wait) return;
    if (now >= until_) {  // messages in flight when the pause began do not make it longer
        const auto first = outcome.retry_after;
        until_ = now + std::min(first * (1 << streak_), std::max<std::chrono::milliseconds>(1min, 6 * first));
        streak_ = std::min(streak_ + 1, 10);
    }
    outcome.retry_after = wait(now);
}

}  // namespace warmline::wechat
