#include "dispatcher/party.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

const OrganisationId gd{"gd"}, gz{"gz"}, sz{"sz"}, district{"gz.lw"};

/// Eldercare is led by Guangzhou, Shenzhen and the district of Liwan cooperate; tutoring is each for itself.
class Parties : public ::testing::Test {
protected:
    Parties() {
        auto& led = service("living.eldercare");
        led.mode = Mode::lead;
        led.responsible = gz;
        led.cooperating = {sz, district};
        auto& each = service("education.tutoring");
        each.mode = Mode::each;
        each.responsible = gd;
        each.cooperating = {gz, sz};
        add_coordinator("coordinator-sz", sz);
        add_coordinator("coordinator-lw", district);
    }
    Service& service(const Code& need) { return *std::ranges::find(w.programme.services, need, &Service::need); }
    void add_coordinator(const std::string& id, const OrganisationId& organisation) {
        Person p;
        p.id = PersonId{id};
        p.organisation = organisation;
        p.roles = {Role::coordinator};
        w.run(ChangePerson{p}).value();
    }
    Result<void> as(const OrganisationId& organisation, const Command& command) {
        return w.run(command, {ActorKind::coordinator, PersonId{"account"}, organisation});
    }
    const Party& part(const TicketId& id, const OrganisationId& organisation) const {
        return *std::ranges::find(w.ticket(id).parties, organisation, &Party::organisation);
    }
    TicketId accepted() {
        const auto id = w.open("living.eldercare");
        w.as("partner", AcceptOffer{id, PersonId{"partner"}}).value();
        return id;
    }

    World w;
};

TEST_F(Parties, AreNamedAndAskedWhenATicketIsOpened) {
    const auto id = w.open("living.eldercare");
    const auto& parties = w.ticket(id).parties;
    ASSERT_EQ(parties.size(), 3U);
    EXPECT_EQ(parties[0].organisation, gz);
    EXPECT_EQ(parties[0].right, Right::lead);
    EXPECT_EQ(part(id, sz).right, Right::cooperating);
    EXPECT_EQ(part(id, sz).due, at(monday, 10h) + 3 * 24h) << "half of five working days, the lead keeps the rest";
    EXPECT_TRUE(w.told(NoticeKind::part_asked, "coordinator-sz"));
    EXPECT_TRUE(w.told(NoticeKind::part_asked, "coordinator-lw"));
    EXPECT_FALSE(w.told(NoticeKind::part_asked, "coordinator-gz")) << "it leads";
    EXPECT_EQ(w.candidate(id), "partner") << "and the family's partner is asked as ever";
}

TEST_F(Parties, HaveTheServicesOwnTimeIfItSaysOne) {
    service("living.eldercare").part = Allowance{8h, 0};
    const auto id = w.open("living.eldercare");
    EXPECT_EQ(part(id, sz).due, w.now + 8h);
}

TEST_F(Parties, OfALedServiceIncludeTheHospitalsOwn) {
    w.programme.hospitals[1].cooperating = {gd};
    const auto id = w.open("living.eldercare", {{"hospital", "八院"}});
    EXPECT_EQ(part(id, gd).right, Right::cooperating);
}

TEST_F(Parties, GoToTheResponsibleOneBelowWhomRoutingFinds) {
    struct {
        const char* why;
        Mode mode;
        const char *hospital, *responsible, *answers;
    } const rows[] = {
        {"below the province", Mode::lead, "省医", "gz", "gz"},
        {"alone", Mode::sole, "省医", "sz", "sz"},
        {"the city itself", Mode::lead, "八院", "gz", "gz"},
        {"not below the city: the city leads", Mode::lead, "八院", "sz", "gz"},
        {"not shared", Mode::routed, "省医", "sz", "gd"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto& shared = service("living.eldercare");
        shared.mode = row.mode;
        shared.responsible = OrganisationId{row.responsible};
        shared.cooperating = {};
        const auto id = w.open("living.eldercare", {{"hospital", row.hospital}});
        EXPECT_EQ(w.ticket(id).organisation.value, row.answers);
        EXPECT_EQ(w.ticket(id).parties.size(), row.mode == Mode::routed ? 0U : 1U);
    }
}

TEST_F(Parties, MayDoWhatTheirRightSays) {
    const auto led = accepted();
    EXPECT_EQ(right_of(w.ticket(led), gz, w.programme), Right::lead);
    EXPECT_EQ(right_of(w.ticket(led), gd, w.programme), Right::lead) << "stands above the lead";
    EXPECT_EQ(right_of(w.ticket(led), sz, w.programme), Right::cooperating);
    EXPECT_EQ(right_of(w.ticket(led), {}, w.programme), Right::lead) << "the system";
    EXPECT_EQ(as(sz, MoveTicket{led, TicketState::cancelled, "不办了", {}, {}}).error(), Errc::part_only);
    EXPECT_EQ(as(sz, Reassign{led, PersonId{"carer-1"}, "换人"}).error(), Errc::part_only);
    EXPECT_EQ(as(sz, CompleteTicket{led, PersonId{"partner"}, "好了"}).error(), Errc::part_only);
    EXPECT_EQ(as(sz, ReportPart{led, district, "好了"}).error(), Errc::part_only) << "another's part";
    EXPECT_TRUE(as(sz, AddNote{led, "已联系街道"}));
    EXPECT_TRUE(as(gz, ReportPart{led, district, "代报"})) << "the lead may do everything";

    const auto alone = w.open("transport");
    EXPECT_EQ(right_of(w.ticket(alone), sz, w.programme), Right::none);
    EXPECT_EQ(as(sz, MoveTicket{alone, TicketState::cancelled, "不办了", {}, {}}).error(), Errc::part_only);

    const auto each = w.open("education.tutoring");
    EXPECT_EQ(w.ticket(each).organisation, gz) << "routed to the city";
    EXPECT_EQ(right_of(w.ticket(each), sz, w.programme), Right::each);
    EXPECT_TRUE(as(sz, ReportPart{each, sz, "本市已办"}));
    EXPECT_EQ(as(sz, Reassign{each, PersonId{"tutor-1"}, "换人"}).error(), Errc::part_only);
}

TEST_F(Parties, WhenAllAreDoneTheLeadIsAskedToComplete) {
    const auto id = accepted();
    EXPECT_EQ(as(sz, ReportPart{id, sz, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(as(sz, ReportPart{id, gd, "好了"}).error(), Errc::part_unknown);
    ASSERT_TRUE(as(sz, ReportPart{id, sz, "药送到了"}));
    EXPECT_EQ(part(id, sz).done, w.now);
    EXPECT_EQ(part(id, sz).note, "药送到了");
    EXPECT_FALSE(w.told(NoticeKind::parts_done, "partner"));
    EXPECT_EQ(as(sz, ReportPart{id, sz, "再报"}).error(), Errc::part_unknown) << "done already";
    ASSERT_TRUE(as(district, ReportPart{id, district, "上门看过了"}));
    EXPECT_TRUE(w.told(NoticeKind::parts_done, "partner"));
    EXPECT_TRUE(w.told(NoticeKind::parts_done, "coordinator-gz"));
    EXPECT_EQ(w.ticket(id).state, TicketState::accepted) << "nobody but the lead completes it";
}

TEST_F(Parties, MissedPartsAreToldFirstToThemThenToTheLead) {
    const auto id = accepted();
    const auto due = part(id, sz).due;
    ASSERT_TRUE(as(district, ReportPart{id, district, "好了"}));
    w.wait(due - w.now - 1min);
    EXPECT_FALSE(part(id, sz).missed);
    w.wait(1min);
    EXPECT_EQ(part(id, sz).missed, due);
    EXPECT_FALSE(part(id, sz).lead_told);
    EXPECT_TRUE(w.told(NoticeKind::part_missed, "coordinator-sz"));
    EXPECT_FALSE(w.told(NoticeKind::part_missed, "coordinator-gz"));
    w.now = due + (due - part(id, sz).asked) / 2 + 12h;  // beyond the quiet hours
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_TRUE(part(id, sz).lead_told);
    EXPECT_TRUE(w.told(NoticeKind::part_missed, "coordinator-gz"));
    EXPECT_FALSE(part(id, district).missed) << "done in time";
    ASSERT_TRUE(w.run(Tick{id}));
    EXPECT_TRUE(w.last.events.empty()) << "told once";
}

TEST_F(Parties, DoNotTickWhileTheTicketWaits) {
    const auto id = accepted();
    const auto due = part(id, sz).due;
    w.office(MoveTicket{id, TicketState::waiting, "等家属回家", {}, w.now + 48h}).value();
    w.now += 24h;
    w.office(MoveTicket{id, TicketState::in_progress, "回来了", {}, {}}).value();
    EXPECT_EQ(part(id, sz).due, due + 24h);
}

TEST_F(Parties, AskToBeLetGoAndTheLeadDecides) {
    const auto id = accepted();
    EXPECT_EQ(as(sz, ReturnPart{id, sz, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(as(sz, ReturnPart{id, district, "不是我们"}).error(), Errc::part_only);
    ASSERT_TRUE(as(sz, ReturnPart{id, sz, "不在本市"}));
    EXPECT_TRUE(part(id, sz).asks_return);
    EXPECT_TRUE(w.told(NoticeKind::part_return_asked, "coordinator-gz"));
    ASSERT_TRUE(as(gz, ReturnPart{id, sz, "同意"}));
    EXPECT_EQ(w.ticket(id).parties.size(), 2U);
    EXPECT_TRUE(w.told(NoticeKind::part_released, "coordinator-sz"));
    EXPECT_EQ(as(sz, ReportPart{id, sz, "好了"}).error(), Errc::part_unknown);
}

TEST_F(Parties, StartAgainWhenItWasNotSolved) {
    const auto id = accepted();
    ASSERT_TRUE(as(sz, ReportPart{id, sz, "好了"}));
    ASSERT_TRUE(w.as("partner", CompleteTicket{id, PersonId{"partner"}, "好了"}));
    w.now += 1h;
    ASSERT_TRUE(w.as("husband", RateTicket{id, false, 1, "没有"}));
    EXPECT_FALSE(part(id, sz).done);
    EXPECT_EQ(part(id, sz).asked, w.now);
    EXPECT_TRUE(w.told(NoticeKind::part_asked, "coordinator-sz"));
}

TEST_F(Parties, ChangeWithTheKindOfTheTicket) {
    const auto id = accepted();
    ASSERT_TRUE(as(sz, ReportPart{id, sz, "好了"}));
    ASSERT_TRUE(w.office(ReclassifyTicket{id, "transport", {}, "其实是用车"}));
    EXPECT_TRUE(w.ticket(id).parties.empty());
    ASSERT_TRUE(w.office(ReclassifyTicket{id, "education.tutoring", {}, "其实是辅导"}));
    EXPECT_EQ(part(id, sz).right, Right::each);
    EXPECT_FALSE(part(id, sz).done) << "another kind, another part";
}

TEST_F(Parties, HaveNoPlaceInACrisis) {
    const auto id = w.open("living.eldercare", {}, true);
    EXPECT_TRUE(w.ticket(id).parties.empty());
}

TEST_F(Parties, AreLedByWhoAnswersAfterAReturn) {
    const auto id = accepted();
    ASSERT_TRUE(as(gz, MoveTicket{id, TicketState::returned, "请省里牵头", {}, {}}));
    EXPECT_EQ(w.ticket(id).parties.front().organisation, gd);
    EXPECT_EQ(right_of(w.ticket(id), gz, w.programme), Right::cooperating) << "only by the district below it";
}

TEST(Area, ADistrictThatIsNotServedGoesToACoordinator) {
    struct {
        const char* why;
        std::map<std::string, std::string> facts;
        bool served;
    } const rows[] = {
        {"served", {{"district", "荔湾"}}, true},
        {"not served", {{"district", "南山"}}, false},
        {"not known", {}, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        World w;
        w.programme.area = {"440103"};
        const auto id = w.open("living.eldercare", row.facts);
        EXPECT_EQ(w.ticket(id).with_coordinator, !row.served);
        w.programme.area.insert("440305");
        EXPECT_FALSE(w.ticket(w.open("living.eldercare", row.facts)).with_coordinator) << "extended";
    }
}

class Ruling : public ::testing::Test {
protected:
    Ruling() {
        id = w.open("living.eldercare");
        for (int i = 0; i <= w.programme.bounce_max; ++i) {
            if (i > 0) w.office(Reassign{id, PersonId{"carer-1"}, "请再看看"}).value();
            w.office(send_back()).value();
        }
    }
    [[nodiscard]] MoveTicket send_back() const { return {id, TicketState::returned, "不归我们", {}, {}}; }
    Result<void> as(const OrganisationId& organisation, const Command& command) {
        return w.run(command, {ActorKind::coordinator, PersonId{"account"}, organisation});
    }
    World w;
    TicketId id;
};

TEST_F(Ruling, IsAskedOfTheRootAfterTooManyReturns) {
    EXPECT_TRUE(ruling_due(w.ticket(id), w.programme));
    EXPECT_EQ(w.ticket(id).organisation, gd);
    EXPECT_TRUE(w.ticket(id).with_coordinator);
    EXPECT_TRUE(w.told(NoticeKind::ruling_asked, "coordinator-gd"));
    EXPECT_FALSE(w.told(NoticeKind::ruling_asked, "coordinator-gz"));
    EXPECT_EQ(w.office(send_back()).error(), Errc::bounce_limit) << "first the ruling";
}

TEST_F(Ruling, NamesWhoDoesItForGood) {
    EXPECT_EQ(as(gz, RuleTicket{id, sz, "归深圳"}).error(), Errc::part_only) << "only the root";
    EXPECT_EQ(as(gd, RuleTicket{id, sz, ""}).error(), Errc::reason_missing);
    EXPECT_EQ(as(gd, RuleTicket{id, OrganisationId{"nowhere"}, "归它"}).error(), Errc::value_out_of_range);
    ASSERT_TRUE(as(gd, RuleTicket{id, gz, "家在广州"}));
    EXPECT_EQ(w.ticket(id).organisation, gz);
    EXPECT_TRUE(w.ticket(id).ruled);
    EXPECT_FALSE(ruling_due(w.ticket(id), w.programme));
    EXPECT_TRUE(w.told(NoticeKind::ruled, "coordinator-gz"));
    EXPECT_EQ(w.candidate(id), "partner") << "somebody is asked at once";
    EXPECT_EQ(w.office(send_back()).error(), Errc::ruled_already);
    EXPECT_EQ(as(gd, RuleTicket{id, sz, "改判"}).error(), Errc::illegal_move);
}

TEST_F(Ruling, IsNotDueBefore) {
    const auto other = w.open("living.eldercare");
    EXPECT_EQ(as(gd, RuleTicket{other, sz, "归深圳"}).error(), Errc::illegal_move);
}

}  // namespace
}  // namespace warmline::dispatcher
