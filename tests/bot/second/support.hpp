#pragma once
#include "bot/reader.hpp"
#include "bot/second_reading.hpp"

namespace warmline::bot {

inline const Reader& reader() {
    static const Reader one;
    return one;
}

/// What a first reader would rather ask about.
inline Understanding doubtful(std::vector<Code> needs, std::vector<Code> options) {
    Understanding read;
    read.intents = {"request"};
    for (auto& need : needs) read.needs.push_back({std::move(need), 0.4, 0, 0});
    read.decision = Decision::ask;
    read.options = std::move(options);
    return read;
}

inline SecondReading second(std::vector<Code> needs, Urgency urgency = Urgency::normal) {
    SecondReading read;
    read.intents = {needs.empty() ? "chitchat" : "request"};
    read.needs = std::move(needs);
    read.urgency = urgency;
    return read;
}

inline std::vector<Code> codes_of(const std::vector<NeedReading>& needs) {
    std::vector<Code> codes;
    for (const auto& need : needs) codes.push_back(need.need);
    return codes;
}

}  // namespace warmline::bot
