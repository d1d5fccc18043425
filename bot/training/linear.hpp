#pragma once
#include <linear.h>

#include <cstdint>
#include <span>
#include <vector>

#include "descent.hpp"

namespace warmline::bot::training {

struct Fit {
    std::vector<float> weights;
    float bias = 0;
};

struct FitSettings {
    double cost = 1;             ///< C: weight of the examples against the penalty
    double positive_weight = 1;  ///< weight of a positive example against a negative one
    double tolerance = 0.01;     ///< how near to the optimum the solver goes; smaller is slower
};

/// Vectors on which many logistic regressions are fitted, each on some of them and with its own targets.
/// Uses liblinear's trust-region solver, which draws no random numbers: the same input gives the same bits.
class Vectors {
public:
    /// @param dimensions  more than any index
    explicit Vectors(std::size_t dimensions);
    void add(std::span<const Term> terms);
    /// @param chosen    which vectors to fit on, by order of `add`
    /// @param positive  for each chosen one, whether it is an example of the label
    [[nodiscard]] Fit fit(std::span<const std::uint32_t> chosen, std::span<const char> positive,
                          const FitSettings& settings) const;

private:
    std::size_t dimensions_;
    std::vector<feature_node> nodes_;
    std::vector<std::size_t> starts_;
};

}  // namespace warmline::bot::training
