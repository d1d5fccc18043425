#pragma once
#include <list>

#include "console/backend.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::console::testing {

/// The service in memory: the real dispatcher decides, a clock that the owner turns, nothing is kept.
class FakeBackend : public Backend {
public:
    explicit FakeBackend(dispatcher::Programme programme);

    // What a test turns and looks at.
    dispatcher::Time clock{};
    std::function<asio::awaitable<void>()> before_ledger;  ///< what a ledger waits for; none: nothing
    bool away = false;                                     ///< every call fails with Errc::unavailable
    std::map<std::string, User> users;
    std::map<dispatcher::PersonId, std::vector<bot::Line>> lines;  ///< by requester
    std::vector<ParkedMessage> parked_messages;
    std::map<dispatcher::PersonId, int> calendars;  ///< the number in each one's address
    std::map<std::string, std::string> values;      ///< as stored under get() and put()

    /// Decides and applies. @throws std::runtime_error with the dispatcher's reason
    void run(const dispatcher::Command& command, const dispatcher::Actor& actor = {});
    /// Turns the clock, running what is due on the way.
    void turn_to(dispatcher::Time until);
    void tell(const Change& change);
    [[nodiscard]] const dispatcher::Ticket& at(const std::string& id) const;
    [[nodiscard]] dispatcher::Person known(const char* id) const { return who_is(dispatcher::PersonId{id}); }
    [[nodiscard]] std::size_t subscribers() const { return listeners_.size(); }
    /// Lets stored values die, as the store does when their time has come.
    void expire_all() { values.clear(); }

    [[nodiscard]] const dispatcher::Programme& programme() const override { return programme_; }
    [[nodiscard]] dispatcher::Time now() const override { return clock; }
    asio::awaitable<Result<dispatcher::Ledger>> ledger(std::chrono::sys_days day,
                                                       dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<dispatcher::RatesReport>> rates(std::chrono::sys_days first, std::chrono::sys_days last,
                                                           dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<TicketPage>> tickets(TicketFilter filter, Page page) override;
    asio::awaitable<Result<TicketView>> ticket(dispatcher::TicketId id) override;
    asio::awaitable<Result<std::vector<Candidate>>> candidates(dispatcher::TicketId id) override;
    asio::awaitable<Result<std::vector<HouseholdItem>>> households(HouseholdFilter filter) override;
    asio::awaitable<Result<HouseholdView>> household(dispatcher::HouseholdId id) override;
    asio::awaitable<Result<std::vector<Candidate>>> partners(dispatcher::HouseholdId id) override;
    asio::awaitable<Result<std::vector<Break>>> breaks(std::chrono::sys_days day,
                                                       dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<void>> command(dispatcher::Command command, dispatcher::Actor actor) override;
    asio::awaitable<Result<Incidents>> incidents(dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<Groups>> groups(dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<PersonPage>> persons(PersonFilter filter, Page page) override;
    asio::awaitable<Result<PersonView>> person(dispatcher::PersonId id) override;
    asio::awaitable<Result<LeavePreview>> preview(dispatcher::PersonId id, dispatcher::Leave leave) override;
    asio::awaitable<Result<std::string>> calendar(dispatcher::PersonId id, bool anew, dispatcher::Actor actor) override;
    asio::awaitable<Result<std::vector<CallItem>>> calls(dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<dispatcher::CallTask>> call(std::string id) override;
    asio::awaitable<Result<std::vector<ParkedMessage>>> parked(dispatcher::OrganisationId organisation) override;
    asio::awaitable<Result<void>> retry_parked(std::string id, dispatcher::Actor actor) override;
    asio::awaitable<Result<void>> dismiss_parked(std::string id, std::string reason, dispatcher::Actor actor) override;
    std::unique_ptr<Subscription> subscribe(std::function<void(const Change&)> on_change) override;
    asio::awaitable<Result<std::optional<User>>> user(std::string name) override;
    asio::awaitable<Result<std::optional<std::string>>> get(std::string key) override;
    asio::awaitable<Result<void>> put(std::string key, std::string value, std::chrono::seconds ttl) override;
    asio::awaitable<Result<void>> erase(std::string key) override;
    asio::awaitable<Result<int>> increment(std::string key, std::chrono::seconds ttl) override;

private:
    Result<void> settle_parked(const std::string& id, const std::string& note, const dispatcher::Actor& actor);
    Result<void> decide_and_apply(const dispatcher::Command& command, const dispatcher::Actor& actor);
    void take(const dispatcher::Event& event);
    [[nodiscard]] TicketItem with_names(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] HouseholdItem with_names(const dispatcher::Household& home) const;
    [[nodiscard]] std::vector<Break> breaks_of(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] dispatcher::Person who_is(const dispatcher::PersonId& id) const;
    [[nodiscard]] std::vector<TicketItem> items_of(const std::vector<dispatcher::TicketId>& ids) const;
    [[nodiscard]] FamilyItem family_item(const dispatcher::Household& home, const dispatcher::PersonId& deputy) const;

    dispatcher::Programme programme_;
    dispatcher::Roster roster_;
    dispatcher::State state_;
    std::map<std::string, dispatcher::CallTask> calls_;
    std::list<std::function<void(const Change&)>> listeners_;
    std::uint64_t version_ = 0;
    int calendars_made_ = 0;
};

}  // namespace warmline::console::testing
