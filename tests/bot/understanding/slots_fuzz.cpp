#include <cstdint>
#include <cstdlib>

#include "bot/when.hpp"
#include "slots/slots.hpp"

// Any bytes at all: no crash, values that come from the text, intervals that run forward.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace warmline::bot;
    static const Normaliser normalise({});
    static const Gazetteer gazetteer({{Kind::county, U"荔湾"},
                                      {Kind::street, U"多宝"},
                                      {Kind::hospital, U"省医"},
                                      {Kind::goods, U"口罩"},
                                      {Kind::subject, U"数学"}});
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const NormalText normal = normalise(text);
    const auto slots = slots::read_slots(normal, gazetteer.find(normal.text()), {{"request"}, {"supplies.protective"}});
    for (const auto* value : {&slots.hospital, &slots.district, &slots.address, &slots.when})
        if (text.find(*value) == std::string_view::npos) std::abort();
    if (slots.people && *slots.people < 1) std::abort();
    const LocalMinutes now{std::chrono::minutes(26'000'000 + static_cast<int>(size) * 977)};
    if (const auto interval = resolve_when(text, now); interval && interval->end < interval->begin) std::abort();
    return 0;
}
