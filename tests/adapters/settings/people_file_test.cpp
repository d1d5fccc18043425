#include "settings/people_file.hpp"

#include "support.hpp"

namespace warmline::settings {
namespace {

dispatcher::Programme programme() {
    dispatcher::Programme p;
    p.organisations.push_back({dispatcher::OrganisationId("root"), "总部", {}, {}});
    p.districts.push_back({"440106", "天河区", {"天河"}, dispatcher::OrganisationId("root")});
    dispatcher::Service service;
    service.need = "transport";
    p.services.push_back(service);
    return p;
}

Checked<People> load(const std::filesystem::path& file) { return load_people(file, programme()); }

nlohmann::json good_document() {
    return nlohmann::json::parse(R"({
      "persons": [
        {"id": "a", "name": "甲", "phone": "13800001234", "roles": ["requester", "liaison"], "organisation": "root",
         "hospital": "某院", "district": "天河区", "household": "home", "chats": [{"account": "demo", "sender": "open-a"}]},
        {"id": "b", "name": "乙", "roles": ["volunteer", "partner"], "organisation": "root",
         "helper": {"needs": ["transport"], "subjects": ["数学"], "licences": ["driving"], "districts": ["440106"], "capacity": 5}},
        {"id": "c", "name": "丙", "roles": ["operator"], "organisation": "root"}],
      "households": [{"id": "home", "organisation": "root", "hospital": "某院", "district": "天河区", "address": "暖线街1号",
                      "partner": "b", "backup": "c"}]})");
}

TEST(PeopleFile, ReadsAGoodFile) {
    const Folder folder;
    const auto loaded = load(folder.write("people.json", good_document().dump()));
    const auto& people = good(loaded);
    ASSERT_EQ(people.persons.size(), 3U);
    const auto& first = people.persons[0];
    EXPECT_EQ(first.person.roles, (std::set{dispatcher::Role::requester, dispatcher::Role::liaison}));
    EXPECT_EQ(first.chats.at(0).sender, "open-a");
    EXPECT_TRUE(first.person.conversations.empty());
    EXPECT_FALSE(first.person.helper);
    ASSERT_TRUE(people.persons[1].person.helper);
    EXPECT_EQ(people.persons[1].person.helper->capacity, 5);
    EXPECT_TRUE(people.persons[1].person.helper->licences.contains("driving"));
    EXPECT_EQ(people.persons[2].person.roles, (std::set{dispatcher::Role::operator_}));
    ASSERT_EQ(people.households.size(), 1U);
    EXPECT_EQ(people.households[0].members, (std::vector{dispatcher::PersonId("a")}));
    ASSERT_TRUE(people.households[0].pair);
    EXPECT_EQ(people.households[0].pair->backup, dispatcher::PersonId("c"));
}

TEST(PeopleFile, ReadsWhenAndForWhomAHelperWorks) {
    auto document = good_document();
    document["persons"][1]["helper"].update(nlohmann::json::parse(R"({
      "stages": ["小学"], "languages": ["粤语"], "expiry": {"driving": "2022-12-31"}, "seats": 4, "squad": "第一小队",
      "captain": true, "reserve": true, "per_day": 2, "shifts": [{"weekday": 7, "from": "18:00", "to": "06:00"}]})"));
    const Folder folder;
    const auto loaded = load(folder.write("people.json", document.dump()));
    const auto& helper = *good(loaded).persons[1].person.helper;
    EXPECT_TRUE(helper.stages.contains("小学") && helper.languages.contains("粤语") && helper.reserve);
    EXPECT_EQ(helper.shifts, (std::vector<dispatcher::Shift>{{7, std::chrono::hours(18), std::chrono::hours(30)}}));
    using namespace std::chrono;
    EXPECT_EQ(helper.expiry.at("driving"), dispatcher::Time(sys_days(year(2022) / 12 / 31)) + 16h)
        << "midnight in China";
    EXPECT_EQ(std::tuple(helper.seats, helper.per_day, helper.squad, helper.captain),
              std::tuple(4, 2, "第一小队", true));
}

TEST(PeopleFile, NamesPlaceAndRemedyOfEveryProblem) {
    const Spoiled rows[] = {
        {"unknown key", R"([{"op":"add","path":"/persons/0/nick","value":"x"}])", "/persons/0/nick", "not known",
         "chats"},
        {"missing key", R"([{"op":"remove","path":"/persons/1/roles"}])", "/persons/1", "\"roles\" is missing",
         "Add it"},
        {"wrong type", R"([{"op":"replace","path":"/persons/1/helper/capacity","value":"5"}])",
         "/persons/1/helper/capacity", "wrong type", "whole number"},
        {"unknown role", R"([{"op":"replace","path":"/persons/0/roles/0","value":"boss"}])", "/persons/0/roles/0",
         "allowed values", "coordinator"},
        {"telephone", R"([{"op":"replace","path":"/persons/0/phone","value":"138-0000"}])", "/persons/0/phone",
         "right form", "[0-9]"},
        {"person's organisation", R"([{"op":"replace","path":"/persons/0/organisation","value":"gone"}])",
         "/persons/0/organisation", "no organisation \"gone\"", "one of its ids"},
        {"household's organisation", R"([{"op":"replace","path":"/households/0/organisation","value":"gone"}])",
         "/households/0/organisation", "no organisation \"gone\"", "one of its ids"},
        {"captain of nothing", R"([{"op":"add","path":"/persons/1/helper/captain","value":true}])",
         "/persons/1/helper/captain", "leads no squad", "/squad"},
        {"two captains", R"([{"op":"add","path":"/persons/1/helper/captain","value":true},
                             {"op":"add","path":"/persons/1/helper/squad","value":"一队"},
                             {"op":"copy","from":"/persons/1/helper","path":"/persons/2/helper"},
                             {"op":"copy","from":"/persons/1/organisation","path":"/persons/2/organisation"}])",
         "/persons/2/helper/captain", "another captain", "one captain"},
        {"need", R"([{"op":"replace","path":"/persons/1/helper/needs/0","value":"gone"}])", "/persons/1/helper/needs/0",
         "no service for \"gone\"", "catalogue"},
        {"licence that expires but is not held",
         R"([{"op":"add","path":"/persons/1/helper/expiry","value":{"psychology":"2022-12-31"}}])",
         "/persons/1/helper/expiry/psychology", "not among the licences", "/licences"},
        {"shift",
         R"([{"op":"add","path":"/persons/1/helper/shifts","value":[{"weekday":1,"from":"29:00","to":"10:00"}]}])",
         "/persons/1/helper/shifts/0/from", "no time of day", "Correct"},
        {"district", R"([{"op":"replace","path":"/persons/1/helper/districts/0","value":"天河区"}])",
         "/persons/1/helper/districts/0", "no district \"天河区\"", "six digits"},
        {"household", R"([{"op":"replace","path":"/persons/0/household","value":"gone"}])", "/persons/0/household",
         "no household \"gone\"", "/households"},
        {"partner", R"([{"op":"replace","path":"/households/0/partner","value":"gone"}])", "/households/0/partner",
         "no person \"gone\"", "/persons"},
        {"backup", R"([{"op":"replace","path":"/households/0/backup","value":"gone"}])", "/households/0/backup",
         "no person \"gone\"", "/persons"},
        {"person twice", R"([{"op":"replace","path":"/persons/2/id","value":"b"},
                             {"op":"remove","path":"/households/0/backup"}])",
         "/persons/2/id", "second time", "his or her own"},
        {"household twice", R"([{"op":"copy","from":"/households/0","path":"/households/1"}])", "/households/1/id",
         "second time", "of its own"},
        {"chat of two people",
         R"([{"op":"add","path":"/persons/2/chats","value":[{"account":"demo","sender":"open-a"}]}])",
         "/persons/2/chats/0", "another person", "one person"},
    };
    for (const auto& row : rows) expect_problem(good_document(), row, load);
}

}  // namespace
}  // namespace warmline::settings
