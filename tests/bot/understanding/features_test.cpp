#include "features.hpp"

#include <gtest/gtest.h>

#include <set>

namespace warmline::bot {
namespace {

std::multiset<std::uint64_t> hashes(std::u32string_view text, Span clause) {
    std::multiset<std::uint64_t> result;
    for_each_ngram(text, clause, [&](std::uint64_t hash, std::uint32_t, std::uint32_t) { result.insert(hash); });
    return result;
}

TEST(Features, CountOneToFourCharactersWithBothEdges) {
    // ^ab$: a b, ^a ab b$, ^ab ab$, ^ab$, and the closing edge is never alone
    EXPECT_EQ(hashes(U"ab", {0, 2}).size(), 8U);
    EXPECT_EQ(hashes(U"", {0, 0}).size(), 1U);  // ^$
}

TEST(Features, DoNotDependOnWhereTheClauseStands) { EXPECT_EQ(hashes(U"xx老人yy", {2, 4}), hashes(U"老人", {0, 2})); }

TEST(Features, AWordByItselfHasTheHashItHasInsideAClause) {
    EXPECT_EQ(hashes(U"请老人来", {0, 4}).count(ngram_hash(U"老人")), 1U);
    EXPECT_EQ(ngram_hash(U"9个"), ngram_hash(U"1个"));
}

TEST(Features, CountAllDigitsAsOne) { EXPECT_EQ(hashes(U"13800001234", {0, 11}), hashes(U"13911119876", {0, 11})); }

TEST(Features, TellPlacesInsideTheClause) {
    std::uint32_t longest = 0;
    for_each_ngram(U"缺口罩!", Span{0, 4}, [&](std::uint64_t, std::uint32_t begin, std::uint32_t length) {
        EXPECT_LE(begin + length, 4U);
        longest = std::max(longest, length);
    });
    EXPECT_EQ(longest, 4U);
}

TEST(Features, WorkGrowsInStepWithTheText) {
    const std::u32string text(10'000, U'长');
    std::size_t visits = 0;
    for_each_ngram(text, {0, 10'000}, [&](std::uint64_t, std::uint32_t, std::uint32_t) { ++visits; });
    EXPECT_LE(visits, 4U * 10'002U);
}

}  // namespace
}  // namespace warmline::bot
