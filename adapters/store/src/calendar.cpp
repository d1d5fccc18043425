#include "store/calendar.hpp"

namespace warmline::store {
namespace {

constexpr std::chrono::seconds kept = calendar_kept;

std::string of_person(const Store& store, const dispatcher::PersonId& person) {
    return "calendar-of/" + store.vault().hash("calendar-of", person.value);
}
std::string of_secret(const Store& store, const std::string& secret) {
    return "calendar/" + store.vault().hash("calendar", secret);
}

}  // namespace

Task<std::string> calendar_secret(Store& store, dispatcher::PersonId person) {
    auto known = co_await store.get_value(of_person(store, person));
    if (!known) co_return known.error();
    auto secret = known->value_or(std::string());
    if (secret.empty()) secret = Vault::random_key_hex();
    if (auto done = co_await store.put_value(of_secret(store, secret), person.value, kept); !done)
        co_return done.error();
    // Last, since it is what makes the secret hold.
    if (auto done = co_await store.put_value(of_person(store, person), secret, kept); !done) co_return done.error();
    co_return secret;
}

Task<bool> has_calendar(Store& store, dispatcher::PersonId person) {
    using Has = boost::system::result<bool>;  // an error code would be taken for a bool
    auto known = co_await store.get_value(of_person(store, person));
    if (!known) co_return Has(boost::system::in_place_error, known.error());
    co_return Has(boost::system::in_place_value, known->has_value());
}

Task<void> end_calendar(Store& store, dispatcher::PersonId person) {
    auto known = co_await store.get_value(of_person(store, person));
    if (!known) co_return known.error();
    if (!known->has_value()) co_return boost::system::result<void>{};
    if (auto done = co_await store.delete_value(of_person(store, person)); !done) co_return done.error();
    co_return co_await store.delete_value(of_secret(store, **known));
}

Task<std::optional<dispatcher::PersonId>> calendar_owner(Store& store, std::string secret) {
    std::optional<dispatcher::PersonId> nobody;
    auto owner = co_await store.get_value(of_secret(store, secret));
    if (!owner) co_return owner.error();
    if (!owner->has_value()) co_return nobody;
    const dispatcher::PersonId person(**owner);
    // Two who ask for it at once may have made two secrets: only the last one holds.
    auto holds = co_await store.get_value(of_person(store, person));
    if (!holds) co_return holds.error();
    if (*holds != secret) co_return nobody;
    co_return std::optional(person);
}

}  // namespace warmline::store
