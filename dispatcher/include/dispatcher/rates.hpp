#pragma once
#include <map>
#include <span>
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// So many of so many.
struct Share {
    int of = 0, hit = 0;
    void add(bool yes) {
        ++of;
        if (yes) ++hit;
    }
    friend bool operator==(const Share&, const Share&) = default;
};

/// How well an organisation serves, over the tickets that were opened in a period (S6; the rates by which the 12345
/// hotlines are judged). What is not decided yet counts in none of the shares.
struct Rates {
    OrganisationId organisation;  ///< empty in the total
    int opened = 0;               ///< drafts, merged ones and what was out of scope are left out
    Share response;               ///< family contacted: in time
    Share on_time;                ///< done: by the promised moment
    Share resolution;             ///< rated by the family: solved
    Share satisfaction;           ///< rated: four or five of five
    Share returned;               ///< of its own and those it returned: returned by it (退单)
    Share redone;                 ///< of those ever resolved: opened again (重办)
    Share yellow, red;            ///< of all: ever shown this card (黄牌、红牌)
};

struct RatesReport {
    Rates total;
    std::vector<Rates> rows;  ///< by organisation id; only those with tickets
};

/// @param now  a deadline that has passed unmet by then counts as missed
[[nodiscard]] RatesReport make_rates(std::span<const Ticket> tickets, Time now);

}  // namespace warmline::dispatcher
