#include "api.hpp"
#include "problem.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t reason_chars_max = 500;

const BadInput wrong_role{403, "只有最上级机构的协调员能改服务范围和封控区。", "role"};

/// The districts that a list names by id. @return 422 if it is no list, or names one that the programme lacks
Parsed<std::set<std::string>> districts_field(const Json& object, const char* key, const d::Programme& programme) {
    const BadInput wrong{422, "请从列出的区里选。"};
    std::set<std::string> out;
    const auto list = object.find(key);
    if (list == object.end() || !list->is_array()) return wrong;
    for (const auto& id : *list) {
        if (!id.is_string()) return wrong;
        if (std::ranges::find(programme.districts, id.get_ref<const std::string&>(), &d::District::id) ==
            programme.districts.end())
            return wrong;
        out.insert(id.get<std::string>());
    }
    return out;
}

}  // namespace

Api::Answer Api::bounds(Call call) { co_return json(present_bounds(viewer(call))); }

Api::Answer Api::set_bounds(Call call) {
    const auto& user = call.session.user;
    if (user.organisation != backend_.programme().root()) co_return problem(wrong_role);
    const auto body = read_object(call.request, {"area", "sealed", "reason"});
    if (!body) co_return problem(body.error());
    auto area = districts_field(*body, "area", backend_.programme());
    if (!area) co_return problem(area.error());
    auto sealed = districts_field(*body, "sealed", backend_.programme());
    if (!sealed) co_return problem(sealed.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    d::Command command = d::SetBounds{std::move(*area), std::move(*sealed), std::move(*reason)};
    const auto done = co_await backend_.command(std::move(command), actor_of(user));
    if (!done) co_return problem(done.error());
    co_return json(present_bounds(viewer(call)));
}

}  // namespace warmline::console
