// A long list of those who help, for looking at the page.
#include "demo.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
using namespace std::chrono_literals;
namespace {

constexpr int people = 130;

d::Person volunteer(int number) {
    constexpr std::array<const char*, 8> families{"陈", "黄", "欧阳", "何", "梁", "阿依古丽·", "郑", "谢"};
    constexpr std::array<const char*, 5> given{"小明", "思雨", "建国", "晓彤", "子轩"};
    constexpr std::array<const char*, 4> needs{"transport", "education.tutoring", "living.groceries", "psych.counsel"};
    const auto n = static_cast<std::size_t>(number);
    d::Person person;
    person.id = d::PersonId{"person-" + std::to_string(number)};
    person.name = std::string(families[n % families.size()]) + given[n % given.size()];
    person.phone = "1360000" + std::to_string(1000 + number);
    person.roles = {number % 11 == 0 ? d::Role::expert : d::Role::volunteer};
    person.organisation = d::OrganisationId{number % 3 == 1 ? "gd.sz" : "gd.gz"};
    auto& helper = person.helper.emplace();
    helper.needs = {needs[n % needs.size()]};
    if (number % 4 == 1) helper.subjects = {"数学", "物理"};
    if (number % 10 == 5) helper.needs.insert({"living.eldercare", "living.childcare", "medical.care", "rest.lodging"});
    return person;
}

void add_duty(d::Helper& helper, int number) {
    if (number % 5 == 2)
        for (int day = 1; day <= 5; ++day) helper.shifts.push_back({day, 18h, 22h});
    if (number % 9 == 4) helper.shifts = {{2, 22h, 30h}, {6, 9h, 12h}, {6, 14h, 18h}};
    if (number % 7 == 3) helper.leave = {{demo_now - 24h, demo_now + (24h * (number % 5 + 1)), "考试周"}};
    if (number % 13 == 6) helper.rest_until = demo_now + 22h;
    if (number % 8 == 0) {
        helper.licences = {"driving", "vaccinated"};
        helper.expiry["driving"] = demo_now + 24h * (number - 20);
    }
}

}  // namespace

void play_persons(FakeBackend& backend) {
    for (int number = 1; number <= people; ++number) {
        auto person = volunteer(number);
        add_duty(*person.helper, number);
        if (number <= 30 && number % 3 == 0) {
            person.helper->squad = "青年突击一队";
            person.helper->captain = number == 3;
            person.helper->reserve = number > 24;
        }
        backend.run(d::ChangePerson{person});
    }
    auto driver = backend.known("gao");
    driver.helper->seats = 4;
    driver.helper->languages = {"粤语"};
    driver.helper->districts = {"440103"};
    driver.helper->expiry["driving"] = demo_now + 24h * 12;
    backend.run(d::ChangePerson{driver});
    const d::Actor chen{d::ActorKind::coordinator, d::PersonId{"chen"}};
    for (const auto* home : {"home-xu", "home-zhou"})
        backend.run(d::SetBackup{d::HouseholdId{home}, d::PersonId{"luo"}}, chen);
}

}  // namespace warmline::console::testing
