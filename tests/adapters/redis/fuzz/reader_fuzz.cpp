// Whatever a server sends: no crash, no unbounded memory, and the same replies however the bytes are cut. The first
// byte of the input chooses the cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "reader.hpp"

namespace {
using warmline::redis::Reader;
using warmline::redis::Value;

bool feed(std::string_view bytes, std::size_t piece, std::vector<Value>& out) {
    Reader reader(4096);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        if (!reader.feed(bytes.substr(0, piece), out)) return false;
    }
    return true;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    std::vector<Value> whole, cut;
    const bool good = feed(bytes, bytes.size() + 1, whole);
    const bool cut_good = feed(bytes, data[0] % 64 + 1U, cut);
    if (good != cut_good || whole != cut) std::abort();
    return 0;
}
