#include "bot/dialogue.hpp"
#include "bot/wording.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/places.hpp"
#include "family_names.hpp"
#include "teller.hpp"
#include "text.hpp"

namespace warmline::bot {
namespace {

using namespace talk;
using dispatcher::DeadlineKind;
using dispatcher::NoticeKind;

Key key_of(NoticeKind kind) {
    switch (kind) {
        case NoticeKind::offer:
            return "notice.offer";
        case NoticeKind::offer_expired:
            return "notice.offer_expired";
        case NoticeKind::offer_withdrawn:
            return "notice.offer_withdrawn";
        case NoticeKind::crisis_offer:
            return "notice.crisis_offer";
        case NoticeKind::owner_informed:
            return "notice.owner_informed";
        case NoticeKind::accepted:
            return "notice.accepted";
        case NoticeKind::assignee_card:
            return "notice.assignee_card";
        case NoticeKind::progress:
            return "notice.progress";
        case NoticeKind::resolved_ask:
            return "notice.resolved_ask";
        case NoticeKind::closed_thanks:
            return "notice.closed_thanks";
        case NoticeKind::reopened:
            return "notice.reopened";
        case NoticeKind::coordinator_needed:
            return "notice.coordinator_needed";
        case NoticeKind::help_needed:
            return "notice.help_needed";
        case NoticeKind::deadline_warning:
            return "notice.deadline_warning";
        case NoticeKind::deadline_missed:
            return "notice.deadline_missed";
        case NoticeKind::call_task:
            return "notice.call_task";
        case NoticeKind::cancelled:
            return "notice.cancelled";
        case NoticeKind::parked:
            return "notice.parked";
        case NoticeKind::follow_up:
            return "notice.follow_up";
        case NoticeKind::progress_asked:
            return "notice.progress_asked";
        case NoticeKind::supervised:
            return "notice.supervised";
        case NoticeKind::extension_asked:
            return "notice.extension_asked";
        case NoticeKind::extension_ruled:
            return "notice.extension_ruled";
        case NoticeKind::merged:
            return "notice.merged";
        case NoticeKind::outreach:
            return "notice.outreach";
        case NoticeKind::incident:
            return "notice.incident";
        case NoticeKind::stay_booked:
            return "notice.stay_booked";
        case NoticeKind::stay_freed:
            return "notice.stay_freed";
        case NoticeKind::support_group:
            return "notice.support_group";
        case NoticeKind::squad_called:
            return "notice.squad_called";
        case NoticeKind::squad_released:
            return "notice.offer_withdrawn";
        case NoticeKind::outgrown:
            return "notice.outgrown";
        case NoticeKind::part_asked:
            return "notice.part_asked";
        case NoticeKind::part_missed:
            return "notice.part_missed";
        case NoticeKind::parts_done:
            return "notice.parts_done";
        case NoticeKind::part_return_asked:
            return "notice.part_return_asked";
        case NoticeKind::part_released:
            return "notice.part_released";
        case NoticeKind::ruling_asked:
            return "notice.ruling_asked";
        case NoticeKind::ruled:
            return "notice.ruled";
        case NoticeKind::reclassified:
            return "notice.reclassified";
        case NoticeKind::partly_done:
            return "notice.partly_done";
        case NoticeKind::urged:
            return "notice.urged";
        case NoticeKind::retiered:
            return "notice.retiered";
        case NoticeKind::leave_noted:
            return "notice.leave_noted";
        case NoticeKind::leave_shortened:
            return "notice.leave_shortened";
        case NoticeKind::leave_ended:
            return "notice.leave_ended";
        case NoticeKind::duty_changed:
            return "notice.duty_changed";
        case NoticeKind::calendar_renewed:
            return "notice.calendar_renewed";
        default:
            break;  // of a household: see key_of_family()
    }
    return "notice.call_task";
}

Key key_of_family(const dispatcher::Notice& notice) {
    switch (notice.kind) {
        case NoticeKind::paired_family:
            return "notice.paired_family";
        case NoticeKind::paired_partner:
            return "notice.paired_partner";
        case NoticeKind::hand_over_asked:
            return "notice.hand_over_asked";
        case NoticeKind::hand_over_withdrawn:
            return "notice.hand_over_withdrawn";
        case NoticeKind::hand_over_answered:
            return either(notice.text.empty(), "notice.hand_over_taken", "notice.hand_over_declined");
        case NoticeKind::hand_over_done:
            return "notice.hand_over_done";
        case NoticeKind::partner_changed:
            return "notice.partner_changed";
        case NoticeKind::partner_relieved:
            return "notice.partner_relieved";
        case NoticeKind::deputy_began:
            return either(notice.about.empty(), "notice.deputy_none", "notice.deputy_began");
        case NoticeKind::deputy_asked:
            return "notice.deputy_asked";
        case NoticeKind::deputy_ended:
            return "notice.deputy_ended";
        case NoticeKind::deputy_done:
            return "notice.deputy_done";
        case NoticeKind::pair_ended_family:
            return "notice.pair_ended_family";
        case NoticeKind::pair_ended_partner:
            return "notice.pair_ended_partner";
        case NoticeKind::linked_person:
            return "notice.linked_person";
        case NoticeKind::series_paused:
            return "notice.series_paused";
        case NoticeKind::series_ended:
            return "notice.series_ended";
        default:
            return "notice.linked_partner";
    }
}

/// A reason or a note as a sentence of its own. Telephone numbers in it are not for everybody.
std::string sentence(const dispatcher::Notice& notice, bool private_ear) {
    auto text = trim(private_ear ? notice.text : mask_digits(notice.text));
    if (text.empty()) return text;
    const auto last = fold(text).text.empty() ? U' ' : points(text).back();
    return std::u32string_view{U"。！？.!?"}.find(last) == std::u32string_view::npos ? text + "。" : text;
}

std::string score_of(const dispatcher::Ticket& ticket, const Teller& teller, const std::string& words) {
    if (!ticket.rating) return words;
    const auto score = teller.say("word.score", {{"score", std::to_string(ticket.rating->score)}});
    const auto comment = mask_digits(ticket.rating->comment);
    return comment.empty() ? score : score + "，" + comment;
}

std::string office_word(const Teller& teller, const dispatcher::PersonId& id) {
    return id.empty() ? teller.say("word.office") : teller.name_of(id);
}

/// Its name, and everybody who leads it.
void tell_group(Fields& fields, const dispatcher::Ticket& ticket, const Teller& teller,
                const dispatcher::Programme& programme) {
    const auto* group = programme.situation ? programme.situation->group(ticket.group) : nullptr;
    if (!group) return;
    fields["group"] = group->name;
    fields["who"].clear();
    for (const auto& id : group->experts) fields["who"] += (fields["who"].empty() ? "" : "、") + teller.name_of(id);
}

/// Where, from when to when, and at which price.
void tell_stay(Fields& fields, const dispatcher::Ticket& ticket, const Teller& teller,
               const dispatcher::Programme& programme) {
    const auto* service = programme.service(ticket.need, ticket.organisation);
    const auto* house = service && ticket.stay ? dispatcher::house_of(*service, ticket.stay->house) : nullptr;
    if (!house) return;
    const auto noon = std::chrono::hours(12) - programme.calendar_of(ticket.organisation).utc_offset;
    const auto& stay = *ticket.stay;
    fields["house"] = house->name;
    fields["from"] = teller.day_of(dispatcher::Time(stay.first) + noon, ticket.organisation);
    fields["until"] = teller.day_of(dispatcher::Time(stay.leaves()) + noon, ticket.organisation);
    fields["nights"] = std::to_string(stay.nights);
    if (!house->price.empty()) fields["price"] = house->price + "。";
}

/// Of a family, to itself or to those who look after it: only they hear how it is reached.
std::string say_of_family(const dispatcher::Notice& notice, const dispatcher::State& state, const Teller& teller) {
    using enum NoticeKind;
    const auto found = state.households.find(notice.household);
    if (found == state.households.end()) return {};
    const auto& home = found->second;
    const bool looks_after = home.pair && (home.pair->partner == notice.to || home.pair->backup == notice.to);
    Fields fields{{"family", name_of_family(state, home)}, {"who", office_word(teller, notice.about)}};
    if (!home.open_tickets.empty())
        fields["open"] = teller.say("family.open", {{"count", std::to_string(home.open_tickets.size())}});
    if (looks_after) fields["contact"] = teller.contact_of(home);
    if (looks_after && notice.kind == hand_over_done && !home.open_tickets.empty())
        fields["list"] = "\n" + teller.list(home.open_tickets);
    if (home.pair) fields["partner"] = teller.name_of(home.pair->partner);
    if (notice.kind == deputy_began || notice.kind == deputy_asked)
        fields["time"] = teller.time(dispatcher::from_ms(std::stoll(notice.text)), home.organisation);
    else if (!notice.text.empty())
        fields["why"] = sentence(notice, looks_after);
    return cut(teller.say(key_of_family(notice), fields), reply_bytes_max);
}

/// Of somebody's leave or duty: the listener's own, or what a helper whom he or she answers for has changed.
std::string say_of_duty(const dispatcher::Notice& notice, const dispatcher::Person& whose, const Teller& teller) {
    const auto& helper = dispatcher::helper_of(whose);
    Fields fields{{"duty", teller.shifts(helper.shifts)}, {"count", std::to_string(helper.capacity)}};
    if (whose.id != notice.to) {
        fields["who"] = teller.name_of(whose.id);
        return cut(teller.say("notice.duty_changed_by", fields), reply_bytes_max);
    }
    if (!notice.text.empty()) fields["when"] = teller.spans(notice.text, whose.organisation);
    return cut(teller.say(key_of(notice.kind), fields), reply_bytes_max);
}

}  // namespace

std::string say_notice(const dispatcher::Notice& notice, const dispatcher::State& state, const Wording& wording,
                       const dispatcher::Programme& programme, dispatcher::Time now) {
    const Teller teller{state, wording, programme, notice.to, now};
    if (notice.household) return say_of_family(notice, state, teller);
    const auto* listener = state.person(notice.to);
    const auto* whose = notice.about.empty() ? listener : state.person(notice.about);
    if (whose && dispatcher::is_of_duty(notice.kind)) return say_of_duty(notice, *whose, teller);
    const auto* ticket = teller.ticket(notice.ticket);
    // What the office says to many is for everybody, its telephone numbers too.
    const bool of_console = notice.kind == NoticeKind::incident || notice.kind == NoticeKind::support_group ||
                            notice.kind == NoticeKind::call_task || notice.kind == NoticeKind::coordinator_needed ||
                            (ticket != nullptr && ticket->assignee == notice.to);
    Fields fields{{"ticket", notice.ticket.value}, {"why", sentence(notice, of_console)}};
    if (!notice.about.empty()) fields["who"] = teller.name_of(notice.about);
    if (ticket == nullptr) {
        fields["needs"] = teller.say("word.caller");
        fields["team"] = listener && !listener->hospital.empty() ? listener->hospital : teller.say("word.team");
        return wording.say(key_of(notice.kind).name, fields);
    }
    fields["need"] = teller.name_of_need(*ticket);
    fields["needs"] = teller.needs({notice.ticket});
    fields["instead"] = ticket->replacement;
    fields["resolve"] = teller.by(*ticket, DeadlineKind::resolve);
    if (notice.kind == NoticeKind::closed_thanks) fields["why"] = score_of(*ticket, teller, fields["why"]);
    const bool shows_card = notice.kind == NoticeKind::offer || notice.kind == NoticeKind::crisis_offer ||
                            notice.kind == NoticeKind::assignee_card || notice.kind == NoticeKind::squad_called;
    if (shows_card) fields["card"] = teller.card(*ticket);
    if (ticket->offer && teller.is_asked(*ticket))
        fields["deadline"] =
            teller.say("word.answer_by", {{"time", teller.time(ticket->offer->answer_by, ticket->organisation)}});
    if (fields["who"].empty()) fields["who"] = teller.name_of(notice.about);
    if (notice.kind == NoticeKind::support_group) tell_group(fields, *ticket, teller, programme);
    if (notice.kind == NoticeKind::stay_booked) tell_stay(fields, *ticket, teller, programme);
    // The card comes again when the family adds something: only that is news.
    const bool added = notice.kind == NoticeKind::assignee_card && !notice.text.empty();
    const bool same_comes = notice.kind == NoticeKind::reclassified && !notice.about.empty();
    if (notice.kind == NoticeKind::extension_asked && ticket->extension)
        fields["time"] = teller.time(ticket->extension->until, ticket->organisation);
    if (notice.kind == NoticeKind::follow_up_answered)
        return wording.say(either(notice.urgent, "notice.follow_up_not_well", "notice.follow_up_well").name, fields);
    if (notice.kind == NoticeKind::urged && ticket->assignee != notice.to) {
        return wording.say(either(teller.is_asked(*ticket), "notice.urged_candidate", "notice.urged_office").name,
                           fields);
    }
    const bool own_outgrown = notice.kind == NoticeKind::outgrown && ticket->assignee == notice.to;
    const Key key = either(added, "notice.assignee_update",
                           either(same_comes, "notice.reclassified_kept",
                                  either(own_outgrown, "notice.outgrown_own", key_of(notice.kind))));
    return cut(wording.say(key.name, fields), reply_bytes_max);
}

}  // namespace warmline::bot
