#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
namespace {

TEST(SquadApi, ATicketNamesWhoGoesAndHowManyAreMissing) {
    Service service;
    auto& backend = service.backend();
    for (const auto& [id, name] : {std::pair("squad-1", "刘一"), {"squad-2", "陈二"}, {"squad-3", "张三"}}) {
        d::Person member;
        member.id = d::PersonId{id};
        member.name = name;
        member.organisation = d::OrganisationId{"gd.gz"};
        member.helper.emplace().needs = {"manpower.site"};
        member.helper->squad = "第一小队";
        member.helper->captain = member.id.value == "squad-2";
        member.helper->reserve = false;
        backend.run(d::ChangePerson{member});
    }
    d::OpenTicket open;
    open.id = d::TicketId{"10401"};
    open.need = "manpower.site";
    open.requester = d::PersonId{"zhou"};
    open.summary = "采样点缺人";
    open.facts = {{"people", "4"}, {"district", "荔湾区"}};
    backend.run(open, {d::ActorKind::requester, open.requester});
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const Json squad{
        {"name", "第一小队"}, {"asked", 4}, {"reserves", 0}, {"missing", 1}, {"members", {"陈二", "刘一", "张三"}}};
    const auto asked = service.json("/tickets/10401");
    EXPECT_EQ(asked["offer"]["squad"], squad) << asked["offer"];
    EXPECT_FALSE(asked.contains("squad")) << "nobody goes yet";
    backend.run(d::AcceptOffer{open.id, d::PersonId{"squad-2"}}, {d::ActorKind::helper, d::PersonId{"squad-2"}});
    const auto taken = service.json("/tickets/10401");
    EXPECT_EQ(taken["squad"], squad);
    EXPECT_FALSE(taken.contains("offer"));
    EXPECT_EQ(taken["assignee"]["name"], "陈二");
}

}  // namespace
}  // namespace warmline::console::testing
