#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warmline::bot {

/// Codes as in config/taxonomy.json ("request", "psych.counsel", ...): data, not an enum, since a programme may add
/// some.
using Code = std::string;

enum class Urgency { normal, urgent, crisis };
/// How sure the reader is: act; ask one question offering `options`; let an operator read it.
enum class Decision { sure, ask, person };
/// The crisis detector, which can only raise: nothing; one gentle question; a person is called at once.
enum class Alarm { no, check, yes };

struct Item {
    std::string name;
    std::optional<int> quantity;
    std::string unit;  ///< empty if none was said
    friend bool operator==(const Item&, const Item&) = default;
};

/// What the text says of the facts a service needs; empty or nullopt where nothing was said. See taxonomy.json,
/// "slots".
struct Slots {
    std::string beneficiary;                  ///< self | family | team | other
    std::string phone;                        ///< digits
    std::string hospital, district, address;  ///< as written
    std::optional<int> people;
    std::vector<Item> items;
    std::string child_grade;  ///< 小一..小六, 初一..初三, 高一..高三, 幼儿园, or an age as written
    std::string subject;      ///< several joined with 、
    std::string when;         ///< as written
    std::string ticket;       ///< a ticket number named, as written
    friend bool operator==(const Slots&, const Slots&) = default;
};

/// One need that the text speaks for, with the calibrated probability and the piece of text that spoke loudest.
struct NeedReading {
    Code need;
    double probability = 0;          ///< [0, 1]
    std::size_t begin = 0, end = 0;  ///< byte span in the text as it came; end past the last byte
};

/// What one text means. Made by `Reader::read`; plain data.
struct Understanding {
    std::vector<Code> intents;       ///< one or more
    std::vector<NeedReading> needs;  ///< decided needs, in the order of the text
    Urgency urgency = Urgency::normal;
    Slots slots;
    Decision decision = Decision::sure;
    std::vector<Code> options;  ///< with `ask`: at most four need codes, likeliest first
    /// So many of the first options are worth asking about even where another need is beyond doubt.
    std::size_t likely_options = 0;
    Alarm alarm = Alarm::no;

    [[nodiscard]] bool has_intent(std::string_view code) const {
        for (const auto& intent : intents)
            if (intent == code) return true;
        return false;
    }
};

}  // namespace warmline::bot
