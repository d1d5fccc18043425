#include "settings/people_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "json_file.hpp"
#include "text_forms.hpp"

namespace warmline::settings {

std::string_view people_schema();

namespace {

using dispatcher::HouseholdId;
using dispatcher::OrganisationId;
using dispatcher::PersonId;
using dispatcher::Role;
using nlohmann::json;

Role role_of(const std::string& name) {
    static const std::map<std::string, Role> roles{{"requester", Role::requester},     {"liaison", Role::liaison},
                                                   {"partner", Role::partner},         {"volunteer", Role::volunteer},
                                                   {"expert", Role::expert},           {"operator", Role::operator_},
                                                   {"coordinator", Role::coordinator}, {"leader", Role::leader}};
    return roles.at(name);
}

class Builder {
public:
    Builder(const json& document, const dispatcher::Programme& programme, Report& report)
        : j_(document), programme_(programme), report_(report) {}

    People build() {
        for (const auto& one : j_.at("persons")) add_person(one, fmt::format("/persons/{}", people_.persons.size()));
        for (const auto& one : j_.value("households", json::array()))
            add_household(one, fmt::format("/households/{}", people_.households.size()));
        join();
        return std::move(people_);
    }

private:
    void check_organisation(const OrganisationId& id, const std::string& at) {
        if (programme_.organisation(id) == nullptr)
            report_.add(at + "/organisation", "the programme has no organisation \"" + id.value + "\"",
                        "Use one of its ids");
    }

    void add_person(const json& j, const std::string& at) {
        PersonEntry entry;
        auto& person = entry.person;
        person.id = PersonId(j.at("id"));
        if (!persons_.insert(person.id).second)
            report_.add(at + "/id", "stands here a second time", "Give each person an id of his or her own");
        person.name = j.at("name");
        person.phone = j.value("phone", "");
        for (const auto& role : j.at("roles")) person.roles.insert(role_of(role));
        person.organisation = OrganisationId(j.at("organisation"));
        check_organisation(person.organisation, at);
        person.hospital = j.value("hospital", "");
        person.district = j.value("district", "");
        person.household = HouseholdId(j.value("household", ""));
        for (const auto& chat : j.value("chats", json::array())) {
            entry.chats.push_back({chat.at("account"), chat.at("sender")});
            const auto& added = entry.chats.back();
            if (!chats_.emplace(added.account, added.sender).second)
                report_.add(fmt::format("{}/chats/{}", at, entry.chats.size() - 1), "belongs to another person already",
                            "Give each chat to one person");
        }
        if (j.contains("helper")) person.helper = helper_of(j.at("helper"), at + "/helper");
        check_captain(person, at + "/helper/captain");
        people_.persons.push_back(std::move(entry));
    }

    dispatcher::Helper helper_of(const json& j, const std::string& at) {
        dispatcher::Helper helper;
        int n = 0;
        for (const auto& need : j.at("needs")) {
            if (programme_.service(need.get<std::string>()) == nullptr)
                report_.add(fmt::format("{}/needs/{}", at, n),
                            "the programme has no service for \"" + need.get<std::string>() + "\"",
                            "Use a need of its catalogue");
            helper.needs.insert(need);
            ++n;
        }
        helper.subjects = j.value("subjects", std::vector<std::string>{});
        for (const auto& licence : j.value("licences", json::array())) helper.licences.insert(licence);
        helper.districts = j.value("districts", std::vector<std::string>{});
        for (std::size_t i = 0; i < helper.districts.size(); ++i)
            if (std::ranges::find(programme_.districts, helper.districts[i], &dispatcher::District::id) ==
                programme_.districts.end())
                report_.add(fmt::format("{}/districts/{}", at, i),
                            "the programme has no district \"" + helper.districts[i] + "\"",
                            "Use the six digits of one of its districts");
        helper.capacity = j.value("capacity", helper.capacity);
        helper.per_day = j.value("per_day", helper.per_day);
        for (const auto& [need, limit] : j.value("kind_limits", json::object()).items()) {
            if (!helper.needs.contains(need))
                report_.add(at + "/kind_limits/" + need, "is not among the needs", "Name it under /needs as well");
            helper.kind_limits.emplace(need, limit.get<int>());
        }
        helper.seats = j.value("seats", helper.seats);
        helper.squad = j.value("squad", "");
        helper.captain = j.value("captain", false);
        helper.reserve = j.value("reserve", false);
        for (const auto& stage : j.value("stages", json::array())) helper.stages.insert(stage);
        for (const auto& language : j.value("languages", json::array())) helper.languages.insert(language);
        add_expiry(helper, j.value("expiry", json::object()), at + "/expiry");
        for (const auto& shift : j.value("shifts", json::array()))
            helper.shifts.push_back(shift_of(shift, fmt::format("{}/shifts/{}", at, helper.shifts.size())));
        return helper;
    }

    void check_captain(const dispatcher::Person& person, const std::string& at) {
        if (!person.helper || !person.helper->captain) return;
        const auto& helper = *person.helper;
        if (helper.squad.empty())
            report_.add(at, "leads no squad", "Name the squad under /squad as well");
        else if (!captains_.emplace(person.organisation, helper.squad, helper.reserve).second)
            report_.add(at, "the squad has another captain already", "Keep one captain a squad");
    }

    /// A licence holds until the end of the day named, in China.
    void add_expiry(dispatcher::Helper& helper, const json& j, const std::string& at) {
        for (const auto& [licence, day] : j.items()) {
            const auto date = read_date(day.get<std::string>());
            if (!date) report_.add(at + "/" + licence, "is no day of the calendar", "Correct it");
            if (!helper.licences.contains(licence))
                report_.add(at + "/" + licence, "is not among the licences", "Name it under /licences as well");
            helper.expiry[licence] =
                dispatcher::Time(date.value_or(std::chrono::sys_days{}) + std::chrono::days(1)) - std::chrono::hours(8);
        }
    }

    /// "18:00" to "06:00" ends on the next day.
    dispatcher::Shift shift_of(const json& j, const std::string& at) {
        const auto time = [&](const char* key) {
            const auto read = read_time(j.at(key).get<std::string>());
            if (!read) report_.add(at + "/" + key, "is no time of day", "Correct it");
            return read.value_or(std::chrono::minutes{});
        };
        dispatcher::Shift shift{j.at("weekday"), time("from"), time("to")};
        if (shift.to <= shift.from) shift.to += std::chrono::hours(24);
        return shift;
    }

    void add_household(const json& j, const std::string& at) {
        dispatcher::Household household;
        household.id = HouseholdId(j.at("id"));
        if (!households_.insert(household.id).second)
            report_.add(at + "/id", "stands here a second time", "Give each household an id of its own");
        household.organisation = OrganisationId(j.at("organisation"));
        check_organisation(household.organisation, at);
        household.hospital = j.value("hospital", "");
        household.district = j.value("district", "");
        household.address = j.value("address", "");
        household.language = j.value("language", "");
        if (j.contains("partner")) {
            household.pair = dispatcher::Pair{PersonId(j.at("partner")), PersonId(j.value("backup", "")), {}};
            known(household.pair->partner, at + "/partner");
            if (household.pair->backup) known(household.pair->backup, at + "/backup");
        }
        people_.households.push_back(std::move(household));
    }

    void known(const PersonId& id, const std::string& at) {
        if (!persons_.contains(id))
            report_.add(at, "there is no person \"" + id.value + "\"", "Use an id that stands under /persons");
    }

    void join() {
        for (std::size_t i = 0; i < people_.persons.size(); ++i) {
            const auto& person = people_.persons[i].person;
            if (person.household.empty()) continue;
            bool found = false;
            for (auto& household : people_.households)
                if (household.id == person.household) {
                    household.members.push_back(person.id);
                    found = true;
                }
            if (!found)
                report_.add(fmt::format("/persons/{}/household", i),
                            "there is no household \"" + person.household.value + "\"",
                            "Use an id that stands under /households");
        }
    }

    const json& j_;
    const dispatcher::Programme& programme_;
    Report& report_;
    std::set<PersonId> persons_;
    std::set<HouseholdId> households_;
    std::set<std::pair<std::string, std::string>> chats_;
    std::set<std::tuple<OrganisationId, std::string, bool>> captains_;
    People people_;
};

}  // namespace

Checked<People> load_people(const std::filesystem::path& file, const dispatcher::Programme& programme) {
    auto document = read_json(file, people_schema());
    if (auto* problems = std::get_if<Problems>(&document)) return std::move(*problems);
    Report report(file);
    auto people = Builder(std::get<json>(document), programme, report).build();
    if (!report.empty()) return report.take();
    return people;
}

}  // namespace warmline::settings
