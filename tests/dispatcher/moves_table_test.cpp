#include <gtest/gtest.h>

#include <array>

#include "dispatcher/decide.hpp"
#include "dispatcher/json.hpp"

namespace warmline::dispatcher {
namespace {

using enum TicketState;

constexpr std::array all{new_,     clarifying, offered, accepted, in_progress, resolved,  closed,
                         returned, waiting,    parked,  reopened, merged,      cancelled, out_of_scope};

TEST(Moves, FollowTheDesign) {
    struct {
        const char* why;
        TicketState from, to;
        bool possible;
    } const rows[] = {
        {"a candidate is asked", new_, offered, true},
        {"the next candidate is asked", offered, offered, true},
        {"accepted", offered, accepted, true},
        {"on the way", accepted, in_progress, true},
        {"done without a report before", accepted, resolved, true},
        {"the family confirms", resolved, closed, true},
        {"the family denies", resolved, reopened, true},
        {"told too late", closed, reopened, true},
        {"merging can be undone", merged, reopened, true},
        {"nobody has it yet", new_, resolved, false},
        {"not done yet", in_progress, reopened, false},
        {"over is over", closed, cancelled, false},
        {"done cannot be cancelled", resolved, cancelled, false},
        {"done does not wait", resolved, waiting, false},
        {"parked is taken up first", parked, resolved, false},
        {"a cancelled one is not offered", cancelled, offered, false},
    };
    for (const auto& row : rows) EXPECT_EQ(may_move(row.from, row.to), row.possible) << row.why;
}

TEST(Moves, FromWhatIsOverOnlyReopening) {
    for (const auto from : all) {
        for (const auto to : all) {
            if (is_over(from)) {
                EXPECT_EQ(may_move(from, to), to == reopened) << name_of(from) << name_of(to);
            }
        }
    }
}

TEST(Moves, EveryOpenStateHasAnEnd) {
    for (const auto from : all) {
        if (!is_over(from)) {
            EXPECT_TRUE(may_move(from, closed)) << name_of(from);
        }
    }
}

TEST(Moves, SayWhyNot) {
    EXPECT_EQ(why_not(resolved, waiting), "“待回访”的工单不能改为“等待中”，可以改为：已办结、重办");
}

TEST(Names, AreStableAndReadBack) {
    for (const auto state : all) EXPECT_EQ(state_named(name_of(state)), state);
    EXPECT_EQ(name_of(new_), "new");
    EXPECT_EQ(name_of(in_progress), "in_progress");
    EXPECT_EQ(name_of(EventKind::ticket_offered), "ticket_offered");
    EXPECT_EQ(name_of(EventKind::deadline_missed), "deadline_missed");
    EXPECT_EQ(name_of(EventKind::escalated), "escalated");
    EXPECT_EQ(name_of(Tier::t2), "t2");
    EXPECT_EQ(name_of(Role::operator_), "operator");
    EXPECT_EQ(tier_named("t4"), Tier::t4);
    EXPECT_EQ(role_named("partner"), Role::partner);
    EXPECT_FALSE(state_named("melted"));
    for (int i = 0; i <= static_cast<int>(EventKind::call_task_done); ++i) {
        EXPECT_EQ(event_kind_named(name_of(static_cast<EventKind>(i))), static_cast<EventKind>(i));
    }
}

TEST(Errc, HasASentenceForEachValue) {
    for (int i = 1; i <= static_cast<int>(Errc::cannot_take); ++i) {
        EXPECT_NE(make_error_code(static_cast<Errc>(i)).message(), "unknown error") << i;
    }
}

}  // namespace
}  // namespace warmline::dispatcher
