// Choosing among 20,000 helpers, and a backlog of 100,000 tickets, on one core. Prints CPU times as ratios to the plain
// way in the same run: looking at everybody, and choosing for one ticket after another.
// Usage: dispatch_bench [--helpers N] [--tickets N] [--seed N] [--choice 0] [--greedy 0]
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <list>
#include <map>
#include <random>

#include "dispatcher/backlog.hpp"

namespace {

using namespace warmline::dispatcher;
using namespace std::chrono_literals;

double cpu_seconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

constexpr int cities = 21, districts_each = 6;
const std::vector<Code> needs{"living.groceries", "living.eldercare", "education.tutoring",
                              "transport",        "psych.counsel",    "living.childcare"};

/// A province: 21 cities of six districts, a service for each need.
Programme province() {
    Programme p;
    p.organisations.push_back({OrganisationId{"root"}, "省", {}, {}});
    for (int c = 0; c < cities; ++c) {
        const auto city = fmt::format("c{}", c);
        p.organisations.push_back({OrganisationId{city}, city + "市", OrganisationId{"root"}, {}});
        for (int d = 0; d < districts_each; ++d)
            p.districts.push_back(
                {fmt::format("44{:02}{:02}", c, d), fmt::format("{}市{}区", c, d), {}, OrganisationId{city}});
    }
    for (const auto& need : needs) {
        Service s;
        s.need = need;
        s.name = need;
        s.executor = Executor::pool;
        s.match_subject = need == "education.tutoring";
        p.services.push_back(s);
    }
    return p;
}

class World {
public:
    World(int helper_count, int ticket_count, unsigned seed) : random_(seed) {
        for (int i = 0; i < helper_count; ++i) roster.put(helper(i), 1);
        for (int i = 0; i < ticket_count; ++i) tickets.push_back(ticket(i));
        for (const auto& t : tickets) waiting.push_back({&t, nullptr, nullptr, {}});
    }

    Programme programme = province();
    Roster roster;
    std::vector<Person> everybody;
    std::list<Ticket> tickets;
    std::vector<Waiting> waiting;
    Time now = Time{std::chrono::sys_days{std::chrono::year{2022} / 4 / 1}} + 2h;

private:
    Person helper(int i) {
        Person p;
        p.id = PersonId{fmt::format("h{:08}", (static_cast<unsigned>(i) * 2654435761U) % 100'000'000U)};
        const auto c = below(cities);
        p.organisation = OrganisationId{fmt::format("c{}", c)};
        auto& h = p.helper.emplace();
        for (const auto& need : needs)
            if (below(3) == 0) h.needs.insert(need);
        if (h.needs.empty()) h.needs.insert(needs[below(6)]);
        h.subjects = {below(2) == 0 ? "数学" : "英语"};
        if (below(3) > 0) h.districts = {fmt::format("44{:02}{:02}", c, below(districts_each))};
        h.capacity = static_cast<int>(2 + below(4));
        for (unsigned n = below(3); n > 0; --n) h.tickets.emplace_back("old");
        if (below(2) == 0) h.last_offer = now - std::chrono::hours(below(40));
        h.asked = static_cast<int>(below(6)), h.taken = static_cast<int>(below(6));
        everybody.push_back(p);
        return p;
    }
    Ticket ticket(int i) {
        Ticket t;
        t.id = TicketId{std::to_string(10'000 + i)};
        t.need = needs[below(6)];
        const auto c = below(cities);
        t.organisation = OrganisationId{fmt::format("c{}", c)};
        t.requester = PersonId{"family" + std::to_string(i)};
        t.tier = static_cast<Tier>(1 + below(3));
        if (below(4) > 0) t.facts["district"] = fmt::format("{}市{}区", c, below(districts_each));
        if (t.need == "education.tutoring") t.facts["subject"] = below(2) == 0 ? "数学" : "英语";
        t.deadlines = {{DeadlineKind::resolve, now + std::chrono::minutes(below(4000)) - 10h, {}, {}}};
        return t;
    }
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
    std::mt19937 random_;
};

Search search_of(const World& w, const Ticket& ticket) {
    return {.programme = w.programme,
            .ticket = ticket,
            .service = *w.programme.service(ticket.need),
            .known = {},
            .now = w.now};
}

void measure_choice(World& w) {
    std::vector<const Person*> all;
    for (const auto& p : w.everybody) all.push_back(&p);
    constexpr int fast = 2000, plain = 40;
    std::vector<double> times;
    int n = 0, same = 0;
    double slow = 0;
    for (const auto& ticket : w.tickets) {
        if (n == fast) break;
        auto from = cpu_seconds();
        const auto choice = choose(search_of(w, ticket), w.roster, {});
        times.push_back(cpu_seconds() - from);
        if (n++ >= plain) continue;
        from = cpu_seconds();
        const auto other = choose(search_of(w, ticket), all);
        slow += cpu_seconds() - from;
        same += choice && other && choice->person == other->person && choice->why == other->why ? 1 : 0;
    }
    std::ranges::sort(times);
    const auto median = times[times.size() / 2];
    fmt::print(
        "one placement among {} helpers: median {:.0f} us, p99 {:.0f} us; looking at everybody takes {:.0f} times "
        "as long; the same choice and reason in {} of {}\n",
        w.everybody.size(), median * 1e6, times[times.size() * 99 / 100] * 1e6, slow / plain / median, same, plain);
}

/// One after another, most urgent first, as single tickets are placed.
std::vector<Placement> greedy(World& w) {
    std::vector<std::size_t> order(w.waiting.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) {
        const auto& t = *w.waiting[i].ticket;
        return std::tuple(t.tier, t.deadlines.front().due);
    });
    Roster roster;
    std::map<PersonId, Person> now_is;
    for (const auto& p : w.everybody) roster.put(p, 1), now_is[p.id] = p;
    std::vector<Placement> out;
    std::uint64_t version = 1;
    for (const auto i : order) {
        const auto choice = choose(search_of(w, *w.waiting[i].ticket), roster, {});
        if (!choice) continue;
        out.push_back({i, &w.roster.find(choice->person)->person, false});
        auto& person = now_is[choice->person];
        auto& helper = *person.helper;
        helper.offers.emplace_back("new");
        // As the backlog does, a helper is asked about two at a time.
        if (helper.offers.size() == 2) helper.capacity = static_cast<int>(helper.offers.size() + helper.tickets.size());
        roster.put(person, ++version);
    }
    return out;
}

void measure_backlog(World& w, bool compare) {
    auto from = cpu_seconds();
    const auto ours = place_backlog(w.waiting, w.roster, w.programme, w.now);
    const auto flow_s = cpu_seconds() - from;
    fmt::print("backlog of {} tickets, {} helpers: {:.3f} s, {} placed\n", w.waiting.size(), w.everybody.size(), flow_s,
               ours.size());
    if (!compare) return;
    from = cpu_seconds();
    const auto theirs = greedy(w);
    const auto greedy_s = cpu_seconds() - from;
    const auto cost = [&](const auto& placements) {
        return static_cast<double>(cost_of(placements, w.waiting, w.programme, w.now));
    };
    fmt::print("  one after another: {:.1f} times as long, {} placed, at {:.4f} times the cost\n", greedy_s / flow_s,
               theirs.size(), cost(theirs) / cost(ours));
}

}  // namespace

int main(int argc, char** argv) {
    std::map<std::string, int> options{
        {"--helpers", 20'000}, {"--tickets", 100'000}, {"--seed", 1}, {"--choice", 1}, {"--greedy", 1}};
    for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = std::stoi(argv[i + 1]);
    World world(options["--helpers"], options["--tickets"], static_cast<unsigned>(options["--seed"]));
    if (options["--choice"] != 0) measure_choice(world);
    measure_backlog(world, options["--greedy"] != 0);
}
