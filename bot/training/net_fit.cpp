#include "net_fit.hpp"

#include <cmath>
#include <numeric>

#include "../src/understanding/net.hpp"
#include "random.hpp"

namespace warmline::bot::training {
namespace {

// Found by cross-validation on the corpus.
constexpr int epochs = 16;
constexpr float first_step = 0.05F;  // falls to 0 in a straight line
constexpr float dropped = 0.3F;      // share of n-grams left out at each visit
constexpr float first_output_bias = -3.0F;
constexpr float gradient_min = 1e-4F;

constexpr std::size_t width = net_member_width;
using Summary = std::array<float, 2 * width>;
using Row = std::array<float, width>;

/// The layers of one member; see NetLayers.
struct Layers {
    Row bias{};
    std::array<NetOutputs, 2 * width> weights{};
    NetOutputs output_bias{};
};

/// What one visit of a lesson computes forwards and needs backwards.
struct Visit {
    std::vector<std::vector<std::uint32_t>> kept;  ///< the n-grams of each clause that were not dropped
    std::vector<Row> numbers;                      ///< each clause's
    std::vector<WordVector> words;                 ///< each clause's, the sum over the words in it
    std::array<std::size_t, width> loudest{};      ///< the clause each number of the summary comes from
    Summary summary{};
    NetOutputs outputs{};
};

class NetFit {
public:
    NetFit(std::span<const NetNgram> ngrams, std::size_t outputs, std::uint64_t seed)
        : random_(seed), ngrams_(ngrams), rows_(ngrams.size()), row_squares_(ngrams.size(), 1e-3F), outputs_(outputs) {
        for (std::size_t at = 0; at < rows_.size(); ++at)
            if (ngrams_[at].learnt)
                for (float& value : rows_[at]) value = spread(0.2F);
        for (auto& row : word_weights_)
            for (float& value : row) value = spread(0.5F);
        for (auto& squares : word_weight_squares_) squares.fill(1e-2F);
        for (auto& weights : layers_.weights)
            for (std::size_t head = 0; head < outputs_; ++head) weights[head] = spread(0.3F);
        layers_.bias.fill(0.05F);
        bias_squares_.fill(1e-2F);
        layers_.output_bias.fill(first_output_bias);
        output_bias_squares_.fill(1e-2F);
        for (auto& squares : weight_squares_) squares.fill(1e-2F);
    }

    [[nodiscard]] const Layers& layers() const { return layers_; }
    /// What an n-gram adds to a clause's numbers: what was learnt of it, and what its word's vector says.
    [[nodiscard]] Row row(std::size_t ngram) const {
        Row row = rows_[ngram];
        if (ngrams_[ngram].word) add_words(*ngrams_[ngram].word, row);
        return row;
    }

    /// Visits all lessons `epochs` times, in a new order each time.
    void learn_all(std::span<const NetLesson> lessons) {
        std::vector<std::uint32_t> order(lessons.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto total = static_cast<float>(lessons.size()) * static_cast<float>(epochs);
        float done = 0;
        for (int epoch = 0; epoch < epochs; ++epoch) {
            for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random_.below(at)]);
            for (const std::uint32_t at : order) learn(lessons[at], first_step * (1.0F - done++ / total));
        }
    }

private:
    void learn(const NetLesson& lesson, float step) {
        forward(lesson);
        backward(lesson, step);
    }
    float unit() { return static_cast<float>(random_.next() >> 40) * (1.0F / 16777216.0F); }  // [0, 1)
    float spread(float range) { return (unit() - 0.5F) * range; }
    static float root(std::size_t count) { return std::sqrt(static_cast<float>(std::max<std::size_t>(count, 1))); }

    void add_words(const WordVector& words, Row& numbers) const {
        for (std::size_t at = 0; at < word_depth; ++at)
            for (std::size_t i = 0; i < width; ++i) numbers[i] += words[at] * word_weights_[at][i];
    }

    /// What the n-grams that were kept of a clause come to, before the bias.
    void sum(std::size_t clause) {
        Row& numbers = visit_.numbers[clause];
        WordVector& words = visit_.words[clause];
        for (const std::uint32_t ngram : visit_.kept[clause]) {
            for (std::size_t i = 0; i < width; ++i) numbers[i] += rows_[ngram][i];
            if (const WordVector* word = ngrams_[ngram].word)
                for (std::size_t at = 0; at < word_depth; ++at) words[at] += (*word)[at];
        }
        add_words(words, numbers);
    }

    void forward(const NetLesson& lesson) {
        const std::size_t count = lesson.clauses.size();
        visit_.kept.resize(count);
        visit_.numbers.assign(count, Row{});
        visit_.words.assign(count, WordVector{});
        visit_.summary.fill(0);
        visit_.loudest.fill(0);
        for (std::size_t clause = 0; clause < count; ++clause) {
            auto& kept = visit_.kept[clause];
            kept.clear();
            for (const std::uint32_t ngram : lesson.clauses[clause])
                if (unit() >= dropped) kept.push_back(ngram);
            Row& numbers = visit_.numbers[clause];
            sum(clause);
            for (std::size_t i = 0; i < width; ++i) {
                numbers[i] = std::max(0.0F, numbers[i] / root(kept.size()) + layers_.bias[i]);
                if (numbers[i] > visit_.summary[i]) {
                    visit_.summary[i] = numbers[i];
                    visit_.loudest[i] = clause;
                }
                visit_.summary[width + i] += numbers[i] / root(count);
            }
        }
        visit_.outputs = layers_.output_bias;
        for (std::size_t i = 0; i < visit_.summary.size(); ++i)
            for (std::size_t head = 0; head < net_outputs; ++head)
                visit_.outputs[head] += layers_.weights[i][head] * visit_.summary[i];
    }

    void backward(const NetLesson& lesson, float step) {
        Summary slopes{};
        for (std::size_t head = 0; head < outputs_; ++head) {
            if (lesson.targets[head] == silent) continue;
            const float probability = 1.0F / (1.0F + std::exp(-visit_.outputs[head]));
            const float slope = static_cast<float>(lesson.targets[head]) - probability;
            if (std::abs(slope) < gradient_min) continue;
            for (std::size_t i = 0; i < slopes.size(); ++i) {
                slopes[i] += slope * layers_.weights[i][head];
                if (visit_.summary[i] > 0)
                    move(layers_.weights[i][head], weight_squares_[i][head], slope * visit_.summary[i], step);
            }
            move(layers_.output_bias[head], output_bias_squares_[head], slope, step);
        }
        for (std::size_t clause = 0; clause < visit_.kept.size(); ++clause) backward(clause, slopes, step);
    }

    void backward(std::size_t clause, const Summary& slopes, float step) {
        Row slope{};
        float squares = 0;
        for (std::size_t i = 0; i < width; ++i) {
            if (visit_.numbers[clause][i] <= 0) continue;
            slope[i] = slopes[width + i] / root(visit_.kept.size());
            if (visit_.loudest[i] == clause) slope[i] += slopes[i];
            squares += slope[i] * slope[i];
            move(layers_.bias[i], bias_squares_[i], slope[i], 0.1F * step);
        }
        const float share = 1.0F / root(visit_.kept[clause].size());
        if (squares > 0) teach_words(visit_.words[clause], share, slope, step);
        for (const std::uint32_t ngram : visit_.kept[clause]) {
            if (!ngrams_[ngram].learnt) continue;
            row_squares_[ngram] += squares * share * share / static_cast<float>(width);
            const float length = step * share / std::sqrt(row_squares_[ngram]);
            for (std::size_t i = 0; i < width; ++i) rows_[ngram][i] += length * slope[i];
        }
    }

    void teach_words(const WordVector& words, float share, const Row& slope, float step) {
        for (std::size_t at = 0; at < word_depth; ++at) {
            const float value = words[at] * share;
            if (value == 0) continue;
            for (std::size_t i = 0; i < width; ++i)
                move(word_weights_[at][i], word_weight_squares_[at][i], slope[i] * value, step);
        }
    }

    static void move(float& weight, float& squares, float slope, float step) {
        squares += slope * slope;
        weight += step * slope / std::sqrt(squares);
    }

    Random random_;
    std::span<const NetNgram> ngrams_;
    std::vector<Row> rows_;  ///< what is learnt of each n-gram
    std::vector<float> row_squares_;
    std::array<Row, word_depth> word_weights_{}, word_weight_squares_{};
    Layers layers_;
    std::array<NetOutputs, 2 * width> weight_squares_{};
    Row bias_squares_{};
    NetOutputs output_bias_squares_{};
    std::size_t outputs_;
    Visit visit_;
};

/// Puts a member's numbers beside those of the members before it; the mean of all outputs is that of one wide net.
void join(const NetFit& fit, std::size_t member, std::vector<NgramWeights>& ngrams, NetLayers& layers) {
    constexpr float share = 1.0F / static_cast<float>(net_members);
    const std::size_t first = member * width;
    for (std::size_t at = 0; at < ngrams.size(); ++at) {
        const Row row = fit.row(at);
        ngrams[at].weights.insert(ngrams[at].weights.end(), row.begin(), row.end());
    }
    for (std::size_t i = 0; i < width; ++i) {
        layers.bias[first + i] = fit.layers().bias[i];
        for (std::size_t head = 0; head < net_outputs; ++head) {
            layers.weights[first + i][head] = share * fit.layers().weights[i][head];
            layers.weights[net_width + first + i][head] = share * fit.layers().weights[width + i][head];
        }
    }
    for (std::size_t head = 0; head < net_outputs; ++head)
        layers.output_bias[head] += share * fit.layers().output_bias[head];
}

}  // namespace

std::vector<std::byte> fit_net(std::span<const NetLesson> lessons, std::span<const NetNgram> ngrams,
                               std::size_t outputs) {
    std::vector<NgramWeights> weights;
    for (const NetNgram& ngram : ngrams) weights.push_back({ngram.hash, {}});
    NetLayers layers;
    for (std::size_t member = 0; member < net_members; ++member) {
        NetFit fit(ngrams, outputs, member + 1);
        fit.learn_all(lessons);
        join(fit, member, weights, layers);
    }
    std::vector<NgramWeights> known;
    for (std::size_t at = 0; at < ngrams.size(); ++at)
        if (ngrams[at].known()) known.push_back(std::move(weights[at]));
    return ClauseNet::pack(known, layers);
}

}  // namespace warmline::bot::training
