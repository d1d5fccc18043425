#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dispatcher/calendar.hpp"
#include "dispatcher/ids.hpp"
#include "dispatcher/situation.hpp"
#include "dispatcher/time.hpp"

namespace warmline::dispatcher {

using Code = std::string;  ///< a need's code in the catalogue ("living.eldercare")

/// How fast: T0 crisis, T1 urgent, T2 soon, T3 normal, T4 coordinated (design.md, "Ticket").
enum class Tier { t0, t1, t2, t3, t4 };

/// When a tier's cards are shown, in time of the organisation's calendar (Shandong 2017: yellow a working day before
/// the moment to resolve, red a working day after it).
struct Cards {
    Allowance yellow{{}, 1};  ///< before the moment
    Allowance red{{}, 1};     ///< after it
    friend bool operator==(const Cards&, const Cards&) = default;
};

/// The promises of a tier. `accept` is how long one candidate has to answer an offer.
struct TierRule {
    Allowance reply, offer, accept, contact, resolve, call_back;
    std::vector<int> ladder_percent;               ///< of the time to resolve; who hears of it is `escalation`
    std::vector<std::chrono::minutes> ring_after;  ///< T0: the offer goes on to the next person at these times as well
    bool quiet_hours_apply = true;
    std::optional<Cards> cards{};       ///< none: no cards are shown
    std::optional<Allowance> review{};  ///< past the ladder and late: told again after each such span; none: not again
    int wave = 1;                       ///< so many are asked at a time, 1 to 5; whoever says yes first has it
};

struct Organisation {
    OrganisationId id;
    std::string name;
    OrganisationId parent;
    std::string calendar;  ///< id in Programme::calendars
};

/// A hospital, with who answers for its staff and for their families (P1, S2).
struct Hospital {
    std::string name;
    std::vector<std::string> aliases;
    std::string district;  ///< id in Programme::districts
    OrganisationId staff_organisation, family_organisation;
    std::vector<OrganisationId> cooperating;
    bool designated = false;  ///< 定点收治医院
};

struct District {
    std::string id, name;  ///< id is the six-digit administrative code
    std::vector<std::string> aliases;
    OrganisationId organisation;
};

/// One question worth asking before somebody sets out: which fact is missing, and the wording's key.
struct Question {
    std::string slot;     ///< a slot of the taxonomy ("address", "child_grade", "when")
    std::string wording;  ///< key in the wording file
};

/// A house with rooms for a stay, booked by date (P2, S24).
struct House {
    std::string id, name;
    OrganisationId organisation;                    ///< who runs it
    int rooms = 1;                                  ///< stays in one night
    int nights = 14;                                ///< of a stay
    std::optional<std::chrono::sys_days> from, to;  ///< first and last night in which it is open; none: no end
    std::string price;                              ///< as said to people, zh-CN; empty: nothing is said
};

enum class Executor { partner, pool };

/// How organisations share a service (P2, S29). A service that is shared goes to `responsible`, if that is below the
/// one whom routing finds; its tickets get parties (party.hpp).
enum class Mode {
    routed,  ///< not shared: whoever routing finds does it
    lead,    ///< 牵头、配合: the responsible one leads, the cooperating ones do a part of it
    sole,    ///< 负责: the responsible one does it alone
    each,    ///< 各自进行: the responsible one watches over it, each of the cooperating ones does its own
};

/// One item of the service catalogue (P1, S7 to S13).
struct Service {
    Code need;
    Code read_as{};       ///< the need as which a message that asks for it is read, if the reader does not know `need`
    std::string name;     ///< as said to people, zh-CN
    std::string measure;  ///< for example "S10"
    OrganisationId responsible;
    std::vector<OrganisationId> cooperating;
    Mode mode = Mode::routed;
    std::optional<Allowance> part{};  ///< for the part of a cooperating one; none: half of the tier's time to resolve
    Tier tier = Tier::t3, urgent_tier = Tier::t1;
    Executor executor =
        Executor::partner;  ///< partner: the household's partner first; pool: a specialist, the partner stays owner
    std::vector<std::string> licences;  ///< a helper must hold all of them ("psychology", "driving")
    bool match_subject = false;         ///< the helper must teach the ticket's subject, and its stage of school
    bool remote = false;                ///< done by telephone or screen: a sealed district is no obstacle
    bool family_plan = false;           ///< 一家一策 (S10c): the household's open tickets get one owner
    bool group = false;                 ///< 心理支持群 (S12d): a hospital has it once, and its requests lead there
    bool squad = false;                 ///< put to one squad, if several people are asked for (P2, S21)
    int repeat_days = 0;                ///< may be a series, given every so many days (S10a); 0: not
    std::vector<House> places{};        ///< limited, and booked by date; empty: nothing is booked
    std::vector<Question> questions;    ///< in the order of use
};

struct HotlineKey {
    std::string digit, name;
    std::vector<Code> needs;  ///< what a caller of this key most likely wants
};

struct Milestone {
    std::string date, text;  ///< date as YYYY-MM-DD
};

/// What speaks for one helper before another, in points; how a choice is made is `fit.hpp`.
struct Weights {
    int continuity = 50;  ///< served this household before
    int free = 30;        ///< nothing to do yet; less in proportion to the load
    int idle = 20;        ///< not asked for twenty hours or more; less in proportion
    int answers = 40;     ///< takes what is offered; less in proportion to what was not taken
    int district = 15;    ///< serves the district by name
    int language = 10;    ///< speaks the language that was wished for
    int reserve = 40;     ///< lost by a reserve
    int lately = 10;      ///< lost with ten tickets taken in the last seven days, in proportion, up to forty
    int hospital = 20;    ///< as partner of a family: knows its hospital
    friend bool operator==(const Weights&, const Weights&) = default;
};

/// What changes while many ask at once (surge mode). Crises (T0) are never touched.
struct SurgeRules {
    std::map<Tier, TierRule> tiers;  ///< those that change, each whole; never T0
    int capacity_percent = 100;      ///< of what a helper carries otherwise, 100 to 300
    int heavy_reads = 2;             ///< of the console at once in one process; the others are asked to come again
    std::string acknowledgement;     ///< said with every new request, in zh-CN; empty: the wording's own
};

/// When many like needs are proposed as one incident.
struct IncidentRules {
    int families = 10;                ///< at least so many,
    std::chrono::minutes within{60};  ///< opened in so short a time
};

/// Where an organisation departs from the programme, for itself and all below it (S16). Each service and rule stands
/// here whole, as it holds there.
struct Override {
    std::map<Code, Service, std::less<>> services;
    std::map<Tier, TierRule> tiers;
    std::optional<std::vector<std::chrono::minutes>> outreach_at;
    std::optional<int> contacts_per_day_max, families_per_partner;
    std::optional<QuietHours> quiet_hours;
};

/// One work plan as configuration. Made by the loader from a checked file; immutable.
struct Programme {
    std::string id, title;
    std::vector<Organisation> organisations;  ///< the first is the root
    std::vector<Hospital> hospitals;
    std::vector<District> districts;
    std::vector<Service> services;
    std::map<Tier, TierRule> tiers;
    std::map<std::string, Calendar> calendars;
    std::vector<HotlineKey> hotline_keys;
    std::vector<std::chrono::minutes> outreach_at;  ///< local times of the daily round (S3)
    int contacts_per_day_max = 3;                   ///< with one family, unasked (S15)
    QuietHours quiet_hours;
    std::vector<Milestone> milestones;
    int bounce_max = 3;                      ///< 退单 beyond this needs a ruling
    int extension_days_max = 7;              ///< 延期: working days that may be granted, once
    std::chrono::hours rest_after_night{8};  ///< nobody is asked for so long after work at night; 0: no such rest
    int families_per_partner = 1;            ///< hand in hand: one officer, one family (P1, S5)
    int waiting_days_max = 14;  ///< the stop-clock's cap: days that a ticket may wait for its requester at a time
    Weights weights;
    std::set<std::string> sealed;  ///< ids of districts that nobody may enter or leave, at the start: see sealed_now()
    SurgeRules surge;
    IncidentRules incident;
    const Situation* situation = nullptr;  ///< what holds now, as its owner knows it; null: an ordinary day
    std::set<std::string> area;            ///< ids of the districts that are served, at the start: see area_now()
    std::map<OrganisationId, Override> overrides;

    [[nodiscard]] const Service* service(std::string_view need) const;
    /// As it holds for this organisation: its own, or that of the nearest above that departs from the programme.
    [[nodiscard]] const Service* service(std::string_view need, const OrganisationId& at) const;
    [[nodiscard]] const TierRule* tier(Tier tier, const OrganisationId& at) const;
    /// The service's name, as said to people; the code itself if the catalogue lacks it.
    [[nodiscard]] std::string name_of(const Code& need, const OrganisationId& at = {}) const;
    [[nodiscard]] const std::vector<std::chrono::minutes>& outreach_of(const OrganisationId& at) const;
    [[nodiscard]] int contacts_per_day_of(const OrganisationId& at) const;
    [[nodiscard]] int families_of(const OrganisationId& at) const;
    [[nodiscard]] const QuietHours& quiet_hours_of(const OrganisationId& at) const;
    /// The organisation above all others; empty if there is none.
    [[nodiscard]] OrganisationId root() const;
    [[nodiscard]] const Organisation* organisation(const OrganisationId& id) const;
    /// By name or alias, whole or contained in `text`; the longest match wins. @return nullptr if none.
    [[nodiscard]] const Hospital* hospital(std::string_view text) const;
    [[nodiscard]] const District* district(std::string_view text) const;
    [[nodiscard]] bool in_surge() const noexcept { return situation && situation->surge; }
    /// Ids of the districts that are served (P2, S28); empty: all. As the office last said, else as the file does.
    [[nodiscard]] const std::set<std::string>& area_now() const noexcept {
        return situation && situation->bounds ? situation->bounds->area : area;
    }
    /// Ids of the districts that nobody may enter or leave now.
    [[nodiscard]] const std::set<std::string>& sealed_now() const noexcept {
        return situation && situation->bounds ? situation->bounds->sealed : sealed;
    }
    /// What somebody who carries so much on an ordinary day carries now.
    [[nodiscard]] int capacity_now(int usual) const noexcept {
        return in_surge() ? usual * surge.capacity_percent / 100 : usual;
    }
    /// The calendar of the organisation or of its nearest ancestor that has one.
    [[nodiscard]] const Calendar& calendar_of(const OrganisationId& id) const;
    /// True if `node` is `ancestor` or below it.
    [[nodiscard]] bool is_within(const OrganisationId& node, const OrganisationId& ancestor) const;
};

/// Who answers for a request (P1, S2): by the hospital named, else by the district, else nullopt: a coordinator of the
/// root organisation decides, never nobody.
/// @param staff  true if the requester works there, false for a family member
[[nodiscard]] std::optional<OrganisationId> route(const Programme& programme, std::string_view hospital,
                                                  std::string_view district, bool staff);

}  // namespace warmline::dispatcher
