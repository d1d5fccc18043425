#pragma once
#include <string>
#include <vector>

#include "bot/reader.hpp"

namespace warmline::bot {

/// A piece of the text and how much it spoke for (above 0) or against (below 0) a need, in logits.
struct Voice {
    std::size_t begin = 0, end = 0;  ///< bytes of the text as it came
    double weight = 0;
};

struct NeedExplanation {
    Code need;
    double probability = 0;
    bool decided = false;
    std::vector<Voice> voices;   ///< pieces, by the linear heads: the strongest few, strongest first
    std::vector<Voice> clauses;  ///< clauses, by the net: what its logit would lose without each; likewise
};

/// Why a text was read as it was; for people, not for programs.
struct Explanation {
    Understanding understanding;
    std::vector<Voice> clauses;          ///< each clause's span; the weight is how loudly it asks for anything
    std::vector<NeedExplanation> needs;  ///< the decided needs and those close to being so, likeliest first
    std::vector<std::pair<Code, double>> intents;  ///< each intent's probability, likeliest first
    double alarm_probability = 0;                  ///< of a crisis of the mind, by the classifiers alone
    double right_probability = 0;                  ///< that the reading is right as a whole
    std::string words;                             ///< all of it as a page of plain text
};

}  // namespace warmline::bot
