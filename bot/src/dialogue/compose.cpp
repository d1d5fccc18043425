#include <algorithm>
#include <array>

#include "availability.hpp"
#include "bot/dialogue.hpp"
#include "bot/wording.hpp"
#include "dispatcher/series.hpp"
#include "teller.hpp"
#include "text.hpp"

namespace warmline::bot {
namespace {

using namespace talk;
using dispatcher::Errc;
using dispatcher::TicketId;

TicketId ticket_of(const dispatcher::Command& command) {
    return std::visit(
        [](const auto& c) -> TicketId {
            if constexpr (requires { c.ticket; }) return c.ticket;
            if constexpr (requires { c.id; }) return c.id;
            return {};
        },
        command);
}

Key key_of(const boost::system::error_code& why) {
    if (why.category() != dispatcher::category()) return "refused.other";
    switch (static_cast<Errc>(why.value())) {
        case Errc::ticket_unknown:
            return "refused.ticket_unknown";
        case Errc::person_unknown:
            return "refused.person_unknown";
        case Errc::illegal_move:
            return "refused.illegal_move";
        case Errc::not_offered_to_you:
            return "refused.not_offered_to_you";
        case Errc::not_yours:
        case Errc::part_only:
        case Errc::part_unknown:
            return "refused.not_yours";
        case Errc::already_taken:
            return "refused.already_taken";
        case Errc::reason_missing:
            return "refused.reason_missing";
        case Errc::replacement_missing:
            return "refused.replacement_missing";
        case Errc::crisis_protected:
            return "refused.crisis_protected";
        case Errc::need_unknown:
            return "refused.need_unknown";
        case Errc::bounce_limit:
        case Errc::ruled_already:
            return "refused.bounce_limit";
        case Errc::cannot_take:
            return "refused.cannot_take";
        case Errc::value_out_of_range:
        case Errc::waiting_limit:
            return "refused.value_out_of_range";
        case Errc::not_alike:
            return "refused.not_alike";
        case Errc::extension_limit:
            return "refused.extension_limit";
        case Errc::household_unknown:
        case Errc::pair_missing:
            return "refused.pair_missing";
        case Errc::already_so:
        case Errc::incident_unknown:
        case Errc::group_exists:
        case Errc::group_unknown:
        case Errc::not_an_expert:
        case Errc::house_unknown:
        case Errc::changed_meanwhile:
            return "refused.already_so";
        case Errc::house_full:
            return "refused.house_full";
        case Errc::partner_full:
        case Errc::not_a_partner:
            return "refused.partner_full";
        case Errc::no_series:
            return "refused.no_series";
    }
    return "refused.other";
}

/// What is refused to a family that waits is said in words of its own.
Key key_of(const Refusal& refusal) {
    const bool twice = refusal.why == dispatcher::make_error_code(Errc::already_so);
    if (std::holds_alternative<dispatcher::UrgeTicket>(refusal.command) && twice) return "refused.urged_already";
    if (std::holds_alternative<dispatcher::RetierTicket>(refusal.command)) {
        if (twice) return "refused.faster_already";
        if (refusal.why == dispatcher::make_error_code(Errc::ruled_already)) return "refused.faster_office";
    }
    return key_of(refusal.why);
}

/// A note that could not be kept beside a deed is no news to the person: the deed is what was asked for.
bool is_aside(const dispatcher::Command& command) {
    return std::holds_alternative<dispatcher::AddNote>(command) ||
           std::holds_alternative<dispatcher::ChangePerson>(command) ||
           std::holds_alternative<dispatcher::ChangeHousehold>(command) ||
           std::holds_alternative<dispatcher::OpenCallTask>(command);
}

bool is_hand_over(const dispatcher::Command& command) {
    return std::holds_alternative<dispatcher::HandOverFamily>(command) ||
           std::holds_alternative<dispatcher::AnswerHandOver>(command);
}

bool is_of_series(const dispatcher::Command& command) {
    return std::holds_alternative<dispatcher::StartSeries>(command) ||
           std::holds_alternative<dispatcher::MoveSeries>(command);
}

bool is_question(const Say& say) { return say.key.starts_with("ask."); }

/// The options of a question, numbered, with 都不是 (or 没有别的了) as the last.
std::string numbered(const std::string& options, const std::string& last) {
    std::string out;
    std::size_t place = 0;
    for (std::size_t at = 0; at <= options.size();) {
        const auto end = std::min(options.find('\n', at), options.size());
        out += std::to_string(++place) + ". " + options.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return out + std::to_string(place + 1) + ". " + last;
}

/// A request was taken in while many ask at once, and nobody is in danger: he or she hears honestly what comes first.
bool asks_in_surge(const Turn& turn, const dispatcher::State& after, const dispatcher::Programme& programme) {
    if (!programme.in_surge()) return false;
    bool opened = false;
    for (const auto& command : turn.commands)
        if (const auto* open = std::get_if<dispatcher::OpenTicket>(&command)) {
            if (open->crisis) return false;
            opened = opened || after.tickets.contains(open->id);
        }
    return opened;
}

class Composer {
public:
    Composer(const Turn& turn, const dispatcher::State& after, const Wording& wording,
             const dispatcher::Programme& programme, dispatcher::Time now)
        : turn_(turn),
          after_(after),
          wording_(wording),
          teller_(after, wording, programme, turn.conversation.person, now) {}

    void refuse(const std::vector<Refusal>& refusals) {
        for (const auto& refusal : refusals) {
            if (is_aside(refusal.command)) continue;
            hand_over_refused_ = hand_over_refused_ || is_hand_over(refusal.command);
            series_refused_ = series_refused_ || is_of_series(refusal.command);
            const auto ticket = ticket_of(refusal.command);
            if (!is_of_series(refusal.command)) refused_.push_back(ticket);  // the ticket itself stands
            Fields fields{{"ticket", ticket.value}};
            if (const auto* known = teller_.ticket(ticket)) {
                fields["needs"] = teller_.needs({ticket});
                fields["who"] = teller_.who_has(*known);
                fields["by"] = teller_.by(*known, dispatcher::DeadlineKind::resolve);
            }
            add_refusal(teller_.say(key_of(refusal), fields));
        }
    }

    /// @return the text of one thing to say; empty if all it is about was refused
    [[nodiscard]] std::string text_of(const Say& say) const {
        if (hand_over_refused_ && say.key.starts_with("handover.")) return {};
        if (series_refused_ && say.key.starts_with("series.")) return {};
        auto tickets = say.tickets;
        std::erase_if(tickets, [&](const TicketId& id) {
            return std::find(refused_.begin(), refused_.end(), id) != refused_.end();
        });
        if (tickets.empty() && !say.tickets.empty()) return {};
        auto fields = say.fields;
        if (fields.contains("urged")) return urged(tickets);
        if (!tickets.empty()) {
            fields["needs"] = teller_.needs(tickets);
            fields["list"] = teller_.list(tickets);
            fields["count"] = std::to_string(tickets.size());
        }
        if (const auto it = fields.find("what"); it != fields.end()) it->second = wording_.say(it->second);
        if (const auto it = fields.find("options"); it != fields.end())
            it->second =
                numbered(it->second, wording_.say(say.key == "ask.further" ? "none_further" : "none_of_these"));
        add_home(fields);
        if (const auto it = fields.find("until_ms"); it != fields.end())
            fields["time"] = teller_.time(dispatcher::from_ms(std::stoll(it->second)), organisation());
        if (const auto it = fields.find("spans_ms"); it != fields.end())
            fields["when"] = teller_.spans(it->second, organisation());
        if (const auto it = fields.find("by"); it != fields.end() && !tickets.empty())
            if (const auto* ticket = teller_.ticket(tickets.front()))
                it->second = teller_.by(*ticket, dispatcher::DeadlineKind::resolve);
        if (const auto it = fields.find("shifts"); it != fields.end())
            fields["duty"] = teller_.shifts(hours_from(it->second));
        if (const auto it = fields.find("shifts_before"); it != fields.end())
            fields["before"] = teller_.shifts(hours_from(it->second));
        if (const auto* who = after_.person(turn_.conversation.person); who && fields.contains("rests"))
            fields["list"] = teller_.rests(*who);
        return wording_.say(key_of_say(say), fields);
    }

    [[nodiscard]] const std::string& refusals() const { return refusal_text_; }

private:
    [[nodiscard]] std::string urged(const std::vector<TicketId>& tickets) const {
        std::vector<std::string> lines;
        for (const auto& id : tickets)
            if (const auto* ticket = teller_.ticket(id)) lines.push_back(teller_.urged(*ticket));
        return join(lines, "\n");
    }

    /// Of the household "home": who looks after it, its series, and of the one "series" when it comes next.
    void add_home(Fields& fields) const {
        if (const auto day = fields.find("day_ms"); day != fields.end())
            fields["day"] = teller_.day_of(dispatcher::from_ms(std::stoll(day->second)), organisation());
        const auto id = fields.find("home");
        if (id == fields.end()) return;
        const auto found = after_.households.find(dispatcher::HouseholdId(id->second));
        if (found == after_.households.end()) return;
        const auto& home = found->second;
        if (home.pair) fields["owner"] = teller_.say("plan.owner", {{"who", teller_.name_of(home.pair->partner)}});
        fields["regular"] = teller_.series_of(home);
        const auto need = fields.find("series");
        if (need == fields.end()) return;
        const auto code = need->second;
        fields["need"] = teller_.name_of_need(code);
        const auto* const series = dispatcher::series_of(home, code);
        if (series == nullptr) return;
        fields["every"] = teller_.every(series->every_days);
        fields["next"] = teller_.day_of(series->next, home.organisation);
    }

    [[nodiscard]] dispatcher::OrganisationId organisation() const {
        const auto* who = after_.person(turn_.conversation.person);
        return who ? who->organisation : dispatcher::OrganisationId{};
    }

    /// A programme may bring its own words for a question; without them the slot's usual words are said.
    [[nodiscard]] std::string key_of_say(const Say& say) const {
        if (wording_.has(say.key)) return say.key;
        const auto slot = say.fields.find("slot");
        const auto usual = slot == say.fields.end() ? std::string{} : "ask." + slot->second;
        return wording_.has(usual) ? usual : std::string{"ask.more"};
    }

    void add_refusal(const std::string& text) {
        if (contains(std::string_view{refusal_text_}, text)) return;
        refusal_text_ += (refusal_text_.empty() ? "" : "\n") + text;
    }

    const Turn& turn_;
    const dispatcher::State& after_;
    const Wording& wording_;
    Teller teller_;
    std::vector<TicketId> refused_;
    bool hand_over_refused_ = false, series_refused_ = false;
    std::string refusal_text_;
};

/// Where a piece that begins `text` ends.
std::size_t end_of_part(std::string_view text) {
    if (text.size() <= part_bytes_max) return text.size();
    const auto head = text.substr(0, part_bytes_max);
    for (const std::string_view mark : {"\n", "。", "！", "？", "；", "，"})
        if (const auto at = head.rfind(mark); at != std::string_view::npos && at + mark.size() > part_bytes_max / 2)
            return at + mark.size();
    const auto end = head_of(text, part_bytes_max).size();
    return end > 0 ? end : part_bytes_max;
}

}  // namespace

std::string_view head_of(std::string_view text, std::size_t bytes_max) noexcept {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U) --bytes_max;
    return text.substr(0, bytes_max);
}

std::vector<std::string> in_parts(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = end_of_part(text);
        if (auto part = trim(text.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
        text.remove_prefix(end);
    }
    return parts;
}

std::string compose(const Turn& turn, const dispatcher::State& after, const std::vector<Refusal>& refusals,
                    const std::vector<dispatcher::Notice>& own_notices, const Wording& wording,
                    const dispatcher::Programme& programme, dispatcher::Time now) {
    Composer composer{turn, after, wording, programme, now};
    composer.refuse(refusals);
    std::vector<std::string> parts, questions;
    const auto add = [](std::vector<std::string>& to, std::string text) {
        if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(std::move(text));
    };
    for (const auto& say : turn.says) add(is_question(say) ? questions : parts, composer.text_of(say));
    if (asks_in_surge(turn, after, programme))
        add(parts, programme.surge.acknowledgement.empty() ? wording.say("surge.acknowledgement")
                                                           : programme.surge.acknowledgement);
    add(parts, composer.refusals());
    for (const auto& notice : own_notices) add(parts, say_notice(notice, after, wording, programme, now));
    // What is asked stands last and is never cut away by a long list before it.
    const auto question = join(questions, "\n");
    const auto room = reply_bytes_max - std::min(reply_bytes_max, question.size() + 1);
    auto text = cut(join(parts, "\n"), room);
    if (!question.empty()) text += (text.empty() ? "" : "\n") + question;
    return cut(text, reply_bytes_max);
}

}  // namespace warmline::bot
