#include "sessions.hpp"

#include <nlohmann/json.hpp>

#include "secret.hpp"

namespace warmline::console {
namespace {

constexpr std::size_t token_chars = 64;

}  // namespace

asio::awaitable<Result<Sessions::Begun>> Sessions::begin(User user) {
    Begun begun{.token = random_token(), .session = {}};
    auto& session = begun.session;
    session = {.key = "session:" + digest(begun.token),
               .user = std::move(user),
               .csrf = random_token(),
               .until = backend_.now() + ttl_};
    const nlohmann::json kept{
        {"user", session.user.name}, {"csrf", session.csrf}, {"until", dispatcher::to_ms(session.until)}};
    const auto put = co_await backend_.put(session.key, kept.dump(), ttl_);
    if (!put) co_return put.error();
    co_return begun;
}

asio::awaitable<Result<std::optional<Session>>> Sessions::find(std::string token) {
    if (token.size() != token_chars) co_return std::nullopt;
    auto key = "session:" + digest(token);
    const auto kept = co_await backend_.get(key);
    if (!kept) co_return kept.error();
    if (!*kept) co_return std::nullopt;
    const auto value = nlohmann::json::parse(**kept);
    const auto until = dispatcher::from_ms(value.at("until").get<std::int64_t>());
    if (until <= backend_.now()) co_return std::nullopt;
    auto user = co_await backend_.user(value.at("user").get<std::string>());
    if (!user) co_return user.error();
    if (!*user) co_return std::nullopt;
    co_return Session{
        .key = std::move(key), .user = std::move(**user), .csrf = value.at("csrf").get<std::string>(), .until = until};
}

asio::awaitable<Result<void>> Sessions::end(std::string key) { co_return co_await backend_.erase(std::move(key)); }

asio::awaitable<bool> Sessions::alive(std::string key) {
    const auto kept = co_await backend_.get(std::move(key));
    co_return !kept || kept->has_value();
}

std::string_view token_in(std::string_view cookies) noexcept {
    const std::string_view name{cookie_name};
    while (!cookies.empty()) {
        const auto end = cookies.find(';');
        auto cookie = cookies.substr(0, end);
        cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
        if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('=')) {
            return cookie.substr(name.size() + 1);
        }
        cookies = end == std::string_view::npos ? std::string_view{} : cookies.substr(end + 1);
    }
    return {};
}

std::string cookie_for(std::string_view token, std::chrono::seconds ttl, bool secure) {
    std::string out{cookie_name};
    out.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
    out.append(std::to_string(token.empty() ? 0 : ttl.count()));
    if (secure) out.append("; Secure");
    return out;
}

}  // namespace warmline::console
