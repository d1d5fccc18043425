#include "dispatcher/choose.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <list>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

/// A search for somebody to care for an old person in Liwan, Guangzhou.
class ChooseTest : public ::testing::Test {
public:
    ChooseTest() {
        ticket.id = TicketId{"1"};
        ticket.need = "living.eldercare";
        ticket.organisation = OrganisationId{"gz"};
        ticket.requester = PersonId{"husband"};
        ticket.facts = {{"district", "荔湾"}};
        household.id = HouseholdId{"home"};
    }

    Person& add(const std::string& id, const std::string& organisation = "gz") {
        people.push_back(helper(id, organisation, {"living.eldercare", "education.tutoring", "psych.counsel"}));
        return people.back();
    }

    std::string chosen() {
        std::vector<const Person*> candidates;
        for (const auto& person : people) candidates.push_back(&person);
        const Search search{programme, ticket, *programme.service(ticket.need), &household, nullptr, known, now, &held};
        const auto choice = choose(search, candidates);
        why = choice ? choice->why : "";
        std::ranges::reverse(candidates);
        Roster roster;
        for (const auto& person : people) roster.put(person, 1);
        const auto among_all = choose(search, roster, {});
        EXPECT_EQ(among_all ? among_all->person.value : "", choice ? choice->person.value : "");
        EXPECT_EQ(among_all ? among_all->why : "", why);
        EXPECT_EQ(choice ? choice->person.value : "",
                  choose(search, candidates) ? choose(search, candidates)->person.value : "")
            << "the order of candidates must not matter";
        return choice ? choice->person.value : "";
    }

    Programme programme = small_programme();
    Ticket ticket;
    Household household;
    std::list<Person> people;
    std::set<PersonId> known;
    std::unordered_set<PersonId> held;
    Time now = at(monday, 10h);
    std::string why;
};

TEST_F(ChooseTest, NobodyFitsAnEmptyList) { EXPECT_EQ(chosen(), ""); }

TEST_F(ChooseTest, WhomAnotherDecisionHoldsComesAfterThoseWhoFitButBeforeOtherOrganisations) {
    add("best").helper->last_offer = std::nullopt;
    add("second").helper->last_offer = now - 1h;
    add("above", "gd");
    held.insert(PersonId{"best"});
    EXPECT_EQ(chosen(), "second");
    held.insert(PersonId{"second"});
    EXPECT_EQ(chosen(), "best") << "all of the ticket's organisation are held: the best of them is waited for";
    household.pair = Pair{PersonId{"best"}, {}, now};
    held = {PersonId{"best"}};
    EXPECT_EQ(chosen(), "best") << "the partner is worth waiting for";
}

TEST_F(ChooseTest, PartnerThenBackupThenHelpers) {
    household.pair = Pair{PersonId{"p"}, PersonId{"b"}, now};
    add("a");
    add("b").helper->needs.clear();
    add("p").helper.reset();
    EXPECT_EQ(chosen(), "p") << "a partner needs no skills of his own";
    EXPECT_EQ(why, "这户家庭的手拉手结对人");
    ticket.declined = {PersonId{"p"}};
    EXPECT_EQ(chosen(), "b");
    EXPECT_EQ(why, "结对人已婉拒或未答复这张工单，由后备结对人接替");
    ticket.declined.push_back(PersonId{"b"});
    EXPECT_EQ(chosen(), "a");
    EXPECT_EQ(why.find("结对人已婉拒或未答复这张工单，后备已婉拒或未答复这张工单；"), 0U) << why;
}

TEST_F(ChooseTest, PoolPassesThePartnerBy) {
    household.pair = Pair{PersonId{"p"}, {}, now};
    ticket.need = "education.tutoring";
    add("a");
    add("p").helper->needs.clear();
    EXPECT_EQ(chosen(), "a");
}

TEST_F(ChooseTest, HardConditionsExclude) {
    const auto expect_excluded = [&](const char* reason) { EXPECT_EQ(chosen(), "") << reason; };
    auto& a = add("a");
    ASSERT_EQ(chosen(), "a");
    a.helper->rest_until = now + 1h;
    expect_excluded("at rest");
    now += 1h;
    EXPECT_EQ(chosen(), "a") << "rest is over";
    a.helper->capacity = 1;
    a.helper->offers = {TicketId{"7"}};
    expect_excluded("full, offers included");
    a.helper->offers.clear();
    a.helper->districts = {"440305"};
    expect_excluded("serves another district");
    a.helper->districts = {"440103"};
    EXPECT_EQ(chosen(), "a");
    ticket.declined = {a.id};
    expect_excluded("said no");
    ticket.declined.clear();
    household.members = {a.id};
    expect_excluded("of the family");
    household.members.clear();
    ticket.requester = a.id;
    expect_excluded("asked for it himself");
    ticket.requester = {};
    a.organisation = OrganisationId{"sz"};
    expect_excluded("another city's");
    a.organisation = OrganisationId{"gz"};
    a.helper->needs = {"transport"};
    expect_excluded("does not take the need");
}

TEST_F(ChooseTest, SkillIsLicencesAndSubject) {
    auto& a = add("a");
    ticket.need = "psych.counsel";
    EXPECT_EQ(chosen(), "") << "no licence";
    a.helper->licences = {"psychology"};
    EXPECT_EQ(chosen(), "a");
    ticket.need = "education.tutoring";
    EXPECT_EQ(chosen(), "a") << "no subject is asked for";
    ticket.facts["subject"] = "小学四年级数学";
    EXPECT_EQ(chosen(), "") << "teaches nothing";
    a.helper->subjects = {"英语", "数学"};
    EXPECT_EQ(chosen(), "a");
}

TEST_F(ChooseTest, StageLicenceThatExpiredShiftLeaveDayAndSealedDistrictExclude) {
    auto& a = add("a");
    ticket.need = "education.tutoring";
    ticket.facts["child_grade"] = "初二";
    a.helper->stages = {"小学"};
    EXPECT_EQ(chosen(), "");
    a.helper->stages.insert("初中");
    EXPECT_EQ(chosen(), "a");
    ticket.need = "psych.counsel";
    a.helper->licences = {"psychology"};
    a.helper->expiry["psychology"] = now;
    EXPECT_EQ(chosen(), "") << "expired";
    a.helper->expiry["psychology"] = now + 1s;
    EXPECT_EQ(chosen(), "a");
    a.helper->expiry.clear();
    a.helper->leave = {{now - 1h, now + 1h, "考试周"}};
    EXPECT_EQ(chosen(), "") << "on leave";
    a.helper->leave = {{now + 1h, now + 2h, ""}};
    a.helper->shifts = {{1, 18h, 30h}};
    EXPECT_EQ(chosen(), "") << "Monday 10:00 is before the shift";
    now += 8h;
    EXPECT_EQ(chosen(), "a") << "Monday 18:00";
    now += 11h;
    a.helper->leave.clear();
    EXPECT_EQ(chosen(), "a") << "Tuesday 05:00 still belongs to Monday's shift";
    now += 1h;
    EXPECT_EQ(chosen(), "") << "Tuesday 06:00";
    ticket.crisis = true;
    EXPECT_EQ(chosen(), "a") << "in a crisis somebody off duty is better than nobody";
    ticket.crisis = false;
    a.helper->shifts.clear();
    a.helper->per_day = 2;
    a.helper->taken_today = 2;
    EXPECT_EQ(chosen(), "a") << "that was another day";
    a.helper->today = helper_day(now);
    EXPECT_EQ(chosen(), "");
    a.helper->per_day = 0;
    programme.sealed = {"440103"};
    EXPECT_EQ(chosen(), "") << "nobody enters";
    a.district = "荔湾区";
    EXPECT_EQ(chosen(), "a") << "who lives there may help there";
    a.district = "南山区";
    programme.services[3].remote = true;
    EXPECT_EQ(chosen(), "a") << "by telephone";
    a.helper->districts = {"440305"};
    EXPECT_EQ(chosen(), "a") << "from wherever he serves";
}

TEST_F(ChooseTest, ASealedDistrictHoldsForThePartnerToo) {
    household.pair = Pair{PersonId{"p"}, PersonId{"b"}, now};
    add("p").district = "南山区";
    add("b").district = "荔湾区";
    EXPECT_EQ(chosen(), "p");
    programme.sealed = {"440103"};
    EXPECT_EQ(chosen(), "b") << "who lives inside";
    EXPECT_EQ(why, "结对人封控区进出受限（解封后可以），由后备结对人接替");
    programme.sealed = {"440305"};
    EXPECT_EQ(chosen(), "b") << "nobody leaves either";
}

TEST_F(ChooseTest, WhoWorkedAtNightRests) {
    now = at(monday, 31h);  // Tuesday, seven in the morning
    auto& a = add("a");
    a.helper->night_work = now - 2h;
    EXPECT_EQ(chosen(), "");
    ticket.crisis = true;
    EXPECT_EQ(chosen(), "a") << "in a crisis";
    add("b").helper->capacity = 0;
    EXPECT_EQ(chosen(), "b") << "but after those who are awake, however full";
    ticket.crisis = false;
    a.helper->shifts = {{2, 6h, 12h}};
    EXPECT_EQ(chosen(), "a") << "a shift of his own";
    a.helper->shifts.clear();
    programme.rest_after_night = std::chrono::hours(2);
    EXPECT_EQ(chosen(), "a") << "rested";
}

TEST_F(ChooseTest, AllWhoGoMustFindASeat) {
    struct {
        const char* why;
        const char* people;
        int seats;
        std::vector<std::string> licences;
        bool fits;
    } const rows[] = {
        {"as many", "4", 4, {"driving"}, true},         {"one too many", "5", 4, {"driving"}, false},
        {"no car at all", "1", 0, {"driving"}, false},  {"nobody said how many", "", 0, {"driving"}, true},
        {"not a number", "很多", 4, {"driving"}, true}, {"a service that asks for no driver", "5", 0, {}, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        people.clear();
        auto& a = add("a");
        a.helper->licences = {"driving"};
        a.helper->seats = row.seats;
        ticket.facts["people"] = row.people;
        programme.services.front().licences = row.licences;
        EXPECT_EQ(chosen(), row.fits ? "a" : "");
        const Search search{programme, ticket, programme.services.front(), &household, nullptr, {}, now, nullptr};
        EXPECT_EQ(Judge(search).against(a), row.fits ? std::nullopt : std::optional(Obstacle::seats_too_few));
    }
    EXPECT_EQ(say(Obstacle::seats_too_few), "车上座位不够");
    people.clear();
    ticket.facts["people"] = "5";
    programme.services.front().licences = {"driving"};
    for (const auto* id : {"a", "b"}) add(id).helper->licences = {"driving"};
    people.back().helper->seats = 7;
    EXPECT_EQ(chosen(), "b");
    EXPECT_NE(why.find("车上有7座"), std::string::npos) << why;
}

TEST(Seats, WithoutACarLargeEnoughACoordinatorHearsWhy) {
    World w;
    auto driver = helper("driver", "gz", {"transport"});
    driver.helper->licences = {"driving"};
    driver.helper->seats = 4;
    ASSERT_TRUE(w.run(ChangePerson{driver}));
    const auto few = w.open("transport", {{"people", "4"}});
    EXPECT_EQ(w.candidate(few), "driver");
    const auto many = w.open("transport", {{"people", "6"}});
    EXPECT_TRUE(w.ticket(many).with_coordinator);
    EXPECT_EQ(w.last.notices.back().text, "没有坐得下6人的车，请分成几辆或另想办法");
    driver.id = PersonId{"bus"};
    driver.helper->seats = 20;
    driver.helper->rest_until = w.now + 1h;
    ASSERT_TRUE(w.run(ChangePerson{driver}));
    EXPECT_TRUE(w.ticket(w.open("transport", {{"people", "6"}})).with_coordinator);
    EXPECT_EQ(w.last.notices.back().text, "没有合适的人选；多数人正在休息（2月10日11:00起可以）")
        << "there is such a car, but not now";
}

TEST_F(ChooseTest, OwnOrganisationComesBeforeItsAncestors) {
    add("a", "gd");
    EXPECT_EQ(chosen(), "a");
    EXPECT_NE(why.find("上级组织人员"), std::string::npos);
    add("z", "gz.lw").helper->offers = {TicketId{"7"}, TicketId{"8"}};
    EXPECT_EQ(chosen(), "z") << "within, however busy";
}

TEST_F(ChooseTest, BetterFitWins) {
    struct {
        const char* why;
        std::function<void(ChooseTest&, Person& b)> better;
    } const rows[] = {
        {"known to the family", [](ChooseTest& t, Person& b) { t.known = {b.id}; }},
        {"lives in the district", [](ChooseTest&, Person& b) { b.district = "440103"; }},
        {"of the district", [](ChooseTest&, Person& b) { b.helper->districts = {"440103"}; }},
        {"speaks the language",
         [](ChooseTest& t, Person& b) {
             t.ticket.facts["language"] = "粤语";
             b.helper->languages = {"粤语"};
         }},
        {"takes what is offered", [](ChooseTest& t, Person&) { t.people.front().helper->asked = 9; }},
        {"no reserve", [](ChooseTest& t, Person&) { t.people.front().helper->reserve = true; }},
        {"less to do", [](ChooseTest& t, Person&) { t.people.front().helper->tickets = {TicketId{"7"}}; }},
        {"longer not asked",
         [](ChooseTest& t, Person& b) {
             t.people.front().helper->last_offer = t.now - 1h;
             b.helper->last_offer = t.now - 10h;
         }},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        people.clear();
        known.clear();
        add("a");
        auto& b = add("b");
        ASSERT_EQ(chosen(), "a") << "equal: by id";
        row.better(*this, b);
        EXPECT_EQ(chosen(), "b");
    }
}

TEST_F(ChooseTest, SaysWhyInOneLine) {
    auto& a = add("a");
    a.helper->districts = {"440103"};
    a.helper->tickets = {TicketId{"7"}};
    known = {a.id};
    EXPECT_EQ(chosen(), "a");
    EXPECT_EQ(why, "服务过这户家庭+50、服务荔湾区+15、在手1件（上限3件）+20、尚未派过单+20；没有别的合适人选");
    add("b").helper->reserve = true;
    EXPECT_EQ(chosen(), "a");
    EXPECT_NE(why.find("；下一位少95分"), std::string::npos) << why;
}

}  // namespace
}  // namespace warmline::dispatcher
