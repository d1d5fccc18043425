#pragma once
#include <tuple>

#include "dispatcher/event.hpp"

namespace warmline::dispatcher::codec {

/// A member and its key in the store. The keys are a promise to stored data: never reuse one for another meaning.
template <class Owner, class Value>
struct Field {
    const char* key;
    Value Owner::*member;
};
template <class Owner, class Value>
Field(const char*, Value Owner::*) -> Field<Owner, Value>;

template <class T>
struct Fields;  // specialised for every stored type: static constexpr std::tuple list

template <>
struct Fields<Deadline> {
    static constexpr std::tuple list{Field{"k", &Deadline::kind}, Field{"d", &Deadline::due},
                                     Field{"m", &Deadline::met}, Field{"x", &Deadline::missed}};
};

template <>
struct Fields<Muster> {
    static constexpr std::tuple list{Field{"s", &Muster::squad}, Field{"m", &Muster::members},
                                     Field{"a", &Muster::asked}, Field{"r", &Muster::reserves}};
};

template <>
struct Fields<Offer> {
    static constexpr std::tuple list{Field{"c", &Offer::candidate}, Field{"m", &Offer::made},
                                     Field{"a", &Offer::answer_by}, Field{"w", &Offer::why},
                                     Field{"b", &Offer::broken},    Field{"s", &Offer::muster}};
};

template <>
struct Fields<Extension> {
    static constexpr std::tuple list{Field{"p", &Extension::by}, Field{"u", &Extension::until},
                                     Field{"y", &Extension::reason}, Field{"a", &Extension::asked}};
};

template <>
struct Fields<Rating> {
    static constexpr std::tuple list{Field{"v", &Rating::solved}, Field{"s", &Rating::score},
                                     Field{"c", &Rating::comment}, Field{"a", &Rating::at}};
};

template <>
struct Fields<Party> {
    static constexpr std::tuple list{
        Field{"o", &Party::organisation}, Field{"r", &Party::right}, Field{"a", &Party::asked},
        Field{"d", &Party::due},          Field{"m", &Party::done},  Field{"x", &Party::missed},
        Field{"lt", &Party::lead_told},   Field{"n", &Party::note},  Field{"rt", &Party::asks_return}};
};

template <>
struct Fields<Actor> {
    static constexpr std::tuple list{Field{"k", &Actor::kind}, Field{"p", &Actor::person},
                                     Field{"o", &Actor::organisation}};
};

template <>
struct Fields<Shift> {
    static constexpr std::tuple list{Field{"w", &Shift::weekday}, Field{"f", &Shift::from}, Field{"t", &Shift::to}};
};

template <>
struct Fields<Leave> {
    static constexpr std::tuple list{Field{"f", &Leave::from}, Field{"t", &Leave::to}, Field{"y", &Leave::why}};
};

template <>
struct Fields<Helper> {
    static constexpr std::tuple list{
        Field{"n", &Helper::needs},         Field{"s", &Helper::subjects},        Field{"l", &Helper::licences},
        Field{"d", &Helper::districts},     Field{"c", &Helper::capacity},        Field{"o", &Helper::offers},
        Field{"t", &Helper::tickets},       Field{"lo", &Helper::last_offer},     Field{"r", &Helper::rest_until},
        Field{"g", &Helper::stages},        Field{"la", &Helper::languages},      Field{"e", &Helper::expiry},
        Field{"se", &Helper::seats},        Field{"sh", &Helper::shifts},         Field{"le", &Helper::leave},
        Field{"sq", &Helper::squad},        Field{"re", &Helper::reserve},        Field{"pd", &Helper::per_day},
        Field{"as", &Helper::asked},        Field{"ta", &Helper::taken},          Field{"tt", &Helper::taken_today},
        Field{"td", &Helper::today},        Field{"ca", &Helper::captain},        Field{"nw", &Helper::night_work},
        Field{"tl", &Helper::taken_lately}, Field{"do", &Helper::duty_by_office}, Field{"kl", &Helper::kind_limits},
        Field{"ko", &Helper::kind_load}};
};

template <>
struct Fields<Outreach> {
    static constexpr std::tuple list{Field{"e", &Outreach::every_days}, Field{"r", &Outreach::round},
                                     Field{"a", &Outreach::asked}, Field{"w", &Outreach::answered},
                                     Field{"n", &Outreach::nothing}};
};

template <>
struct Fields<Contacts> {
    static constexpr std::tuple list{Field{"d", &Contacts::day}, Field{"c", &Contacts::count},
                                     Field{"e", &Contacts::every_days}};
};

template <>
struct Fields<Person> {
    static constexpr std::tuple list{
        Field{"id", &Person::id},       Field{"n", &Person::name},         Field{"p", &Person::phone},
        Field{"r", &Person::roles},     Field{"o", &Person::organisation}, Field{"ho", &Person::hospital},
        Field{"d", &Person::district},  Field{"h", &Person::household},    Field{"c", &Person::conversations},
        Field{"q", &Person::requested}, Field{"hp", &Person::helper},      Field{"or", &Person::outreach},
        Field{"f", &Person::families},  Field{"ct", &Person::contacts}};
};

template <>
struct Fields<Absence> {
    static constexpr std::tuple list{Field{"f", &Absence::from}, Field{"u", &Absence::until},
                                     Field{"b", &Absence::begun}};
};

template <>
struct Fields<HandOver> {
    static constexpr std::tuple list{Field{"t", &HandOver::to}, Field{"n", &HandOver::note},
                                     Field{"a", &HandOver::asked}, Field{"b", &HandOver::answer_by}};
};

template <>
struct Fields<Pair> {
    static constexpr std::tuple list{Field{"p", &Pair::partner}, Field{"b", &Pair::backup}, Field{"s", &Pair::since},
                                     Field{"a", &Pair::away}, Field{"h", &Pair::hand_over}};
};

template <>
struct Fields<Wait> {
    static constexpr std::tuple list{Field{"s", &Wait::since}, Field{"y", &Wait::why}};
};

template <>
struct Fields<Series> {
    static constexpr std::tuple list{
        Field{"n", &Series::need},      Field{"e", &Series::every_days}, Field{"x", &Series::next},
        Field{"p", &Series::paused},    Field{"t", &Series::ticket},     Field{"h", &Series::helper},
        Field{"r", &Series::requester}, Field{"s", &Series::summary},    Field{"f", &Series::facts}};
};

template <>
struct Fields<Household> {
    static constexpr std::tuple list{
        Field{"id", &Household::id},         Field{"o", &Household::organisation}, Field{"ho", &Household::hospital},
        Field{"d", &Household::district},    Field{"a", &Household::address},      Field{"m", &Household::members},
        Field{"p", &Household::pair},        Field{"t", &Household::open_tickets}, Field{"la", &Household::language},
        Field{"w", &Household::waits},       Field{"hi", &Household::history},     Field{"se", &Household::series},
        Field{"pl", &Household::plan_since}, Field{"ct", &Household::contacts},    Field{"hd", &Household::helped}};
};

template <>
struct Fields<CallTask> {
    static constexpr std::tuple list{Field{"id", &CallTask::id},          Field{"p", &CallTask::person},
                                     Field{"c", &CallTask::conversation}, Field{"t", &CallTask::ticket},
                                     Field{"o", &CallTask::organisation}, Field{"r", &CallTask::reason},
                                     Field{"x", &CallTask::text},         Field{"u", &CallTask::urgent},
                                     Field{"a", &CallTask::opened},       Field{"d", &CallTask::done}};
};

template <>
struct Fields<Place> {
    static constexpr std::tuple list{Field{"h", &Place::hospital}, Field{"d", &Place::district}};
};

template <>
struct Fields<Incident> {
    static constexpr std::tuple list{Field{"id", &Incident::id},   Field{"n", &Incident::need},
                                     Field{"p", &Incident::place}, Field{"x", &Incident::title},
                                     Field{"w", &Incident::words}, Field{"o", &Incident::organisation},
                                     Field{"a", &Incident::opened}};
};

template <>
struct Fields<SupportGroup> {
    static constexpr std::tuple list{Field{"id", &SupportGroup::id},          Field{"n", &SupportGroup::need},
                                     Field{"h", &SupportGroup::hospital},     Field{"t", &SupportGroup::team},
                                     Field{"x", &SupportGroup::name},         Field{"l", &SupportGroup::leader},
                                     Field{"j", &SupportGroup::join},         Field{"e", &SupportGroup::experts},
                                     Field{"o", &SupportGroup::organisation}, Field{"a", &SupportGroup::opened}};
};

template <>
struct Fields<Stay> {
    static constexpr std::tuple list{Field{"h", &Stay::house}, Field{"t", &Stay::ticket}, Field{"f", &Stay::first},
                                     Field{"n", &Stay::nights}};
};

template <>
struct Fields<Surge> {
    static constexpr std::tuple list{Field{"s", &Surge::since}, Field{"p", &Surge::by}, Field{"y", &Surge::reason}};
};

template <>
struct Fields<Bounds> {
    static constexpr std::tuple list{Field{"s", &Bounds::since}, Field{"p", &Bounds::by}, Field{"y", &Bounds::reason},
                                     Field{"a", &Bounds::area}, Field{"c", &Bounds::sealed}};
};

template <>
struct Fields<Situation> {
    static constexpr std::tuple list{Field{"s", &Situation::surge}, Field{"i", &Situation::incidents},
                                     Field{"g", &Situation::groups}, Field{"st", &Situation::stays},
                                     Field{"b", &Situation::bounds}};
};

template <>
struct Fields<Opening> {
    static constexpr std::tuple list{
        Field{"n", &Opening::need},    Field{"ti", &Opening::tier},        Field{"df", &Opening::draft},
        Field{"cr", &Opening::crisis}, Field{"h", &Opening::household},    Field{"r", &Opening::requester},
        Field{"w", &Opening::owner},   Field{"o", &Opening::organisation}, Field{"s", &Opening::summary},
        Field{"f", &Opening::facts},   Field{"d", &Opening::deadlines}};
};

template <>
struct Fields<Event> {
    static constexpr std::tuple list{Field{"k", &Event::kind},
                                     Field{"a", &Event::at},
                                     Field{"by", &Event::actor},
                                     Field{"t", &Event::ticket},
                                     Field{"p", &Event::person},
                                     Field{"x", &Event::text},
                                     Field{"f", &Event::facts},
                                     Field{"d", &Event::deadlines},
                                     Field{"st", &Event::step},
                                     Field{"op", &Event::opening},
                                     Field{"of", &Event::offer},
                                     Field{"ra", &Event::rating},
                                     Field{"rp", &Event::replacement},
                                     Field{"rv", &Event::review_at},
                                     Field{"mi", &Event::merged_into},
                                     Field{"ps", &Event::person_state},
                                     Field{"hs", &Event::household_state},
                                     Field{"ct", &Event::call_task},
                                     Field{"o", &Event::organisation},
                                     Field{"h", &Event::household},
                                     Field{"ho", &Event::hand_over},
                                     Field{"ab", &Event::absence},
                                     Field{"ic", &Event::incident},
                                     Field{"sg", &Event::group},
                                     Field{"sy", &Event::stay},
                                     Field{"pa", &Event::parties},
                                     Field{"pt", &Event::party},
                                     Field{"bd", &Event::bounds},
                                     Field{"mu", &Event::muster}};
};

template <>
struct Fields<Ticket> {
    static constexpr std::tuple list{Field{"id", &Ticket::id},          Field{"n", &Ticket::need},
                                     Field{"ti", &Ticket::tier},        Field{"s", &Ticket::state},
                                     Field{"df", &Ticket::draft},       Field{"cr", &Ticket::crisis},
                                     Field{"h", &Ticket::household},    Field{"r", &Ticket::requester},
                                     Field{"o", &Ticket::organisation}, Field{"x", &Ticket::summary},
                                     Field{"f", &Ticket::facts},        Field{"w", &Ticket::owner},
                                     Field{"as", &Ticket::assignee},    Field{"of", &Ticket::offer},
                                     Field{"no", &Ticket::declined},    Field{"wc", &Ticket::with_coordinator},
                                     Field{"es", &Ticket::escalation},  Field{"bo", &Ticket::bounces},
                                     Field{"a", &Ticket::opened},       Field{"u", &Ticket::updated},
                                     Field{"ra", &Ticket::resolved_at}, Field{"ca", &Ticket::closed_at},
                                     Field{"d", &Ticket::deadlines},    Field{"rt", &Ticket::rating},
                                     Field{"rp", &Ticket::replacement}, Field{"rv", &Ticket::review_at},
                                     Field{"hi", &Ticket::history},     Field{"sv", &Ticket::supervised},
                                     Field{"ex", &Ticket::extension},   Field{"en", &Ticket::extensions},
                                     Field{"mi", &Ticket::merged_into}, Field{"fo", &Ticket::followers},
                                     Field{"up", &Ticket::unplaced},    Field{"ev", &Ticket::every_days},
                                     Field{"ic", &Ticket::incident},    Field{"pa", &Ticket::parties},
                                     Field{"ru", &Ticket::ruled},       Field{"sg", &Ticket::group},
                                     Field{"sy", &Ticket::stay},        Field{"mu", &Ticket::muster},
                                     Field{"cd", &Ticket::card},        Field{"be", &Ticket::beside}};
};

}  // namespace warmline::dispatcher::codec
