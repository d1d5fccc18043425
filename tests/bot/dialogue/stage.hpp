#pragma once
#include <map>
#include <string>
#include <vector>

#include "bot/dialogue.hpp"
#include "bot/wording.hpp"

namespace warmline::bot::testing {

using namespace std::chrono_literals;
using dispatcher::PersonId;
using dispatcher::Ticket;
using dispatcher::TicketId;

/// What the reader is said to have found. `text` holds the message; needs name the piece of it that spoke for them.
class Reads {
public:
    explicit Reads(std::string text, std::vector<Code> intents = {"chitchat"});
    Reads& need(const Code& code, const std::string& piece = {});
    Reads& ask(std::vector<Code> options);
    Reads& person();
    Reads& urgency(Urgency urgency);
    Reads& alarm(Alarm alarm);
    Reads& slot(void (*set)(Slots&));

    std::string text;
    Understanding understanding;
};

[[nodiscard]] Reads request(const std::string& text, const Code& need);

/// A province with a hospital, two districts and seven services; a husband whose household has the partner Chen Xiao;
/// two tutors of mathematics, an expert, a coordinator. Everybody has one chat. The dispatcher is the real one.
class Stage {
public:
    Stage();
    Stage(const Stage&) = delete;

    /// One message from `who` ("husband", "partner", "tutor-1", "stranger" ...). @return the reply
    std::string hears(const std::string& who, const Reads& reads);
    std::string hears(const std::string& who, const std::string& text) { return hears(who, Reads{text}); }
    std::string gets(const std::string& who, Message message, const Understanding& understanding = {});
    /// The turn alone; nothing is decided.
    [[nodiscard]] Turn turn(const std::string& who, const Reads& reads);

    void run(const dispatcher::Command& command, const dispatcher::Actor& actor = {});
    /// Turns the clock; what falls due on the way happens.
    void wait(dispatcher::Span span);
    /// Puts a ticket of the husband's household to somebody.
    TicketId offered_to(const std::string& who, const Code& need = "living.eldercare");
    TicketId accepted_by(const std::string& who, const Code& need = "living.eldercare");

    [[nodiscard]] Conversation& chat(const std::string& who);
    [[nodiscard]] const Ticket& ticket(const std::string& number) const { return state.tickets.at(TicketId{number}); }
    [[nodiscard]] const Ticket& ticket(const TicketId& id) const { return state.tickets.at(id); }
    /// Notices told to `who` since the last call, in words.
    std::vector<std::string> told(const std::string& who);
    /// The commands of the last turn of this kind.
    template <class Command>
    [[nodiscard]] std::vector<Command> did() const {
        std::vector<Command> out;
        for (const auto& command : last.commands)
            if (const auto* c = std::get_if<Command>(&command)) out.push_back(*c);
        return out;
    }
    [[nodiscard]] bool said(std::string_view key) const;
    [[nodiscard]] bool person_rests(const std::string& who) const {
        const auto& until = state.persons.at(PersonId{who}).helper->rest_until;
        return until && *until > now;
    }

    dispatcher::Programme programme;
    dispatcher::Roster roster;
    dispatcher::State state;
    dispatcher::Time now;
    Wording wording;
    Turn last;
    std::vector<Refusal> refusals;
    std::string script;  ///< everything said, as it was said

private:
    void add(dispatcher::Person person);
    std::vector<dispatcher::Notice> decide(const dispatcher::Command& command, const dispatcher::Actor& actor);
    void tell(const dispatcher::Notice& notice);
    FreshIds fresh();

    std::map<std::string, Conversation> chats_;
    std::map<std::string, std::vector<std::string>> inbox_;
    int numbers_ = 10000, people_ = 0;
    std::uint64_t version_ = 0;
};

/// config/wording/zh-CN.json as it is shipped.
[[nodiscard]] nlohmann::json shipped_wording();
[[nodiscard]] dispatcher::Programme province();

}  // namespace warmline::bot::testing
