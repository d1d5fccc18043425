#pragma once
#include <map>
#include <optional>

#include "dispatcher/fit.hpp"

namespace warmline::dispatcher {

/// Why this helper, with what each reason counted: one line in zh-CN.
/// @param person  who has the fit
[[nodiscard]] std::string reasons_of(const Search& search, const Judge& judge, const Person& person, const Fit& fit);

/// What stands against somebody and what would change it: when it ends by itself, or what can be done, in zh-CN.
[[nodiscard]] std::string tell_against(Obstacle obstacle, const Person& person, const Search& search);

/// What stands against many, in few words: the obstacle that most of them have, and what would change it first.
class MostlyAgainst {
public:
    explicit MostlyAgainst(const Search& search) : search_(search) {}
    void count(Obstacle obstacle, const Person& person);
    [[nodiscard]] int counted() const noexcept { return counted_; }
    [[nodiscard]] std::string tell() const;  ///< empty if nobody was counted

private:
    struct Tally {
        int persons = 0;
        std::optional<Time> ends;  ///< of whom it ends first
    };
    const Search& search_;
    std::map<Obstacle, Tally> tallies_;
    int counted_ = 0;
};

}  // namespace warmline::dispatcher
