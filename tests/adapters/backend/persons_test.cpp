// The console's page of those who help, answered from a real Redis and the roster in memory.
#include "backend/console_backend.hpp"
#include "house.hpp"
#include "store/calendar.hpp"

namespace warmline::house {
namespace {

class PersonsTest : public testing::Test {
protected:
    void SetUp() override {
        house.enrol_people(process);
        house.enrol(process, helper("officer", "郭干事", dispatcher::Role::partner, {}, 10));
        office(dispatcher::SetBackup{HouseholdId("home"), PersonId("officer")});
    }
    console::PersonPage list(console::PersonFilter filter, console::Page page = {}) {
        return *house.get(backend.persons(std::move(filter), std::move(page)));
    }
    static std::vector<std::string> ids(const console::PersonPage& page) {
        std::vector<std::string> out;
        for (const auto& person : page.items) out.push_back(person.id.value);
        return out;
    }
    console::PersonView view(const std::string& id) { return *house.get(backend.person(PersonId(id))); }
    boost::system::error_code refused(dispatcher::Command command) {
        const auto done = house.get(backend.command(std::move(command), he));
        return done ? boost::system::error_code{} : done.error();
    }
    void office(dispatcher::Command command) {
        const auto why = refused(std::move(command));
        EXPECT_FALSE(why) << why.message();
    }
    std::string address(const std::string& id, bool anew) {
        const auto made = house.get(backend.calendar(PersonId(id), anew, he));
        EXPECT_TRUE(made);
        return made ? *made : std::string();
    }
    /// Whose calendar the address opens.
    std::string owner(const std::string& text) {
        const auto from = text.rfind('/') + 1;
        const auto secret = text.substr(from, text.size() - from - std::string(".ics").size());
        const auto found = house.get(store::calendar_owner(process.store, secret));
        return found && *found ? (*found)->value : std::string();
    }

    static Process& with_address(Process& process) {
        process.parts.public_url = "https://warmline.example";
        return process;
    }

    const dispatcher::Actor he{dispatcher::ActorKind::coordinator, PersonId("he"), OrganisationId("gd")};
    House house;
    Process& process = with_address(house.process());
    backend::ConsoleBackend backend{
        process.parts,
        process.engine,
        process.feed,
        {{"he", {"he", "hash", "何主任", console::UserRole::coordinator, OrganisationId("gd")}}}};
    const PersonId partner{"partner"};
};

TEST_F(PersonsTest, ListsThoseWhoHelpByNameInPages) {
    EXPECT_EQ(list({}).total, 5U) << "neither the family nor the coordinator";
    console::PersonFilter tutors;
    tutors.need = "education.tutoring";
    EXPECT_EQ(ids(list(tutors)), (std::vector<std::string>{"tutor-1", "tutor-2"}));
    console::Page page;
    page.limit = 1;
    auto first = list(tutors, page);
    EXPECT_EQ(ids(first), std::vector<std::string>{"tutor-1"});
    EXPECT_EQ(first.total, 2U);
    page.after = first.next;
    const auto second = list(tutors, page);
    EXPECT_EQ(ids(second), std::vector<std::string>{"tutor-2"});
    EXPECT_TRUE(second.next.empty());
    console::PersonFilter elsewhere;
    elsewhere.organisation = OrganisationId("gd.gz");
    EXPECT_TRUE(list(elsewhere).items.empty());
    console::PersonFilter named;
    named.text = "干事";
    EXPECT_EQ(list(named).total, 2U);
    page.after = "nobody";
    const auto lost = house.get(backend.persons(tutors, page));
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error(), console::Errc::bad_cursor);
}

TEST_F(PersonsTest, ALeaveMovesOffersFamilyAndRosterAndIsTold) {
    const auto tickets = house.tell_story(process);
    ASSERT_EQ(house.ticket(process, tickets[0]).offer->candidate, partner);
    const dispatcher::Leave leave{house.now, house.now + 48h, "考试周"};
    const auto preview = *house.get(backend.preview(partner, leave));
    ASSERT_EQ(preview.moved.size(), 1U);
    EXPECT_EQ(preview.moved[0].ticket.id, tickets[0]);
    ASSERT_EQ(preview.families.size(), 1U);
    EXPECT_EQ(preview.families[0].name, "陈先生");
    EXPECT_EQ(preview.families[0].deputy_name, "郭干事");
    EXPECT_EQ(view("partner").offers.size(), 1U) << "nothing is done yet";

    office(dispatcher::Rest{partner, leave.to, leave.from, leave.why});
    EXPECT_EQ(house.ticket(process, tickets[0]).offer->candidate.value, "officer");
    EXPECT_EQ(view("partner").person.helper->leave.at(0).why, "考试周");
    console::PersonFilter off;
    off.off_today = true;
    EXPECT_EQ(ids(list(off)), std::vector<std::string>{"partner"});
    house.run_outbox(process);
    house.until([&] { return process.channel.told("partner", "协调员帮你记下了休息") == 1; },
                "the partner hears of it");
    EXPECT_TRUE(house.get(backend.household(HouseholdId("home")))->household.pair->away->begun);

    EXPECT_EQ(refused(dispatcher::ShortenLeave{partner, leave.from, leave.to + 1h, {}}),
              dispatcher::Errc::changed_meanwhile);
    office(dispatcher::ShortenLeave{partner, leave.from, leave.to, {}});
    EXPECT_TRUE(view("partner").person.helper->leave.empty());
    EXPECT_TRUE(list(off).items.empty());
}

TEST_F(PersonsTest, DutySetAtTheConsoleOutlivesTheListThatIsImportedAgain) {
    auto listed = house.person(process, "tutor-1");
    const auto seen = dispatcher::Duty{listed.helper->shifts, listed.helper->capacity, listed.helper->per_day};
    const dispatcher::Duty wanted{{{1, 18h, 22h}}, 1, 4};
    office(dispatcher::ChangeDuty{listed.id, seen, wanted});
    listed.helper->capacity = 9;
    listed.helper->subjects = {"英语"};
    house.enrol(process, listed);
    const auto now = house.person(process, "tutor-1");
    EXPECT_EQ((dispatcher::Duty{now.helper->shifts, now.helper->capacity, now.helper->per_day}), wanted);
    EXPECT_EQ(now.helper->subjects, std::vector<std::string>{"英语"}) << "the rest is the list's";
    auto other = house.person(process, "tutor-2");
    other.helper->capacity = 9;
    house.enrol(process, other);
    EXPECT_EQ(house.person(process, "tutor-2").helper->capacity, 9) << "never set at the console";
}

TEST_F(PersonsTest, ACalendarHasOneAddressUntilItIsReplaced) {
    EXPECT_FALSE(view("tutor-1").has_calendar);
    const auto first = address("tutor-1", false);
    EXPECT_TRUE(first.starts_with("https://warmline.example/calendar/")) << first;
    EXPECT_EQ(owner(first), "tutor-1");
    EXPECT_TRUE(view("tutor-1").has_calendar);
    EXPECT_EQ(address("tutor-1", false), first);
    const auto second = address("tutor-1", true);
    EXPECT_EQ(owner(second), "tutor-1");
    EXPECT_EQ(owner(first), "") << "dead";
    house.run_outbox(process);
    house.until([&] { return process.channel.told("tutor-1", "旧地址不再更新") == 1; }, "the tutor hears of it");
    EXPECT_FALSE(house.get(backend.calendar(PersonId("husband"), true, he))) << "helps nobody";
}

TEST_F(PersonsTest, ShowsNobodyElse) {
    for (const auto* id : {"husband", "coordinator", "nobody"})
        EXPECT_FALSE(house.get(backend.person(PersonId(id)))) << id;
    const auto seen = view("officer");
    ASSERT_EQ(seen.families.size(), 1U);
    EXPECT_TRUE(seen.families[0].as_backup);
    EXPECT_TRUE(seen.calendars);
}

TEST_F(PersonsTest, AChangeIsPushedToThePages) {
    std::vector<console::Change> heard;
    const auto listening = backend.subscribe([&](const console::Change& change) { heard.push_back(change); });
    house.run_feed(process);
    office(dispatcher::Rest{partner, house.now + 48h, house.now + 24h, ""});
    house.until(
        [&] {
            return std::ranges::any_of(heard, [](const auto& one) {
                return one.what == console::Change::What::person && one.id == "partner";
            });
        },
        "the change is pushed");
}

}  // namespace
}  // namespace warmline::house
