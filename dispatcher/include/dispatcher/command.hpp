#pragma once
#include <variant>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// What somebody asks to be done. Ids of new things are supplied by the caller, so that deciding stays pure.
struct OpenTicket {
    TicketId id;
    Code need;
    bool urgent = false, crisis = false, draft = false;
    PersonId requester;
    HouseholdId household;  ///< empty: none known
    std::string summary;
    std::map<std::string, std::string> facts;  ///< "hospital" and "district" take part in routing
    PersonId first{};                          ///< asked before everybody else, if he or she can
};
struct AmendTicket {
    TicketId ticket;
    std::map<std::string, std::string> facts;
    std::string text;
};
struct ConfirmTicket {
    TicketId ticket;
};  ///< a draft becomes firm
struct CancelTicket {
    TicketId ticket;
    std::string reason;
};
struct AcceptOffer {
    TicketId ticket;
    PersonId person;
};
struct DeclineOffer {
    TicketId ticket;
    PersonId person;
    std::string reason;
};
struct ReportProgress {
    TicketId ticket;
    PersonId person;
    std::string note;
    bool partly = false;  ///< some of it is done and the rest is to come; the note says what
};
struct CompleteTicket {
    TicketId ticket;
    PersonId person;
    std::string note;
};
struct HandBack {
    TicketId ticket;
    PersonId person;
    std::string reason;
};  ///< the assignee cannot go on
struct AskForHelp {
    TicketId ticket;
    PersonId person;
    std::string text;
};
struct RateTicket {
    TicketId ticket;
    bool solved = true;
    int score = 5;
    std::string comment;
};
/// The family says how somebody is, after a crisis. Not well: the crisis goes on, and experts are rung again.
struct AnswerFollowUp {
    TicketId ticket;
    bool well = false;
    std::string text;  ///< in their words; may be empty
};
/// The family asks where help stays (催办): whoever has the ticket hears of it, else the coordinators.
struct UrgeTicket {
    TicketId ticket;
    std::string text;
};
/// Faster or slower from now on, with the time that has passed. The family may only make it urgent, as the service
/// allows; T0 is the crises' own.
struct RetierTicket {
    TicketId ticket;
    Tier tier = Tier::t1;
    std::string reason;  ///< the office must give one
};
struct AddNote {
    TicketId ticket;
    std::string text;
};
struct Reassign {
    TicketId ticket;
    PersonId person;
    std::string reason;
};  ///< a coordinator puts it to this person
/// The backlog's solution for one ticket: asks this person, if nothing has changed since.
struct PlaceTicket {
    TicketId ticket;
    PersonId person;
    std::string why;
};
/// A coordinator's move along the table of moves: returned, waiting, in_progress (resume), parked, cancelled,
/// out_of_scope, closed, reopened.
struct MoveTicket {
    TicketId ticket;
    TicketState to{};
    std::string reason, replacement;
    std::optional<Time> review_at;
};
struct ChangePerson {
    Person person;
};  ///< registers or changes
/// Registers or changes. A household that becomes known without a partner gets one at once, or waits. What is known of
/// its pair stays: that has commands of its own.
struct ChangeHousehold {
    Household household;
};
/// Finds a partner for a household that waits for one.
struct PairHousehold {
    HouseholdId household;
};
/// The whole relationship goes to another partner with its open tickets: asked by the partner, who waits for the
/// other's yes; at once by the office, which also pairs a household that has nobody.
struct HandOverFamily {
    HouseholdId household;
    PersonId to;
    std::string note;
};
/// The one who was asked to take a family over.
struct AnswerHandOver {
    HouseholdId household;
    PersonId person;
    bool accepted = false;
    std::string reason;
};
/// A coordinator names who stands in while the partner is away; empty: nobody.
struct SetBackup {
    HouseholdId household;
    PersonId person;
};
/// What happens to the open tickets of a pair that ends. A crisis is never closed so.
enum class OpenWork { reassign, close };
/// A coordinator ends the pair: the family is home again.
struct EndPair {
    HouseholdId household;
    std::string reason;
    OpenWork open_work = OpenWork::reassign;
};
/// A coordinator has made sure that this person is of this household.
struct LinkPerson {
    PersonId person;
    HouseholdId household;
};
/// This ticket is the first of a series, if the programme gives its service regularly. A paused series goes on.
struct StartSeries {
    TicketId ticket;
    HouseholdId household;  ///< whose ticket it is
};
enum class SeriesMove { skip, pause, resume, end };
/// What a family, who looks after it, or the office wants of a series.
struct MoveSeries {
    HouseholdId household;
    Code need;
    SeriesMove move{};
    std::optional<Time> until{};  ///< of a pause; none: `series_pause_usual`
    std::string reason{};         ///< the office must give one to pause or end
};
/// One family, one plan (一家一策, S10c): its open tickets, and those to come, get one owner, the partner. By the
/// office; a request for such a plan does the same.
struct MakePlan {
    HouseholdId household;
};
/// A timer of this household is due.
struct TickHousehold {
    HouseholdId household;
    std::vector<TicketId> fresh{};  ///< numbers for tickets of its series; without one a series waits for the next tick
};
/// nullopt: back at work. With `from`, a leave with its reason, beside any rest there is; from now on if it is not to
/// come.
struct Rest {
    PersonId person;
    std::optional<Time> until;
    std::optional<Time> from{};
    std::string why{};
};
/// A leave, or the rest that runs, ends earlier than it was noted. Refused if it is no longer what was seen.
struct ShortenLeave {
    PersonId person;
    std::optional<Time> from;   ///< nullopt: the rest
    Time to{};                  ///< when it ends as it was seen
    std::optional<Time> until;  ///< nullopt: now, or before it begins
};
/// When somebody is on duty, by the office or the person; how much is carried, by the office. Imported lists keep it.
struct ChangeDuty {
    PersonId person;
    Duty seen, wanted;  ///< refused if it is no longer as seen
};
/// The office gave somebody the address of his or her calendar, which is no part of the state.
struct GiveCalendar {
    PersonId person;
    bool anew = false;  ///< another one: the old address opens nothing any more
};
/// The assignee or owner asks for more time (延期); a coordinator rules.
struct AskExtension {
    TicketId ticket;
    PersonId person;
    Time until{};
    std::string reason;
};
struct RuleExtension {
    TicketId ticket;
    bool granted = false;
    std::string reason;
};
/// The same need stands twice: `ticket` goes on as `into`. Undone by moving it to reopened.
struct MergeTicket {
    TicketId ticket, into;
    std::string reason;
};
/// The daily round: asks a liaison what the team needs, if this round is due for him or her (see outreach.hpp).
struct ReachOut {
    PersonId person;
};
/// What came of being asked.
struct AnswerOutreach {
    PersonId person;
    bool nothing = false;
};
/// How often a liaison wishes to be asked; how often somebody of a family wishes that it is written to, unasked (S15).
/// @param every_days  0 to 31; of a liaison 0: not at all; of a family 0: as the programme says
struct LimitOutreach {
    PersonId person;
    int every_days = 1;
};
/// The office corrects what was read: the ticket goes on as another kind, with the time that has passed; or it is no
/// request at all and ends out of scope. A crisis can be made of any ticket, and no other kind of a crisis.
struct ReclassifyTicket {
    TicketId ticket;
    Code need;    ///< of the catalogue; empty: it is no request
    Code intent;  ///< what it is instead ("consult"), if `need` is empty
    std::string reason;
};
/// Surge mode on or off.
struct SwitchSurge {
    bool on = false;
    std::string reason;
};
/// Which districts are served and which are sealed from now on: both lists, whole.
struct SetBounds {
    std::set<std::string> area, sealed;
    std::string reason;
};
/// Somebody of a family is written to, unasked: counted, and put off to another morning if the day has had enough (see
/// contact.hpp). By the system.
struct WriteToFamily {
    HouseholdId household;  ///< else the person is counted
    PersonId person;
    Time wanted{};  ///< the moment at which it would be told
};
/// Many like needs become one. Its tickets are linked one by one, so that no commit grows with their number.
struct OpenIncident {
    Incident opened;  ///< its moment is the decision's
};
/// No more tickets are linked by themselves; what becomes of those that are is decided for each of them.
struct CloseIncident {
    IncidentId incident;
    std::string reason;
};
struct LinkTicket {
    TicketId ticket;
    IncidentId incident;
    bool tell = true;  ///< the requester hears the incident's words
};
/// Undoes a link: the ticket goes its own way, and is not linked by itself again.
struct UnlinkTicket {
    TicketId ticket;
    std::string reason;
};
/// A support group begins; refused where one exists.
struct OpenGroup {
    SupportGroup opened;  ///< its moment and organisation are the decision's
};
/// Other experts, another way to join, another name, or another leader who agrees to it.
struct ChangeGroup {
    GroupId group;
    std::vector<PersonId> experts;
    std::string join;
    std::string name{}, leader{};  ///< empty: as they were
};
struct CloseGroup {
    GroupId group;
    std::string reason;
};
/// Tells the requester of a group that covers the ticket, and asks its experts if nobody has the ticket.
struct ReferToGroup {
    TicketId ticket;
    GroupId group;
};
/// A room for the ticket from this day on, in place of the one it has. Refused if any night is full.
struct BookStay {
    TicketId ticket;
    std::string house;              ///< an id of the service's houses
    std::chrono::sys_days first{};  ///< local day
};
struct FreeStay {
    TicketId ticket;
    std::string reason;
};
/// An organisation's part in a shared ticket is done.
struct ReportPart {
    TicketId ticket;
    OrganisationId organisation;
    std::string note;
};
/// A party asks the lead to take its part back; said by the lead: the party is let go.
struct ReturnPart {
    TicketId ticket;
    OrganisationId organisation;
    std::string reason;
};
/// After too many returns the root's coordinator rules who does it for good (裁定).
struct RuleTicket {
    TicketId ticket;
    OrganisationId organisation;
    std::string reason;
};
struct OpenCallTask {
    CallTask task;
};
struct FinishCallTask {
    CallTask task;
    std::string note;
};
struct Tick {
    TicketId ticket;
};  ///< a timer of this ticket is due: do whatever is due at `now`

using Command = std::variant<
    OpenTicket, AmendTicket, ConfirmTicket, CancelTicket, AcceptOffer, DeclineOffer, ReportProgress, CompleteTicket,
    HandBack, AskForHelp, RateTicket, AnswerFollowUp, UrgeTicket, RetierTicket, AddNote, Reassign, PlaceTicket,
    MoveTicket, MergeTicket, ReclassifyTicket, AskExtension, RuleExtension, ChangePerson, ChangeHousehold,
    PairHousehold, HandOverFamily, AnswerHandOver, SetBackup, EndPair, LinkPerson, StartSeries, MoveSeries, MakePlan,
    TickHousehold, Rest, ShortenLeave, ChangeDuty, GiveCalendar, ReachOut, AnswerOutreach, LimitOutreach, SwitchSurge,
    SetBounds, WriteToFamily, OpenIncident, CloseIncident, LinkTicket, UnlinkTicket, OpenGroup, ChangeGroup, CloseGroup,
    ReferToGroup, BookStay, FreeStay, ReportPart, ReturnPart, RuleTicket, OpenCallTask, FinishCallTask, Tick>;

}  // namespace warmline::dispatcher
