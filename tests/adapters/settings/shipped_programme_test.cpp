#include <algorithm>
#include <set>

#include "settings/programme_file.hpp"
#include "support.hpp"

namespace warmline::settings {
namespace {

using namespace std::chrono_literals;
using dispatcher::Allowance;
using dispatcher::OrganisationId;
using dispatcher::Tier;

const dispatcher::Programme& shipped() {
    static const auto loaded = load_programme(config_folder / "programmes" / "gd-2020.json");
    return good(loaded);
}

nlohmann::json read(const std::filesystem::path& file) { return nlohmann::json::parse(std::ifstream(file)); }

TEST(ShippedProgramme, HasAllTwentyOneCities) {
    const char* const codes[] = {"440100", "440200", "440300", "440400", "440500", "440600", "440700",
                                 "440800", "440900", "441200", "441300", "441400", "441500", "441600",
                                 "441700", "441800", "441900", "442000", "445100", "445200", "445300"};
    std::set<OrganisationId> organisations;
    for (const char* code : codes) {
        const auto* city = shipped().district(code);
        ASSERT_NE(city, nullptr) << code;
        organisations.insert(city->organisation);
        const auto* committee = shipped().organisation(city->organisation);
        EXPECT_EQ(committee->name, "共青团" + city->name + "委员会");
        EXPECT_EQ(committee->parent, OrganisationId("gd"));
    }
    EXPECT_EQ(organisations.size(), 21U);
    EXPECT_EQ(shipped().districts.size(), 21U + 122U) << "and 122 counties and districts";
}

TEST(ShippedProgramme, GivesEveryDistrictToItsCity) {
    for (const auto& district : shipped().districts) {
        const auto* city = shipped().district(district.id.substr(0, 4) + "00");
        ASSERT_NE(city, nullptr) << district.name;
        EXPECT_EQ(district.organisation, city->organisation) << district.name;
    }
}

TEST(ShippedProgramme, FindsEveryDistrictByNameAndAlias) {
    for (const auto& district : shipped().districts) {
        EXPECT_EQ(shipped().district(district.name), &district) << district.name;
        for (const auto& alias : district.aliases) EXPECT_EQ(shipped().district(alias), &district) << alias;
    }
}

TEST(ShippedProgramme, FindsEveryHospitalByNameAndAlias) {
    for (const auto& hospital : shipped().hospitals) {
        EXPECT_EQ(shipped().hospital(hospital.name), &hospital) << hospital.name;
        for (const auto& alias : hospital.aliases) EXPECT_EQ(shipped().hospital(alias), &hospital) << alias;
    }
}

TEST(ShippedProgramme, ServesEveryNeedOfTheCatalogue) {
    std::set<std::string> needs;
    const auto taxonomy = read(config_folder / "taxonomy.json");
    for (const auto& need : taxonomy.at("needs")) {
        needs.insert(need.at("code"));
        EXPECT_NE(shipped().service(need.at("code").get<std::string>()), nullptr) << need.at("code");
    }
    EXPECT_EQ(shipped().services.size(), needs.size()) << "and nothing that is no need";
}

TEST(ShippedProgramme, CoversEveryMeasureOfThePlan) {
    for (const char* measure :
         {"S7", "S8", "S9", "S10a", "S10b", "S10c", "S11a", "S11b", "S11c", "S12b", "S12c", "S12d"})
        EXPECT_TRUE(std::ranges::count(shipped().services, measure, &dispatcher::Service::measure)) << measure;
}

/// S13
TEST(ShippedProgramme, NamesTheResponsibleDepartments) {
    struct {
        const char* need;
        const char* department;
    } const rows[] = {
        {"transport", "gd.volunteer"},       {"living.family_plan", "gd.volunteer"}, {"psych.counsel", "gd.rights"},
        {"psych.clinic", "gd.rights"},       {"psych.crisis", "gd.rights"},          {"psych.group", "gd.rights"},
        {"supplies.protective", "gd.cydf"},  {"supplies.daily", "gd.cydf"},          {"funds.relief", "gd.cydf"},
        {"living.meals", "gd.media"},        {"living.groceries", "gd.dev"},         {"education.course", "gd.pub"},
        {"education.tutoring", "gd.school"}, {"education.companion", "gd.young"},    {"other", "gd.office"},
    };
    for (const auto& row : rows) EXPECT_EQ(shipped().service(row.need)->responsible.value, row.department) << row.need;
    EXPECT_EQ(shipped().service("transport")->cooperating, (std::vector{OrganisationId("gd.media")})) << "ride-hailing";
    EXPECT_EQ(shipped().service("living.family_plan")->cooperating, (std::vector{OrganisationId("gd.org")}))
        << "hand in hand";
}

/// S10c with S5 (一家一策, hand in hand) and S6 (the office with the guidance centre): led and cooperated in. The rest
/// is each department's or each city's own.
TEST(ShippedProgramme, SharesWhatThePlanGivesToTwo) {
    for (const auto& service : shipped().services) {
        const bool shared = service.need == "living.family_plan" || service.need == "rest.lodging";
        EXPECT_EQ(service.mode, shared ? dispatcher::Mode::lead : dispatcher::Mode::routed) << service.need;
        EXPECT_TRUE(!shared || !service.cooperating.empty()) << service.need;
    }
}

TEST(ShippedProgramme, AsksForLicencesAndSubjects) {
    for (const auto& service : shipped().services) {
        const bool mind = service.need.starts_with("psych.");
        EXPECT_EQ(std::ranges::count(service.licences, "psychology") == 1, mind) << service.need;
        EXPECT_EQ(std::ranges::count(service.licences, "driving") == 1, service.need == "transport") << service.need;
        EXPECT_EQ(service.match_subject, service.need == "education.tutoring") << service.need;
        EXPECT_EQ(service.repeat_days, service.need == "living.groceries" ? 7 : 0) << service.need;
        EXPECT_EQ(service.family_plan, service.need == "living.family_plan") << service.need;
        EXPECT_EQ(service.group, service.need == "psych.group") << service.need;
        EXPECT_LE(service.urgent_tier, service.tier) << service.need << " must not slow down when it is urgent";
    }
    EXPECT_EQ(shipped().service("psych.crisis")->tier, Tier::t0);
}

TEST(ShippedProgramme, AsksInWordsThatExist) {
    const auto wording = read(config_folder / "wording" / "zh-CN.json");
    const auto slots = read(config_folder / "taxonomy.json").at("slots");
    for (const auto& service : shipped().services)
        for (const auto& question : service.questions) {
            EXPECT_TRUE(wording.contains(question.wording)) << service.need << ": " << question.wording;
            EXPECT_TRUE(slots.contains(question.slot)) << service.need << ": " << question.slot;
        }
}

/// The table of design, "Ticket".
TEST(ShippedProgramme, PromisesWhatTheTiersPromise) {
    const auto day = [](int count) { return Allowance{0s, count}; };
    struct {
        Tier tier;
        Allowance reply, offer, accept, contact;
        std::optional<Allowance> resolve;
        bool waits_for_morning;
    } const rows[] = {
        {Tier::t0, {5s, 0}, {0s, 0}, {2min, 0}, {5min, 0}, {}, false},
        {Tier::t1, {5s, 0}, {30min, 0}, {10min, 0}, {30min, 0}, Allowance{2h, 0}, false},
        {Tier::t2, {5s, 0}, {2h, 0}, {30min, 0}, {2h, 0}, Allowance{24h, 0}, true},
        {Tier::t3, {5s, 0}, {2h, 0}, {4h, 0}, day(1), day(5), true},
        {Tier::t4, {5s, 0}, day(1), day(1), day(1), day(10), true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(static_cast<int>(row.tier));
        const auto& rule = shipped().tiers.at(row.tier);
        EXPECT_EQ(rule.reply, row.reply);
        EXPECT_EQ(rule.offer, row.offer);
        EXPECT_EQ(rule.accept, row.accept);
        EXPECT_EQ(rule.contact, row.contact);
        EXPECT_EQ(rule.resolve, row.resolve.value_or(rule.resolve));
        EXPECT_EQ(rule.quiet_hours_apply, row.waits_for_morning);
    }
    EXPECT_EQ(shipped().tiers.at(Tier::t0).ring_after, (std::vector{2min, 5min, 10min}));
    EXPECT_EQ(shipped().tiers.at(Tier::t1).ladder_percent, (std::vector{50, 80, 100, 125}))
        << "125 %: half an hour late";
    EXPECT_EQ(shipped().tiers.at(Tier::t2).ladder_percent, (std::vector{50, 80, 100}));
    EXPECT_EQ(shipped().tiers.at(Tier::t3).cards, dispatcher::Cards{}) << "a working day before and after";
    EXPECT_FALSE(shipped().tiers.at(Tier::t2).cards);
    EXPECT_EQ(shipped().tiers.at(Tier::t3).ladder_percent, (std::vector{100}))
        << "a working day before, at the end, a working day after";
}

/// S2. Staff of the ministry's and the province's hospitals, and their families: the province; others: their city.
TEST(ShippedProgramme, RoutesByHospitalThenByDistrict) {
    struct {
        const char *hospital, *district, *organisation;
    } const rows[] = {
        {"中山大学附属第一医院", "", "gd"},
        {"中山一院", "番禺", "gd"},
        {"孙逸仙纪念医院", "", "gd"},
        {"中山三院", "荔湾区", "gd"},
        {"中大五院", "珠海", "gd"},
        {"南方医院", "", "gd"},
        {"珠江医院的护士", "", "gd"},
        {"省医", "", "gd"},
        {"广东省第二人民医院", "", "gd"},
        {"省中医", "", "gd"},
        {"广州中医药大学第一附属医院", "", "gd"},
        {"汕大一附院", "", "gd"},
        {"广州八院", "", "gd.gz"},
        {"广医一院", "", "gd.gz"},
        {"市一", "佛山", "gd.fs"},
        {"佛山市一", "", "gd.fs"},
        {"深圳三院", "", "gd.sz"},
        {"惠州中心人民医院", "", "gd.hz"},
        {"东莞市第九人民医院", "", "gd.dg"},
        {"中山市人民医院", "", "gd.zs"},
        {"高州医院", "", "gd.mm"},
        {"不认识的医院", "天河", "gd.gz"},
        {"", "广州市天河区", "gd.gz"},
        {"", "惠州龙门", "gd.hz"},
        {"", "顺德", "gd.fs"},
        {"", "虎门", "gd.dg"},
        {"", "小榄", "gd.zs"},
        {"", "汕尾城区", "gd.sw"},
        {"", "江城区", "gd.yj"},
        {"", "清城区", "gd.qy"},
        {"", "和平县", "gd.hy"},
        {"", "潮南", "gd.st"},
        {"不认识的医院", "", nullptr},
        {"", "武汉", nullptr},
        {"", "", nullptr},
    };
    for (const auto& row : rows)
        for (const bool staff : {true, false}) {
            SCOPED_TRACE(std::string(row.hospital) + " " + row.district + (staff ? " staff" : " family"));
            const auto to = dispatcher::route(shipped(), row.hospital, row.district, staff);
            const auto wanted = row.organisation ? std::optional(OrganisationId(row.organisation)) : std::nullopt;
            EXPECT_EQ(to, wanted) << "none: a coordinator decides";
        }
}

TEST(ShippedProgramme, LetsUniversitiesCooperate) {
    struct {
        const char *hospital, *committee;
    } const rows[] = {{"中山六院", "gd.sysu"}, {"珠江医院", "gd.smu"}, {"省中医", "gd.gzucm"}, {"华侨医院", "gd.jnu"}};
    for (const auto& row : rows)
        EXPECT_EQ(shipped().hospital(row.hospital)->cooperating, (std::vector{OrganisationId(row.committee)}))
            << row.hospital;
}

TEST(ShippedProgramme, TellsCityFromDistrict) {
    struct {
        const char *text, *id;
    } const rows[] = {{"天河", "440106"},         {"广州天河", "440106"},
                      {"广州市天河", "440106"},   {"广州市天河区", "440106"},
                      {"广东省广州市", "440100"}, {"芳村", "440103"},
                      {"惠州大亚湾", "441303"},   {"连南", "441826"},
                      {"梅县", "441403"},         {"住在天河区育蕾街", "440106"}};
    for (const auto& row : rows) {
        const auto* district = shipped().district(row.text);
        ASSERT_NE(district, nullptr) << row.text;
        EXPECT_EQ(district->id, row.id) << row.text;
    }
}

/// Notices of the State Council; a weekend that is worked is as telling as a weekday that is not.
TEST(ShippedProgramme, KnowsHolidaysAndWorkingWeekends) {
    struct {
        int year;
        unsigned month, day;
        bool works;
    } const rows[] = {
        {2020, 1, 19, true},  {2020, 1, 31, false}, {2020, 2, 1, false},  {2020, 2, 3, true},    {2020, 5, 9, true},
        {2021, 2, 17, false}, {2021, 2, 20, true},  {2022, 4, 2, true},   {2022, 10, 7, false},  {2023, 1, 2, false},
        {2023, 10, 7, true},  {2024, 2, 9, true},   {2024, 2, 18, true},  {2025, 1, 26, true},   {2025, 10, 8, false},
        {2026, 2, 23, false}, {2026, 2, 28, true},  {2026, 10, 10, true}, {2026, 10, 11, false},
    };
    const auto& office = shipped().calendar_of(OrganisationId("gd.gz"));
    EXPECT_EQ(office.id, "office");
    EXPECT_EQ(office.blocks.size(), 2U);
    for (const auto& row : rows) {
        const std::chrono::sys_days day(std::chrono::year(row.year) / std::chrono::month(row.month) /
                                        std::chrono::day(row.day));
        EXPECT_EQ(office.is_working_day(day), row.works) << row.year << '-' << row.month << '-' << row.day;
    }
}

TEST(ShippedProgramme, AnswersTheHotlineDayAndNight) {
    const auto& always = shipped().calendar_of(OrganisationId("gd.rights.12355"));
    for (std::chrono::sys_days day(std::chrono::year(2020) / 1 / 1); day < std::chrono::year(2027) / 1 / 1;
         day += std::chrono::days(1))
        ASSERT_TRUE(always.is_working_day(day));
    ASSERT_EQ(always.blocks.size(), 1U);
    EXPECT_EQ(always.blocks[0].to - always.blocks[0].from, 24h);
}

/// S3, S4, S14, S15
TEST(ShippedProgramme, HasKeysHoursLimitsAndMilestones) {
    ASSERT_EQ(shipped().hotline_keys.size(), 3U);
    EXPECT_EQ(shipped().hotline_keys[0].name, "心理困惑");
    EXPECT_EQ(shipped().hotline_keys[1].name, "工作需求");
    EXPECT_EQ(shipped().hotline_keys[2].name, "生活需求");
    EXPECT_EQ(shipped().outreach_at.size(), 1U);
    EXPECT_TRUE(shipped().quiet_hours.contains(23h));
    EXPECT_FALSE(shipped().quiet_hours.contains(12h));
    EXPECT_EQ(shipped().contacts_per_day_max, 2);
    ASSERT_EQ(shipped().milestones.size(), 2U);
    EXPECT_EQ(shipped().milestones[0].date, "2020-02-15");
    EXPECT_EQ(shipped().milestones[1].date, "2020-02-19");
}

TEST(ShippedProgramme, SurgeGivesMoreTimeToWhatCanWaitAndNoneToTheRest) {
    using dispatcher::Tier;
    const auto& surge = shipped().surge;
    EXPECT_FALSE(surge.tiers.contains(Tier::t0));
    EXPECT_FALSE(surge.tiers.contains(Tier::t1)) << "no food or medicine today waits no longer";
    EXPECT_GT(surge.tiers.at(Tier::t2).resolve.clock, shipped().tiers.at(Tier::t2).resolve.clock);
    EXPECT_GT(surge.tiers.at(Tier::t3).resolve.working_days, shipped().tiers.at(Tier::t3).resolve.working_days);
    EXPECT_EQ(surge.tiers.at(Tier::t2).reply.clock, 5s) << "who writes is answered at once, always";
    EXPECT_EQ(surge.capacity_percent, 150);
    EXPECT_FALSE(surge.acknowledgement.empty());
    EXPECT_EQ(shipped().incident.families, 10);
}

}  // namespace
}  // namespace warmline::settings
