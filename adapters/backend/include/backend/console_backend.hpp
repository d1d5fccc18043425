#pragma once
#include <functional>
#include <map>
#include <string>

#include "console/backend.hpp"
#include "engine/engine.hpp"
#include "engine/feed.hpp"

namespace warmline::backend {

namespace asio = boost::asio;

/// Answers the console from the store, and lets the engine decide its commands.
class ConsoleBackend final : public console::Backend {
public:
    /// @param users  accounts by name; all references outlive this
    ConsoleBackend(engine::Parts parts, engine::Engine& engine, engine::Feed& feed,
                   std::map<std::string, console::User> users);

    [[nodiscard]] const dispatcher::Programme& programme() const override { return parts_.programme; }
    [[nodiscard]] dispatcher::Time now() const override { return parts_.clock(); }
    asio::awaitable<console::Result<dispatcher::Ledger>> ledger(std::chrono::sys_days day,
                                                                dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<dispatcher::RatesReport>> rates(std::chrono::sys_days first,
                                                                    std::chrono::sys_days last,
                                                                    dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<console::TicketPage>> tickets(console::TicketFilter filter,
                                                                  console::Page page) override;
    asio::awaitable<console::Result<console::TicketView>> ticket(dispatcher::TicketId id) override;
    asio::awaitable<console::Result<std::vector<console::Candidate>>> candidates(dispatcher::TicketId id) override;
    asio::awaitable<console::Result<std::vector<console::HouseholdItem>>> households(
        console::HouseholdFilter filter) override;
    asio::awaitable<console::Result<console::HouseholdView>> household(dispatcher::HouseholdId id) override;
    asio::awaitable<console::Result<std::vector<console::Candidate>>> partners(dispatcher::HouseholdId id) override;
    asio::awaitable<console::Result<std::vector<console::Break>>> breaks(
        std::chrono::sys_days day, dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<void>> command(dispatcher::Command command, dispatcher::Actor actor) override;
    asio::awaitable<console::Result<console::Incidents>> incidents(dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<console::Groups>> groups(dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<console::PersonPage>> persons(console::PersonFilter filter,
                                                                  console::Page page) override;
    asio::awaitable<console::Result<console::PersonView>> person(dispatcher::PersonId id) override;
    asio::awaitable<console::Result<console::LeavePreview>> preview(dispatcher::PersonId id,
                                                                    dispatcher::Leave leave) override;
    asio::awaitable<console::Result<std::string>> calendar(dispatcher::PersonId id, bool anew,
                                                           dispatcher::Actor actor) override;
    asio::awaitable<console::Result<std::vector<console::CallItem>>> calls(
        dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<dispatcher::CallTask>> call(std::string id) override;
    asio::awaitable<console::Result<std::vector<console::ParkedMessage>>> parked(
        dispatcher::OrganisationId organisation) override;
    asio::awaitable<console::Result<void>> retry_parked(std::string id, dispatcher::Actor actor) override;
    asio::awaitable<console::Result<void>> dismiss_parked(std::string id, std::string reason,
                                                          dispatcher::Actor actor) override;
    std::unique_ptr<console::Subscription> subscribe(std::function<void(const console::Change&)> on_change) override;
    asio::awaitable<console::Result<std::optional<console::User>>> user(std::string name) override;
    asio::awaitable<console::Result<std::optional<std::string>>> get(std::string key) override;
    asio::awaitable<console::Result<void>> put(std::string key, std::string value, std::chrono::seconds ttl) override;
    asio::awaitable<console::Result<void>> erase(std::string key) override;
    asio::awaitable<console::Result<int>> increment(std::string key, std::chrono::seconds ttl) override;

private:
    store::Task<std::map<dispatcher::PersonId, dispatcher::Person>> people(std::vector<dispatcher::PersonId> ids);
    store::Task<std::vector<console::TicketItem>> with_names(std::vector<dispatcher::Ticket> tickets);
    store::Task<std::vector<console::TicketItem>> duplicates(dispatcher::Ticket ticket,
                                                             std::vector<dispatcher::TicketId> among);
    /// The open tickets that are wanted, with households and requesters.
    store::Task<dispatcher::State> open_where(std::function<bool(const dispatcher::Ticket&)> wanted);
    /// The group with those who lead it and the tickets that `organisation` may see of it.
    store::Task<console::GroupItem> group_item(dispatcher::SupportGroup group, dispatcher::OrganisationId organisation);
    /// Somebody who helps, with tickets and families. @return console::Errc::not_found
    store::Task<store::Work> load_helper(dispatcher::PersonId id);
    store::Task<std::vector<console::Break>> breaks_of(std::vector<dispatcher::Ticket> tickets);
    /// An actor who is an account of the console, once, with the name it shows.
    void add_account(std::vector<dispatcher::Person>& persons, const dispatcher::Actor& actor) const;
    store::Task<store::Parked> take_parked(const std::string& id);
    store::Task<void> unpark(const std::string& id);
    asio::awaitable<void> tell_history(dispatcher::TicketId ticket, std::string text, dispatcher::Actor actor);
    [[nodiscard]] bool sees(const dispatcher::OrganisationId& whose, const dispatcher::OrganisationId& viewer) const;
    /// What came of today's round among the liaisons of `viewer` and all below it.
    [[nodiscard]] dispatcher::OutreachCount outreach(const dispatcher::OrganisationId& viewer) const;

    engine::Parts parts_;
    engine::Engine& engine_;
    engine::Feed& feed_;
    std::map<std::string, console::User> users_;
};

}  // namespace warmline::backend
