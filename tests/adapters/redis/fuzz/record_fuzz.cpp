// What decodes as a Record encodes to the same bytes; the rest is refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "redis/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto record = warmline::redis::Record::decode(bytes);
    if (record && record->encode() != bytes) std::abort();
    return 0;
}
