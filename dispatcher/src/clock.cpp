#include "dispatcher/clock.hpp"

#include <algorithm>

namespace warmline::dispatcher {
namespace {

using Kind = ClockStep::Kind;

bool is_of_clocks(EventKind kind) {
    return kind == EventKind::deadline_set || kind == EventKind::deadline_met || kind == EventKind::deadline_missed;
}

/// Why a promise was made anew: the event of the same moment that is no event of a clock, before it or else behind it.
const Event& cause_of(const std::vector<Event>& history, std::size_t at) {
    for (std::size_t i = at; i-- > 0 && history[i].at == history[at].at;)
        if (!is_of_clocks(history[i].kind)) return history[i];
    for (std::size_t i = at + 1; i < history.size() && history[i].at == history[at].at; ++i)
        if (!is_of_clocks(history[i].kind)) return history[i];
    return history[at];
}

class Replay {
public:
    Replay(const Ticket& ticket, const Deadline& deadline) : history_(ticket.history), deadline_(deadline) {}

    std::vector<ClockStep> steps() && {
        for (std::size_t i = 0; i < history_.size(); ++i) take(i);
        return std::move(steps_);
    }

private:
    void take(std::size_t i) {
        const Event& event = history_[i];
        if (event.kind == EventKind::ticket_opened) return promise(event.opening->deadlines, event);
        if (event.kind == EventKind::ticket_confirmed) return promise(event.deadlines, event);
        if (event.kind == EventKind::deadline_set) return promise(event.deadlines, cause_of(history_, i));
        if (event.kind == EventKind::deadline_met || event.kind == EventKind::deadline_missed) return settle(event);
        const bool stops = event.kind == EventKind::ticket_waiting || event.kind == EventKind::ticket_parked;
        const bool outlives = follows_up() && event.kind == EventKind::ticket_closed;
        const bool ends = (event.kind == EventKind::ticket_closed && !outlives) ||
                          event.kind == EventKind::ticket_cancelled || event.kind == EventKind::ticket_merged ||
                          event.kind == EventKind::ticket_out_of_scope;
        if (open_ && (stops || ends)) add(stops ? Kind::stopped : Kind::ended, event);
        if (ends) open_ = false;
    }

    void promise(const std::vector<Deadline>& deadlines, const Event& cause) {
        const auto* mine = find(deadlines);
        if (mine == nullptr) return;
        const bool first = steps_.empty();
        due_ = mine->due;
        open_ = !mine->met;
        add(first ? Kind::began : Kind::moved, cause);
        if (mine->met) steps_.push_back({Kind::met, *mine->met, due_, cause.kind, {}});
    }

    void settle(const Event& event) {
        const auto* mine = find(event.deadlines);
        if (mine == nullptr) return;
        const bool met = event.kind == EventKind::deadline_met;
        add(met ? Kind::met : Kind::missed, event);
        if (met) open_ = false;
    }

    void add(Kind kind, const Event& cause) { steps_.push_back({kind, cause.at, due_, cause.kind, cause.text}); }

    [[nodiscard]] const Deadline* find(const std::vector<Deadline>& deadlines) const {
        const auto it = std::ranges::find_if(deadlines, [&](const Deadline& one) {
            return one.kind == deadline_.kind && (!follows_up() || one.due == deadline_.due);
        });
        return it == deadlines.end() ? nullptr : &*it;
    }

    [[nodiscard]] bool follows_up() const noexcept { return deadline_.kind == DeadlineKind::follow_up; }

    const std::vector<Event>& history_;
    const Deadline deadline_;
    std::vector<ClockStep> steps_;
    Time due_{};
    bool open_ = false;
};

}  // namespace

std::vector<ClockStep> clock_of(const Ticket& ticket, const Deadline& deadline) {
    return Replay{ticket, deadline}.steps();
}

}  // namespace warmline::dispatcher
