#pragma once
#include <optional>

#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

/// The round of the daily outreach (P1, S3) that is to be made now for this person, as the moment at which it began.
/// A round that was missed, because the service was away, is made up for within `outreach_late_max`; after that the
/// next one is soon enough.
/// @return nullopt if none is: no liaison, without a chat, dealt with already, or asked as often as wished (S15)
[[nodiscard]] std::optional<Time> outreach_round(const Person& person, const Programme& programme, Time now);

/// When this person is asked next, by the programme's hours and his or her wish; nullopt: never.
[[nodiscard]] std::optional<Time> next_outreach(const Person& person, const Programme& programme, Time now);

inline constexpr std::chrono::hours outreach_late_max{2};
inline constexpr int outreach_days_max = 31;

/// The day's round, in numbers (S6).
struct OutreachCount {
    int liaisons = 0;  ///< who can be asked
    int asked = 0;     ///< today; of these:
    int answered = 0;
    int nothing = 0;  ///< of those who answered: nothing is needed
    int none = 0;     ///< who wish not to be asked at all
};
/// Adds one person to the count of the local day on which `now` falls.
void count_outreach(OutreachCount& count, const Person& person, const Programme& programme, Time now);

}  // namespace warmline::dispatcher
