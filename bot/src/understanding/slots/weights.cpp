#include "weights.hpp"

#include <bit>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

/// config/slots/weights.txt, put into the binary by weights.S.
extern "C" {
extern const char warmline_slot_weights_begin[];
extern const char warmline_slot_weights_end[];
}

namespace warmline::bot::slots {
namespace {

/// Open addressing; at most half full, so a search is one or two steps.
class Table {
public:
    explicit Table(std::string_view lines) {
        std::size_t count = 0;
        for (const char letter : lines) count += letter == '\n' ? 1U : 0U;
        entries_.resize(std::bit_ceil(2 * count + 2));
        while (!lines.empty()) {
            const auto line = lines.substr(0, lines.find('\n'));
            lines.remove_prefix(std::min(lines.size(), line.size() + 1));
            if (!line.empty() && line.front() != '#') put(line);
        }
    }

    [[nodiscard]] float operator[](std::uint32_t feature) const {
        const std::size_t mask = entries_.size() - 1;
        for (std::size_t at = feature & mask; entries_[at].second != 0; at = (at + 1) & mask)
            if (entries_[at].first == feature) return entries_[at].second;
        return 0;
    }

private:
    /// 「9f3a01c2 -125」: the feature, and its weight in hundredths.
    void put(std::string_view line) {
        std::uint32_t feature = 0;
        int hundredths = 0;
        const char* const end = line.data() + line.size();
        const auto read = std::from_chars(line.data(), end, feature, 16);
        if (read.ec != std::errc{} || read.ptr == end || std::from_chars(read.ptr + 1, end, hundredths).ptr != end)
            throw std::logic_error("slot weights: cannot read " + std::string(line));
        const std::size_t mask = entries_.size() - 1;
        std::size_t at = feature & mask;
        while (entries_[at].second != 0) at = (at + 1) & mask;
        entries_[at] = {feature, static_cast<float>(hundredths) / 100};
    }

    std::vector<std::pair<std::uint32_t, float>> entries_;
};

}  // namespace

float weight_of(std::uint32_t feature) {
    static const Table table({warmline_slot_weights_begin, warmline_slot_weights_end});
    return table[feature];
}

}  // namespace warmline::bot::slots
