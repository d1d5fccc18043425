#include "dispatcher/backlog.hpp"

#include <gtest/gtest.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <list>
#include <random>

#include "backlog_cost.hpp"
#include "backlog_kinds.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

/// A backlog that a seed makes: tickets of several needs, places and tiers, helpers with all kinds of properties.
class Heap {
public:
    explicit Heap(unsigned seed) : random_(seed) { programme.services.front().executor = Executor::pool; }

    void add_helpers(int count) {
        for (int i = 0; i < count; ++i) {
            auto person = helper("h" + std::to_string(i), pick({"gz", "gz", "gz.lw", "gd", "sz"}),
                                 {"living.eldercare", pick({"education.tutoring", "transport"})});
            auto& h = *person.helper;
            h.licences = {"driving"};
            h.subjects = {pick({"数学", "英语"})};
            h.capacity = static_cast<int>(1 + below(3));
            h.seats = one_in(3) ? 2 : 4;
            if (one_in(3)) h.districts = {pick({"440103", "440305"})};
            if (one_in(4)) h.tickets = {TicketId{"old"}};
            if (one_in(3)) h.last_offer = now - std::chrono::hours(below(30));
            if (one_in(6)) h.rest_until = now + 1h;
            if (one_in(5)) h.per_day = 1;
            if (one_in(6)) h.reserve = true;
            if (one_in(5)) h.asked = 10;
            roster.put(person, 1);
        }
    }
    void add_tickets(int count) {
        for (int i = 0; i < count; ++i) {
            Ticket t;
            t.id = TicketId{std::to_string(10000 + i)};
            t.need = pick({"living.eldercare", "education.tutoring", "transport"});
            t.tier = static_cast<Tier>(1 + below(4));
            t.organisation = OrganisationId{pick({"gz", "gz.lw", "sz"})};
            t.requester = PersonId{one_in(9) ? "h" + std::to_string(below(9)) : "somebody"};
            if (one_in(2)) t.facts["district"] = pick({"荔湾", "南山"});
            if (one_in(2)) t.facts["subject"] = pick({"数学", "英语"});
            if (one_in(2)) t.facts["people"] = pick({"1", "3", "5"});
            if (one_in(5)) t.declined = {PersonId{"h" + std::to_string(below(9))}};
            t.deadlines = {{DeadlineKind::resolve, now + std::chrono::hours(below(60)) - 5h, {}, {}}};
            tickets.push_back(t);
        }
        for (const auto& t : tickets) {
            Waiting one{&t, nullptr, nullptr, {}};
            if (one_in(6)) one.known = {PersonId{"h" + std::to_string(below(9))}};
            waiting.push_back(one);
        }
    }

    std::vector<Placement> place() { return place_backlog(waiting, roster, programme, now); }

    /// The least possible cost: every ticket and every helper for itself, no kinds, no short lists.
    std::int64_t least() {
        using Graph = lemon::SmartDigraph;
        Graph g;
        Graph::ArcMap<std::int64_t> cost(g), room(g);
        Graph::NodeMap<std::int64_t> supply(g, 0);
        const auto arc = [&](auto a, auto b, std::int64_t c) {
            const auto added = g.addArc(a, b);
            cost[added] = c, room[added] = 1;
        };
        const auto sink = g.addNode();
        std::map<PersonId, Graph::Node> nodes;
        const auto ids = all();
        for (const auto& id : ids) {
            const auto& person = roster.find(id)->person;
            nodes.emplace(id, g.addNode());
            const int load = load_of(person), capacity = person.helper->capacity;
            const int free = std::min({capacity - load, left_today(*person.helper, now), questions_max});
            for (int n = load; n < load + free; ++n)
                arc(nodes.at(id), sink, backlog::cost_of_load(n, capacity, programme.weights));
        }
        for (const auto& one : waiting) {
            const auto node = g.addNode();
            supply[node] = 1, --supply[sink];
            arc(node, sink, backlog::cost_of_waiting(*one.ticket, now));
            const auto search = backlog::search_of(one, programme, now);
            const Judge judge(search);
            for (const auto& id : ids) {
                const auto& person = roster.find(id)->person;
                if (!judge.against(person))
                    arc(node, nodes.at(id), backlog::cost_of_fit(judge.fit(person), programme.weights));
            }
        }
        lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(g);
        simplex.upperMap(room).costMap(cost).supplyMap(supply).run();
        return simplex.totalCost();
    }

    void check(const std::vector<Placement>& placements) {
        std::map<PersonId, int> given;
        std::set<std::size_t> seen;
        for (const auto& p : placements) {
            EXPECT_TRUE(seen.insert(p.waiting).second) << "one ticket, one person";
            const auto search = backlog::search_of(waiting[p.waiting], programme, now);
            const Judge judge(search);
            EXPECT_EQ(judge.against(*p.person), std::nullopt) << p.person->id.value;
            ++given[p.person->id];
        }
        for (const auto& [id, n] : given) {
            const auto& person = roster.find(id)->person;
            EXPECT_LE(load_of(person) + n, person.helper->capacity);
            EXPECT_LE(n, questions_max);
            EXPECT_LE(n, left_today(*person.helper, now));
        }
    }

    static constexpr int questions_max = 2;  ///< that a helper considers at the same time
    Programme programme = small_programme();
    Roster roster;
    std::list<Ticket> tickets;
    std::vector<Waiting> waiting;
    Time now = at(monday, 10h);

private:
    std::set<PersonId> all() {
        std::set<PersonId> out;
        for (const auto* need : {"living.eldercare", "education.tutoring", "transport"})
            for (const auto& id : roster.taking(need)) out.insert(id);
        return out;
    }
    std::string pick(std::initializer_list<const char*> of) {
        return *(of.begin() + below(static_cast<unsigned>(of.size())));
    }
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
    bool one_in(unsigned n) { return below(n) == 0; }
    std::mt19937 random_;
};

TEST(Backlog, IsWithinOnePercentOfTheLeastCostAndKeepsEveryCondition) {
    std::int64_t ours = 0, least = 0;
    for (unsigned seed = 0; seed < 30; ++seed) {
        SCOPED_TRACE(seed);
        Heap heap(seed);
        heap.add_helpers(5 + static_cast<int>(seed) * 4);
        heap.add_tickets(80);
        const auto placements = heap.place();
        heap.check(placements);
        const auto cost = cost_of(placements, heap.waiting, heap.programme, heap.now);
        const auto best = heap.least();
        EXPECT_GE(cost, best);
        EXPECT_LE(static_cast<double>(cost), 1.01 * static_cast<double>(best));
        ours += cost, least += best;
    }
    RecordProperty("cost_over_least_permille",
                   static_cast<int>(1000.0 * static_cast<double>(ours - least) / static_cast<double>(least)));
}

TEST(Backlog, IsTheSameWhateverTheOrder) {
    Heap heap(7);
    heap.add_helpers(30);
    heap.add_tickets(60);
    const auto pairs = [&] {
        std::set<std::string> out;
        for (const auto& p : heap.place())
            out.insert(heap.waiting[p.waiting].ticket->id.value + " " + p.person->id.value);
        return out;
    };
    const auto first = pairs();
    std::ranges::reverse(heap.waiting);
    EXPECT_EQ(pairs(), first);
}

TEST(Backlog, OldestDeadlineGoesFirstAndAHigherTierBeforeIt) {
    Heap heap(1);
    heap.roster.put(helper("one", "gz", {"living.eldercare"}), 1);
    const auto add = [&](const char* id, Tier tier, std::chrono::hours due) {
        Ticket t;
        t.id = TicketId{id};
        t.need = "living.eldercare";
        t.organisation = OrganisationId{"gz"};
        t.tier = tier;
        t.deadlines = {{DeadlineKind::resolve, heap.now + due, {}, {}}};
        heap.tickets.push_back(t);
        heap.waiting.push_back({&heap.tickets.back(), nullptr, nullptr, {}});
    };
    add("late", Tier::t3, 50h);
    add("early", Tier::t3, 30h);
    add("urgent", Tier::t1, 100h);
    std::set<std::string> placed;
    for (const auto& p : heap.place()) placed.insert(heap.waiting[p.waiting].ticket->id.value);
    EXPECT_EQ(placed, (std::set<std::string>{"early", "urgent"}));
}

TEST(Backlog, PromiseThatCanStillBeKeptGoesBeforeOneThatIsBroken) {
    Ticket broken, kept;
    const auto now = at(monday, 10h);
    broken.deadlines = {{DeadlineKind::contact, now - 3h, {}, {}}};
    kept.deadlines = {{DeadlineKind::accept, now - 1h, {}, {}}, {DeadlineKind::contact, now + 1h, {}, {}}};
    EXPECT_GT(backlog::cost_of_waiting(kept, now), backlog::cost_of_waiting(broken, now));
    broken.tier = Tier::t2;
    EXPECT_LT(backlog::cost_of_waiting(kept, now), backlog::cost_of_waiting(broken, now)) << "but not before its tier";
}

TEST(Backlog, WhoHasTwoToAnswerIsNotAskedAgain) {
    Heap heap(1);
    auto asked = helper("asked", "gz", {"living.eldercare"});
    asked.helper->offers = {TicketId{"old"}, TicketId{"older"}};
    auto busy = helper("busy", "gz", {"living.eldercare"});
    busy.helper->tickets = {TicketId{"oldest"}};
    busy.helper->offers = {TicketId{"last"}};
    heap.roster.put(asked, 1);
    heap.roster.put(busy, 1);
    for (const auto* id : {"1", "2"}) {
        Ticket t;
        t.id = TicketId{id};
        t.need = "living.eldercare";
        t.organisation = OrganisationId{"gz"};
        heap.tickets.push_back(t);
        heap.waiting.push_back({&heap.tickets.back(), nullptr, nullptr, {}});
    }
    const auto placed = heap.place();
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed.front().person->id.value, "busy");
}

TEST(Backlog, PartnersComeFirstWithinTheirRoom) {
    Heap heap(1);
    heap.programme = small_programme();
    auto partner = helper("partner", "gz", {});
    partner.helper->capacity = 1;
    heap.roster.put(partner, 1);
    heap.roster.put(helper("carer", "gz", {"living.eldercare"}), 1);
    Household home;
    home.id = HouseholdId{"home"};
    home.pair = Pair{partner.id, {}, heap.now};
    for (const auto* id : {"2", "1"}) {
        Ticket t;
        t.id = TicketId{id};
        t.need = "living.eldercare";
        t.organisation = OrganisationId{"gz"};
        heap.tickets.push_back(t);
        heap.waiting.push_back({&heap.tickets.back(), &home, nullptr, {}});
    }
    std::map<std::string, std::string> placed;
    for (const auto& p : heap.place()) {
        placed[heap.waiting[p.waiting].ticket->id.value] = p.person->id.value;
        const auto why = explain(p, heap.waiting[p.waiting], heap.programme, heap.now).why;
        EXPECT_NE(why.find(p.partner ? "结对人" : "在手0件"), std::string::npos) << why;
    }
    EXPECT_EQ(placed, (std::map<std::string, std::string>{{"1", "partner"}, {"2", "carer"}}));
}

TEST(Backlog, NothingWaitsNobodyIsThere) {
    Heap heap(1);
    EXPECT_TRUE(heap.place().empty());
    heap.add_tickets(5);
    EXPECT_TRUE(heap.place().empty());
}

TEST(UrgencyScore, OrdersByTierThenByThePromiseThatEndsFirst) {
    const Time now = at(monday, 10h);
    const auto ticket = [&](Tier tier, std::vector<Deadline> deadlines) {
        Ticket out;
        out.tier = tier;
        out.deadlines = std::move(deadlines);
        return urgency_score(out);
    };
    const Deadline over{DeadlineKind::offer, now - 1h, {}, now}, kept{DeadlineKind::reply, now - 2h, now - 2h, {}};
    const Deadline soon{DeadlineKind::resolve, now + 1h, {}, {}}, later{DeadlineKind::resolve, now + 5h, {}, {}};
    const std::vector<std::int64_t> order{ticket(Tier::t0, {later}),      ticket(Tier::t1, {over, later}),
                                          ticket(Tier::t1, {kept, soon}), ticket(Tier::t1, {kept, later}),
                                          ticket(Tier::t1, {}),           ticket(Tier::t4, {over})};
    EXPECT_TRUE(std::ranges::is_sorted(order));
    EXPECT_EQ(std::set<std::int64_t>(order.begin(), order.end()).size(), order.size());
    EXPECT_LT(order.back(), std::int64_t{1} << 53) << "a score in Redis is exact up to there";
}

}  // namespace
}  // namespace warmline::dispatcher
