#include "engine/resolve.hpp"

#include <algorithm>
#include <map>

#include "dispatcher/contact.hpp"
#include "store/vault.hpp"

namespace warmline::engine {
namespace {

using dispatcher::NoticeKind;

constexpr std::chrono::hours told_after_crisis{2};

/// Kinds that must reach the person, by telephone if need be.
bool must_reach(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::offer:
        case NoticeKind::crisis_offer:
        case NoticeKind::accepted:
        case NoticeKind::resolved_ask:
        case NoticeKind::cancelled:
        case NoticeKind::parked:
        case NoticeKind::reclassified:
        case NoticeKind::follow_up:
        case NoticeKind::stay_booked:
        case NoticeKind::stay_freed:
        case NoticeKind::incident:
        case NoticeKind::support_group:
        case NoticeKind::outreach:
        case NoticeKind::squad_called:
            return true;
        default:
            return false;
    }
}

/// Those who work at the console see there what they must do.
bool works_at_console(const dispatcher::Person& person) {
    using dispatcher::Role;
    return person.roles.contains(Role::coordinator) || person.roles.contains(Role::operator_) ||
           person.roles.contains(Role::leader);
}

std::optional<dispatcher::ConversationId> chat_of(const dispatcher::Person& person) {
    for (const auto& conversation : person.conversations)
        if (!conversation.value.starts_with("hotline")) return conversation;
    return std::nullopt;
}

/// The moments at which families are told what they did not ask for: counted, and put off once a day has had enough
/// (S15). What is said at once in one turn counts once.
class Courtesies {
public:
    Courtesies(dispatcher::State& state, const dispatcher::Programme& programme, dispatcher::Time now,
               std::vector<dispatcher::Event>& events)
        : state_(state), programme_(programme), now_(now), events_(events) {}

    /// @return `wanted` for what does not count
    dispatcher::Time when(const dispatcher::Notice& notice, dispatcher::Time wanted) {
        const auto counted = dispatcher::contact_of(notice, state_, wanted, now_);
        if (!counted) return wanted;
        const auto& whom = counted->household ? counted->household.value : counted->person.value;
        const auto [told, fresh] = told_.try_emplace(whom, wanted);
        if (!fresh) return std::max(told->second, wanted);
        const dispatcher::Command command = *counted;
        auto done = resolve(state_, std::span(&command, 1), programme_, dispatcher::Actor{}, now_);
        if (!done.events.empty()) told->second = done.events.front().review_at.value_or(wanted);
        std::move(done.events.begin(), done.events.end(), std::back_inserter(events_));
        return told->second;
    }

private:
    dispatcher::State& state_;
    const dispatcher::Programme& programme_;
    const dispatcher::Time now_;
    std::vector<dispatcher::Event>& events_;
    std::map<std::string, dispatcher::Time> told_;  ///< by household, or person without one
};

dispatcher::CallTask call_instead(const dispatcher::Notice& notice, const dispatcher::State& state, std::string text,
                                  dispatcher::Time now) {
    dispatcher::CallTask task;
    task.id = store::Vault::random_id();
    task.person = notice.to;
    task.ticket = notice.ticket;
    if (const auto found = state.tickets.find(notice.ticket); found != state.tickets.end())
        task.organisation = found->second.organisation;
    task.reason = "unreachable";
    task.text = std::move(text);
    task.urgent = notice.urgent;
    task.opened = now;
    return task;
}

}  // namespace

Resolved resolve(dispatcher::State& state, std::span<const dispatcher::Command> commands,
                 const dispatcher::Programme& programme, const dispatcher::Actor& actor, dispatcher::Time now) {
    Resolved out;
    for (const auto& command : commands) {
        auto decided = dispatcher::decide(state, command, programme, actor, now);
        if (!decided) {
            out.refusals.push_back({command, decided.error()});
            continue;
        }
        for (auto& event : decided->events) {
            dispatcher::apply(state, event);
            out.events.push_back(std::move(event));
        }
        std::move(decided->notices.begin(), decided->notices.end(), std::back_inserter(out.notices));
    }
    return out;
}

dispatcher::Time contact_from(const dispatcher::Programme& programme, const dispatcher::OrganisationId& organisation,
                              bool urgent, dispatcher::Time now) {
    if (urgent) return now;
    const auto& calendar = programme.calendar_of(organisation);
    const auto local = now + calendar.utc_offset;
    const auto since_midnight =
        std::chrono::duration_cast<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
    const auto& quiet = programme.quiet_hours_of(organisation);
    if (!quiet.contains(since_midnight)) return now;
    auto wait = quiet.to - since_midnight;
    if (wait <= std::chrono::minutes(0)) wait += std::chrono::hours(24);
    return std::chrono::floor<std::chrono::minutes>(now) + wait;
}

Routed route_notices(Resolved& resolved, dispatcher::State& state, const dispatcher::PersonId& writer,
                     const Parts& parts, dispatcher::Time now) {
    Routed out;
    std::vector<dispatcher::Command> calls;
    std::vector<dispatcher::Event> contacts;
    Courtesies courtesies(state, parts.programme, now, contacts);
    const bool crisis = std::ranges::any_of(
        resolved.events, [](const dispatcher::Event& event) { return event.opening && event.opening->crisis; });
    for (const auto& notice : resolved.notices) {
        // Who is in distress hears of a new partner when help is under way.
        const bool can_wait = crisis && notice.household;
        const auto later = can_wait ? told_after_crisis : std::chrono::hours(0);
        if (writer && notice.to == writer && !can_wait) {
            out.own.push_back(notice);
            continue;
        }
        const auto* person = state.person(notice.to);
        if (person == nullptr || dispatcher::is_unwished(notice, state, now)) continue;
        auto text = bot::say_notice(notice, state, parts.wording, parts.programme, now);
        const auto chat = chat_of(*person);
        if (!chat) {
            if (must_reach(notice.kind) && !works_at_console(*person) && parts.fallback == Fallback::call_task)
                calls.emplace_back(dispatcher::OpenCallTask{call_instead(notice, state, std::move(text), now)});
            continue;
        }
        const auto wanted = contact_from(parts.programme, person->organisation, notice.urgent, now + later);
        const auto told = courtesies.when(notice, wanted);
        auto pieces = bot::in_parts(text);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            store::Outgoing message;
            message.id = store::Vault::random_id();
            message.to = *chat;
            message.person = notice.to;
            message.text = std::move(pieces[i]);
            if (i + 1 == pieces.size()) message.notice = notice.kind;  // an answer is awaited when all is said
            message.ticket = notice.ticket;
            message.household = notice.household;
            message.urgent = notice.urgent;
            message.fall_back = i == 0 && must_reach(notice.kind);  // one call is enough
            message.made = now;
            message.not_before = told;
            message.put_off = told > wanted;
            out.outgoing.push_back(std::move(message));
        }
    }
    std::move(contacts.begin(), contacts.end(), std::back_inserter(resolved.events));
    auto called = resolve(state, calls, parts.programme, dispatcher::Actor{}, now);
    std::move(called.events.begin(), called.events.end(), std::back_inserter(resolved.events));
    return out;
}

void make_drafts(std::vector<dispatcher::Command>& commands) {
    for (auto& command : commands)
        if (auto* open = std::get_if<dispatcher::OpenTicket>(&command)) open->draft = !open->crisis;
}

void count(Stats& stats, std::span<const dispatcher::Event> events) {
    for (const auto& event : events) {
        switch (event.kind) {
            case dispatcher::EventKind::ticket_opened:
                ++stats.tickets_opened;
                if (event.opening && event.opening->crisis) ++stats.crises;
                break;
            case dispatcher::EventKind::ticket_offered:
                ++stats.offers_made;
                if (event.offer && !event.offer->broken.empty()) ++stats.continuity_breaks;
                break;
            case dispatcher::EventKind::household_paired:
                ++stats.pairs_made;
                break;
            case dispatcher::EventKind::ticket_accepted:
                ++stats.tickets_accepted;
                break;
            case dispatcher::EventKind::ticket_resolved:
                ++stats.tickets_resolved;
                break;
            case dispatcher::EventKind::deadline_missed:
                ++stats.deadlines_missed;
                break;
            default:
                break;
        }
    }
}

}  // namespace warmline::engine
