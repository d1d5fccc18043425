#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

namespace warmline::engine {

namespace asio = boost::asio;

/// One holder at a time for each name, in the order of asking, within this process: turns of one conversation follow
/// one another, so a retry waits for the first try and then finds its answer. Between processes the versions do that.
class Locks {
public:
    explicit Locks(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    /// Gives the name back when it goes.
    class [[nodiscard]] Held {
    public:
        Held(Locks& locks, std::string name) : locks_(&locks), name_(std::move(name)) {}
        Held(Held&& other) noexcept : locks_(std::exchange(other.locks_, nullptr)), name_(std::move(other.name_)) {}
        Held& operator=(Held&&) = delete;
        ~Held() {
            if (locks_ != nullptr) locks_->release(name_);
        }

    private:
        Locks* locks_;
        std::string name_;
    };

    /// Waits until the name is free. Its wait is bounded by the holders' own time limits.
    asio::awaitable<Held> hold(std::string name);
    /// Holds a name that is free: `busy` said so.
    Held take(std::string name);
    /// @return true if it is held now
    [[nodiscard]] bool busy(const std::string& name) const { return waiting_.contains(name); }

private:
    void release(const std::string& name);
    asio::any_io_executor executor_;
    std::unordered_map<std::string, std::deque<std::shared_ptr<asio::steady_timer>>> waiting_;
};

}  // namespace warmline::engine
