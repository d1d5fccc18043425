#include <algorithm>

#include "api.hpp"
#include "dispatcher/errc.hpp"
#include "problem.hpp"
#include "secret.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t name_chars_max = 60, join_chars_max = 500, reason_chars_max = 500, id_chars_max = 64;
constexpr std::size_t id_chars = 16;

const BadInput bad_experts{422, "请选一到两位带群的专家。"};

/// One to `group_experts_max` ids. @return 422 if it is no such list of texts
Parsed<std::vector<d::PersonId>> experts_in(const Json& body) {
    const auto list = body.find("experts");
    if (list == body.end() || !list->is_array() || list->empty() || list->size() > d::group_experts_max)
        return bad_experts;
    std::vector<d::PersonId> out;
    for (const auto& one : *list) {
        if (!one.is_string() || one.get_ref<const std::string&>().size() > id_chars_max) return bad_experts;
        out.emplace_back(one.get<std::string>());
    }
    return out;
}

struct Field {
    const char *key, *label;
    std::size_t chars_max;
    bool required;
    std::string& value;
};

/// What is wrong with the first that is wrong.
std::optional<BadInput> read_fields(const Json& body, std::span<const Field> fields) {
    for (const auto& field : fields) {
        auto text = text_field(body, field.key, field.label, field.chars_max, field.required);
        if (!text) return text.error();
        field.value = std::move(*text);
    }
    return std::nullopt;
}

}  // namespace

Api::Answer Api::show_groups(Call call) {
    const auto found = co_await backend_.groups(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    co_return json(present(*found, viewer(call)));
}

Api::Answer Api::act_on_group(Call call, d::Command command) {
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    co_return co_await show_groups(std::move(call));
}

/// The requests that it covers are told of it one by one: one that has moved on meanwhile stays as it is.
Api::Answer Api::open_group(Call call) {
    const auto body = read_object(call.request, {"need", "hospital", "team", "name", "leader", "join", "experts"});
    if (!body) co_return problem(body.error());
    d::SupportGroup group;
    const Field fields[] = {{"need", "需求", name_chars_max, true, group.need},
                            {"hospital", "医院", name_chars_max, true, group.hospital},
                            {"team", "科室或队伍", name_chars_max, false, group.team},
                            {"name", "群的名称", name_chars_max, true, group.name},
                            {"leader", "同意建群的领队", name_chars_max, true, group.leader},
                            {"join", "怎么加入", join_chars_max, true, group.join}};
    if (const auto bad = read_fields(*body, fields)) co_return problem(*bad);
    auto experts = experts_in(*body);
    if (!experts) co_return problem(experts.error());
    group.experts = std::move(*experts);
    group.id = d::GroupId{random_token().substr(0, id_chars)};
    const auto id = group.id;
    d::Command command = d::OpenGroup{std::move(group)};
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    const auto found = co_await backend_.groups(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    const auto opened = std::ranges::find(found->open, id, [](const GroupItem& item) { return item.group.id; });
    if (opened != found->open.end()) {
        for (const auto& ticket : opened->alike) {
            d::Command refer = d::ReferToGroup{ticket, id};
            const auto told = co_await backend_.command(std::move(refer), actor_of(call.session.user));
            if (!told && told.error().category() != d::category()) co_return problem(told.error());
        }
    }
    co_return co_await show_groups(std::move(call));
}

Api::Answer Api::change_group(Call call) {
    const auto body = read_object(call.request, {"experts", "join", "name", "leader"});
    if (!body) co_return problem(body.error());
    auto experts = experts_in(*body);
    if (!experts) co_return problem(experts.error());
    d::ChangeGroup change;
    change.group = d::GroupId{call.request.params.at("id")};
    change.experts = std::move(*experts);
    const Field fields[] = {{"join", "怎么加入", join_chars_max, true, change.join},
                            {"name", "群的名称", name_chars_max, false, change.name},
                            {"leader", "同意建群的领队", name_chars_max, false, change.leader}};
    if (const auto bad = read_fields(*body, fields)) co_return problem(*bad);
    d::Command command = std::move(change);
    co_return co_await act_on_group(std::move(call), std::move(command));
}

Api::Answer Api::close_group(Call call) {
    const auto body = read_object(call.request, {"reason"});
    if (!body) co_return problem(body.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const d::GroupId id{call.request.params.at("id")};
    d::Command command = d::CloseGroup{id, std::move(*reason)};
    co_return co_await act_on_group(std::move(call), std::move(command));
}

}  // namespace warmline::console
