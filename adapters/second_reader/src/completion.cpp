#include "second_reader/completion.hpp"

#include <nlohmann/json.hpp>

namespace warmline::second_reader {
namespace {

using nlohmann::json;
using ports::SecondOpinion;
using What = ports::SecondOpinion::What;

/// An answer of the schema has about 300; more is talk.
constexpr int answer_tokens_max = 800;

SecondOpinion failed(const char* why) { return {What::failed, {}, why}; }
SecondOpinion refused(std::string why) { return {What::refused, {}, std::move(why)}; }

}  // namespace

std::string request_body(const bot::ReadingForm& form, const std::string& model, const bot::Masked& text) {
    constexpr auto replace = json::error_handler_t::replace;
    const json message = {{"message", text.text()}};
    const json body = {
        {"model", model},
        {"temperature", 0},
        {"max_tokens", answer_tokens_max},
        {"messages",
         {{{"role", "system"}, {"content", form.instructions()}},
          {{"role", "user"}, {"content", message.dump(-1, ' ', false, replace)}}}},
        {"response_format",
         {{"type", "json_schema"},
          {"json_schema", {{"name", "reading"}, {"strict", true}, {"schema", json::parse(form.schema())}}}}}};
    return body.dump(-1, ' ', false, replace);
}

SecondOpinion read_completion(std::string_view body, const bot::ReadingForm& form, const bot::Masked& asked) {
    if (body.size() > completion_bytes_max) return failed("the answer is too large");
    const auto document = json::parse(body, nullptr, false);
    if (!document.is_object() || !document.contains("choices")) return failed("the answer is no completion");
    const auto& choices = document.at("choices");
    if (!choices.is_array() || choices.empty() || !choices.front().is_object() || !choices.front().contains("message"))
        return failed("the answer holds no choice");
    const auto& message = choices.front().at("message");
    if (!message.is_object()) return failed("the answer holds no message");
    if (message.contains("refusal") && message.at("refusal").is_string()) return refused("the model declined");
    const auto& choice = choices.front();
    if (choice.contains("finish_reason") && choice.at("finish_reason").is_string() &&
        choice.at("finish_reason") != "stop")
        return refused("the answer was cut off");
    if (!message.contains("content") || !message.at("content").is_string()) return failed("the message has no text");
    auto reading = form.read(message.at("content").get_ref<const std::string&>(), asked);
    if (!reading) return refused(reading.error().message());
    return {What::answered, std::move(*reading), {}};
}

}  // namespace warmline::second_reader
