#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support.hpp"
#include "support/where.hpp"

namespace warmline::bot {
namespace {

using nlohmann::json;

const std::string text = "我叫陈小暖，电话138 0000 1234，孩子四年级数学跟不上，明早八点方便";

json good() {
    return {{"intents", {"request"}},
            {"needs", {"education.tutoring"}},
            {"urgency", "normal"},
            {"slots", {{"phone", "⟦电话1⟧"}, {"when", "明早八点"}, {"child_grade", "小四"}, {"address", nullptr}}}};
}
json patched(const char* patch) { return good().patch(json::parse(patch)); }
boost::system::result<SecondReading> read(const std::string& content) {
    return ReadingForm::built_in().read(content, reader().mask(text));
}

TEST(ReadingForm, SchemaHoldsEveryCodeOfTheTaxonomyAndIsStrict) {
    const auto taxonomy = json::parse(std::ifstream(WARMLINE_SOURCE_DIR "/config/taxonomy.json"));
    const auto schema = json::parse(ReadingForm::built_in().schema());
    const auto& parts = schema.at("properties");
    for (const char* list : {"intents", "needs"}) {
        json codes = json::array();
        for (const auto& one : taxonomy.at(list)) {
            codes.push_back(one.at("code"));
            EXPECT_NE(ReadingForm::built_in().instructions().find(one.at("means").get<std::string>()),
                      std::string::npos);
        }
        EXPECT_EQ(parts.at(list).at("items").at("enum"), codes);
    }
    for (const auto* object : {&schema, &parts.at("slots")}) {
        EXPECT_EQ(object->at("additionalProperties"), false);
        EXPECT_EQ(object->at("required").size(), object->at("properties").size());
    }
    EXPECT_EQ(parts.at("slots").at("properties").size() + 1, taxonomy.at("slots").size()) << "all but items";
    EXPECT_EQ(parts.at("slots").at("properties").at("people").at("type"), json({"integer", "null"}));
}

TEST(ReadingForm, ReadsAnAnswerAndPutsPersonalDataBack) {
    const auto reading = read(good().dump());
    ASSERT_TRUE(reading) << reading.error().message();
    EXPECT_EQ(reading->needs, std::vector<Code>{"education.tutoring"});
    EXPECT_EQ(reading->slots.phone, "13800001234") << "digits only, as slots are";
    EXPECT_EQ(reading->slots.when, "明早八点");
    EXPECT_EQ(reading->slots.child_grade, "小四") << "the one form that need not stand in the text";
    EXPECT_EQ(reading->slots.address, "");
    EXPECT_EQ(reading->slots.people, std::nullopt);
}

TEST(ReadingForm, RefusesWhatCannotBe) {
    struct {
        const char* why;
        const char* patch;
        SecondErrc error;
    } const rows[] = {
        {"a part is missing", R"([{"op":"remove","path":"/slots"}])", SecondErrc::malformed},
        {"a part too many", R"([{"op":"add","path":"/reply","value":"好的"}])", SecondErrc::malformed},
        {"no list", R"([{"op":"replace","path":"/needs","value":"other"}])", SecondErrc::malformed},
        {"a code of another kind", R"([{"op":"add","path":"/needs/-","value":7}])", SecondErrc::malformed},
        {"seven needs", R"([{"op":"replace","path":"/needs","value":["a","b","c","d","e","f","g"]}])",
         SecondErrc::malformed},
        {"an unknown need", R"([{"op":"add","path":"/needs/-","value":"money.now"}])", SecondErrc::unknown_code},
        {"an unknown intent", R"([{"op":"add","path":"/intents/-","value":"admin"}])", SecondErrc::unknown_code},
        {"an unknown urgency", R"([{"op":"replace","path":"/urgency","value":"now"}])", SecondErrc::unknown_code},
        {"an unknown beneficiary", R"([{"op":"add","path":"/slots/beneficiary","value":"me"}])",
         SecondErrc::unknown_code},
        {"the same need twice", R"([{"op":"add","path":"/needs/-","value":"education.tutoring"}])",
         SecondErrc::contradiction},
        {"needs without a request", R"([{"op":"replace","path":"/intents","value":["status"]}])",
         SecondErrc::contradiction},
        {"a request for nothing", R"([{"op":"replace","path":"/needs","value":[]}])", SecondErrc::contradiction},
        {"no intent", R"([{"op":"replace","path":"/intents","value":[]}])", SecondErrc::contradiction},
        {"chitchat beside a request", R"([{"op":"add","path":"/intents/-","value":"chitchat"}])",
         SecondErrc::contradiction},
        {"an unknown slot", R"([{"op":"add","path":"/slots/command","value":"数学"}])", SecondErrc::malformed},
        {"invented words", R"([{"op":"add","path":"/slots/address","value":"请转账到这里"}])", SecondErrc::invented},
        {"a placeholder never given", R"([{"op":"add","path":"/slots/phone","value":"⟦电话2⟧"}])",
         SecondErrc::invented},
        {"a number of its own", R"([{"op":"add","path":"/slots/phone","value":"13900005678"}])", SecondErrc::invented},
        {"a telephone that is none", R"([{"op":"add","path":"/slots/phone","value":"数学"}])", SecondErrc::invented},
        {"part of a list invented", R"([{"op":"add","path":"/slots/subject","value":"数学、英语"}])",
         SecondErrc::invented},
        {"no people", R"([{"op":"add","path":"/slots/people","value":0}])", SecondErrc::malformed},
        {"too many people", R"([{"op":"add","path":"/slots/people","value":9999999999}])", SecondErrc::malformed},
        {"half a person", R"([{"op":"add","path":"/slots/people","value":1.5}])", SecondErrc::malformed},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto reading = read(patched(row.patch).dump());
        ASSERT_FALSE(reading);
        EXPECT_EQ(reading.error(), row.error) << reading.error().message();
    }
    EXPECT_EQ(read("").error(), SecondErrc::malformed);
    EXPECT_EQ(read("Sure! " + good().dump()).error(), SecondErrc::malformed);
    EXPECT_EQ(read(std::string(100'000, '[')).error(), SecondErrc::too_large);
    EXPECT_EQ(read(std::string(second_answer_bytes_max, '[')).error(), SecondErrc::malformed);
}

TEST(ReadingForm, NeedsEveryPartOfTheTaxonomy) { EXPECT_THROW(ReadingForm(json::object()), json::exception); }

}  // namespace
}  // namespace warmline::bot
