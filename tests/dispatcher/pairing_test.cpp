#include "dispatcher/pairing.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

Person officer(const std::string& id, const std::string& organisation) {
    auto person = helper(id, organisation, {});
    person.roles = {Role::partner};
    return person;
}

/// A household in 荔湾 of 广州, whose nurse works at 八院 and whose grandmother speaks 粤语.
Household family() {
    Household home;
    home.id = HouseholdId{"new"};
    home.organisation = OrganisationId{"gz"};
    home.hospital = "八院";
    home.district = "荔湾区";
    home.language = "粤语";
    home.members = {PersonId{"nurse"}};
    return home;
}

std::string chosen(const std::vector<Person>& people, const Programme& programme, const Household& home = family()) {
    std::vector<const Person*> all;
    for (const auto& person : people) all.push_back(&person);
    const auto choice = choose_partner(programme, home, all, at(monday, 10h));
    return choice ? choice->person.value : "";
}

TEST(ChoosePartner, ComparesWhatSpeaksForEach) {
    const auto programme = small_programme();
    const auto plain = officer("a", "gz");
    const auto with = [&](auto change) {
        auto person = officer("b", "gz");
        change(person);
        return person;
    };
    struct {
        const char* why;
        Person other;
        const char* expected;
    } const rows[] = {
        {"equal: by id", with([](Person&) {}), "a"},
        {"the same hospital, by another name", with([](Person& p) { p.hospital = "广州市第八人民医院"; }), "b"},
        {"lives in the district", with([](Person& p) { p.district = "荔湾"; }), "b"},
        {"serves the district by name", with([](Person& p) { p.helper->districts = {"440103"}; }), "b"},
        {"serves another district", with([](Person& p) { p.helper->districts = {"440305"}; }), "a"},
        {"speaks the language", with([](Person& p) { p.helper->languages = {"粤语"}; }), "b"},
        {"of the organisation above, however well it fits", with([](Person& p) {
             p.organisation = OrganisationId{"gd"};
             p.hospital = "八院";
         }),
         "a"},
        {"of another city", with([](Person& p) { p.organisation = OrganisationId{"sz"}; }), "a"},
        {"no officer", with([](Person& p) {
             p.roles = {Role::volunteer};
             p.hospital = "八院";
         }),
         "a"},
        {"resting", with([](Person& p) {
             p.hospital = "八院";
             p.helper->rest_until = at(monday, 12h);
         }),
         "a"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(chosen({plain, row.other}, programme), row.expected);
        EXPECT_EQ(chosen({row.other, plain}, programme), row.expected) << "whatever the order";
    }
    auto busy = plain;
    busy.helper->tickets = {TicketId{"1"}, TicketId{"2"}};
    EXPECT_EQ(chosen({busy, officer("b", "gz")}, programme), "b") << "who carries less";
}

TEST(ChoosePartner, OneOfficerHasOneFamilyUnlessTheProgrammeSaysMore) {
    auto programme = small_programme();
    auto taken = officer("a", "gz");
    taken.hospital = "八院";
    taken.families = {HouseholdId{"home"}};
    EXPECT_EQ(chosen({taken}, programme), "");
    programme.families_per_partner = 2;
    EXPECT_EQ(chosen({taken}, programme), "a");
    EXPECT_EQ(chosen({taken, officer("b", "gz")}, programme), "a") << "hospital +20 against half of the room, +15";
    auto member = officer("nurse", "gz");
    EXPECT_EQ(chosen({member}, programme), "") << "nobody of the family itself";
}

TEST(ChoosePartner, SaysWhy) {
    const auto programme = small_programme();
    auto best = officer("a", "gz");
    best.hospital = "八院";
    best.helper->languages = {"粤语"};
    const auto next = officer("b", "gz");
    const std::vector<const Person*> both{&next, &best};
    EXPECT_EQ(choose_partner(programme, family(), both, at(monday, 10h))->why,
              "广州团市委、同一家医院+20、会粤语+10、结对0户（上限1户）+30、在手0件+30；下一位少30分");
}

TEST(ChangeHousehold, IsPairedAtOnceAndBothSidesHearOfItOnce) {
    World w;
    w.add_family("new", "gz");
    ASSERT_TRUE(w.home("new").pair);
    EXPECT_EQ(w.home("new").pair->partner.value, "backup") << "partner has a family already";
    EXPECT_EQ(w.person("backup").families, std::vector{HouseholdId{"new"}});
    EXPECT_EQ(w.heard("new-person"), std::vector{NoticeKind::paired_family});
    EXPECT_EQ(w.heard("backup"), std::vector{NoticeKind::paired_partner});
    ASSERT_EQ(w.home("new").history.size(), 1U);
    EXPECT_NE(w.home("new").history.front().text.find("结对0户"), std::string::npos) << "why this officer";
    auto changed = w.home("new");
    changed.district = "荔湾区";
    changed.pair.reset();
    ASSERT_TRUE(w.run(ChangeHousehold{changed}));
    EXPECT_EQ(w.home("new").pair->partner.value, "backup") << "a change of the address says nothing of the pair";
    EXPECT_EQ(w.home("new").history.size(), 1U);
    EXPECT_TRUE(w.last.notices.empty());
}

TEST(ChangeHousehold, WaitsWhereNobodyFitsAndIsPairedWhenSomebodyComes) {
    World w;
    w.add_family("first", "gz");
    w.add_family("second", "gz");
    ASSERT_TRUE(w.home("second").waits);
    EXPECT_EQ(w.home("second").waits->why, "没有还能结对的人");
    EXPECT_TRUE(w.last.notices.empty()) << "coordinators see it on their page";
    ASSERT_TRUE(w.run(PairHousehold{HouseholdId{"second"}}));
    EXPECT_TRUE(w.last.events.empty()) << "nothing is new";
    w.add_officer("officer-2", "gz.lw");
    ASSERT_TRUE(w.run(PairHousehold{HouseholdId{"second"}}));
    EXPECT_EQ(w.home("second").pair->partner.value, "officer-2");
    EXPECT_FALSE(w.home("second").waits);
    EXPECT_TRUE(w.told(NoticeKind::paired_family, "second-person"));
    EXPECT_EQ(w.as("second-person", PairHousehold{HouseholdId{"second"}}).error(), Errc::not_yours);
}

TEST(ChangeHousehold, WaitsUntilTheOrganisationIsKnown) {
    World w;
    w.add_family("new", "");
    ASSERT_TRUE(w.home("new").waits);
    EXPECT_EQ(w.home("new").waits->why, "还不清楚由哪个组织负责");
    const auto since = w.home("new").waits->since;
    w.now += 1h;
    auto known = w.home("new");
    known.organisation = OrganisationId{"sz"};
    ASSERT_TRUE(w.run(ChangeHousehold{known}));
    EXPECT_EQ(w.home("new").waits->why, "没有还能结对的人");
    EXPECT_EQ(w.home("new").waits->since, since);
    known.organisation = OrganisationId{"gz"};
    ASSERT_TRUE(w.run(ChangeHousehold{known}));
    EXPECT_TRUE(w.home("new").pair);
}

TEST(ChangeHousehold, OurOwnPeopleGetNoPartner) {
    World w;
    Person liaison;
    liaison.id = PersonId{"liaison"};
    liaison.roles = {Role::requester, Role::liaison};
    ASSERT_TRUE(w.run(ChangePerson{liaison}));
    Household home;
    home.id = HouseholdId{"own"};
    home.organisation = OrganisationId{"gz"};
    home.members = {liaison.id};
    ASSERT_TRUE(w.run(ChangeHousehold{home}));
    EXPECT_FALSE(w.home("own").pair);
    EXPECT_FALSE(w.home("own").waits);
}

TEST(JudgePartners, ShowsTheOthersWithWhatStandsAgainstThem) {
    World w;
    w.add_officer("far", "sz");
    const auto judged = judge_partners(w.state, w.programme, w.home(), w.now, 10);
    ASSERT_EQ(judged.size(), 2U) << "not the present partner";
    EXPECT_EQ(judged[0].person.value, "backup");
    EXPECT_TRUE(judged[0].suitable);
    EXPECT_FALSE(judged[1].suitable);
    EXPECT_EQ(judged[1].why, "属于其他组织");
}

TEST(EndPair, SaysFarewellAndPlacesWhatIsOpen) {
    World w;
    const auto carried = w.open("living.eldercare");
    const auto offered = w.open("funds.relief");
    ASSERT_TRUE(w.as("partner", AcceptOffer{carried, PersonId{"partner"}}));
    const HouseholdId home{"home"};
    EXPECT_EQ(w.as("partner", EndPair{home, "回家了"}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(EndPair{home, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.office(EndPair{home, "医护已平安回家"}));
    EXPECT_FALSE(w.home().pair);
    EXPECT_TRUE(w.person("partner").families.empty());
    EXPECT_TRUE(w.told(NoticeKind::pair_ended_family, "husband"));
    EXPECT_TRUE(w.told(NoticeKind::pair_ended_partner, "partner"));
    EXPECT_EQ(w.candidate(carried), "carer-1") << "placed anew";
    EXPECT_FALSE(w.ticket(carried).assignee);
    EXPECT_FALSE(w.ticket(carried).owner);
    EXPECT_TRUE(w.ticket(offered).with_coordinator) << "nobody else takes on funds";
    ASSERT_TRUE(w.run(ChangeHousehold{w.home()}));
    EXPECT_FALSE(w.home().pair || w.home().waits) << "it stays ended";
    EXPECT_EQ(w.office(EndPair{home, "再来"}).error(), Errc::pair_missing);
}

TEST(EndPair, ClosesWhatIsOpenIfToldSoButNeverACrisis) {
    World w;
    const auto normal = w.open("living.eldercare");
    const auto crisis = w.open("psych.crisis", {}, true);
    ASSERT_TRUE(w.office(EndPair{HouseholdId{"home"}, "医护已平安回家", OpenWork::close}));
    EXPECT_EQ(w.ticket(normal).state, TicketState::closed);
    EXPECT_FALSE(is_over(w.ticket(crisis).state));
}

TEST(LinkPerson, BringsOwnRequestsAndFreesThePartnerOfTheOldHome) {
    World w;
    w.add_family("double", "gz");
    OpenTicket open;
    open.id = TicketId{"777"};
    open.need = "living.eldercare";
    open.requester = PersonId{"double-person"};
    ASSERT_TRUE(w.as("double-person", open));
    ASSERT_EQ(w.ticket(open.id).owner.value, "backup");
    const LinkPerson link{PersonId{"double-person"}, HouseholdId{"home"}};
    EXPECT_EQ(w.as("double-person", link).error(), Errc::not_yours);
    ASSERT_TRUE(w.office(link));
    EXPECT_EQ(w.person("double-person").household.value, "home");
    EXPECT_EQ(w.home().members.size(), 2U);
    EXPECT_TRUE(w.home("double").members.empty());
    EXPECT_FALSE(w.home("double").pair);
    EXPECT_TRUE(w.person("backup").families.empty());
    EXPECT_EQ(w.ticket(open.id).household.value, "home");
    EXPECT_EQ(w.ticket(open.id).owner.value, "partner");
    EXPECT_EQ(w.home().open_tickets, std::vector{open.id});
    EXPECT_TRUE(w.home("double").open_tickets.empty());
    EXPECT_TRUE(w.told(NoticeKind::linked_person, "double-person"));
    EXPECT_TRUE(w.told(NoticeKind::linked_partner, "partner"));
    EXPECT_EQ(w.office(LinkPerson{PersonId{"double-person"}, HouseholdId{"none"}}).error(), Errc::household_unknown);
}

}  // namespace
}  // namespace warmline::dispatcher
