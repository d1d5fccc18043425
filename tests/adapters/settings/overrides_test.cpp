#include "overrides.hpp"

#include "settings/programme_file.hpp"
#include "support.hpp"

namespace warmline::settings {
namespace {

using namespace std::chrono_literals;
using dispatcher::OrganisationId;
using dispatcher::Tier;

/// The shipped plan, and two organisations below it that depart from it: a city, and a district of that city.
nlohmann::json document() {
    auto plan = nlohmann::json::parse(std::ifstream(config_folder / "programmes" / "gd-2020.json"));
    plan["organisations"].push_back({{"id", "gd.gz.lw"}, {"name", "荔湾团区委"}, {"parent", "gd.gz"}});
    plan["overrides"] = nlohmann::json::parse(R"({
      "gd.gz.lw": {"services": {"living.groceries": {"name": "荔湾送菜"}}},
      "gd.gz": {"services": {"living.groceries": {"tier": "t2", "cooperating": ["gd.volunteer"], "mode": "lead",
                                                  "part": "4 h"}},
                "tiers": {"t2": {"resolve": "12 h"}}, "outreach_at": ["08:30", "15:00"]}})");
    return plan;
}

TEST(Overrides, ChangeOnlyWhatTheyName) {
    const Folder folder;
    const auto loaded = load_programme(folder.write("p.json", document().dump()));
    const auto& p = good(loaded);
    const OrganisationId province("gd"), city("gd.gz"), district("gd.gz.lw"), other("gd.sz");
    const auto* base = p.service("living.groceries");
    const auto* own = p.service("living.groceries", city);
    EXPECT_EQ(own->tier, Tier::t2);
    EXPECT_EQ(own->part, (dispatcher::Allowance{4h, 0}));
    EXPECT_EQ(own->mode, dispatcher::Mode::lead);
    EXPECT_EQ(own->name, base->name);
    EXPECT_EQ(own->responsible, base->responsible);
    EXPECT_EQ(own->questions.size(), base->questions.size());
    const auto* below = p.service("living.groceries", district);
    EXPECT_EQ(below->name, "荔湾送菜");
    EXPECT_EQ(below->tier, Tier::t2) << "what the city changed holds below it";
    EXPECT_EQ(p.service("living.groceries", other), base);
    EXPECT_EQ(base->tier, Tier::t3);
    EXPECT_EQ(p.tier(Tier::t2, district)->resolve.clock, 12h);
    EXPECT_EQ(p.tier(Tier::t2, city)->accept, p.tiers.at(Tier::t2).accept);
    EXPECT_EQ(p.tier(Tier::t2, province)->resolve.clock, 24h);
    EXPECT_EQ(p.outreach_of(city).size(), 2U);
    EXPECT_EQ(p.outreach_of(other), p.outreach_at);
}

TEST(Overrides, AreToldByWhatDiffers) {
    const Folder folder;
    const auto told = differences(folder.write("p.json", document().dump()));
    EXPECT_EQ(good(told), (std::vector<std::string>{
                              "gd.gz living.groceries cooperating: null -> [\"gd.volunteer\"]",
                              "gd.gz living.groceries mode: null -> \"lead\"",
                              "gd.gz living.groceries part: null -> \"4 h\"",
                              "gd.gz living.groceries tier: \"t3\" -> \"t2\"",
                              "gd.gz t2 resolve: \"24 h\" -> \"12 h\"",
                              "gd.gz outreach_at: [\"09:30\"] -> [\"08:30\",\"15:00\"]",
                              "gd.gz.lw living.groceries name: \"买菜送菜\" -> \"荔湾送菜\"",
                          }));
    const auto none = differences(config_folder / "programmes" / "gd-2020.json");
    EXPECT_TRUE(good(none).empty());
}

TEST(Overrides, NamePlaceAndRemedyOfWhatIsWrong) {
    const Spoiled rows[] = {
        {"no such organisation", R"([{"op":"add","path":"/overrides/gd.xx","value":{"outreach_at":["09:00"]}}])",
         "/overrides/gd.xx", "no organisation \"gd.xx\"", "/organisations"},
        {"no such service", R"([{"op":"add","path":"/overrides/gd.gz/services/transprot","value":{"tier":"t1"}}])",
         "/overrides/gd.gz/services/transprot", "no service for \"transprot\"", "/services"},
        {"no such tier", R"([{"op":"replace","path":"/overrides/gd.gz/services/living.groceries/tier","value":"t9"}])",
         "/overrides/gd.gz/services/living.groceries/tier", "allowed values", "t0, t1"},
        {"unknown key", R"([{"op":"add","path":"/overrides/gd.gz/bounce","value":2}])", "/overrides/gd.gz/bounce",
         "not known", "outreach_at"},
        {"bad span", R"([{"op":"replace","path":"/overrides/gd.gz/tiers/t2/resolve","value":"soon"}])",
         "/overrides/gd.gz/tiers/t2/resolve", "right form", "5 working days"},
        {"no such partner",
         R"([{"op":"replace","path":"/overrides/gd.gz/services/living.groceries/cooperating/0","value":"gone"}])",
         "/overrides/gd.gz/services/living.groceries/cooperating/0", "no organisation", "/organisations"},
        {"alone with others",
         R"([{"op":"replace","path":"/overrides/gd.gz/services/living.groceries/mode","value":"sole"}])",
         "/overrides/gd.gz/services/living.groceries/mode", "nobody beside it", "lead"},
        {"each without anybody", R"([{"op":"add","path":"/services/0/mode","value":"each"}])", "/services/0/mode",
         "nobody is there", "cooperating"},
    };
    for (const auto& row : rows) {
        auto plan = document();
        plan["overrides"].erase("gd.gz.lw");  // where a fault of the city is found a second time
        expect_problem(plan, row, load_programme);
    }
}

TEST(Overrides, OfSomethingUnknownAreReportedWhereTheyStand) {
    auto plan = document();
    for (const char* id : {"gd.gz", "gd.gz.lw"}) plan["overrides"][id]["services"]["transprot"] = {{"tier", "t1"}};
    const Folder folder;
    const auto loaded = load_programme(folder.write("p.json", plan.dump()));
    const auto* problems = std::get_if<Problems>(&loaded);
    ASSERT_NE(problems, nullptr);
    EXPECT_EQ(problems->size(), 2U) << lines_of(*problems);
}

}  // namespace
}  // namespace warmline::settings
