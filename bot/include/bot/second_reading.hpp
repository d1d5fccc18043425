#pragma once
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bot/conversation.hpp"
#include "bot/mask.hpp"
#include "bot/message.hpp"
#include "bot/understanding.hpp"

namespace warmline::bot {

/// Why an answer of the second reader is not followed. The first reader's verdict stands then.
enum class SecondErrc {
    too_large = 1,  ///< more than `second_answer_bytes_max`
    malformed,      ///< not the JSON that the schema asks for
    unknown_code,   ///< an intent, need or urgency that is not in the taxonomy
    contradiction,  ///< needs without a request, chitchat beside something else, the same twice
    invented,       ///< a slot with words that the message does not hold
};
[[nodiscard]] const boost::system::error_category& second_category() noexcept;
[[nodiscard]] inline boost::system::error_code make_error_code(SecondErrc e) noexcept {
    return {static_cast<int>(e), second_category()};
}

/// What the second reader made of a text; checked, with personal data put back.
struct SecondReading {
    std::vector<Code> intents, needs;
    Urgency urgency = Urgency::normal;
    Slots slots;  ///< all but `items`
};

inline constexpr std::size_t second_answer_bytes_max = 8 * 1024;
/// Longer messages are not asked about.
inline constexpr std::size_t second_text_bytes_max = 6 * 1024;

/// What the second reader is told, and how its answer has to look: made from the taxonomy. Immutable.
class ReadingForm {
public:
    /// @throws nlohmann::json::exception if the taxonomy lacks a part (a build fault)
    explicit ReadingForm(const nlohmann::json& taxonomy);
    /// Of config/taxonomy.json as it was when this was built.
    [[nodiscard]] static const ReadingForm& built_in();

    /// JSON Schema in the subset that "strict" structured outputs take: every property required, null for nothing.
    [[nodiscard]] const std::string& schema() const noexcept { return schema_; }
    /// What the codes mean, and that the message is data.
    [[nodiscard]] const std::string& instructions() const noexcept { return instructions_; }
    /// @param content  the answer: JSON text, from outside
    /// @param asked    what it is an answer to; a slot must stand in it, word for word
    [[nodiscard]] boost::system::result<SecondReading> read(std::string_view content, const Masked& asked) const;

private:
    std::vector<Code> intents_, needs_, urgencies_, slots_;
    std::string schema_, instructions_;
};

/// True if a second reading may help and there is time for it: words in chat that the first reader is not sure of, no
/// alarm that is acted on at once, and nothing that is more likely a short answer to our question.
[[nodiscard]] bool worth_a_second_reading(const Understanding& first, const Message& message,
                                          const Conversation& conversation, dispatcher::Time now);

/// Both readings as one, and how it came about.
struct Joined {
    enum class How {
        agreed,   ///< both read the same: sure
        partly,   ///< what both read is firm, the rest is asked about
        offered,  ///< they differ: the question offers what both read
        stands,   ///< nothing to add: the first reading stands
    };
    Understanding understanding;
    How how = How::stands;
    bool raised = false;  ///< the alarm was raised
    std::string why;      ///< one line for people, such as `warmline classify` shows
};
/// A pure function. The alarm and the urgency are never lower than the first reader's; facts that the first reader
/// found stay; a message with a dark hint is never sure.
[[nodiscard]] Joined join_readings(const Understanding& first, const SecondReading& second);

}  // namespace warmline::bot

template <>
struct boost::system::is_error_code_enum<warmline::bot::SecondErrc> : std::true_type {};
