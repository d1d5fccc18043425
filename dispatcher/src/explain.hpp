#pragma once
#include <optional>

#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {

/// Why this helper, with what each reason counted: one line in zh-CN.
/// @param person  who has the fit
[[nodiscard]] std::string reasons_of(const Search& search, const Judge& judge, const Person& person, const Fit& fit);

}  // namespace warmline::dispatcher
