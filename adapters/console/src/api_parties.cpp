#include "api.hpp"
#include "problem.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

constexpr std::size_t text_chars_max = 500;

struct Said {
    d::OrganisationId organisation;
    std::string text;
};

/// An organisation, and what is said of it under `key`.
Parsed<Said> said_of(const http::Request& request, const char* key, const char* label) {
    const auto body = read_object(request, {"organisation", key});
    if (!body) return body.error();
    auto id = text_field(*body, "organisation", "机构", id_chars_max);
    if (!id) return id.error();
    auto text = text_field(*body, key, label, text_chars_max);
    if (!text) return text.error();
    return Said{d::OrganisationId{std::move(*id)}, std::move(*text)};
}

template <class C>
d::Command as(d::TicketId ticket, d::OrganisationId organisation, std::string text) {
    return C{std::move(ticket), std::move(organisation), std::move(text)};
}

}  // namespace

Api::Answer Api::say_of_organisation(Call call, const char* key, const char* label, MakeCommand make) {
    auto said = said_of(call.request, key, label);
    if (!said) co_return problem(said.error());
    const auto view = co_await visible_ticket(call.session.user, call.request.params.at("id"));
    if (!view) co_return problem(view.error());
    auto command = make(view->ticket.id, std::move(said->organisation), std::move(said->text));
    co_return co_await act(std::move(call), std::move(command));
}

Api::Answer Api::report_part(Call call) {
    return say_of_organisation(std::move(call), "note", "办了什么", as<d::ReportPart>);
}
Api::Answer Api::return_part(Call call) {
    return say_of_organisation(std::move(call), "reason", "原因", as<d::ReturnPart>);
}
Api::Answer Api::rule_ticket(Call call) {
    return say_of_organisation(std::move(call), "reason", "原因", as<d::RuleTicket>);
}

}  // namespace warmline::console
