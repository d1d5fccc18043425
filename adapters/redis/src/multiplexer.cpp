#include "multiplexer.hpp"

#include <algorithm>
#include <utility>

namespace warmline::redis {
namespace {
constexpr std::size_t kept_bytes_max = 1024 * 1024;  // a buffer that a burst made larger is given back
}

Multiplexer::Multiplexer(std::size_t reply_bytes_max, std::chrono::milliseconds stuck_after)
    : reply_bytes_max_(reply_bytes_max), stuck_after_(stuck_after), reader_(reply_bytes_max) {}

Multiplexer::Id Multiplexer::push(std::span<const Command> commands, SteadyTime deadline,
                                  std::unique_ptr<Waiter> waiter) {
    const auto before = out_.size();
    for (const auto& command : commands) encoder_.append(command, out_);
    entries_.push_back({deadline, std::move(waiter), out_.size() - before, commands.size()});
    earliest_ = std::min(earliest_, deadline);
    return front_id_ + entries_.size() - 1;
}

std::string_view Multiplexer::begin_write(SteadyTime now) {
    const bool was_idle = entries_.empty() || !entries_.front().sent;
    if (was_idle) last_progress_ = now;
    for (auto entry = entries_.rbegin(); entry != entries_.rend() && !entry->sent; ++entry) entry->sent = true;
    in_flight_.clear();
    std::swap(in_flight_, out_);
    writing_ = true;
    pop_done();
    return in_flight_;
}

void Multiplexer::end_write() {
    writing_ = false;
    if (in_flight_.capacity() > kept_bytes_max) in_flight_ = {};
}

Result<void> Multiplexer::feed(std::string_view bytes, SteadyTime now) {
    last_progress_ = now;
    replies_.clear();
    auto fed = reader_.feed(bytes, replies_);
    for (auto& reply : replies_) {
        if (auto taken = deliver(std::move(reply)); !taken) return taken;
    }
    if (!fed && !entries_.empty() && entries_.front().sent) finish(entries_.front(), fed.error());
    return fed;
}

Result<void> Multiplexer::deliver(Value reply) {
    if (entries_.empty() || !entries_.front().sent) return Errc::protocol;  // nobody asked
    auto& entry = entries_.front();
    if (entry.waiter) entry.waiter->on_reply(std::move(reply));
    if (--entry.replies > 0) return {};
    finish(entry, {});
    pop_done();
    return {};
}

void Multiplexer::abandon(Id id) {
    if (id < front_id_ || id - front_id_ >= entries_.size()) return;
    give_up(static_cast<std::size_t>(id - front_id_), Errc::cancelled);
    pop_done();
}

void Multiplexer::expire(SteadyTime now) {
    if (now < earliest_) return;
    earliest_ = SteadyTime::max();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (!entries_[i].waiter) continue;
        if (entries_[i].deadline <= now) {
            give_up(i, Errc::timed_out_unsent);
        } else {
            earliest_ = std::min(earliest_, entries_[i].deadline);
        }
    }
    pop_done();
}

SteadyTime Multiplexer::stuck_at() const {
    if (entries_.empty() || !entries_.front().sent) return SteadyTime::max();
    return std::max(entries_.front().deadline, last_progress_) + stuck_after_;
}

bool Multiplexer::stuck(SteadyTime now) const { return stuck_at() <= now; }

SteadyTime Multiplexer::next_check() const {
    const bool front_gave_up = !entries_.empty() && !entries_.front().waiter;
    return front_gave_up ? std::min(earliest_, stuck_at()) : earliest_;
}

void Multiplexer::close() {
    auto entries = std::exchange(entries_, {});
    front_id_ += entries.size();
    out_.clear();
    in_flight_.clear();
    writing_ = false;
    earliest_ = SteadyTime::max();
    reader_ = Reader(reply_bytes_max_);
    for (auto& entry : entries) finish(entry, entry.sent ? Errc::unknown : Errc::not_connected);
}

void Multiplexer::finish(Entry& entry, boost::system::error_code failure) {
    if (const auto waiter = std::move(entry.waiter)) waiter->on_end(failure);
}

void Multiplexer::give_up(std::size_t index, Errc if_queued) {
    auto& entry = entries_[index];
    if (!entry.waiter) return;
    if (!entry.sent) withdraw(index);
    finish(entry, entry.sent ? Errc::unknown : if_queued);
}

/// Takes a queued request's bytes back; the place stays, so that ids remain consecutive.
void Multiplexer::withdraw(std::size_t index) {
    std::size_t after = 0;
    for (std::size_t i = index + 1; i < entries_.size(); ++i) after += entries_[i].bytes;
    auto& entry = entries_[index];
    out_.erase(out_.size() - after - entry.bytes, entry.bytes);
    entry.bytes = 0;
    entry.replies = 0;
}

void Multiplexer::pop_done() {
    while (!entries_.empty() && entries_.front().replies == 0) {
        entries_.pop_front();
        ++front_id_;
    }
}

}  // namespace warmline::redis
