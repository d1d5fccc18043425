#include "redis/record.hpp"

#include <stdexcept>

namespace warmline::redis {
namespace {
constexpr std::size_t version_bytes = 8;
constexpr std::size_t head_bytes = version_bytes + 2;
constexpr std::size_t links_bytes_max = 0xffff;

std::string joined(const std::vector<std::string>& links) {
    std::string out;
    for (const auto& link : links) {
        if (link.empty() || link.find('\n') != std::string::npos) throw std::invalid_argument("redis: a bad link");
        if (!out.empty()) out += '\n';
        out += link;
    }
    if (out.size() > links_bytes_max) throw std::invalid_argument("redis: too many links");
    return out;
}

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

Result<std::vector<std::string>> split(std::string_view text) {
    std::vector<std::string> links;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == 0 || end + 1 == text.size()) return Errc::bad_record;  // an empty link
        links.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return links;
}
}  // namespace

std::string encode_version(std::uint64_t version) {
    std::string out(version_bytes, '\0');
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, version >>= 8) *byte = static_cast<char>(version & 0xff);
    return out;
}

std::string Record::encode() const {
    const auto link_text = joined(links);
    std::string out = encode_version(version);
    out.reserve(head_bytes + link_text.size() + payload.size());
    out += static_cast<char>(link_text.size() >> 8);
    out += static_cast<char>(link_text.size() & 0xff);
    out += link_text;
    out += payload;
    return out;
}

Result<Record> Record::decode(std::string_view bytes) {
    if (bytes.size() < head_bytes) return Errc::bad_record;
    Record out;
    out.version = big_endian(bytes.substr(0, version_bytes));
    const auto length = static_cast<std::size_t>(big_endian(bytes.substr(version_bytes, 2)));
    bytes.remove_prefix(head_bytes);
    if (bytes.size() < length) return Errc::bad_record;
    auto links = split(bytes.substr(0, length));
    if (!links) return links.error();
    out.links = std::move(*links);
    out.payload = bytes.substr(length);
    return out;
}

}  // namespace warmline::redis
