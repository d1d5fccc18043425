#include <algorithm>

#include "dispatcher/decide.hpp"
#include "settings/programme_file.hpp"
#include "support.hpp"

namespace warmline::settings {
namespace {

// P2, 花城有爱: eight deliveries of three organisations.
namespace d = dispatcher;
using d::Mode;
using d::OrganisationId;

const d::Programme& shipped() {
    static const auto loaded = load_programme(config_folder / "programmes" / "gz-2021.json");
    return good(loaded);
}

const char *const trade_union = "gz.union", *const league = "gz.league", *const women = "gz.women";

std::vector<OrganisationId> ids(std::initializer_list<const char*> names) {
    std::vector<OrganisationId> out;
    for (const char* name : names) out.emplace_back(name);
    return out;
}

/// The table of S20 to S27: who leads, cooperates, does it alone, or each for itself.
TEST(ShippedGz, SharesTheEightDeliveriesAsThePlanSays) {
    struct {
        const char *measure, *need;
        Mode mode;
        const char* responsible;
        std::vector<OrganisationId> others;
    } const rows[] = {
        {"S20", "supplies.daily", Mode::lead, trade_union, ids({league, women})},
        {"S21", "manpower.squad", Mode::each, "gz.organs", ids({trade_union, league, women})},
        {"S21", "manpower.community", Mode::each, "gz.office", ids({trade_union, league, women})},
        {"S21", "manpower.site", Mode::lead, league, ids({trade_union, women})},
        {"S22", "manpower.sampling", Mode::sole, trade_union, {}},
        {"S23", "rest.quarantine", Mode::sole, trade_union, {}},
        {"S23", "living.groceries", Mode::lead, trade_union, ids({league, women})},
        {"S23", "living.area", Mode::lead, trade_union, ids({league, women})},
        {"S24", "rest.lodging", Mode::sole, trade_union, {}},
        {"S25", "funds.relief", Mode::sole, trade_union, {}},
        {"S26", "living.eldercare", Mode::lead, women, ids({league})},
        {"S26", "education.tutoring", Mode::lead, women, ids({league})},
        {"S26", "psych.counsel", Mode::lead, women, ids({league})},
        {"S27", "honour.story", Mode::each, "gz.office", ids({trade_union, league, women})},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.need);
        const auto* service = shipped().service(row.need);
        ASSERT_NE(service, nullptr);
        EXPECT_EQ(service->measure, row.measure);
        EXPECT_EQ(service->mode, row.mode);
        EXPECT_EQ(service->responsible.value, row.responsible);
        EXPECT_EQ(service->cooperating, row.others);
    }
}

/// The reader knows most deliveries; to the others a coordinator corrects, and the reader is taught what it can read.
TEST(ShippedGz, TellsAsWhatTheReaderReadsItsOwnNeeds) {
    const std::map<std::string, std::string> own = {{"manpower.squad", "manpower.site"},
                                                    {"manpower.community", "manpower.site"},
                                                    {"manpower.sampling", "manpower.site"},
                                                    {"rest.quarantine", "rest.lodging"},
                                                    {"living.area", "other"},
                                                    {"honour.story", "other"}};
    for (const auto& service : shipped().services) {
        const auto found = own.find(service.need);
        EXPECT_EQ(service.read_as, found == own.end() ? "" : found->second) << service.need;
        const bool opens = found == own.end() || shipped().service(service.read_as) != nullptr;
        EXPECT_TRUE(opens) << service.need << ": what a message opens is not there";
    }
}

/// S21: fit in age and health, both doses.
TEST(ShippedGz, SendsOnlyFitSquads) {
    const auto& licences = shipped().service("manpower.squad")->licences;
    for (const char* wanted : {"under_60", "healthy", "vaccinated"})
        EXPECT_TRUE(std::ranges::count(licences, wanted)) << wanted;
}

/// S24: fourteen days, places are limited, at a reduced price.
TEST(ShippedGz, BooksFourteenNightsInHousesWithLimitedRooms) {
    for (const auto& service : shipped().services) {
        EXPECT_EQ(service.places.empty(), service.need != "rest.lodging") << service.need;
        for (const auto& house : service.places) {
            EXPECT_EQ(house.nights, 14) << house.id;
            EXPECT_EQ(house.organisation.value, trade_union) << house.id;
            EXPECT_FALSE(house.price.empty()) << house.id;
        }
    }
}

TEST(ShippedGz, ServesTheWorstHitDistrictAtFirst) {
    EXPECT_EQ(shipped().area, (std::set<std::string>{"440103"}));
    EXPECT_EQ(shipped().district("荔湾")->id, "440103");
    EXPECT_EQ(shipped().districts.size(), 12U) << "the others can be added";
}

TEST(ShippedGz, AsksInWordsThatExist) {
    const auto wording = nlohmann::json::parse(std::ifstream(config_folder / "wording" / "zh-CN.json"));
    const auto slots = nlohmann::json::parse(std::ifstream(config_folder / "taxonomy.json")).at("slots");
    for (const auto& service : shipped().services)
        for (const auto& question : service.questions) {
            EXPECT_TRUE(wording.contains(question.wording)) << service.need;
            EXPECT_TRUE(slots.contains(question.slot)) << service.need;
        }
}

/// A ticket goes to who answers for the delivery, and the others get their part.
TEST(ShippedGz, GivesEachTicketToItsOrganisations) {
    struct {
        const char *need, *district, *answers;
        std::size_t parties;
        bool outside;
    } const rows[] = {
        {"supplies.daily", "荔湾", trade_union, 3, false}, {"living.eldercare", "芳村", women, 2, false},
        {"funds.relief", "荔湾", trade_union, 1, false},   {"manpower.squad", "荔湾", "gz.organs", 4, false},
        {"living.eldercare", "天河", women, 2, true},      {"other", "荔湾", "gz.office", 1, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(std::string(row.need) + " " + row.district);
        d::State state;
        d::Person nurse;
        nurse.id = d::PersonId("nurse");
        state.persons.emplace(nurse.id, nurse);
        d::OpenTicket open;
        open.id = d::TicketId("10001");
        open.need = row.need;
        open.requester = nurse.id;
        open.facts = {{"district", row.district}};
        const d::Time now{std::chrono::sys_days(std::chrono::year(2021) / 6 / 3) + std::chrono::hours(2)};
        const auto decision = d::decide(state, open, shipped(), {}, now);
        ASSERT_TRUE(decision) << decision.error().message();
        for (const auto& event : decision->events) d::apply(state, event);
        const auto& ticket = state.tickets.at(open.id);
        EXPECT_EQ(ticket.organisation.value, row.answers);
        EXPECT_EQ(ticket.parties.size(), row.parties);
        EXPECT_TRUE(ticket.with_coordinator) << "there are no helpers in this test";
        const auto called = [&](const d::Event& e) { return e.kind == d::EventKind::coordinator_called; };
        const auto why = std::ranges::find_if(decision->events, called)->text;
        EXPECT_EQ(!why.starts_with("没有合适的人选"), row.outside) << why;
    }
}

}  // namespace
}  // namespace warmline::settings
