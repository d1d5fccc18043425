// The envelope: any bytes, and whatever is read folds into a call that survives being kept.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "hotline/call.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace warmline::hotline;
    auto event = parse_event({reinterpret_cast<const char*>(data), size});
    if (!event) return 0;
    if (event->event_seq < 1 || event->call_id.empty() || event->call_id.size() > call_id_bytes_max) std::abort();
    const auto call = apply({}, *event);
    if (apply(call, *event) != call) std::abort();
    const auto kept = call_from_json(nlohmann::json::parse(to_json(call).dump()));
    if (!kept || *kept != call) std::abort();
    return 0;
}
