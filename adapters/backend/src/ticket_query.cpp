#include "ticket_query.hpp"

#include <algorithm>
#include <map>

namespace warmline::backend {
namespace {

/// Older accounts are made from the days' reports, not from here.
constexpr std::chrono::days ledger_days_max{62};
constexpr int scan_at_once = 200;
constexpr int scan_max = 20'000;  ///< tickets looked at for one page; a rarer match is found by its number

bool only_open(const console::TicketFilter& filter) {
    if (filter.late || filter.with_coordinator || filter.card) return true;
    if (filter.states.empty()) return false;
    return std::none_of(filter.states.begin(), filter.states.end(),
                        [](auto state) { return dispatcher::is_over(state); });
}

bool is_number(const std::string& text) {
    return text.size() >= 5 && text.size() <= 12 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
}

class Query {
public:
    Query(store::Store& store, const console::TicketFilter& filter, const console::Page& page,
          const dispatcher::Programme& programme, dispatcher::Time now)
        : store_(store), filter_(filter), page_(page), programme_(programme), now_(now) {}

    store::Task<Listed> run() {
        if (!page_.after.empty()) {
            auto cursor = console::parse_cursor(page_.after);
            if (!cursor) co_return cursor.error();
            after_ = *cursor;
        }
        if (is_number(filter_.text))
            co_return co_await of_ids(std::vector<dispatcher::TicketId>(1, dispatcher::TicketId(filter_.text)));
        if (filter_.day) {
            auto ids = co_await ledger_ids(store_, *filter_.day, today());
            if (!ids) co_return ids.error();
            co_return co_await of_ids(std::move(*ids));
        }
        if (only_open(filter_)) {
            auto ids = co_await store_.open_tickets();
            if (!ids) co_return ids.error();
            co_return co_await of_ids(std::move(*ids));
        }
        co_return co_await of_all();
    }

private:
    [[nodiscard]] std::chrono::sys_days today() const { return programme_.calendar_of({}).local_day(now_); }

    store::Task<void> take(std::vector<dispatcher::TicketId> ids) {
        auto tickets = co_await store_.load_tickets(std::move(ids));
        if (!tickets) co_return tickets.error();
        std::map<dispatcher::PersonId, std::string> phones;
        if (!filter_.text.empty()) {
            std::vector<dispatcher::PersonId> requesters;
            for (const auto& ticket : *tickets) requesters.push_back(ticket.requester);
            auto people = co_await store_.load_people(std::move(requesters));
            if (!people) co_return people.error();
            for (const auto& entry : *people) phones[entry.person.id] = entry.person.phone;
        }
        for (auto& ticket : *tickets) {
            if (after_ && !after_->precedes(ticket)) continue;
            if (console::matches(ticket, phones[ticket.requester], filter_, programme_, now_))
                found_.tickets.push_back(std::move(ticket));
        }
        co_return boost::system::result<void>{};
    }

    Listed finish() {
        std::sort(found_.tickets.begin(), found_.tickets.end(), console::listed_before);
        if (found_.tickets.size() > page_.limit) {
            found_.more = true;
            found_.tickets.resize(page_.limit);
        }
        return std::move(found_);
    }

    store::Task<Listed> of_ids(std::vector<dispatcher::TicketId> ids) {
        auto taken = co_await take(std::move(ids));
        if (!taken) co_return taken.error();
        co_return finish();
    }

    store::Task<Listed> of_all() {
        for (int offset = 0; offset < scan_max && found_.tickets.size() <= page_.limit; offset += scan_at_once) {
            auto ids = co_await store_.newest_tickets(offset, scan_at_once);
            if (!ids) co_return ids.error();
            if (ids->empty()) break;
            auto taken = co_await take(std::move(*ids));
            if (!taken) co_return taken.error();
        }
        co_return finish();
    }

    store::Store& store_;
    const console::TicketFilter& filter_;
    const console::Page& page_;
    const dispatcher::Programme& programme_;
    dispatcher::Time now_;
    std::optional<console::Cursor> after_;
    Listed found_;
};

}  // namespace

store::Task<std::vector<dispatcher::TicketId>> ledger_ids(store::Store& store, std::chrono::sys_days day,
                                                          std::chrono::sys_days today) {
    std::set<dispatcher::TicketId> ids;
    auto open = co_await store.open_tickets();
    if (!open) co_return open.error();
    ids.insert(open->begin(), open->end());
    const auto last = std::min(today, day + ledger_days_max);
    for (auto at = day; at <= last; at += std::chrono::days(1)) {
        auto moved = co_await store.tickets_of_day(at);
        if (!moved) co_return moved.error();
        ids.insert(moved->begin(), moved->end());
    }
    co_return std::vector<dispatcher::TicketId>(ids.begin(), ids.end());
}

store::Task<Listed> list_tickets(store::Store& store, const console::TicketFilter& filter, const console::Page& page,
                                 const dispatcher::Programme& programme, dispatcher::Time now) {
    Query query(store, filter, page, programme, now);
    co_return co_await query.run();
}

}  // namespace warmline::backend
