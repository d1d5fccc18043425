#include "calendar/ical.hpp"

#include <gtest/gtest.h>

namespace warmline::calendar {
namespace {

using namespace dispatcher;
using namespace std::chrono_literals;

/// 2020-02-17 (Monday) 10:00 in China.
const Time now = Time{std::chrono::sys_days{std::chrono::year{2020} / 2 / 17}} + 2h;

struct Duty {
    Duty() {
        programme.services.emplace_back().need = "living.groceries";
        programme.services.back().name = "买菜送菜";
        person.id = PersonId("helper-1");
        person.name = "王同学";
        person.phone = "13800001234";
        person.helper.emplace();
    }
    Ticket& add_ticket(const std::string& id, Time due) {
        auto& ticket = tickets.emplace_back();
        ticket.id = TicketId(id);
        ticket.need = "living.groceries";
        ticket.summary = "陈大文家要买菜";
        ticket.facts = {{"address", "暖线路1号"}};
        ticket.deadlines = {{DeadlineKind::resolve, due, {}, {}}};
        person.helper->tickets.push_back(ticket.id);
        return ticket;
    }
    [[nodiscard]] std::string text() const { return ical_of(person, tickets, programme, "5eed", now); }
    [[nodiscard]] std::size_t events() const { return count("BEGIN:VEVENT"); }
    [[nodiscard]] std::size_t count(const std::string& part) const {
        const auto all = text();
        std::size_t n = 0;
        for (auto at = all.find(part); at != std::string::npos; at = all.find(part, at + 1)) ++n;
        return n;
    }
    Programme programme;
    Person person;
    std::vector<Ticket> tickets;
};

TEST(Ical, WithoutDutyItIsAnEmptyCalendar) {
    Duty duty;
    EXPECT_EQ(duty.text().find("BEGIN:VCALENDAR\r\n"), 0U);
    EXPECT_EQ(duty.events(), 0U);
    duty.person.helper.reset();
    EXPECT_EQ(duty.events(), 0U);
}

TEST(Ical, AShiftComesEveryWeekAtItsHourInUtc) {
    Duty duty;
    duty.person.helper->shifts = {{1, 18h, 30h}};
    EXPECT_EQ(duty.events(), 1U);
    EXPECT_EQ(duty.count("DTSTART:20200106T100000Z\r\n"), 1U) << "Monday 18:00 in China";
    EXPECT_EQ(duty.count("DTEND:20200106T220000Z\r\n"), 1U);
    EXPECT_EQ(duty.count("RRULE:FREQ=WEEKLY\r\n"), 1U);
}

TEST(Ical, LeaveThatIsNotOverAndRest) {
    Duty duty;
    duty.person.helper->leave = {
        {now - 48h, now - 24h, "过去了"}, {now - 1h, now + 1h, "发烧"}, {now + 24h, now + 48h, ""}};
    EXPECT_EQ(duty.events(), 2U);
    EXPECT_EQ(duty.count("DTSTART:20200218T020000Z"), 1U);
    duty.person.helper->rest_until = now + 2h;
    EXPECT_EQ(duty.events(), 3U);
    duty.person.helper->rest_until = now;
    EXPECT_EQ(duty.events(), 2U) << "it is over";
    EXPECT_EQ(duty.count("发烧"), 0U) << "a reason is for coordinators";
}

TEST(Ical, TheTicketsInHandByTheirPromise) {
    Duty duty;
    duty.add_ticket("10001", now + 24h);
    EXPECT_EQ(duty.count("DTSTART:20200218T010000Z"), 1U);
    EXPECT_EQ(duty.count("DTEND:20200218T020000Z"), 1U);
    EXPECT_EQ(duty.count("SUMMARY:买菜送菜 10001"), 1U);
    duty.add_ticket("10002", now - 24h);
    EXPECT_EQ(duty.events(), 2U) << "late, and still to do";
    duty.add_ticket("10003", now - 24h * 30);
    EXPECT_EQ(duty.events(), 2U) << "no appointment any more";
    duty.add_ticket("10004", now + 24h).deadlines.front().met = now;
    EXPECT_EQ(duty.events(), 2U);
    duty.add_ticket("10005", now + 24h);
    duty.person.helper->tickets.pop_back();
    EXPECT_EQ(duty.events(), 2U) << "somebody else's";
}

TEST(Ical, NothingOfAnybodyStandsInIt) {
    Duty duty;
    duty.add_ticket("10001", now + 24h);
    for (const auto* part : {"王同学", "13800001234", "helper-1", "陈大文", "暖线路"})
        EXPECT_EQ(duty.count(part), 0U) << part;
    EXPECT_EQ(duty.text(), duty.text()) << "the same for the same state";
}

TEST(Ical, NoMoreThanTheBound) {
    Duty duty;
    for (std::size_t i = 0; i < entries_max + 5; ++i)
        duty.add_ticket(std::to_string(10000 + i), now + std::chrono::hours(i + 1));
    EXPECT_EQ(duty.events(), entries_max);
    EXPECT_EQ(duty.count("买菜送菜 10000"), 1U) << "the nearest stay";
}

}  // namespace
}  // namespace warmline::calendar
