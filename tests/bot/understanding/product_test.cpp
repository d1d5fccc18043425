#include "product.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "features.hpp"

namespace warmline::bot {
namespace {

Learned small() {
    Learned learned;
    learned.needs = {"medical.care", "psych.crisis"};
    learned.intents = {"request", "chitchat"};
    learned.simplified = {{U'醫', U'医'}};
    learned.names = {{Kind::county, U"天河"}};
    Judges& judges = learned.judges;
    for (Combiner* combiner : {&judges.needs, &judges.intents}) {
        combiner->shared.assign(evidence_size + 1, 0.5F);
        combiner->own.assign(6, 0.25F);
    }
    for (RiskJudge* judge : {&judges.urgent, &judges.crisis, &judges.mind, &judges.danger})
        judge->weights.assign(risk_size + 1, 0.1F);
    judges.reading_right.assign(trust_size + 1, 0.0F);
    judges.options_right.assign(trust_size + 1, 0.0F);
    judges.crisis_need = 1;
    return learned;
}

std::uint64_t first_hash(std::u32string_view text) {
    std::uint64_t first = 0;
    for_each_ngram(text, Span{0, static_cast<std::uint32_t>(text.size())},
                   [&](std::uint64_t hash, std::uint32_t, std::uint32_t length) {
                       if (length == text.size()) first = hash;
                   });
    return first;
}

TEST(LinearModel, KeepsWeightsWithinOneStepOfTheScale) {
    const HeadLayout layout{2, 2};
    std::vector<NgramWeights> ngrams(2);
    ngrams[0] = {42, std::vector<float>(layout.heads(), 1.0F)};
    ngrams[1] = {43, std::vector<float>(layout.heads(), -0.3F)};
    const auto bytes = LinearModel::pack(ngrams, std::vector<float>(layout.heads(), 0.0F));
    const LinearModel model(bytes, layout);
    ASSERT_TRUE(model.weight(43, 0));
    EXPECT_NEAR(*model.weight(43, 0), -0.3F, 1.0F / 127);
    EXPECT_FLOAT_EQ(*model.weight(42, 0), 1.0F);
    EXPECT_FALSE(model.weight(44, 0));
}

TEST(LinearModel, ScoresMessageAsTheSumOfItsClauses) {
    const HeadLayout layout{2, 2};
    std::vector<NgramWeights> ngrams(1);
    ngrams[0] = {first_hash(U"药"), std::vector<float>(layout.heads(), 2.0F)};
    const auto bytes = LinearModel::pack(ngrams, std::vector<float>(layout.heads(), -1.0F));
    const LinearModel model(bytes, layout);
    const std::vector<Span> clauses = {{0, 1}, {1, 2}};
    const Scores scores = model.score(U"药药", clauses, false);
    ASSERT_EQ(scores.clauses.size(), 2U);
    EXPECT_GT(scores.message[0], scores.of_clause(0)[0]);
    const Scores nothing = model.score(U"", {}, false);
    EXPECT_FLOAT_EQ(nothing.message[0], -1.0F);
}

TEST(Product, SurvivesPackingAndIsAlignedForTheTable) {
    const std::vector<std::byte> table(128, std::byte{7});
    const auto bytes = pack_product(small(), table);
    EXPECT_EQ((bytes.size() - table.size()) % 64, 0U);
    const Product product = unpack_product(bytes);
    EXPECT_EQ(product.learned.needs, small().needs);
    EXPECT_EQ(product.learned.simplified, small().simplified);
    EXPECT_EQ(product.learned.names.front().text, U"天河");
    EXPECT_EQ(product.learned.judges.crisis_need, 1U);
    EXPECT_EQ(product.learned.judges.needs.shared, small().judges.needs.shared);
    EXPECT_EQ(product.table.size(), table.size());
}

TEST(Product, RefusesWhatIsBroken) {
    const auto whole = pack_product(small(), {});
    EXPECT_THROW(unpack_product({}), std::runtime_error);
    EXPECT_THROW(unpack_product(std::span(whole).first(whole.size() / 2)), std::runtime_error);
    auto other = whole;
    other[16] = std::byte{'2'};
    EXPECT_THROW(unpack_product(other), std::runtime_error) << "another version";
    auto text = whole;
    text[30] = std::byte{0};
    EXPECT_THROW(unpack_product(text), std::runtime_error) << "broken JSON";
}

TEST(LinearModel, RefusesATableOfOtherLabels) {
    const auto bytes = LinearModel::pack({}, std::vector<float>(HeadLayout{2, 2}.heads(), 0.0F));
    EXPECT_THROW(LinearModel(bytes, HeadLayout{3, 2}), std::runtime_error);
    EXPECT_THROW(LinearModel(std::span(bytes).first(40), HeadLayout{2, 2}), std::runtime_error);
    EXPECT_THROW(LinearModel::pack({}, std::vector<float>(row_bytes + 1)), std::runtime_error);
}

}  // namespace
}  // namespace warmline::bot
