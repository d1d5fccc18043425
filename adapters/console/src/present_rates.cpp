#include "present.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

Json share(const d::Share& value) { return {{"of", value.of}, {"hit", value.hit}}; }

Json rates(const d::Rates& value) {
    return {{"opened", value.opened},
            {"response", share(value.response)},
            {"on_time", share(value.on_time)},
            {"resolution", share(value.resolution)},
            {"satisfaction", share(value.satisfaction)},
            {"returned", share(value.returned)},
            {"redone", share(value.redone)},
            {"yellow", share(value.yellow)},
            {"red", share(value.red)}};
}

}  // namespace

Json present(const d::RatesReport& report, std::chrono::sys_days first, std::chrono::sys_days last,
             const Viewer& viewer) {
    auto rows = Json::array();
    for (const auto& row : report.rows) {
        rows.push_back({{"organisation", row.organisation.value},
                        {"organisation_name", name_of(row.organisation, viewer.programme)},
                        {"rates", rates(row)}});
    }
    return {{"from", format_day(first)},
            {"to", format_day(last)},
            {"total", rates(report.total)},
            {"rows", std::move(rows)}};
}

}  // namespace warmline::console
