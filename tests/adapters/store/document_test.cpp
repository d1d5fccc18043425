#include <set>

#include "redis/errc.hpp"
#include "samples.hpp"

namespace warmline::house {
namespace {

class Documents : public testing::Test {
protected:
    House house;
    Process& process = house.process();
    store::Store& store = process.store;
};

TEST_F(Documents, AreWrittenUnderTheVersionThatWasRead) {
    EXPECT_EQ(house.get(store.read_document("call"))->version, 0U);
    ASSERT_TRUE(house.get(store.write_document("call", "一", 0, 1h)));
    EXPECT_EQ(house.get(store.write_document("call", "另一个", 0, 1h)).error(), redis::Errc::conflict);
    auto read = *house.get(store.read_document("call"));
    EXPECT_EQ(read.text, "一");
    EXPECT_EQ(read.version, 1U);
    ASSERT_TRUE(house.get(store.write_document("call", "二", 1, 1h)));
    EXPECT_EQ(house.get(store.write_document("call", "三", 1, 1h)).error(), redis::Errc::conflict);
    EXPECT_EQ(house.get(store.read_document("call"))->text, "二");
}

TEST_F(Documents, LiveAsLongAsAsked) {
    ASSERT_TRUE(house.get(store.write_document("call", "一", 0, 600s)));
    const auto life = house.ask(process, redis::Command("TTL", store.keys().hotline_call("call"))).integer();
    EXPECT_GT(life, 500);
    EXPECT_LE(life, 600);
}

TEST_F(Documents, DamageIsAnError) {
    ASSERT_TRUE(house.get(store.write_document("call", "一", 0, 1h)));
    const auto key = store.keys().hotline_call("call");
    house.ask(process, redis::Command("COPY", key, store.keys().hotline_call("other")));
    EXPECT_EQ(house.get(store.read_document("other")).error(), store::Errc::damaged);
    house.ask(process, redis::Command("SET", key, "rubbish"));
    EXPECT_EQ(house.get(store.read_document("call")).error(), redis::Errc::bad_record);
}

TEST_F(Documents, SmallValuesComeAndGo) {
    EXPECT_EQ(*house.get(store.get_value("session:1")), std::nullopt);
    ASSERT_TRUE(house.get(store.put_value("session:1", "demo", 600s)));
    EXPECT_EQ(*house.get(store.get_value("session:1")), "demo");
    EXPECT_GT(house.ask(process, redis::Command("TTL", store.keys().session("session:1"))).integer(), 500);
    ASSERT_TRUE(house.get(store.delete_value("session:1")));
    EXPECT_EQ(*house.get(store.get_value("session:1")), std::nullopt);
}

TEST_F(Documents, CounterLivesFromItsFirstCount) {
    EXPECT_EQ(*house.get(store.count_value("failures:demo", 600s)), 1);
    house.ask(process, redis::Command("EXPIRE", store.keys().session("failures:demo"), "100"));
    EXPECT_EQ(*house.get(store.count_value("failures:demo", 600s)), 2);
    EXPECT_LE(house.ask(process, redis::Command("TTL", store.keys().session("failures:demo"))).integer(), 100)
        << "counting again does not make it live longer";
}

TEST_F(Documents, NumbersAreLeasedInBlocksThatDoNotMeet) {
    auto& second = house.process();
    std::set<std::int64_t> numbers;
    for (int i = 0; i < 10; ++i)
        for (auto* from : {&store, &second.store}) {
            const auto first = *house.get(from->lease_numbers(7));
            for (int n = 0; n < 7; ++n) EXPECT_TRUE(numbers.insert(first + n).second);
        }
    EXPECT_EQ(*numbers.begin(), store::Store::number_before_first + 1);
    EXPECT_EQ(*numbers.rbegin(), store::Store::number_before_first + 140);
}

}  // namespace
}  // namespace warmline::house
