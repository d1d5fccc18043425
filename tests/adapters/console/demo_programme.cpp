#include "demo.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
using namespace std::chrono_literals;
namespace {

d::OrganisationId org(const char* id) { return d::OrganisationId{id}; }

d::Service service(const char* need, const char* name, d::Tier tier, d::Executor executor,
                   std::vector<std::string> licences = {}) {
    d::Service out;
    out.need = need;
    out.name = name;
    out.tier = tier;
    out.executor = executor;
    out.licences = std::move(licences);
    return out;
}

}  // namespace

d::Programme demo_programme() {
    using enum d::Tier;
    using enum d::Executor;
    d::Programme p;
    p.id = "demo";
    p.title = "青春情暖——白衣战士致敬行动";
    p.organisations = {{org("gd"), "团省委", {}, "office"},
                       {org("gd.gz"), "广州团市委", org("gd"), {}},
                       {org("gd.sz"), "深圳团市委", org("gd"), {}}};
    p.districts = {{"440103", "荔湾区", {"荔湾"}, org("gd.gz")}, {"440305", "南山区", {"南山"}, org("gd.sz")}};
    p.services = {service("living.eldercare", "长者照护", t3, partner),
                  service("living.groceries", "生活物资配送", t3, partner),
                  service("living.childcare", "母婴儿童照料", t2, partner),
                  service("funds.relief", "资金帮扶", t4, partner),
                  service("education.tutoring", "学业辅导", t3, pool),
                  service("psych.counsel", "心理咨询", t2, pool, {"psychology"}),
                  service("psych.crisis", "心理危机", t1, pool, {"psychology"}),
                  service("transport", "交通出行", t2, pool, {"driving"}),
                  service("medical.care", "就医用药", t2, partner),
                  service("supplies.protective", "防护物资", t2, partner)};
    auto group = service("psych.group", "心理支持群", t3, pool, {"psychology"});
    group.group = true;
    p.services.push_back(std::move(group));
    p.hospitals = {{"示范区人民医院", {}, "440103", org("gd.gz"), org("gd.gz"), {}, true},
                   {"样例区中心医院", {}, "440305", org("gd.sz"), org("gd.sz"), {}, false}};
    auto rest = service("rest.lodging", "送休养服务", t3, pool);
    rest.places = {{"hill", "示例山疗养院", org("gd"), 1, 14, {}, {}, "优惠价每晚150元"},
                   {"lake", "示例湖疗养院", org("gd"), 8, 14, {}, {}, ""}};
    p.services.push_back(std::move(rest));
    p.services[1].repeat_days = 7;
    p.services[4].match_subject = true;
    auto shared = service("manpower.site", "现场志愿力量", t2, pool);
    shared.squad = true;
    shared.mode = d::Mode::lead;
    shared.responsible = org("gd.gz");
    shared.cooperating = {org("gd.sz")};
    p.services.push_back(std::move(shared));
    p.tiers = {{t0, {{5s, 0}, {0s, 0}, {2min, 0}, {5min, 0}, {1h, 0}, {24h, 0}, {50, 100}, {2min, 5min, 10min}, false}},
               {t1, {{5s, 0}, {30min, 0}, {10min, 0}, {30min, 0}, {2h, 0}, {24h, 0}, {50, 80, 100}, {}, false}},
               {t2, {{5s, 0}, {2h, 0}, {30min, 0}, {2h, 0}, {24h, 0}, {24h, 0}, {50, 80, 100}, {}, true}},
               {t3, {{5s, 0}, {2h, 0}, {4h, 0}, {0s, 1}, {0s, 5}, {48h, 0}, {80, 100}, {}, true}},
               {t4, {{5s, 0}, {0s, 1}, {0s, 1}, {0s, 1}, {0s, 10}, {48h, 0}, {50, 100}, {}, true}}};
    d::Calendar office;
    office.id = "office";
    office.blocks = {{9h, 12h}, {14h, 18h}};
    p.calendars = {{"office", office}};
    p.incident = {.families = 3, .within = 60min};
    p.surge.capacity_percent = 150;
    p.quiet_hours = {22h, 7h};
    return p;
}

}  // namespace warmline::console::testing
