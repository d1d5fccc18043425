// Squads of ten (P2, S21): one captain is asked for all of them.
#include "dispatcher/squad.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "dispatcher/backlog.hpp"
#include "dispatcher/fit.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

/// A service that asks for people at a sampling point, and squads for it.
struct Site {
    Site() {
        auto site = w.programme.services.back();
        site.need = "manpower.site";
        site.name = "现场志愿力量";
        site.licences = {"vaccinated"};
        site.squad = true;
        w.programme.services.push_back(site);
    }
    void add(const std::string& id, const std::string& squad, const std::function<void(Helper&)>& change = {},
             const std::string& organisation = "gz") {
        auto person = helper(id, organisation, {"manpower.site"});
        person.name = id;
        person.helper->licences = {"vaccinated"};
        person.helper->squad = squad;
        person.helper->capacity = 1;
        if (change) change(*person.helper);
        w.run(ChangePerson{person}).value();
    }
    void add_many(const std::string& prefix, const std::string& squad, int count, bool reserve = false) {
        for (int i = 1; i <= count; ++i)
            add(prefix + std::to_string(i), squad, [&](Helper& h) { h.reserve = reserve; });
    }
    TicketId ask(const std::string& people) {
        return w.open("manpower.site", {{"district", "荔湾"}, {"people", people}});
    }
    Result<void> accept(const TicketId& id) {
        const auto captain = w.candidate(id);
        return w.as(captain, AcceptOffer{id, PersonId{captain}});
    }
    [[nodiscard]] std::set<std::string> busy() const {
        std::set<std::string> out;
        for (const auto& [id, person] : w.state.persons)
            if (person.helper && !person.helper->tickets.empty()) out.insert(id.value);
        return out;
    }
    World w;
};

Names names(const std::optional<Muster>& muster) {
    Names out;
    if (muster)
        for (const auto& id : muster->members) out.push_back(id.value);
    return out;
}

TEST(Squad, TheCaptainIsAskedWithTheNumberAndWhoCanGo) {
    Site site;
    auto& w = site.w;
    site.add_many("a", "一队", 2);
    site.add("a3", "一队", [](Helper& h) { h.captain = true; });
    site.add("a4", "一队", [&](Helper& h) { h.rest_until = w.now + 1h; });
    site.add("a5", "一队", [&](Helper& h) { h.leave = {{w.now - 1h, w.now + 1h, ""}}; });
    site.add("a6", "一队", [](Helper& h) { h.licences.clear(); });
    site.add("a7", "一队", [&](Helper& h) { h.expiry["vaccinated"] = w.now; });
    site.add("a8", "一队", [](Helper& h) { h.capacity = 0; });
    const auto id = site.ask("5");
    ASSERT_EQ(w.candidate(id), "a3");
    const auto& offer = *w.ticket(id).offer;
    EXPECT_EQ(names(offer.muster), (Names{"a3", "a1", "a2"})) << "who rests, is away, unfit or busy is counted out";
    EXPECT_EQ(offer.why, "请一队整队出动：要5人，本队能去3人、还缺2人；队长带队、上级组织人员；没有别的小队能去");
    EXPECT_FALSE(w.ticket(id).muster) << "not before the captain says yes";
    EXPECT_TRUE(w.person("a1").helper->offers.empty()) << "only the captain is asked";
}

TEST(Squad, ASquadTooSmallIsFilledFromTheReserveOfItsOrganisation) {
    Site site;
    site.add_many("a", "一队", 2);
    site.add_many("r", "预备一队", 2, true);
    site.add(
        "x1", "预备二队", [](Helper& h) { h.reserve = true; }, "gd");
    const auto id = site.ask("6");
    ASSERT_EQ(site.w.candidate(id), "a1") << "no captain is named: the first by name";
    const auto& muster = *site.w.ticket(id).offer->muster;
    EXPECT_EQ(names(muster), (Names{"a1", "a2", "r1", "r2"})) << "not those of another organisation";
    EXPECT_EQ(std::tuple(muster.asked, muster.reserves, muster.missing()), std::tuple(6, 2, 2));
    const auto& why = site.w.ticket(id).offer->why;
    EXPECT_EQ(why.find("请一队整队出动：要6人，本队能去2人、预备队补2人、还缺2人；没有登记队长"), 0U) << why;
}

TEST(Squad, WhichSquad) {
    struct {
        const char* why;
        std::function<void(Site&)> squads;
        const char* captain;
    } const rows[] = {
        {"the one that brings more",
         [](Site& s) {
             s.add_many("a", "一队", 2);
             s.add_many("b", "二队", 3);
         },
         "b1"},
        {"more than are asked for is no better",
         [](Site& s) {
             s.add_many("a", "一队", 3);
             s.add_many("b", "二队", 6);
         },
         "a1"},
        {"a regular one before a reserve, however small",
         [](Site& s) {
             s.add_many("a", "预备队", 3, true);
             s.add_many("b", "二队", 1);
         },
         "b1"},
        {"its own organisation's before one above",
         [](Site& s) {
             for (const auto* id : {"a1", "a2", "a3"}) s.add(id, "一队", {}, "gd");
             s.add_many("b", "一队", 1);
         },
         "b1"},
        {"who is of no squad is not asked", [](Site& s) { s.add("a1", ""); }, ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Site site;
        row.squads(site);
        const auto id = site.ask("3");
        EXPECT_EQ(site.w.candidate(id), row.captain);
        EXPECT_EQ(site.w.ticket(id).with_coordinator, row.captain == std::string());
    }
}

TEST(Squad, ForOnePersonOrACrisisNobodyMusters) {
    for (const auto* people : {"", "1", "许多"}) {
        Site site;
        site.add("a1", "");
        EXPECT_EQ(site.w.candidate(site.ask(people)), "a1") << people;
    }
}

TEST(Squad, WhoGoesHearsItAndIsBusyUntilItIsDone) {
    Site site;
    auto& w = site.w;
    site.add_many("a", "一队", 3);
    const auto id = site.ask("2");
    site.add("a2", "一队", [&](Helper& h) { h.rest_until = w.now + 1h; });  // after the offer was made
    ASSERT_TRUE(site.accept(id));
    EXPECT_EQ(names(w.ticket(id).muster), (Names{"a1", "a3"})) << "who can go now, not as it was when asked";
    EXPECT_TRUE(w.told(NoticeKind::squad_called, "a3"));
    EXPECT_FALSE(w.told(NoticeKind::squad_called, "a1")) << "the captain has the card";
    EXPECT_FALSE(w.told(NoticeKind::squad_called, "a2"));
    EXPECT_EQ(site.busy(), (std::set<std::string>{"a1", "a3"}));
    EXPECT_EQ(w.person("a3").helper->taken_today, 1);
    EXPECT_EQ(w.person("a3").helper->taken, 0) << "he was not asked, so his record of answers stays";
    EXPECT_TRUE(w.ticket(site.ask("2")).with_coordinator) << "one rests, two are out";
    EXPECT_EQ(w.last.notices.back().text, "没有能去的小队");
    ASSERT_TRUE(w.as("a1", CompleteTicket{id, PersonId{"a1"}, "做完了"}));
    EXPECT_TRUE(site.busy().empty());
    EXPECT_EQ(names(w.ticket(id).muster), (Names{"a1", "a3"})) << "who did it stays known";
}

TEST(Squad, ASquadThatSaysNoIsNotAskedAgain) {
    Site site;
    site.add_many("a", "一队", 3);
    site.add_many("b", "二队", 2);
    const auto id = site.ask("3");
    ASSERT_EQ(site.w.candidate(id), "a1");
    ASSERT_TRUE(site.w.as("a1", DeclineOffer{id, PersonId{"a1"}, "都在值班"}));
    EXPECT_EQ(site.w.candidate(id), "b1") << "not another one of the same squad";
    ASSERT_TRUE(site.w.as("b1", DeclineOffer{id, PersonId{"b1"}, "去不了"}));
    EXPECT_TRUE(site.w.ticket(id).with_coordinator);
    EXPECT_EQ(site.w.last.notices.back().text, "能去的小队都没有接单");
    EXPECT_TRUE(site.w.ticket(id).unplaced) << "tried again when another squad is there";
}

TEST(Squad, WhatIsOffIsToldToAllOfThem) {
    struct {
        const char* why;
        std::function<Result<void>(World&, const TicketId&)> off;
    } const rows[] = {
        {"handed back",
         [](World& w, const TicketId& id) {
             return w.as("a1", HandBack{id, PersonId{"a1"}, "封路了"});
         }},
        {"cancelled by the requester",
         [](World& w, const TicketId& id) {
             return w.as("husband", CancelTicket{id, "不用了"});
         }},
        {"cancelled by the office",
         [](World& w, const TicketId& id) {
             return w.office(MoveTicket{id, TicketState::cancelled, "撤点了", {}, {}});
         }},
        {"parked",
         [](World& w, const TicketId& id) {
             return w.office(MoveTicket{id, TicketState::parked, "撤点了", "改天", w.now + 24h});
         }},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Site site;
        site.add_many("a", "一队", 3);
        const auto id = site.ask("3");
        ASSERT_TRUE(site.accept(id));
        ASSERT_TRUE(row.off(site.w, id));
        EXPECT_TRUE(site.w.told(NoticeKind::squad_released, "a2"));
        EXPECT_TRUE(site.w.told(NoticeKind::squad_released, "a3"));
        EXPECT_TRUE(site.busy().empty());
    }
}

TEST(Squad, ACaptainWhomTheOfficeChoosesBringsHisSquad) {
    Site site;
    site.add_many("a", "一队", 3);
    site.add_many("b", "二队", 3);
    const auto id = site.ask("2");
    ASSERT_TRUE(site.w.office(Reassign{id, PersonId{"b2"}, "离得近"}));
    EXPECT_EQ(names(site.w.ticket(id).offer->muster), (Names{"b2", "b1"}));
    ASSERT_TRUE(site.accept(id));
    EXPECT_EQ(site.busy(), (std::set<std::string>{"b1", "b2"}));
}

TEST(Squad, WhatIsReopenedGoesToTheSameCaptainFirst) {
    struct {
        const char* why;
        std::function<void(Site&)> meanwhile;
        const char* asked;
    } const rows[] = {
        {"the one who was there, though another brings more", [](Site& s) { s.add_many("b", "二队", 3); }, "a1"},
        {"on leave: another squad",
         [](Site& s) {
             s.add_many("b", "二队", 3);
             s.add("a1", "一队", [&](Helper& h) { h.leave = {{s.w.now - 1h, s.w.now + 24h, ""}}; });
         },
         "b1"},
        {"on leave and no other squad: who is left of his own",
         [](Site& s) { s.add("a1", "一队", [&](Helper& h) {
                           h.leave = {{s.w.now - 1h, s.w.now + 24h, ""}};
                       }); }, "a2"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Site site;
        site.add_many("a", "一队", 2);
        const auto id = site.ask("3");
        ASSERT_TRUE(site.accept(id));
        ASSERT_TRUE(site.w.as("a1", CompleteTicket{id, PersonId{"a1"}, ""}));
        row.meanwhile(site);
        ASSERT_TRUE(site.w.as("husband", RateTicket{id, false, 1, "还缺人"}));
        EXPECT_TRUE(site.busy().empty()) << "the captain says anew who goes";
        ASSERT_EQ(site.w.candidate(id), row.asked);
        ASSERT_TRUE(site.accept(id));
        EXPECT_GE(site.busy().size(), std::string_view(row.asked) == "a2" ? 1U : 2U);
    }
}

TEST(Squad, ACaptainWhoWillNotGoAgainIsFollowedByAnotherSquad) {
    Site site;
    site.add_many("a", "一队", 3);
    site.add_many("b", "二队", 2);
    const auto id = site.ask("3");
    ASSERT_TRUE(site.accept(id));
    ASSERT_TRUE(site.w.as("a1", CompleteTicket{id, PersonId{"a1"}, ""}));
    ASSERT_TRUE(site.w.as("husband", RateTicket{id, false, 1, "还缺人"}));
    ASSERT_EQ(site.w.candidate(id), "a1");
    ASSERT_TRUE(site.w.as("a1", DeclineOffer{id, PersonId{"a1"}, "都回去了"}));
    EXPECT_EQ(site.w.candidate(id), "b1");
}

TEST(Squad, HandedBackItGoesToAnotherSquad) {
    Site site;
    site.add_many("a", "一队", 3);
    site.add_many("b", "二队", 2);
    const auto id = site.ask("3");
    ASSERT_TRUE(site.accept(id));
    ASSERT_TRUE(site.w.as("a1", HandBack{id, PersonId{"a1"}, "封路了"}));
    EXPECT_EQ(site.w.candidate(id), "b1");
    EXPECT_TRUE(site.busy().empty());
}

TEST(Squad, WhoIsOutWithASquadIsNotAskedForASingleErrandBeyondHisRoom) {
    Site site;
    auto errands = site.w.programme.services.back();
    errands.need = "errand";
    errands.squad = false;
    site.w.programme.services.push_back(errands);
    for (const auto* id : {"a1", "a2"}) {
        site.add(id, "一队", [&](Helper& h) {
            h.needs = {"manpower.site", "errand"};
            h.capacity = std::string_view(id) == "a2" ? 2 : 1;
        });
    }
    const auto errand = [&] { return site.w.candidate(site.w.open("errand")); };
    ASSERT_TRUE(site.accept(site.ask("2")));
    ASSERT_EQ(site.busy(), (std::set<std::string>{"a1", "a2"}));
    EXPECT_EQ(errand(), "a2") << "who has room for one thing more";
    EXPECT_EQ(errand(), "") << "nobody has";
}

/// Tickets that wait because no squad was free, as the backlog sees them.
std::vector<Waiting> backlog_of(const World& w) {
    std::vector<Waiting> out;
    for (const auto& [id, ticket] : w.state.tickets)
        if (ticket.unplaced) out.push_back({&ticket, nullptr, w.state.person(ticket.requester), {}});
    return out;
}

TEST(SquadBacklog, TheOldestDeadlineGetsTheSquadThatIsFreeAgain) {
    Site site;
    auto& w = site.w;
    site.add_many("a", "一队", 3);
    const auto busy = site.ask("3");
    ASSERT_TRUE(site.accept(busy));
    const auto first = site.ask("3");
    w.wait(1min);
    const auto second = site.ask("2");
    ASSERT_TRUE(w.ticket(first).unplaced && w.ticket(second).unplaced) << "with the coordinator for want of room";
    EXPECT_TRUE(place_backlog(backlog_of(w), w.roster, w.programme, w.now).empty());
    ASSERT_TRUE(w.as("a1", CompleteTicket{busy, PersonId{"a1"}, "做完了"}));
    const auto waiting = backlog_of(w);
    const auto placed = place_backlog(waiting, w.roster, w.programme, w.now);
    ASSERT_EQ(placed.size(), 1U) << "nobody goes to two places";
    EXPECT_EQ(waiting[placed[0].waiting].ticket->id, first);
    const auto choice = explain(placed[0], waiting[placed[0].waiting], w.programme, w.now);
    EXPECT_EQ(choice.why.find("请一队整队出动：要3人，本队能去3人"), 0U) << choice.why;
    ASSERT_TRUE(w.office(PlaceTicket{first, choice.person, choice.why}));
    EXPECT_EQ(names(w.ticket(first).offer->muster), (Names{"a1", "a2", "a3"}));
    EXPECT_FALSE(w.ticket(first).with_coordinator);
}

TEST(SquadBacklog, EachSquadGoesToOneAndWhoGoesIsNotAskedForASingleErrandToo) {
    Site site;
    auto& w = site.w;
    const std::vector<TicketId> sites{site.ask("3"), site.ask("3")};
    const auto alone = site.ask("1");
    site.add_many("a", "一队", 3);
    site.add_many("b", "二队", 3);
    const auto waiting = backlog_of(w);
    ASSERT_EQ(waiting.size(), 3U);
    std::map<std::string, std::string> asked;
    for (const auto& one : place_backlog(waiting, w.roster, w.programme, w.now))
        asked[waiting[one.waiting].ticket->id.value] = one.person->id.value;
    EXPECT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[sites[0].value], "a1");
    EXPECT_EQ(asked[sites[1].value], "b1");
    EXPECT_EQ(asked.count(alone.value), 0U) << "all six go with their squads";
}

}  // namespace
}  // namespace warmline::dispatcher
