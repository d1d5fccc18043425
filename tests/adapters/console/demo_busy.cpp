// A day on which everything happens at once, for looking at the page.
#include "demo.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
using namespace std::chrono_literals;
namespace {

struct Wish {
    const char *need, *summary;
};
constexpr std::array<Wish, 10> wishes{{
    {"living.eldercare", "父母都七十多了，腿脚不便，我在隔离病区出不来，想请人每天看一眼，最好能帮着量血压"},
    {"living.groceries", "家里米和油快没了"},
    {"education.tutoring",
     "孩子初二，数学和英语都落下了，上网课没人管，晚上七点以后有空，周末全天都可以，希望找有耐心的大学生哥哥姐姐"},
    {"transport", "明早五点半下夜班，没有地铁"},
    {"psych.counsel", "连着三周没回家，夜里总醒，想找人说说话"},
    {"medical.care", "婆婆的胰岛素只剩两天的量"},
    {"supplies.protective", "发热门诊护目镜和面屏都缺，先要五十副，越快越好；联系不上采购，仓库说下周才到货"},
    {"funds.relief", "爱人停薪，房贷下个月就断供了"},
    {"living.childcare", "双胞胎八个月，奶奶一个人带不过来"},
    {"living.eldercare", "Grandmother speaks only English and needs someone to accompany her to dialysis on Tuesdays"},
}};

void add_family(FakeBackend& backend, int number) {
    constexpr std::array<const char*, 6> names{"赵女士", "钱医生", "欧阳娜娜医师", "阿依古丽·买买提江护士长",
                                               "孙先生", "李护士"};
    d::Person person;
    person.id = d::PersonId{"busy-" + std::to_string(number)};
    person.name = names[static_cast<std::size_t>(number) % names.size()];
    person.phone = "1370000" + std::to_string(1000 + number);
    person.roles = {d::Role::requester};
    person.organisation = d::OrganisationId{number % 3 == 0 ? "gd.sz" : "gd.gz"};
    backend.run(d::ChangePerson{person});
}

/// How far this one has come: every stage has its share.
void play_on(FakeBackend& backend, const d::TicketId& id, int number) {
    const auto offer = backend.at(id.value).offer;
    if (!offer || number % 5 == 0) return;
    const d::Actor by{d::ActorKind::helper, offer->candidate};
    if (number % 7 == 0) return backend.run(d::DeclineOffer{id, by.person, "今晚值班"}, by);
    backend.run(d::AcceptOffer{id, by.person}, by);
    if (number % 3 == 0) return;
    backend.run(d::ReportProgress{id, by.person, "已通电话，约好时间"}, by);
    if (number % 4 == 0) return;
    backend.run(d::CompleteTicket{id, by.person, "已办好"}, by);
    const auto requester = backend.at(id.value).requester;
    if (number % 2 == 0) {
        backend.run(d::RateTicket{id, number % 8 != 2, number % 8 != 2 ? 5 : 2, "谢谢"},
                    {d::ActorKind::requester, requester});
    }
}

}  // namespace

void play_mass_event(FakeBackend& backend) {
    constexpr std::array<const char*, 4> words{"降压药断了两天，药店都关着", "婆婆的胰岛素用完了",
                                               "爸爸的心脏病药今晚就没有了", "孩子哮喘的喷雾快没了"};
    for (int number = 1; number <= static_cast<int>(words.size()); ++number) {
        add_family(backend, 200 + number);
        const d::PersonId who{"busy-" + std::to_string(200 + number)};
        backend.run(d::OpenTicket{.id = d::TicketId{std::to_string(10200 + number)},
                                  .need = "medical.care",
                                  .requester = who,
                                  .household = {},
                                  .summary = words[static_cast<std::size_t>(number) - 1],
                                  .facts = {{"district", "荔湾区"}}},
                    {d::ActorKind::requester, who});
    }
}

void play_groups(FakeBackend& backend) {
    for (const auto* id : {"qin", "shi"}) {
        auto expert = backend.known(id);
        expert.helper->needs.insert("psych.group");
        expert.helper->licences.insert("psychology");
        backend.run(d::ChangePerson{expert});
    }
    for (int number = 1; number <= 2; ++number) {
        add_family(backend, 220 + number);
        const d::PersonId who{"busy-" + std::to_string(220 + number)};
        backend.run(d::OpenTicket{.id = d::TicketId{std::to_string(10220 + number)},
                                  .need = "psych.group",
                                  .requester = who,
                                  .household = {},
                                  .summary = number == 1 ? "同事们压力很大，想要一个心理支持群"
                                                         : "急诊科夜班的护士想有个群，请专家带一带",
                                  .facts = {{"hospital", "示范区人民医院"}}},
                    {d::ActorKind::requester, who});
    }
}

void play_rest(FakeBackend& backend) {
    for (int number = 1; number <= 2; ++number) {
        add_family(backend, 230 + number);
        const d::PersonId who{"busy-" + std::to_string(230 + number)};
        backend.run(d::OpenTicket{.id = d::TicketId{std::to_string(10230 + number)},
                                  .need = "rest.lodging",
                                  .requester = who,
                                  .household = {},
                                  .summary = "刚从隔离病区轮换下来，想去疗养院休养",
                                  .facts = {}},
                    {d::ActorKind::requester, who});
    }
}

void play_busy_day(FakeBackend& backend) {
    constexpr int tickets = 60, calls = 12;
    for (int number = 1; number <= tickets; ++number) {
        add_family(backend, number);
        const bool crisis = number % 20 == 0;
        const auto& wish = wishes[static_cast<std::size_t>(number) % wishes.size()];
        d::OpenTicket command;
        command.id = d::TicketId{std::to_string(10100 + number)};
        command.need = crisis ? "psych.crisis" : wish.need;
        command.urgent = crisis || number % 9 == 0;
        command.crisis = crisis;
        command.requester = d::PersonId{"busy-" + std::to_string(number)};
        command.summary = crisis ? "我真的不想活了" : wish.summary;
        backend.run(command, {d::ActorKind::requester, command.requester});
        play_on(backend, command.id, number);
        if (number > calls) continue;
        d::CallTask task;
        task.id = "busy-call-" + std::to_string(number);
        task.person = command.requester;
        task.ticket = command.id;
        task.organisation = backend.at(command.id.value).organisation;
        task.reason = number % 2 == 0 ? "person_wanted" : "unreachable";
        task.text = wish.summary;
        task.urgent = number % 6 == 0;
        backend.run(d::OpenCallTask{std::move(task)});
    }
}

}  // namespace warmline::console::testing
