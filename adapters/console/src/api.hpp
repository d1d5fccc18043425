#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "access.hpp"
#include "body.hpp"
#include "console/console.hpp"
#include "console/password.hpp"
#include "feed.hpp"
#include "http/router.hpp"
#include "lockout.hpp"
#include "present.hpp"
#include "sessions.hpp"

namespace warmline::console {

/// A request of somebody who is signed in.
struct Call {
    http::Request request;
    Session session;
};

/// An answer of 200.
[[nodiscard]] http::Response json(const Json& value);

/// The routes under /api/v1: one member function each. Errors and headers are uniform: see guarded().
class Api {
public:
    Api(asio::any_io_executor executor, Backend& backend, const Settings& settings);

    void add_routes(http::Router& router);
    [[nodiscard]] static std::vector<std::pair<std::string, std::string>> routes();
    [[nodiscard]] Feed& feed() noexcept { return feed_; }

private:
    using Answer = asio::awaitable<http::Response>;
    struct OpenRoute {
        const char *method, *path;
        Answer (Api::*run)(http::Request);
    };
    struct Endpoint {
        const char *method, *path;
        Action action;
        Answer (Api::*run)(Call);
        bool heavy = false;  ///< in surge mode only a few at once, so that intake comes first
    };
    static std::span<const OpenRoute> open_routes() noexcept;
    static std::span<const Endpoint> endpoints() noexcept;

    Answer open(const OpenRoute* route, http::Request request);
    /// Only for who is signed in, may do this, and (if unsafe) sent the CSRF token.
    Answer guarded(const Endpoint* endpoint, http::Request request);
    Answer admitted(const Endpoint* endpoint, http::Request request);

    Answer sign_in(http::Request request);
    Answer document(http::Request request);
    Answer current_session(Call call);
    Answer sign_out(Call call);
    Answer catalogue(Call call);
    Answer ledger(Call call);
    Answer rates(Call call);
    Answer tickets(Call call);
    Answer ticket(Call call);
    Answer candidates(Call call);
    Answer calls(Call call);
    Answer parked(Call call);
    Answer events(Call call);
    Answer add_note(Call call);
    Answer reassign(Call call);
    Answer confirm(Call call);
    Answer move(Call call);
    Answer merge(Call call);
    Answer reclassify(Call call);
    Answer retier(Call call);
    Answer rule_extension(Call call);
    using MakeCommand = dispatcher::Command (*)(dispatcher::TicketId, dispatcher::OrganisationId, std::string);
    /// What the body says of an organisation, under `key`, is done with the ticket.
    Answer say_of_organisation(Call call, const char* key, const char* label, MakeCommand make);
    Answer report_part(Call call);
    Answer return_part(Call call);
    Answer rule_ticket(Call call);
    Answer finish_call(Call call);
    Answer retry_message(Call call);
    Answer dismiss_message(Call call);
    Answer households(Call call);
    Answer household(Call call);
    Answer partners(Call call);
    Answer breaks(Call call);
    Answer hand_over(Call call);
    Answer set_backup(Call call);
    Answer end_pair(Call call);
    Answer link_person(Call call);
    Answer move_series(Call call);
    Answer make_plan(Call call);
    Answer limit_contacts(Call call);
    Answer surge(Call call);
    Answer switch_surge(Call call);
    Answer bounds(Call call);
    Answer set_bounds(Call call);
    Answer show_incidents(Call call);
    Answer open_incident(Call call);
    Answer change_links(Call call);
    Answer close_incident(Call call);
    Answer places(Call call);
    Answer book_stay(Call call);
    Answer free_stay(Call call);
    Answer show_groups(Call call);
    Answer open_group(Call call);
    Answer change_group(Call call);
    Answer close_group(Call call);
    Answer persons(Call call);
    Answer person(Call call);
    Answer preview_leave(Call call);
    Answer add_leave(Call call);
    Answer end_leave(Call call);
    Answer change_duty(Call call);
    Answer give_calendar(Call call);

    /// @return Errc::not_found also for a ticket outside the account's subtree
    asio::awaitable<Result<TicketView>> visible_ticket(User user, std::string id);
    /// @return what is wrong with it; nothing if this parked message is the account's to settle
    asio::awaitable<std::optional<BadInput>> unsettled(User user, std::string id);
    /// Commands and answers with the ticket as it is then.
    Answer act(Call call, dispatcher::Command command);
    /// @return Errc::not_found also for a household outside the account's subtree
    asio::awaitable<Result<HouseholdView>> visible_household(User user, std::string id);
    /// Commands and answers with the household as it is then.
    Answer act_on_household(Call call, dispatcher::Command command);
    /// @return Errc::not_found also for an incident outside the account's subtree
    asio::awaitable<Result<IncidentItem>> visible_incident(User user, std::string id);
    /// Links one after another, each in a commit of its own, and answers with the incidents as they are then.
    Answer link_all(Call call, dispatcher::IncidentId incident, std::vector<dispatcher::Link> links);
    /// @return Errc::not_found also for somebody outside the account's subtree
    asio::awaitable<Result<PersonView>> visible_person(User user, std::string id);
    /// Commands and answers with the person as he or she is then.
    Answer act_on_person(Call call, dispatcher::Command command);
    /// Commands and answers with the groups as they are then.
    Answer act_on_group(Call call, dispatcher::Command command);
    asio::awaitable<Result<std::optional<User>>> check(std::string name, std::string password);
    [[nodiscard]] Viewer viewer(const Call& call) const {
        return {call.session.user, backend_.programme(), backend_.now()};
    }

    Backend& backend_;
    Settings settings_;
    Sessions sessions_;
    Lockout lockout_;
    PasswordChecker passwords_;
    Feed feed_;
    int heavy_ = 0;  ///< heavy reads in progress
};

}  // namespace warmline::console
