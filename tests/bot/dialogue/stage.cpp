#include "stage.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "support/where.hpp"

namespace warmline::bot::testing {
namespace {

using namespace dispatcher;

OrganisationId org(const char* id) { return OrganisationId{id}; }

Service service(const Code& need, const char* name, Tier tier, Executor executor, std::vector<std::string> slots) {
    Service s;
    s.need = need;
    s.name = name;
    s.tier = tier;
    s.executor = executor;
    for (const auto& slot : slots) s.questions.push_back({slot, "ask." + slot});
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

Person helper(const char* id, const char* name, Role role, std::set<Code> needs) {
    Person p;
    p.id = PersonId{id};
    p.name = name;
    p.phone = "13900009999";
    p.roles = {role};
    p.organisation = org("gz");
    p.helper.emplace().needs = std::move(needs);
    return p;
}

ConversationId chat_id(const std::string& who) { return ConversationId{"wechat." + who}; }

}  // namespace

Programme province() {
    Programme p;
    p.id = "p1";
    p.organisations = {{org("gd"), "团省委", {}, "office"},
                       {org("gz"), "广州团市委", org("gd"), {}},
                       {org("sz"), "深圳团市委", org("gd"), {}}};
    p.districts = {{"440106", "天河区", {"天河"}, org("gz")}, {"440305", "南山区", {"南山"}, org("sz")}};
    p.hospitals = {{"示范大学附属医院", {"示范附院"}, "440106", org("gd"), org("gz"), {}, true}};
    p.services = {
        service("living.eldercare", "长者照护", Tier::t2, Executor::partner, {"address", "when"}),
        service("education.tutoring", "学业辅导", Tier::t3, Executor::pool, {"child_grade", "subject", "when"}),
        service("living.groceries", "买菜送菜", Tier::t3, Executor::partner, {"address", "items"}),
        service("transport", "用车接送", Tier::t2, Executor::pool, {"when", "address"}),
        service("psych.counsel", "心理咨询", Tier::t2, Executor::pool, {"phone"}),
        service("psych.crisis", "心理危机", Tier::t0, Executor::pool, {}),
        service("medical.care", "就医用药", Tier::t2, Executor::partner, {"address"}),
        service("other", "其他需求", Tier::t3, Executor::partner, {})};
    p.services[1].match_subject = true;
    p.services[2].repeat_days = 7;
    p.services[4].licences = p.services[5].licences = {"psychology"};
    p.tiers = tiers();
    Calendar office;
    office.id = "office";
    office.blocks = {{9h, 12h}, {14h, 18h}};
    p.calendars = {{"office", office}};
    p.quiet_hours = {22h, 7h};
    return p;
}

nlohmann::json shipped_wording() {
    std::ifstream in{WARMLINE_SOURCE_DIR "/config/wording/zh-CN.json"};
    if (!in) throw std::runtime_error("the wording is missing");
    return nlohmann::json::parse(in);
}

Reads::Reads(std::string message, std::vector<Code> intents) : text(std::move(message)) {
    understanding.intents = std::move(intents);
}

Reads& Reads::need(const Code& code, const std::string& piece) {
    const auto at = piece.empty() ? 0 : text.find(piece);
    if (at == std::string::npos) throw std::logic_error("the message has no such piece: " + piece);
    understanding.needs.push_back({code, 0.9, at, piece.empty() ? text.size() : at + piece.size()});
    return *this;
}

Reads& Reads::ask(std::vector<Code> options) {
    understanding.decision = Decision::ask;
    understanding.options = std::move(options);
    return *this;
}

Reads& Reads::person() { return understanding.decision = Decision::person, *this; }
Reads& Reads::urgency(Urgency urgency) { return understanding.urgency = urgency, *this; }
Reads& Reads::alarm(Alarm alarm) { return understanding.alarm = alarm, *this; }
Reads& Reads::slot(void (*set)(Slots&)) { return set(understanding.slots), *this; }

Reads request(const std::string& text, const Code& need) { return Reads{text, {"request"}}.need(need); }

Stage::Stage()
    : programme(province()),
      now(Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}} + 2h),
      wording(shipped_wording()) {
    state.roster = &roster;
    Person husband;
    husband.id = PersonId{"husband"};
    husband.name = "王先生";
    husband.phone = "13800001234";
    husband.roles = {Role::requester};
    husband.organisation = org("gz");
    husband.household = HouseholdId{"home"};
    husband.hospital = "示范大学附属医院";
    add(husband);
    Household home;
    home.id = HouseholdId{"home"};
    home.organisation = org("gz");
    home.hospital = husband.hospital;
    home.members = {husband.id};
    home.pair = Pair{PersonId{"partner"}, {}, now};
    run(ChangeHousehold{home});
    add(helper("partner", "陈晓", Role::partner, {"living.eldercare"}));
    for (const auto* id : {"tutor-1", "tutor-2"}) {
        auto tutor =
            helper(id, id == std::string{"tutor-1"} ? "林老师" : "何老师", Role::volunteer, {"education.tutoring"});
        tutor.helper->subjects = {"数学"};
        add(tutor);
    }
    auto expert = helper("expert", "周医生", Role::expert, {"psych.counsel", "psych.crisis"});
    expert.helper->licences = {"psychology"};
    add(expert);
    Person coordinator;
    coordinator.id = PersonId{"coordinator"};
    coordinator.organisation = org("gd");
    coordinator.roles = {Role::coordinator};
    add(coordinator);
}

void Stage::add(Person person) {
    const auto name = person.id.value;
    person.conversations = {chat_id(name)};
    chat(name).person = person.id;
    run(ChangePerson{std::move(person)});
}

Conversation& Stage::chat(const std::string& who) {
    auto& conversation = chats_[who];
    conversation.id = chat_id(who);
    conversation.account = "demo";
    conversation.sender = "openid-" + who;
    return conversation;
}

FreshIds Stage::fresh() {
    FreshIds ids;
    for (std::size_t i = 0; i < tickets_per_turn_max; ++i)
        ids.tickets.emplace_back(std::to_string(numbers_ + static_cast<int>(i) + 1));
    ++people_;
    ids.person = PersonId{"new-" + std::to_string(people_)};
    ids.household = HouseholdId{"new-home-" + std::to_string(people_)};
    ids.call_task = "call-" + std::to_string(people_);
    return ids;
}

std::vector<Notice> Stage::decide(const Command& command, const Actor& actor) {
    auto decision = dispatcher::decide(state, command, programme, actor, now);
    if (!decision) {
        refusals.push_back({command, decision.error()});
        return {};
    }
    for (const auto& event : decision->events) {
        apply(state, event);
        if (event.kind == EventKind::ticket_opened) ++numbers_;
    }
    for (const auto& [id, person] : state.persons) roster.put(person, ++version_);
    return decision->notices;
}

void Stage::tell(const Notice& notice) {
    const auto who = notice.to.value;
    const auto text = say_notice(notice, state, wording, programme, now);
    expect_answer(chat(who), notice, now);
    inbox_[who].push_back(text);
    script += "[" + who + " ←] " + text + "\n";
}

void Stage::run(const Command& command, const Actor& actor) {
    refusals.clear();
    for (const auto& notice : decide(command, actor)) tell(notice);
    if (!refusals.empty()) throw std::logic_error(refusals.front().why.message());
}

std::string Stage::gets(const std::string& who, Message message, const Understanding& understanding) {
    script += "[" + who + "] " + message.text + "\n";
    last = take_turn(chat(who), message, understanding, state, programme, fresh(), now);
    refusals.clear();
    std::vector<Notice> own, others;
    for (const auto& command : last.commands)
        for (auto& notice : decide(command, last.actor))
            (notice.to == last.conversation.person ? own : others).push_back(notice);
    for (const auto& notice : own) expect_answer(last.conversation, notice, now);
    auto reply = compose(last, state, refusals, own, wording, programme, now);
    if (!reply.empty()) script += "[" + who + " ←] " + reply + "\n";
    chat(who) = last.conversation;
    if (!reply.empty()) chat(who).lines.push_back({now, true, reply});
    for (const auto& notice : others) tell(notice);
    return reply;
}

std::string Stage::hears(const std::string& who, const Reads& reads) {
    Message message;
    message.account = "demo";
    message.sender = "openid-" + who;
    message.text = reads.text;
    message.sent_at = now;
    return gets(who, std::move(message), reads.understanding);
}

Turn Stage::turn(const std::string& who, const Reads& reads) {
    Message message;
    message.text = reads.text;
    return take_turn(chat(who), message, reads.understanding, state, programme, fresh(), now);
}

void Stage::wait(Span span) {
    const auto until = now + span;
    for (int turns = 0; turns < 1000; ++turns) {
        std::optional<std::pair<Time, TicketId>> next;
        for (const auto& [id, t] : state.tickets)
            if (const auto due = next_due(t, programme); due && *due <= until && (!next || *due < next->first))
                next = {*due, id};
        if (!next) break;
        now = std::max(now, next->first);
        run(Tick{next->second});
    }
    now = until;
}

TicketId Stage::offered_to(const std::string& who, const Code& need) {
    OpenTicket open;
    open.id = TicketId{std::to_string(numbers_ + 1)};
    open.need = need;
    open.requester = PersonId{"husband"};
    open.household = HouseholdId{"home"};
    open.summary = "家里需要帮忙，电话13800001234，天河区花城大道5号";
    open.facts = {{"address", "天河区花城大道5号"}, {"subject", "数学"}};
    const auto id = open.id;
    run(open, {ActorKind::requester, open.requester});
    if (!ticket(id).offer || ticket(id).offer->candidate.value != who)
        run(Reassign{id, PersonId{who}, "测试"}, {ActorKind::coordinator, PersonId{"coordinator"}});
    return id;
}

TicketId Stage::accepted_by(const std::string& who, const Code& need) {
    const auto id = offered_to(who, need);
    run(AcceptOffer{id, PersonId{who}}, {ActorKind::helper, PersonId{who}});
    chat(who).question.reset();
    return id;
}

std::vector<std::string> Stage::told(const std::string& who) { return std::exchange(inbox_[who], {}); }

bool Stage::said(std::string_view key) const {
    return std::any_of(last.says.begin(), last.says.end(), [&](const Say& say) { return say.key == key; });
}

}  // namespace warmline::bot::testing
