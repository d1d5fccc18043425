#include "dispatcher/group.hpp"

#include <gmock/gmock.h>

#include "dispatcher/json.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string eighth = "广州市第八人民医院", provincial = "省人民医院";

class GroupTest : public ::testing::Test {
protected:
    GroupTest() {
        w.programme.situation = &w.state.situation.emplace();
        Service service;
        service.need = service.name = "psych.group";
        service.executor = Executor::pool;
        service.licences = {"psychology"};
        service.remote = true;
        service.group = true;
        w.programme.services.push_back(service);
        for (const auto* id : {"expert-1", "expert-2", "expert-3"}) teach(id);
    }
    void teach(const std::string& id) {
        auto expert = w.person(id);
        expert.helper->needs.insert("psych.group");
        EXPECT_TRUE(w.run(ChangePerson{expert}));
    }
    TicketId ask(const std::string& hospital, const std::string& words = "想要一个心理支持群") {
        OpenTicket open;
        open.id = TicketId{std::to_string(++number_)};
        open.need = "psych.group";
        open.requester = PersonId{"stranger"};
        open.summary = words;
        if (!hospital.empty()) open.facts["hospital"] = hospital;
        EXPECT_TRUE(w.as("stranger", open));
        return open.id;
    }
    static SupportGroup group(std::vector<std::string> experts = {"expert-2"}, const std::string& team = {}) {
        SupportGroup out;
        out.id = GroupId{"g1"};
        out.need = "psych.group";
        out.hospital = eighth;
        out.team = team;
        out.name = "八院心理支持群";
        out.leader = "李领队";
        out.join = "找李领队要群二维码";
        for (auto& id : experts) out.experts.emplace_back(id);
        return out;
    }
    [[nodiscard]] std::vector<GroupProposal> proposals() const {
        std::vector<Reported> open;
        for (const auto& [id, ticket] : w.state.tickets) open.push_back({&ticket, nullptr, nullptr});
        return propose_groups(open, w.programme);
    }
    [[nodiscard]] const std::vector<SupportGroup>& groups() const { return w.state.situation->groups; }
    World w;

private:
    int number_ = 500;
};

TEST_F(GroupTest, WhereThereIsNoneARequestGoesItsWayAndAGroupIsProposed) {
    const auto id = ask("八院"), other = ask("八院"), elsewhere = ask("省医");
    EXPECT_FALSE(w.candidate(id).empty()) << "an expert is asked as today";
    EXPECT_FALSE(w.told(NoticeKind::support_group, "stranger"));
    const auto found = proposals();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].hospital, eighth);
    EXPECT_THAT(found[0].tickets, ElementsAre(id, other));
    EXPECT_THAT(found[1].tickets, ElementsAre(elsewhere));
    ask("");
    EXPECT_THAT(proposals(), SizeIs(2)) << "a hospital that is not known is a coordinator's to find";
}

TEST_F(GroupTest, WhoAsksWhereThereIsOneHearsOfItAndItsExpertIsAskedFirst) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    EXPECT_EQ(groups().front().organisation, OrganisationId{"gz"}) << "who answers for its staff";
    EXPECT_EQ(groups().front().opened, w.now);
    const auto id = ask("八院");
    ASSERT_TRUE(w.told(NoticeKind::support_group, "stranger"));
    const auto notice = std::ranges::find(w.last.notices, NoticeKind::support_group, &Notice::kind);
    EXPECT_EQ(notice->text, "找李领队要群二维码");
    EXPECT_EQ(notice->about, PersonId{"expert-2"});
    EXPECT_FALSE(notice->urgent);
    EXPECT_EQ(w.ticket(id).group, GroupId{"g1"});
    EXPECT_EQ(w.candidate(id), "expert-2");
    EXPECT_THAT(proposals(), IsEmpty()) << "no second one is proposed";
    const auto elsewhere = ask("省医");
    EXPECT_TRUE(w.ticket(elsewhere).group.empty());
}

TEST_F(GroupTest, TheSecondExpertComesAfterTheFirstAndOthersAfterBoth) {
    ASSERT_TRUE(w.office(OpenGroup{group({"expert-3", "expert-2"})}));
    const auto id = ask("八院");
    EXPECT_EQ(w.candidate(id), "expert-3");
    ASSERT_TRUE(w.as("expert-3", DeclineOffer{id, PersonId{"expert-3"}, "值班"}));
    EXPECT_EQ(w.candidate(id), "expert-2");
    ASSERT_TRUE(w.as("expert-2", DeclineOffer{id, PersonId{"expert-2"}, "值班"}));
    EXPECT_EQ(w.candidate(id), "expert-1");
}

TEST_F(GroupTest, AnExpertWhoseLicenceIsGoneIsNotAsked) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    auto expert = w.person("expert-2");
    expert.helper->expiry["psychology"] = w.now - 1h;
    ASSERT_TRUE(w.run(ChangePerson{expert}));
    EXPECT_FALSE(may_lead(expert, *w.programme.service("psych.group"), w.now)) << "and is shown as gone";
    const auto id = ask("八院");
    EXPECT_NE(w.candidate(id), "expert-2");
    EXPECT_FALSE(w.candidate(id).empty());
}

TEST_F(GroupTest, ThereIsNeverASecondOneForTheSamePeople) {
    struct {
        const char *why, *first, *second;
        bool refused;
    } const rows[] = {
        {"the whole hospital twice", "", "", true},
        {"a team of a hospital that has one", "", "急诊科", true},
        {"the whole hospital beside a team", "急诊科", "", true},
        {"the same team twice", "急诊科", "急诊科", true},
        {"another team", "急诊科", "ICU", false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        w.state.situation->groups.clear();
        ASSERT_TRUE(w.office(OpenGroup{group({"expert-1"}, row.first)}));
        auto second = group({"expert-2"}, row.second);
        second.id = GroupId{"g2"};
        const auto done = w.office(OpenGroup{second});
        EXPECT_EQ(!done, row.refused);
        if (!done) {
            EXPECT_EQ(done.error(), Errc::group_exists);
        }
        second.hospital = provincial;
        second.id = GroupId{"g3"};
        EXPECT_TRUE(w.office(OpenGroup{second})) << "another hospital may";
    }
}

TEST_F(GroupTest, AGroupOfATeamIsForThoseWhoNameIt) {
    ASSERT_TRUE(w.office(OpenGroup{group({"expert-1"}, "急诊科")}));
    EXPECT_TRUE(w.ticket(ask("八院", "我们急诊科想要一个心理支持群")).group);
    const auto other = ask("八院", "我们呼吸科想要一个心理支持群");
    EXPECT_FALSE(w.ticket(other).group);
    ASSERT_THAT(proposals(), SizeIs(1));
    EXPECT_THAT(proposals()[0].teams, ElementsAre("急诊科"));
    EXPECT_THAT(proposals()[0].tickets, ElementsAre(other));
}

TEST_F(GroupTest, RequestsThatWaitedAreReferredWhenItIsOpened) {
    for (const auto* id : {"expert-1", "expert-2", "expert-3"}) ASSERT_TRUE(w.as(id, Rest{PersonId{id}, w.now + 24h}));
    const auto id = ask("八院");
    ASSERT_TRUE(w.ticket(id).with_coordinator);
    ASSERT_TRUE(w.as("expert-2", Rest{PersonId{"expert-2"}, std::nullopt}));
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    ASSERT_TRUE(w.office(ReferToGroup{id, GroupId{"g1"}}));
    EXPECT_TRUE(w.told(NoticeKind::support_group, "stranger"));
    EXPECT_EQ(w.candidate(id), "expert-2");
    EXPECT_EQ(w.office(ReferToGroup{id, GroupId{"g1"}}).error(), Errc::already_so) << "told once";
    EXPECT_EQ(w.office(ReferToGroup{ask("省医"), GroupId{"g1"}}).error(), Errc::group_unknown) << "not its hospital";
}

TEST_F(GroupTest, OnceTheHospitalIsKnownTheRequesterHears) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    const auto id = ask("");
    ASSERT_FALSE(w.ticket(id).group);
    ASSERT_TRUE(w.run(AmendTicket{id, {{"hospital", "八院"}}, "我是八院的"}));
    EXPECT_TRUE(w.ticket(id).group);
    EXPECT_TRUE(w.told(NoticeKind::support_group, "stranger"));
    ASSERT_TRUE(w.run(AmendTicket{id, {}, "大概二十人"}));
    EXPECT_FALSE(w.told(NoticeKind::support_group, "stranger")) << "once";
}

TEST_F(GroupTest, WhatIsReadAsAnotherNeedIsReferredWhenItIsCorrected) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    OpenTicket open;
    open.id = TicketId{"900"};
    open.need = "psych.counsel";
    open.requester = PersonId{"stranger"};
    open.facts["hospital"] = "八院";
    ASSERT_TRUE(w.as("stranger", open));
    ASSERT_TRUE(w.office(ReclassifyTicket{open.id, "psych.group", {}, "要的是群"}));
    EXPECT_TRUE(w.ticket(open.id).group);
    EXPECT_EQ(w.candidate(open.id), "expert-2");
}

TEST_F(GroupTest, ExpertsAreChangedAndAGroupIsClosed) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    EXPECT_EQ(w.office(ChangeGroup{GroupId{"g1"}, {PersonId{"expert-2"}}, "找李领队要群二维码"}).error(),
              Errc::already_so);
    ASSERT_TRUE(w.office(ChangeGroup{GroupId{"g1"}, {PersonId{"expert-1"}, PersonId{"expert-3"}}, "扫墙上的码"}));
    EXPECT_EQ(groups().front().join, "扫墙上的码");
    EXPECT_EQ(groups().front().leader, "李领队") << "who agreed stays";
    EXPECT_EQ(groups().front().name, "八院心理支持群") << "and so does its name";
    EXPECT_EQ(w.candidate(ask("八院")), "expert-1");
    EXPECT_EQ(w.office(CloseGroup{GroupId{"g1"}, ""}).error(), Errc::reason_missing);
    ASSERT_TRUE(w.office(CloseGroup{GroupId{"g1"}, "队伍回来了"}));
    EXPECT_THAT(groups(), IsEmpty());
    EXPECT_EQ(w.office(CloseGroup{GroupId{"g1"}, "再来"}).error(), Errc::group_unknown);
    EXPECT_FALSE(w.ticket(ask("八院")).group) << "a closed group takes no more";
    auto again = group();
    again.id = GroupId{"g2"};
    EXPECT_TRUE(w.office(OpenGroup{again})) << "and another can be opened";
}

TEST_F(GroupTest, ItsNameAndLeaderAreChangedByWhoAnswersForTheHospital) {
    ASSERT_TRUE(w.office(OpenGroup{group()}));
    const auto before = ask("八院");
    const ChangeGroup change{GroupId{"g1"}, {PersonId{"expert-2"}}, "找李领队要群二维码", "八院暖心群", "凌护士长"};
    EXPECT_EQ(w.as("stranger", change).error(), Errc::not_yours);
    EXPECT_EQ(w.run(change, {ActorKind::coordinator, PersonId{"c"}, OrganisationId{"sz"}}).error(), Errc::not_yours)
        << "another city's hospital";
    ASSERT_TRUE(w.run(change, {ActorKind::coordinator, PersonId{"c"}, OrganisationId{"gz"}}));
    EXPECT_EQ(groups().front().name, "八院暖心群");
    EXPECT_EQ(groups().front().leader, "凌护士长");
    EXPECT_EQ(w.last.events.back().text, "八院暖心群");
    EXPECT_EQ(w.office(change).error(), Errc::already_so);
    EXPECT_EQ(w.ticket(before).group, GroupId{"g1"}) << "whom it has stays";
    ASSERT_TRUE(w.ticket(ask("八院")).group);
}

TEST_F(GroupTest, WhatIsRefused) {
    const auto refused = [&](const SupportGroup& wanted) { return w.office(OpenGroup{wanted}).error(); };
    EXPECT_EQ(w.as("stranger", OpenGroup{group()}).error(), Errc::not_yours);
    EXPECT_EQ(w.run(OpenGroup{group()}, {ActorKind::coordinator, PersonId{"c"}, OrganisationId{"sz"}}).error(),
              Errc::not_yours)
        << "another city's hospital";
    auto wrong = group();
    wrong.hospital = "八院";
    EXPECT_EQ(refused(wrong), Errc::value_out_of_range) << "not as the programme names it";
    wrong = group();
    wrong.need = "psych.counsel";
    EXPECT_EQ(refused(wrong), Errc::need_unknown) << "a service that has no groups";
    for (auto SupportGroup::*field : {&SupportGroup::name, &SupportGroup::leader, &SupportGroup::join}) {
        wrong = group();
        (wrong.*field).clear();
        EXPECT_EQ(refused(wrong), Errc::value_out_of_range);
    }
    EXPECT_EQ(refused(group({})), Errc::not_an_expert);
    EXPECT_EQ(refused(group({"expert-1", "expert-1"})), Errc::not_an_expert);
    EXPECT_EQ(refused(group({"expert-1", "expert-2", "expert-3"})), Errc::not_an_expert);
    EXPECT_EQ(refused(group({"tutor-1"})), Errc::not_an_expert) << "another's work";
    EXPECT_EQ(refused(group({"nobody"})), Errc::not_an_expert);
    EXPECT_THAT(groups(), IsEmpty());
}

TEST_F(GroupTest, ThereIsALimitAndItIsTested) {
    for (std::size_t i = 0; i < groups_max; ++i) {
        auto one = group({"expert-1"}, "第" + std::to_string(i) + "队");
        one.id = GroupId{"g" + std::to_string(i)};
        ASSERT_TRUE(w.office(OpenGroup{one}));
    }
    auto more = group({"expert-1"}, "还有一队");
    more.id = GroupId{"more"};
    EXPECT_EQ(w.office(OpenGroup{more}).error(), Errc::value_out_of_range);
}

TEST_F(GroupTest, GroupsAreTheFoldOfTheirEventsAndKeepTheirStoredForm) {
    ASSERT_TRUE(w.office(OpenGroup{group({"expert-1"}, "急诊科")}));
    auto other = group({"expert-2"}, "ICU");
    other.id = GroupId{"g2"};
    ASSERT_TRUE(w.office(OpenGroup{other}));
    ASSERT_TRUE(w.office(ChangeGroup{GroupId{"g1"}, {PersonId{"expert-3"}}, "扫码", "急诊暖心群", "凌护士长"}));
    State again;
    for (const auto& event : w.log) apply(again, event_from(to_json(event)));
    EXPECT_EQ(to_json(*again.situation), to_json(*w.state.situation));
    EXPECT_EQ(to_json(situation_from(to_json(*again.situation))), to_json(*w.state.situation));
    ASSERT_THAT(again.situation->groups, SizeIs(2));
    EXPECT_EQ(again.situation->groups[0].id, GroupId{"g1"}) << "a change keeps its place";
    EXPECT_THAT(again.situation->groups[0].experts, ElementsAre(PersonId{"expert-3"}));
    EXPECT_EQ(again.situation->groups[0].leader, "凌护士长");
}

}  // namespace
}  // namespace warmline::dispatcher
