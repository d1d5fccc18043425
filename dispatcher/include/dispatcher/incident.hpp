#pragma once
#include <span>
#include <vector>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// An open ticket, with those whose district and hospital count where its own facts say nothing.
struct Reported {
    const Ticket* ticket = nullptr;
    const Household* household = nullptr;
    const Person* requester = nullptr;
};

/// Many like needs of one hospital or district that no incident holds yet.
struct Proposal {
    Code need;
    Place place;
    std::string title;              ///< in zh-CN
    std::size_t families = 0;       ///< households; who has none counts for himself or herself
    std::vector<TicketId> tickets;  ///< oldest first
};

/// Proposes incidents: as many families as the programme's threshold, with the same need at the same hospital, else in
/// the same district, within the programme's span of time; with all that came since. Crises, drafts and what is
/// resolved never count. Pure. @return those with the most families first
[[nodiscard]] std::vector<Proposal> propose_incidents(std::span<const Reported> open, const Programme& programme);

/// The hospital of the request: by its facts, else the household's, else the requester's. @return nullptr if unknown
[[nodiscard]] const Hospital* hospital_of(const Reported& one, const Programme& programme);
/// True for what is firm, not yet resolved and no crisis: one of many may be that.
[[nodiscard]] bool counts_as_open(const Ticket& ticket) noexcept;

/// True if the ticket is one of those that the incident is about, whether or not it is linked. Never a crisis.
[[nodiscard]] bool is_about(const Incident& incident, const Reported& one, const Programme& programme);

/// The tickets to be linked to an incident, each with whether its requester must be told: one message for each person,
/// however many of the tickets are his or hers.
/// @param linked  tickets of the incident so far
struct Link {
    TicketId ticket;
    bool tell = true;
};
[[nodiscard]] std::vector<Link> plan_links(std::span<const Ticket> linked, std::span<const Ticket> wanted);

}  // namespace warmline::dispatcher
