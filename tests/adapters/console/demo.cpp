#include "demo.hpp"

#include <stdexcept>

#include "console/password.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
using namespace std::chrono_literals;
namespace {

d::PersonId who(const char* id) { return d::PersonId{id}; }
d::TicketId number(const char* id) { return d::TicketId{id}; }
d::OrganisationId org(const char* id) { return d::OrganisationId{id}; }
d::Actor helper(const char* id) { return {d::ActorKind::helper, who(id)}; }
d::Actor requester(const char* id) { return {d::ActorKind::requester, who(id)}; }
const d::Actor chen{d::ActorKind::coordinator, d::PersonId{"chen"}};

d::Helper skills(std::set<d::Code> needs, std::set<std::string> licences = {}, std::vector<std::string> subjects = {},
                 int capacity = 3) {
    d::Helper out;
    out.needs = std::move(needs);
    out.licences = std::move(licences);
    out.subjects = std::move(subjects);
    out.capacity = capacity;
    return out;
}

/// Plays two days on the backend's clock.
class Script {
public:
    explicit Script(FakeBackend& backend) : b_(backend) {}

    void at(d::Span before_now) { b_.turn_to(demo_now - before_now); }
    void add(const char* id, const char* name, const char* phone, d::Role role, const char* organisation,
             const char* household = "") {
        d::Person p;
        p.id = who(id);
        p.name = name;
        p.phone = phone;
        p.roles = {role};
        p.organisation = org(organisation);
        p.household = d::HouseholdId{household};
        b_.run(d::ChangePerson{p});
    }
    void add_helper(const char* id, const char* name, const char* phone, d::Role role, const char* organisation,
                    d::Helper helper_skills) {
        d::Person p;
        p.id = who(id);
        p.name = name;
        p.phone = phone;
        p.roles = {role};
        p.organisation = org(organisation);
        p.helper = std::move(helper_skills);
        b_.run(d::ChangePerson{p});
    }
    void add_home(const char* id, const char* organisation, const char* district, const char* address,
                  std::vector<d::PersonId> members, const char* partner) {
        d::Household h;
        h.id = d::HouseholdId{id};
        h.organisation = org(organisation);
        h.district = district;
        h.hospital = "示范大学附属医院";
        h.address = address;
        h.members = std::move(members);
        if (*partner) h.pair = d::Pair{who(partner), {}, b_.clock};
        b_.run(d::ChangeHousehold{h});
    }
    void open(const char* id, const char* need, const char* from, const char* summary,
              std::map<std::string, std::string> facts = {}, bool urgent = false, bool crisis = false,
              bool draft = false) {
        const auto said = b_.clock;
        b_.run(d::OpenTicket{.id = number(id),
                             .need = need,
                             .urgent = urgent,
                             .crisis = crisis,
                             .draft = draft,
                             .requester = who(from),
                             .household = {},
                             .summary = summary,
                             .facts = std::move(facts)},
               requester(from));
        b_.lines[who(from)].push_back({said, false, summary});
        b_.lines[who(from)].push_back(
            {said, true,
             "收到：" + b_.programme().service(need)->name + "（工单 " + id + "）。我们马上找人，有消息立刻告诉您。"});
    }
    /// Whoever is asked takes it.
    void accept(const char* id) {
        const auto by = asked(id);
        b_.run(d::AcceptOffer{number(id), by}, {d::ActorKind::helper, by});
    }
    void decline(const char* id, const char* why) {
        const auto by = asked(id);
        b_.run(d::DeclineOffer{number(id), by, why}, {d::ActorKind::helper, by});
    }
    void progress(const char* id, const char* by, const char* note) {
        b_.run(d::ReportProgress{number(id), who(by), note}, helper(by));
    }
    void complete(const char* id, const char* by, const char* note) {
        b_.run(d::CompleteTicket{number(id), who(by), note}, helper(by));
    }
    void rate(const char* id, const char* by, int score, const char* comment) {
        b_.run(d::RateTicket{number(id), true, score, comment}, requester(by));
    }
    void run(const d::Command& command) { b_.run(command, chen); }

private:
    [[nodiscard]] d::PersonId asked(const char* id) const {
        const auto& offer = b_.at(id).offer;
        if (!offer) throw std::runtime_error(std::string("nobody is asked about ticket ") + id);
        return offer->candidate;
    }

    FakeBackend& b_;
};

void add_people(Script& s) {
    using enum d::Role;
    s.add("zhou", "周先生", "13800001234", requester, "gd.gz", "home-zhou");
    s.add("xu", "许女士", "13800002345", requester, "gd.gz", "home-xu");
    s.add("deng", "邓护士", "13800003456", requester, "gd.sz");
    s.add("fang", "方医生", "13800004567", requester, "gd.sz", "home-fang");
    s.add("pan", "潘女士", "", requester, "gd.gz");
    s.add_helper("liang", "梁小军", "13900001111", partner, "gd.gz", skills({}, {}, {}, 6));
    s.add_helper("ou", "欧阳晴", "13900002222", partner, "gd.sz", skills({"living.groceries"}, {}, {}, 6));
    s.add_helper("luo", "罗干事", "13900007777", partner, "gd.gz", skills({}, {}, {}, 6));
    s.add_helper("tang", "唐老师", "13900003333", volunteer, "gd.gz", skills({"education.tutoring"}, {}, {"数学"}));
    s.add_helper("shi", "石老师", "13900004444", volunteer, "gd.gz",
                 skills({"education.tutoring"}, {}, {"数学", "英语"}));
    s.add_helper("qin", "秦咨询师", "13900005555", expert, "gd",
                 skills({"psych.counsel", "psych.crisis"}, {"psychology"}));
    s.add_helper("gao", "高师傅", "13900006666", volunteer, "gd.gz",
                 skills({"transport", "living.groceries"}, {"driving"}));
    s.add_home("home-zhou", "gd.gz", "440103", "示范路 12 号 3 栋 502", {who("zhou")}, "liang");
    s.add_home("home-xu", "gd.gz", "440103", "样板街 8 号 1201", {who("xu")}, "liang");
    s.add_home("home-fang", "gd.sz", "440305", "例子大道 66 号 B 座 908", {who("fang")}, "ou");
    s.add("ning", "宁护士", "13800005678", requester, "gd.sz", "home-ning");
    s.add_home("home-ning", "gd.sz", "440305", "样例路 9 号 2201", {who("ning")}, "");
}

void play_yesterday(Script& s) {
    s.at(25h);
    s.open("10001", "living.groceries", "xu", "孩子在家，买菜不方便，能不能送点青菜和水果", {{"items", "青菜、水果"}});
    s.at(24h + 40min);
    s.accept("10001");
    s.run(d::StartSeries{number("10001"), d::HouseholdId{"home-xu"}});
    s.open("10002", "transport", "deng", "明早六点下夜班，地铁还没开，想有车送到南山",
           {{"when", "明早六点"}, {"district", "南山区"}});
    s.at(23h);
    s.progress("10001", "liang", "已和许女士通电话，下午送到门口");
    s.open("10003", "funds.relief", "fang", "家里老人住院，这个月周转不开，想申请困难补助");
    s.at(21h);
    s.complete("10001", "liang", "青菜 5 斤、苹果 3 斤，已放门口");
    s.accept("10003");
    s.open("10004", "supplies.protective", "deng", "科室护目镜不够，需要 20 副",
           {{"items", "护目镜 20 副"}, {"people", "20"}});
}

void play_today(Script& s) {
    s.at(2h + 50min);
    s.open("10005", "living.eldercare", "zhou", "我老婆在武汉支援，家里老人没人照顾，我要上夜班",
           {{"beneficiary", "family"}, {"when", "每晚"}, {"district", "荔湾区"}});
    s.open("10006", "education.tutoring", "zhou", "孩子小学四年级数学跟不上",
           {{"beneficiary", "family"}, {"child_grade", "小四"}, {"subject", "数学"}});
    s.at(2h + 30min);
    s.accept("10005");
    s.decline("10006", "这周都在值班，排不开");
    s.rate("10001", "xu", 5, "菜很新鲜，谢谢你们");
    s.at(2h);
    s.progress("10005", "liang", "已和周先生通电话，今晚七点上门看看老人");
    s.open("10007", "psych.counsel", "fang", "连着值班，晚上睡不着，想找人聊聊");
    s.at(100min);
    s.accept("10007");
    s.at(90min);
    s.open("10008", "medical.care", "xu", "老人降压药快吃完了，能不能代取", {{"when", "两天内"}});
    s.at(80min);
    s.accept("10008");
    s.run(d::MoveTicket{number("10008"), d::TicketState::waiting, "等许女士拍药盒照片，确认药名", {}, {}});
    s.at(40min);
    s.run(d::MoveTicket{number("10003"), d::TicketState::parked, "本月补助名额已用完", "先由慈善基金垫付药费，下月补报",
                        demo_now + 14 * 24h});
    s.run(d::AddNote{number("10005"), "居委会也能帮忙白天照看，已留电话"});
    s.at(6min);
    s.open("10009", "psych.crisis", "pan", "我撑不下去了，觉得活着没意思", {}, true, true);
    s.at(4min);
    s.open("10010", "transport", "xu", "老人下午要去医院复查，想要一辆车",
           {{"when", "今天下午"}, {"district", "荔湾区"}}, true);
    s.at(2min);
    s.open("10011", "living.childcare", "pan", "（电话）孩子六个月，奶粉快没了，我在医院回不去", {{"items", "奶粉"}},
           false, false, true);
    s.at(0min);
}

User account(const char* name, const char* display, UserRole role, const char* organisation, const std::string& hash) {
    return {.name = name, .argon2id = hash, .display_name = display, .role = role, .organisation = org(organisation)};
}

}  // namespace

std::unique_ptr<FakeBackend> demo_backend() {
    auto backend = std::make_unique<FakeBackend>(demo_programme());
    static const auto hash = hash_password(demo_password);
    for (const auto& user : {account("chen", "陈协调", UserRole::coordinator, "gd", hash),
                             account("lin", "林协调", UserRole::coordinator, "gd.sz", hash),
                             account("wu", "吴话务", UserRole::operator_, "gd.gz", hash),
                             account("he", "何书记", UserRole::leader, "gd", hash)}) {
        backend->users[user.name] = user;
    }
    backend->clock = demo_now - 26h;
    Script script{*backend};
    add_people(script);
    play_yesterday(script);
    play_today(script);
    backend->run(d::OpenCallTask{{.id = "call-deng",
                                  .person = who("deng"),
                                  .conversation = {},
                                  .ticket = number("10004"),
                                  .organisation = org("gd.sz"),
                                  .reason = "unreachable",
                                  .text = "告诉邓护士：护目镜正在协调，预计明天到",
                                  .urgent = false,
                                  .opened = {},
                                  .done = {}}});
    backend->parked_messages.push_back({.id = "parked-1",
                                        .person = who("deng"),
                                        .person_name = "邓护士",
                                        .organisation = org("gd.sz"),
                                        .ticket = number("10004"),
                                        .text = "您好，护目镜正在协调，预计明天送到科室。",
                                        .why = "the platform found our request wrong",
                                        .code = 40035,
                                        .at = demo_now - 30min});
    backend->parked_messages.push_back({.id = "parked-2",
                                        .person = who("xu"),
                                        .person_name = "许女士",
                                        .organisation = org("gd.gz"),
                                        .ticket = number("10010"),
                                        .text = "您要的车正在找，找到马上告诉您。",
                                        .why = "window closed",
                                        .code = 45015,
                                        .at = demo_now - 3min,
                                        .waiting = true});
    return backend;
}

void return_too_often(FakeBackend& backend, const std::string& id) {
    for (int i = 0; i <= backend.programme().bounce_max; ++i) {
        if (i > 0) backend.run(d::Reassign{number(id.c_str()), who("gao"), "请再看看"}, chen);
        backend.run(d::MoveTicket{number(id.c_str()), d::TicketState::returned, "不归我们", {}, {}}, chen);
    }
}

}  // namespace warmline::console::testing
