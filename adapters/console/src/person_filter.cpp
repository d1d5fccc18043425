#include "console/person_filter.hpp"

#include <algorithm>

#include "dispatcher/duty.hpp"
#include "dispatcher/fit.hpp"
#include "query.hpp"

namespace warmline::console {
namespace d = dispatcher;
namespace {

bool is_called(const d::Person& person, const std::string& text) {
    if (text.empty()) return true;
    return person.name.find(text) != std::string::npos || (is_phone_tail(text) && person.phone.ends_with(text));
}

bool stands_before(const d::Person* a, const d::Person* b) {
    return std::tie(a->name, a->id) < std::tie(b->name, b->id);
}

}  // namespace

bool PersonMatch::operator()(const d::Person& person) {
    if (!d::helps(person)) return false;
    const auto& helper = d::helper_of(person);
    if (!filter_.need.empty() && !helper.needs.contains(filter_.need)) return false;
    if (filter_.expiring && !d::first_expiry(helper, now_)) return false;
    if (!is_called(person, filter_.text)) return false;
    if (filter_.off_today && !d::off_today(helper, now_)) return false;
    return is_within(person.organisation);
}

bool PersonMatch::is_within(const d::OrganisationId& organisation) {
    if (filter_.organisation.empty()) return true;
    const auto [found, fresh] = within_.try_emplace(organisation, false);
    if (fresh) found->second = programme_.is_within(organisation, filter_.organisation);
    return found->second;
}

PersonPage page_of(std::vector<const d::Person*> found, const d::Person* last, std::size_t limit) {
    PersonPage out;
    out.total = found.size();
    if (last) std::erase_if(found, [&](const d::Person* one) { return !stands_before(last, one); });
    const auto shown = std::min(found.size(), limit);
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(shown);
    std::partial_sort(found.begin(), end, found.end(), stands_before);
    for (auto it = found.begin(); it != end; ++it) out.items.push_back(**it);
    if (found.size() > shown && shown > 0) out.next = out.items.back().id.value;
    return out;
}

}  // namespace warmline::console
