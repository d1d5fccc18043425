#pragma once
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/dialogue.hpp"
#include "keys.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

using Facts = std::map<std::string, std::string>;
using dispatcher::TicketId;

/// A ticket this turn opened or added to, with the facts known after it.
struct Touched {
    TicketId ticket;
    dispatcher::Code need;
    dispatcher::Tier tier = dispatcher::Tier::t3;
    Facts facts;
};

/// What one turn is made from, and what it has made so far. The steps of a turn read the first and add to the second.
class Draft {
public:
    Draft(const Conversation& before, const Message& inbound, const Understanding& read,
          const dispatcher::State& loaded, const dispatcher::Programme& plan, const FreshIds& fresh,
          dispatcher::Time clock);

    const Message& message;
    const Understanding& understanding;
    const dispatcher::State& state;
    const dispatcher::Programme& programme;
    const dispatcher::Time now;
    const Folded text;  ///< of a text or of a recognised voice; empty for other kinds
    Conversation conversation;
    std::vector<Touched> touched;

    /// As it will be after this turn; nullptr if not registered.
    [[nodiscard]] const dispatcher::Person* person() const;
    /// Of local time, where the person belongs.
    [[nodiscard]] std::chrono::minutes utc_offset() const;
    /// The local day.
    [[nodiscard]] std::chrono::sys_days today() const {
        return std::chrono::floor<std::chrono::days>(now + utc_offset());
    }
    /// Whose need this turn is about: the family the person speaks for (S3, S5), else his or her own.
    [[nodiscard]] const dispatcher::Household* household() const;
    /// The families that the person looks after, hand in hand, as partner or as backup.
    [[nodiscard]] std::vector<const dispatcher::Household*> families() const;
    [[nodiscard]] bool family_settled() const { return speaks_for_.has_value(); }
    /// @param family  empty: for none of them
    void speak_for(dispatcher::HouseholdId family) { speaks_for_ = std::move(family); }
    [[nodiscard]] const dispatcher::Helper* helper() const;
    /// The requester's tickets that are not over, oldest first.
    [[nodiscard]] std::vector<const dispatcher::Ticket*> own_open() const;
    [[nodiscard]] const dispatcher::Ticket* ticket(const TicketId& id) const;
    /// The service as it holds for those who answer for the ticket, or who will if it is new.
    [[nodiscard]] const dispatcher::Service* service(const dispatcher::Code& need, const TicketId& ticket) const;
    [[nodiscard]] bool silent() const {
        return conversation.with_person_until && now < *conversation.with_person_until;
    }

    /// Registers the person and a household, if there are none yet.
    void be_registered();
    /// Keeps what is said of the person and the home. @param sure  said in answer to us or as a correction: overwrites
    void learn(const Facts& facts, bool sure);
    /// @return the new ticket's id; nullopt if this turn has no ids left
    std::optional<TicketId> open(dispatcher::OpenTicket ticket);
    void amend(const TicketId& ticket, Facts facts, std::string words);
    /// What is missing of this one may be asked in this turn.
    void touch(const TicketId& ticket, const Facts& more = {});
    void command(dispatcher::Command command) { commands_.push_back(std::move(command)); }
    /// A person of ours gets this to read or to call about; once a turn.
    void call_person(const std::string& reason, std::string words, bool urgent, const TicketId& ticket = {});

    void say(Key key, std::map<std::string, std::string> fields = {}, std::vector<TicketId> tickets = {});
    /// Says the question last of all and waits for its answer. One question a turn: a later one is left out.
    void ask(Question question, std::string key, std::map<std::string, std::string> fields = {});
    [[nodiscard]] bool asked() const { return question_.has_value(); }
    [[nodiscard]] bool said_anything() const { return !says_.empty() || question_.has_value(); }

    /// Keeps what somebody told us of the meaning of these words.
    /// @param ticket  if they are the words of this ticket alone
    void teach(Example::Source source, std::string_view words, std::vector<Code> intents, std::vector<Code> needs,
               bool urgent, const TicketId& ticket = {});

    /// This is no moment to ask about grades and addresses.
    void hold_small_questions() { held_ = true; }
    [[nodiscard]] bool small_questions_held() const { return held_; }
    void act_as_helper() { actor_ = dispatcher::ActorKind::helper; }
    /// With what the person's organisation may do. Only for who is a coordinator.
    void act_as_coordinator() { actor_ = dispatcher::ActorKind::coordinator; }
    [[nodiscard]] Turn finish() &&;

private:
    [[nodiscard]] bool is_of_another(const std::string& phone) const;
    [[nodiscard]] const dispatcher::Household* loaded(const dispatcher::HouseholdId& id) const;
    void remember_family();
    dispatcher::Person& editable_person();
    void route_home();

    const FreshIds& ids_;
    std::optional<dispatcher::HouseholdId> speaks_for_;
    std::size_t tickets_used_ = 0;
    bool called_ = false, held_ = false;
    std::optional<dispatcher::Person> person_;        // changed or new
    std::optional<dispatcher::Household> household_;  // changed or new
    std::vector<dispatcher::Command> commands_;
    std::vector<Say> says_;
    std::vector<Example> examples_;
    std::optional<Say> question_;
    dispatcher::ActorKind actor_ = dispatcher::ActorKind::requester;
};

}  // namespace warmline::bot::talk
