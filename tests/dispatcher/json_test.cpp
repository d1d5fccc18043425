#include "dispatcher/json.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;
using nlohmann::json;

const Time t1 = from_ms(1581300000000), t2 = from_ms(1581300000001);

Person full_person() {
    Person p;
    p.id = PersonId{"p1"};
    p.name = "林小满";
    p.phone = "13800001234";
    p.roles = {Role::partner, Role::operator_};
    p.organisation = OrganisationId{"gz"};
    p.hospital = "省人民医院";
    p.district = "440103";
    p.household = HouseholdId{"h1"};
    p.conversations = {ConversationId{"c1"}, ConversationId{"c2"}};
    p.requested = {TicketId{"1"}};
    p.families = {HouseholdId{"h1"}};
    p.contacts = {18302, 2, 7};
    p.helper = Helper{.needs = {"a", "b"},
                      .subjects = {"数学"},
                      .stages = {"小学"},
                      .languages = {"粤语"},
                      .licences = {"driving"},
                      .expiry = {{"driving", t2}},
                      .districts = {"440103"},
                      .seats = 4,
                      .shifts = {{7, std::chrono::hours{18}, std::chrono::hours{30}}},
                      .leave = {{t1, t2, "考试周"}},
                      .squad = "第一小队",
                      .captain = true,
                      .reserve = true,
                      .capacity = 0,
                      .per_day = 2,
                      .kind_limits = {{"a", 1}},
                      .kind_load = {{"a", 1}, {"b", 2}},
                      .offers = {TicketId{"2"}},
                      .tickets = {TicketId{"3"}},
                      .last_offer = t1,
                      .rest_until = t2,
                      .night_work = t1,
                      .asked = 5,
                      .taken = 4,
                      .taken_today = 1,
                      .taken_lately = 25,
                      .today = 18302};
    return p;
}

CallTask full_task() {
    return {"call-1",
            PersonId{"p1"},
            ConversationId{"c1"},
            TicketId{"1"},
            OrganisationId{"gz"},
            "crisis",
            "请回电",
            true,
            t1,
            t2};
}

Event pair_event() {
    Event e;
    e.kind = EventKind::hand_over_asked;
    e.at = t1;
    e.household = HouseholdId{"h1"};
    e.hand_over = HandOver{PersonId{"p4"}, "留言", t1, t2};
    e.absence = Absence{t1, t2, true};
    return e;
}

Household full_household() {
    return {HouseholdId{"h1"},
            OrganisationId{"gz"},
            "省人民医院",
            "440103",
            "幸福路1号",
            "粤语",
            {PersonId{"p1"}},
            Pair{PersonId{"p2"}, PersonId{"p3"}, t1, Absence{t1, t2, true}, HandOver{PersonId{"p4"}, "留言", t1, t2}},
            Wait{t1, "没有还能结对的人"},
            {TicketId{"1"}},
            {pair_event()},
            t1,
            {Series{"living.meals",
                    3,
                    t2,
                    true,
                    TicketId{"1"},
                    PersonId{"p5"},
                    PersonId{"p1"},
                    "每天两份",
                    {{"address", "幸福路1号"}}}},
            {PersonId{"p5"}, PersonId{"p2"}},
            Contacts{18302, 1, 3}};
}

Party full_party() {
    Party p;
    p.organisation = OrganisationId{"gz"};
    p.right = Right::cooperating;
    p.asked = t1;
    p.due = t2;
    p.done = t1;
    p.missed = t2;
    p.lead_told = p.asks_return = true;
    p.note = "说明";
    return p;
}

Muster full_muster() { return {"第一小队", {PersonId{"p3"}, PersonId{"p4"}}, 3, 1}; }

Event full_event() {
    Event e;
    e.kind = EventKind::call_task_done;
    e.at = t1;
    e.actor = {ActorKind::coordinator, PersonId{"admin"}};
    e.ticket = TicketId{"1"};
    e.person = PersonId{"p1"};
    e.text = "“原因”\n第二行";
    e.facts = {{"people", "2"}};
    e.deadlines = {{DeadlineKind::contact, t1, t2, {}}, {DeadlineKind::follow_up, t2, {}, t2}};
    e.step = 3;
    e.opening = Opening{"living.meals",
                        Tier::t0,
                        true,
                        true,
                        HouseholdId{"h1"},
                        PersonId{"p1"},
                        PersonId{"p2"},
                        OrganisationId{"gz"},
                        "话",
                        {{"when", "今晚"}},
                        {{DeadlineKind::reply, t1, t1, {}}}};
    e.offer = Offer{PersonId{"p2"}, t1, t2, "就近", "结对人请假中", full_muster()};
    e.rating = Rating{false, 0, "没来", t2};
    e.replacement = "改为电话";
    e.review_at = t2;
    e.merged_into = TicketId{"2"};
    e.person_state = full_person();
    e.household_state = full_household();
    e.call_task = full_task();
    e.organisation = OrganisationId{"gd"};
    e.household = HouseholdId{"h1"};
    e.hand_over = HandOver{PersonId{"p4"}, "留言", t1, t2};
    e.absence = Absence{t1, t2, true};
    e.parties = {full_party()};
    e.party = OrganisationId{"gz"};
    e.bounds = Bounds{t1, PersonId{"chen"}, "扩大", {"440103"}, {"440305"}};
    e.muster = full_muster();
    return e;
}

Ticket full_ticket() {
    Ticket t;
    t.id = TicketId{"1"};
    t.need = "living.meals";
    t.tier = Tier::t0;
    t.state = TicketState::reopened;
    t.draft = t.crisis = t.with_coordinator = true;
    t.household = HouseholdId{"h1"};
    t.requester = PersonId{"p1"};
    t.organisation = OrganisationId{"gz"};
    t.summary = "话";
    t.facts = {{"people", "2"}};
    t.owner = PersonId{"p2"};
    t.assignee = PersonId{"p3"};
    t.offer = Offer{PersonId{"p2"}, t1, t2, "就近"};
    t.beside = {PersonId{"p7"}};
    t.declined = {PersonId{"p4"}};
    t.escalation = 2;
    t.bounces = 1;
    t.opened = t1;
    t.updated = t2;
    t.resolved_at = t1;
    t.closed_at = t2;
    t.deadlines = {{DeadlineKind::resolve, t1, {}, t2}};
    t.rating = Rating{true, 4, "好", t2};
    t.replacement = "改为电话";
    t.review_at = t2;
    t.supervised = t.unplaced = true;
    t.extension = Extension{PersonId{"p3"}, t2, "等结果", t1};
    t.extensions = 1;
    t.merged_into = TicketId{"2"};
    t.followers = {PersonId{"p5"}};
    t.every_days = 7;
    t.parties = {full_party()};
    t.ruled = true;
    t.muster = full_muster();
    t.history = {full_event()};
    return t;
}

/// Every key must be there (nothing of a full value is left out) and come back.
template <class T>
void expect_round_trip(const T& value, T (*read)(const json&), std::size_t keys) {
    const auto j = to_json(value);
    EXPECT_EQ(j.size(), keys) << j.dump();
    const auto again = to_json(read(json::parse(j.dump())));
    EXPECT_EQ(again, j);
    auto newer = j;
    newer["from_the_future"] = {{"a", 1}};
    EXPECT_EQ(to_json(read(newer)), j) << "unknown keys are ignored";
    EXPECT_EQ(to_json(read(json::object())), json::object()) << "defaults are left out";
}

TEST(Json, EveryTypeComesBackWhole) {
    expect_round_trip<Person>(full_person(), person_from, 13);
    expect_round_trip<Household>(full_household(), household_from, 15);
    expect_round_trip<CallTask>(full_task(), call_task_from, 10);
    expect_round_trip<Event>(full_event(), event_from, 26);
    expect_round_trip<Ticket>(full_ticket(), ticket_from, 38);
}

TEST(Json, ReadsValuesNotOnlyKeys) {
    const auto t = ticket_from(to_json(full_ticket()));
    EXPECT_EQ(t.state, TicketState::reopened);
    EXPECT_EQ(t.deadlines.front().missed, t2);
    EXPECT_EQ(t.offer->answer_by, t2);
    EXPECT_EQ(t.rating->score, 4);
    EXPECT_EQ(to_json(t).at("pa").at(0).size(), 9U);
    EXPECT_EQ(t.parties.front().right, Right::cooperating);
    ASSERT_EQ(t.history.size(), 1U);
    EXPECT_EQ(t.history.front().ticket, t.id) << "left out inside, put back on reading";
    EXPECT_EQ(t.history.front().rating->score, 0);
    EXPECT_FALSE(t.history.front().rating->solved);
    EXPECT_EQ(t.muster, full_muster());
    EXPECT_EQ(t.history.front().offer->muster, full_muster());
    EXPECT_EQ(t.history.front().bounds->sealed, std::set<std::string>{"440305"});
    const auto p = person_from(to_json(full_person()));
    EXPECT_EQ(p.contacts, (Contacts{18302, 2, 7}));
    EXPECT_TRUE(p.helper->captain);
    EXPECT_EQ(p.helper->capacity, 0) << "zero is not the default here";
    EXPECT_EQ(p.roles, (std::set{Role::partner, Role::operator_}));
}

TEST(Json, TheFormIsFixed) {
    Event e;
    e.kind = EventKind::offer_declined;
    e.at = t1;
    e.actor = {ActorKind::helper, PersonId{"p1"}};
    e.ticket = TicketId{"7"};
    e.person = PersonId{"p1"};
    e.text = "出差";
    EXPECT_EQ(to_json(e).dump(),
              R"({"a":1581300000000,"by":{"k":"helper","p":"p1"},"k":"offer_declined","p":"p1","t":"7","x":"出差"})");
}

TEST(Json, DamageIsAnError) {
    for (const auto* text : {"[]", "3", R"({"id":5})", R"({"d":[3]})", R"({"a":"x"})", R"({"s":7})"}) {
        EXPECT_THROW((void)ticket_from(json::parse(text)), json::exception) << text;
    }
    EXPECT_EQ(ticket_from(json::parse(R"({"s":"a_state_of_the_future"})")).state, TicketState::new_);
}

}  // namespace
}  // namespace warmline::dispatcher
