#pragma once
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace warmline::redis {

/// One reply of Redis (RESP2), owned: it stays valid after the connection is gone.
/// Asking for what a value does not hold is a bug of the caller and throws std::bad_variant_access.
class Value {
public:
    enum class Kind : std::uint8_t { nil, integer, string, status, error, array };

    Value() = default;
    [[nodiscard]] static Value of(std::int64_t number) { return Value(Kind::integer, number); }
    [[nodiscard]] static Value string(std::string text) { return Value(Kind::string, std::move(text)); }
    [[nodiscard]] static Value status(std::string text) { return Value(Kind::status, std::move(text)); }
    [[nodiscard]] static Value error(std::string text) { return Value(Kind::error, std::move(text)); }
    [[nodiscard]] static Value array(std::vector<Value> items = {}) { return Value(Kind::array, std::move(items)); }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] bool is_nil() const noexcept { return kind_ == Kind::nil; }
    [[nodiscard]] bool is_integer() const noexcept { return kind_ == Kind::integer; }
    /// A bulk string or a status such as OK; not an error.
    [[nodiscard]] bool is_text() const noexcept { return kind_ == Kind::string || kind_ == Kind::status; }
    [[nodiscard]] bool is_error() const noexcept { return kind_ == Kind::error; }
    [[nodiscard]] bool is_array() const noexcept { return kind_ == Kind::array; }

    [[nodiscard]] std::int64_t integer() const { return std::get<std::int64_t>(data_); }
    /// The bytes of a string, a status or an error.
    [[nodiscard]] const std::string& text() const& { return std::get<std::string>(data_); }
    [[nodiscard]] std::string text() && { return std::get<std::string>(std::move(data_)); }
    [[nodiscard]] const std::vector<Value>& items() const& { return std::get<std::vector<Value>>(data_); }
    [[nodiscard]] std::vector<Value>& items() & { return std::get<std::vector<Value>>(data_); }
    [[nodiscard]] std::vector<Value> items() && { return std::get<std::vector<Value>>(std::move(data_)); }

    friend bool operator==(const Value&, const Value&) = default;

private:
    using Data = std::variant<std::monostate, std::int64_t, std::string, std::vector<Value>>;
    template <class T>
    Value(Kind kind, T data) noexcept : kind_(kind), data_(std::in_place_type<T>, std::move(data)) {}
    Kind kind_ = Kind::nil;
    Data data_;
};

/// What an error reply means, by its first word (Redis: "the first word is the error prefix").
/// @param reply  a value for which is_error() holds
[[nodiscard]] boost::system::error_code error_of(const Value& reply);

}  // namespace warmline::redis
