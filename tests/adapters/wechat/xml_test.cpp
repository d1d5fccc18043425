#include "wechat/xml.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {

std::string nested(int depth) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += "<a>";
    for (int i = 0; i < depth; ++i) out += "</a>";
    return out;
}

TEST(ParseXml, KeepsTextAsWritten) {
    struct {
        const char* why;
        const char* xml;
        const char* text;
    } const rows[] = {
        {"CDATA is not decoded", "<x><c><![CDATA[a &amp; <b>]]></c></x>", "a &amp; <b>"},
        {"two sections are one text", "<x><c><![CDATA[]]]]><![CDATA[>]]></c></x>", "]]>"},
        {"the five entities", "<x><c>&lt;&gt;&amp;&quot;&apos;</c></x>", "<>&\"'"},
        {"character references", "<x><c>&#20320;&#x597D;&#x1F64F;</c></x>", "你好🙏"},
        {"a reference is decoded once", "<x><c>&amp;lt;</c></x>", "&lt;"},
        {"blanks only", "<x><c>  </c></x>", "  "},
        {"blanks around CDATA", "<x><c> <![CDATA[a]]> </c></x>", " a "},
        {"attributes, comments and a declaration mean nothing",
         "<?xml version=\"1.0\"?><!-- a --><x y='&no;'><c z='1'>t</c></x>", "t"},
        {"a byte order mark", "\xEF\xBB\xBF<x><c>t</c></x>\r\n", "t"},
        {"empty", "<x><c/></x>", ""},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto got = parse_xml(row.xml);
        ASSERT_TRUE(got) << got.error().message();
        EXPECT_EQ(got->text_of("c"), row.text);
    }
}

TEST(ParseXml, KeepsRepeatedElements) {
    const auto got = parse_xml("<x><l><i>1</i></l> <l><i>2</i></l></x>");
    ASSERT_TRUE(got);
    ASSERT_EQ(got->children.size(), 2U);
    EXPECT_EQ(got->children[1].text_of("i"), "2");
    EXPECT_EQ(got->text_of("no such"), "");
    EXPECT_EQ(got->child("no such"), nullptr);
}

TEST(ParseXml, RefusesWhatIsNotAllowed) {
    struct {
        const char* why;
        std::string xml;
        Errc errc;
    } const rows[] = {
        {"nothing", "", Errc::xml},
        {"text only", "hello", Errc::xml},
        {"blank", " \n", Errc::xml},
        {"unclosed", "<x><c></x>", Errc::xml},
        {"two roots", "<x/><x/>", Errc::xml},
        {"text behind the root", "<x/>y", Errc::xml},
        {"DOCTYPE", "<!DOCTYPE x [<!ENTITY e 'v'>]><x><c>&e;</c></x>", Errc::xml},
        {"empty DOCTYPE", "<!DOCTYPE x><x/>", Errc::xml},
        {"an entity of its own", "<x><c>&e;</c></x>", Errc::xml},
        {"a lone ampersand", "<x><c>a & b</c></x>", Errc::xml},
        {"no such character", "<x><c>&#xD800;</c></x>", Errc::xml},
        {"above Unicode", "<x><c>&#1114112;</c></x>", Errc::xml},
        {"overflow", "<x><c>&#99999999999999999999;</c></x>", Errc::xml},
        {"NUL by reference", "<x><c>&#0;</c></x>", Errc::xml},
        {"sign in a reference", "<x><c>&#-5;</c></x>", Errc::xml},
        {"NUL", std::string("<x>\0</x>", 8), Errc::xml},
        {"not UTF-8", "<x><c>\xC3\x28</c></x>", Errc::utf8},
        {"GBK", "<x><c>\xC4\xE3\xBA\xC3</c></x>", Errc::utf8},
        {"a surrogate in UTF-8", "<x><c>\xED\xA0\x80</c></x>", Errc::utf8},
        {"too deep", nested(xml_depth_max + 1), Errc::xml},
        {"much too deep", nested(100'000), Errc::xml},
        {"above 1 MiB", "<x>" + std::string(xml_bytes_max, ' ') + "</x>", Errc::too_large},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto got = parse_xml(row.xml);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), row.errc) << got.error().message();
    }
}

TEST(ParseXml, TakesWhatIsJustAllowed) {
    EXPECT_TRUE(parse_xml(nested(xml_depth_max)));
    EXPECT_TRUE(parse_xml("<x>" + std::string(xml_bytes_max - 7, ' ') + "</x>"));
    std::string many = "<x>";
    for (std::size_t i = 1; i < xml_elements_max; ++i) many += "<a/>";
    EXPECT_TRUE(parse_xml(many + "</x>"));
    EXPECT_FALSE(parse_xml(many + "<a/></x>"));
}

TEST(Cdata, ComesBackWhateverTheText) {
    struct {
        const char* text;
        const char* back;
    } const rows[] = {{"", ""},
                      {"a]]>b", "a]]>b"},
                      {"]]]]>>", "]]]]>>"},
                      {"]]>]]>", "]]>]]>"},
                      {"<&>\n", "<&>\n"},
                      {"a\x01\x0B\x1F"
                       "b\t",
                       "ab\t"},
                      {"\xC3(", "\xEF\xBF\xBD("},
                      {"\xEF\xBF\xBF!", "!"}};
    for (const auto& row : rows) {
        const auto got = parse_xml("<x>" + cdata(row.text) + "</x>");
        ASSERT_TRUE(got) << row.text;
        EXPECT_EQ(got->text, row.back);
    }
}

}  // namespace
}  // namespace warmline::wechat
