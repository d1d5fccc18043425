#include <gtest/gtest.h>

#include "world.hpp"

namespace warmline::dispatcher {
namespace {

using namespace testing;

TEST(Programme, FindsAHospitalByTheLongestNameInTheText) {
    auto p = small_programme();
    p.hospitals.push_back({"省人民医院珠海分院", {}, {}, OrganisationId{"gd"}, {}, {}, false});
    struct {
        const char* text;
        const char* name;
    } const rows[] = {{"省人民医院", "省人民医院"},
                      {"我在省医上班", "省人民医院"},
                      {"省人民医院珠海分院急诊科", "省人民医院珠海分院"},
                      {"市八医院", "广州市第八人民医院"}};
    for (const auto& row : rows) {
        const auto* found = p.hospital(row.text);
        ASSERT_TRUE(found) << row.text;
        EXPECT_EQ(found->name, row.name) << row.text;
    }
    EXPECT_FALSE(p.hospital("火星医院"));
    EXPECT_FALSE(p.hospital(""));
}

TEST(Programme, FindsNoHospitalInsideTheNameOfOneElsewhere) {
    Programme p;
    const OrganisationId gd{"gd"};
    p.hospitals = {{"广东省人民医院", {"省人民医院", "省医"}, "", gd, gd, {}, true},
                   {"深圳市龙华区人民医院", {"龙华区人民医院"}, "", gd, gd, {}, false},
                   {"广州市第八人民医院", {"广州市八", "市八"}, "", gd, gd, {}, false},
                   {"市中心医院", {"中心医院"}, "", gd, gd, {}, false}};
    struct {
        const char* why;
        const char* text;
        const char* name;  ///< nullptr for none
    } const rows[] = {
        {"another province", "湖北省人民医院", nullptr},
        {"another province, later ours", "从湖北省人民医院转到省人民医院", "广东省人民医院"},
        {"our province in full", "在广东省人民医院", "广东省人民医院"},
        {"by itself in a sentence", "我妈在省人民医院上班", "广东省人民医院"},
        {"a person in front is no place", "妈妈省医上班", "广东省人民医院"},
        {"another city's district", "海口市龙华区人民医院", nullptr},
        {"our city's district", "深圳市龙华区人民医院", "深圳市龙华区人民医院"},
        {"the province in front of our district", "广东省龙华区人民医院", "深圳市龙华区人民医院"},
        {"another city's number", "深圳市八医院", nullptr},
        {"our city's number", "广州市八医院", "广州市第八人民医院"},
        {"the number by itself", "送到市八医院", "广州市第八人民医院"},
        {"a name that does not say which city", "宜昌市中心医院", "市中心医院"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto* found = p.hospital(row.text);
        ASSERT_EQ(found != nullptr, row.name != nullptr);
        if (found) {
            EXPECT_EQ(found->name, row.name);
        }
    }
}

TEST(Programme, FindsADistrictByIdNameOrAlias) {
    const auto p = small_programme();
    for (const auto* text : {"440103", "荔湾区", "广州荔湾", "家在荔湾区多宝路"}) {
        ASSERT_TRUE(p.district(text)) << text;
        EXPECT_EQ(p.district(text)->id, "440103");
    }
    EXPECT_FALSE(p.district("越秀"));
}

TEST(Programme, KnowsItsTree) {
    const auto p = small_programme();
    EXPECT_TRUE(p.is_within(OrganisationId{"gz.lw"}, OrganisationId{"gd"}));
    EXPECT_TRUE(p.is_within(OrganisationId{"gz"}, OrganisationId{"gz"}));
    EXPECT_FALSE(p.is_within(OrganisationId{"gd"}, OrganisationId{"gz"}));
    EXPECT_FALSE(p.is_within(OrganisationId{"sz"}, OrganisationId{"gz"}));
    EXPECT_FALSE(p.is_within(OrganisationId{"unknown"}, OrganisationId{"gd"}));
    EXPECT_EQ(p.calendar_of(OrganisationId{"gz.lw"}).id, "office") << "inherited from the root";
}

TEST(Programme, SurvivesATreeThatIsACircle) {
    Programme p;
    p.organisations = {{OrganisationId{"a"}, "", OrganisationId{"b"}, ""},
                       {OrganisationId{"b"}, "", OrganisationId{"a"}, ""}};
    EXPECT_FALSE(p.is_within(OrganisationId{"a"}, OrganisationId{"c"}));
    EXPECT_TRUE(p.calendar_of(OrganisationId{"a"}).blocks.empty());
}

TEST(Route, FollowsTheHospitalThenTheDistrict) {
    auto p = small_programme();
    p.hospitals.push_back({"无主医院", {}, "440305", {}, {}, {}, false});
    p.hospitals.push_back({"只管职工医院", {}, {}, OrganisationId{"gd"}, {}, {}, false});
    struct {
        const char* why;
        const char *hospital, *district;
        bool staff;
        const char* organisation;  // "" for none
    } const rows[] = {
        {"staff of an affiliated hospital", "示范大学附属医院", "", true, "gd"},
        {"families of the same", "示范大学附属医院", "", false, "sz"},
        {"the hospital comes before the district", "八院", "南山", false, "gz"},
        {"unknown hospital: the district named", "火星医院", "南山", false, "sz"},
        {"a hospital nobody answers for: its district", "无主医院", "荔湾", true, "sz"},
        {"only one side known: that one", "只管职工医院", "", false, "gd"},
        {"only a district", "", "荔湾区", true, "gz.lw"},
        {"neither is known", "火星医院", "月球区", true, ""},
        {"nothing named", "", "", false, ""},
    };
    for (const auto& row : rows) {
        const auto found = route(p, row.hospital, row.district, row.staff);
        EXPECT_EQ(found ? found->value : "", row.organisation) << row.why;
    }
}

}  // namespace
}  // namespace warmline::dispatcher
