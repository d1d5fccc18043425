#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <utility>
#include <vector>

#include "decide.hpp"
#include "gazetteer.hpp"
#include "model.hpp"

namespace warmline::bot {

/// All that the reader learns at build time besides the table of weights.
struct Learned {
    std::vector<Code> needs, intents;
    std::vector<std::pair<char32_t, char32_t>> simplified;  ///< traditional character, simplified one
    std::vector<Name> names;
    Judges judges;
};

/// What training leaves for the reader: a mark, the length of a JSON text and the text (`Learned`), blanks up to a
/// multiple of 64, and the table of `LinearModel`. The same content gives the same bytes.
[[nodiscard]] std::vector<std::byte> pack_product(const Learned& learned, std::span<const std::byte> table);

struct Product {
    Learned learned;
    std::span<const std::byte> table;  ///< a part of the bytes given
};
/// @param bytes  aligned to 64
/// @throws std::runtime_error if they are not a whole product of this version
[[nodiscard]] Product unpack_product(std::span<const std::byte> bytes);

}  // namespace warmline::bot
