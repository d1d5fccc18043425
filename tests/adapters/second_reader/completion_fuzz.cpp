#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bot/reader.hpp"
#include "second_reader/completion.hpp"

// Any bytes as the body of an answer: no crash; a reason wherever nothing is followed; and what is followed holds words
// of the message only.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace warmline;
    static const bot::Reader reader;
    static const auto asked = reader.mask("我叫陈小暖，打13800001234，明早八点来");
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto opinion = second_reader::read_completion(body, bot::ReadingForm::built_in(), asked);
    const bool answered = opinion.what == ports::SecondOpinion::What::answered;
    if (answered != opinion.why.empty()) std::abort();
    if (answered && !opinion.reading.slots.phone.empty() && opinion.reading.slots.phone != "13800001234") std::abort();
    return 0;
}
