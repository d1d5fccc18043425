#include <gtest/gtest.h>

#include "dispatcher/fit.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

PersonId who(const std::string& id) { return PersonId{id}; }

TEST(AcceptOffer, MakesTheCandidateTheAssignee) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    EXPECT_EQ(w.ticket(id).state, TicketState::accepted);
    EXPECT_EQ(w.ticket(id).assignee, who("partner"));
    EXPECT_FALSE(w.ticket(id).offer);
    EXPECT_EQ(w.deadline(id, DeadlineKind::accept)->met, w.now);
    EXPECT_TRUE(w.told(NoticeKind::accepted, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::assignee_card, "partner"));
    EXPECT_TRUE(w.person("partner").helper->offers.empty());
    EXPECT_EQ(w.person("partner").helper->tickets, std::vector{id});
}

TEST(AcceptOffer, MakesTheAcceptorOwnerWhereNobodyIs) {
    World w;
    OpenTicket command;
    command.id = TicketId{"1"};
    command.need = "living.eldercare";
    command.requester = who("stranger");
    command.facts = {{"hospital", "八院"}};
    ASSERT_TRUE(w.as("stranger", command));
    ASSERT_TRUE(w.as("carer-1", AcceptOffer{command.id, who("carer-1")}));
    EXPECT_EQ(w.ticket(command.id).owner, who("carer-1"));
    ASSERT_TRUE(w.as("carer-1", HandBack{command.id, who("carer-1"), "临时加班"}));
    EXPECT_TRUE(w.ticket(command.id).owner.empty());
}

TEST(AcceptOffer, IsRefusedForAReason) {
    World w;
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.as("carer-1", AcceptOffer{id, who("carer-1")}).error(), Errc::not_offered_to_you);
    EXPECT_EQ(w.run(AcceptOffer{id, who("nobody")}).error(), Errc::person_unknown);
    EXPECT_EQ(w.run(AcceptOffer{TicketId{"9"}, who("partner")}).error(), Errc::ticket_unknown);
    ASSERT_TRUE(w.as("partner", DeclineOffer{id, who("partner"), "出差"}));
    EXPECT_EQ(w.as("partner", AcceptOffer{id, who("partner")}).error(), Errc::not_offered_to_you) << "it has passed";
    ASSERT_TRUE(w.as("backup", AcceptOffer{id, who("backup")}));
    EXPECT_EQ(w.as("partner", AcceptOffer{id, who("partner")}).error(), Errc::already_taken);
    EXPECT_EQ(w.as("partner", DeclineOffer{id, who("partner"), ""}).error(), Errc::already_taken);
}

TEST(DeclineOffer, GoesOnUntilACoordinatorIsCalled) {
    World w;
    const auto id = w.open("living.eldercare");
    for (const auto* next : {"partner", "backup", "carer-1", "carer-2"}) {
        SCOPED_TRACE(next);
        ASSERT_EQ(w.candidate(id), next);
        EXPECT_TRUE(w.told(NoticeKind::offer, next));
        ASSERT_TRUE(w.as(next, DeclineOffer{id, who(next), "今天不行"}));
    }
    EXPECT_EQ(w.ticket(id).state, TicketState::new_);
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::coordinator_needed, "coordinator-gz"));
    EXPECT_EQ(w.ticket(id).declined.size(), 4U);
    const auto& history = w.ticket(id).history;
    EXPECT_EQ(std::ranges::count_if(history, [](const Event& e) { return e.text == "今天不行"; }), 4);
    EXPECT_TRUE(next_due(w.ticket(id), w.programme));
}

TEST(DeclineOffer, ExpiryMovesOnToo) {
    World w;
    const auto id = w.open("living.eldercare");
    w.wait(4h);
    EXPECT_EQ(w.candidate(id), "backup");
    EXPECT_TRUE(w.told(NoticeKind::offer_expired, "partner"));
    EXPECT_TRUE(w.person("partner").helper->offers.empty());
    EXPECT_EQ(w.as("partner", AcceptOffer{id, who("partner")}).error(), Errc::not_offered_to_you);
}

TEST(Offer, PassesByWhoeverIsAtRestOrFull) {
    World w;
    ASSERT_TRUE(w.as("partner", Rest{who("partner"), w.now + 24h}));
    auto backup = w.person("backup");
    backup.helper->capacity = 1;
    ASSERT_TRUE(w.run(ChangePerson{backup}));
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "backup");
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "carer-1") << "the backup carries one already";
    ASSERT_TRUE(w.as("partner", Rest{who("partner"), std::nullopt}));
    EXPECT_EQ(w.candidate(w.open("living.eldercare")), "partner");
}

TEST(Offer, NeverGoesToTheRequester) {
    World w;
    auto tutor = w.person("tutor-1");
    OpenTicket command;
    command.id = TicketId{"1"};
    command.need = "education.tutoring";
    command.requester = tutor.id;
    command.facts = {{"subject", "数学"}};
    ASSERT_TRUE(w.run(command));
    EXPECT_EQ(w.candidate(command.id), "tutor-2");
}

TEST(Offer, HoldsThroughTheNightForWhatCanWait) {
    World w;
    w.now = at(monday, 20h);
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.ticket(id).offer->answer_by, at(monday, 33h)) << "2 h before ten, 2 h after seven";
    w.wait(12h);
    EXPECT_EQ(w.candidate(id), "partner") << "at eight in the morning it still stands";
    const auto urgent = w.open("living.eldercare", {}, false, true);
    EXPECT_EQ(w.ticket(urgent).offer->answer_by, w.now + 10min);
}

TEST(Offer, OpenedAtNightCountsFromTheMorning) {
    World w;
    w.now = at(monday, 23h);
    EXPECT_EQ(w.ticket(w.open("living.eldercare")).offer->answer_by, at(monday, 24h + 11h));
}

TEST(HandBack, ReturnsTheTicketAndAsksTheNext) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    EXPECT_EQ(w.as("partner", HandBack{id, who("partner"), ""}).error(), Errc::reason_missing);
    EXPECT_EQ(w.as("backup", HandBack{id, who("backup"), "忙"}).error(), Errc::not_yours);
    w.now += 1h;
    ASSERT_TRUE(w.as("partner", HandBack{id, who("partner"), "临时封控"}));
    EXPECT_EQ(w.candidate(id), "backup");
    EXPECT_EQ(w.ticket(id).bounces, 0) << "no organisation returned it";
    EXPECT_EQ(w.ticket(id).owner, who("partner")) << "the pair outlives a ticket";
    EXPECT_EQ(w.deadline(id, DeadlineKind::accept)->due, w.now + 4h);
    EXPECT_FALSE(w.deadline(id, DeadlineKind::accept)->met);
    EXPECT_TRUE(w.told(NoticeKind::progress, "husband"));
    EXPECT_TRUE(w.person("partner").helper->tickets.empty());
}

TEST(HandBack, IsNoReturnHoweverOften) {
    World w;
    const auto id = w.open("living.eldercare");
    for (const auto* next : {"partner", "backup", "carer-1"}) {
        ASSERT_TRUE(w.as(next, AcceptOffer{id, who(next)})) << next;
        ASSERT_TRUE(w.as(next, HandBack{id, who(next), "做不了"})) << next;
    }
    EXPECT_EQ(w.ticket(id).bounces, 0) << "no organisation returned it";
    EXPECT_EQ(w.candidate(id), "carer-2") << "the next is asked; no ruling";
}

TEST(Reassign, PutsItToAnybodyWithRoomEvenWhoDeclined) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", DeclineOffer{id, who("partner"), "出差"}));
    ASSERT_EQ(w.candidate(id), "backup");
    ASSERT_TRUE(w.office(Reassign{id, who("partner"), "已回来"}));
    EXPECT_EQ(w.candidate(id), "partner");
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "backup"));
    EXPECT_TRUE(w.told(NoticeKind::offer, "partner"));
    ASSERT_TRUE(w.as("partner", AcceptOffer{id, who("partner")}));
    ASSERT_TRUE(w.office(Reassign{id, who("carer-1"), "离得更近"}));
    EXPECT_TRUE(w.told(NoticeKind::offer_withdrawn, "partner"));
    EXPECT_TRUE(w.ticket(id).assignee.empty());
    EXPECT_EQ(w.ticket(id).bounces, 0) << "taken away is not handed back";
    EXPECT_EQ(w.candidate(id), "carer-1");
}

TEST(Reassign, IsRefusedForAReason) {
    World w;
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(w.as("husband", Reassign{id, who("carer-1"), ""}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(Reassign{id, who("nobody"), ""}).error(), Errc::person_unknown);
    EXPECT_EQ(w.office(Reassign{id, who("husband"), ""}).error(), Errc::cannot_take);
    auto carer = w.person("carer-1");
    carer.helper->capacity = 0;
    ASSERT_TRUE(w.run(ChangePerson{carer}));
    EXPECT_EQ(w.office(Reassign{id, who("carer-1"), ""}).error(), Errc::cannot_take);
    EXPECT_EQ(w.candidate(id), "partner") << "a refusal changes nothing";
    ASSERT_TRUE(w.as("husband", CancelTicket{id, ""}));
    EXPECT_EQ(w.office(Reassign{id, who("carer-2"), ""}).error(), Errc::illegal_move);
}

TEST(Rest, MovesPendingOffersOn) {
    World w;
    const auto id = w.open("living.eldercare");
    ASSERT_TRUE(w.as("partner", Rest{who("partner"), w.now + 8h}));
    EXPECT_EQ(w.candidate(id), "backup");
    EXPECT_EQ(w.person("partner").helper->rest_until, w.now + 8h);
    EXPECT_EQ(w.as("partner", Rest{who("partner"), w.now}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.as("backup", Rest{who("partner"), w.now + 1h}).error(), Errc::not_yours);
    EXPECT_EQ(w.run(Rest{who("nobody"), {}}).error(), Errc::person_unknown);
}

TEST(PlaceTicket, AsksSomebodyOnceThereIsRoom) {
    World w;
    auto tutor = w.person("tutor-1");
    for (const auto* id : {"tutor-1", "tutor-2"}) {
        auto busy = w.person(id);
        busy.helper->capacity = 1;
        ASSERT_TRUE(w.run(ChangePerson{busy}));
    }
    const std::map<std::string, std::string> maths{{"subject", "数学"}};
    w.open("education.tutoring", maths);
    w.open("education.tutoring", maths);
    const auto third = w.open("education.tutoring", maths);
    EXPECT_TRUE(w.ticket(third).unplaced);
    const PersonId one{"tutor-1"};
    EXPECT_EQ(w.run(PlaceTicket{third, one, ""}).error(), Errc::cannot_take) << "still full";
    tutor.helper->capacity = 2;
    ASSERT_TRUE(w.run(ChangePerson{tutor}));
    EXPECT_EQ(w.as("tutor-1", PlaceTicket{third, one, ""}).error(), Errc::not_yours);
    ASSERT_TRUE(w.run(PlaceTicket{third, one, "总体最合适"}));
    EXPECT_EQ(w.candidate(third), "tutor-1");
    EXPECT_EQ(w.ticket(third).offer->why, "总体最合适");
    EXPECT_FALSE(w.ticket(third).unplaced);
    EXPECT_TRUE(w.told(NoticeKind::offer, "tutor-1"));
    EXPECT_EQ(w.run(PlaceTicket{third, one, ""}).error(), Errc::illegal_move) << "once";
    const auto unclear = w.open("other");
    EXPECT_TRUE(w.ticket(unclear).with_coordinator);
    EXPECT_EQ(w.run(PlaceTicket{unclear, one, ""}).error(), Errc::illegal_move) << "a person must judge it";
}

TEST(PlaceTicket, IsRefusedWhateverStandsAgainstIt) {
    struct {
        const char* why;
        void (*change)(Helper&, Time);
    } const rows[] = {
        {"on leave",
         [](Helper& h, Time now) {
             h.leave = {{now - 1h, now + 1h, "考试"}};
         }},
        {"rests", [](Helper& h, Time now) { h.rest_until = now + 1h; }},
        {"has taken enough today",
         [](Helper& h, Time now) {
             h.per_day = h.taken_today = 1;
             h.today = helper_day(now);
         }},
        {"carries too many of the kind", [](Helper& h, Time) { h.kind_limits["education.tutoring"] = 0; }},
        {"does other work by now", [](Helper& h, Time) { h.needs = {"transport"}; }},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        World w;
        for (const auto* id : {"tutor-1", "tutor-2"}) {
            auto away = w.person(id);
            away.helper->capacity = 0;
            ASSERT_TRUE(w.run(ChangePerson{away}));
        }
        const auto id = w.open("education.tutoring", {{"subject", "数学"}});
        ASSERT_TRUE(w.ticket(id).unplaced);
        auto tutor = w.person("tutor-1");
        tutor.helper->capacity = 3;
        row.change(*tutor.helper, w.now);
        w.state.persons.insert_or_assign(tutor.id, tutor);
        EXPECT_EQ(w.run(PlaceTicket{id, tutor.id, ""}).error(), Errc::cannot_take);
        const Helper free = helper("tutor-1", "gz", {"education.tutoring"}).helper.value();
        tutor.helper = free;
        tutor.helper->subjects = {"数学"};
        w.state.persons.insert_or_assign(tutor.id, tutor);
        EXPECT_TRUE(w.run(PlaceTicket{id, tutor.id, ""})) << "and with nothing against it, not";
    }
}

TEST(PlaceTicket, ThePartnerNeedsNoSkillForWhatIsThePartners) {
    World w;
    for (const auto* id : {"partner", "backup", "carer-1", "carer-2"}) {
        auto full = w.person(id);
        full.helper->capacity = 0;
        ASSERT_TRUE(w.run(ChangePerson{full}));
    }
    const auto care = w.open("living.eldercare");
    const auto lesson = w.open("education.tutoring", {{"subject", "化学"}});
    ASSERT_TRUE(w.ticket(care).unplaced);
    ASSERT_TRUE(w.ticket(lesson).unplaced);
    auto partner = w.person("partner");
    partner.helper->capacity = 3;
    ASSERT_TRUE(w.run(ChangePerson{partner}));
    EXPECT_EQ(w.run(PlaceTicket{lesson, who("partner"), ""}).error(), Errc::cannot_take);
    EXPECT_TRUE(w.run(PlaceTicket{care, who("partner"), ""}));
}

}  // namespace
}  // namespace warmline::dispatcher
