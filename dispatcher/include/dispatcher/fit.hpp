#pragma once
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "dispatcher/model.hpp"
#include "dispatcher/programme.hpp"
#include "dispatcher/roster.hpp"

namespace warmline::dispatcher {

/// What a choice of candidate looks at.
struct Search {
    const Programme& programme;
    const Ticket& ticket;
    const Service& service;
    const Household* household = nullptr;
    const Person* requester = nullptr;
    std::set<PersonId> known;  ///< who helped this household before
    Time now{};
    const std::unordered_set<PersonId>* held = nullptr;  ///< whom another decision is about to change
};

/// Why somebody cannot take a ticket: hard conditions, in the order in which they are looked at.
enum class Obstacle {
    is_requester,
    of_household,
    declined_before,
    resting,
    on_leave,
    after_night,  ///< worked at night and is on no shift; no obstacle in a crisis, but the others come first
    off_shift,    ///< no obstacle in a crisis, but the others come first
    full,         ///< no obstacle in a crisis, but the others come first
    full_today,
    full_of_kind,  ///< carries as many of this kind as he or she takes; no obstacle in a crisis
    other_work,
    licence_missing,
    licence_expired,
    other_subject,
    other_stage,
    seats_too_few,
    other_district,
    sealed,
    other_organisation,
};
/// One phrase in zh-CN for coordinators.
[[nodiscard]] std::string_view say(Obstacle obstacle) noexcept;

/// What speaks for somebody, in points of the programme's weights.
enum class Factor { continuity, free, idle, answers, district, language, reserve, lately };
inline constexpr std::size_t factors = 8;

/// How well somebody fits a ticket.
struct Fit {
    int level = 0;      ///< 0: of the ticket's organisation or below it; 1: of its parent; and so on
    bool late = false;  ///< off duty now, or tired of the night; only in a crisis
    bool full = false;  ///< carries as much as he or she can already; only in a crisis
    bool held = false;
    std::array<int, factors> points{};

    [[nodiscard]] int total() const noexcept;
    [[nodiscard]] int of(Factor factor) const noexcept { return points[static_cast<std::size_t>(factor)]; }
};

/// Judges persons for one search; keeps what is the same for all of them.
class Judge {
public:
    explicit Judge(const Search& search);

    /// Conditions that hold for everybody, partners included: family, answers so far, rest, leave, room.
    [[nodiscard]] std::optional<Obstacle> against_asking(const Person& person) const;
    /// What stands against asking the household's partner or backup, who need no skills and keep no shifts: the same,
    /// and a sealed district between them (S28).
    [[nodiscard]] std::optional<Obstacle> against_partner(const Person& person) const;
    /// What time alone does not change: work taken on, licence, subject, seats, place, organisation.
    [[nodiscard]] std::optional<Obstacle> against_for_good(const Person& person) const;
    /// All hard conditions.
    [[nodiscard]] std::optional<Obstacle> against(const Person& person) const;
    /// For a person whom nothing stands against.
    [[nodiscard]] Fit fit(const Person& person) const;
    /// The most that `fit` can add to the points that depend on the helper alone, for somebody who does not know the
    /// household.
    [[nodiscard]] int bonus_max() const noexcept;
    /// As they hold for the ticket.
    [[nodiscard]] const Weights& weights() const noexcept { return weights_; }
    /// Where somebody must come; nullptr if that is unknown, or if the service is done from afar.
    [[nodiscard]] const District* district() const noexcept { return district_; }
    /// Wished for with the ticket, else spoken at home; empty: Mandarin.
    [[nodiscard]] std::string_view language() const noexcept { return language_; }
    /// Distance of an organisation from the ticket's, see Fit::level; nullopt: it serves elsewhere.
    [[nodiscard]] std::optional<int> level_of(const OrganisationId& id) const;

private:
    [[nodiscard]] std::optional<Obstacle> against_skill(const Helper& helper) const;
    [[nodiscard]] std::optional<Obstacle> against_place(const Person& person) const;
    [[nodiscard]] bool is_cut_off(const Person& person) const;
    const Search& search_;
    const Weights weights_;
    const District* district_ = nullptr;
    std::string_view subject_, language_;
    std::string stage_;
    int passengers_ = 0;
    std::vector<OrganisationId> ancestors_;  ///< the ticket's organisation first
};

/// How much time there is to find somebody: T0 and T1 are urgent; T3 and T4 can wait as long as nobody has let them
/// pass.
enum class Haste { urgent, soon, can_wait };
[[nodiscard]] Haste haste_of(const Ticket& ticket) noexcept;
/// What is urgent goes to who answers, however much he or she took lately. What can wait counts half whether somebody
/// takes what is offered, and what was taken lately twice, so that those who answer do not carry everything.
[[nodiscard]] Weights weights_for(const Weights& weights, Haste haste) noexcept;

/// Points that depend on the helper and the clock alone.
[[nodiscard]] int points_alone(const Weights& weights, const Roster::Brief& brief, Time now) noexcept;

/// Of a load: Weights::free with nothing to do, less in proportion, none when full.
[[nodiscard]] int points_of_room(const Weights& weights, int load, int capacity) noexcept;

/// What the person does as a helper; the usual values for somebody who is not registered as one.
[[nodiscard]] const Helper& helper_of(const Person& person) noexcept;
/// True if he or she takes on this work and holds, not expired, what it asks for.
[[nodiscard]] bool is_qualified(const Helper& helper, const Service& service, Time now);
/// Resting or on leave now, whatever the ticket.
[[nodiscard]] std::optional<Obstacle> away(const Helper& helper, Time now) noexcept;
/// Tickets that may still be accepted today; very many without a limit.
[[nodiscard]] int left_today(const Helper& helper, Time now) noexcept;
/// Tickets of this kind that may still be given to somebody; very many without a limit.
[[nodiscard]] int left_of_kind(const Helper& helper, const Code& need, const Programme& programme) noexcept;
/// The value of a fact; empty if it is not known.
[[nodiscard]] std::string_view fact_of(const Ticket& ticket, const char* slot) noexcept;
/// Wished for with the ticket, else spoken at home; empty: Mandarin.
[[nodiscard]] std::string_view language_of(const Ticket& ticket, const Household* household) noexcept;
/// How many people a ticket is for, as its facts say; 0: not said, or no number.
[[nodiscard]] int people_of(const Ticket& ticket) noexcept;
/// How many must find room in one car: all of them, where the service asks for the licence "driving"; else nobody.
[[nodiscard]] int passengers_of(const Ticket& ticket, const Service& service) noexcept;
/// Where the help is wanted, or nullptr if unknown: by the ticket's facts, else where the household or the requester
/// is.
/// @param look  finds the district that a text names, or nullptr; never asked about an empty text
[[nodiscard]] const District* district_of(const Ticket& ticket, const Household* household, const Person* requester,
                                          const std::function<const District*(std::string_view)>& look);

/// Tickets carried and offers awaiting an answer.
[[nodiscard]] int load_of(const Person& person) noexcept;
/// True if one more ticket fits; in surge mode more do.
[[nodiscard]] bool has_room(const Person& person, const Programme& programme) noexcept;
/// True if the moment falls in a shift; always, if there are none.
[[nodiscard]] bool on_shift(const Helper& helper, Time now) noexcept;
/// Of a helper's local time: China has one time zone, without summer time.
inline constexpr std::chrono::hours helper_offset{8};
/// True from midnight to six, local time: who finishes something then has not slept.
[[nodiscard]] bool is_night(Time at) noexcept;
/// True for so long after night work as the programme says, except in a shift of the helper's own.
[[nodiscard]] bool rests_after_night(const Helper& helper, const Programme& programme, Time now) noexcept;
/// How much was taken in the last seven days, in tenths of a ticket: each weighs a seventh less with every day.
[[nodiscard]] int lately_of(int taken_lately, std::chrono::sys_days::rep as_of,
                            std::chrono::sys_days::rep day) noexcept;
/// The local day of a moment, as Helper::today counts it.
[[nodiscard]] std::chrono::sys_days::rep helper_day(Time at) noexcept;
/// 幼儿园, 小学, 初中 or 高中 for a normalised grade ("小四"); empty if it says nothing of a stage.
[[nodiscard]] std::string stage_of(std::string_view grade);

}  // namespace warmline::dispatcher
