#include "product.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "classifiers.hpp"
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
    for (Judge* judge : {&judges.needs, &judges.intents}) *judge = Judge(evidence_size, 2);
    for (Judge* judge : {&judges.urgent, &judges.crisis, &judges.mind, &judges.danger}) *judge = Judge(risk_size, 1);
    for (Judge* judge : {&judges.reading_right, &judges.options_right}) *judge = Judge(trust_size, 1);
    judges.needs.direct[0] = 0.5F;
    judges.thresholds.danger_check = 0.25F;
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
    std::span<const std::byte> rest(bytes);
    const LinearModel model(rest, layout);
    EXPECT_TRUE(rest.empty()) << "it takes all that pack made";
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
    std::span<const std::byte> rest(bytes);
    const LinearModel model(rest, layout);
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
    EXPECT_EQ(product.learned.judges.needs.direct, small().judges.needs.direct);
    EXPECT_FLOAT_EQ(product.learned.judges.thresholds.danger_check, 0.25F);
    EXPECT_EQ(product.table.size(), table.size());
}

TEST(Product, RefusesWhatIsBroken) {
    const auto whole = pack_product(small(), {});
    EXPECT_THROW(unpack_product({}), std::runtime_error);
    EXPECT_THROW(unpack_product(std::span(whole).first(whole.size() / 2)), std::runtime_error);
    auto other = whole;
    other[16] = std::byte{'1'};
    EXPECT_THROW(unpack_product(other), std::runtime_error) << "another version";
    auto text = whole;
    text[30] = std::byte{0};
    EXPECT_THROW(unpack_product(text), std::runtime_error) << "broken JSON";
}

TEST(LinearModel, RefusesATableOfOtherLabels) {
    const auto bytes = LinearModel::pack({}, std::vector<float>(HeadLayout{2, 2}.heads(), 0.0F));
    std::span<const std::byte> rest(bytes), cut = std::span<const std::byte>(bytes).first(40);
    EXPECT_THROW(LinearModel(rest, HeadLayout{3, 2}), std::runtime_error);
    EXPECT_THROW(LinearModel(cut, HeadLayout{2, 2}), std::runtime_error);
    EXPECT_THROW(LinearModel::pack({}, std::vector<float>(row_bytes + 1)), std::runtime_error);
}

TEST(ClauseNet, HearsOneLoudClauseAmongMany) {
    const HeadLayout layout{2, 2};
    std::vector<NgramWeights> ngrams(1);
    ngrams[0] = {first_hash(U"药"), std::vector<float>(net_width, 0.0F)};
    ngrams[0].weights[3] = 2.0F;
    NetLayers layers;
    layers.weights[3][1] = 1.0F;  // the largest of number 3 speaks for head 1
    const auto bytes = ClauseNet::pack(ngrams, layers);
    std::span<const std::byte> rest(bytes);
    const ClauseNet net(rest, layout);
    EXPECT_TRUE(rest.empty());
    Scores scores;
    scores.clause_heads = layout.clause_heads();
    scores.clauses = {{0, 1}, {1, 2}, {2, 3}};
    net.score(U"水药水", scores);
    EXPECT_FLOAT_EQ(scores.net_message[1], 2.0F) << "as loud as alone";
    EXPECT_FLOAT_EQ(scores.net_message[0], 0.0F);
    EXPECT_FLOAT_EQ(scores.net_of_clause(0)[1], 0.0F);
    EXPECT_FLOAT_EQ(scores.net_of_clause(1)[1], 2.0F);
}

TEST(ClauseNet, RefusesWhatIsCutShort) {
    const auto bytes = ClauseNet::pack({}, NetLayers{});
    std::span<const std::byte> half = std::span<const std::byte>(bytes).first(bytes.size() / 2);
    EXPECT_THROW(ClauseNet(half, HeadLayout{2, 2}), std::runtime_error);
}

}  // namespace
}  // namespace warmline::bot
