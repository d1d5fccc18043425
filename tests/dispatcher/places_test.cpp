#include "dispatcher/places.hpp"

#include <gmock/gmock.h>

#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = std::chrono::sys_days;
using std::chrono::days;

const Day today{monday};

House house(int rooms, int nights = 3) {
    House out;
    out.id = "h1";
    out.name = "示例疗养院";
    out.rooms = rooms;
    out.nights = nights;
    return out;
}
Stay stay(const char* ticket, Day first, int nights = 3) { return {"h1", TicketId{ticket}, first, nights}; }

TEST(Places, EachNightCountsTheStaysThatSleepThere) {
    const std::vector<Stay> stays{stay("1", today), stay("2", today + days(2)), {"h2", TicketId{"3"}, today, 3}};
    EXPECT_THAT(free_rooms(house(2), stays, today, 6), ElementsAre(1, 1, 0, 1, 1, 2)) << "the day of leaving is free";
    EXPECT_THAT(free_rooms(house(2), stays, today + days(2), 2), ElementsAre(0, 1)) << "one that began before";
    EXPECT_THAT(free_rooms(house(2), stays, today, 3, TicketId{"2"}), ElementsAre(1, 1, 1)) << "but for its own";
    EXPECT_THAT(free_rooms(house(1), stays, today, 3), ElementsAre(0, 0, 0)) << "never less than none";
    EXPECT_THAT(free_rooms(house(2), stays, today, 0), IsEmpty());
}

TEST(Places, AHouseThatIsNotOpenHasNoRoom) {
    auto limited = house(1);
    limited.from = today + days(1);
    limited.to = today + days(4);
    EXPECT_THAT(free_rooms(limited, {}, today, 6), ElementsAre(0, 1, 1, 1, 1, 0));
    EXPECT_FALSE(has_room(limited, {}, today));
    EXPECT_TRUE(has_room(limited, {}, today + days(2)));
    EXPECT_FALSE(has_room(limited, {}, today + days(3))) << "its last night would be outside";
    EXPECT_EQ(next_free(limited, {}, today), today + days(1));
    EXPECT_EQ(next_free(limited, {}, today + days(3)), std::nullopt);
}

TEST(Places, TheNextFreeDayHasRoomForAWholeStay) {
    const std::vector<Stay> stays{stay("1", today + days(2)), stay("2", today + days(7))};
    EXPECT_EQ(next_free(house(1), stays, today), today + days(10)) << "two free nights are no stay of three";
    EXPECT_EQ(next_free(house(1), stays, today, TicketId{"1"}), today);
    EXPECT_EQ(next_free(house(2), stays, today), today);
    EXPECT_EQ(next_free(house(1, 2), stays, today), today);
}

class StayTest : public ::testing::Test {
protected:
    StayTest() {
        w.programme.situation = &w.state.situation.emplace();
        w.programme.services[0].places = {house(1)};
    }
    [[nodiscard]] const std::vector<Stay>& stays() const { return w.state.situation->stays; }
    Result<void> book(const TicketId& id, Day first) { return w.office(BookStay{id, "h1", first}); }
    World w;
};

TEST_F(StayTest, ABookedStayIsTheTicketsAndItsRequesterHears) {
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(book(id, today + days(1)));
    EXPECT_TRUE(w.told(NoticeKind::stay_booked, "husband"));
    EXPECT_EQ(w.ticket(id).stay, stay(id.value.c_str(), today + days(1)));
    EXPECT_THAT(stays(), ElementsAre(*w.ticket(id).stay));
    EXPECT_EQ(book(id, today + days(1)).error(), Errc::already_so);
}

TEST_F(StayTest, AFullNightIsRefusedAndAnotherDayIsNot) {
    const auto first = w.open("living.eldercare"), second = w.open("living.eldercare");
    ASSERT_TRUE(book(first, today + days(3)));
    for (const int day : {1, 2, 3, 4, 5}) EXPECT_EQ(book(second, today + days(day)).error(), Errc::house_full) << day;
    EXPECT_TRUE(book(second, today + days(6)));
    EXPECT_TRUE(book(second, today)) << "the date can be changed";
    EXPECT_THAT(stays(), SizeIs(2));
    EXPECT_TRUE(book(first, today + days(4))) << "over its own nights";
}

TEST_F(StayTest, WhatEndsTheTicketFreesTheNights) {
    const auto other = w.open("living.eldercare");
    struct {
        const char* why;
        Command end;
    } const rows[] = {
        {"un-booked", FreeStay{{}, "不去了"}},
        {"cancelled by the family", CancelTicket{{}, "不去了"}},
        {"out of scope", MoveTicket{{}, TicketState::out_of_scope, "不属于", {}, {}}},
        {"merged", MergeTicket{{}, other, "同一件事"}},
        {"another need", ReclassifyTicket{{}, "transport", {}, "要的是车"}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto id = w.open("living.eldercare");
        ASSERT_TRUE(book(id, today + days(1)));
        auto end = row.end;
        std::visit(
            [&](auto& command) {
                if constexpr (requires { command.ticket.value; }) command.ticket = id;
            },
            end);
        const auto done = std::holds_alternative<CancelTicket>(end) ? w.as("husband", end) : w.office(end);
        ASSERT_TRUE(done) << done.error().message();
        EXPECT_THAT(stays(), IsEmpty());
        EXPECT_FALSE(w.ticket(id).stay);
    }
}

TEST_F(StayTest, ATicketThatIsDoneKeepsItsStay) {
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(book(id, today + days(1)));
    ASSERT_TRUE(w.office(MoveTicket{id, TicketState::closed, "已安排好", {}, {}}));
    EXPECT_THAT(stays(), SizeIs(1)) << "they still sleep there";
}

TEST_F(StayTest, WhoCarriesItOutBooksTooAndNobodyElse) {
    const auto id = w.open("living.eldercare");
    const auto helper = w.candidate(id);
    EXPECT_EQ(w.as(helper, BookStay{id, "h1", today}).error(), Errc::not_yours) << "not yet";
    ASSERT_TRUE(w.as(helper, AcceptOffer{id, PersonId{helper}}));
    EXPECT_TRUE(w.as(helper, BookStay{id, "h1", today}));
    EXPECT_EQ(w.as("husband", BookStay{id, "h1", today + days(1)}).error(), Errc::not_yours);
    EXPECT_EQ(w.as("husband", FreeStay{id, "不去了"}).error(), Errc::not_yours);
    EXPECT_TRUE(w.as(helper, FreeStay{id, "改主意了"}));
    EXPECT_TRUE(w.told(NoticeKind::stay_freed, "husband"));
}

TEST_F(StayTest, WhatIsRefused) {
    const auto id = w.open("living.eldercare"), ride = w.open("transport");
    EXPECT_EQ(w.office(BookStay{TicketId{"1"}, "h1", today}).error(), Errc::ticket_unknown);
    EXPECT_EQ(w.office(BookStay{id, "h2", today}).error(), Errc::house_unknown);
    EXPECT_EQ(book(ride, today).error(), Errc::house_unknown) << "a service without places";
    EXPECT_EQ(book(id, today - days(1)).error(), Errc::value_out_of_range);
    EXPECT_EQ(book(id, today + days(booking_days_max + 1)).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.office(FreeStay{id, "x"}).error(), Errc::already_so);
    EXPECT_EQ(w.office(FreeStay{id, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.as("husband", CancelTicket{id, ""}));
    EXPECT_EQ(book(id, today).error(), Errc::illegal_move);
}

TEST_F(StayTest, StaysThatAreOverGoWithTheNextBookingAndThereIsALimit) {
    const auto early = w.open("living.eldercare"), late = w.open("living.eldercare");
    ASSERT_TRUE(book(early, today));
    w.now += 5 * 24h;
    ASSERT_TRUE(book(late, today + days(9)));
    EXPECT_THAT(stays(), ElementsAre(*w.ticket(late).stay));
    w.programme.services[0].places = {house(5000)};
    while (stays().size() < stays_max)
        w.state.situation->stays.push_back(stay(std::to_string(stays().size()).c_str(), today + days(20)));
    EXPECT_EQ(book(early, today + days(20)).error(), Errc::house_full);
}

TEST_F(StayTest, StaysAreTheFoldOfTheirEventsAndKeepTheirStoredForm) {
    w.programme.services[0].places = {house(2)};
    const auto one = w.open("living.eldercare"), two = w.open("living.eldercare");
    ASSERT_TRUE(book(one, today));
    ASSERT_TRUE(book(two, today + days(1)));
    ASSERT_TRUE(book(one, today + days(2)));
    State again;
    for (const auto& event : w.log) apply(again, event_from(to_json(event)));
    EXPECT_EQ(to_json(*again.situation), to_json(*w.state.situation));
    EXPECT_EQ(to_json(situation_from(to_json(*again.situation))), to_json(*w.state.situation));
    EXPECT_EQ(to_json(again.tickets.at(one)), to_json(w.ticket(one)));
    EXPECT_THAT(again.situation->stays, SizeIs(2));
}

}  // namespace
}  // namespace warmline::dispatcher
