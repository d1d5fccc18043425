#include "samples.hpp"

namespace warmline::house {
namespace {

class ExamplesStore : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;

    void keep(const std::string& id, const std::string& text, Time at) {
        store::Work work;
        store::Changes changes;
        changes.now = at;
        store::KeptExample kept{id, at, {}};
        kept.example.text = text;
        kept.example.intents = {"request"};
        kept.example.needs = {"transport"};
        changes.examples.push_back(std::move(kept));
        ASSERT_TRUE(house.get(store.commit(work, changes)));
    }
    std::vector<std::string> texts(Time since = {}) {
        std::vector<std::string> out;
        auto got = house.get(store.examples(since));
        EXPECT_TRUE(got);
        for (const auto& kept : *got) out.push_back(kept.example.text);
        return out;
    }
};

TEST_F(ExamplesStore, AreReadOldestFirstAndSinceAMoment) {
    keep("b", "二", house.now + 1h);
    keep("a", "一", house.now);
    EXPECT_EQ(texts(), (std::vector<std::string>{"一", "二"}));
    EXPECT_EQ(texts(house.now + 1h), std::vector<std::string>{"二"});
    const auto got = *house.get(store.examples({}));
    EXPECT_EQ(got[0].id, "a");
    EXPECT_EQ(got[0].at, house.now);
    EXPECT_EQ(got[0].example.needs, std::vector<bot::Code>{"transport"});
}

TEST_F(ExamplesStore, LaterLabelTakesTheEarliersPlace) {
    keep("a", "一", house.now);
    keep("a", "另一个", house.now + 1h);
    EXPECT_EQ(texts(), std::vector<std::string>{"另一个"});
}

TEST_F(ExamplesStore, AreSealedAndDoNotLiveForEver) {
    keep("a", "一句很特别的话", house.now);
    const auto key = store.keys().example("a");
    EXPECT_EQ(house.ask(process, redis::Command("GET", key)).text().find("特别"), std::string::npos);
    const auto life = house.ask(process, redis::Command("TTL", key)).integer();
    EXPECT_GT(life, 0);
    EXPECT_LE(life, std::chrono::seconds(store::example_kept).count());
    house.ask(process, redis::Command("DEL", key));  // as when its time has passed
    EXPECT_TRUE(texts().empty());
}

TEST_F(ExamplesStore, TheOldestGoWhenThereAreTooMany) {
    for (int i = 0; i < 5; ++i) keep(std::to_string(i), std::to_string(i), house.now + i * 1h);
    ASSERT_TRUE(house.get(store.trim_examples(house.now + 5h, 2)));
    EXPECT_EQ(texts(), (std::vector<std::string>{"3", "4"}));
    EXPECT_EQ(house.ask(process, redis::Command("EXISTS", store.keys().example("0"))).integer(), 0);
    ASSERT_TRUE(house.get(store.trim_examples(house.now + 5h, 2)));
    EXPECT_EQ(texts().size(), 2U);
}

TEST_F(ExamplesStore, WhatIsTooOldLeavesTheListToo) {
    keep("a", "一", house.now);
    ASSERT_TRUE(house.get(store.trim_examples(house.now + store::example_kept + 1h)));
    EXPECT_EQ(house.ask(process, redis::Command("ZCARD", store.keys().examples())).integer(), 0);
}

TEST_F(ExamplesStore, ManyAreReadInParts) {
    for (int i = 0; i < 450; ++i) keep(std::to_string(i), std::to_string(i), house.now + i * 1min);
    EXPECT_EQ(texts().size(), 450U);
}

TEST_F(ExamplesStore, DamagedOnesAreSaidToBeSo) {
    keep("a", "一", house.now);
    house.ask(process, redis::Command("SET", store.keys().example("a"), "x"));
    EXPECT_EQ(house.get(store.examples({})).error(), store::Errc::damaged);
}

}  // namespace
}  // namespace warmline::house
