#include "draft.hpp"

#include <algorithm>
#include <utility>

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

std::string seen_text(const Message& message) {
    switch (message.kind) {
        case MessageKind::text:
        case MessageKind::voice:
            return message.text.empty() ? "[语音]" : message.text;
        case MessageKind::image:
            return "[图片]";
        case MessageKind::video:
            return "[视频]";
        case MessageKind::location:
            return "[位置] " + message.text;
        case MessageKind::link:
            return "[链接] " + message.text;
        case MessageKind::menu:
            return "[菜单] " + message.text;
        case MessageKind::subscribe:
            return "[关注]";
        case MessageKind::unsubscribe:
            return "[取消关注]";
        case MessageKind::other:
            break;
    }
    return "[其他消息]";
}

bool has_words(const Message& message) {
    return message.kind == MessageKind::text || message.kind == MessageKind::voice;
}

std::string value_of(const Facts& facts, const char* slot) {
    const auto it = facts.find(slot);
    return it == facts.end() ? std::string{} : it->second;
}

/// @return true if `field` changed
bool keep(std::string& field, const std::string& value, bool overwrite) {
    if (value.empty() || field == value || (!field.empty() && !overwrite)) return false;
    field = value;
    return true;
}

}  // namespace

Draft::Draft(const Conversation& before, const Message& inbound, const Understanding& read, const State& loaded,
             const Programme& plan, const FreshIds& fresh, Time clock)
    : message(inbound),
      understanding(read),
      state(loaded),
      programme(plan),
      now(clock),
      text(fold(has_words(inbound) ? inbound.text : std::string{})),
      conversation(before),
      ids_(fresh) {
    static constexpr std::size_t line_bytes_max = 2048;
    conversation.lines.push_back({now, false, cut(seen_text(message), line_bytes_max)});
    if (conversation.lines.size() > lines_max)
        conversation.lines.erase(conversation.lines.begin(),
                                 conversation.lines.end() - static_cast<std::ptrdiff_t>(lines_max));
    remember_family();
}

/// A question about a family's ticket is answered for that family.
void Draft::remember_family() {
    const auto& question = conversation.question;
    const auto* about = question && !question->tickets.empty() ? ticket(question->tickets.front()) : nullptr;
    if (about == nullptr) return;
    for (const auto* home : families())
        if (home->id == about->household) return speak_for(home->id);
}

const Person* Draft::person() const {
    if (person_) return &*person_;
    return conversation.person ? state.person(conversation.person) : nullptr;
}

std::chrono::minutes Draft::utc_offset() const {
    const auto* who = person();
    return programme.calendar_of(who ? who->organisation : dispatcher::OrganisationId{}).utc_offset;
}

const Household* Draft::household() const {
    if (household_) return &*household_;
    const auto* who = person();
    if (who == nullptr) return nullptr;
    if (speaks_for_ && !speaks_for_->empty()) return loaded(*speaks_for_);
    if (who->household) return loaded(who->household);
    const auto all = families();
    return all.size() == 1 && !speaks_for_ ? all.front() : nullptr;
}

const Household* Draft::loaded(const HouseholdId& id) const {
    const auto it = state.households.find(id);
    return it == state.households.end() ? nullptr : &it->second;
}

std::vector<const Household*> Draft::families() const {
    std::vector<const Household*> out;
    const auto* who = person();
    if (who == nullptr) return out;
    for (const auto& [id, home] : state.households)
        if (home.pair && (home.pair->partner == who->id || home.pair->backup == who->id) && id != who->household)
            out.push_back(&home);
    return out;
}

const Helper* Draft::helper() const {
    const auto* who = person();
    return who && who->helper ? &*who->helper : nullptr;
}

const Ticket* Draft::ticket(const TicketId& id) const {
    const auto it = state.tickets.find(id);
    return it == state.tickets.end() ? nullptr : &it->second;
}

std::vector<const Ticket*> Draft::own_open() const {
    std::vector<const Ticket*> out;
    const auto* who = person();
    if (!who) return out;
    for (const auto& [id, t] : state.tickets) {
        const bool own = t.requester == who->id || (who->household && t.household == who->household);
        if (own && !is_over(t.state)) out.push_back(&t);
    }
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->opened < b->opened; });
    return out;
}

Person& Draft::editable_person() {
    if (!person_) person_ = *person();
    return *person_;
}

void Draft::be_registered() {
    if (person() == nullptr) {
        Person fresh;
        fresh.id = conversation.person ? conversation.person : ids_.person;
        person_ = std::move(fresh);
    }
    conversation.person = person()->id;
    if (!person()->roles.contains(Role::requester)) editable_person().roles.insert(Role::requester);
    const auto& known = person()->conversations;
    const bool call = message.channel == Channel::hotline;  // a call ends; nobody is reached on it later
    if (call && person()->phone.empty() && !message.caller.empty()) editable_person().phone = message.caller;
    if (!call && std::find(known.begin(), known.end(), conversation.id) == known.end())
        editable_person().conversations.push_back(conversation.id);
    if (person()->household || person()->helper || !families().empty()) return;
    Household home;
    home.id = ids_.household;
    home.members = {person()->id};
    home.hospital = person()->hospital;
    home.district = person()->district;
    editable_person().household = home.id;
    household_ = std::move(home);
    route_home();
}

void Draft::learn(const Facts& facts, bool sure) {
    if (person() == nullptr) return;
    const auto whose = value_of(facts, "beneficiary");
    const bool at_home = whose != "team" && whose != "other";
    const auto learn_into = [&](auto& who, std::initializer_list<std::pair<const char*, std::string*>> fields) {
        bool changed = false;
        for (const auto& [slot, field] : fields) changed |= keep(*field, value_of(facts, slot), sure);
        return changed ? std::optional{who} : std::nullopt;
    };
    // Whose number it is, is told by it on the telephone: it stays with its owner until somebody has asked.
    std::string not_ours;
    const bool claimed = is_of_another(value_of(facts, "phone"));
    if (claimed && conversation.asked.emplace("phone_owner", 1).second)
        call_person("person_wanted", "留的电话登记在另一个人名下，请打这个电话核对是不是一家人。原话：" + message.text,
                    false);
    std::string elsewhere;  // the district of a team's or a neighbour's need says nothing of this home
    // What a helper or a liaison tells is of the family he or she writes for.
    const bool of_family = speaks_for_ && !speaks_for_->empty();
    if (auto p = *person(); !p.helper && !of_family) {
        if (auto changed = learn_into(p, {{"phone", claimed ? &not_ours : &p.phone},
                                          {"name", &p.name},
                                          {"hospital", &p.hospital},
                                          {"district", at_home ? &p.district : &elsewhere}}))
            person_ = std::move(changed);
    }
    if (household() == nullptr) return;
    auto h = *household();
    std::string address_elsewhere;
    if (auto changed = learn_into(h, {{"hospital", &h.hospital},
                                      {"address", at_home ? &h.address : &address_elsewhere},
                                      {"language", at_home ? &h.language : &elsewhere},
                                      {"district", at_home ? &h.district : &elsewhere}}))
        household_ = std::move(changed);
    route_home();
}

bool Draft::is_of_another(const std::string& phone) const {
    if (phone.empty()) return false;
    return std::any_of(state.persons.begin(), state.persons.end(), [&](const auto& entry) {
        const auto& [id, other] = entry;
        return other.phone == phone && id != person()->id &&
               (!other.household || other.household != person()->household);
    });
}

void Draft::route_home() {
    if (!household_) return;
    const auto home = route(programme, household_->hospital, household_->district, false);
    if (home && household_->organisation.empty()) household_->organisation = *home;
    if (home && person()->organisation.empty() && !person()->helper) editable_person().organisation = *home;
}

const Service* Draft::service(const Code& need, const TicketId& id) const {
    if (const auto* known = ticket(id)) return programme.service(need, known->organisation);
    const auto* home = household();
    const auto* who = person();
    const auto at = home && home->organisation ? home->organisation : who ? who->organisation : OrganisationId{};
    return programme.service(need, at);
}

std::optional<TicketId> Draft::open(OpenTicket ticket) {
    if (tickets_used_ >= ids_.tickets.size()) return std::nullopt;
    ticket.id = ids_.tickets[tickets_used_++];
    ticket.requester = conversation.person;
    ticket.draft = message.channel == Channel::hotline && !ticket.crisis;
    const auto* found = service(ticket.need, ticket.id);
    const auto tier = ticket.crisis   ? Tier::t0
                      : !found        ? Tier::t3
                      : ticket.urgent ? std::min(found->tier, found->urgent_tier)
                                      : found->tier;
    touched.push_back({ticket.id, ticket.need, tier, ticket.facts});
    conversation.listed.push_back(ticket.id);
    auto id = ticket.id;
    command(std::move(ticket));
    return id;
}

void Draft::touch(const TicketId& id, const Facts& more) {
    const auto* known = ticket(id);
    if (known == nullptr) return;
    auto all = more;
    all.insert(known->facts.begin(), known->facts.end());
    touched.push_back({id, known->need, known->tier, std::move(all)});
}

void Draft::amend(const TicketId& id, Facts facts, std::string words) {
    touch(id, facts);
    command(AmendTicket{id, std::move(facts), std::move(words)});
}

void Draft::call_person(const std::string& reason, std::string words, bool urgent, const TicketId& about) {
    if (std::exchange(called_, true)) return;
    CallTask task;
    task.id = ids_.call_task;
    task.person = conversation.person;
    task.conversation = conversation.id;
    task.ticket = about;
    if (const auto* who = person()) task.organisation = who->organisation;
    if (task.organisation.empty() && !programme.organisations.empty())
        task.organisation = programme.organisations.front().id;
    task.reason = reason;
    task.text = std::move(words);
    task.urgent = urgent;
    task.opened = now;
    command(OpenCallTask{std::move(task)});
}

void Draft::say(Key key, std::map<std::string, std::string> fields, std::vector<TicketId> tickets) {
    says_.push_back({std::string{key.name}, std::move(fields), std::move(tickets)});
}

void Draft::ask(Question question, std::string key, std::map<std::string, std::string> fields) {
    if (question_) return;
    question.asked = now;
    question_ = Say{std::move(key), std::move(fields), question.tickets};
    conversation.question = std::move(question);
}

void Draft::teach(Example::Source source, std::string_view words, std::vector<Code> intents, std::vector<Code> needs,
                  bool urgent, const TicketId& about) {
    if (trim(words).empty()) return;
    Example example;
    example.source = source;
    example.channel = message.channel == Channel::hotline ? "hotline" : "wechat";
    example.text = head_of(words, example_bytes_max);
    example.intents = std::move(intents);
    example.needs = std::move(needs);
    example.urgency = urgent ? Urgency::urgent : Urgency::normal;
    example.ticket = about;
    examples_.push_back(std::move(example));
}

Turn Draft::finish() && {
    Turn turn;
    turn.actor = {actor_, conversation.person};
    if (actor_ == ActorKind::coordinator && person() != nullptr) turn.actor.organisation = person()->organisation;
    if (person_) turn.commands.emplace_back(ChangePerson{std::move(*person_)});
    if (household_) turn.commands.emplace_back(ChangeHousehold{std::move(*household_)});
    for (auto& c : commands_) turn.commands.push_back(std::move(c));
    turn.conversation = std::move(conversation);
    turn.says = std::move(says_);
    turn.examples = std::move(examples_);
    if (question_) turn.says.push_back(std::move(*question_));
    return turn;
}

}  // namespace warmline::bot::talk
