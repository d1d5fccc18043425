#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "codec.hpp"

namespace warmline::store {

/// What the events say must be stored, by key.
struct Image {
    struct Snapshot {
        std::string text;
        std::vector<std::string> links;
    };
    std::map<std::string, Snapshot> snapshots;                         ///< of tickets, persons, ..., numbers to persons
    std::map<std::string, std::map<std::string, std::int64_t>> zsets;  ///< all of them, also the empty
    std::map<std::string, std::set<std::string>> sets;
    std::int64_t numbers_given = 0;  ///< the ticket number counter is at least here
};

/// Folds batches in the order of the stream.
class Fold {
public:
    explicit Fold(const Store& store) : store_(store), keys_(store.keys()) {}
    void add(const Batch& batch);
    [[nodiscard]] Image image() const;
    [[nodiscard]] std::size_t batches() const noexcept { return batches_; }
    [[nodiscard]] const dispatcher::State& state() const noexcept { return state_; }
    [[nodiscard]] std::size_t calls() const noexcept { return calls_.size(); }

private:
    void note_phone(const dispatcher::PersonId& id, const std::string& before);
    void put_tickets(Image& image) const;
    void put_people(Image& image) const;
    void put_households(Image& image) const;
    void put_calls(Image& image) const;

    const Store& store_;
    const Keys& keys_;
    dispatcher::State state_;
    std::map<std::string, dispatcher::CallTask> calls_;
    std::map<std::chrono::sys_days, std::set<std::string>> days_;
    std::map<std::string, dispatcher::PersonId> phones_;
    std::size_t batches_ = 0;
};

/// Reads the whole stream. @return Errc::damaged if an entry cannot be read
Task<Fold> fold_events(Store& store);

}  // namespace warmline::store
