#pragma once
#include <set>

#include "console/filter.hpp"
#include "store/store.hpp"

namespace warmline::backend {

/// Ids of every ticket that the account of a local day may count: those with an event on that day or later, and those
/// open now. (A ticket that was open then and is not now has had an event since.)
store::Task<std::vector<dispatcher::TicketId>> ledger_ids(store::Store& store, std::chrono::sys_days day,
                                                          std::chrono::sys_days today);

/// The first `count_max` tickets of a list and whether there are more, in the order of lists.
struct Listed {
    std::vector<dispatcher::Ticket> tickets;
    bool more = false;
};
/// @param phones  filled with the requesters' numbers when the filter needs them
store::Task<Listed> list_tickets(store::Store& store, const console::TicketFilter& filter, const console::Page& page,
                                 const dispatcher::Programme& programme, dispatcher::Time now);

}  // namespace warmline::backend
