#include "clauses.hpp"

#include <gtest/gtest.h>

namespace warmline::bot {
namespace {

std::vector<std::string> cut(std::string_view text) {
    const auto points = to_points(text);
    std::vector<std::string> clauses;
    for (const Span clause : split_clauses(points))
        clauses.push_back(to_bytes(std::u32string_view(points).substr(clause.begin, clause.size())));
    return clauses;
}

TEST(Clauses, EndAtMarksBlanksAndOpeners) {
    using Clauses = std::vector<std::string>;
    struct {
        const char* why;
        const char* text;
        Clauses clauses;
    } const rows[] = {
        {"empty", "", {}},
        {"comma and full stop", "老人没人照顾,孩子跟不上。谢谢", {"老人没人照顾,", "孩子跟不上。", "谢谢"}},
        {"a run of marks is one end", "救命!!!快来", {"救命!!!", "快来"}},
        {"a point inside a number", "体温38.5度", {"体温38.5度"}},
        {"line end", "一\n二", {"一\n", "二"}},
        {"blank after enough characters", "孩子小四 数学跟不上", {"孩子小四 ", "数学跟不上"}},
        {"blank too early", "N95 200个", {"N95 200个"}},
        {"dictated without marks",
         "我爸爸他住在天河区没有人管还有我妈妈要去医院",
         {"我爸爸他住在天河区没有人管", "还有我妈妈要去医院"}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(cut(row.text), row.clauses);
    }
}

TEST(Clauses, CoverTheTextAndNoneIsTooLong) {
    std::u32string text(1000, U'长');
    text[500] = U'。';
    std::uint32_t next = 0;
    for (const Span clause : split_clauses(text)) {
        EXPECT_EQ(clause.begin, next);
        EXPECT_GT(clause.end, clause.begin);
        EXPECT_LE(clause.size(), clause_max + 1);
        next = clause.end;
    }
    EXPECT_EQ(next, text.size());
}

}  // namespace
}  // namespace warmline::bot
