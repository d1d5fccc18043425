#pragma once
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dispatcher/choose.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::dispatcher {

/// One offer of the past, decided again twice: with the weights that are in use, and with others.
struct Redecided {
    TicketId ticket;
    Code need;
    Time at{};
    PersonId asked;                     ///< who was asked then
    bool together = false;              ///< it was placed with others as a backlog; here it is decided by itself
    std::optional<Choice> used, tried;  ///< nullopt: nobody fits

    [[nodiscard]] bool differs() const;
};

/// Sums over the offers that were decided again.
struct Tally {
    int placed = 0;     ///< somebody fits
    int continued = 0;  ///< of them: the household's partner, or somebody who had carried a ticket of it
    int near = 0;       ///< of them: lives in or serves the ticket's district by name
    double gini = 0;    ///< of offers a person, among all who take on one of the needs placed that day; 0: all alike
    double points_used = 0, points_tried = 0;  ///< a choice's mean, by the weights in use and by the others
};

struct DryRunResult {
    std::vector<Redecided> offers;
    Tally used, tried;
    int by_hand = 0;  ///< offers that a coordinator made, that a series fixed, or to a squad: not decided again
};

/// Decides a span of the past again with other weights, changing nothing. Every offer is decided by itself from the
/// state as it was at that moment: what an other choice would have led to later is not followed. Feed it all events
/// from the beginning, in their order.
class DryRun {
public:
    /// @param programme  as it is now, with the weights in use; outlives the run. The work plan of that time is not
    /// kept
    /// @param from, to   `to` is outside
    DryRun(const Programme& programme, const Weights& tried, Time from, Time to);

    /// The events of one commit.
    void add(std::span<const Event> batch);
    [[nodiscard]] DryRunResult take() &&;

private:
    struct Side {
        Programme programme;
        Tally tally;
        std::map<PersonId, int> asked;
    };
    void redecide(const Event& offered, std::span<const Event> later);
    void count(Side& side, const Search& search, const Choice& choice);
    void sum_up(Side& side) const;

    Side used_, tried_;
    Time from_, to_;
    State state_;
    std::map<HouseholdId, std::set<PersonId>> carried_;  ///< who ever carried a ticket of the household
    std::set<Code> needs_;                               ///< placed in the span
    DryRunResult result_;
};

}  // namespace warmline::dispatcher
