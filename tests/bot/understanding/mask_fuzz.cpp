#include <cstdint>
#include <cstdlib>

#include "bot/mask.hpp"
#include "bot/reader.hpp"

// Any bytes at all: no crash, every placeholder has its stand-in, and what was known does not remain as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace warmline::bot;
    static const Reader reader;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<KnownPersonal> known = {{Personal::name, std::string(text.substr(0, 6))}};
    const auto masked = reader.mask(text, known);
    const auto out = with_stand_ins(masked);
    if (out.find("⟦") != std::string::npos || out.find("⟧") != std::string::npos) std::abort();
    return 0;
}
