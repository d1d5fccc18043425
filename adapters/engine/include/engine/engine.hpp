#pragma once
#include <functional>
#include <string>
#include <vector>

#include "engine/consultation.hpp"
#include "engine/group.hpp"
#include "engine/hold.hpp"
#include "engine/locks.hpp"
#include "engine/numbers.hpp"
#include "engine/parts.hpp"
#include "engine/resolve.hpp"

namespace warmline::engine {

/// A list of one command.
[[nodiscard]] inline std::vector<dispatcher::Command> one(dispatcher::Command command) {
    std::vector<dispatcher::Command> out;
    out.push_back(std::move(command));
    return out;
}

/// The way of one message (design.md): load, understand, take a turn, decide, commit, and only then the answer.
/// Errors are the store's: then nothing was kept and the caller may try again.
class Engine final : public ports::Intake {
public:
    /// @param parts    all outlive the engine
    /// @param senders  filled before the first message
    Engine(asio::any_io_executor executor, Parts parts, const Senders& senders);

    asio::awaitable<boost::system::result<ports::Answer>> handle(bot::Message message,
                                                                 ports::SteadyTime reply_by) override;

    /// Commands of a coordinator or of the service itself: loads what they are about, decides, commits all or none.
    /// @return the dispatcher's reason if one is refused; the store's error if nothing was kept
    store::Task<std::vector<dispatcher::Event>> command(std::vector<dispatcher::Command> commands,
                                                        dispatcher::Actor actor);
    /// The same, done by the service itself.
    store::Task<std::vector<dispatcher::Event>> command(std::vector<dispatcher::Command> commands) {
        return command(std::move(commands), dispatcher::Actor{});
    }
    /// A ticket's timer is due. Its lease is given back.
    store::Task<void> tick(dispatcher::TicketId id);
    /// The same for a household's.
    store::Task<void> tick(dispatcher::HouseholdId id);
    /// The drafts that grew during a call become firm.
    store::Task<void> confirm_drafts(dispatcher::ConversationId conversation);

    /// Registers a person, or changes one without losing what he or she carries; each chat account will be known as his
    /// or hers. @param chats  pairs of account and the platform's id of the person
    store::Task<void> enrol(dispatcher::Person person, std::vector<std::pair<std::string, std::string>> chats);

    /// Registers a household, or changes one without losing its open tickets; who is paired stays so.
    store::Task<void> enrol(dispatcher::Household household);

    /// Waits for what is still asked of the second reader, which has a time limit of its own.
    asio::awaitable<void> stop() { return asking_.wait(); }

    /// Until then every message is refused with redis::Errc::not_connected: the roster is not known yet.
    void open() { open_ = true; }

    /// The conversation of a sender on an account; never made of personal data.
    [[nodiscard]] dispatcher::ConversationId conversation_of(const bot::Message& message) const;

    /// Called after every commit that put something in the outbox.
    std::function<void()> on_outgoing = [] {};
    /// Called after every commit by which somebody may have got room.
    std::function<void()> on_room = [] {};

private:
    /// A turn is decided again when what it read was changed meanwhile; so often at most.
    static constexpr int decisions_max = 16;
    struct Context {
        bot::Message message;
        dispatcher::ConversationId conversation;
        std::string seen_hash, phone_hash;
        ports::SteadyTime reply_by;
        std::optional<bot::Understanding> understanding;
        std::shared_ptr<Consultation> second;  ///< once a second reader was asked about this message
    };
    store::Task<ports::Answer> attempt(Context& context, Hold& hold);
    void prepare(Context& context, store::Work& work, dispatcher::Time now) const;
    void understand(Context& context, const store::Work& work);
    /// True if what holds beside the plan has moved on since the version that this process knew when the words of a
    /// turn were said, so that the turn is decided again: who comes second to a room hears what is free now.
    bool catch_up(const store::Work& work, std::uint64_t known);
    [[nodiscard]] store::Outgoing late_reply(const Context& context, const store::Work& work, std::string text,
                                             dispatcher::Time now) const;
    store::Task<void> deliver_late(Context& context, std::string text);
    /// Commits what a turn decided while it holds the helpers whom it changes.
    /// @return redis::Errc::conflict: decide again; what the roster says of them is true by then
    store::Task<void> commit(store::Work& work, const store::Changes& changes, Hold& hold);
    /// Loads the families that the commands are about, whole.
    store::Task<void> load_families(store::Work& work, const std::vector<dispatcher::Command>& commands);
    /// Makes or ends the calendar that a helper asked for, and puts its address into what is said.
    store::Task<void> fill_calendar(bot::Turn& turn);
    /// What the conversation keeps of a reply, and coordinators may read: without a calendar's secret.
    [[nodiscard]] std::string without_secret(std::string text) const;
    /// The tickets that these commands would part from one another, with their families.
    store::Task<void> load_merged(store::Work& work, const std::vector<dispatcher::Command>& commands);
    /// Everybody who is told something and is not known here yet, wherever the decision was made.
    store::Task<void> load_told(store::Work& work, const std::vector<dispatcher::Notice>& notices);
    /// `resolve`, with all loaded that it needs, and that saying what came of it needs. All outlive the call.
    store::Task<Resolved> decide(store::Work& work, const std::vector<dispatcher::Command>& commands,
                                 const dispatcher::Actor& actor, dispatcher::Time now);
    /// What others of the writer's household asked for.
    store::Task<void> load_own_home(store::Work& work);
    store::Task<void> freshen(const store::Work& work);
    void committed(const store::Work& work, const store::Changes& changes);

    /// Asks the second reader if that may help, and waits for it as long as the reply can. Other turns of this
    /// conversation wait too, so that they stay in order; no helper and no ticket number is held meanwhile.
    /// @return true if time has passed: what was loaded may be old
    asio::awaitable<bool> consult(Context& context, const store::Work& work);
    asio::awaitable<void> ask_second(std::shared_ptr<Consultation> second, bot::Masked text,
                                     ports::SteadyTime wanted_by);
    /// The turn is committed; if it had to go without the second reading, that may still add something.
    void answered(const Context& context, const std::vector<dispatcher::TicketId>& numbers,
                  const dispatcher::State& after);
    asio::awaitable<void> amend(std::shared_ptr<Consultation> second);
    store::Task<void> amend_once(const Consultation& second, Hold& hold);

    store::Task<void> enrol_chat(dispatcher::Person& person, std::string account, std::string sender);

    asio::any_io_executor executor_;
    Parts parts_;
    const Senders& senders_;
    Locks locks_;
    Group asking_;
    Numbers numbers_;
    bool open_ = false;
};

}  // namespace warmline::engine
