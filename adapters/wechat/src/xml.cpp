#include "wechat/xml.hpp"

#include <utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
// Entities are left alone by the parser, so that decode() can refuse all but the allowed ones.
constexpr unsigned parse_flags =
    pugi::parse_cdata | pugi::parse_eol | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_fragment;

std::optional<char32_t> character_reference(std::string_view body) {
    const int base = body.starts_with('x') ? 16 : 10;
    if (base == 16) body.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [end, failed] = std::from_chars(body.data(), body.data() + body.size(), value, base);
    if (failed != std::errc{} || end != body.data() + body.size() || body.empty()) return std::nullopt;
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value == 0 || value > 0x10FFFF || surrogate) return std::nullopt;
    return value;
}

std::optional<char32_t> entity(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char32_t>, 5> known{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    if (name.starts_with('#')) return character_reference(name.substr(1));
    for (const auto& [key, value] : known)
        if (key == name) return value;
    return std::nullopt;
}

/// Appends the text with its references replaced. @return false if one is not allowed
bool decode(std::string_view text, std::string& out) {
    for (auto at = text.find('&'); at != text.npos; at = text.find('&')) {
        const auto end = text.find(';', at);
        const auto value = end == text.npos ? std::nullopt : entity(text.substr(at + 1, end - at - 1));
        if (!value) return false;
        out += text.substr(0, at);
        utf8::append(*value, std::back_inserter(out));
        text.remove_prefix(end + 1);
    }
    out += text;
    return true;
}

class Builder {
public:
    bool build(const pugi::xml_node& node, Element& out, int depth) {
        if (depth > xml_depth_max || ++count_ > xml_elements_max) return false;
        out.name = node.name();
        for (const auto& child : node.children())
            if (!add(child, out, depth)) return false;
        if (!out.children.empty()) out.text.clear();  // the white space between children
        return true;
    }

private:
    bool add(const pugi::xml_node& child, Element& out, int depth) {
        switch (child.type()) {
            case pugi::node_element:
                return build(child, out.children.emplace_back(), depth + 1);
            case pugi::node_cdata:
                out.text += child.value();
                return true;
            case pugi::node_pcdata:
                return decode(child.value(), out.text);
            default:
                return false;
        }
    }

    std::size_t count_ = 0;
};

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

/// The only element of the document, if nothing but white space stands beside it.
pugi::xml_node root_of(const pugi::xml_document& document) {
    pugi::xml_node root;
    for (const auto& node : document.children()) {
        const bool space = node.type() == pugi::node_pcdata && blank(node.value());
        if (space) continue;
        if (node.type() != pugi::node_element || root) return {};
        root = node;
    }
    return root;
}
}  // namespace

const Element* Element::child(std::string_view child_name) const noexcept {
    const auto at =
        std::find_if(children.begin(), children.end(), [&](const Element& e) { return e.name == child_name; });
    return at == children.end() ? nullptr : &*at;
}

std::string_view Element::text_of(std::string_view child_name) const noexcept {
    const auto* found = child(child_name);
    return found ? std::string_view(found->text) : std::string_view();
}

Result<Element> parse_xml(std::string_view bytes) {
    if (bytes.size() > xml_bytes_max) return Errc::too_large;
    if (!is_utf8(bytes)) return Errc::utf8;
    if (bytes.find('\0') != bytes.npos) return Errc::xml;
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size(), parse_flags, pugi::encoding_utf8)) return Errc::xml;
    const auto root = root_of(document);
    Element out;
    if (!root || !Builder{}.build(root, out, 1)) return Errc::xml;
    return out;
}

std::string cdata(std::string_view text) {
    const auto safe = clean(text);
    std::string out = "<![CDATA[";
    for (std::string_view rest = safe;;) {
        const auto at = rest.find("]]>");
        if (at == rest.npos) return (out += rest) += "]]>";
        out += rest.substr(0, at + 2);
        out += "]]><![CDATA[";
        rest.remove_prefix(at + 2);
    }
}
}  // namespace warmline::wechat
