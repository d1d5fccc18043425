#include "wechat/reach.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using bot::MessageKind;
constexpr dispatcher::Time now{1715500800s};

bot::Message message(MessageKind kind, dispatcher::Time sent_at = now) {
    bot::Message out;
    out.kind = kind;
    out.sent_at = sent_at;
    return out;
}

TEST(AfterInbound, GivesWhatThePlatformGives) {
    const Limits limits;
    struct {
        const char* why;
        bot::Reach before;
        bot::Message message;
        bot::Reach after;
    } const rows[] = {
        {"a text opens 48 h", {}, message(MessageKind::text), {now + 48h, 5}},
        {"so does a voice, and a kind we do not know", {now + 1h, 1}, message(MessageKind::other), {now + 48h, 5}},
        {"a menu tap opens a minute", {}, message(MessageKind::menu), {now + 1min, 3}},
        {"a menu tap does not cut a long window", {now + 40h, 2}, message(MessageKind::menu), {now + 40h, 2}},
        {"but helps where the credits are spent", {now + 40h, 0}, message(MessageKind::menu), {now + 1min, 3}},
        {"or the window is over", {now, 5}, message(MessageKind::subscribe), {now + 1min, 3}},
        {"who left cannot be reached", {now + 40h, 5}, message(MessageKind::unsubscribe), {}},
        {"the window begins when the person wrote", {}, message(MessageKind::text, now - 1h), {now + 47h, 5}},
        {"a clock ahead of ours gains nothing", {}, message(MessageKind::text, now + 9h), {now + 48h, 5}},
        {"a message that comes late gives nothing back",
         {now + 48h, 2},
         message(MessageKind::text, now - 1h),
         {now + 48h, 2}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto got = after_inbound(row.before, row.message, now, limits);
        EXPECT_EQ(got.credits, row.after.credits);
        EXPECT_EQ(got.until, row.after.until);
    }
}

TEST(AfterInbound, TakesItsLimitsFromTheSettings) {
    Limits limits;
    limits.message = {20, 24h};
    EXPECT_EQ(after_inbound({}, message(MessageKind::image), now, limits), (bot::Reach{now + 24h, 20}));
}

TEST(MaySend, NeedsACreditAndTime) {
    EXPECT_TRUE(may_send({now + 1ms, 1}, now));
    EXPECT_FALSE(may_send({now, 1}, now)) << "the end is outside";
    EXPECT_FALSE(may_send({now + 1h, 0}, now));
    EXPECT_FALSE(may_send({}, now));
}

}  // namespace
}  // namespace warmline::wechat
