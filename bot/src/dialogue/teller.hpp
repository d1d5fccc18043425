#pragma once
#include <string>
#include <vector>

#include "bot/wording.hpp"
#include "dispatcher/decide.hpp"
#include "keys.hpp"

namespace warmline::bot::talk {

using Fields = std::map<std::string, std::string>;

/// Puts tickets, times and people into words, for one listener. Telephone, address, name and the requester's own words
/// are told only to the assignee and, once somebody has accepted, to the owner.
class Teller {
public:
    Teller(const dispatcher::State& s, const Wording& w, const dispatcher::Programme& p, dispatcher::PersonId listener,
           dispatcher::Time clock)
        : state_(s), wording_(w), programme_(p), listener_(std::move(listener)), now_(clock) {}

    [[nodiscard]] std::string say(Key key, const Fields& fields = {}) const { return wording_.say(key.name, fields); }
    [[nodiscard]] const dispatcher::Ticket* ticket(const dispatcher::TicketId& id) const;
    [[nodiscard]] std::string name_of_need(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] std::string name_of_need(const dispatcher::Code& need) const;
    /// 「长者照护」（单号10042）, joined with 、.
    [[nodiscard]] std::string needs(const std::vector<dispatcher::TicketId>& ids) const;
    /// One line a ticket, numbered if there are several; at most `lines_shown_max`.
    [[nodiscard]] std::string list(const std::vector<dispatcher::TicketId>& ids) const;
    [[nodiscard]] std::string state_of(const dispatcher::Ticket& ticket) const;
    /// 今天18:30, 明天09:00, 12月2日18:00, in the local time of the organisation.
    [[nodiscard]] std::string time(dispatcher::Time t, const dispatcher::OrganisationId& organisation) const;
    /// 12月3日（周四）.
    [[nodiscard]] std::string day_of(dispatcher::Time t, const dispatcher::OrganisationId& organisation) const;
    [[nodiscard]] std::string every(int days) const;  ///< 每周, 每3天
    /// What comes regularly: one line each, each after a line's end.
    [[nodiscard]] std::string series_of(const dispatcher::Household& home) const;
    /// 12月3日（周四）, 11月30日（周一）到12月2日（周三）, 明天12:00到18:00: whole days by their names. The night
    /// behind the last day, until 8:00, is not told.
    [[nodiscard]] std::string span(std::optional<dispatcher::Time> from, dispatcher::Time until,
                                   const dispatcher::OrganisationId& organisation) const;
    /// The spans of "from-until,from-until" in Unix milliseconds, from 0 for now; joined with 、.
    [[nodiscard]] std::string spans(const std::string& text, const dispatcher::OrganisationId& organisation) const;
    /// 周一、周三18:00到22:00；周六9:00到12:00; words for any time without shifts.
    [[nodiscard]] std::string shifts(const std::vector<dispatcher::Shift>& hours) const;
    /// One line each: the rest that runs, and leave that is not over.
    [[nodiscard]] std::string rests(const dispatcher::Person& person) const;
    /// What a helper must know: before acceptance kind, area, time and facts; then whom to reach, where, in which
    /// words.
    [[nodiscard]] std::string card(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] std::string name_of(const dispatcher::PersonId& id) const;
    /// Whom of a family to call and at which number; empty if none is known. Only for those who look after it.
    [[nodiscard]] std::string contact_of(const dispatcher::Household& home) const;
    /// Who has the ticket: the assignee, else who is asked, else the coordinators.
    [[nodiscard]] std::string who_has(const dispatcher::Ticket& ticket) const;
    /// Who heard that the family waits, and what is promised.
    [[nodiscard]] std::string urged(const dispatcher::Ticket& ticket) const;
    /// 「，今天18:30前办好」; empty if nothing is promised.
    [[nodiscard]] std::string by(const dispatcher::Ticket& ticket, dispatcher::DeadlineKind kind) const;

    /// The listener may say yes to it.
    [[nodiscard]] bool is_asked(const dispatcher::Ticket& ticket) const;

    static constexpr std::size_t lines_shown_max = 10;

private:
    [[nodiscard]] std::string day(std::chrono::sys_days local) const;
    [[nodiscard]] std::string line(const dispatcher::Ticket& ticket, std::size_t place) const;
    [[nodiscard]] bool works_on(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] bool may_see_person(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] bool is_of_squad(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] std::string squad(const dispatcher::Muster& muster) const;
    [[nodiscard]] std::string by_when(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] std::string address_of(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] std::string area_of(const dispatcher::Ticket& ticket) const;
    [[nodiscard]] const dispatcher::Household* household_of(const dispatcher::Ticket& ticket) const;

    const dispatcher::State& state_;
    const Wording& wording_;
    const dispatcher::Programme& programme_;
    dispatcher::PersonId listener_;
    dispatcher::Time now_;
};

}  // namespace warmline::bot::talk
