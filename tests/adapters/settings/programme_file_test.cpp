#include "settings/programme_file.hpp"

#include "support.hpp"

namespace warmline::settings {
namespace {

using namespace std::chrono_literals;

nlohmann::json good_document() {
    return nlohmann::json::parse(R"({
      "id": "small", "title": "小计划", "source": "invented",
      "calendars": {"office": {"blocks": ["08:30-12:00", "14:00-17:30"], "holidays": ["2020-01-01"],
                               "working_weekends": ["2020-01-19"]}},
      "organisations": [{"id": "root", "name": "总部", "calendar": "office"},
                        {"id": "root.a", "name": "甲市", "parent": "root"}],
      "districts": [{"id": "440106", "name": "天河区", "aliases": ["天河"], "organisation": "root.a"}],
      "hospitals": [{"name": "甲市医院", "aliases": ["甲院"], "district": "440106", "staff": "root",
                     "families": "root.a", "cooperating": ["root"], "designated": true}],
      "services": [{"need": "transport", "name": "用车", "measure": "S9", "responsible": "root", "cooperating": ["root.a"],
                    "tier": "t2", "executor": "pool", "licences": ["driving"],
                    "questions": [{"slot": "when", "wording": "ask.when"}]},
                   {"need": "other", "name": "其他", "responsible": "root", "tier": "t3", "urgent_tier": "t2"}],
      "tiers": {
        "t0": {"reply": "5 s", "offer": "0 s", "accept": "2 min", "contact": "5 min", "resolve": "1 h", "call_back": "24 h",
               "ring_after": ["2 min", "5 min"], "quiet_hours": false},
        "t1": {"reply": "5 s", "offer": "30 min", "accept": "10 min", "contact": "30 min", "resolve": "2 h", "call_back": "24 h"},
        "t2": {"reply": "5 s", "offer": "2 h", "accept": "30 min", "contact": "2 h", "resolve": "24 h", "call_back": "24 h"},
        "t3": {"reply": "5 s", "offer": "2 h", "accept": "4 h", "contact": "1 working day", "resolve": "5 working days",
               "call_back": "2 working days", "ladder_percent": [80, 100]},
        "t4": {"reply": "5 s", "offer": "1 working day", "accept": "1 working day", "contact": "1 working day",
               "resolve": "10 working days", "call_back": "2 working days"}},
      "hotline_keys": [{"digit": "1", "name": "用车", "needs": ["transport"]}],
      "outreach_at": ["09:30"], "contacts_per_day_max": 2, "quiet_hours": "21:30-07:00", "bounce_max": 4,
      "milestones": [{"date": "2020-02-15", "text": "建群"}]})");
}

TEST(ProgrammeFile, ReadsAGoodFile) {
    const Folder folder;
    const auto loaded = load_programme(folder.write("p.json", good_document().dump()));
    const auto& p = good(loaded);
    EXPECT_EQ(p.id, "small");
    ASSERT_EQ(p.organisations.size(), 2U);
    EXPECT_EQ(p.organisations[1].parent, p.organisations[0].id);
    EXPECT_EQ(p.calendar_of(p.organisations[1].id).id, "office") << "from the parent";
    EXPECT_EQ(p.calendars.at("office").blocks.size(), 2U);
    ASSERT_NE(p.hospital("在甲院上班"), nullptr);
    EXPECT_TRUE(p.hospital("甲院")->designated);
    EXPECT_EQ(p.hospital("甲院")->cooperating.size(), 1U);
    const auto* service = p.service("transport");
    ASSERT_NE(service, nullptr);
    EXPECT_EQ(service->tier, dispatcher::Tier::t2);
    EXPECT_EQ(service->urgent_tier, dispatcher::Tier::t1) << "where none is given";
    EXPECT_EQ(service->executor, dispatcher::Executor::pool);
    EXPECT_EQ(service->questions.at(0).wording, "ask.when");
    EXPECT_EQ(p.service("other")->executor, dispatcher::Executor::partner) << "where none is given";
    const auto& crisis = p.tiers.at(dispatcher::Tier::t0);
    EXPECT_EQ(crisis.ring_after, (std::vector{2min, 5min}));
    EXPECT_FALSE(crisis.quiet_hours_apply);
    EXPECT_TRUE(p.tiers.at(dispatcher::Tier::t3).quiet_hours_apply) << "where nothing is said";
    EXPECT_EQ(p.outreach_at, (std::vector{570min}));
    EXPECT_EQ(p.quiet_hours.from, 1290min);
    EXPECT_EQ(p.contacts_per_day_max, 2);
    EXPECT_EQ(p.bounce_max, 4);
    EXPECT_EQ(p.milestones.at(0).date, "2020-02-15");
}

TEST(ProgrammeFile, ReadsHousesWithRoomsToBook) {
    auto document = good_document();
    document["services"][0]["places"] = nlohmann::json::parse(R"([
      {"id": "hill", "name": "山上", "organisation": "root.a", "rooms": 3, "nights": 10, "from": "2020-03-01", "price": "每晚百元"},
      {"id": "lake", "name": "湖边", "organisation": "root", "rooms": 1}])");
    const Folder folder;
    const auto loaded = load_programme(folder.write("p.json", document.dump()));
    const auto& places = good(loaded).service("transport")->places;
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].id, "hill");
    EXPECT_EQ(places[0].organisation.value, "root.a");
    EXPECT_EQ(places[0].rooms, 3);
    EXPECT_EQ(places[0].nights, 10);
    EXPECT_EQ(places[0].from, std::chrono::sys_days(std::chrono::year(2020) / 3 / 1));
    EXPECT_FALSE(places[0].to);
    EXPECT_EQ(places[0].price, "每晚百元");
    EXPECT_EQ(places[1].nights, 14) << "where nothing is said";
}

TEST(ProgrammeFile, NamesPlaceAndRemedyOfWrongForms) {
    const Spoiled rows[] = {
        {"unknown key", R"([{"op":"add","path":"/services/0/teir","value":"t1"}])", "/services/0/teir", "not known",
         "tier"},
        {"missing key", R"([{"op":"remove","path":"/services/1/responsible"}])", "/services/1",
         "\"responsible\" is missing", "Add it"},
        {"missing tier", R"([{"op":"remove","path":"/tiers/t4"}])", "/tiers", "\"t4\" is missing", "Add it"},
        {"wrong type", R"([{"op":"replace","path":"/hospitals/0/aliases","value":"甲院"}])", "/hospitals/0/aliases",
         "wrong type", "[ ]"},
        {"wrong type deep", R"([{"op":"replace","path":"/districts/0/aliases/0","value":5}])", "/districts/0/aliases/0",
         "wrong type", "quotes"},
        {"unknown tier", R"([{"op":"replace","path":"/services/0/tier","value":"t9"}])", "/services/0/tier",
         "allowed values", "t0, t1, t2, t3, t4"},
        {"bad id", R"([{"op":"replace","path":"/organisations/1/id","value":"甲"}])", "/organisations/1/id",
         "right form", "small letters"},
        {"bad span", R"([{"op":"replace","path":"/tiers/t1/resolve","value":"2 hours"}])", "/tiers/t1/resolve",
         "right form", "5 working days"},
        {"bad date", R"([{"op":"replace","path":"/calendars/office/holidays/0","value":"1 Jan 2020"}])",
         "/calendars/office/holidays/0", "right form", "2020-02-14"},
        {"no such day", R"([{"op":"replace","path":"/calendars/office/holidays/0","value":"2020-02-30"}])",
         "/calendars/office/holidays/0", "no day of the calendar", "Correct it"},
        {"no such working day",
         R"([{"op":"replace","path":"/calendars/office/working_weekends/0","value":"2020-13-01"}])",
         "/calendars/office/working_weekends/0", "no day of the calendar", "Correct it"},
        {"bad block", R"([{"op":"replace","path":"/calendars/office/blocks/1","value":"2-5"}])",
         "/calendars/office/blocks/1", "right form", "08:30-12:00"},
        {"block backwards", R"([{"op":"replace","path":"/calendars/office/blocks/1","value":"17:30-14:00"}])",
         "/calendars/office/blocks/1", "ends before it begins", "Correct it"},
        {"bad offset", R"([{"op":"add","path":"/calendars/office/utc_offset","value":"+15:00"}])",
         "/calendars/office/utc_offset", "no offset", "Correct it"},
        {"ring in seconds", R"([{"op":"replace","path":"/tiers/t0/ring_after/0","value":"90 s"}])",
         "/tiers/t0/ring_after/0", "whole number of minutes", "Correct it"},
        {"bad time", R"([{"op":"replace","path":"/outreach_at/0","value":"9:30"}])", "/outreach_at/0", "right form",
         "09:30"},
        {"quiet for no time", R"([{"op":"replace","path":"/quiet_hours","value":"07:00-07:00"}])", "/quiet_hours",
         "same time", "Correct it"},
        {"too many contacts", R"([{"op":"replace","path":"/contacts_per_day_max","value":0}])", "/contacts_per_day_max",
         "out of range", "1 to 50"},
        {"a crisis in surge", R"([{"op":"add","path":"/surge","value":{"tiers":{"t0":{"accept":"9 min"}}}}])",
         "/surge/tiers/t0", "not known", "t1"},
        {"less in surge", R"([{"op":"add","path":"/surge","value":{"capacity_percent":50}}])",
         "/surge/capacity_percent", "out of range", "100 to 300"},
        {"one family", R"([{"op":"add","path":"/incident","value":{"families":1}}])", "/incident/families",
         "out of range", "2 to 1000"},
        {"seconds of an incident", R"([{"op":"add","path":"/incident","value":{"within":"90 s"}}])", "/incident/within",
         "whole number of minutes", "Correct it"},
        {"no room", R"([{"op":"add","path":"/services/0/places","value":[{"id":"h","name":"甲","organisation":"root",
          "rooms":0}]}])",
         "/services/0/places/0/rooms", "out of range", "1 to 1000"},
        {"no such night", R"([{"op":"add","path":"/services/0/places","value":[{"id":"h","name":"甲",
          "organisation":"root","rooms":1,"from":"2020-02-30"}]}])",
         "/services/0/places/0/from", "no day of the calendar", "Correct it"},
        {"no stay fits", R"([{"op":"add","path":"/services/0/places","value":[{"id":"h","name":"甲",
          "organisation":"root","rooms":1,"from":"2020-03-01","to":"2020-03-13"}]}])",
         "/services/0/places/0/to", "no stay fits", "later day"},
        {"no organisation", R"([{"op":"replace","path":"/organisations","value":[]}])", "/organisations", "too few",
         "at least 1"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        expect_problem(good_document(), row, load_programme);
    }
}

TEST(ProgrammeFile, SurgeRulesAreTheUsualOnesButForWhatTheySay) {
    const Folder folder;
    auto document = good_document();
    document["surge"] = nlohmann::json::parse(R"({"tiers": {"t2": {"contact": "4 h", "resolve": "48 h"}},
        "capacity_percent": 150, "heavy_reads": 3, "wording": {"acknowledgement": "先办急的"}})");
    document["incident"] = nlohmann::json::parse(R"({"families": 8, "within": "2 h"})");
    const auto loaded = load_programme(folder.write("p.json", document.dump()));
    const auto& p = good(loaded);
    ASSERT_EQ(p.surge.tiers.size(), 1U);
    const auto& tier = p.surge.tiers.at(dispatcher::Tier::t2);
    EXPECT_EQ(tier.contact.clock, 4h);
    EXPECT_EQ(tier.resolve.clock, 48h);
    EXPECT_EQ(tier.accept.clock, p.tiers.at(dispatcher::Tier::t2).accept.clock) << "where nothing is said";
    EXPECT_EQ(p.surge.capacity_percent, 150);
    EXPECT_EQ(p.surge.heavy_reads, 3);
    EXPECT_EQ(p.surge.acknowledgement, "先办急的");
    EXPECT_EQ(p.incident.families, 8);
    EXPECT_EQ(p.incident.within, 2h);
    EXPECT_FALSE(p.in_surge());
}

TEST(ProgrammeFile, NamesEveryReferenceThatPointsNowhere) {
    const Spoiled rows[] = {
        {"sealed district", R"([{"op":"add","path":"/sealed","value":["440199"]}])", "/sealed/0",
         "no district \"440199\"", "six digits"},
        {"parent", R"([{"op":"replace","path":"/organisations/1/parent","value":"gone"}])", "/organisations/1/parent",
         "does not stand before it", "parents before"},
        {"parent after the child", R"([{"op":"add","path":"/organisations/1","value":
          {"id":"root.a.b","name":"乙","parent":"root.a"}}])",
         "/organisations/1/parent", "does not stand before it", "parents before"},
        {"own parent", R"([{"op":"replace","path":"/organisations/1/parent","value":"root.a"}])",
         "/organisations/1/parent", "does not stand before it", "parents before"},
        {"second root", R"([{"op":"remove","path":"/organisations/1/parent"}])", "/organisations/1", "only the first",
         "\"parent\""},
        {"root with parent", R"([{"op":"add","path":"/organisations/0/parent","value":"root.a"}])",
         "/organisations/0/parent", "root", "Remove it"},
        {"root without calendar", R"([{"op":"remove","path":"/organisations/0/calendar"}])", "/organisations/0",
         "needs a calendar", "\"calendar\""},
        {"calendar", R"([{"op":"add","path":"/organisations/1/calendar","value":"gone"}])", "/organisations/1/calendar",
         "no calendar \"gone\"", "/calendars"},
        {"organisation of a district", R"([{"op":"replace","path":"/districts/0/organisation","value":"gone"}])",
         "/districts/0/organisation", "no organisation \"gone\"", "/organisations"},
        {"staff", R"([{"op":"replace","path":"/hospitals/0/staff","value":"gone"}])", "/hospitals/0/staff",
         "no organisation", "/organisations"},
        {"families", R"([{"op":"replace","path":"/hospitals/0/families","value":"gone"}])", "/hospitals/0/families",
         "no organisation", "/organisations"},
        {"cooperating hospital", R"([{"op":"replace","path":"/hospitals/0/cooperating/0","value":"gone"}])",
         "/hospitals/0/cooperating/0", "no organisation", "/organisations"},
        {"district of a hospital", R"([{"op":"replace","path":"/hospitals/0/district","value":"440199"}])",
         "/hospitals/0/district", "no district \"440199\"", "/districts"},
        {"responsible", R"([{"op":"replace","path":"/services/0/responsible","value":"gone"}])",
         "/services/0/responsible", "no organisation", "/organisations"},
        {"cooperating service", R"([{"op":"replace","path":"/services/0/cooperating/0","value":"gone"}])",
         "/services/0/cooperating/0", "no organisation", "/organisations"},
        {"who runs a house", R"([{"op":"add","path":"/services/0/places","value":[{"id":"h","name":"甲",
          "organisation":"gone","rooms":1}]}])",
         "/services/0/places/0/organisation", "no organisation", "/organisations"},
        {"need that is never read", R"([{"op":"replace","path":"/services/0/need","value":"manpower.night"},
          {"op":"remove","path":"/hotline_keys"}])",
         "/services/0/need", "does not know \"manpower.night\"", "read_as"},
        {"read as nothing", R"([{"op":"add","path":"/services/2","value":{"need":"manpower.night","read_as":"gone",
          "name":"夜班","responsible":"root","tier":"t3"}}])",
         "/services/2/read_as", "does not know \"gone\"", "taxonomy.json"},
        {"read as another", R"([{"op":"add","path":"/services/0/read_as","value":"other"}])", "/services/0/read_as",
         "knows \"transport\" itself", "Remove it"},
        {"need of a hotline key", R"([{"op":"replace","path":"/hotline_keys/0/needs/0","value":"gone"}])",
         "/hotline_keys/0/needs/0", "no service for \"gone\"", "/services"},
        {"no service for the rest", R"([{"op":"remove","path":"/services/1"}])", "/services", "\"other\"",
         "coordinator"},
    };
    for (const auto& row : rows) expect_problem(good_document(), row, load_programme);
}

TEST(ProgrammeFile, NamesWhatStandsTwice) {
    const Spoiled rows[] = {
        {"organisation", R"([{"op":"copy","from":"/organisations/1","path":"/organisations/2"}])",
         "/organisations/2/id", "\"root.a\" stands here a second time", "Remove one"},
        {"district", R"([{"op":"copy","from":"/districts/0","path":"/districts/1"}])", "/districts/1/id", "second time",
         "Remove one"},
        {"service", R"([{"op":"copy","from":"/services/0","path":"/services/2"}])", "/services/2/need", "second time",
         "Remove one"},
        {"house", R"([{"op":"add","path":"/services/0/places","value":[
          {"id":"h","name":"甲","organisation":"root","rooms":1},{"id":"h","name":"乙","organisation":"root","rooms":1}]}])",
         "/services/0/places/1/id", "second time", "Remove one"},
        {"house of two services", R"([{"op":"add","path":"/services/0/places","value":[
          {"id":"h","name":"甲","organisation":"root","rooms":1}]},{"op":"copy","from":"/services/0/places",
          "path":"/services/1/places"}])",
         "/services/1/places/0/id", "belongs to the service \"transport\"", "id of its own"},
        {"alias", R"([{"op":"add","path":"/hospitals/0/aliases/1","value":"甲院"}])", "/hospitals/0/aliases/1",
         "second time", "Remove one"},
        {"alias that is a name", R"([{"op":"add","path":"/hospitals/0/aliases/1","value":"甲市医院"}])",
         "/hospitals/0/aliases/1", "second time", "Remove one"},
        {"hotline key", R"([{"op":"copy","from":"/hotline_keys/0","path":"/hotline_keys/1"}])", "/hotline_keys/1/digit",
         "second time", "Remove one"},
    };
    for (const auto& row : rows) expect_problem(good_document(), row, load_programme);
}

}  // namespace
}  // namespace warmline::settings
