#include <algorithm>

#include "api.hpp"
#include "problem.hpp"

namespace warmline::console {
namespace {

const BadInput bad_credentials{401, "账号或密码不对，请核对后再试。", "credentials"};
constexpr std::size_t name_chars_max = 64, password_chars_max = 256;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

http::Response locked(std::chrono::seconds lock_time) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(lock_time).count();
    auto response = problem(
        BadInput{429, "登录失败次数过多，请 " + std::to_string(minutes) + " 分钟后再试，或联系管理员。", "locked"});
    response.headers.emplace_back("Retry-After", std::to_string(lock_time.count()));
    return response;
}

}  // namespace

asio::awaitable<Result<std::optional<User>>> Api::check(std::string name, std::string password) {
    auto user = co_await backend_.user(std::move(name));
    if (!user) co_return user.error();
    std::string argon2id;  // not chosen within the await: GCC 12 destroys such a temporary twice
    if (*user) argon2id = (*user)->argon2id;
    const bool right = co_await passwords_.matches(std::move(argon2id), std::move(password));
    if (!right) co_return std::nullopt;
    co_return std::move(*user);
}

Api::Answer Api::sign_in(http::Request request) {
    const auto body = read_object(request, {"name", "password"});
    if (!body) co_return problem(body.error());
    const auto typed = text_field(*body, "name", "账号", name_chars_max);
    if (!typed) co_return problem(typed.error());
    const auto it = body->find("password");
    if (it == body->end() || !it->is_string() || it->get_ref<const std::string&>().empty()) {
        co_return problem(422, "请填写密码。");
    }
    if (it->get_ref<const std::string&>().size() > password_chars_max) co_return problem(422, "密码太长。");

    const auto name = lower(*typed);
    const auto verdict = co_await lockout_.attempt(name, request.remote);
    if (!verdict) co_return problem(verdict.error());
    if (*verdict == Verdict::locked) co_return locked(settings_.lock_time);
    auto user = co_await check(name, it->get<std::string>());
    if (!user) co_return problem(user.error());
    if (!*user) co_return problem(bad_credentials);
    if (const auto done = co_await lockout_.succeeded(name, request.remote); !done) co_return problem(done.error());
    const auto begun = co_await sessions_.begin(std::move(**user));
    if (!begun) co_return problem(begun.error());
    auto response = json(present(begun->session, backend_.programme()));
    response.headers.emplace_back("Set-Cookie",
                                  cookie_for(begun->token, settings_.session_ttl, settings_.secure_cookies));
    co_return response;
}

Api::Answer Api::current_session(Call call) { co_return json(present(call.session, backend_.programme())); }

Api::Answer Api::sign_out(Call call) {
    const auto ended = co_await sessions_.end(call.session.key);
    if (!ended) co_return problem(ended.error());
    feed_.close(call.session.key);
    http::Response response{.status = 204, .body = {}, .content_type = {}};
    response.headers.emplace_back("Set-Cookie", cookie_for({}, settings_.session_ttl, settings_.secure_cookies));
    co_return response;
}

}  // namespace warmline::console
