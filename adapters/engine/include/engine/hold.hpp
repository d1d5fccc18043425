#pragma once
#include <map>
#include <optional>
#include <vector>

#include "dispatcher/roster.hpp"
#include "engine/locks.hpp"

namespace warmline::engine {

/// The helpers that one turn is about to change, from its decision to the end of its commit. Another turn of this
/// process that chose one of them meanwhile would only meet a conflict; it waits instead and decides again on what is
/// true then. Who waits holds nothing, so turns never wait for one another in a circle.
class Hold {
public:
    Hold(Locks& locks, dispatcher::Roster& roster) : locks_(locks), roster_(roster) {}
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() { clear(); }

    /// Holds all of these, beside what is held already, or nothing more.
    /// @return the first that another turn holds
    std::optional<dispatcher::PersonId> take(const std::vector<dispatcher::PersonId>& ids);
    /// Lets go of everything, waits until this one is free and holds it.
    asio::awaitable<void> wait_for(dispatcher::PersonId id);
    void clear();

private:
    static std::string name_of(const dispatcher::PersonId& id) { return "person/" + id.value; }
    Locks& locks_;
    dispatcher::Roster& roster_;
    std::map<dispatcher::PersonId, Locks::Held> held_;
};

}  // namespace warmline::engine
