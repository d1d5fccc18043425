#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "dispatcher/decide.hpp"

namespace warmline::dispatcher::testing {

using namespace std::chrono_literals;

/// A local moment (UTC+8) as the tests write it: at(2020-02-10, 10h).
[[nodiscard]] inline Time at(std::chrono::year_month_day day, Span time_of_day) {
    return Time{std::chrono::sys_days{day}} - 8h + time_of_day;
}
constexpr std::chrono::year_month_day monday{std::chrono::year{2020}, std::chrono::month{2}, std::chrono::day{10}};

/// A small province: organisations gd > gz > gz.lw and gd > sz, two hospitals, two districts, the tiers of design.md.
[[nodiscard]] Programme small_programme();

/// Runs commands against a state, on a clock that the test turns. Everybody lives in the state and in the roster.
class World {
public:
    World();
    World(const World&) = delete;

    Programme programme = small_programme();
    Roster roster;
    State state;
    Time now = at(monday, 10h);
    std::vector<Event> log;  ///< everything that ever happened
    Decision last;           ///< of the last command that was possible

    /// Decides and applies. @return the refusal, or success
    Result<void> run(const Command& command, const Actor& actor = {});
    Result<void> as(const std::string& person, const Command& command);  ///< a requester or helper acts himself
    Result<void> office(const Command& command);                         ///< a coordinator acts

    /// Opens a ticket of household "home" by "husband" and returns its number.
    TicketId open(const Code& need, std::map<std::string, std::string> facts = {}, bool crisis = false,
                  bool urgent = false);
    /// Numbers for tickets of series, each once.
    std::vector<TicketId> fresh();
    /// Turns the clock; every Tick that falls due on the way is run at its moment.
    void wait(Span span);

    [[nodiscard]] const Ticket& ticket(const TicketId& id) const { return state.tickets.at(id); }
    [[nodiscard]] const Household& home(const std::string& id = "home") const {
        return state.households.at(HouseholdId{id});
    }
    [[nodiscard]] const Person& person(const std::string& id) const { return state.persons.at(PersonId{id}); }
    [[nodiscard]] std::string candidate(const TicketId& id) const;
    /// True if the last decision tells `to` this.
    [[nodiscard]] bool told(NoticeKind kind, const std::string& to) const;
    /// The notices of the last decision that this person gets.
    [[nodiscard]] std::vector<NoticeKind> heard(const std::string& to) const;
    /// Registers an officer who can be a partner.
    void add_officer(const std::string& id, const std::string& organisation);
    /// Registers a family of one, "ID-person" of household "ID", without a partner.
    void add_family(const std::string& id, const std::string& organisation);
    /// Events of this kind in the last decision.
    [[nodiscard]] std::size_t happened(EventKind kind) const;
    [[nodiscard]] const Deadline* deadline(const TicketId& id, DeadlineKind kind) const;

private:
    void register_people();
    void keep(Decision decision);
    std::uint64_t version_ = 0;
    int numbers_ = 10000, fresh_ = 20000;
};

[[nodiscard]] Person helper(const std::string& id, const std::string& organisation, std::set<Code> needs);

}  // namespace warmline::dispatcher::testing
