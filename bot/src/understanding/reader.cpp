#include "bot/reader.hpp"

#include <algorithm>
#include <array>

#include "clauses.hpp"
#include "crisis.hpp"
#include "reading.hpp"
#include "slots/slots.hpp"

namespace warmline::bot {
namespace {

constexpr std::size_t request = 0;  ///< place of "request" among the intents

bool has(const std::vector<std::size_t>& list, std::size_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// Makes a verdict speak of a crisis of the mind.
void raise(Verdict& verdict, std::size_t crisis_need) {
    verdict.alarm = Alarm::yes;
    verdict.urgency = Urgency::crisis;
    if (!has(verdict.intents, request)) verdict.intents = {request};
    if (!has(verdict.needs, crisis_need)) verdict.needs.insert(verdict.needs.begin(), crisis_need);
}

/// A few neutral characters (「谢谢你们」「明晚七点以后」) leave the classifier at the corpus's base rate, which lies
/// above the threshold of the gentle question. That is no hint of anything.
bool says_too_little(std::u32string_view text, const Odds& odds) {
    constexpr std::size_t short_characters = 16;
    constexpr float base_rate_max = 0.15F;
    return text.size() < short_characters && odds.mind < base_rate_max;
}

Slots slots_of(const Reading& reading, const Gazetteer& gazetteer, const Understanding& understanding) {
    constexpr std::array<std::string_view, HeadLayout::beneficiaries> beneficiaries = {"self", "family", "team",
                                                                                       "other"};
    slots::Asked asked{understanding.intents, {}};
    for (const auto& need : understanding.needs) asked.needs.push_back(need.need);
    Slots slots = slots::read_slots(reading.normal, gazetteer.find(reading.normal.text()), asked);
    if (understanding.has_intent("request")) {
        const auto& odds = reading.odds.beneficiary;
        const auto best = std::max_element(odds.begin(), odds.end());
        slots.beneficiary = beneficiaries[static_cast<std::size_t>(best - odds.begin())];
    }
    return slots;
}

}  // namespace

Reader::Impl::Impl(Product product)
    : learned(std::move(product.learned)),
      normalise(learned.simplified),
      gazetteer(std::move(learned.names)),
      classifiers(product.table, {learned.needs.size(), learned.intents.size()}) {}

Reading Reader::Impl::read(std::string_view text, std::string_view channel, std::string_view context) const {
    NormalText normal = normalise(text);
    const auto clauses = split_clauses(normal.text());
    Scores scores = classifiers.score(normal.text(), clauses, channel == "hotline");
    Standing standing(scores, classifiers.layout());
    Odds odds = weigh(scores, standing, classifiers.layout(), learned.judges);
    Verdict first = verdict(odds, learned.judges);
    const Alarm words = plain_words(normal.text(), clauses);
    if (words == Alarm::yes) raise(first, learned.judges.crisis_need);
    if (words == Alarm::check && first.alarm == Alarm::no) first.alarm = Alarm::check;
    if (first.alarm == Alarm::no && first.intents.front() == request && plain_danger(normal.text()))
        first.alarm = Alarm::check;
    if (words == Alarm::no && first.alarm == Alarm::check && says_too_little(normal.text(), odds))
        first.alarm = Alarm::no;
    if (first.alarm == Alarm::no && !context.empty()) {
        // What was said before may be darker than this message: it is watched, not acted upon a second time.
        const Reading before = read(context, channel, {});
        if (before.verdict.alarm == Alarm::yes) first.alarm = Alarm::check;
    }
    const Trust facts = trust(odds, first, scores, standing);
    return {std::move(normal), std::move(scores), std::move(standing), std::move(odds), std::move(first), facts};
}

Understanding Reader::Impl::understand(const Reading& reading) const {
    Understanding result;
    for (const std::size_t intent : reading.verdict.intents) result.intents.push_back(learned.intents[intent]);
    for (const std::size_t need : reading.verdict.needs) {
        NeedReading one{learned.needs[need], reading.odds.needs[need], 0, 0};
        if (!reading.scores.clauses.empty()) {
            const Span clause = reading.scores.clauses[reading.standing.best_clause[need]];
            one.begin = reading.normal.byte_begin(clause.begin);
            one.end = reading.normal.byte_end(clause.end - 1);
        }
        result.needs.push_back(std::move(one));
    }
    std::stable_sort(result.needs.begin(), result.needs.end(),
                     [](const NeedReading& left, const NeedReading& right) { return left.begin < right.begin; });
    result.urgency = reading.verdict.urgency;
    result.alarm = reading.verdict.alarm;
    const Judges& judges = learned.judges;
    result.decision =
        decide(judges.reading_right.probability(reading.trust), judges.options_right.probability(reading.trust),
               kind_of(reading.verdict, reading.scores), reading.verdict.alarm, judges.thresholds);
    if (result.decision == Decision::ask) {
        for (const std::size_t need : reading.verdict.options) {
            result.options.push_back(learned.needs[need]);
            if (reading.odds.needs[need] >= likely_option_min) ++result.likely_options;
        }
    }
    result.slots = slots_of(reading, gazetteer, result);
    return result;
}

Reader::Reader(std::span<const std::byte> product) : impl_(std::make_unique<Impl>(unpack_product(product))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Understanding Reader::read(std::string_view text, std::string_view channel, std::string_view context) const {
    return impl_->understand(impl_->read(text, channel, context));
}

}  // namespace warmline::bot
