#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "console/errc.hpp"
#include "dispatcher/model.hpp"
#include "dispatcher/programme.hpp"

namespace warmline::console {

/// Which of those who help a list shows. Everything given must hold.
struct PersonFilter {
    std::string text{};                         ///< a piece of the name, or the last 4 digits of the telephone
    dispatcher::Code need{};                    ///< takes it on; empty: any
    dispatcher::OrganisationId organisation{};  ///< this node and all below it; empty: all
    bool off_today = false;                     ///< see dispatcher::off_today()
    bool expiring = false;                      ///< a licence ends soon, or has ended
};

/// One page of a list: by name, of one name by id.
struct PersonPage {
    std::vector<dispatcher::Person> items;
    std::string next;       ///< cursor for the next page; empty: this was the last
    std::size_t total = 0;  ///< of all pages
};

/// Whether somebody belongs in the list: the one meaning of the filter, for every backend. Asked of thousands, it
/// remembers which organisations are within the filter's.
class PersonMatch {
public:
    /// All must outlive it.
    PersonMatch(const PersonFilter& filter, const dispatcher::Programme& programme, dispatcher::Time now)
        : filter_(filter), programme_(programme), now_(now) {}
    [[nodiscard]] bool operator()(const dispatcher::Person& person);

private:
    [[nodiscard]] bool is_within(const dispatcher::OrganisationId& organisation);
    const PersonFilter& filter_;
    const dispatcher::Programme& programme_;
    dispatcher::Time now_;
    std::unordered_map<dispatcher::OrganisationId, bool> within_;
};

/// Sorts no more than the page needs. A cursor is the id of the last one shown, so that no name stands in it.
/// @param found  all who match, in any order
/// @param last   whom the cursor names, as he or she is now; nullptr: from the start
[[nodiscard]] PersonPage page_of(std::vector<const dispatcher::Person*> found, const dispatcher::Person* last,
                                 std::size_t limit);

}  // namespace warmline::console
