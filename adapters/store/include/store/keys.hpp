#pragma once
#include <chrono>
#include <string>

#include "dispatcher/ids.hpp"

namespace warmline::store {

/// The names of what is stored. All carry the shard's hash tag, so that one commit stays on one Cluster node.
class Keys {
public:
    explicit Keys(std::string shard) : tag_("wl:{" + std::move(shard) + "}:") {}

    [[nodiscard]] std::string conversation(const dispatcher::ConversationId& id) const {
        return tag_ + "c:" + id.value;
    }
    [[nodiscard]] std::string person(const dispatcher::PersonId& id) const { return tag_ + "p:" + id.value; }
    [[nodiscard]] std::string household(const dispatcher::HouseholdId& id) const { return tag_ + "h:" + id.value; }
    [[nodiscard]] std::string ticket(const dispatcher::TicketId& id) const { return tag_ + "t:" + id.value; }
    [[nodiscard]] std::string call_task(const std::string& id) const { return tag_ + "k:" + id; }
    /// set: the households that a person looks after, hand in hand: as partner, as backup, or asked to take over
    [[nodiscard]] std::string families(const dispatcher::PersonId& partner) const {
        return tag_ + "f:" + partner.value;
    }
    /// The answer that a message got; @param hash keyed hash of its de-duplication key
    [[nodiscard]] std::string seen(const std::string& hash) const { return tag_ + "m:" + hash; }
    /// Telephone number (keyed hash) to person: a record whose only content is its link.
    [[nodiscard]] std::string phone(const std::string& hash) const { return tag_ + "n:" + hash; }
    [[nodiscard]] std::string hotline_call(const std::string& hash) const { return tag_ + "l:" + hash; }
    /// What still must be sent to one conversation; the urgent lane is not held back at night, a third one
    /// holds what was put off to another day (S15).
    [[nodiscard]] std::string outbox_lane(const std::string& lane) const { return tag_ + "o:" + lane; }
    [[nodiscard]] std::string example(const std::string& id) const { return tag_ + "x:" + id; }
    [[nodiscard]] std::string session(const std::string& name) const { return tag_ + "s:" + name; }

    [[nodiscard]] std::string situation() const { return tag_ + "situation"; }  ///< surge mode, incidents, groups
    /// set: the tickets whose requesters were told of this support group
    [[nodiscard]] std::string group(const dispatcher::GroupId& id) const { return tag_ + "g:" + id.value; }
    [[nodiscard]] std::string events() const { return tag_ + "events"; }          ///< stream: the truth
    [[nodiscard]] std::string timers() const { return tag_ + "timers"; }          ///< zset: ticket by due, Unix ms
    [[nodiscard]] std::string timer_leases() const { return tag_ + "timers:l"; }  ///< zset: ticket by lease end
    [[nodiscard]] std::string outbox() const { return tag_ + "outbox"; }          ///< zset: lane by due
    [[nodiscard]] std::string outbox_leases() const { return tag_ + "outbox:l"; }
    [[nodiscard]] std::string tickets() const { return tag_ + "tickets"; }    ///< zset: ticket by opening
    [[nodiscard]] std::string open_tickets() const { return tag_ + "open"; }  ///< zset: ticket by opening, not over
    /// zset: ticket by urgency (dispatcher/backlog.hpp), which waits for somebody to have room
    [[nodiscard]] std::string unplaced() const { return tag_ + "unplaced"; }
    [[nodiscard]] std::string unpaired() const { return tag_ + "unpaired"; }  ///< zset: household by start of waiting
    [[nodiscard]] std::string homes() const { return tag_ + "homes"; }        ///< set: ids of all households
    /// How a household stands among the timers.
    [[nodiscard]] static std::string timer_of(const dispatcher::HouseholdId& id) { return "h:" + id.value; }
    /// set: tickets that had an event on this local day
    [[nodiscard]] std::string day(std::chrono::sys_days day) const {
        return tag_ + "d:" + std::to_string(day.time_since_epoch().count());
    }
    [[nodiscard]] std::string roster() const { return tag_ + "roster"; }  ///< set: ids of persons who help
    [[nodiscard]] std::string people() const { return tag_ + "people"; }  ///< set: ids of all persons
    [[nodiscard]] std::string calls() const { return tag_ + "calls"; }    ///< zset: open call tasks, see call_score()
    [[nodiscard]] std::string parked() const { return tag_ + "parked"; }  ///< hash: messages waiting or given up, by id
    [[nodiscard]] std::string examples() const { return tag_ + "examples"; }  ///< zset: labelled examples by moment
    [[nodiscard]] std::string number() const { return tag_ + "number"; }      ///< last ticket number leased

    [[nodiscard]] const std::string& tag() const noexcept { return tag_; }

private:
    std::string tag_;
};

}  // namespace warmline::store
