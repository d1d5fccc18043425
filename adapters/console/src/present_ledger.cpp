#include "dispatcher/json.hpp"
#include "present.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

Json figures(const d::LedgerRow& row) {
    return {{"came", row.came},         {"open", row.open},
            {"late", row.late},         {"with_coordinator", row.with_coordinator},
            {"accepted", row.accepted}, {"resolved", row.resolved},
            {"closed", row.closed},     {"cancelled", row.cancelled},
            {"reopened", row.reopened}, {"rated", row.rated},
            {"solved", row.solved},     {"score_sum", row.score_sum},
            {"yellow", row.yellow},     {"red", row.red}};
}

}  // namespace

Json present(const d::Ledger& ledger, const Viewer& viewer) {
    auto rows = Json::array(), states = Json::array();
    for (const auto& row : ledger.rows) {
        rows.push_back({{"organisation", row.organisation.value},
                        {"organisation_name", name_of(row.organisation, viewer.programme)},
                        {"need", row.need},
                        {"need_name", viewer.programme.name_of(row.need)},
                        {"figures", figures(row)}});
    }
    for (const auto& [state, count] : ledger.by_state) {
        states.push_back({{"state", d::name_of(state)}, {"count", count}});
    }
    Json out{{"day", format_day(ledger.day)},
             {"rows", std::move(rows)},
             {"total", figures(ledger.total)},
             {"by_state", std::move(states)}};
    if (ledger.outreach && ledger.outreach->liaisons > 0) {
        const auto& outreach = *ledger.outreach;
        out["outreach"] = {{"liaisons", outreach.liaisons},
                           {"asked", outreach.asked},
                           {"answered", outreach.answered},
                           {"nothing", outreach.nothing},
                           {"none", outreach.none}};
    }
    return out;
}

}  // namespace warmline::console
