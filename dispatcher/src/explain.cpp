#include "explain.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "dispatcher/duty.hpp"

namespace warmline::dispatcher {
namespace {

std::string points(int n) { return n == 0 ? "" : (n > 0 ? "+" : "") + std::to_string(n); }

/// 3月2日09:00, by a helper's clock.
std::string said(Time at) {
    using namespace std::chrono;
    const auto local = at + helper_offset;
    const auto day = floor<days>(local);
    const year_month_day date{sys_days(day)};
    const auto minutes_of_day = duration_cast<minutes>(local - day).count();
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%u月%u日%02d:%02d", unsigned(date.month()), unsigned(date.day()),
                  static_cast<int>(minutes_of_day / 60), static_cast<int>(minutes_of_day % 60));
    return text.data();
}

/// When it ends by itself; nullopt: it does not, or nobody knows.
std::optional<Time> ends_at(Obstacle obstacle, const Person& person, const Search& search) {
    const auto& helper = helper_of(person);
    switch (obstacle) {
        case Obstacle::resting:
        case Obstacle::on_leave:
        case Obstacle::off_shift:
            return presence_of(helper, search.now).until;
        case Obstacle::after_night:
            return helper.night_work ? std::optional(*helper.night_work + search.programme.rest_after_night)
                                     : std::nullopt;
        case Obstacle::full_today:
            return Time(std::chrono::sys_days(std::chrono::days(helper_day(search.now) + 1))) - helper_offset;
        default:
            return std::nullopt;
    }
}

/// What somebody can do about it; empty: nothing.
std::string_view remedy(Obstacle obstacle) noexcept {
    switch (obstacle) {
        case Obstacle::full:
            return "办结一件就可以";
        case Obstacle::full_of_kind:
            return "办结一件同类的就可以";
        case Obstacle::licence_missing:
            return "登记资格后可以";
        case Obstacle::licence_expired:
            return "续期后可以";
        case Obstacle::seats_too_few:
            return "分几辆车就可以";
        case Obstacle::other_work:
            return "登记承接这类需求后可以";
        case Obstacle::other_district:
            return "登记服务这个区后可以";
        case Obstacle::sealed:
            return "解封后可以";
        case Obstacle::other_organisation:
            return "协调员可以指派";
        default:
            return {};
    }
}

std::string tell(Obstacle obstacle, std::optional<Time> ends) {
    const std::string change = ends ? said(*ends) + "起可以" : std::string(remedy(obstacle));
    return std::string(say(obstacle)) + (change.empty() ? "" : "（" + change + "）");
}

}  // namespace

std::string reasons_of(const Search& search, const Judge& judge, const Person& person, const Fit& fit) {
    const auto& helper = *person.helper;
    std::string why;
    const auto say = [&](const std::string& reason, int n) { why += reason + points(n) + "、"; };
    if (fit.of(Factor::continuity) > 0) say("服务过这户家庭", fit.of(Factor::continuity));
    if (fit.of(Factor::district) > 0) say("服务" + judge.district()->name, fit.of(Factor::district));
    if (fit.of(Factor::language) > 0) say("会" + std::string(judge.language()), fit.of(Factor::language));
    if (search.service.match_subject && search.ticket.facts.contains("subject")) say("科目对口", 0);
    if (passengers_of(search.ticket, search.service) > 0) say("车上有" + std::to_string(helper.seats) + "座", 0);
    if (fit.level > 0) say("上级组织人员", 0);
    if (fit.late) say("不在值班时段", 0);
    if (fit.of(Factor::reserve) < 0) say("预备队员", fit.of(Factor::reserve));
    say("在手" + std::to_string(load_of(person)) + "件（上限" +
            std::to_string(search.programme.capacity_now(helper.capacity)) + "件）",
        fit.of(Factor::free));
    if (fit.of(Factor::lately) < 0)
        say("近七天接了" + std::to_string(lately_of(helper.taken_lately, helper.today, helper_day(search.now)) / 10) +
                "件",
            fit.of(Factor::lately));
    say(helper.last_offer ? "空闲" : "尚未派过单", fit.of(Factor::idle));
    why.resize(why.size() - std::string_view("、").size());
    return why;
}

std::string tell_against(Obstacle obstacle, const Person& person, const Search& search) {
    return tell(obstacle, ends_at(obstacle, person, search));
}

void MostlyAgainst::count(Obstacle obstacle, const Person& person) {
    auto& tally = tallies_[obstacle];
    ++tally.persons;
    ++counted_;
    const auto ends = ends_at(obstacle, person, search_);
    if (ends && (!tally.ends || *ends < *tally.ends)) tally.ends = ends;
}

std::string MostlyAgainst::tell() const {
    const auto most = std::ranges::max_element(tallies_, {}, [](const auto& tally) { return tally.second.persons; });
    return most == tallies_.end() ? std::string{} : dispatcher::tell(most->first, most->second.ends);
}

}  // namespace warmline::dispatcher
