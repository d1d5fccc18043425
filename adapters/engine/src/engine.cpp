#include "engine/engine.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "engine/examples.hpp"
#include "redis/errc.hpp"

namespace warmline::engine {
namespace {

/// What does not fit into the passive reply follows it, not the other way round.
constexpr std::chrono::seconds part_pause{1};

std::string_view name_of(bot::Channel channel) {
    switch (channel) {
        case bot::Channel::wechat:
            return "wechat";
        case bot::Channel::hotline:
            return "hotline";
        case bot::Channel::console:
            return "console";
    }
    return "other";
}

/// What the crisis detector reads beside the message: the person's own last lines.
std::string context_of(const bot::Conversation& conversation) {
    std::string context;
    for (const auto& line : conversation.lines)
        if (!line.ours) (context += line.text) += '\n';
    constexpr std::size_t context_bytes_max = 2000;
    if (context.size() > context_bytes_max) {
        auto from = context.size() - context_bytes_max;
        while (from < context.size() && (static_cast<unsigned char>(context[from]) & 0xC0U) == 0x80U) ++from;
        context.erase(0, from);
    }
    return context;
}

/// What must be loaded before these commands can be decided.
store::Store::Roots roots_of(const std::vector<dispatcher::Command>& commands) {
    store::Store::Roots roots;
    for (const auto& command : commands)
        std::visit(
            [&]<class T>(const T& c) {
                if constexpr (requires { c.ticket; }) roots.tickets.push_back(c.ticket);
                if constexpr (requires { c.into; }) roots.tickets.push_back(c.into);
                if constexpr (std::is_same_v<T, dispatcher::OpenTicket>) {
                    roots.tickets.push_back(c.id);
                    roots.persons.push_back(c.requester);
                    if (c.household) roots.households.push_back(c.household);
                }
                if constexpr (std::is_same_v<T, dispatcher::ChangePerson>) roots.persons.push_back(c.person.id);
                if constexpr (std::is_same_v<T, dispatcher::ChangeHousehold>) {
                    roots.households.push_back(c.household.id);
                    if (c.household.pair) roots.persons.push_back(c.household.pair->partner);
                }
                if constexpr (std::is_same_v<T, dispatcher::LinkPerson>) roots.persons.push_back(c.person);
                if constexpr (std::is_same_v<T, dispatcher::Rest> || std::is_same_v<T, dispatcher::ShortenLeave> ||
                              std::is_same_v<T, dispatcher::ChangeDuty> ||
                              std::is_same_v<T, dispatcher::GiveCalendar> ||
                              std::is_same_v<T, dispatcher::LimitOutreach>)
                    roots.persons.push_back(c.person);
                if constexpr (requires { c.task; }) {
                    roots.calls.push_back(c.task.id);
                    if (c.task.ticket) roots.tickets.push_back(c.task.ticket);
                }
            },
            command);
    return roots;
}

/// The telephone number by which somebody may be known: the caller's, or the first mobile number that a text names.
std::string number_in(const bot::Message& message) {
    if (message.channel == bot::Channel::hotline) return message.caller;
    constexpr std::size_t digits_of_mobile = 11;
    std::string digits;
    for (const char c : message.text + '.') {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (digits.size() == digits_of_mobile && digits.front() == '1') {
            return digits;
        } else if (c != ' ' && c != '-') {
            digits.clear();
        }
    }
    return {};
}

/// Partners and liaisons speak for families that their own record does not link to.
bool looks_after_families(const store::Work& work) {
    const auto* person = work.conversation ? work.state.person(work.conversation->conversation.person) : nullptr;
    return person != nullptr &&
           (person->roles.contains(dispatcher::Role::partner) || person->roles.contains(dispatcher::Role::liaison));
}

/// True if somebody may be able to take one more ticket after it.
bool gives_room(const dispatcher::Event& event) {
    using enum dispatcher::EventKind;
    constexpr std::array kinds{household_paired,  pair_ended,       ticket_accepted, ticket_resolved,
                               ticket_closed,     ticket_cancelled, ticket_merged,   ticket_out_of_scope,
                               ticket_unassigned, offer_declined,   offer_expired,   offer_withdrawn,
                               person_changed,    surge_switched,   bounds_set};
    return std::ranges::find(kinds, event.kind) != kinds.end();
}

bool changes_situation(const std::vector<dispatcher::Command>& commands) {
    return std::ranges::any_of(commands, [](const dispatcher::Command& command) {
        return std::holds_alternative<dispatcher::SwitchSurge>(command) ||
               std::holds_alternative<dispatcher::SetBounds>(command) ||
               std::holds_alternative<dispatcher::OpenIncident>(command) ||
               std::holds_alternative<dispatcher::CloseIncident>(command) ||
               std::holds_alternative<dispatcher::OpenGroup>(command) ||
               std::holds_alternative<dispatcher::ChangeGroup>(command) ||
               std::holds_alternative<dispatcher::CloseGroup>(command) ||
               std::holds_alternative<dispatcher::BookStay>(command);
    });
}

/// What ends a ticket also frees the room that is booked for it.
bool has_stay(const store::Work& work) {
    return std::ranges::any_of(work.state.tickets, [](const auto& entry) { return entry.second.stay.has_value(); });
}

/// What the console said of somebody's duty holds against a list that is imported again.
void keep_duty(dispatcher::Helper& listed, const dispatcher::Helper& known) {
    listed.shifts = known.shifts;
    listed.capacity = known.capacity;
    listed.per_day = known.per_day;
    listed.kind_limits = known.kind_limits;
    listed.duty_by_office = true;
}

void add_line(bot::Conversation& conversation, dispatcher::Time now, std::string text) {
    conversation.lines.push_back({now, true, std::move(text)});
    if (conversation.lines.size() > bot::lines_max) conversation.lines.erase(conversation.lines.begin());
}

}  // namespace

Engine::Engine(asio::any_io_executor executor, Parts parts, const Senders& senders)
    : executor_(executor),
      parts_(std::move(parts)),
      senders_(senders),
      locks_(executor),
      asking_(executor),
      numbers_(executor, parts_.store) {}

dispatcher::ConversationId Engine::conversation_of(const bot::Message& message) const {
    const std::string channel(name_of(message.channel));
    return dispatcher::ConversationId(channel + "." + message.account + "." +
                                      parts_.store.vault().hash(channel + "/" + message.account, message.sender));
}

asio::awaitable<boost::system::result<ports::Answer>> Engine::handle(bot::Message message, ports::SteadyTime reply_by) {
    if (!open_) co_return redis::Errc::not_connected;
    Context context;
    context.conversation = conversation_of(message);
    context.seen_hash = parts_.store.vault().hash("message/" + message.account, message.dedup_key);
    context.message = std::move(message);
    context.reply_by = reply_by;
    if (const auto number = number_in(context.message); !number.empty())
        context.phone_hash = parts_.store.vault().hash("phone", number);
    const auto held = co_await locks_.hold(context.conversation.value);
    Hold hold(locks_, parts_.roster);
    ++parts_.stats.messages;
    for (int attempt_number = 1;; ++attempt_number) {
        auto answer = co_await attempt(context, hold);
        if (answer) co_return std::move(*answer);
        if (answer.error() != redis::Errc::conflict || attempt_number == decisions_max) {
            ++parts_.stats.failed;
            co_return answer.error();
        }
    }
}

void Engine::prepare(Context& context, store::Work& work, dispatcher::Time now) const {
    work.state.roster = &parts_.roster;
    if (!work.conversation) {
        store::ConversationRecord record;
        record.conversation.id = context.conversation;
        record.conversation.channel = context.message.channel;
        record.conversation.account = context.message.account;
        record.conversation.sender = context.message.sender;
        // A number in a text is no proof of who wrote it; a call from it is.
        if (work.caller && context.message.channel == bot::Channel::hotline) record.conversation.person = *work.caller;
        work.conversation = std::move(record);
    }
    auto& conversation = work.conversation->conversation;
    if (const auto sender = senders_.find(conversation.account); sender != senders_.end())
        conversation.reach = sender->second->after_inbound(conversation.reach, context.message, now);
}

void Engine::understand(Context& context, const store::Work& work) {
    if (context.understanding) return;
    context.understanding = parts_.reader.read(context.message.text, name_of(context.message.channel),
                                               context_of(work.conversation->conversation));
    switch (context.understanding->decision) {
        case bot::Decision::sure:
            ++parts_.stats.sure;
            break;
        case bot::Decision::ask:
            ++parts_.stats.asked;
            break;
        case bot::Decision::person:
            ++parts_.stats.to_person;
            break;
    }
    if (context.understanding->alarm == bot::Alarm::check) ++parts_.stats.crisis_checks;
}

store::Task<ports::Answer> Engine::attempt(Context& context, Hold& hold) {
    auto loaded = co_await parts_.store.load_conversation(context.conversation, context.seen_hash, context.phone_hash);
    if (!loaded) co_return loaded.error();
    auto& work = *loaded;
    if (work.seen) {
        ++parts_.stats.repeated;
        co_return ports::Answer{*work.seen, false};
    }
    const auto now = parts_.clock();
    prepare(context, work, now);
    if (auto more = co_await load_own_home(work); !more) co_return more.error();
    if (looks_after_families(work)) {
        auto more = co_await parts_.store.load_families(work, work.conversation->conversation.person);
        if (!more) co_return more.error();
    }
    understand(context, work);
    if (parts_.second != nullptr && co_await consult(context, work)) co_return co_await attempt(context, hold);
    auto numbers = co_await numbers_.take(bot::tickets_per_turn_max);
    if (!numbers) co_return numbers.error();
    bot::FreshIds ids{*numbers, dispatcher::PersonId(store::Vault::random_id()),
                      dispatcher::HouseholdId(store::Vault::random_id()), store::Vault::random_id()};
    const auto known = parts_.situation != nullptr ? parts_.situation->version : 0;
    auto turn = bot::take_turn(work.conversation->conversation, context.message, *context.understanding, work.state,
                               parts_.programme, ids, now);
    if (context.message.channel == bot::Channel::hotline) make_drafts(turn.commands);
    if (auto filled = co_await fill_calendar(turn); !filled) co_return filled.error();
    if (changes_situation(turn.commands) || has_stay(work))
        if (auto more = co_await parts_.store.load_situation(work); !more) co_return more.error();
    if (changes_situation(turn.commands) && catch_up(work, known)) {
        numbers_.give_back(std::move(*numbers));
        co_return redis::Errc::conflict;
    }
    auto decided = co_await decide(work, turn.commands, turn.actor, now);
    if (!decided) co_return decided.error();
    auto& resolved = *decided;
    auto routed = route_notices(resolved, work.state, turn.conversation.person, parts_, now);
    for (const auto& notice : routed.own) bot::expect_answer(turn.conversation, notice, now);
    auto text = bot::compose(turn, work.state, resolved.refusals, routed.own, parts_.wording, parts_.programme, now);
    if (!text.empty()) add_line(turn.conversation, now, without_secret(text));

    store::Changes changes;
    changes.now = now;
    changes.events = std::move(resolved.events);
    changes.outgoing = std::move(routed.outgoing);
    changes.examples =
        keep(std::move(turn.examples), context.seen_hash, work.state, parts_.reader, parts_.store.vault(), now);
    changes.write_conversation = true;
    if (work.conversation->waiting) changes.flush_lane = context.conversation.value;
    work.conversation = store::ConversationRecord{std::move(turn.conversation), false};
    const bool late = !text.empty() && std::chrono::steady_clock::now() >= context.reply_by;
    auto pieces = bot::in_parts(text);
    if (context.message.channel == bot::Channel::hotline && pieces.size() > 1) pieces.resize(1);  // nobody reads it
    text.clear();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i == 0 && !late)
            text = std::move(pieces[i]);
        else
            changes.outgoing.push_back(
                late_reply(context, work, std::move(pieces[i]), now + static_cast<int>(i) * part_pause));
    }
    changes.seen = {context.seen_hash, text};

    auto done = co_await commit(work, changes, hold);
    // Numbers that the turn used are gone even if the commit failed: it may have happened without an answer.
    numbers_.give_back(Numbers::unused(*numbers, work.state));
    if (!done) co_return done.error();
    answered(context, *numbers, work.state);
    if (late) {
        ++parts_.stats.deferred;
        co_return ports::Answer{"", true};
    }
    if (!text.empty() && std::chrono::steady_clock::now() >= context.reply_by) {
        auto put = co_await deliver_late(context, text);
        if (put) co_return ports::Answer{"", true};
    }
    co_return ports::Answer{std::move(text), false};
}

bool Engine::catch_up(const store::Work& work, std::uint64_t known) {
    const auto& now = work.state.situation;
    if (!now || parts_.situation == nullptr || now->version <= known) return false;
    parts_.situation->follow(*now);
    ++parts_.stats.conflicts;
    return true;
}

store::Outgoing Engine::late_reply(const Context& context, const store::Work& work, std::string text,
                                   dispatcher::Time now) const {
    store::Outgoing message;
    message.id = store::Vault::random_id();
    message.to = context.conversation;
    message.person = work.conversation->conversation.person;
    message.text = std::move(text);
    message.urgent = true;
    message.fall_back = false;
    message.made = message.not_before = now;
    return message;
}

/// From then on a retry finds nothing to say, so that nobody reads the reply twice.
store::Task<void> Engine::deliver_late(Context& context, std::string text) {
    ++parts_.stats.deferred;
    auto work = co_await parts_.store.load_conversation(context.conversation, context.seen_hash);
    if (!work) co_return work.error();
    if (!work->conversation) co_return store::Errc::not_found;
    store::Changes changes;
    changes.seen = {context.seen_hash, std::string()};
    changes.now = parts_.clock();
    changes.outgoing.push_back(late_reply(context, *work, std::move(text), changes.now));
    auto done = co_await parts_.store.commit(*work, changes);
    if (done) on_outgoing();
    co_return done;
}

store::Task<std::vector<dispatcher::Event>> Engine::command(std::vector<dispatcher::Command> commands,
                                                            dispatcher::Actor actor) {
    Hold hold(locks_, parts_.roster);
    for (int attempt_number = 1;; ++attempt_number) {
        auto loaded = co_await parts_.store.load(roots_of(commands));
        if (!loaded) co_return loaded.error();
        auto& work = *loaded;
        if (auto more = co_await load_families(work, commands); !more) co_return more.error();
        if (changes_situation(commands) || has_stay(work))
            if (auto more = co_await parts_.store.load_situation(work); !more) co_return more.error();
        // Who is refused is told what is free by what this process knows.
        if (work.state.situation && parts_.situation != nullptr) parts_.situation->follow(*work.state.situation);
        work.state.roster = &parts_.roster;
        const auto now = parts_.clock();
        auto decided = co_await decide(work, commands, actor, now);
        if (!decided) co_return decided.error();
        auto& resolved = *decided;
        if (!resolved.refusals.empty()) co_return resolved.refusals.front().why;
        auto routed = route_notices(resolved, work.state, {}, parts_, now);
        store::Changes changes;
        changes.now = now;
        changes.events = std::move(resolved.events);
        changes.outgoing = std::move(routed.outgoing);
        changes.examples = keep(taught_by(changes.events, work.state, parts_.programme), {}, work.state, parts_.reader,
                                parts_.store.vault(), now);
        auto done = co_await commit(work, changes, hold);
        if (done) co_return std::move(changes.events);
        if (done.error() != redis::Errc::conflict || attempt_number == decisions_max) co_return done.error();
    }
}

store::Task<void> Engine::tick(dispatcher::TicketId id) {
    Hold hold(locks_, parts_.roster);
    for (int attempt_number = 1;; ++attempt_number) {
        auto loaded = co_await parts_.store.load(store::about(id));
        if (!loaded) co_return loaded.error();
        auto& work = *loaded;
        work.state.roster = &parts_.roster;
        const auto now = parts_.clock();
        store::Changes changes;
        changes.now = now;
        changes.timer_done = id;
        if (const auto ticket = work.state.tickets.find(id); ticket != work.state.tickets.end()) {
            if (const auto due = dispatcher::next_due(ticket->second, parts_.programme); due && *due <= now)
                parts_.stats.timer_lag_ms_max =
                    std::max(parts_.stats.timer_lag_ms_max, static_cast<std::uint64_t>((now - *due).count()));
            const auto tick_it = one(dispatcher::Tick{id});
            const dispatcher::Actor itself;
            auto resolved = co_await decide(work, tick_it, itself, now);
            if (!resolved) co_return resolved.error();
            auto routed = route_notices(*resolved, work.state, {}, parts_, now);
            changes.events = std::move(resolved->events);
            changes.outgoing = std::move(routed.outgoing);
        }
        auto done = co_await commit(work, changes, hold);
        if (done) ++parts_.stats.timers_fired;
        if (done || done.error() != redis::Errc::conflict || attempt_number == decisions_max) co_return done;
    }
}

store::Task<void> Engine::confirm_drafts(dispatcher::ConversationId conversation) {
    auto loaded = co_await parts_.store.load_conversation(conversation, "");
    if (!loaded) co_return loaded.error();
    std::vector<dispatcher::TicketId> drafts;
    for (const auto& [id, ticket] : loaded->state.tickets)
        if (ticket.draft && loaded->conversation && ticket.requester == loaded->conversation->conversation.person)
            drafts.push_back(id);
    for (const auto& id : drafts) {
        auto commands = one(dispatcher::ConfirmTicket{id});
        auto done = co_await command(std::move(commands));
        if (!done && done.error() != dispatcher::Errc::illegal_move) co_return done.error();
    }
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::enrol(dispatcher::Person person, std::vector<std::pair<std::string, std::string>> chats) {
    auto known = co_await parts_.store.load(store::about(person.id));
    if (!known) co_return known.error();
    if (const auto found = known->state.persons.find(person.id); found != known->state.persons.end()) {
        const auto& old = found->second;
        person.requested = old.requested;
        person.conversations = old.conversations;
        if (old.household) person.household = old.household;  // he or she may have been linked to another one
        if (person.helper && old.helper) {
            person.helper->offers = old.helper->offers;
            person.helper->tickets = old.helper->tickets;
            person.helper->last_offer = old.helper->last_offer;
            person.helper->rest_until = old.helper->rest_until;
            person.helper->leave = old.helper->leave;
        }
        if (person.helper && old.helper && old.helper->duty_by_office) keep_duty(*person.helper, *old.helper);
    }
    for (auto& [account, sender] : chats)
        if (auto done = co_await enrol_chat(person, std::move(account), std::move(sender)); !done) co_return done;
    auto commands = one(dispatcher::ChangePerson{person});
    auto done = co_await command(std::move(commands));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::enrol(dispatcher::Household household) {
    auto roots = store::about(household.id);
    roots.persons = household.members;
    auto known = co_await parts_.store.load(std::move(roots));
    if (!known) co_return known.error();
    // Who was linked to a family meanwhile is of that one.
    std::erase_if(household.members, [&](const dispatcher::PersonId& id) {
        const auto member = known->state.persons.find(id);
        if (member == known->state.persons.end() || !member->second.household) return false;
        return member->second.household != household.id;
    });
    if (const auto found = known->state.households.find(household.id); found != known->state.households.end())
        for (const auto& id : found->second.members)
            if (std::ranges::find(household.members, id) == household.members.end()) household.members.push_back(id);
    if (household.pair && household.pair->since == dispatcher::Time{}) household.pair->since = parts_.clock();
    auto commands = one(dispatcher::ChangeHousehold{std::move(household)});
    auto done = co_await command(std::move(commands));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::enrol_chat(dispatcher::Person& person, std::string account, std::string sender) {
    bot::Message message;
    message.account = std::move(account);
    message.sender = std::move(sender);
    const auto id = conversation_of(message);
    auto work = co_await parts_.store.load_conversation(id, "");
    if (!work) co_return work.error();
    if (!work->conversation) {
        store::ConversationRecord record;
        record.conversation.id = id;
        record.conversation.account = message.account;
        record.conversation.sender = message.sender;
        work->conversation = std::move(record);
    }
    work->conversation->conversation.person = person.id;
    store::Changes changes;
    changes.now = parts_.clock();
    changes.write_conversation = true;
    if (auto done = co_await parts_.store.commit(*work, changes); !done) co_return done;
    if (std::find(person.conversations.begin(), person.conversations.end(), id) == person.conversations.end())
        person.conversations.push_back(id);
    co_return boost::system::result<void>{};
}

store::Task<void> Engine::commit(store::Work& work, const store::Changes& changes, Hold& hold) {
    std::vector<dispatcher::PersonId> helpers;
    if (!changes.events.empty())
        for (const auto& [id, person] : work.state.persons)
            if (parts_.roster.find(id) != nullptr) helpers.push_back(id);
    if (const auto busy = hold.take(helpers)) {
        ++parts_.stats.waits;
        co_await hold.wait_for(*busy);
        co_return redis::Errc::conflict;
    }
    auto done = co_await parts_.store.commit(work, changes);
    if (done) {
        committed(work, changes);
    } else if (done.error() == redis::Errc::conflict) {
        ++parts_.stats.conflicts;
        (void)co_await freshen(work);
    }
    hold.clear();
    // What is not trimmed now is so with the next example.
    if (done && !changes.examples.empty()) (void)co_await parts_.store.trim_examples(changes.now);
    co_return done;
}

store::Task<void> Engine::freshen(const store::Work& work) {
    std::vector<dispatcher::PersonId> stale;
    for (const auto& [id, person] : work.state.persons)
        if (parts_.roster.find(id) != nullptr) stale.push_back(id);
    auto entries = co_await parts_.store.load_people(std::move(stale));
    if (!entries) co_return entries.error();
    for (auto& entry : *entries) parts_.roster.put(std::move(entry.person), entry.version);
    co_return boost::system::result<void>{};
}

void Engine::committed(const store::Work& work, const store::Changes& changes) {
    count(parts_.stats, changes.events);
    if (work.state.situation && parts_.situation != nullptr) {
        auto next = *work.state.situation;
        next.version = work.versions.at(parts_.store.keys().situation());
        parts_.situation->follow(next);
    }
    if (!changes.events.empty()) {
        for (const auto& [id, person] : work.state.persons) {
            const auto version = work.versions.find(parts_.store.keys().person(id));
            const bool known = store::in_roster(person) || parts_.roster.find(id) != nullptr;
            if (version != work.versions.end() && known) parts_.roster.put(person, version->second);
        }
    }
    if (!changes.outgoing.empty() || changes.flush_lane) on_outgoing();
    if (std::ranges::any_of(changes.events, gives_room)) on_room();
}

}  // namespace warmline::engine
