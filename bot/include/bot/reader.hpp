#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "bot/mask.hpp"
#include "bot/understanding.hpp"

namespace warmline::bot {

struct Explanation;

/// The built-in reader: trained classifiers, the crisis detector and the slot rules. Immutable after loading, safe to
/// share. Costs microseconds; never throws on any text; runs in time linear in the text's length.
class Reader {
public:
    /// Loads the model and the lists that are built into the binary.
    /// @throws std::runtime_error if they are broken (a build fault).
    Reader();
    /// The same from a product of the trainer's given as bytes, aligned to 64, which must outlive the reader.
    explicit Reader(std::span<const std::byte> product);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// @param text     UTF-8 as it came; invalid bytes are read as U+FFFD; at most text_bytes_max bytes are read
    /// @param channel  "wechat" or "hotline", a feature of the model
    /// @param context  earlier texts of the same conversation, newest last, for the crisis detector; may be empty
    [[nodiscard]] Understanding read(std::string_view text, std::string_view channel = "wechat",
                                     std::string_view context = {}) const;

    /// `read`, and why: see bot/explain.hpp. Takes longer; not for every message.
    [[nodiscard]] Explanation explain(std::string_view text, std::string_view channel = "wechat",
                                      std::string_view context = {}) const;

    /// The text without personal data; see bot/mask.hpp. Takes longer than `read`; not for every message.
    [[nodiscard]] Masked mask(std::string_view text, std::span<const KnownPersonal> known = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace warmline::bot
