#include "net.hpp"

#include <algorithm>
#include <cmath>

#include "features.hpp"

namespace warmline::bot {
namespace {

void add_layer(NetOutputs& outputs, const NetClause& numbers, std::span<const NetOutputs> weights) {
    for (std::size_t at = 0; at < net_width; ++at) {
        if (numbers[at] == 0) continue;
        for (std::size_t head = 0; head < net_outputs; ++head) outputs[head] += weights[at][head] * numbers[at];
    }
}

NetLayers layers_of(std::span<const std::byte>& bytes) { return table_bytes::take<NetLayers>(bytes, 1).front(); }

}  // namespace

std::vector<std::byte> ClauseNet::pack(std::span<const NgramWeights> ngrams, const NetLayers& layers) {
    std::vector<std::byte> bytes;
    table_bytes::put(bytes, &layers, 1);
    const auto table = NgramTable<net_width>::pack(ngrams);
    bytes.insert(bytes.end(), table.begin(), table.end());
    return bytes;
}

ClauseNet::ClauseNet(std::span<const std::byte>& bytes, HeadLayout layout)
    : layout_(layout), layers_(layers_of(bytes)), table_(bytes) {
    if (message_heads(layout) > net_outputs) throw std::runtime_error("reader model: more heads than the net has");
    for (std::size_t at = 0; at < net_width; ++at)
        for (std::size_t head = 0; head < net_outputs; ++head)
            alone_[at][head] = layers_.weights[at][head] + layers_.weights[net_width + at][head];
}

NetClause ClauseNet::encode(std::u32string_view text, Span clause) const {
    constexpr std::size_t most = 256;  // of them 127 each still fit 16 bits
    std::array<std::uint64_t, most> hashes;
    std::size_t count = 0;
    for_each_ngram(text, clause, net_ngram_max, [&](std::uint64_t hash, std::uint32_t, std::uint32_t) {
        if (count == most) return;
        table_.announce(hash);
        hashes[count++] = hash;
    });
    std::array<std::int16_t, net_width> sum{};
    std::uint32_t known = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const auto* const row = table_.find(hashes[at]);
        if (!row) continue;
        ++known;
        for (std::size_t i = 0; i < net_width; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + (*row)[i]);
    }
    const float root = std::sqrt(static_cast<float>(std::max(known, 1U)));
    NetClause numbers;
    for (std::size_t i = 0; i < net_width; ++i)
        numbers[i] = std::max(0.0F, static_cast<float>(sum[i]) * table_.scale()[i] / root + layers_.bias[i]);
    return numbers;
}

NetOutputs ClauseNet::outputs(const NetClause& alone) const {
    NetOutputs outputs = layers_.output_bias;
    add_layer(outputs, alone, alone_);
    return outputs;
}

void NetSummary::add(const NetClause& numbers) {
    ++clauses;
    for (std::size_t i = 0; i < net_width; ++i) {
        largest[i] = std::max(largest[i], numbers[i]);
        sum[i] += numbers[i];
    }
}

NetOutputs ClauseNet::outputs(const NetSummary& summary) const {
    // The "mean" is over the root of the number of clauses, so that one loud clause of many is not lost.
    const float root = std::sqrt(static_cast<float>(std::max<std::size_t>(summary.clauses, 1)));
    NetClause mean = summary.sum;
    for (float& value : mean) value /= root;
    NetOutputs outputs = layers_.output_bias;
    const std::span weights(layers_.weights);
    add_layer(outputs, summary.largest, weights.first(net_width));
    add_layer(outputs, mean, weights.last(net_width));
    return outputs;
}

std::vector<NetOutputs> ClauseNet::voices(std::u32string_view text, std::span<const Span> clauses) const {
    std::vector<NetClause> numbers;
    NetSummary all;
    for (const Span clause : clauses) all.add(numbers.emplace_back(encode(text, clause)));
    const NetOutputs whole = outputs(all);
    std::vector<NetOutputs> voices;
    for (std::size_t left_out = 0; left_out < numbers.size(); ++left_out) {
        NetSummary rest;
        for (std::size_t at = 0; at < numbers.size(); ++at)
            if (at != left_out) rest.add(numbers[at]);
        NetOutputs& voice = voices.emplace_back(outputs(rest));
        for (std::size_t head = 0; head < net_outputs; ++head) voice[head] = whole[head] - voice[head];
    }
    return voices;
}

void ClauseNet::score(std::u32string_view text, Scores& scores) const {
    NetSummary summary;
    scores.net_clause.reserve(scores.clauses.size() * scores.clause_heads);
    for (const Span clause : scores.clauses) {
        const NetClause numbers = encode(text, clause);
        summary.add(numbers);
        const NetOutputs alone = outputs(numbers);
        scores.net_clause.insert(scores.net_clause.end(), alone.begin(),
                                 alone.begin() + static_cast<std::ptrdiff_t>(scores.clause_heads));
    }
    const NetOutputs whole = outputs(summary);
    scores.net_message.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(message_heads(layout_)));
}

}  // namespace warmline::bot
