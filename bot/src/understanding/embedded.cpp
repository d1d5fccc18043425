#include "bot/reader.hpp"

/// The trainer's product, put into the binary by embedded.S.
extern "C" {
extern const std::byte warmline_reader_product_begin[];
extern const std::byte warmline_reader_product_end[];
}

namespace warmline::bot {

Reader::Reader()
    : Reader(std::span(warmline_reader_product_begin,
                       static_cast<std::size_t>(warmline_reader_product_end - warmline_reader_product_begin))) {}

}  // namespace warmline::bot
