#include "explain.hpp"

namespace warmline::dispatcher {
namespace {

std::string points(int n) { return n == 0 ? "" : (n > 0 ? "+" : "") + std::to_string(n); }

}  // namespace

std::string remedy(Obstacle, const Person&, const Search&) { return {}; }

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

}  // namespace warmline::dispatcher
