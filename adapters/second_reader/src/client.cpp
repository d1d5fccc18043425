#include "second_reader/client.hpp"

#include <spdlog/spdlog.h>

#include "second_reader/completion.hpp"

namespace warmline::second_reader {
namespace {

using ports::SecondOpinion;
using What = ports::SecondOpinion::What;
using Clock = std::chrono::steady_clock;

http::ClientSettings web_settings(const Settings& settings) {
    http::ClientSettings out;
    out.ca_file = settings.ca_file;
    out.body_bytes_max = completion_bytes_max;
    return out;
}

}  // namespace

Client::Client(asio::any_io_executor executor, Settings settings)
    : settings_(std::move(settings)),
      web_(std::move(executor), web_settings(settings_)),
      breaker_(settings_.failures_max, settings_.rest),
      budget_(static_cast<std::size_t>(settings_.per_minute)) {}

asio::awaitable<SecondOpinion> Client::ask(bot::Masked text, ports::SteadyTime wanted_by) {
    SecondOpinion opinion;
    const auto begun = Clock::now();
    opinion.what = What::spared;
    if (!breaker_.admits(begun)) {
        opinion.why = "it rests after failures";
        co_return opinion;
    }
    if (!budget_.take(begun)) {
        opinion.why = "the budget of this minute is spent";
        co_return opinion;
    }
    breaker_.began();
    const bool rested = breaker_.resting();
    opinion = co_await send(text, begun + settings_.late);
    const auto ended = Clock::now();
    // An answer that is always late makes everybody wait for nothing.
    const bool late = ended > wanted_by;
    if (opinion.what == What::failed || late)
        breaker_.failed(ended);
    else
        breaker_.succeeded();
    if (!rested && breaker_.resting())
        spdlog::warn("second reader rests after failures: {}", late ? "too late for the reply" : opinion.why);
    if (rested && !breaker_.resting()) spdlog::warn("second reader answers again");
    co_return opinion;
}

asio::awaitable<SecondOpinion> Client::send(const bot::Masked& text, ports::SteadyTime until) {
    const auto& form = bot::ReadingForm::built_in();
    http::ClientRequest request;
    request.method = "POST";
    request.url = settings_.base_url + "/chat/completions";
    request.headers.emplace_back("Content-Type", "application/json");
    if (!settings_.key.empty()) request.headers.emplace_back("Authorization", "Bearer " + settings_.key);
    request.body = request_body(form, settings_.model, text);
    const auto answer = co_await web_.send(std::move(request), until);
    SecondOpinion opinion;
    if (!answer)
        opinion.why = answer.error().message();
    else if (answer->status != 200)
        opinion.why = "status " + std::to_string(answer->status);
    else
        opinion = read_completion(answer->body, form, text);
    co_return opinion;
}

}  // namespace warmline::second_reader
