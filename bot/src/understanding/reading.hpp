#pragma once
#include <string_view>

#include "bot/reader.hpp"
#include "classifiers.hpp"
#include "decide.hpp"
#include "gazetteer.hpp"
#include "product.hpp"

namespace warmline::bot {

/// The stages of one reading, kept so that an explanation can show them.
struct Reading {
    NormalText normal;
    Scores scores;
    Standing standing;
    Odds odds;
    Verdict verdict;
    Trust trust;
};

/// What a reader holds: see the stages in `read`.
struct Reader::Impl {
    explicit Impl(Product product);

    /// normalise, clauses, features and classifiers, calibration, verdict, rules that raise
    [[nodiscard]] Reading read(std::string_view text, std::string_view channel, std::string_view context) const;
    [[nodiscard]] Understanding understand(const Reading& reading) const;

    Learned learned;
    Normaliser normalise;
    Gazetteer gazetteer;
    Classifiers classifiers;
};

}  // namespace warmline::bot
