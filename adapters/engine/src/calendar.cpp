#include "engine/calendar.hpp"

#include "bot/calendar.hpp"
#include "engine/engine.hpp"
#include "store/calendar.hpp"

namespace warmline::engine {

using store::calendar_folder, store::calendar_suffix;

store::Task<std::string> calendar_address(const Parts& parts, dispatcher::PersonId person, bool anew) {
    if (anew)
        if (auto done = co_await store::end_calendar(parts.store, person); !done) co_return done.error();
    auto secret = co_await store::calendar_secret(parts.store, std::move(person));
    if (!secret) co_return secret.error();
    co_return (parts.public_url + std::string(calendar_folder) + *secret).append(calendar_suffix);
}

store::Task<void> Engine::fill_calendar(bot::Turn& turn) {
    for (auto& say : turn.says) {
        if (say.key == bot::says_calendar_off) {
            if (auto done = co_await store::end_calendar(parts_.store, turn.conversation.person); !done) co_return done;
        } else if (say.key == bot::says_calendar && parts_.public_url.empty()) {
            say.key = bot::says_no_calendar;
        } else if (say.key == bot::says_calendar) {
            auto address = co_await calendar_address(parts_, turn.conversation.person, false);
            if (!address) co_return address.error();
            say.fields["link"] = std::move(*address);
        }
    }
    co_return boost::system::result<void>{};
}

std::string Engine::without_secret(std::string text) const {
    const auto begin =
        parts_.public_url.empty() ? text.npos : text.find(parts_.public_url + std::string(calendar_folder));
    if (begin == text.npos) return text;
    const auto from = begin + parts_.public_url.size() + calendar_folder.size();
    const auto to = text.find(calendar_suffix, from);
    if (to != text.npos) text.replace(from, to - from, "…");
    return text;
}

}  // namespace warmline::engine
