#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bot/reader.hpp"
#include "bot/second_reading.hpp"

// Any bytes as a message and as an answer about it: no crash, placeholders are put back, and whatever is read may be
// joined without lowering the alarm or growing the question.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace warmline::bot;
    static const Reader reader;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto cut = size == 0 ? 0 : data[0] % size;
    const auto asked = reader.mask(bytes.substr(0, cut));
    if (!asked.unmask(asked.text())) std::abort();
    const auto reading = ReadingForm::built_in().read(bytes.substr(cut), asked);
    if (!reading) return 0;
    auto first = reader.read(bytes.substr(0, cut));
    const auto joined = join_readings(first, *reading);
    if (joined.understanding.alarm < first.alarm || joined.understanding.options.size() > 4) std::abort();
    if (first.decision != Decision::sure && first.alarm != Alarm::no && joined.understanding.decision == Decision::sure)
        std::abort();
    return 0;
}
