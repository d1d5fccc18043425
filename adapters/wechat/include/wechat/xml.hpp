#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wechat/errc.hpp"

namespace warmline::wechat {

/// One element as the platforms use them: either text or children; attributes mean nothing.
struct Element {
    std::string name;
    std::string text;  ///< white space kept; empty if there are children
    std::vector<Element> children;

    /// @return the first child of that name, or nullptr
    [[nodiscard]] const Element* child(std::string_view child_name) const noexcept;
    /// @return the text of the first child of that name, or ""
    [[nodiscard]] std::string_view text_of(std::string_view child_name) const noexcept;
};

inline constexpr std::size_t xml_bytes_max = 1024 * 1024;
inline constexpr int xml_depth_max = 8;
inline constexpr std::size_t xml_elements_max = 1000;

/// Reads one document. Allows no DOCTYPE, no entities but the five and character references, and nothing above the
/// limits.
/// @return the root element; or Errc::too_large, utf8, xml
[[nodiscard]] Result<Element> parse_xml(std::string_view bytes);

/// `text` as CDATA sections: clean()ed, "]]>" split over two of them.
[[nodiscard]] std::string cdata(std::string_view text);

}  // namespace warmline::wechat
