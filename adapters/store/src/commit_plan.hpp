#pragma once
#include <map>
#include <string>

#include "codec.hpp"
#include "redis/commit.hpp"

namespace warmline::store {

/// Turns what a turn changed into the operations of one atomic commit: what was written is guarded by the version that
/// was read, and only values that differ from what was loaded are written.
class CommitPlan {
public:
    /// All references outlive the plan.
    CommitPlan(const Vault& vault, const Keys& keys, const dispatcher::Programme& programme, Work& work)
        : vault_(vault), keys_(keys), programme_(programme), work_(work) {}

    void add(const Changes& changes, const std::string& origin);
    void write_conversation();

    [[nodiscard]] redis::Commit& ops() noexcept { return ops_; }
    [[nodiscard]] redis::Command command() const { return ops_.command(); }
    /// After success: the work now stands at the versions written.
    void written();

private:
    void write_seen(const std::pair<std::string, std::string>& seen);
    bool write(const std::string& key, std::string text, std::vector<std::string> links);
    void write_state(dispatcher::Time now);
    void write_ticket(const dispatcher::Ticket& ticket, dispatcher::Time now);
    void write_household(const dispatcher::Household& household);
    void write_person(const dispatcher::Person& person);
    void write_phone(const dispatcher::Person& person, const std::string& before);
    void set_timer(const dispatcher::Ticket& ticket);
    void set_timer(const dispatcher::Household& household);
    void settle_timer(const dispatcher::TicketId& id);
    void settle_timer(const dispatcher::HouseholdId& id);
    void write_calls(const std::vector<dispatcher::Event>& events);
    void write_events(const std::vector<dispatcher::Event>& events, const std::string& origin);
    void write_examples(const std::vector<KeptExample>& examples);
    void write_outgoing(const std::vector<Outgoing>& outgoing);

    const Vault& vault_;
    const Keys& keys_;
    const dispatcher::Programme& programme_;
    Work& work_;
    redis::Commit ops_;
    std::map<std::string, std::pair<std::uint64_t, std::string>> next_;  ///< key to new version and text
    std::vector<std::string> helpers_;
};

}  // namespace warmline::store
