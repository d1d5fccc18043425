#include "access.hpp"

#include <gtest/gtest.h>

#include "demo.hpp"

namespace warmline::console::testing {
namespace {

namespace d = dispatcher;

User of(const char* organisation, UserRole role = UserRole::coordinator) {
    return {
        .name = "x", .argon2id = {}, .display_name = {}, .role = role, .organisation = d::OrganisationId{organisation}};
}

TEST(Access, RolesMayDoMoreStepByStep) {
    using enum Action;
    struct {
        Action action;
        bool leader, operator_, coordinator;
    } const rows[] = {
        {read, true, true, true},   {note, false, true, true},      {finish_call, false, true, true},
        {move, false, false, true}, {reassign, false, false, true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(static_cast<int>(row.action));
        EXPECT_EQ(may(UserRole::leader, row.action), row.leader);
        EXPECT_EQ(may(UserRole::operator_, row.action), row.operator_);
        EXPECT_EQ(may(UserRole::coordinator, row.action), row.coordinator);
    }
}

TEST(Access, SeesTheOwnNodeAndAllBelow) {
    const auto programme = demo_programme();
    struct {
        const char *why, *account, *thing;
        bool sees;
    } const rows[] = {
        {"own", "gd.sz", "gd.sz", true},           {"below", "gd", "gd.sz", true},
        {"above", "gd.sz", "gd", false},           {"beside", "gd.sz", "gd.gz", false},
        {"nobody's, by the root", "gd", "", true}, {"nobody's, by a city", "gd.sz", "", false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(sees(of(row.account), d::OrganisationId{row.thing}, programme), row.sees) << row.why;
    }
}

TEST(Access, WishesAreNarrowed) {
    const auto programme = demo_programme();
    EXPECT_EQ(narrowed(of("gd.sz"), {}, programme), d::OrganisationId{"gd.sz"});
    EXPECT_EQ(narrowed(of("gd"), d::OrganisationId{"gd.sz"}, programme), d::OrganisationId{"gd.sz"});
    EXPECT_EQ(narrowed(of("gd.sz"), d::OrganisationId{"gd"}, programme), std::nullopt);
    EXPECT_EQ(narrowed(of("gd"), d::OrganisationId{"elsewhere"}, programme), std::nullopt);
}

TEST(Access, OffersOnlyMovesThatTheDispatcherTakes) {
    const auto backend = demo_backend();
    const d::Actor chen{d::ActorKind::coordinator, d::PersonId{"chen"}};
    int tried = 0;
    for (const auto* id : {"10001", "10003", "10004", "10005", "10006", "10007", "10008", "10009", "10010"}) {
        for (const auto to : moves_of(backend->at(id))) {
            const auto fresh = demo_backend();
            const d::MoveTicket move{.ticket = d::TicketId{id},
                                     .to = to,
                                     .reason = "试一下",
                                     .replacement = "另想办法",
                                     .review_at = demo_now + std::chrono::days{3}};
            EXPECT_NO_THROW(fresh->run(move, chen)) << id << " to " << static_cast<int>(to);
            ++tried;
        }
    }
    EXPECT_GT(tried, 20);
}

TEST(Access, ActsInTheAccountsName) {
    EXPECT_EQ(actor_of(of("gd")).kind, d::ActorKind::coordinator);
    EXPECT_EQ(actor_of(of("gd", UserRole::operator_)).kind, d::ActorKind::operator_);
    EXPECT_EQ(actor_of(of("gd")).person, d::PersonId{"x"});
}

}  // namespace
}  // namespace warmline::console::testing
