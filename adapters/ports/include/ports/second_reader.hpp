#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>

#include "bot/mask.hpp"
#include "bot/second_reading.hpp"
#include "ports/channel.hpp"

namespace warmline::ports {

/// What came of asking the second reader.
struct SecondOpinion {
    enum class What {
        answered,  ///< `reading` is checked and may be followed
        spared,    ///< not asked: the budget of this minute is spent, or the reader rests after failures
        failed,    ///< no answer: not reached, too late, or not an answer at all
        refused,   ///< an answer that is not followed: the model declined, or said what cannot be
    };
    What what = What::failed;
    bot::SecondReading reading{};
    std::string why{};  ///< for operators; no personal data
};

/// Somebody outside who reads what the built-in reader is unsure of. Sees masked texts only.
class SecondReader {
public:
    virtual ~SecondReader() = default;
    /// How long a reply may wait for an answer.
    [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
    /// Asks once. Ends within a time limit of its own, which may be later than `wanted_by`.
    /// @param wanted_by  an answer after this moment comes too late for the reply, and counts as slow
    [[nodiscard]] virtual asio::awaitable<SecondOpinion> ask(bot::Masked text, SteadyTime wanted_by) = 0;
};

}  // namespace warmline::ports
