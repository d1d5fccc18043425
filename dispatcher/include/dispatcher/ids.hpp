#pragma once
#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace warmline::dispatcher {

/// An identifier that cannot be mistaken for another kind's. Empty means "none".
template <class Tag>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string v) : value(std::move(v)) {}
    [[nodiscard]] bool empty() const noexcept { return value.empty(); }
    explicit operator bool() const noexcept { return !value.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;
};

/// A ticket number as people say it, decimal digits ("10042").
using TicketId = Id<struct TicketTag>;
/// A human being across channels; opaque, never made of personal data.
using PersonId = Id<struct PersonTag>;
/// A family that is served; opaque.
using HouseholdId = Id<struct HouseholdTag>;
/// A node of the organisation tree, as the programme writes it ("gd", "gd.gz").
using OrganisationId = Id<struct OrganisationTag>;
/// Many like needs seen as one; opaque.
using IncidentId = Id<struct IncidentTag>;
/// A support group; opaque.
using GroupId = Id<struct GroupTag>;
/// One person on one channel account: channel, account and a keyed hash of the platform's id; opaque.
using ConversationId = Id<struct ConversationTag>;

}  // namespace warmline::dispatcher

template <class Tag>
struct std::hash<warmline::dispatcher::Id<Tag>> {
    std::size_t operator()(const warmline::dispatcher::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.value);
    }
};
