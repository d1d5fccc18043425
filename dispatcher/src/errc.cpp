#include "dispatcher/errc.hpp"

#include <string>

namespace warmline::dispatcher {
namespace {

const char* sentence(Errc e) noexcept {
    switch (e) {
        case Errc::ticket_unknown:
            return "there is no such ticket";
        case Errc::person_unknown:
            return "there is no such person";
        case Errc::illegal_move:
            return "a ticket in this state cannot make this move";
        case Errc::not_offered_to_you:
            return "the ticket is not offered to this person, or no longer";
        case Errc::not_yours:
            return "only the assignee, the owner or a coordinator may do this";
        case Errc::already_taken:
            return "somebody has accepted the ticket before";
        case Errc::reason_missing:
            return "this move needs a reason";
        case Errc::replacement_missing:
            return "parking needs a replacement strategy and a review date";
        case Errc::crisis_protected:
            return "a crisis is never paused, merged, parked or closed by itself";
        case Errc::need_unknown:
            return "the catalogue has no such need";
        case Errc::bounce_limit:
            return "the ticket was returned too often: a ruling is due";
        case Errc::value_out_of_range:
            return "a value is out of its range";
        case Errc::cannot_take:
            return "that person has no room left, or asked for it himself";
        case Errc::not_alike:
            return "only open tickets of the same need can be merged";
        case Errc::extension_limit:
            return "more time than the programme allows, or asked for twice";
        case Errc::household_unknown:
            return "there is no such household";
        case Errc::pair_missing:
            return "the household has no partner, or no hand-over awaits this answer";
        case Errc::partner_full:
            return "that partner looks after as many families as the programme allows";
        case Errc::already_so:
            return "it is so already";
        case Errc::incident_unknown:
            return "there is no such open incident";
        case Errc::group_exists:
            return "there is a support group for these people";
        case Errc::group_unknown:
            return "there is no such open support group, or it does not cover the ticket";
        case Errc::not_an_expert:
            return "a group is led by one or two who do this work and hold the licence that it asks for";
        case Errc::house_unknown:
            return "the service has no such house";
        case Errc::house_full:
            return "some night of this stay has no room";
        case Errc::not_a_partner:
            return "only an officer who is nobody of the family, and not yet its partner, can become that";
        case Errc::no_series:
            return "the household has no such series, or this service is not given regularly";
        case Errc::part_only:
            return "this organisation has only a part in the ticket, or none";
        case Errc::part_unknown:
            return "that organisation has no part in the ticket, or it is done";
        case Errc::ruled_already:
            return "it is ruled who does the ticket: it cannot be returned any more";
        case Errc::changed_meanwhile:
            return "this leave or duty is no longer what was seen";
        case Errc::waiting_limit:
            return "a ticket may not wait for its requester longer than the programme allows";
    }
    return "unknown error";
}

class Category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "warmline.dispatcher"; }
    [[nodiscard]] std::string message(int value) const override { return sentence(static_cast<Errc>(value)); }
};

}  // namespace

const boost::system::error_category& category() noexcept {
    static const Category instance;
    return instance;
}

}  // namespace warmline::dispatcher
