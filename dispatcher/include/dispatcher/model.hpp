#pragma once
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dispatcher/ids.hpp"
#include "dispatcher/party.hpp"
#include "dispatcher/programme.hpp"
#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

enum class Role { requester, liaison, partner, volunteer, expert, operator_, coordinator, leader };

/// A weekly span in which a helper is on duty, in local time.
struct Shift {
    int weekday = 1;                    ///< 1 Monday to 7 Sunday: the day on which it begins
    std::chrono::minutes from{}, to{};  ///< since local midnight; `to` beyond 24 h reaches into the next day
    friend bool operator==(const Shift&, const Shift&) = default;
};

/// When somebody is on duty and how much he or she carries.
struct Duty {
    std::vector<Shift> shifts;  ///< see Helper
    int capacity = 3, per_day = 0;
    std::map<Code, int> kind_limits{};  ///< see Helper
    friend bool operator==(const Duty&, const Duty&) = default;
};

/// Days off, exam weeks, duty elsewhere.
struct Leave {
    Time from{}, to{};  ///< `to` is outside
    std::string why;    ///< as said, for coordinators; may be empty
};

/// What a helper can do and how loaded he or she is. `offers`, `tickets` and the counts are kept with every event of a
/// ticket, so that capacity can be checked without looking elsewhere.
struct Helper {
    std::set<Code> needs;                   ///< the kinds of work taken on
    std::vector<std::string> subjects;      ///< taught ("数学")
    std::set<std::string> stages;           ///< of school taught (小学, 初中, 高中, 幼儿园); empty: all
    std::set<std::string> languages;        ///< spoken beside Mandarin ("粤语")
    std::set<std::string> licences;         ///< held: "psychology", "driving", "vaccinated", "under_60"
    std::map<std::string, Time> expiry;     ///< of those licences that expire
    std::vector<std::string> districts;     ///< ids of districts served; empty: all of the organisation
    int seats = 0;                          ///< for passengers, in his or her own car; 0: no car
    std::vector<Shift> shifts;              ///< empty: at any time
    std::vector<Leave> leave;               ///< not yet over, in order
    std::string squad;                      ///< 小队, by its name in the organisation; empty: none
    bool captain = false;                   ///< asked for the whole squad
    bool reserve = false;                   ///< asked only when none of the regulars fits as well
    int capacity = 3;                       ///< tickets carried at the same time, offers included
    int per_day = 0;                        ///< tickets accepted on one local day; 0: no limit
    std::map<Code, int> kind_limits;        ///< of `capacity`, at most so many of one kind; a kind not named: all
    std::map<Code, int> kind_load;          ///< offers and tickets by kind
    bool duty_by_office = false;            ///< shifts, capacity and per_day were set here: no list changes them
    std::vector<TicketId> offers, tickets;  ///< awaiting an answer; accepted and not yet resolved
    std::optional<Time> last_offer;
    std::optional<Time> rest_until;      ///< 休息
    std::optional<Time> night_work;      ///< when something was last finished at night, see is_night()
    int asked = 0, taken = 0;            ///< offers ever made and accepted
    int taken_today = 0;                 ///< of `taken`, those on `today`
    int taken_lately = 0;                ///< in tenths, as of `today`, see lately_of()
    std::chrono::sys_days::rep today{};  ///< local day on which something was last taken, counted from 1970-01-01
};

/// The daily round (P1, S3): a liaison is asked what the team needs, once a round, as often as he or she wishes (S15).
struct Outreach {
    int every_days = 1;                   ///< 0: not at all
    std::optional<Time> round;            ///< the last one dealt with: asked, or passed over
    std::optional<Time> asked, answered;  ///< when last
    bool nothing = false;                 ///< the last answer: nothing is needed
};

/// How often a family was written to unasked, on the last local day for which something is planned (P1, S15).
struct Contacts {
    std::chrono::sys_days::rep day{};  ///< counted from 1970-01-01, see helper_day()
    int count = 0;
    int every_days = 0;  ///< as the family wished: unasked at most once in so many days; 0: as the programme says
    friend bool operator==(const Contacts&, const Contacts&) = default;
};

/// A human being across channels.
struct Person {
    PersonId id;
    std::string name, phone;  ///< personal data; may be empty
    std::set<Role> roles;
    OrganisationId organisation;
    std::string hospital, district;  ///< as the programme names them; empty if unknown
    HouseholdId household;
    std::vector<ConversationId> conversations;  ///< where he or she can be reached, best first
    std::vector<TicketId> requested;            ///< own requests that are not over
    std::vector<HouseholdId> families;          ///< whose partner he or she is; kept with every event of a household
    std::optional<Helper> helper;
    std::optional<Outreach> outreach;  ///< of a liaison who was asked, or said how often
    Contacts contacts{};               ///< of somebody without a household
};

/// A partner away for so long that the family is told; the backup stands in (deputy).
struct Absence {
    Time from{}, until{};  ///< `until` is outside
    bool begun = false;    ///< the family was told
    friend bool operator==(const Absence&, const Absence&) = default;
};

/// A family put to another partner by the one it has now, awaiting an answer.
struct HandOver {
    PersonId to;
    std::string note;
    Time asked{}, answer_by{};
};

/// Hand in hand (手拉手): a partner and a household (P1, S5).
struct Pair {
    PersonId partner, backup;
    Time since{};
    std::optional<Absence> away{};  ///< of the partner: the one that runs, else the next
    std::optional<HandOver> hand_over{};
};

/// A household waits for a partner.
struct Wait {
    Time since{};
    std::string why;  ///< one line in zh-CN for coordinators
};

struct Event;

/// A service that a household gets again and again (S10a): every so many days a ticket of its own.
struct Series {
    Code need;
    int every_days = 7;
    Time next{};          ///< when its next ticket is opened
    bool paused = false;  ///< until `next`
    TicketId ticket;      ///< the last one
    PersonId helper;      ///< who came last; asked first. Empty until a second ticket is opened
    PersonId requester;
    std::string summary;                       ///< of every ticket; personal data
    std::map<std::string, std::string> facts;  ///< of every ticket
};

/// A family that is served.
struct Household {
    HouseholdId id;
    OrganisationId organisation;
    std::string hospital, district, address;
    std::string language;  ///< spoken at home, where it is not Mandarin ("粤语")
    std::vector<PersonId> members;
    std::optional<Pair> pair;
    std::optional<Wait> waits;
    std::vector<TicketId> open_tickets;
    std::vector<Event> history;  ///< every event of its pair and series, oldest first, the last `household_history_max`
    std::optional<Time> plan_since{};  ///< one plan (S10c): the partner owns all its tickets
    std::vector<Series> series{};      ///< not ended; one a need
    std::vector<PersonId> helped{};    ///< who did something for it to the end, the last one first, `helped_max`
    Contacts contacts{};
};
inline constexpr std::size_t household_history_max = 200;
inline constexpr std::size_t helped_max = 12;

enum class TicketState {
    new_,
    clarifying,
    offered,
    accepted,
    in_progress,
    resolved,
    closed,
    returned,
    waiting,
    parked,
    reopened,
    merged,
    cancelled,
    out_of_scope,
};

enum class DeadlineKind { reply, offer, accept, contact, resolve, call_back, follow_up };

/// A promised moment.
struct Deadline {
    DeadlineKind kind{};
    Time due{};
    std::optional<Time> met, missed;
};

/// Who of a squad goes together (P2, S21).
struct Muster {
    std::string squad;              ///< its name in the captain's organisation
    std::vector<PersonId> members;  ///< who take part: the captain first, those of the reserve squad last
    int asked = 0;                  ///< so many are asked for
    int reserves = 0;               ///< of the members, so many are of the reserve squad
    [[nodiscard]] int missing() const noexcept { return std::max(asked - static_cast<int>(members.size()), 0); }
    friend bool operator==(const Muster&, const Muster&) = default;
};

/// A ticket put to one candidate, awaiting an answer.
struct Offer {
    PersonId candidate;
    Time made{}, answer_by{};
    std::string why;       ///< why this person, one line in zh-CN for coordinators
    std::string broken{};  ///< why not the household's partner, whose service it is; empty: continuity is kept
    std::optional<Muster> muster{};  ///< the candidate is captain: whom he or she would bring, as things stood then
};

/// More time asked for (延期), awaiting a ruling.
struct Extension {
    PersonId by;
    Time until{};  ///< the moment to resolve asked for
    std::string reason;
    Time asked{};
};

struct Rating {
    bool solved = true;
    int score = 5;  ///< 1 to 5
    std::string comment;
    Time at{};
};

enum class ActorKind { system, requester, helper, operator_, coordinator };
struct Actor {
    ActorKind kind = ActorKind::system;
    PersonId person;                ///< empty for the system; for console users the account's name
    OrganisationId organisation{};  ///< of a console user: acts for it and all below it; empty: for everybody
};

/// 黄牌、红牌: how the moment to resolve stands, where the tier shows cards.
enum class Card { none, yellow, red };

/// One need of one household being met (工单).
struct Ticket {
    TicketId id;
    Code need;
    Tier tier = Tier::t3;
    TicketState state = TicketState::new_;
    bool draft = false;   ///< grows while a call lasts; nobody is asked yet
    bool crisis = false;  ///< never paused, merged or closed by itself
    HouseholdId household;
    PersonId requester;
    OrganisationId organisation;
    std::string summary;                       ///< the requester's words about this need; personal data
    std::map<std::string, std::string> facts;  ///< slot name to value, for display
    PersonId owner;                            ///< follows up to the end: the household's partner, or whoever accepted
    PersonId assignee;                         ///< carries it out; empty until accepted
    std::optional<Offer> offer;
    std::vector<PersonId> beside;    ///< who may say yes as well as the offer's candidate: whoever is first has it
    std::vector<PersonId> declined;  ///< who said no or did not answer; not asked again
    bool with_coordinator = false;   ///< nobody left to ask: a coordinator must act
    bool unplaced = false;           ///< with the coordinator only because nobody had room: placed when somebody has
    int escalation = 0;              ///< steps of the ladder already taken
    Card card = Card::none;          ///< shown last, and still open
    int bounces = 0;                 ///< times an organisation returned it (退单)
    bool ruled = false;              ///< who does it is ruled for good: it cannot be returned any more
    std::vector<Party> parties;      ///< who shares it, the one that answers first; empty: it is not shared
    bool supervised = false;         ///< 督办: accepted, and asked for progress in vain; a coordinator watches
    std::optional<Extension> extension;
    int extensions = 0;    ///< granted
    TicketId merged_into;  ///< of a merged ticket
    IncidentId incident;   ///< it is one of many; closed incidents stay named
    GroupId group;         ///< the support group that its requester was told of; closed ones stay named
    std::vector<PersonId>
        followers;             ///< requesters of tickets merged into this one: they hear what the requester hears
    std::optional<Stay> stay;  ///< booked; kept when the ticket is done
    Time opened{}, updated{};
    std::optional<Time> resolved_at, closed_at;
    std::vector<Deadline> deadlines;
    std::optional<Rating> rating;
    std::string replacement;        ///< parked: the strategy that takes its place (S14)
    std::optional<Time> review_at;  ///< parked: when it is looked at again; waiting: when the clock runs again
    std::vector<Event> history;     ///< every event of this ticket, oldest first
    int every_days = 0;             ///< of a series: how often it comes; 0: of none, or the series ended before it
    std::optional<Muster> muster;   ///< who carry it out together; the assignee is their captain
};

[[nodiscard]] bool is_over(TicketState state) noexcept;  ///< closed, merged, cancelled, out_of_scope

/// A person of ours must telephone somebody: because chat does not reach, because a person was wanted, or in a crisis.
struct CallTask {
    std::string id;  ///< opaque
    PersonId person;
    ConversationId conversation;
    TicketId ticket;
    OrganisationId organisation;
    std::string reason;  ///< a code: crisis, person_wanted, unreachable, call_back
    std::string text;    ///< what to say or what was said; personal data
    bool urgent = false;
    Time opened{};
    std::optional<Time> done;
};

}  // namespace warmline::dispatcher

#include "dispatcher/event.hpp"
