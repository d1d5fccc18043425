#pragma once
#include "dispatcher/programme.hpp"
#include "json_file.hpp"

namespace warmline::settings {

/// What a schema cannot say: every reference points to something, names are unique, the tree has one root and no cycle.
void check_references(const dispatcher::Programme& programme, Report& report);

}  // namespace warmline::settings
