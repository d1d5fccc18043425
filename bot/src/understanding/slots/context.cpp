#include "context.hpp"

#include <algorithm>

#include "weights.hpp"

namespace warmline::bot::slots {
namespace {

constexpr std::uint32_t hash_start = 2166136261U;
constexpr std::uint32_t hash_factor = 16777619U;
constexpr std::uint32_t window = 10;        ///< characters beside a candidate whose pairs count
constexpr std::uint32_t clause_reach = 24;  ///< and how far its clause is looked at

constexpr std::uint32_t mix(std::uint32_t hash, std::uint32_t value) { return (hash ^ value) * hash_factor; }

std::uint32_t mix(std::uint32_t hash, std::u32string_view text) {
    for (const char32_t point : text) hash = mix(hash, is_digit(point) ? U'0' : static_cast<std::uint32_t>(point));
    return hash;
}

std::uint32_t hash_of(std::string_view code) {
    std::uint32_t hash = hash_start;
    for (const char letter : code) hash = mix(hash, static_cast<unsigned char>(letter));
    return hash;
}

bool ends_clause(char32_t point) {
    return std::u32string_view(U",.!?;\n。…~【】").find(point) != std::u32string_view::npos;
}
bool ends_sentence(char32_t point) {
    return std::u32string_view(U"!?;\n。【】").find(point) != std::u32string_view::npos;
}

std::uint32_t bucket(std::uint32_t count) {
    constexpr std::array<std::uint32_t, 8> bounds = {0, 1, 2, 3, 5, 8, 20, 60};
    return static_cast<std::uint32_t>(std::upper_bound(bounds.begin(), bounds.end(), count) - bounds.begin());
}

/// Adds features of one slot, each under a mark that says what it is.
class Describer {
public:
    Describer(Slot slot, std::vector<std::uint32_t>& features)
        : base_(mix(hash_start, static_cast<std::uint32_t>(slot) + 1)), features_(features) {}
    void add(char mark, std::uint32_t value) {
        features_.push_back(mix(mix(base_, static_cast<unsigned char>(mark)), value));
    }
    void add(char mark, std::u32string_view text) {
        features_.push_back(mix(mix(base_, static_cast<unsigned char>(mark)), text));
    }
    void add_pairs(char mark, std::u32string_view text) {
        for (std::size_t at = 0; at + 1 < text.size(); ++at) add(mark, text.substr(at, 2));
    }

private:
    std::uint32_t base_;
    std::vector<std::uint32_t>& features_;
};

void describe_neighbours(Describer& describe, std::u32string_view text, Span span) {
    for (std::uint32_t length = 1; length <= 4 && length <= span.begin; ++length)
        describe.add('<', text.substr(span.begin - length, length));
    for (std::uint32_t length = 1; length <= 3 && span.end + length <= text.size(); ++length)
        describe.add('>', text.substr(span.end, length));
    if (span.begin == 0) describe.add('^', 0);
    if (span.end == text.size()) describe.add('$', 0);
}

void describe_window(Describer& describe, std::u32string_view text, Span span) {
    const std::uint32_t from = span.begin > window ? span.begin - window : 0;
    describe.add_pairs('b', text.substr(from, span.begin - from));
    describe.add_pairs('a', text.substr(span.end, window));
}

/// Pairs of the clause and single characters of the sentence.
void describe_clause(Describer& describe, std::u32string_view text, Span span) {
    std::uint32_t from = span.begin, to = span.end;
    while (from > 0 && span.begin - from < clause_reach && !ends_clause(text[from - 1])) --from;
    while (to < text.size() && to - span.end < clause_reach && !ends_clause(text[to])) ++to;
    describe.add_pairs('c', text.substr(from, span.begin - from));
    describe.add_pairs('c', text.substr(span.end, to - span.end));
    std::uint32_t sentence = from;
    while (sentence > 0 && from - sentence < clause_reach && !ends_sentence(text[sentence - 1])) --sentence;
    describe.add_pairs('s', text.substr(sentence, from - sentence));
}

void describe_itself(Describer& describe, std::u32string_view text, const Candidate& candidate) {
    describe.add('l', bucket(candidate.span.size()));
    for (std::uint32_t trait = 0; trait < candidate.traits.size(); ++trait)
        describe.add('t', trait * 256U + candidate.traits[trait]);
    const auto itself = text.substr(candidate.span.begin, candidate.span.size());
    describe.add('=', itself);
    describe.add('(', itself.substr(0, 1));
    describe.add(')', itself.substr(itself.empty() ? 0 : itself.size() - 1));
    if (itself.size() > 2) describe.add('}', itself.substr(itself.size() - 2));
}

/// Whether it is the first or the last, how many there are, and whether it has the highest trait of all.
void describe_order(Describer& describe, std::span<const Candidate> candidates, std::size_t which) {
    describe.add('n', bucket(static_cast<std::uint32_t>(candidates.size())));
    describe.add('f', which == 0 ? 1U : 0U);
    describe.add('e', which + 1 == candidates.size() ? 1U : 0U);
    std::size_t above = 0, equal = 0;
    for (const auto& other : candidates) {
        above += other.traits[0] > candidates[which].traits[0] ? 1U : 0U;
        equal += other.traits[0] == candidates[which].traits[0] ? 1U : 0U;
    }
    describe.add('h', above > 0 ? 2U : equal > 1 ? 1U : 0U);
    if (which > 0) {
        const auto& before = candidates[which - 1];
        const bool touches =
            before.span.end <= candidates[which].span.begin && before.span.end + 1 >= candidates[which].span.begin;
        if (touches) describe.add('p', before.traits[0]);
    }
    if (which + 1 < candidates.size()) {
        const auto& after = candidates[which + 1];
        const bool touches =
            candidates[which].span.end <= after.span.begin && candidates[which].span.end + 1 >= after.span.begin;
        if (touches) describe.add('q', after.traits[0]);
    }
}

}  // namespace

Context::Context(std::u32string_view text, const Asked& asked) : text_(text) {
    for (const auto& intent : asked.intents) asked_.push_back(hash_of(intent));
    for (const auto& need : asked.needs) {
        asked_.push_back(hash_of(need));
        asked_.push_back(hash_of(std::string_view(need).substr(0, need.find('.') + 1)));
    }
}

void Context::describe(Slot slot, std::span<const Candidate> candidates, std::size_t which,
                       std::vector<std::uint32_t>& features) const {
    const Candidate& candidate = candidates[which];
    Describer describer(slot, features);
    describer.add('0', 0);
    describe_neighbours(describer, text_, candidate.span);
    describe_window(describer, text_, candidate.span);
    describe_clause(describer, text_, candidate.span);
    describe_itself(describer, text_, candidate);
    describe_order(describer, candidates, which);
    for (const auto asked : asked_) {
        describer.add('i', asked);
        describer.add('k', mix(asked, candidate.traits[0]));
        describer.add('j', mix(asked, candidate.traits[1]));
    }
    describer.add('m', bucket(static_cast<std::uint32_t>(text_.size() / 8)));
    describer.add('w', text_.empty() ? 0U : static_cast<std::uint32_t>(8 * candidate.span.begin / text_.size()));
}

float Context::odds(Slot slot, std::span<const Candidate> candidates, std::size_t which) const {
    std::vector<std::uint32_t> features;
    features.reserve(160);
    describe(slot, candidates, which, features);
    float sum = 0;
    for (const auto feature : features) sum += weight_of(feature);
    return sum;
}

const Candidate* likeliest(const Context& context, Slot slot, std::span<const Candidate> candidates) {
    const Candidate* best = nullptr;
    float best_odds = 0;
    for (std::size_t which = 0; which < candidates.size(); ++which) {
        const float odds = context.odds(slot, candidates, which);
        if (odds <= best_odds) continue;
        best_odds = odds;
        best = &candidates[which];
    }
    return best;
}

}  // namespace warmline::bot::slots
