#include "dispatcher/fit.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>

namespace warmline::dispatcher {
namespace {

using namespace std::chrono;

constexpr int depth_max = 16;

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
    return std::ranges::find(range, value) != std::ranges::end(range);
}

/// In steps of five, so that many helpers are alike and a backlog can be solved by kinds of helpers.
int in_steps(int points) noexcept { return points / 5 * 5; }

int points_of_idle(const Weights& weights, std::int64_t last_offer_s, Time now) noexcept {
    constexpr std::int64_t full = 20, hour = 3600;
    if (last_offer_s == 0) return in_steps(weights.idle);
    const auto idle = std::clamp<std::int64_t>((to_ms(now) / 1000 - last_offer_s) / hour, 0, full);
    return in_steps(static_cast<int>(weights.idle * idle / full));
}

int points_of_answers(const Weights& weights, int asked, int taken) noexcept {
    constexpr int trusted = 3;  // as if so many offers had been made and taken before the first
    return in_steps(weights.answers * std::min(taken + trusted, asked + trusted) / (asked + trusted));
}

int points_of_lately(const Weights& weights, int taken_lately, sys_days::rep as_of, Time now) noexcept {
    constexpr int most = 400;  // tenths
    return -in_steps(weights.lately * std::min(lately_of(taken_lately, as_of, helper_day(now)), most) / 100);
}

std::int64_t last_offer_s(const Helper& helper) noexcept {
    return helper.last_offer ? to_ms(*helper.last_offer) / 1000 : 0;
}

std::optional<Obstacle> against_licences(const Helper& helper, const Service& service, Time now) {
    for (const auto& licence : service.licences) {
        if (!helper.licences.contains(licence)) return Obstacle::licence_missing;
        const auto end = helper.expiry.find(licence);
        if (end != helper.expiry.end() && end->second <= now) return Obstacle::licence_expired;
    }
    return std::nullopt;
}

}  // namespace

std::string_view say(Obstacle obstacle) noexcept {
    switch (obstacle) {
        case Obstacle::is_requester:
            return "是求助人本人";
        case Obstacle::of_household:
            return "是这户家庭的成员";
        case Obstacle::declined_before:
            return "已婉拒或未答复这张工单";
        case Obstacle::resting:
            return "正在休息";
        case Obstacle::on_leave:
            return "请假中";
        case Obstacle::after_night:
            return "夜里刚忙完，在休息";
        case Obstacle::off_shift:
            return "不在值班时段";
        case Obstacle::full:
            return "手上的工单已到上限";
        case Obstacle::full_today:
            return "今天接单已到上限";
        case Obstacle::full_of_kind:
            return "这一类的工单已到上限";
        case Obstacle::other_work:
            return "不承接这类需求";
        case Obstacle::licence_missing:
            return "没有所需的资格";
        case Obstacle::licence_expired:
            return "资格已过期";
        case Obstacle::other_subject:
            return "不教这个科目";
        case Obstacle::other_stage:
            return "不教这个学段";
        case Obstacle::seats_too_few:
            return "车上座位不够";
        case Obstacle::other_district:
            return "不服务这个区";
        case Obstacle::sealed:
            return "封控区进出受限";
        case Obstacle::other_organisation:
            return "属于其他组织";
    }
    return "条件不符";
}

const Helper& helper_of(const Person& person) noexcept {
    static const Helper usual;
    return person.helper ? *person.helper : usual;
}

bool is_qualified(const Helper& helper, const Service& service, Time now) {
    return helper.needs.contains(service.need) && !against_licences(helper, service, now);
}

std::optional<Obstacle> away(const Helper& helper, Time now) noexcept {
    if (helper.rest_until && *helper.rest_until > now) return Obstacle::resting;
    const auto runs = [&](const Leave& leave) { return leave.from <= now && now < leave.to; };
    return std::ranges::any_of(helper.leave, runs) ? std::optional(Obstacle::on_leave) : std::nullopt;
}

int left_today(const Helper& helper, Time now) noexcept {
    if (helper.per_day <= 0) return std::numeric_limits<int>::max();
    return helper.per_day - (helper.today == helper_day(now) ? helper.taken_today : 0);
}

std::string_view fact_of(const Ticket& ticket, const char* slot) noexcept {
    const auto it = ticket.facts.find(slot);
    return it == ticket.facts.end() ? std::string_view{} : std::string_view(it->second);
}

int left_of_kind(const Helper& helper, const Code& need, const Programme& programme) noexcept {
    const auto limit = helper.kind_limits.find(need);
    if (limit == helper.kind_limits.end()) return std::numeric_limits<int>::max();
    const auto carried = helper.kind_load.find(need);
    return programme.capacity_now(limit->second) - (carried == helper.kind_load.end() ? 0 : carried->second);
}

std::string_view language_of(const Ticket& ticket, const Household* household) noexcept {
    const auto wished = fact_of(ticket, "language");
    return wished.empty() && household ? std::string_view(household->language) : wished;
}

int people_of(const Ticket& ticket) noexcept {
    const auto text = fact_of(ticket, "people");
    int people = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), people);
    return error == std::errc() && end == text.data() + text.size() ? std::max(people, 0) : 0;
}

int passengers_of(const Ticket& ticket, const Service& service) noexcept {
    return contains(service.licences, "driving") ? people_of(ticket) : 0;
}

const District* district_of(const Ticket& ticket, const Household* household, const Person* requester,
                            const std::function<const District*(std::string_view)>& look) {
    for (const auto text : {fact_of(ticket, "district"), fact_of(ticket, "address"),
                            household ? std::string_view(household->district) : std::string_view(),
                            requester ? std::string_view(requester->district) : std::string_view()})
        if (const auto* found = text.empty() ? nullptr : look(text)) return found;
    return nullptr;
}

int points_of_room(const Weights& weights, int load, int capacity) noexcept {
    return weights.free * std::max(capacity - load, 0) / std::max(capacity, 1);
}

int Fit::total() const noexcept { return std::accumulate(points.begin(), points.end(), 0); }

int points_alone(const Weights& weights, const Roster::Brief& brief, Time now) noexcept {
    return points_of_room(weights, brief.load, brief.capacity) + points_of_idle(weights, brief.last_offer_s, now) +
           points_of_answers(weights, brief.asked, brief.taken) +
           points_of_lately(weights, brief.taken_lately, brief.today, now) - (brief.reserve ? weights.reserve : 0);
}

Haste haste_of(const Ticket& ticket) noexcept {
    if (ticket.crisis || ticket.tier <= Tier::t1) return Haste::urgent;
    return ticket.tier >= Tier::t3 && ticket.declined.empty() ? Haste::can_wait : Haste::soon;
}

Weights weights_for(const Weights& weights, Haste haste) noexcept {
    Weights out = weights;
    if (haste == Haste::urgent) out.lately = 0;
    if (haste != Haste::can_wait) return out;
    out.answers /= 2;
    out.lately *= 2;
    return out;
}

Judge::Judge(const Search& search)
    : search_(search),
      weights_(weights_for(search.programme.weights, haste_of(search.ticket))),
      district_(search.service.remote
                    ? nullptr
                    : district_of(search.ticket, search.household, search.requester,
                                  [&](std::string_view text) { return search.programme.district(text); })),
      subject_(fact_of(search.ticket, "subject")),
      language_(language_of(search.ticket, search.household)),
      stage_(stage_of(fact_of(search.ticket, "child_grade"))),
      passengers_(passengers_of(search.ticket, search.service)) {
    const auto* node = search.programme.organisation(search.ticket.organisation);
    for (int i = 0; node && i < depth_max; ++i, node = search.programme.organisation(node->parent))
        ancestors_.push_back(node->id);
}

std::optional<int> Judge::level_of(const OrganisationId& id) const {
    const auto it = std::ranges::find(ancestors_, id);
    if (it != ancestors_.end()) return static_cast<int>(it - ancestors_.begin());
    if (search_.programme.is_within(id, search_.ticket.organisation)) return 0;
    return std::nullopt;
}

std::optional<Obstacle> Judge::against_asking(const Person& person) const {
    if (person.id == search_.ticket.requester) return Obstacle::is_requester;
    if (search_.household && contains(search_.household->members, person.id)) return Obstacle::of_household;
    if (contains(search_.ticket.declined, person.id)) return Obstacle::declined_before;
    const auto& helper = helper_of(person);
    if (const auto found = away(helper, search_.now)) return found;
    if (search_.ticket.crisis) return std::nullopt;
    if (rests_after_night(helper, search_.programme, search_.now)) return Obstacle::after_night;
    if (!has_room(person, search_.programme)) return Obstacle::full;
    if (left_today(helper, search_.now) <= 0) return Obstacle::full_today;
    if (left_of_kind(helper, search_.ticket.need, search_.programme) <= 0) return Obstacle::full_of_kind;
    return std::nullopt;
}

std::optional<Obstacle> Judge::against_skill(const Helper& helper) const {
    if (!helper.needs.contains(search_.ticket.need)) return Obstacle::other_work;
    if (const auto lacks = against_licences(helper, search_.service, search_.now)) return lacks;
    if (passengers_ > helper.seats) return Obstacle::seats_too_few;
    if (!search_.service.match_subject) return std::nullopt;
    const auto teaches = [&](const std::string& taught) { return subject_.find(taught) != std::string_view::npos; };
    if (!subject_.empty() && std::ranges::none_of(helper.subjects, teaches)) return Obstacle::other_subject;
    if (!stage_.empty() && !helper.stages.empty() && !helper.stages.contains(stage_)) return Obstacle::other_stage;
    return std::nullopt;
}

bool Judge::is_cut_off(const Person& person) const {
    const auto& sealed = search_.programme.sealed_now();
    if (sealed.empty() || search_.service.remote) return false;
    const auto* home = person.district.empty() ? nullptr : search_.programme.district(person.district);
    const bool same = home && district_ && home->id == district_->id;
    const bool closed = (district_ && sealed.contains(district_->id)) || (home && sealed.contains(home->id));
    return closed && !same;
}

std::optional<Obstacle> Judge::against_partner(const Person& person) const {
    if (const auto found = against_asking(person)) return found;
    return is_cut_off(person) ? std::optional(Obstacle::sealed) : std::nullopt;
}

std::optional<Obstacle> Judge::against_place(const Person& person) const {
    const auto& served = helper_of(person).districts;
    if (district_ && !served.empty() && !contains(served, district_->id)) return Obstacle::other_district;
    if (is_cut_off(person)) return Obstacle::sealed;
    if (!level_of(person.organisation)) return Obstacle::other_organisation;
    return std::nullopt;
}

std::optional<Obstacle> Judge::against_for_good(const Person& person) const {
    if (const auto found = against_skill(helper_of(person))) return found;
    return against_place(person);
}

std::optional<Obstacle> Judge::against(const Person& person) const {
    if (const auto found = against_asking(person)) return found;
    const auto& helper = helper_of(person);
    if (const auto found = against_skill(helper)) return found;
    if (!search_.ticket.crisis && !on_shift(helper, search_.now)) return Obstacle::off_shift;
    return against_place(person);
}

Fit Judge::fit(const Person& person) const {
    const auto& weights = weights_;
    const auto& helper = helper_of(person);
    Fit out;
    out.level = level_of(person.organisation).value_or(depth_max);
    out.late = !on_shift(helper, search_.now) || rests_after_night(helper, search_.programme, search_.now);
    out.full = !has_room(person, search_.programme);
    out.held = search_.held && search_.held->contains(person.id);
    const auto put = [&](Factor factor, int points) { out.points[static_cast<std::size_t>(factor)] = points; };
    put(Factor::free, points_of_room(weights, load_of(person), helper.capacity));
    put(Factor::idle, points_of_idle(weights, last_offer_s(helper), search_.now));
    put(Factor::answers, points_of_answers(weights, helper.asked, helper.taken));
    put(Factor::lately, points_of_lately(weights, helper.taken_lately, helper.today, search_.now));
    if (helper.reserve) put(Factor::reserve, -weights.reserve);
    if (search_.known.contains(person.id)) put(Factor::continuity, weights.continuity);
    if (district_ && (person.district == district_->id || contains(helper.districts, district_->id)))
        put(Factor::district, weights.district);
    const auto speaks = [&](const std::string& l) { return language_.find(l) != std::string_view::npos; };
    if (!language_.empty() && std::ranges::any_of(helper.languages, speaks)) put(Factor::language, weights.language);
    return out;
}

int Judge::bonus_max() const noexcept {
    return (district_ ? weights_.district : 0) + (language_.empty() ? 0 : weights_.language);
}

int load_of(const Person& person) noexcept {
    if (!person.helper) return 0;
    return static_cast<int>(person.helper->offers.size() + person.helper->tickets.size());
}

bool has_room(const Person& person, const Programme& programme) noexcept {
    return load_of(person) < programme.capacity_now(helper_of(person).capacity);
}

bool on_shift(const Helper& helper, Time now) noexcept {
    if (helper.shifts.empty()) return true;
    const auto local = now + helper_offset;
    const auto day = floor<days>(local);
    const auto since_midnight = local - day;
    const int weekday = static_cast<int>(std::chrono::weekday(sys_days(day)).iso_encoding());
    return std::ranges::any_of(helper.shifts, [&](const Shift& shift) {
        if (shift.weekday == weekday && since_midnight >= shift.from && since_midnight < shift.to) return true;
        return shift.weekday % 7 + 1 == weekday && since_midnight + days(1) < shift.to;  // began yesterday
    });
}

int lately_of(int taken_lately, sys_days::rep as_of, sys_days::rep day) noexcept {
    constexpr sys_days::rep week = 7;
    const auto past = std::clamp<sys_days::rep>(day - as_of, 0, week);
    return static_cast<int>(taken_lately * (week - past) / week);
}

bool is_night(Time at) noexcept {
    const auto local = at + helper_offset;
    return local - floor<days>(local) < 6h;
}

bool rests_after_night(const Helper& helper, const Programme& programme, Time now) noexcept {
    if (!helper.night_work || now >= *helper.night_work + programme.rest_after_night) return false;
    return helper.shifts.empty() || !on_shift(helper, now);
}

sys_days::rep helper_day(Time at) noexcept { return floor<days>(at + helper_offset).time_since_epoch().count(); }

std::string stage_of(std::string_view grade) {
    constexpr std::string_view kindergarten = "幼";
    if (grade.starts_with("小")) return "小学";
    if (grade.starts_with("初")) return "初中";
    if (grade.starts_with("高")) return "高中";
    return grade.starts_with(kindergarten) ? "幼儿园" : "";
}

}  // namespace warmline::dispatcher
