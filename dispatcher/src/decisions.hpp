#pragma once
#include "offering.hpp"
#include "turn.hpp"

namespace warmline::dispatcher {

using Done = Result<void>;

// One function for each command, overloaded so that `decide` is one visit. Each refuses before it emits anything that
// would have to be taken back, or fails as a whole: a Turn that failed is thrown away.
[[nodiscard]] Done decide_on(Turn& turn, const OpenTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const AmendTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const ConfirmTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const CancelTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const AcceptOffer& command);
[[nodiscard]] Done decide_on(Turn& turn, const DeclineOffer& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReportProgress& command);
[[nodiscard]] Done decide_on(Turn& turn, const CompleteTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const HandBack& command);
[[nodiscard]] Done decide_on(Turn& turn, const AskForHelp& command);
[[nodiscard]] Done decide_on(Turn& turn, const RateTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const AnswerFollowUp& command);
[[nodiscard]] Done decide_on(Turn& turn, const UrgeTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const RetierTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const AddNote& command);
[[nodiscard]] Done decide_on(Turn& turn, const Reassign& command);
[[nodiscard]] Done decide_on(Turn& turn, const PlaceTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const MoveTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const MergeTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReclassifyTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const AskExtension& command);
[[nodiscard]] Done decide_on(Turn& turn, const RuleExtension& command);
[[nodiscard]] Done decide_on(Turn& turn, const ChangePerson& command);
[[nodiscard]] Done decide_on(Turn& turn, const ChangeHousehold& command);
[[nodiscard]] Done decide_on(Turn& turn, const PairHousehold& command);
[[nodiscard]] Done decide_on(Turn& turn, const HandOverFamily& command);
[[nodiscard]] Done decide_on(Turn& turn, const AnswerHandOver& command);
[[nodiscard]] Done decide_on(Turn& turn, const SetBackup& command);
[[nodiscard]] Done decide_on(Turn& turn, const EndPair& command);
[[nodiscard]] Done decide_on(Turn& turn, const LinkPerson& command);
[[nodiscard]] Done decide_on(Turn& turn, const StartSeries& command);
[[nodiscard]] Done decide_on(Turn& turn, const MoveSeries& command);
[[nodiscard]] Done decide_on(Turn& turn, const MakePlan& command);
[[nodiscard]] Done decide_on(Turn& turn, const TickHousehold& command);
[[nodiscard]] Done decide_on(Turn& turn, const Rest& command);
[[nodiscard]] Done decide_on(Turn& turn, const ShortenLeave& command);
[[nodiscard]] Done decide_on(Turn& turn, const ChangeDuty& command);
[[nodiscard]] Done decide_on(Turn& turn, const GiveCalendar& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReachOut& command);
[[nodiscard]] Done decide_on(Turn& turn, const AnswerOutreach& command);
[[nodiscard]] Done decide_on(Turn& turn, const LimitOutreach& command);
[[nodiscard]] Done decide_on(Turn& turn, const SwitchSurge& command);
[[nodiscard]] Done decide_on(Turn& turn, const SetBounds& command);
[[nodiscard]] Done decide_on(Turn& turn, const WriteToFamily& command);
[[nodiscard]] Done decide_on(Turn& turn, const OpenIncident& command);
[[nodiscard]] Done decide_on(Turn& turn, const CloseIncident& command);
[[nodiscard]] Done decide_on(Turn& turn, const LinkTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const UnlinkTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const OpenGroup& command);
[[nodiscard]] Done decide_on(Turn& turn, const ChangeGroup& command);
[[nodiscard]] Done decide_on(Turn& turn, const CloseGroup& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReferToGroup& command);
[[nodiscard]] Done decide_on(Turn& turn, const BookStay& command);
[[nodiscard]] Done decide_on(Turn& turn, const FreeStay& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReportPart& command);
[[nodiscard]] Done decide_on(Turn& turn, const ReturnPart& command);
[[nodiscard]] Done decide_on(Turn& turn, const RuleTicket& command);
[[nodiscard]] Done decide_on(Turn& turn, const OpenCallTask& command);
[[nodiscard]] Done decide_on(Turn& turn, const FinishCallTask& command);
[[nodiscard]] Done decide_on(Turn& turn, const Tick& command);

// Steps that several commands share.

/// The person is from now on as given.
[[nodiscard]] Event person_changed(Person person);

/// A draft becomes firm: deadlines run, the first candidate is asked.
void confirm(Turn& turn, const TicketId& id);
/// From waiting or parked back to work; the clock moves on by the time it stood still, or starts anew after parking.
void resume(Turn& turn, const TicketId& id, const std::string& why);
/// Back to work because it was not solved.
void reopen(Turn& turn, const TicketId& id, const std::string& why);
/// A merged ticket goes on by itself again, and its requester hears so.
/// @param why   for the history
/// @param told  for the requester
void go_alone(Turn& turn, const TicketId& id, const std::string& why, const std::string& told);
/// A ticket was cancelled: those merged into it go on alone, as far as they are loaded and somebody else's.
void give_back(Turn& turn, const TicketId& id);
/// A crisis is over, whoever ended it: how the person is will be asked after a day and after a week.
void promise_follow_ups(Turn& turn, const TicketId& id);
/// Takes offer and assignee away before a ticket stops, and tells them.
void release(Turn& turn, const TicketId& id, const std::string& why);

/// More people than before may be too many for the one it was put to, or who carries it (seats, squads): he or she and
/// the coordinators hear why. What nobody accepted yet is offered anew.
void look_whether_outgrown(Turn& turn, const TicketId& id, int people_before);
/// Links the ticket to the open incident that it is one of, if there is one.
void join_incident(Turn& turn, const TicketId& id);
/// Tells the requester of the support group that covers the ticket, once. @return whether there is one to tell of
bool refer_to_group(Turn& turn, const TicketId& id);
/// A ticket that is cancelled, merged, out of scope or of another kind needs its room no more.
void free_stays_of_the_gone(Turn& turn);

/// Who does a ticket that routing gives to `routed`: the service's own organisation, if it is shared and below that.
[[nodiscard]] OrganisationId answering(const Programme& programme, const Code& need, const OrganisationId& routed);
/// Who answers for the ticket by what is known of it now, the root if nobody is found.
[[nodiscard]] OrganisationId answering(const Turn& turn, const Ticket& ticket);
/// Says who shares the ticket, by its service, and asks each for its part. Parts that are done stay done.
void name_parties(Turn& turn, const TicketId& id);
/// The sub-deadlines that are open move on by the time the clock stood still, since `stopped`.
void move_parts(Turn& turn, const TicketId& id, Time stopped);
/// The sub-deadlines that are open are given again by the tier as it is now, with the time that has passed.
void promise_parts_anew(Turn& turn, const TicketId& id);
/// All parts are to do again.
void renew_parts(Turn& turn, const TicketId& id);
/// A part is late: its party hears of it, and the second time the lead.
void miss_part(Turn& turn, const TicketId& id, const OrganisationId& organisation);

/// So often at most somebody of a family wishes that it is written to, unasked; 0: as the programme says.
[[nodiscard]] Done limit_contacts(Turn& turn, const Person& person, int every_days);
/// Tells the member of the family who can be reached best, once for the whole family.
void tell_family(Turn& turn, const HouseholdId& id, NoticeKind kind, const PersonId& about, const std::string& text);
/// Pairs a household that wants a partner, or says why it waits.
void pair_at_once(Turn& turn, const HouseholdId& id);
/// Takes a ticket from its assignee, from waiting as well. Says nothing to anybody.
void take_from(Turn& turn, const TicketId& id, const std::string& why);
/// Makes this person the partner, with all open tickets of one who was it before.
/// @param note  for the history of the household and of each ticket
void give_family(Turn& turn, const HouseholdId& id, const PersonId& to, const std::string& note);
/// Compares what is known of the partner's absence with his or her leave; says to family and backup what changed.
void note_absence(Turn& turn, const HouseholdId& id);
/// The same for all families of a partner.
void note_absence(Turn& turn, const PersonId& partner);

/// Opens the next ticket of each series that is due, unless the last one is still under way.
/// @param fresh  numbers for them
void advance_series(Turn& turn, const HouseholdId& id, const std::vector<TicketId>& fresh);

/// A person was linked to another home: the series that he or she asked for go on there, and all of a home in which
/// nobody is left. Where that home has one of the kind already, the old one ends and both families hear of it.
void take_series_along(Turn& turn, const PersonId& person, const HouseholdId& from, const HouseholdId& to);

/// The partner becomes owner of all open tickets of the household, as far as they are loaded. Tells nobody.
void gather(Turn& turn, const HouseholdId& id);
/// One plan for the household, if it has none yet, and `gather`.
void make_plan(Turn& turn, const HouseholdId& id);

/// Open, and neither done nor standing still: what may become of another kind or another tier.
[[nodiscard]] bool is_underway(const Ticket& ticket) noexcept;
/// True for console users and the system itself.
[[nodiscard]] bool is_office(const Actor& actor) noexcept;
/// True if the actor speaks for the family: the requester, a member of the household, or the office for them.
[[nodiscard]] bool speaks_for_family(const Turn& turn, const Ticket& ticket);

}  // namespace warmline::dispatcher
