#include "dispatcher/incident.hpp"

#include <gmock/gmock.h>

#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class IncidentTest : public ::testing::Test {
protected:
    IncidentTest() {
        w.programme.incident = {.families = 3, .within = 60min};
        w.programme.situation = &w.state.situation.emplace();
    }
    /// A family of its own asks for a ride; at most a facts' worth is known of it.
    TicketId ride(const std::string& family, std::map<std::string, std::string> facts, bool crisis = false) {
        if (!w.state.households.contains(HouseholdId{family})) w.add_family(family, "gz");
        const TicketId id{std::to_string(++number_)};
        OpenTicket open;
        open.id = id;
        open.need = "transport";
        open.crisis = crisis;
        open.requester = PersonId{family + "-person"};
        open.household = HouseholdId{family};
        open.facts = std::move(facts);
        EXPECT_TRUE(w.run(open));
        return id;
    }
    TicketId in_liwan(const std::string& family) { return ride(family, {{"district", "荔湾区"}}); }
    [[nodiscard]] std::vector<Proposal> proposals() const {
        std::vector<Reported> open;
        for (const auto& [id, ticket] : w.state.tickets) open.push_back({&ticket, nullptr, nullptr});
        return propose_incidents(open, w.programme);
    }
    static Incident incident() {
        Incident out;
        out.id = IncidentId{"i1"};
        out.need = "transport";
        out.place.district = "440103";
        out.title = "荔湾区缺车";
        out.words = "正在统一派车";
        out.organisation = OrganisationId{"gd"};
        return out;
    }
    World w;

private:
    int number_ = 500;
};

TEST_F(IncidentTest, AsManyFamiliesAsTheThresholdWithinTheSpanAreProposed) {
    const auto first = in_liwan("a");
    w.wait(30min);
    const auto second = in_liwan("b");
    EXPECT_THAT(proposals(), IsEmpty()) << "two are not many";
    w.wait(29min);
    const auto third = in_liwan("c");
    const auto found = proposals();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].tickets, ElementsAre(first, second, third));
    EXPECT_EQ(found[0].families, 3U);
    EXPECT_EQ(found[0].place.district, "440103");
    EXPECT_EQ(found[0].title, "荔湾区 3 户：transport");
    w.wait(3h);
    in_liwan("d");
    ASSERT_THAT(proposals(), SizeIs(1)) << "what began as many stays so";
    EXPECT_THAT(proposals()[0].tickets, SizeIs(4)) << "with all that came since";
}

TEST_F(IncidentTest, WhatDoesNotCount) {
    in_liwan("a");
    in_liwan("a");
    in_liwan("b");
    EXPECT_THAT(proposals(), IsEmpty()) << "two families, however often they ask";
    ride("c", {{"district", "南山区"}});
    EXPECT_THAT(proposals(), IsEmpty()) << "another district";
    ride("d", {{"district", "荔湾区"}}, true);
    EXPECT_THAT(proposals(), IsEmpty()) << "a crisis is never one of many";
    ride("e", {});
    EXPECT_THAT(proposals(), IsEmpty()) << "nowhere";
    w.wait(61min);
    in_liwan("f");
    EXPECT_THAT(proposals(), IsEmpty()) << "too long after the others";
}

TEST_F(IncidentTest, AHospitalComesBeforeItsDistrictAndNoTicketTwice) {
    for (const auto* family : {"a", "b", "c"}) ride(family, {{"hospital", "市八医院"}, {"district", "荔湾区"}});
    auto found = proposals();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].place, (Place{"广州市第八人民医院", ""}));
    in_liwan("d");
    found = proposals();
    ASSERT_THAT(found, SizeIs(1)) << "one more of the district is not many";
    EXPECT_THAT(found[0].tickets, SizeIs(3));
}

TEST_F(IncidentTest, LinkedTicketsGoOnAndEachRequesterIsToldOnce) {
    const auto a = in_liwan("a"), again = in_liwan("a"), b = in_liwan("b");
    in_liwan("c");
    const auto candidate = w.candidate(a);
    const auto deadlines = to_json(w.ticket(a))["d"];
    ASSERT_TRUE(w.office(OpenIncident{incident()}));
    std::vector<Ticket> wanted{w.ticket(a), w.ticket(again), w.ticket(b)};
    std::vector<std::string> told;
    for (const auto& link : plan_links({}, wanted)) {
        ASSERT_TRUE(w.office(LinkTicket{link.ticket, IncidentId{"i1"}, link.tell}));
        for (const auto& notice : w.last.notices) {
            EXPECT_EQ(notice.kind, NoticeKind::incident);
            EXPECT_EQ(notice.text, "正在统一派车");
            EXPECT_FALSE(notice.urgent) << "quiet hours hold";
            told.push_back(notice.to.value);
        }
    }
    EXPECT_THAT(told, ElementsAre("a-person", "b-person"));
    EXPECT_EQ(w.ticket(a).incident, IncidentId{"i1"});
    EXPECT_EQ(w.candidate(a), candidate);
    EXPECT_EQ(to_json(w.ticket(a))["d"], deadlines) << "no promise moves";
    EXPECT_THAT(proposals(), IsEmpty());
    EXPECT_EQ(w.office(LinkTicket{a, IncidentId{"i1"}, true}).error(), Errc::already_so) << "safe to repeat";
}

TEST_F(IncidentTest, LaterOnesAlikeAreLinkedByThemselves) {
    ASSERT_TRUE(w.office(OpenIncident{incident()}));
    const auto id = in_liwan("a");
    EXPECT_EQ(w.ticket(id).incident, IncidentId{"i1"});
    EXPECT_TRUE(w.told(NoticeKind::incident, "a-person"));
    const auto elsewhere = ride("b", {{"district", "南山区"}});
    EXPECT_TRUE(w.ticket(elsewhere).incident.empty());
    const auto crisis = ride("c", {{"district", "荔湾区"}}, true);
    EXPECT_TRUE(w.ticket(crisis).incident.empty());
    const auto unknown = ride("d", {});
    ASSERT_TRUE(w.run(AmendTicket{unknown, {{"district", "荔湾区"}}, "我们在荔湾"}));
    EXPECT_EQ(w.ticket(unknown).incident, IncidentId{"i1"}) << "once it is known where";
}

TEST_F(IncidentTest, OneThatWasTakenOutStaysOut) {
    ASSERT_TRUE(w.office(OpenIncident{incident()}));
    const auto id = in_liwan("a");
    EXPECT_EQ(w.office(UnlinkTicket{id, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.office(UnlinkTicket{id, "要轮椅车"}));
    EXPECT_TRUE(w.ticket(id).incident.empty());
    ASSERT_TRUE(w.run(AmendTicket{id, {}, "快一点"}));
    EXPECT_TRUE(w.ticket(id).incident.empty());
    ASSERT_TRUE(w.office(LinkTicket{id, IncidentId{"i1"}, false}));
    EXPECT_EQ(w.ticket(id).incident, IncidentId{"i1"}) << "the office may";
}

TEST_F(IncidentTest, WhatIsRefused) {
    const auto id = in_liwan("a");
    auto nowhere = incident();
    nowhere.place = {};
    EXPECT_EQ(w.office(OpenIncident{nowhere}).error(), Errc::value_out_of_range);
    nowhere.place.district = "999999";
    EXPECT_EQ(w.office(OpenIncident{nowhere}).error(), Errc::value_out_of_range);
    EXPECT_EQ(w.as("husband", OpenIncident{incident()}).error(), Errc::not_yours);
    EXPECT_EQ(w.office(LinkTicket{id, IncidentId{"i1"}, true}).error(), Errc::incident_unknown);
    ASSERT_TRUE(w.office(OpenIncident{incident()}));
    auto same = incident();
    same.id = IncidentId{"i2"};
    EXPECT_EQ(w.office(OpenIncident{same}).error(), Errc::already_so);
    const auto other = w.open("living.eldercare", {{"district", "荔湾区"}});
    EXPECT_EQ(w.office(LinkTicket{other, IncidentId{"i1"}, true}).error(), Errc::not_alike);
    const auto crisis = ride("b", {}, true);
    EXPECT_EQ(w.office(LinkTicket{crisis, IncidentId{"i1"}, true}).error(), Errc::crisis_protected);
    EXPECT_EQ(w.office(CloseIncident{IncidentId{"i1"}, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.office(CloseIncident{IncidentId{"i1"}, "车到了"}));
    EXPECT_EQ(w.office(CloseIncident{IncidentId{"i1"}, "车到了"}).error(), Errc::incident_unknown);
    const auto later = in_liwan("c");
    EXPECT_TRUE(w.ticket(later).incident.empty()) << "a closed incident takes no more";
}

TEST_F(IncidentTest, TheSituationIsTheFoldOfItsEventsAndKeepsItsStoredForm) {
    ASSERT_TRUE(w.office(SwitchSurge{true, "今晚电话打不进来"}));
    ASSERT_TRUE(w.office(OpenIncident{incident()}));
    State again;
    for (const auto& event : w.log) apply(again, event_from(to_json(event)));
    ASSERT_TRUE(again.situation);
    EXPECT_EQ(to_json(*again.situation), to_json(*w.state.situation));
    EXPECT_EQ(to_json(situation_from(to_json(*again.situation))), to_json(*w.state.situation));
    EXPECT_EQ(again.situation->surge->reason, "今晚电话打不进来");
    EXPECT_EQ(again.situation->incidents.front().words, "正在统一派车");
    ASSERT_TRUE(w.office(SwitchSurge{false, "平稳了"}));
    EXPECT_FALSE(w.state.situation->surge);
    EXPECT_THAT(w.state.situation->incidents, SizeIs(1));
}

}  // namespace
}  // namespace warmline::dispatcher
