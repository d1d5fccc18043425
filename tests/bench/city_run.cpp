#include "city_run.hpp"

#include <algorithm>
#include <ctime>
#include <queue>
#include <set>

#include "city_people.hpp"
#include "dispatcher/backlog.hpp"

namespace warmline::dispatcher::city {
namespace {

double cpu_seconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

enum class What { request, tick, answer, contact, finish, verdict, sweep };

struct Happening {
    Time at{};
    std::size_t number = 0;  ///< of equal moments the earlier made comes first
    What what{};
    std::size_t ticket = 0, soul = 0;
    bool good = true;  ///< accepts, completes, is satisfied

    friend bool operator>(const Happening& a, const Happening& b) {
        return std::tie(a.at, a.number) > std::tie(b.at, b.number);
    }
};

TicketId id_of(std::size_t ticket) { return TicketId{std::to_string(1'000'000 + ticket)}; }

class City {
public:
    City(const Plan& plan, Policy policy);
    Outcome run();

private:
    void happen(const Happening& it);
    void later(Time at, What what, std::size_t ticket, std::size_t soul = 0, bool good = true);
    bool act(std::size_t t, const Command& command, const Actor& actor, const PersonId& touched = {});
    State gather(std::size_t t, const PersonId& touched);
    void scatter(State scene);
    void follow(std::size_t t, const Decision& decision);
    void count(std::size_t t, const Event& event);
    void ring(std::size_t t, const PersonId& person);
    void start_work(std::size_t t, const PersonId& person);
    void find_waiting(std::size_t t);
    void offer_by_picker(std::size_t t);
    void sweep();
    void place();

    [[nodiscard]] const Home& home_of(std::size_t t) const { return plan_.homes[plan_.requests[t].home]; }
    [[nodiscard]] const Ticket& ticket(std::size_t t) const { return all_.tickets.at(id_of(t)); }
    [[nodiscard]] Actor helper(std::size_t soul) const { return {ActorKind::helper, plan_.souls[soul].person.id}; }

    const Plan& plan_;
    const Dice dice_;
    Outcome out_;
    Roster everybody_, offices_;  ///< the plain policies let `decide` see the offices alone
    State all_;
    Time now_{};
    std::uint64_t version_ = 0;
    std::size_t number_ = 0;
    std::priority_queue<Happening, std::vector<Happening>, std::greater<>> queue_;
    std::unordered_map<PersonId, std::size_t> souls_;
    std::vector<const Person*> persons_;
    std::unique_ptr<Picker> picker_;
    std::vector<std::vector<std::size_t>> of_home_;  ///< tickets
    std::vector<std::set<PersonId>> served_;         ///< by home: who carried one of its tickets
    std::vector<std::optional<Time>> tick_at_;
    std::map<std::pair<std::size_t, std::size_t>, int> rings_;
    std::set<std::size_t> waiting_;
    bool sweep_due_ = false;
};

City::City(const Plan& plan, Policy policy) : plan_(plan), dice_(Dice(plan.seed).of("people")) {
    out_.policy = policy;
    out_.fates.resize(plan.requests.size());
    out_.carried.resize(plan.souls.size());
    of_home_.resize(plan.homes.size());
    served_.resize(plan.homes.size());
    tick_at_.resize(plan.requests.size());
    for (const auto& person : plan.offices) {
        everybody_.put(person, 1);
        offices_.put(person, 1);
    }
    for (std::size_t i = 0; i < plan.souls.size(); ++i) {
        const auto& id = plan.souls[i].person.id;
        souls_.emplace(id, i);
        everybody_.put(plan.souls[i].person, 1);
        persons_.push_back(&everybody_.find(id)->person);
    }
    for (const auto& home : plan.homes) {
        everybody_.put(home.requester, 1);
        all_.households.emplace(home.household.id, home.household);
    }
    picker_ = picker_of(policy, plan, persons_);
    for (std::size_t t = 0; t < plan.requests.size(); ++t) later(plan.requests[t].at, What::request, t);
}

void City::later(Time at, What what, std::size_t t, std::size_t soul, bool good) {
    queue_.push({std::max(at, now_), ++number_, what, t, soul, good});
}

/// What an adapter would load: the ticket, its household and the household's other tickets.
State City::gather(std::size_t t, const PersonId& touched) {
    State scene;
    scene.roster = picker_ ? &offices_ : &everybody_;
    for (const auto other : of_home_[plan_.requests[t].home]) scene.tickets.insert(all_.tickets.extract(id_of(other)));
    scene.households.insert(all_.households.extract(home_of(t).household.id));
    if (!picker_) return scene;
    const auto bring = [&](const PersonId& id) {
        if (const auto* entry = id ? everybody_.find(id) : nullptr) scene.persons.emplace(id, entry->person);
    };
    bring(home_of(t).requester.id);
    bring(touched);
    if (const auto it = scene.tickets.find(id_of(t)); it != scene.tickets.end()) {
        bring(it->second.assignee);
        if (it->second.offer) bring(it->second.offer->candidate);
    }
    return scene;
}

void City::scatter(State scene) {
    all_.tickets.merge(scene.tickets);
    all_.households.merge(scene.households);
    ++version_;
    for (auto& [id, person] : scene.persons) everybody_.put(std::move(person), version_ + 1);
}

bool City::act(std::size_t t, const Command& command, const Actor& actor, const PersonId& touched) {
    auto scene = gather(t, touched);
    const auto from = cpu_seconds();
    const auto decision = decide(scene, command, plan_.programme, actor, now_);
    out_.decide_cpu_s += cpu_seconds() - from;
    ++out_.decisions;
    if (decision)
        for (const auto& event : decision->events) apply(scene, event);
    scatter(std::move(scene));
    if (!decision) {
        ++out_.refused;
        return false;
    }
    follow(t, *decision);
    return true;
}

/// Lets people hear of what was decided, and time run on.
void City::follow(std::size_t t, const Decision& decision) {
    for (const auto& event : decision.events) count(t, event);
    for (const auto& notice : decision.notices)
        if (notice.kind == NoticeKind::offer || notice.kind == NoticeKind::crisis_offer) ring(t, notice.to);
    const auto due = next_due(ticket(t), plan_.programme);
    if (due && (!tick_at_[t] || *due < *tick_at_[t])) {
        tick_at_[t] = *due;
        later(*due, What::tick, t);
    }
    find_waiting(t);
}

void City::count(std::size_t t, const Event& event) {
    auto& fate = out_.fates[t];
    switch (event.kind) {
        case EventKind::ticket_opened:
            fate.tier = event.opening->tier;
            fate.opened = event.at;
            for (const auto& deadline : event.opening->deadlines) {
                if (deadline.kind == DeadlineKind::contact) fate.contact_due = deadline.due;
                if (deadline.kind == DeadlineKind::resolve) fate.resolve_due = deadline.due;
            }
            return;
        case EventKind::ticket_offered:
            ++fate.offers;
            return;
        case EventKind::ticket_accepted: {
            auto& served = served_[plan_.requests[t].home];
            ++fate.acceptances;
            ++out_.carried[souls_.at(event.person)];
            if (!fate.taken) {
                fate.taken = event.at;
                fate.kept = served.contains(event.person);
                fate.known = std::ranges::any_of(served, [&](const PersonId& id) {
                    return persons_[souls_.at(id)]->helper->needs.contains(plan_.requests[t].need);
                });
            }
            served.insert(event.person);
            return start_work(t, event.person);
        }
        case EventKind::progress_reported:
            if (!fate.contacted) fate.contacted = event.at;
            return;
        case EventKind::ticket_resolved: {
            if (!fate.contacted) fate.contacted = event.at;
            if (!fate.resolved) fate.resolved = event.at;
            const auto verdict = verdict_of(ticket(t), fate.acceptances, now_, dice_);
            if (verdict) later(verdict->at, What::verdict, t, 0, verdict->solved);
            return;
        }
        case EventKind::ticket_reopened:
            if (const auto& carrier = ticket(t).assignee) {
                ++fate.acceptances;  // another go of the same person
                start_work(t, carrier);
            }
            return;
        default:
            return;
    }
}

void City::ring(std::size_t t, const PersonId& person) {
    const auto soul = souls_.at(person);
    const auto* service = plan_.programme.service(plan_.requests[t].need);
    const auto& household = home_of(t).household;
    const bool far = !service->remote && plan_.souls[soul].person.district != household.district;
    const bool partner = household.pair && household.pair->partner == person;
    const bool known = partner || served_[plan_.requests[t].home].contains(person);
    const auto bond = known ? Bond::known : far ? Bond::far : Bond::near;
    const auto answer =
        answer_of(plan_.souls[soul], ticket(t), plan_.programme, bond, rings_[{t, soul}]++, now_, dice_);
    if (answer.what != Answer::silent) later(answer.at, What::answer, t, soul, answer.what == Answer::yes);
}

void City::start_work(std::size_t t, const PersonId& person) {
    const auto soul = souls_.at(person);
    const auto work = work_of(plan_.souls[soul], ticket(t), out_.fates[t].acceptances, now_, dice_);
    later(work.contact, What::contact, t, soul);
    later(work.end, What::finish, t, soul, !work.handed_back);
}

void City::find_waiting(std::size_t t) {
    const auto& one = ticket(t);
    const bool waits = one.with_coordinator && !one.offer && !one.assignee && !is_over(one.state);
    if (!waits) {
        waiting_.erase(t);
        return;
    }
    waiting_.insert(t);
    if (picker_) offer_by_picker(t);
    if (waiting_.empty() || sweep_due_) return;
    sweep_due_ = true;
    later(now_ + plan_.sweep, What::sweep, 0);
}

void City::offer_by_picker(std::size_t t) {
    const auto& home = home_of(t);
    const Search search{.programme = plan_.programme,
                        .ticket = ticket(t),
                        .service = *plan_.programme.service(plan_.requests[t].need),
                        .household = &all_.households.at(home.household.id),
                        .requester = &home.requester,
                        .known = {},
                        .now = now_};
    const auto from = cpu_seconds();
    const auto* soul = picker_->pick(search, home);
    out_.decide_cpu_s += cpu_seconds() - from;
    if (soul) (void)act(t, Reassign{id_of(t), soul->person.id, "轮到"}, {ActorKind::coordinator, {}}, soul->person.id);
}

void City::place() {
    std::vector<Waiting> waiting;
    const std::vector<std::size_t> numbers(waiting_.begin(), waiting_.end());
    for (const auto t : numbers) {
        Waiting one{&ticket(t), &all_.households.at(home_of(t).household.id), &home_of(t).requester, {}};
        one.known = served_[plan_.requests[t].home];
        waiting.push_back(std::move(one));
    }
    const auto from = cpu_seconds();
    const auto placements = place_backlog(waiting, everybody_, plan_.programme, now_);
    const auto took = cpu_seconds() - from;
    out_.sweep_cpu_s += took;
    out_.sweep_cpu_most_s = std::max(out_.sweep_cpu_most_s, took);
    std::vector<Reassign> offers;
    for (const auto& placement : placements)
        offers.push_back({waiting[placement.waiting].ticket->id, placement.person->id,
                          explain(placement, waiting[placement.waiting], plan_.programme, now_).why});
    for (std::size_t i = 0; i < offers.size(); ++i)
        (void)act(numbers[placements[i].waiting], offers[i], {ActorKind::coordinator, {}});
}

void City::sweep() {
    sweep_due_ = false;
    ++out_.sweeps;
    if (picker_)
        for (const auto t : std::vector<std::size_t>(waiting_.begin(), waiting_.end())) offer_by_picker(t);
    else
        place();
    if (waiting_.empty() || sweep_due_) return;
    sweep_due_ = true;
    later(now_ + plan_.sweep, What::sweep, 0);
}

void City::happen(const Happening& it) {
    const auto t = it.ticket;
    const auto& request = plan_.requests[t];
    const auto& person = plan_.souls[it.soul].person.id;
    switch (it.what) {
        case What::request: {
            OpenTicket open;
            open.id = id_of(t);
            open.need = request.need;
            open.urgent = request.urgent;
            open.crisis = request.crisis;
            open.requester = home_of(t).requester.id;
            open.household = home_of(t).household.id;
            open.facts = request.facts;
            of_home_[request.home].push_back(t);
            (void)act(t, open, {ActorKind::requester, open.requester});
            return;
        }
        case What::tick: {
            tick_at_[t].reset();
            const auto due = next_due(ticket(t), plan_.programme);
            if (due && *due <= now_) {
                (void)act(t, Tick{id_of(t)}, {});
            } else if (due) {
                tick_at_[t] = *due;
                later(*due, What::tick, t);
            }
            return;
        }
        case What::answer:
            if (it.good)
                (void)act(t, AcceptOffer{id_of(t), person}, helper(it.soul), person);
            else
                (void)act(t, DeclineOffer{id_of(t), person, "来不了"}, helper(it.soul), person);
            return;
        case What::contact:
            if (ticket(t).assignee == person && may_move(ticket(t).state, TicketState::in_progress))
                (void)act(t, ReportProgress{id_of(t), person, {}}, helper(it.soul), person);
            return;
        case What::finish:
            if (ticket(t).assignee != person || !may_move(ticket(t).state, TicketState::resolved)) return;
            if (it.good)
                (void)act(t, CompleteTicket{id_of(t), person, {}}, helper(it.soul), person);
            else
                (void)act(t, HandBack{id_of(t), person, "临时有事"}, helper(it.soul), person);
            return;
        case What::verdict:
            if (ticket(t).state == TicketState::resolved)
                (void)act(t, RateTicket{id_of(t), it.good, it.good ? 5 : 2, {}},
                          {ActorKind::requester, home_of(t).requester.id});
            return;
        case What::sweep:
            return sweep();
    }
}

Outcome City::run() {
    while (!queue_.empty() && queue_.top().at <= plan_.end) {
        const auto it = queue_.top();
        queue_.pop();
        now_ = it.at;
        happen(it);
    }
    return std::move(out_);
}

}  // namespace

Outcome run(const Plan& plan, Policy policy) { return City(plan, policy).run(); }

}  // namespace warmline::dispatcher::city
