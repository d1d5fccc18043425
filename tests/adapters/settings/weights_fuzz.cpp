// Weights for a dry run: any bytes are weights within their bounds, or problems that name the place in one line.
#include <cstdlib>
#include <string>

#include "settings/programme_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace warmline;
    constexpr int points_max = 100;
    const auto read = settings::weights_in("weights.json", {reinterpret_cast<const char*>(data), size}, {});
    if (const auto* problems = std::get_if<settings::Problems>(&read)) {
        if (problems->empty()) std::abort();
        for (const auto& problem : *problems)
            if (!settings::to_line(problem).starts_with("weights.json#")) std::abort();
        return 0;
    }
    const auto& w = std::get<dispatcher::Weights>(read);
    for (const int points : {w.continuity, w.free, w.idle, w.answers, w.district, w.language, w.reserve, w.hospital})
        if (points < 0 || points > points_max) std::abort();
    return 0;
}
