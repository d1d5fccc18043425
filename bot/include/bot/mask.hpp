#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/understanding.hpp"

namespace warmline::bot {

/// What says who somebody is, where he or she lives, or how to reach him or her.
enum class Personal { phone, id_number, number, name, address, contact };

/// One thing of that kind that is known already, such as the writer's own name: it is masked wherever it stands.
struct KnownPersonal {
    Personal kind = Personal::name;
    std::string text;
};

/// A text in which personal data is replaced by placeholders (「⟦电话1⟧」); only Reader::mask makes one, so what takes
/// a Masked cannot be given anything else. What is masked: telephone, identity, ticket and other numbers of five digits
/// and more, written or spoken; accounts, addresses of mail and web; streets, estates, houses and rooms; names after a
/// word that announces one, before a title, after a relation or alone in a clause, and all names that are known.
/// A name without any of these may stay; hospitals and districts stay, since the reading needs them.
class Masked {
public:
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Puts back what stood for the placeholders of a value.
    /// @return nullopt if the value holds one that was never given
    [[nodiscard]] std::optional<std::string> unmask(std::string_view value) const;
    /// The same value in two places has one placeholder.
    [[nodiscard]] std::size_t placeholders() const noexcept { return values_.size(); }

private:
    friend class Reader;
    struct Value {
        std::string placeholder, text;
    };
    std::string place(Personal kind, std::string_view text);
    std::string text_;
    std::vector<Value> values_;
};

/// The text with invented stand-ins that read naturally (「林先生」「13800001234」「和平路1号」) for the placeholders,
/// the same for the same thing, so that it still serves as an example of how people write. Masking goes by rules and
/// misses things: whoever publishes such a text has a person read it first.
[[nodiscard]] std::string with_stand_ins(const Masked& masked);

}  // namespace warmline::bot
