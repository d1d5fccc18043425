#pragma once
#include <array>
#include <span>
#include <vector>

#include "judge.hpp"
#include "model.hpp"

namespace warmline::bot {

/// What the classifiers say for one label, side by side: linear heads and net, message and clause level, and how its
/// rivals stand. The first `Judge::own_facts` are the linear heads' own: message, best clause.
inline constexpr std::size_t evidence_size = 32;
using Evidence = std::array<float, evidence_size>;

/// Facts of one text's scores that every label's evidence uses; made once a text.
struct Standing {
    explicit Standing(const Scores& scores, const HeadLayout& layout);
    std::vector<std::size_t> best_clause;             ///< for each clause head the clause that speaks loudest for it
    std::vector<float> best, second, mean;            ///< for each clause head over the clauses
    std::vector<float> any;                           ///< log of the chance that no clause speaks for the head
    std::vector<float> net_best;                      ///< as `best`, of the net
    std::vector<std::size_t> wins;                    ///< for each clause head, how many clauses it is the loudest in
    std::size_t need_first = 0, need_second = 0;      ///< needs by message logit
    std::size_t intent_first = 0, intent_second = 0;  ///< intents by message logit
    std::size_t net_need_first = 0, net_need_second = 0;
};

[[nodiscard]] Evidence need_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                     std::size_t need);
[[nodiscard]] Evidence intent_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                       std::size_t intent);

/// Evidence for urgency and for the alarm: one list of facts for all three.
inline constexpr std::size_t risk_size = 28;
using Risk = std::array<float, risk_size>;
[[nodiscard]] Risk risk_evidence(const Scores& scores, const Standing& standing, const HeadLayout& layout,
                                 std::size_t medical_need, std::size_t crisis_need);

}  // namespace warmline::bot
