#include <algorithm>

#include "api.hpp"
#include "dispatcher/errc.hpp"
#include "dispatcher/incident.hpp"
#include "problem.hpp"
#include "secret.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t title_chars_max = 60, words_chars_max = 500, reason_chars_max = 500, name_chars_max = 64;
constexpr std::size_t tickets_max = 500;  ///< linked by one request
constexpr std::size_t id_chars = 16;

const BadInput bad_tickets{422, "请选择工单，一次最多 500 张。"};
const BadInput other_tickets{409, "有的工单已经变动，请刷新后再看。", "conflict"};
const BadInput bad_ending{422, "请选择没办完的工单怎么办。"};

/// Ticket numbers of a list. @return 422 if it is no list of texts, or too long
Parsed<std::vector<d::TicketId>> numbers_in(const Json& body, const char* key) {
    std::vector<d::TicketId> out;
    const auto list = body.find(key);
    if (list == body.end()) return out;
    if (!list->is_array() || list->size() > tickets_max) return bad_tickets;
    for (const auto& one : *list) {
        if (!one.is_string()) return bad_tickets;
        out.emplace_back(one.get<std::string>());
    }
    return out;
}

/// Those of `shown` that are wanted. @return 409 if one is not shown
Parsed<std::vector<d::Ticket>> chosen(const std::vector<TicketItem>& shown, const std::vector<d::TicketId>& wanted) {
    std::vector<d::Ticket> out;
    for (const auto& id : wanted) {
        const auto it = std::ranges::find(shown, id, [](const TicketItem& item) { return item.ticket.id; });
        if (it == shown.end()) return other_tickets;
        out.push_back(it->ticket);
    }
    return out;
}

std::vector<d::Ticket> tickets_of(const std::vector<TicketItem>& items) {
    std::vector<d::Ticket> out;
    for (const auto& item : items) out.push_back(item.ticket);
    return out;
}

/// What the dispatcher refuses for one of many stays as it is; what else goes wrong ends the whole.
bool passes_over(const Result<void>& done) { return done || done.error().category() == d::category(); }

}  // namespace

Api::Answer Api::show_incidents(Call call) {
    const auto found = co_await backend_.incidents(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    co_return json(present(*found, viewer(call)));
}

asio::awaitable<Result<IncidentItem>> Api::visible_incident(User user, std::string id) {
    auto found = co_await backend_.incidents(user.organisation);
    if (!found) co_return found.error();
    for (auto& item : found->open)
        if (item.incident.id.value == id) co_return std::move(item);
    co_return Errc::not_found;
}

Api::Answer Api::link_all(Call call, d::IncidentId incident, std::vector<d::Link> links) {
    for (const auto& link : links) {
        d::Command command = d::LinkTicket{link.ticket, incident, link.tell};
        const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
        if (!passes_over(done)) co_return problem(done.error());
    }
    co_return co_await show_incidents(std::move(call));
}

Api::Answer Api::open_incident(Call call) {
    const auto body = read_object(call.request, {"need", "hospital", "district", "title", "words", "tickets"});
    if (!body) co_return problem(body.error());
    d::Incident incident;
    struct Field {
        const char *key, *label;
        std::size_t chars_max;
        bool required;
        std::string& value;
    };
    const Field fields[] = {{"need", "需求", name_chars_max, true, incident.need},
                            {"hospital", "医院", name_chars_max, false, incident.place.hospital},
                            {"district", "地区", name_chars_max, false, incident.place.district},
                            {"title", "名称", title_chars_max, true, incident.title},
                            {"words", "告诉大家的话", words_chars_max, true, incident.words}};
    for (const auto& field : fields) {
        auto text = text_field(*body, field.key, field.label, field.chars_max, field.required);
        if (!text) co_return problem(text.error());
        field.value = std::move(*text);
    }
    const auto wanted = numbers_in(*body, "tickets");
    if (!wanted) co_return problem(wanted.error());
    const auto found = co_await backend_.incidents(call.session.user.organisation);
    if (!found) co_return problem(found.error());
    const auto proposed = std::ranges::find_if(found->proposed, [&](const ProposalItem& item) {
        return item.proposal.need == incident.need && item.proposal.place == incident.place;
    });
    if (proposed == found->proposed.end()) co_return problem(other_tickets);
    const auto tickets = chosen(proposed->tickets, *wanted);
    if (!tickets) co_return problem(tickets.error());
    if (tickets->empty()) co_return problem(bad_tickets);
    incident.id = d::IncidentId{random_token().substr(0, id_chars)};
    incident.organisation = call.session.user.organisation;
    const auto id = incident.id;
    d::Command command = d::OpenIncident{std::move(incident)};
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    auto links = d::plan_links({}, *tickets);
    co_return co_await link_all(std::move(call), id, std::move(links));
}

Api::Answer Api::change_links(Call call) {
    const auto body = read_object(call.request, {"link", "unlink", "reason"});
    if (!body) co_return problem(body.error());
    const auto link = numbers_in(*body, "link"), unlink = numbers_in(*body, "unlink");
    if (!link) co_return problem(link.error());
    if (!unlink) co_return problem(unlink.error());
    auto reason = text_field(*body, "reason", "原因", reason_chars_max, !unlink->empty());
    if (!reason) co_return problem(reason.error());
    const auto item = co_await visible_incident(call.session.user, call.request.params.at("id"));
    if (!item) co_return problem(item.error());
    const auto more = chosen(item->alike, *link), fewer = chosen(item->tickets, *unlink);
    if (!more) co_return problem(more.error());
    if (!fewer) co_return problem(fewer.error());
    for (const auto& ticket : *fewer) {
        d::Command command = d::UnlinkTicket{ticket.id, *reason};
        const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
        if (!passes_over(done)) co_return problem(done.error());
    }
    const auto linked = tickets_of(item->tickets);
    auto links = d::plan_links(linked, *more);
    co_return co_await link_all(std::move(call), item->incident.id, std::move(links));
}

/// The tickets first, so that a try that was cut short can be repeated while the incident still shows them.
Api::Answer Api::close_incident(Call call) {
    const auto body = read_object(call.request, {"reason", "tickets"});
    if (!body) co_return problem(body.error());
    auto reason = text_field(*body, "reason", "结果", reason_chars_max);
    if (!reason) co_return problem(reason.error());
    const auto ending = text_field(*body, "tickets", "没办完的工单", name_chars_max);
    if (!ending) co_return problem(ending.error());
    if (*ending != "close" && *ending != "return") co_return problem(bad_ending);
    const auto item = co_await visible_incident(call.session.user, call.request.params.at("id"));
    if (!item) co_return problem(item.error());
    for (const auto& one : item->tickets) {
        const bool closes = *ending == "close" && !one.ticket.crisis;
        d::Command command = d::UnlinkTicket{one.ticket.id, *reason};
        if (closes) command = d::MoveTicket{one.ticket.id, d::TicketState::closed, *reason, {}, {}};
        const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
        if (!passes_over(done)) co_return problem(done.error());
    }
    d::Command command = d::CloseIncident{item->incident.id, std::move(*reason)};
    const auto done = co_await backend_.command(std::move(command), actor_of(call.session.user));
    if (!done) co_return problem(done.error());
    co_return co_await show_incidents(std::move(call));
}

}  // namespace warmline::console
