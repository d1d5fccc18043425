#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/conversation.hpp"
#include "console/errc.hpp"
#include "console/filter.hpp"
#include "console/person_filter.hpp"
#include "console/user.hpp"
#include "dispatcher/command.hpp"
#include "dispatcher/group.hpp"
#include "dispatcher/incident.hpp"
#include "dispatcher/ledger.hpp"
#include "dispatcher/rates.hpp"

namespace warmline::console {

namespace asio = boost::asio;

/// A ticket in a list, with the names it shows. Personal data whole: the console masks what lists show.
struct TicketItem {
    dispatcher::Ticket ticket;
    std::string requester_name, requester_phone, owner_name, assignee_name;
};
struct TicketPage {
    std::vector<TicketItem> items;
    std::string next;  ///< cursor for the next page; empty: this was the last
};

/// One ticket with everybody and everything that belongs to it.
struct TicketView {
    dispatcher::Ticket ticket;  ///< with its history
    std::optional<dispatcher::Household> household;
    std::vector<dispatcher::Person>
        persons;  ///< requester, owner, assignee, candidate, declined, followers, household's members and
    ///< partner, actors: each once. For an actor who is an account: id and display name.
    std::vector<TicketItem> duplicates;  ///< open tickets that may be the same need told twice, the most alike first
    std::vector<bot::Line> lines;        ///< of the requester's conversations, oldest first
};

/// Somebody who could carry a ticket out, or why he or she cannot.
struct Candidate {
    dispatcher::Person person;
    bool suitable = false;
    std::string why;  ///< one line, zh-CN
};

/// A family in a list, with the names it shows.
struct HouseholdItem {
    dispatcher::Household household;
    std::string name;  ///< of the first member who has one; empty: none
    std::string partner_name, backup_name;
    std::string asked_name;  ///< who is asked to take it over
};
/// Which families a list shows.
struct HouseholdFilter {
    enum class Which { all, waiting, handing_over } which = Which::all;
    dispatcher::OrganisationId organisation;  ///< this one and all below it
    std::string phone_tail;                   ///< last digits of a member's telephone; empty: any
};
inline constexpr std::size_t households_max = 100;  ///< shown in one list

/// Somebody else than a household's partner was asked, whose service it was: the price of continuity.
struct Break {
    dispatcher::TicketId ticket;
    dispatcher::Code need;
    dispatcher::Time at{};
    std::string person_name;  ///< who was asked
    std::string why;          ///< one line, zh-CN
};

/// One family with everybody and everything that belongs to it.
struct HouseholdView {
    dispatcher::Household household;          ///< with its history
    std::vector<dispatcher::Person> persons;  ///< members, partner, backup, whoever stands in its history: each once
    std::vector<TicketItem> tickets;          ///< open ones, the newest first
    std::vector<Break> breaks;                ///< of the open tickets, the newest first
};

/// An open incident with its tickets that are not over, and others like them that are not linked.
struct IncidentItem {
    dispatcher::Incident incident;
    std::vector<TicketItem> tickets, alike;
};
struct ProposalItem {
    dispatcher::Proposal proposal;
    std::vector<TicketItem> tickets;
};
struct Incidents {
    std::vector<IncidentItem> open;      ///< oldest first
    std::vector<ProposalItem> proposed;  ///< those with the most families first
};

/// An open support group, with who leads it and who was told of it.
struct GroupItem {
    dispatcher::SupportGroup group;
    struct Expert {
        dispatcher::Person person;
        bool able = false;  ///< still does this work and holds what it asks for
    };
    std::vector<Expert> experts;
    std::vector<TicketItem> tickets;          ///< those referred to it, the newest first, at most `group_tickets_max`
    std::size_t referred = 0;                 ///< how many in all
    std::vector<dispatcher::TicketId> alike;  ///< open ones that it covers, not referred yet
};
struct GroupProposalItem {
    dispatcher::GroupProposal proposal;
    std::vector<TicketItem> tickets;
};
/// Somebody who may lead a group of this kind.
struct GroupExpert {
    dispatcher::Code need;
    dispatcher::Person person;
};
struct Groups {
    std::vector<GroupItem> open;              ///< oldest first
    std::vector<GroupProposalItem> proposed;  ///< those with the most requests first
    std::vector<GroupExpert> experts;
};
inline constexpr std::size_t group_tickets_max = 20;  ///< shown of one group

/// A family that somebody looks after.
struct FamilyItem {
    dispatcher::HouseholdId id;
    dispatcher::OrganisationId organisation;
    std::string name;         ///< of the first member who has one; empty: none
    std::string deputy_name;  ///< who stands in while the partner is away; empty: nobody
    bool as_backup = false;   ///< the person only stands in
};

/// Somebody who helps, with everything that he or she carries.
struct PersonView {
    dispatcher::Person person;
    std::vector<TicketItem> offers, tickets;  ///< awaiting an answer; in hand, the newest first
    std::vector<FamilyItem> families;
    std::vector<dispatcher::Person> squad;  ///< the others of the squad, by name, at most `squad_shown_max`
    bool calendars = false;                 ///< there can be one: the service has an address outside
    bool has_calendar = false;
};
inline constexpr std::size_t squad_shown_max = 30;

/// What a leave would do, before it is noted. The items of `effect`, in its order.
struct LeavePreview {
    std::vector<TicketItem> moved, due_within;
    std::size_t kept = 0;
    std::vector<FamilyItem> families;  ///< that are told; deputy_name: who stands in
};

struct CallItem {
    dispatcher::CallTask task;
    std::string person_name, person_phone;
    dispatcher::Code need;  ///< of its ticket; empty: none
};

/// An outbound message that could not be delivered and waits for somebody to look at it.
struct ParkedMessage {
    std::string id;
    dispatcher::PersonId person;
    std::string person_name;
    dispatcher::OrganisationId organisation;
    dispatcher::TicketId ticket;  ///< empty: none
    std::string text;             ///< what could not be said; personal data
    std::string why;              ///< for operators, no personal data
    int code = 0;                 ///< the platform's error code, 0: none
    dispatcher::Time at{};
    bool waiting =
        false;  ///< goes out by itself when its person next writes, so it can be neither retried nor dismissed
};

/// Something a page may show has changed. Tells what to look at again, not what it is now.
struct Change {
    enum class What { ticket, call, parked, household, situation, person } what = What::ticket;
    std::string id;  ///< of the ticket, task, message, household or person; empty for the situation
    dispatcher::OrganisationId organisation;  ///< whose it is; empty: not known, so every account is told to look
    dispatcher::Time at{};
};

/// Ends the subscription when destroyed.
class Subscription {
public:
    virtual ~Subscription() = default;
};

/// What the console asks of the service. Implemented by the engine. Every call may fail with Errc::unavailable.
/// The backend outlives every coroutine of the console.
class Backend {
public:
    virtual ~Backend() = default;

    /// The programme in force: names of organisations, needs, calendars. Valid until the next suspension.
    [[nodiscard]] virtual const dispatcher::Programme& programme() const = 0;
    [[nodiscard]] virtual dispatcher::Time now() const = 0;

    /// The account of a local day for `organisation` and all below it.
    [[nodiscard]] virtual asio::awaitable<Result<dispatcher::Ledger>> ledger(
        std::chrono::sys_days day, dispatcher::OrganisationId organisation) = 0;
    /// How the organisations served, over the tickets opened on the local days from `first` to `last`.
    /// @return Errc::too_many
    [[nodiscard]] virtual asio::awaitable<Result<dispatcher::RatesReport>> rates(
        std::chrono::sys_days first, std::chrono::sys_days last, dispatcher::OrganisationId organisation) = 0;
    /// Tickets for which matches() holds, in the order of lists. @return Errc::bad_cursor
    [[nodiscard]] virtual asio::awaitable<Result<TicketPage>> tickets(TicketFilter filter, Page page) = 0;
    /// @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<TicketView>> ticket(dispatcher::TicketId id) = 0;
    /// The suitable first, best first; then those excluded, at most 50 in all. @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<Candidate>>> candidates(dispatcher::TicketId id) = 0;
    /// Decides and commits. @return the dispatcher's reason (dispatcher::Errc), or Errc::conflict
    [[nodiscard]] virtual asio::awaitable<Result<void>> command(dispatcher::Command command,
                                                                dispatcher::Actor actor) = 0;
    /// Families for which the filter holds: those that wait longest first, else by name; at most `households_max`.
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<HouseholdItem>>> households(HouseholdFilter filter) = 0;
    /// @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<HouseholdView>> household(dispatcher::HouseholdId id) = 0;
    /// Who could be its partner: the suitable first, best first; then the others, at most 50. @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<Candidate>>> partners(dispatcher::HouseholdId id) = 0;
    /// Breaks of continuity on a local day in `organisation` and all below it, the newest first.
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<Break>>> breaks(
        std::chrono::sys_days day, dispatcher::OrganisationId organisation) = 0;
    /// Incidents of `organisation` and all below it, and what may become one. Of the tickets not linked only those of
    /// the last day count.
    [[nodiscard]] virtual asio::awaitable<Result<Incidents>> incidents(dispatcher::OrganisationId organisation) = 0;
    /// Support groups of the hospitals that `organisation` or any below it answers for, what may become one, and who
    /// could lead it.
    [[nodiscard]] virtual asio::awaitable<Result<Groups>> groups(dispatcher::OrganisationId organisation) = 0;
    /// Those who help for whom the filter holds. @param page  its cursor is one of PersonPage. @return Errc::bad_cursor
    [[nodiscard]] virtual asio::awaitable<Result<PersonPage>> persons(PersonFilter filter, Page page) = 0;
    /// @return Errc::not_found also for somebody who does not help
    [[nodiscard]] virtual asio::awaitable<Result<PersonView>> person(dispatcher::PersonId id) = 0;
    /// @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<LeavePreview>> preview(dispatcher::PersonId id,
                                                                        dispatcher::Leave leave) = 0;
    /// The address of the person's calendar: the one there is, or a new one; given out as an event.
    /// @param anew  another one, so that the old one opens nothing any more. @return Errc::not_found without calendars
    [[nodiscard]] virtual asio::awaitable<Result<std::string>> calendar(dispatcher::PersonId id, bool anew,
                                                                        dispatcher::Actor actor) = 0;
    /// Open call tasks of `organisation` and all below it, among the first 200: urgent first, then the oldest first.
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<CallItem>>> calls(
        dispatcher::OrganisationId organisation) = 0;
    /// A call task that is open, whether or not it is among `calls`. @return Errc::not_found
    [[nodiscard]] virtual asio::awaitable<Result<dispatcher::CallTask>> call(std::string id) = 0;
    /// Parked outbound messages of `organisation` and all below it, the newest first, at most 200.
    [[nodiscard]] virtual asio::awaitable<Result<std::vector<ParkedMessage>>> parked(
        dispatcher::OrganisationId organisation) = 0;
    /// Puts a message that was given up into the outbox again; its ticket's history tells who did so.
    /// @return Errc::not_found, or Errc::conflict if it waits for its person or somebody else does the same right now
    [[nodiscard]] virtual asio::awaitable<Result<void>> retry_parked(std::string id, dispatcher::Actor actor) = 0;
    /// Gives up a message for good; its ticket's history tells who did so, and why.
    /// @return as retry_parked()
    [[nodiscard]] virtual asio::awaitable<Result<void>> dismiss_parked(std::string id, std::string reason,
                                                                       dispatcher::Actor actor) = 0;

    /// Calls `on_change` for every change from now on, on the thread of the io_context; it must not throw or block.
    [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(std::function<void(const Change&)> on_change) = 0;

    /// @return nullopt if there is no such account
    [[nodiscard]] virtual asio::awaitable<Result<std::optional<User>>> user(std::string name) = 0;

    // Sessions and failed sign-ins: plain values with a time to live, in the store so that all processes share them.
    // Keys are made by the console ("session:..", "failures:..") and hold no secret: a session's token only as a hash.
    [[nodiscard]] virtual asio::awaitable<Result<std::optional<std::string>>> get(std::string key) = 0;
    [[nodiscard]] virtual asio::awaitable<Result<void>> put(std::string key, std::string value,
                                                            std::chrono::seconds ttl) = 0;
    [[nodiscard]] virtual asio::awaitable<Result<void>> erase(std::string key) = 0;
    /// Adds one to a counter; a new one lives for `ttl` from now. @return the new value
    [[nodiscard]] virtual asio::awaitable<Result<int>> increment(std::string key, std::chrono::seconds ttl) = 0;
};

}  // namespace warmline::console
