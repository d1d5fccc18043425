#include "world.hpp"

#include <stdexcept>

namespace warmline::dispatcher::testing {
namespace {

OrganisationId org(const std::string& id) { return OrganisationId{id}; }

Service service(const Code& need, Tier tier, Executor executor, std::vector<std::string> licences = {}) {
    Service s;
    s.need = need;
    s.name = need;
    s.tier = tier;
    s.executor = executor;
    s.licences = std::move(licences);
    return s;
}

std::map<Tier, TierRule> tiers() {
    return {
        {Tier::t0, {{5s, 0}, {0s, 0}, {2min, 0}, {5min, 0}, {1h, 0}, {24h, 0}, {50, 100}, {2min, 5min, 10min}, false}},
        {Tier::t1, {{5s, 0}, {30min, 0}, {10min, 0}, {30min, 0}, {2h, 0}, {24h, 0}, {50, 80, 100, 125}, {}, false}},
        {Tier::t2, {{5s, 0}, {2h, 0}, {30min, 0}, {2h, 0}, {24h, 0}, {24h, 0}, {50, 80, 100}, {}, true}},
        {Tier::t3, {{5s, 0}, {2h, 0}, {4h, 0}, {0s, 1}, {0s, 5}, {48h, 0}, {80, 100, 120}, {}, true}},
        {Tier::t4, {{5s, 0}, {0s, 1}, {0s, 1}, {0s, 1}, {0s, 10}, {48h, 0}, {50, 100}, {}, true}},
    };
}

}  // namespace

Programme small_programme() {
    Programme p;
    p.id = "p1";
    p.organisations = {{org("gd"), "团省委", {}, "office"},
                       {org("gz"), "广州团市委", org("gd"), {}},
                       {org("gz.lw"), "荔湾团区委", org("gz"), {}},
                       {org("sz"), "深圳团市委", org("gd"), {}}};
    p.districts = {{"440103", "荔湾区", {"荔湾"}, org("gz.lw")}, {"440305", "南山区", {"南山"}, org("sz")}};
    p.hospitals = {{"省人民医院", {"省医"}, "440103", org("gd"), org("gd"), {}, true},
                   {"广州市第八人民医院", {"市八医院", "八院"}, "440103", org("gz"), org("gz"), {}, true},
                   {"示范大学附属医院", {}, "440305", org("gd"), org("sz"), {}, false}};
    p.services = {service("living.eldercare", Tier::t3, Executor::partner),
                  service("funds.relief", Tier::t4, Executor::partner),
                  service("education.tutoring", Tier::t3, Executor::pool),
                  service("psych.counsel", Tier::t2, Executor::pool, {"psychology"}),
                  service("psych.crisis", Tier::t1, Executor::pool, {"psychology"}),
                  service("living.family_plan", Tier::t3, Executor::partner),
                  service("transport", Tier::t2, Executor::pool, {"driving"})};
    p.services[0].repeat_days = 7;
    p.services[2].match_subject = true;
    p.services[5].family_plan = true;
    p.tiers = tiers();
    Calendar office;
    office.id = "office";
    office.blocks = {{9h, 12h}, {14h, 18h}};
    p.calendars = {{"office", office}};
    p.quiet_hours = {22h, 7h};
    p.bounce_max = 2;
    return p;
}

Person helper(const std::string& id, const std::string& organisation, std::set<Code> needs) {
    Person p;
    p.id = PersonId{id};
    p.roles = {Role::volunteer};
    p.organisation = org(organisation);
    p.helper.emplace().needs = std::move(needs);
    return p;
}

World::World() {
    state.roster = &roster;
    register_people();
}

void World::register_people() {
    const auto add = [&](const Person& p) { (void)run(ChangePerson{p}).value(); };
    Person husband;
    husband.id = PersonId{"husband"};
    husband.roles = {Role::requester};
    husband.household = HouseholdId{"home"};
    husband.conversations = {ConversationId{"wechat-1"}};
    add(husband);
    Person stranger;
    stranger.id = PersonId{"stranger"};
    add(stranger);
    for (const auto* id : {"partner", "backup"}) {
        auto officer = helper(id, "gz", {});
        officer.roles = {Role::partner};
        add(officer);
    }
    for (const auto* id : {"carer-1", "carer-2"}) add(helper(id, "gz", {"living.eldercare"}));
    for (const auto* id : {"tutor-1", "tutor-2"}) {
        auto tutor = helper(id, "gz", {"education.tutoring"});
        tutor.helper->subjects = {"数学"};
        add(tutor);
    }
    auto english = helper("tutor-english", "gz", {"education.tutoring"});
    english.helper->subjects = {"英语"};
    add(english);
    for (const auto* id : {"expert-1", "expert-2", "expert-3"}) {
        auto expert = helper(id, "gd", {"psych.counsel", "psych.crisis"});
        expert.helper->licences = {"psychology"};
        add(expert);
    }
    const auto office_of = [&](const char* id, const char* organisation, Role role) {
        Person p;
        p.id = PersonId{id};
        p.organisation = org(organisation);
        p.roles = {role};
        add(p);
    };
    office_of("coordinator-gd", "gd", Role::coordinator);
    office_of("coordinator-gz", "gz", Role::coordinator);
    office_of("operator", "gd", Role::operator_);
    Household home;
    home.id = HouseholdId{"home"};
    home.organisation = org("gz");
    home.members = {PersonId{"husband"}};
    home.pair = Pair{PersonId{"partner"}, PersonId{"backup"}, now};
    (void)run(ChangeHousehold{home}).value();
}

void World::keep(Decision decision) {
    for (const auto& event : decision.events) {
        apply(state, event);
        log.push_back(event);
    }
    for (const auto& [_, person] : state.persons) roster.put(person, ++version_);
    last = std::move(decision);
}

Result<void> World::run(const Command& command, const Actor& actor) {
    auto decision = decide(state, command, programme, actor, now);
    if (!decision) return decision.error();
    keep(std::move(*decision));
    return {};
}

Result<void> World::as(const std::string& person, const Command& command) {
    const bool helps = state.persons.at(PersonId{person}).helper.has_value();
    return run(command, {helps ? ActorKind::helper : ActorKind::requester, PersonId{person}});
}

Result<void> World::office(const Command& command) {
    return run(command, {ActorKind::coordinator, PersonId{"coordinator-gz"}});
}

TicketId World::open(const Code& need, std::map<std::string, std::string> facts, bool crisis, bool urgent) {
    OpenTicket command;
    command.id = TicketId{std::to_string(++numbers_)};
    command.need = need;
    command.requester = PersonId{"husband"};
    command.household = HouseholdId{"home"};
    command.summary = "家里需要帮助";
    command.facts = std::move(facts);
    command.crisis = crisis;
    command.urgent = urgent;
    as("husband", command).value();
    return command.id;
}

std::vector<TicketId> World::fresh() {
    std::vector<TicketId> out;
    for (int i = 0; i < 3; ++i) out.emplace_back(std::to_string(++fresh_));
    return out;
}

void World::wait(Span span) {
    const Time until = now + span;
    for (int turns = 0; turns < 10000; ++turns) {
        std::optional<Time> next;
        TicketId whose;
        HouseholdId home;
        const auto consider = [&](std::optional<Time> due, const TicketId& ticket, const HouseholdId& household) {
            if (!due || *due > until || (next && *due >= *next)) return;
            next = due;
            whose = ticket;
            home = household;
        };
        for (const auto& [id, t] : state.tickets) consider(next_due(t, programme), id, {});
        for (const auto& [id, h] : state.households) consider(next_due(h), {}, id);
        if (!next) {
            now = until;
            return;
        }
        now = std::max(now, *next);
        if (home)
            run(TickHousehold{home, fresh()}).value();
        else
            run(Tick{whose}).value();
    }
    throw std::logic_error("time stands still: a Tick left its own cause");
}

std::string World::candidate(const TicketId& id) const {
    const auto& offer = ticket(id).offer;
    return offer ? offer->candidate.value : std::string{};
}

bool World::told(NoticeKind kind, const std::string& to) const {
    return std::ranges::any_of(last.notices, [&](const Notice& n) { return n.kind == kind && n.to.value == to; });
}

std::vector<NoticeKind> World::heard(const std::string& to) const {
    std::vector<NoticeKind> kinds;
    for (const auto& notice : last.notices)
        if (notice.to.value == to) kinds.push_back(notice.kind);
    return kinds;
}

void World::add_officer(const std::string& id, const std::string& organisation) {
    auto officer = helper(id, organisation, {});
    officer.roles = {Role::partner};
    (void)run(ChangePerson{officer}).value();
}

void World::add_family(const std::string& id, const std::string& organisation) {
    Person person;
    person.id = PersonId{id + "-person"};
    person.roles = {Role::requester};
    person.household = HouseholdId{id};
    (void)run(ChangePerson{person}).value();
    Household home;
    home.id = HouseholdId{id};
    home.organisation = org(organisation);
    home.members = {person.id};
    (void)run(ChangeHousehold{home}).value();
}

std::size_t World::happened(EventKind kind) const {
    return static_cast<std::size_t>(std::ranges::count(last.events, kind, &Event::kind));
}

const Deadline* World::deadline(const TicketId& id, DeadlineKind kind) const {
    const auto& all = ticket(id).deadlines;
    const auto it = std::ranges::find(all, kind, &Deadline::kind);
    return it == all.end() ? nullptr : &*it;
}

}  // namespace warmline::dispatcher::testing
