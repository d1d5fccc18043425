#pragma once
#include <string>
#include <string_view>

#include "bot/second_reading.hpp"
#include "ports/second_reader.hpp"

namespace warmline::second_reader {

/// The body of `POST .../chat/completions`: the form's instructions, the masked text as JSON, the answer's schema as
/// `response_format`. Source: OpenAI API reference, "Create chat completion" and "Structured outputs" (2024-08-06);
/// vLLM, llama.cpp and Ollama take the same.
[[nodiscard]] std::string request_body(const bot::ReadingForm& form, const std::string& model, const bot::Masked& text);

inline constexpr std::size_t completion_bytes_max = 64 * 1024;

/// What the endpoint answered: bytes from outside. Takes the first choice's content.
/// `failed` if it is no completion at all; `refused` if the model declined, was cut off, or said what the form forbids.
[[nodiscard]] ports::SecondOpinion read_completion(std::string_view body, const bot::ReadingForm& form,
                                                   const bot::Masked& asked);

}  // namespace warmline::second_reader
