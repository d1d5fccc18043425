#include <cstdint>
#include <cstdlib>

#include "bot/explain.hpp"
#include "bot/message.hpp"
#include "bot/reader.hpp"

// Any bytes at all: no crash, every span inside the text, and what the alarm promises.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const warmline::bot::Reader reader;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto understanding = reader.read(text, size % 2 == 0 ? "wechat" : "hotline", text.substr(0, size / 3));
    if (understanding.intents.empty() || understanding.options.size() > 4) std::abort();
    for (const auto& need : understanding.needs)
        if (need.begin > need.end || need.end > text.size()) std::abort();
    if (understanding.alarm == warmline::bot::Alarm::yes && understanding.urgency != warmline::bot::Urgency::crisis)
        std::abort();
    if (size < 512) static_cast<void>(reader.explain(text));
    return 0;
}
