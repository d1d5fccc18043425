#include <cstdint>
#include <cstdlib>

#include "stage.hpp"

/// Any text, in any state of a conversation: a turn never throws, and what is said fits and is decided or refused.
/// The first byte chooses who writes and what was asked, the second what the reader found.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace warmline::bot;
    using namespace warmline::bot::testing;
    constexpr std::size_t size_max = 4096;
    if (size < 2 || size > size_max) return 0;
    static const char* const people[] = {"husband", "partner", "tutor-1", "stranger"};
    static const char* const kinds[] = {"slot", "need",    "identity", "feedback", "reason",
                                        "note", "confirm", "calm",     "which",    ""};
    static const char* const slots[] = {"address", "phone", "cancel", "correct", "accept", "about", "offer", "when"};
    static const Code intents[] = {"request",  "supplement", "status",  "cancel",
                                   "feedback", "human",      "consult", "chitchat"};
    Stage stage;
    stage.offered_to("partner");
    stage.offered_to("tutor-1", "education.tutoring");
    stage.accepted_by("partner", "living.groceries");
    const std::string who = people[data[0] % 4];
    auto& chat = stage.chat(who);
    chat.question = Question{};
    chat.question->kind = kinds[data[0] / 4 % 10];
    chat.question->slot = slots[data[1] % 8];
    chat.question->tickets = {TicketId{"10001"}, TicketId{"10003"}};
    chat.question->options = {"living.eldercare", "transport"};
    chat.question->asked = stage.now;
    chat.listed = chat.question->tickets;
    Reads reads{std::string{reinterpret_cast<const char*>(data) + 2, size - 2}, {intents[data[1] / 8 % 8]}};
    if ((data[1] & 0x40) != 0) reads.need("living.eldercare").need("transport");
    if ((data[1] & 0x80) != 0) reads.ask({"psych.counsel", "transport"});
    const auto reply = stage.hears(who, reads);
    if (reply.size() > reply_bytes_max) std::abort();
    return 0;
}
