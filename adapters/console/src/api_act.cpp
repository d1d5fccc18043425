#include <algorithm>
#include <array>

#include "api.hpp"
#include "dispatcher/json.hpp"
#include "problem.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t note_chars_max = 1000, reason_chars_max = 500, id_chars_max = 64;

const BadInput message_gone{404, "这条消息已经处理过了，或不在您的机构范围内。", "message_gone"};
const BadInput message_waits{409, "对方下次来消息时会自动送出，不用处理。", "message_waits"};
const BadInput call_gone{404, "这个电话任务已经完成，或不在您的机构范围内。", "call_gone"};

/// What a message can be that is no request (config/taxonomy.json).
constexpr std::array<std::string_view, 9> no_request{
    "supplement", "status", "cancel", "feedback", "offer_volunteer", "offer_donation", "consult", "human", "chitchat"};

http::Response done_without_answer() { return {.status = 204, .body = {}, .content_type = {}}; }

}  // namespace

Api::Answer Api::act(Call call, d::Command command) {
    const auto& user = call.session.user;
    const auto done = co_await backend_.command(std::move(command), actor_of(user));
    if (!done) co_return problem(done.error());
    const auto view = co_await backend_.ticket(d::TicketId{call.request.params.at("id")});
    if (!view) co_return problem(view.error());
    co_return json(present(*view, viewer(call)));
}

Api::Answer Api::add_note(Call call) {
    const auto body = read_object(call.request, {"text"});
    if (!body) co_return problem(body.error());
    auto text = text_field(*body, "text", "备注", note_chars_max);
    if (!text) co_return problem(text.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::AddNote{view->ticket.id, std::move(*text)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::reassign(Call call) {
    const auto body = read_object(call.request, {"person", "reason"});
    if (!body) co_return problem(body.error());
    auto person = text_field(*body, "person", "承办人", id_chars_max);
    if (!person) co_return problem(person.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::Reassign{view->ticket.id, d::PersonId{std::move(*person)}, std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::confirm(Call call) {
    if (const auto body = read_object(call.request, {}); !body) co_return problem(body.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::ConfirmTicket{view->ticket.id};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::move(Call call) {
    const auto body = read_object(call.request, {"to", "reason", "replacement", "review_at"});
    if (!body) co_return problem(body.error());
    const auto name = text_field(*body, "to", "新的状态", id_chars_max);
    if (!name) co_return problem(name.error());
    const auto to = d::state_named(*name);
    if (!to) co_return problem(422, "没有这种工单状态。");
    auto reason = text_field(*body, "reason", "原因", reason_chars_max, false);
    if (!reason) co_return problem(reason.error());
    auto replacement = text_field(*body, "replacement", "替代办法", reason_chars_max, false);
    if (!replacement) co_return problem(replacement.error());
    const auto review_at = time_field(*body, "review_at", "复查日期");
    if (!review_at) co_return problem(review_at.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::MoveTicket{.ticket = view->ticket.id,
                                       .to = *to,
                                       .reason = std::move(*reason),
                                       .replacement = std::move(*replacement),
                                       .review_at = *review_at};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::merge(Call call) {
    const auto body = read_object(call.request, {"into", "reason"});
    if (!body) co_return problem(body.error());
    auto number = text_field(*body, "into", "并入的工单", id_chars_max);
    if (!number) co_return problem(number.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    const auto into = co_await visible_ticket(call.session.user, std::move(*number));
    if (!into) co_return problem(into.error());
    d::Command command = d::MergeTicket{view->ticket.id, into->ticket.id, std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::reclassify(Call call) {
    const auto body = read_object(call.request, {"need", "intent", "reason"});
    if (!body) co_return problem(body.error());
    auto need = text_field(*body, "need", "需求类别", id_chars_max, false);
    if (!need) co_return problem(need.error());
    auto intent = text_field(*body, "intent", "消息类别", id_chars_max, false);
    if (!intent) co_return problem(intent.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    if (need->empty() == intent->empty()) co_return problem(422, "请选择改为哪类需求，或者说明它不是求助。");
    const bool known = intent->empty() || std::ranges::find(no_request, *intent) != no_request.end();
    if (!known) co_return problem(422, "没有这种消息类别。");
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::ReclassifyTicket{.ticket = view->ticket.id,
                                             .need = std::move(*need),
                                             .intent = std::move(*intent),
                                             .reason = std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::retier(Call call) {
    const auto body = read_object(call.request, {"tier", "reason"});
    if (!body) co_return problem(body.error());
    const auto name = text_field(*body, "tier", "时限", id_chars_max);
    if (!name) co_return problem(name.error());
    const auto tier = d::tier_named(*name);
    if (!tier || *tier == d::Tier::t0) co_return problem(422, "请选择特急、紧急、一般或协调。");
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::RetierTicket{.ticket = view->ticket.id, .tier = *tier, .reason = std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::rule_extension(Call call) {
    const auto body = read_object(call.request, {"granted", "reason"});
    if (!body) co_return problem(body.error());
    const auto granted = body->find("granted");
    if (granted == body->end() || !granted->is_boolean()) co_return problem(422, "请选择同意或不同意。");
    auto reason = text_field(*body, "reason", "原因", reason_chars_max, false);
    if (!reason) co_return problem(reason.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    d::Command command = d::RuleExtension{view->ticket.id, granted->get<bool>(), std::move(*reason)};
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::finish_call(Call call) {
    const auto body = read_object(call.request, {"note"});
    if (!body) co_return problem(body.error());
    auto note = text_field(*body, "note", "通话结果", note_chars_max);
    if (!note) co_return problem(note.error());
    const auto& user = call.session.user;
    auto open = co_await backend_.call(call.request.params.at("id"));
    if (!open && open.error() != Errc::not_found) co_return problem(open.error());
    if (!open || !sees(user, open->organisation, backend_.programme())) co_return problem(call_gone);
    d::Command command = d::FinishCallTask{std::move(*open), std::move(*note)};
    const auto done = co_await backend_.command(std::move(command), actor_of(user));
    if (!done) co_return problem(done.error());
    co_return done_without_answer();
}

asio::awaitable<std::optional<BadInput>> Api::unsettled(User user, std::string id) {
    const auto messages = co_await backend_.parked(user.organisation);
    if (!messages) co_return reason_of(messages.error());
    const auto it = std::ranges::find(*messages, id, &ParkedMessage::id);
    if (it == messages->end()) co_return message_gone;
    if (it->waiting) co_return message_waits;
    co_return std::nullopt;
}

Api::Answer Api::retry_message(Call call) {
    if (const auto body = read_object(call.request, {}); !body) co_return problem(body.error());
    const auto& id = call.request.params.at("id");
    if (const auto bad = co_await unsettled(call.session.user, id)) co_return problem(*bad);
    const auto done = co_await backend_.retry_parked(id, actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    co_return done_without_answer();
}

Api::Answer Api::dismiss_message(Call call) {
    const auto body = read_object(call.request, {"reason"});
    if (!body) co_return problem(body.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto& id = call.request.params.at("id");
    if (const auto bad = co_await unsettled(call.session.user, id)) co_return problem(*bad);
    const auto done = co_await backend_.dismiss_parked(id, std::move(*reason), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    co_return done_without_answer();
}

}  // namespace warmline::console
