#include "linear.hpp"

#include <algorithm>

namespace warmline::bot::training {

Vectors::Vectors(std::size_t dimensions) : dimensions_(dimensions) {
    set_print_string_function([](const char*) {});  // the solver prints every step otherwise
}

void Vectors::add(std::span<const Term> terms) {
    starts_.push_back(nodes_.size());
    for (const Term& term : terms) nodes_.push_back({static_cast<int>(term.index) + 1, term.value});
    nodes_.push_back({static_cast<int>(dimensions_) + 1, 1.0});  // the bias
    nodes_.push_back({-1, 0.0});                                 // the solver's end mark
}

Fit Vectors::fit(std::span<const std::uint32_t> chosen, std::span<const char> positive,
                 const FitSettings& settings) const {
    Fit fit;
    fit.weights.assign(dimensions_, 0.0F);
    if (std::find(positive.begin(), positive.end(), 1) == positive.end()) {
        fit.bias = -8.0F;  // a label nobody has is never seen
        return fit;
    }
    std::vector<feature_node*> rows;
    std::vector<double> targets;
    for (std::size_t at = 0; at < chosen.size(); ++at) {
        rows.push_back(const_cast<feature_node*>(&nodes_[starts_[chosen[at]]]));  // liblinear only reads them
        targets.push_back(positive[at] != 0 ? 1 : -1);
    }
    problem task{};
    task.l = static_cast<int>(rows.size());
    task.n = static_cast<int>(dimensions_) + 1;
    task.y = targets.data();
    task.x = rows.data();
    task.bias = 1.0;
    int label = 1;
    double weight = settings.positive_weight;
    parameter how{};
    how.solver_type = L2R_LR;
    how.eps = settings.tolerance;
    how.C = settings.cost;
    how.nr_weight = 1;
    how.weight_label = &label;
    how.weight = &weight;
    model* trained = train(&task, &how);
    const double sign = trained->label[0] == 1 ? 1.0 : -1.0;
    for (std::size_t at = 0; at < dimensions_; ++at) fit.weights[at] = static_cast<float>(sign * trained->w[at]);
    fit.bias = static_cast<float>(sign * trained->w[dimensions_]);
    free_and_destroy_model(&trained);
    return fit;
}

}  // namespace warmline::bot::training
