#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <string>

#include "http/client.hpp"
#include "ports/second_reader.hpp"
#include "second_reader/breaker.hpp"
#include "second_reader/budget.hpp"

namespace warmline::second_reader {

namespace asio = boost::asio;

struct Settings {
    std::string base_url{};  ///< such as https://reader.example.org/v1, without '/' at its end
    std::string model{};
    std::string key{};                       ///< sent as bearer token; "" sends none
    std::string ca_file{};                   ///< PEM; "" trusts the system's authorities
    std::chrono::milliseconds reply{1500};   ///< so long a reply waits
    std::chrono::milliseconds late{8000};    ///< so long an answer may take to be of use at all; not below `reply`
    int per_minute = 60;                     ///< questions in any minute
    int failures_max = 5;                    ///< in a row; then it rests
    std::chrono::milliseconds rest{30'000};  ///< before one question is tried again
};

/// A second reader behind an OpenAI-compatible endpoint. Connections are reused, TLS is verified. Logs no text.
class Client final : public ports::SecondReader {
public:
    /// @throws boost::system::system_error if the file of authorities cannot be read
    Client(asio::any_io_executor executor, Settings settings);
    [[nodiscard]] std::chrono::milliseconds patience() const override { return settings_.reply; }
    asio::awaitable<ports::SecondOpinion> ask(bot::Masked text, ports::SteadyTime wanted_by) override;

private:
    asio::awaitable<ports::SecondOpinion> send(const bot::Masked& text, ports::SteadyTime until);
    Settings settings_;
    http::Client web_;
    Breaker breaker_;
    Budget budget_;
};

}  // namespace warmline::second_reader
