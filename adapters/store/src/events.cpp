#include "store/events.hpp"

namespace warmline::store {

Task<void> each_batch(Store& store, const BatchVisitor& visit) {
    const std::string count = "500";
    std::string from = "-";
    for (;;) {
        auto got = co_await store.client().call(
            redis::Command("XRANGE", store.keys().events(), from, "+", "COUNT", count), std::chrono::seconds(30));
        if (!got) co_return got.error();
        if (got->items().empty()) co_return boost::system::result<void>{};
        for (const auto& entry : got->items()) {
            const auto& id = entry.items()[0].text();
            auto batch = batch_from(store.vault(), store.keys(), id, entry.items()[1].items()[1].text());
            if (!batch) co_return batch.error();
            visit(*batch);
            from = "(" + id;
        }
    }
}

}  // namespace warmline::store
