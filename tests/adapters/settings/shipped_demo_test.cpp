#include <algorithm>
#include <map>

#include "settings/people_file.hpp"
#include "settings/programme_file.hpp"
#include "settings/settings.hpp"
#include "support.hpp"

namespace warmline::settings {
namespace {

using dispatcher::Household;
using dispatcher::Role;

class ShippedDemo : public testing::Test {
protected:
    void SetUp() override {
        ::setenv("WARMLINE_DATA_KEY", std::string(64, '1').c_str(), 1);
        settings_ = good(load_settings(config_folder / "demo.json"));
        static const auto programme = load_programme(settings_.programme);
        people_ = good(load_people(settings_.people, good(programme)));
        for (const auto& entry : people_.persons) by_id_[entry.person.id.value] = &entry;
    }
    void TearDown() override { ::unsetenv("WARMLINE_DATA_KEY"); }

    const Household& home_of(const PersonEntry& entry) const {
        return *std::ranges::find(people_.households, entry.person.household, &Household::id);
    }
    const PersonEntry* by_chat(const std::string& sender) const {
        for (const auto& entry : people_.persons)
            for (const auto& chat : entry.chats)
                if (chat.account == "demo" && chat.sender == sender) return &entry;
        return nullptr;
    }

    Settings settings_;
    People people_;
    std::map<std::string, const PersonEntry*> by_id_;
};

TEST_F(ShippedDemo, RunsOnLoopbackWithTheSimulatorsAccounts) {
    EXPECT_TRUE(is_loopback(settings_.listen.address));
    EXPECT_EQ(settings_.listen.port, 8080);
    EXPECT_EQ(settings_.quiet_hours, "") << "it works at any hour";
    EXPECT_TRUE(settings_.demo_user);
    EXPECT_TRUE(std::filesystem::exists(settings_.wording));
    ASSERT_EQ(settings_.wechat.size(), 1U);
    EXPECT_EQ(settings_.wechat[0].id, "demo");
    EXPECT_EQ(settings_.wechat[0].app_id, "wx0123456789abcdef");
    EXPECT_EQ(settings_.wechat[0].token, "warmline-demo");
    EXPECT_EQ(settings_.wechat[0].encoding_aes_key, "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    EXPECT_TRUE(settings_.wechat[0].base_url.starts_with("http://127.0.0.1:"));
    ASSERT_EQ(settings_.hotline.size(), 1U);
    EXPECT_EQ(settings_.hotline[0].id, "12355");
    EXPECT_EQ(settings_.hotline[0].keys.at(0).id, "gw-demo");
    EXPECT_EQ(settings_.hotline[0].keys.at(0).secret, "warmline-demo-hotline");
}

TEST_F(ShippedDemo, KnowsEveryPersonaOfTheSimulator) {
    struct {
        const char* openid;
        Role role;
    } const rows[] = {
        {"demo-requester-chen", Role::requester}, {"demo-partner-lin", Role::partner},
        {"demo-tutor-wang", Role::volunteer},     {"demo-tutor-li", Role::volunteer},
        {"demo-expert-zhou", Role::expert},       {"demo-coordinator-he", Role::coordinator},
    };
    for (const auto& row : rows) {
        const auto* entry = by_chat(row.openid);
        ASSERT_NE(entry, nullptr) << row.openid;
        EXPECT_TRUE(entry->person.roles.contains(row.role)) << row.openid;
    }
}

TEST_F(ShippedDemo, PairsTheFamiliesOfTheStory) {
    const auto& chen = home_of(*by_chat("demo-requester-chen"));
    EXPECT_EQ(chen.district, "天河区");
    EXPECT_FALSE(chen.address.empty());
    EXPECT_EQ(chen.members.size(), 2U);
    ASSERT_TRUE(chen.pair);
    EXPECT_EQ(chen.pair->partner, by_chat("demo-partner-lin")->person.id);
    EXPECT_FALSE(chen.pair->backup.empty());
    const auto caller = std::ranges::find_if(
        people_.persons, [](const PersonEntry& entry) { return entry.person.phone == "13800005678"; });
    ASSERT_NE(caller, people_.persons.end());
    const auto& huang = home_of(*caller);
    ASSERT_TRUE(huang.pair);
    EXPECT_FALSE(by_id_.at(huang.pair->partner.value)->chats.empty()) << "the sandbox shows what the call leads to";
}

TEST_F(ShippedDemo, GivesEachPartnerOneFamily) {
    std::set<dispatcher::PersonId> partners;
    for (const auto& household : people_.households) {
        ASSERT_TRUE(household.pair) << household.id.value;
        EXPECT_TRUE(partners.insert(household.pair->partner).second) << household.pair->partner.value;
        EXPECT_TRUE(by_id_.at(household.pair->partner.value)->person.roles.contains(Role::partner));
    }
    EXPECT_EQ(people_.households.size(), 6U);
}

/// Among equals the first id is asked first.
TEST_F(ShippedDemo, AsksThoseWithAChatFirst) {
    const auto first = [&](const std::string& need, const std::string& subject) {
        std::string least;
        for (const auto& [id, entry] : by_id_) {
            const auto& helper = entry->person.helper;
            if (!helper || !helper->needs.contains(need)) continue;
            if (!subject.empty() && !std::ranges::count(helper->subjects, subject)) continue;
            if (least.empty() || id < least) least = id;
        }
        return least;
    };
    EXPECT_EQ(first("education.tutoring", "数学"), by_chat("demo-tutor-wang")->person.id.value);
    EXPECT_EQ(first("psych.crisis", ""), by_chat("demo-expert-zhou")->person.id.value);
}

TEST_F(ShippedDemo, NamesNoRealTelephone) {
    std::set<std::string> phones;
    for (const auto& entry : people_.persons) {
        EXPECT_TRUE(entry.person.phone.starts_with("1380000")) << entry.person.id.value;
        EXPECT_EQ(entry.person.phone.size(), 11U);
        EXPECT_TRUE(phones.insert(entry.person.phone).second) << entry.person.id.value;
    }
}

}  // namespace
}  // namespace warmline::settings
