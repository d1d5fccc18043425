#include <gtest/gtest.h>

#include <random>

#include "dispatcher/choose.hpp"
#include "dispatcher/duty.hpp"
#include "dispatcher/fit.hpp"
#include "property_checks.hpp"
#include "property_whims.hpp"
#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

/// Does anything anybody might do, in any order, mostly with the right person. The seed decides everything.
class Chaos {
public:
    explicit Chaos(unsigned seed) : random_(seed) {
        w.add_officer("officer-1", "gz");
        w.add_officer("officer-2", "gd");
        w.add_officer("officer-3", "gz");
        w.add_officer("officer-4", "gz");
        w.add_family("home-2", "gz");
        w.add_family("home-3", "gz.lw");
        w.add_family("home-4", "sz");
        w.add_family("home-5", "sz");
        add_liaison();
        prepare_surge();
        prepare_squads(w);
        share();
        w.programme.tiers.at(Tier::t1).wave = 2;
        w.programme.tiers.at(Tier::t2).wave = 3;
        w.programme.tiers.at(Tier::t3).review = Allowance{24h, 0};
        prepare_groups(w);
        prepare_places(w);
        for (const auto& event : w.log) apply(shadow, event);
    }

    World w;
    State shadow;  ///< folded from the events alone: no roster, nothing loaded

    void step() {
        if (w.state.tickets.empty() || one_in(6)) return open();
        if (one_in(8)) return wait_or_jump();
        if (one_in(5)) return pair();
        if (one_in(12)) return outreach();
        if (one_in(14)) return series();
        if (one_in(12)) return mass();
        if (one_in(30)) return districts();
        if (one_in(30)) return write();
        if (one_in(12)) return part();
        if (one_in(14)) return groups();
        if (one_in(14)) return stay();
        if (one_in(14)) return family_says();
        if (one_in(30)) return give_families_away();
        pick_ticket();
        if (one_in(25)) return extend("说明");
        const auto person = pick_person();
        const auto note = one_in(4) ? std::string{} : std::string{"说明"};
        switch (below(21)) {
            case 0:
            case 1:
            case 2:
                return act(person, AcceptOffer{id_, person});
            case 3:
            case 4:
                return act(person, DeclineOffer{id_, person, note});
            case 5:
                return progress(note);
            case 6:
            case 7:
                return complete(note);
            case 8:
                return act(person, HandBack{id_, person, note});
            case 9:
                return act(person, AskForHelp{id_, person, note});
            case 10:
                return rate(note);
            case 11:
                return office(Reassign{id_, anybody(), note});
            case 12:
                return move(note);
            case 13:
                return act(family(), CancelTicket{id_, note});
            case 14:
                return amend();
            case 15:
                return one_in(2) ? office(ConfirmTicket{id_}) : office(AddNote{id_, note});
            case 16:
            case 19:
                return extend(note);
            case 17:
                return merge(note);
            case 18:
                return one_in(2) ? reclassify(note) : extend(note);
            default:
                return rest(person);
        }
    }

private:
    void add_liaison() {
        for (int hour = 0; hour < 24; hour += 2) w.programme.outreach_at.emplace_back(hour * 60);
        Person person;
        person.id = PersonId{"liaison"};
        person.roles = {Role::liaison};
        person.organisation = OrganisationId{"gz"};
        person.conversations = {ConversationId{"chat-liaison"}};
        (void)w.run(ChangePerson{person});
    }
    void prepare_surge() {
        w.programme.situation = &w.state.situation.emplace();
        auto& surge = w.programme.surge;
        surge.capacity_percent = testing::surge_percent;
        surge.tiers[Tier::t3] = w.programme.tiers[Tier::t3];
        surge.tiers[Tier::t3].resolve = {std::chrono::hours(0), 8};
        surge.tiers[Tier::t2] = w.programme.tiers[Tier::t2];
        surge.tiers[Tier::t2].contact = {std::chrono::hours(5), 0};
    }
    /// Districts are sealed and opened again.
    void districts() {
        SetBounds c{{}, {}, one_in(5) ? "" : "疫情变化"};
        if (one_in(3)) c.area = {"440103"};
        if (one_in(3)) c.sealed = {one_in(4) ? "440199" : "440305"};
        office(c);
    }
    void write() {
        WriteToFamily c{one_in(3) ? HouseholdId{} : key_of(w.state.households), anybody(), w.now};
        const auto before = w.log.size();
        (void)w.run(c);
        follow(before);
    }
    /// Surge mode and incidents, on and off.
    void mass() {
        pick_ticket();
        const auto& open = w.state.situation->incidents;
        const auto note = one_in(4) ? std::string{} : std::string{"很多人"};
        switch (below(5)) {
            case 0:
                return office(SwitchSurge{!w.state.situation->surge, note});
            case 1: {
                Incident incident;
                incident.id = IncidentId{"i" + std::to_string(w.log.size())};
                incident.need = w.ticket(id_).need;
                incident.place.district = one_in(2) ? "440103" : "440305";
                incident.title = incident.words = "很多人";
                incident.organisation = OrganisationId{"gd"};
                return office(OpenIncident{incident});
            }
            case 2:
                if (!open.empty() && one_in(2)) return office(CloseIncident{open.front().id, note});
                return office(UnlinkTicket{id_, note});
            case 3:
                for (const auto& [id, ticket] : w.state.tickets)
                    if (ticket.incident) return office(UnlinkTicket{id, note});
                return;
            default:
                for (const auto& incident : open)
                    for (const auto& [id, ticket] : w.state.tickets)
                        if (ticket.need == incident.need && one_in(2))
                            return office(LinkTicket{id, incident.id, one_in(2)});
        }
    }
    void groups() {
        const auto expert = one_in(6) ? anybody() : PersonId{one_in(2) ? "expert-1" : "expert-2"};
        office(group_command(w, expert, [this](unsigned n) { return one_in(n); }));
    }
    void stay() {
        pick_ticket();
        for (const auto& [id, t] : w.state.tickets)
            if (t.need == "living.eldercare" && !is_over(t.state) && one_in(2)) id_ = id;
        const auto command = stay_command(w, id_, below(12), [this](unsigned n) { return one_in(n); });
        const auto assignee = w.ticket(id_).assignee;
        one_in(3) && assignee ? act(assignee, command) : office(command);
    }
    /// Two kinds of work are shared: one is led, one is each for itself.
    void share() {
        for (auto& service : w.programme.services) {
            if (service.need == "living.eldercare") service.mode = Mode::lead;
            if (service.need == "funds.relief") service.mode = Mode::each;
            if (service.mode == Mode::routed) continue;
            service.responsible = OrganisationId{"gd"};
            service.cooperating = {OrganisationId{"gz"}, OrganisationId{"sz"}};
        }
    }
    OrganisationId any_organisation() {
        static const char* ids[] = {"gd", "gz", "gz.lw", "sz"};
        return OrganisationId{ids[below(4)]};
    }
    void account(const OrganisationId& of, const Command& command) {
        const auto before = w.log.size();
        (void)w.run(command, {ActorKind::coordinator, PersonId{"coordinator-gz"}, of});
        follow(before);
    }
    /// Something about a part, or about returning and ruling, by whichever organisation.
    void part() {
        const auto note = one_in(5) ? std::string{} : std::string{"说明"};
        for (const auto& [id, t] : w.state.tickets)
            if (ruling_due(t, w.programme) && may_move(t.state, TicketState::offered) && !t.assignee)
                return account(one_in(4) ? any_organisation() : OrganisationId{},
                               RuleTicket{id, any_organisation(), note});
        pick_ticket();
        if (one_in(3)) return bounce(note);
        for (const auto& [id, t] : w.state.tickets)
            if (t.parties.size() > 1 && !is_over(t.state) && one_in(3)) id_ = id;
        const auto& parties = w.ticket(id_).parties;
        const auto whose = parties.size() > 1 && !one_in(6) ? parties.back().organisation : any_organisation();
        const auto by = one_in(2) ? whose : any_organisation();
        if (one_in(2)) return account(by, ReportPart{id_, whose, note});
        account(by, ReturnPart{id_, whose, note});
    }
    /// What was returned most is returned again, or given to somebody who may return it.
    void bounce(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (!is_over(t.state) && !t.ruled && t.bounces > w.ticket(id_).bounces) id_ = id;
        if (may_move(w.ticket(id_).state, TicketState::returned))
            return account({}, MoveTicket{id_, TicketState::returned, note, {}, {}});
        account({}, Reassign{id_, officer(), note});
    }
    void outreach() {
        const PersonId liaison{"liaison"};
        if (one_in(3)) return act(liaison, AnswerOutreach{liaison, one_in(2)});
        if (one_in(3)) return act(liaison, LimitOutreach{liaison, static_cast<int>(below(3))});
        office(ReachOut{liaison});
    }
    void series() {
        if (one_in(8)) return office(MakePlan{key_of(w.state.households)});
        for (const auto& [id, home] : w.state.households)
            if (!home.series.empty() && one_in(2)) return move_series(home);
        for (const auto& [id, t] : w.state.tickets)
            if (t.household && t.need == "living.eldercare" && !is_over(t.state) && one_in(2)) id_ = id;
        if (!id_) pick_ticket();
        act(family(), StartSeries{id_, w.ticket(id_).household});
    }
    void move_series(const Household& home) {
        MoveSeries c{home.id, one_in(8) ? Code{"transport"} : home.series.front().need, {}, {}, "说明"};
        c.move = static_cast<SeriesMove>(below(one_in(3) ? 4 : 3));
        if (one_in(2)) c.until = w.now + std::chrono::hours{below(500)};
        if (one_in(2)) return office(c);
        act(home.members.empty() || one_in(4) ? anybody() : home.members.front(), c);
    }
    /// Of a partner who carries something, so that it goes along.
    void give_families_away() {
        for (const auto& [id, home] : w.state.households)
            if (home.pair && carries(w.state.persons.at(home.pair->partner)))
                return office(HandOverFamily{id, free_officer(), "说明"});
    }
    /// Somebody of the family says how he or she is, or that it takes too long; the office how fast it goes.
    void family_says() {
        pick_ticket();
        for (const auto& [id, t] : w.state.tickets)
            if (t.crisis && (t.state == TicketState::closed || t.state == TicketState::resolved) && one_in(2)) id_ = id;
        const auto note = one_in(4) ? std::string{} : std::string{"说明"};
        if (one_in(2)) return act(w.ticket(id_).requester, AnswerFollowUp{id_, one_in(2), note});
        pick_ticket();
        if (one_in(2)) return act(family(), UrgeTicket{id_, note});
        const auto tier = static_cast<Tier>(below(5));
        one_in(2) ? office(RetierTicket{id_, tier, note}) : act(family(), RetierTicket{id_, Tier::t1, note});
    }
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
    bool one_in(unsigned n) { return below(n) == 0; }
    template <class Map>
    typename Map::key_type key_of(const Map& map) {
        return std::next(map.begin(), static_cast<long>(below(static_cast<unsigned>(map.size()))))->first;
    }
    PersonId anybody() { return key_of(w.state.persons); }
    PersonId family() { return one_in(5) ? anybody() : w.ticket(id_).requester; }
    void pick_ticket() { id_ = key_of(w.state.tickets); }
    PersonId pick_person() {
        const auto& t = w.ticket(id_);
        if (!t.beside.empty() && one_in(3)) return t.beside.back();
        if (t.offer && !one_in(4)) return t.offer->candidate;
        if (t.assignee && !one_in(4)) return t.assignee;
        return anybody();
    }

    const char* any_need() {
        static const char* needs[] = {"living.eldercare",   "funds.relief", "education.tutoring",
                                      "psych.counsel",      "psych.crisis", "transport",
                                      "living.family_plan", "other",        "psych.group"};
        return needs[below(9)];
    }

    void open() {
        OpenTicket c;
        c.id = TicketId{std::to_string(10000 + ++opened_)};
        c.need = any_need();
        c.crisis = one_in(8);
        c.urgent = one_in(5);
        c.draft = one_in(8);
        c.requester = one_in(4) ? anybody() : PersonId{one_in(3) ? "stranger" : "husband"};
        if (one_in(2)) c.household = one_in(3) ? key_of(w.state.households) : HouseholdId{"home"};
        if (one_in(3)) c.facts["hospital"] = one_in(2) ? "八院" : "火星医院";
        if (one_in(2)) c.facts["subject"] = "数学";
        c.facts["people"] = std::to_string(1 + below(4));
        c.summary = "家里需要帮助";
        act(c.requester, c);
    }

    void move(const std::string& note) {
        using enum TicketState;
        static constexpr TicketState likely[] = {returned, waiting, parked, in_progress, reopened, out_of_scope};
        const auto to = one_in(2) ? likely[below(6)] : static_cast<TicketState>(below(14));
        MoveTicket c{id_, to, note, {}, {}};
        if (!one_in(4)) c.replacement = "替代方案";
        if (!one_in(4)) c.review_at = w.now + std::chrono::hours{below(100)};
        office(c);
    }

    void amend() {
        AmendTicket c{id_, {}, "补充"};
        if (one_in(2)) c.facts["district"] = "荔湾";
        act(family(), c);
    }

    void progress(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (may_move(t.state, TicketState::in_progress) && t.assignee && one_in(2)) id_ = id;
        const auto person = pick_person();
        act(person, ReportProgress{id_, person, note, one_in(4)});
    }

    void complete(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (may_move(t.state, TicketState::resolved) && t.assignee && one_in(2)) id_ = id;
        const auto person = pick_person();
        act(person, CompleteTicket{id_, person, note});
    }

    void rate(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (t.state == TicketState::resolved && one_in(2)) id_ = id;
        act(family(), RateTicket{id_, one_in(2), static_cast<int>(below(7)), note});
    }

    void reclassify(const std::string& note) {
        office(ReclassifyTicket{id_, one_in(4) ? Code{} : Code{any_need()}, "chitchat", note});
    }

    void merge(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (t.merged_into && one_in(2)) return office(MoveTicket{id, TicketState::reopened, note, {}, {}});
        office(MergeTicket{id_, key_of(w.state.tickets), note});
    }

    /// Something that is carried, if there is any, so that it happens at all.
    void extend(const std::string& note) {
        for (const auto& [id, t] : w.state.tickets)
            if (t.extension && one_in(2)) return office(RuleExtension{id, one_in(2), note});
        for (const auto& [id, t] : w.state.tickets)
            if (t.assignee && may_move(t.state, TicketState::resolved) && one_in(2)) id_ = id;
        const auto* resolve = w.deadline(id_, DeadlineKind::resolve);
        const auto due = resolve ? std::max(resolve->due, w.now) : w.now;
        const auto person = pick_person();
        act(person, AskExtension{id_, person, due + std::chrono::hours{below(200)}, note});
    }

    void rest(const PersonId& person) {
        Rest c{person, {}};
        if (!one_in(3)) c.until = w.now + std::chrono::hours{below(30)};
        if (one_in(4)) c.from = w.now + std::chrono::hours{below(20)};
        act(person, c);
    }

    PersonId officer() {
        static const char* ids[] = {"partner", "backup", "officer-1", "officer-2", "officer-3", "officer-4"};
        return one_in(8) ? anybody() : PersonId{ids[below(6)]};
    }

    PersonId free_officer() {
        for (const auto& [id, p] : w.state.persons)
            if (p.roles.contains(Role::partner) && p.families.empty()) return id;
        return officer();
    }
    static bool carries(const Person& person) { return person.helper && !person.helper->tickets.empty(); }

    Duty limits(const Helper& helper) {
        Duty duty{helper.shifts, static_cast<int>(4 + below(4)), static_cast<int>(below(3)) * 3, {}};
        if (one_in(3)) duty.kind_limits[any_need()] = static_cast<int>(1 + below(2));
        if (one_in(3)) duty.shifts = {Shift{static_cast<int>(1 + below(7)), 8h, 22h}};
        if (one_in(3)) duty.shifts.clear();
        return duty;
    }

    /// The office notes a leave, ends one or sets the limits.
    void leave(const PersonId& whose) {
        const auto& helper = helper_of(w.state.persons.at(whose));
        if (one_in(4)) return office(ChangeDuty{whose, duty_of(helper), limits(helper)});
        if (helper.leave.empty() || one_in(2)) {
            const auto from = w.now + std::chrono::hours{below(40)} - std::chrono::hours{8};
            return office(Rest{whose, from + std::chrono::hours{9 + below(60)}, from, "考试"});
        }
        const auto noted = helper.leave.front();
        const auto half = noted.from + (noted.to - noted.from) / 2;
        return office(
            ShortenLeave{whose, noted.from, noted.to, one_in(2) ? std::optional<Time>{} : std::optional{half}});
    }

    /// Something about a pair, by whoever might do it.
    void pair() {
        auto home = one_in(2) ? HouseholdId{"home"} : key_of(w.state.households);
        for (const auto& [id, h] : w.state.households)  // one whose partner carries something, if there is any
            if (h.pair && one_in(2) && carries(w.state.persons.at(h.pair->partner))) home = id;
        const auto& known = w.state.households.at(home);
        const auto note = one_in(4) ? std::string{} : std::string{"说明"};
        const auto partner = known.pair ? known.pair->partner : officer();
        const bool asked = known.pair && known.pair->hand_over && !one_in(3);
        switch (asked ? 1U : below(10)) {
            case 0:
            case 9:
                return act(partner, HandOverFamily{home, officer(), note});
            case 1: {
                const auto to = asked ? known.pair->hand_over->to : officer();
                return act(to, AnswerHandOver{home, to, !one_in(3), note});
            }
            case 2:
                // Who carries something goes to somebody with room for it.
                return office(HandOverFamily{
                    home, carries(w.state.persons.at(partner)) || one_in(2) ? free_officer() : officer(), note});
            case 3:
                return office(SetBackup{home, one_in(4) ? PersonId{} : officer()});
            case 4:
                return one_in(4) ? office(EndPair{home, note, one_in(2) ? OpenWork::close : OpenWork::reassign})
                                 : office(PairHousehold{home});
            case 5:
                return one_in(3) ? office(LinkPerson{anybody(), home}) : office(PairHousehold{home});
            case 6:
                return one_in(2) ? leave(partner)
                                 : act(partner, Rest{partner, w.now + std::chrono::hours{20 + below(60)}});
            case 7:
                return act(partner, Rest{partner, std::nullopt});
            default:
                return office(ChangeHousehold{known});
        }
    }

    void wait_or_jump() {
        const auto before = w.log.size();
        if (one_in(2)) {
            w.wait(std::chrono::minutes{below(60 * 60)});
        } else {  // the service was away: one late Tick
            w.now += std::chrono::minutes{below(60 * 24 * 10)};
            pick_ticket();
            w.run(Tick{id_}).value();
        }
        follow(before);
        expect_household_tick_changes_nothing();
        if (id_) expect_tick_changes_nothing();
    }

    void act(const PersonId& person, const Command& command) {
        const auto before = w.log.size();
        (void)w.as(person.value, command);
        follow(before);
    }
    void office(const Command& command) {
        const auto before = w.log.size();
        (void)w.office(command);
        follow(before);
    }

    /// Folds what was added to the log into the shadow, and watches every move.
    void follow(std::size_t from) {
        for (; from < w.log.size(); ++from) {
            const auto& event = w.log[from];
            const auto it = shadow.tickets.find(event.ticket);
            const auto before = it == shadow.tickets.end() ? std::nullopt : std::optional{it->second.state};
            if (before) expect_offer_is_right(shadow, event, w.programme);
            apply(shadow, event);
            if (!before) continue;
            const auto after = shadow.tickets.at(event.ticket).state;
            EXPECT_TRUE(*before == after || may_move(*before, after))
                << name_of(event.kind) << ": " << name_of(*before) << " to " << name_of(after);
        }
    }

    void expect_household_tick_changes_nothing() {
        const auto home = key_of(w.state.households);
        w.run(TickHousehold{home, w.fresh()}).value();
        follow(w.log.size() - w.last.events.size());
        w.run(TickHousehold{home, w.fresh()}).value();
        EXPECT_TRUE(w.last.events.empty()) << "a second tick of a household at the same moment";
        const auto due = next_due(w.state.households.at(home));
        EXPECT_TRUE(!due || *due > w.now);
    }

    void expect_tick_changes_nothing() {
        w.run(Tick{id_}).value();
        const auto again = w.log.size();
        follow(again - w.last.events.size());
        w.run(Tick{id_}).value();
        EXPECT_EQ(w.log.size(), again) << "a second Tick at the same moment";
        EXPECT_TRUE(w.last.notices.empty());
    }

    std::mt19937 random_;
    TicketId id_;
    int opened_ = 0;
};

constexpr unsigned seeds = 16;

class DispatcherProperty : public ::testing::TestWithParam<unsigned> {
protected:
    static inline std::set<EventKind> seen_;
    static inline unsigned runs_ = 0;

    /// The days were not too quiet: every kind of event happened.
    static void TearDownTestSuite() {
        for (int i = 0; runs_ == seeds && i <= static_cast<int>(EventKind::family_written); ++i) {
            const auto kind = static_cast<EventKind>(i);
            if (kind == EventKind::call_task_done) continue;
            EXPECT_TRUE(seen_.contains(kind)) << name_of(kind);
        }
        for (const auto kind : {EventKind::follow_up_answered, EventKind::ticket_urged, EventKind::ticket_retiered}) {
            EXPECT_TRUE(runs_ != seeds || seen_.contains(kind)) << name_of(kind);
        }
    }
};

TEST_P(DispatcherProperty, HoldsWhateverHappens) {
    Chaos chaos{GetParam()};
    for (int i = 0; i < 600 && !HasFailure(); ++i) {
        SCOPED_TRACE("step " + std::to_string(i));
        chaos.step();
        for (const auto& notice : chaos.w.last.notices) EXPECT_FALSE(notice.to.empty());
        expect_nobody_forgotten(chaos.w);
        expect_merged_are_heard(chaos.w);
        expect_books_balance(chaos.w.state);
        expect_pairs_balance(chaos.w);
        expect_series_hold(chaos.w);
        expect_parties_hold(chaos.w);
        expect_groups_hold(chaos.w);
        expect_stays_hold(chaos.w);
        expect_stored_form_is_whole(chaos.w);
        expect_clocks_replay(chaos.w.state);
        if (i % 25 == 0) expect_same(chaos.w.state, chaos.shadow);
    }
    expect_same(chaos.w.state, chaos.shadow);
    for (const auto& event : chaos.w.log) seen_.insert(event.kind);
    ++runs_;
    // And when nobody does anything any more.
    chaos.w.wait(8 * 24h);
    expect_nobody_forgotten(chaos.w);
    expect_books_balance(chaos.w.state);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DispatcherProperty, ::testing::Range(1U, seeds + 1));

}  // namespace
}  // namespace warmline::dispatcher
