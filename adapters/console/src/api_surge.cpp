#include "api.hpp"
#include "problem.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t reason_chars_max = 500;

const BadInput wrong_role{403, "只有最上级机构的协调员能开关应急模式。", "role"};
const BadInput not_bool{422, "请说明是打开还是关闭。"};

bool is_root(const User& user, const d::Programme& programme) {
    return !programme.organisations.empty() && user.organisation == programme.organisations.front().id;
}

}  // namespace

Api::Answer Api::surge(Call call) { co_return json(present_surge(viewer(call))); }

Api::Answer Api::switch_surge(Call call) {
    const auto& user = call.session.user;
    if (!is_root(user, backend_.programme())) co_return problem(wrong_role);
    const auto body = read_object(call.request, {"on", "reason"});
    if (!body) co_return problem(body.error());
    const auto on = body->find("on");
    if (on == body->end() || !on->is_boolean()) co_return problem(not_bool);
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    d::Command command = d::SwitchSurge{on->get<bool>(), std::move(*reason)};
    const auto done = co_await backend_.command(std::move(command), actor_of(user));
    if (!done) co_return problem(done.error());
    co_return json(present_surge(viewer(call)));
}

}  // namespace warmline::console
