#include "city_scenarios.hpp"

#include <algorithm>

namespace warmline::dispatcher::city {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

Time local(int year, unsigned month, unsigned day) {
    return Time{sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}} - 8h;
}

int part(double size, int whole) { return std::max(1, static_cast<int>(size * whole + 0.5)); }

const std::set<Code> at_home{"living.groceries",    "living.meals", "living.eldercare", "living.childcare",
                             "living.housekeeping", "medical.care", "funds.relief",     "living.family_plan"};
const std::set<Code> of_mind{"psych.counsel", "psych.clinic", "psych.crisis", "psych.group"};

/// Every district of the programme whose organisation is `organisation`, or all; the first city's weigh more.
std::map<std::string, double> districts_of(const Programme& programme, const std::string& organisation) {
    std::map<std::string, double> out;
    for (const auto& district : programme.districts) {
        if (district.organisation.empty() || district.id.ends_with("00")) continue;
        const bool first = district.organisation == programme.districts.front().organisation;
        if (organisation.empty() || district.organisation.value == organisation)
            out[district.id] = organisation.empty() && first ? 12 : 1;
    }
    return out;
}

Band experts(int count) {
    return {.name = "experts",
            .count = count,
            .needs = of_mind,
            .licences = {"psychology"},
            .duty = Band::round_the_clock,
            .capacity = 3,
            .tempers = {7, 3, 0, 0},
            .everywhere = true};
}

Band volunteers(int count) {
    auto needs = at_home;
    needs.insert({"supplies.protective", "supplies.daily", "rest.lodging", "manpower.site"});
    return {.name = "volunteers",
            .count = count,
            .needs = needs,
            .licences = {},
            .duty = Band::free_hours,
            .capacity = 3,
            .tempers = {25, 45, 18, 12},
            .own_district = true};
}

Band drivers(int count) {
    return {.name = "drivers",
            .count = count,
            .needs = {"transport"},
            .licences = {"driving"},
            .duty = Band::free_hours,
            .capacity = 2,
            .tempers = {35, 45, 12, 8}};
}

class Inventor {
public:
    Inventor(const Scenario& scenario, const Programme& programme, std::uint64_t seed)
        : scenario_(scenario), programme_(programme), dice_(seed) {
        for (const auto& [id, weight] : scenario.districts) {
            districts_.push_back(id);
            weights_.push_back(weight);
        }
        plan_.name = scenario.name;
        plan_.seed = seed;
        plan_.programme = programme;
        plan_.programme.sealed = scenario.sealed;
        plan_.sweep = scenario.sweep;
        plan_.end = scenario.from + scenario.length + scenario.drain;
    }

    Plan invent() && {
        for (int i = 0; i < scenario_.homes + scenario_.teams; ++i) add_home(i);
        for (const auto& band : scenario_.bands) add(band);
        add_offices();
        const auto families = static_cast<std::size_t>(scenario_.homes);
        add_requests(scenario_.rates, scenario_.requests, 0, families);
        add_requests(scenario_.team_rates, scenario_.team_requests, families, plan_.homes.size());
        std::ranges::stable_sort(plan_.requests, {}, &Request::at);
        return std::move(plan_);
    }

private:
    const District& district_anywhere() { return *programme_.district(districts_[dice_.pick(weights_)]); }

    void add_home(int i) {
        Home home;
        const bool team = i >= scenario_.homes;
        const auto number = std::to_string(100'000 + i);
        const auto& district = district_anywhere();
        home.household.id = HouseholdId{"home" + number};
        home.household.organisation = team ? programme_.organisations.front().id : district.organisation;
        home.household.district = district.id;
        home.requester.id = PersonId{"family" + number};
        home.requester.roles = {team ? Role::liaison : Role::requester};
        home.requester.household = home.household.id;
        home.household.members = {home.requester.id};
        home.spot = {dice_.next(), dice_.next()};
        if (scenario_.paired && !team) {
            home.household.pair = Pair{PersonId{"partners" + number}, {}, scenario_.from};
        }
        plan_.homes.push_back(std::move(home));
    }

    void add(const Band& band) {
        for (int i = 0; i < band.count; ++i) plan_.souls.push_back(soul(band, i));
        plan_.bands.push_back(band.name);
    }

    Soul soul(const Band& band, int i) {
        Soul soul;
        // A partner lives in the city of the family, not as a rule in its district.
        const auto& first = district_anywhere();
        const auto& district = scenario_.paired && plan_.bands.empty() ? partner_district(i) : first;
        auto& person = soul.person;
        person.id = PersonId{band.name + std::to_string(100'000 + i)};
        person.roles = {Role::volunteer};
        person.organisation = band.everywhere ? programme_.organisations.front().id : district.organisation;
        person.district = district.id;
        auto& helper = person.helper.emplace();
        helper.needs = band.needs;
        helper.licences = band.licences;
        helper.capacity = band.capacity;
        if (band.own_district && dice_.chance(0.5)) helper.districts = {district.id};
        if (band.tutors) teach(helper);
        helper.shifts = shifts_of(band.duty, i);
        soul.temper = static_cast<Temper>(dice_.pick({band.tempers.begin(), band.tempers.end()}));
        soul.spot = {dice_.next(), dice_.next()};
        soul.band = plan_.bands.size();
        if (dice_.chance(0.15)) {  // away for some days without a word
            soul.gone_from = scenario_.from + minutes_within(scenario_.length);
            soul.gone_to = soul.gone_from + 24h * (1 + static_cast<int>(dice_.below(4)));
        }
        if (dice_.chance(0.1)) {  // and some said so before
            const Time from = scenario_.from + minutes_within(scenario_.length);
            helper.leave = {{from, from + 24h * (1 + static_cast<int>(dice_.below(5))), "有事"}};
        }
        return soul;
    }

    const District& partner_district(int i) {
        const auto& home = *programme_.district(plan_.homes[static_cast<std::size_t>(i)].household.district);
        std::vector<const District*> near;
        for (const auto& id : districts_)
            if (const auto* d = programme_.district(id); d->organisation == home.organisation) near.push_back(d);
        return dice_.chance(0.4) ? home : *near[dice_.below(near.size())];
    }

    void teach(Helper& helper) {
        static const std::vector<std::string> subjects{"数学", "英语", "语文", "物理"}, stages{"小学", "初中", "高中"};
        helper.subjects = {subjects[dice_.below(4)], subjects[dice_.below(4)]};
        helper.stages = {stages[dice_.below(3)], stages[dice_.below(3)]};
    }

    std::vector<Shift> shifts_of(Band::Duty duty, int i) {
        struct Block {
            std::chrono::minutes from, to;
        };
        static const std::vector<Block> day{{8h, 12h}, {13h, 18h}, {18h, 22h}}, night{{0h, 8h}, {8h, 16h}, {16h, 24h}};
        std::vector<Shift> out;
        if (duty == Band::any_time) return out;
        if (duty == Band::round_the_clock) {  // five of seven days, always the same third of the day
            const auto& block = night[static_cast<std::size_t>(i) % 3];
            for (int d = 0; d < 5; ++d) out.push_back({(i / 3 + d) % 7 + 1, block.from, block.to});
            return out;
        }
        for (int weekday = 1; weekday <= 7; ++weekday)
            for (const auto& block : day) {
                const bool evening = block.from == 18h, free = evening || weekday >= 6;
                const double often = duty == Band::evenings ? (free ? 0.5 : 0.1) : (free ? 0.4 : 0.3);
                if (dice_.chance(often)) out.push_back({weekday, block.from, block.to});
            }
        if (out.empty()) out.push_back({6, 8h, 22h});
        return out;
    }

    Span minutes_within(days length) {
        return std::chrono::minutes(dice_.below(static_cast<std::size_t>(length.count()) * 24 * 60));
    }

    void add_offices() {
        for (const auto& organisation : programme_.organisations) {
            if (organisation.parent && organisation.parent != programme_.organisations.front().id) continue;
            Person person;
            person.id = PersonId{"office-" + organisation.id.value};
            person.organisation = organisation.id;
            person.roles = {Role::coordinator};
            plan_.offices.push_back(std::move(person));
        }
    }

    void add_requests(const std::vector<Rate>& rates, int count, std::size_t first, std::size_t last) {
        static const std::vector<double> by_hour{1, .7, .5, .4, .4, .6, 1.5, 3, 6, 8, 8, 7,
                                                 5, 5,  6,  6,  6,  6,  6,   6, 6, 5, 3, 2};
        std::vector<double> weights;
        for (const auto& rate : rates) weights.push_back(rate.weight);
        for (int i = 0; i < count; ++i) {
            const auto& rate = rates[dice_.pick(weights)];
            Request request;
            request.at = scenario_.from + days(dice_.below(static_cast<std::size_t>(scenario_.length.count()))) +
                         std::chrono::hours(dice_.pick(by_hour)) + Span(dice_.below(3'600'000));
            request.need = rate.need;
            request.urgent = dice_.chance(rate.urgent);
            request.crisis = rate.crisis;
            const bool child = request.need.starts_with("education.");
            const auto among =
                child && scenario_.children > 0 ? static_cast<std::size_t>(scenario_.children) : last - first;
            request.home = first + dice_.below(among);
            if (child) add_lesson(request);
            plan_.requests.push_back(std::move(request));
        }
    }

    void add_lesson(Request& request) {
        static const std::vector<std::string> subjects{"数学", "英语", "语文", "物理"}, grades{"小四", "初二", "高一"};
        request.facts["subject"] = subjects[dice_.below(4)];
        request.facts["child_grade"] = grades[request.home % 3];
    }

    const Scenario& scenario_;
    const Programme& programme_;
    Dice dice_;
    Plan plan_;
    std::vector<std::string> districts_;
    std::vector<double> weights_;
};

}  // namespace

Scenario frontline_month(const Programme& programme, double size) {
    Scenario s;
    s.name = "a month of the front line";
    s.homes = part(size, 2424);
    s.children = part(size, 372);
    s.teams = part(size, 62);
    s.paired = true;
    s.bands = {{.name = "partners",
                .count = s.homes,
                .needs = at_home,
                .licences = {},
                .duty = Band::any_time,
                .capacity = 3,
                .tempers = {55, 38, 6, 1}},
               volunteers(part(size, 600)),
               drivers(part(size, 150)),
               {.name = "tutors",
                .count = part(size, 3615),
                .needs = {"education.tutoring", "education.companion"},
                .licences = {},
                .duty = Band::evenings,
                .capacity = 2,
                .tempers = {25, 45, 20, 10},
                .everywhere = true,
                .tutors = true},
               experts(part(size, 60))};
    s.rates = {{"living.groceries", 1900, .05}, {"living.meals", 700, .05},        {"living.eldercare", 600, .1},
               {"living.childcare", 600, .1},   {"living.housekeeping", 350, .02}, {"medical.care", 700, .25},
               {"funds.relief", 120, 0},        {"living.family_plan", 250, .02},  {"education.tutoring", 700, 0},
               {"education.companion", 300, 0}, {"transport", 500, .15},           {"psych.counsel", 400, .1},
               {"psych.clinic", 60, .1},        {"psych.crisis", 40, 0, true},     {"rest.lodging", 120, .1}};
    s.requests = part(size, 7340);
    s.team_rates = {{"supplies.protective", 250, .2},
                    {"supplies.daily", 250, .1},
                    {"psych.group", 62, 0},
                    {"transport", 120, .3},
                    {"psych.crisis", 8, 0, true}};
    s.team_requests = part(size, 690);
    s.from = local(2020, 2, 17);
    s.length = days(30);
    s.drain = days(10);
    s.districts = districts_of(programme, {});
    return s;
}

Scenario sealed_city(const Programme& programme, double size) {
    Scenario s;
    s.name = "a sealed city in spring";
    s.homes = part(size, 2700);
    s.bands = {volunteers(part(size, 300)), drivers(part(size, 40)), experts(part(size, 15))};
    s.rates = {{"living.groceries", 35, .3}, {"living.meals", 8, .4},     {"medical.care", 26, .45},
               {"living.eldercare", 8, .25}, {"living.childcare", 5, .2}, {"supplies.daily", 5, .2},
               {"transport", 6, .5},         {"psych.counsel", 5, .1},    {"psych.crisis", 1, 0, true}};
    s.requests = part(size, 4216);
    s.from = local(2022, 4, 4);
    s.length = days(8);
    s.drain = days(6);
    s.districts = districts_of(programme, programme.districts.front().organisation.value);
    for (const auto& [id, weight] : s.districts) s.sealed.insert(id);
    return s;
}

Scenario flooded_hotline(const Programme& programme, double size) {
    Scenario s;
    s.name = "a day of 20,000 calls";
    s.homes = part(size, 14'000);
    s.bands = {volunteers(part(size, 4500)), drivers(part(size, 600)), experts(part(size, 120))};
    s.rates = {{"living.groceries", 30, .12}, {"living.meals", 8, .15},    {"medical.care", 22, .25},
               {"living.eldercare", 8, .15},  {"living.childcare", 5, .1}, {"supplies.daily", 10, .1},
               {"transport", 9, .25},         {"psych.counsel", 4, .1},    {"rest.lodging", 3, .1},
               {"psych.crisis", .4, 0, true}};
    s.requests = part(size, 20'000);
    s.from = local(2022, 11, 14);
    s.length = days(1);
    s.drain = days(6);
    s.districts = districts_of(programme, programme.districts.front().organisation.value);
    s.sweep = 30min;
    return s;
}

Plan plan_of(const Scenario& scenario, const Programme& programme, std::uint64_t seed) {
    return Inventor(scenario, programme, seed).invent();
}

}  // namespace warmline::dispatcher::city
