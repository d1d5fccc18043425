#include "commands.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "availability.hpp"
#include "leave.hpp"
#include "more_time.hpp"

namespace warmline::bot::talk {
namespace {

using View = std::u32string_view;
struct Word {
    View word;
    Action action;
};
using A = Action;

/// The words we teach, and their nearest variants: enough alone, or with a note behind them.
constexpr Word taught[] = {
    {U"接单", A::accept},     {U"接受", A::accept},       {U"我接单", A::accept},      {U"收到接单", A::accept},
    {U"确认接单", A::accept}, {U"同意接单", A::accept},   {U"拒绝", A::decline},       {U"拒单", A::decline},
    {U"不接", A::decline},    {U"不接单", A::decline},    {U"拒绝接单", A::decline},   {U"接不了", A::decline},
    {U"完成", A::complete},   {U"已完成", A::complete},   {U"完成任务", A::complete},  {U"任务完成", A::complete},
    {U"办好了", A::complete}, {U"已办好", A::complete},   {U"办完了", A::complete},    {U"送到了", A::complete},
    {U"已送到", A::complete}, {U"已送达", A::complete},   {U"进展", A::progress},      {U"汇报进展", A::progress},
    {U"已联系", A::progress}, {U"已经联系", A::progress}, {U"求助", A::help},          {U"转交", A::hand_back},
    {U"退单", A::hand_back},  {U"交回", A::hand_back},    {U"做不了了", A::hand_back}, {U"订房", A::book},
    {U"订房间", A::book},     {U"改订", A::book},
};

/// Whole messages that need something to be about.
constexpr Word whole[] = {
    {U"接", A::accept},         {U"接了", A::accept},       {U"我接", A::accept},       {U"我来", A::accept},
    {U"我去", A::accept},       {U"我可以", A::accept},     {U"可以接", A::accept},     {U"我能去", A::accept},
    {U"我能接", A::accept},     {U"我来接", A::accept},     {U"我来吧", A::accept},     {U"交给我", A::accept},
    {U"包在我身上", A::accept}, {U"没问题我去", A::accept}, {U"没问题我来", A::accept}, {U"能接", A::accept},
    {U"接下", A::accept},       {U"我愿意", A::accept},     {U"马上去", A::accept},     {U"我马上去", A::accept},
    {U"做不了", A::hand_back},  {U"换人", A::hand_back},    {U"换个人", A::hand_back},  {U"去不了", A::hand_back},
    {U"来不了", A::hand_back},  {U"办不了", A::hand_back},  {U"办好", A::complete},     {U"办妥", A::complete},
    {U"办妥了", A::complete},   {U"搞定", A::complete},     {U"搞掂", A::complete},     {U"做完", A::complete},
    {U"送到", A::complete},     {U"送达", A::complete},     {U"弄好", A::complete},     {U"都办好了", A::complete},
    {U"联系上", A::progress},   {U"联系好", A::progress},   {U"在路上", A::progress},   {U"出发", A::progress},
    {U"已出发", A::progress},   {U"打过电话", A::progress}, {U"约好", A::progress},     {U"需要帮助", A::help},
    {U"请求支援", A::help},     {U"需要支援", A::help},     {U"帮帮我", A::help},       {U"搞不定", A::help},
    {U"我搞不定", A::help},
};

/// Whole messages that answer an offer if nothing else was asked.
constexpr Word bare[] = {
    {U"好", A::accept},     {U"好的", A::accept},  {U"好啊", A::accept},      {U"行", A::accept},
    {U"可以", A::accept},   {U"ok", A::accept},    {U"okay", A::accept},      {U"嗯", A::accept},
    {U"嗯嗯", A::accept},   {U"是", A::accept},    {U"同意", A::accept},      {U"愿意", A::accept},
    {U"没问题", A::accept}, {U"👌", A::accept},     {U"👍", A::accept},         {U"不", A::decline},
    {U"不行", A::decline},  {U"不去", A::decline}, {U"不来", A::decline},     {U"不可以", A::decline},
    {U"算", A::decline},    {U"忙", A::decline},   {U"没空", A::decline},     {U"没时间", A::decline},
    {U"抱歉", A::decline},  {U"不了", A::decline}, {U"不好意思", A::decline},
};

constexpr View tasks[] = {U"今日任务",     U"今天任务",    U"今天的任务", U"我的任务",       U"任务",
                          U"任务列表",     U"我的单",      U"我的单子",   U"我的工单",       U"今日工单",
                          U"待办",         U"我的待办",    U"有什么任务", U"今天有什么任务", U"今天有哪些任务",
                          U"查任务",       U"查看任务",    U"看任务",     U"还有什么任务",   U"我有什么任务",
                          U"我手上的任务", U"我手上有什么"};
constexpr View resumes[] = {U"复工", U"恢复接单", U"结束休息", U"我回来", U"可以接单", U"开工", U"上线",
                            U"上班", U"不休息",   U"我复工",   U"休息好", U"休息结束", U"恢复", U"继续接单"};
constexpr View rests[] = {U"我的休息", U"我的请假",     U"休息安排",       U"请假安排", U"查休息",
                          U"查请假",   U"我的休息安排", U"我什么时候休息", U"我请的假"};
constexpr View calendars[] = {U"日历", U"我的日历", U"日历订阅", U"订阅日历", U"值班日历", U"要日历"};
constexpr View calendar_ends[] = {U"停用日历", U"取消日历", U"关闭日历", U"日历停用", U"不要日历"};
constexpr View rest_ends[] = {U"取消休息", U"取消请假", U"不请假", U"销假", U"撤销休息", U"撤销请假"};
constexpr View softeners[] = {U"好的",     U"好",     U"嗯嗯", U"嗯",   U"收到",   U"ok",    U"抱歉",
                              U"不好意思", U"对不起", U"谢谢", U"那",   U"我这边", U"这边",  U"这个",
                              U"这单",     U"这条",   U"报告", U"您好", U"你好",   U"没问题"};
constexpr View particles[] = {U"了", U"啦", U"吧", U"哈", U"呀", U"哦", U"喔", U"嘞",
                              U"咯", U"哟", U"啊", U"哒", U"的", U"喇", U"咗", U"谢谢"};
/// Behind a taught word these make another word of it: 「完成不了」「接单后」「不接电话」.
constexpr View turns_away = U"不后时前率的得吗么没电";

constexpr std::size_t loose_characters_max = 24;

bool one_of(View text, auto const& words) {
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::optional<Action> lookup(View text, auto const& table) {
    for (const auto& [word, action] : table)
        if (text == word) return action;
    return std::nullopt;
}

/// Where `word` ends if it stands at `at`, blanks inside ignored; npos otherwise.
std::size_t after(View text, std::size_t at, View word) {
    for (const auto c : word) {
        while (at < text.size() && text[at] == U' ') ++at;
        if (at >= text.size() || text[at] != c) return View::npos;
        ++at;
    }
    return at;
}

std::size_t skip_blanks(View text, std::size_t at) {
    while (at < text.size() && (text[at] == U' ' || text[at] == U':')) ++at;
    return at;
}

std::size_t skip_softener(View text, std::size_t at) {
    for (const auto softener : softeners)
        if (const auto end = after(text, at, softener); end != View::npos) return skip_blanks(text, end);
    return at;
}

/// The text without the words of politeness before it and the particles behind it, longest first.
std::vector<std::u32string> readings(const Folded& text) {
    std::vector<std::u32string> out;
    std::size_t begin = 0;
    for (int openings = 0; openings < 4; ++openings) {
        out.push_back(squeezed(View{text.text}.substr(begin)));
        for (bool cut = true; cut;) {
            cut = false;
            for (const auto particle : particles)
                if (out.back().size() > particle.size() && View{out.back()}.ends_with(particle)) {
                    out.push_back(out.back().substr(0, out.back().size() - particle.size()));
                    cut = true;
                    break;
                }
        }
        const auto next = skip_softener(text.text, begin);
        if (next == begin || next >= text.size()) break;
        begin = next;
    }
    return out;
}

bool asks(View text) {
    return contains_any(text,
                        {U"?", U"吗", U"怎么", U"什么", U"几点", U"哪", U"多少", U"呢", U"谁", U"是不是", U"能不能"});
}

std::optional<Command> with_note(const Folded& text) {
    const View all = text.text;
    for (std::size_t at = 0, tries = 0; tries < 4; ++tries) {
        const Word* best = nullptr;
        std::size_t end = 0;
        for (const auto& word : taught)
            if (const auto behind = after(all, at, word.word); behind != View::npos && behind > end)
                best = &word, end = behind;
        if (best != nullptr) {
            for (const auto particle : {U'了', U'啦', U'咗'})
                if (end < all.size() && all[end] == particle) ++end;
            if (end < all.size() && turns_away.find(all[end]) != View::npos) return std::nullopt;
            const bool claims = best->action == A::accept || best->action == A::complete || best->action == A::progress;
            if (claims && asks(all)) return std::nullopt;
            auto note = text.written_from(end);
            // 「送到了，放在门口」 says what was done by itself.
            if (best->action == A::complete &&
                !one_of(best->word, std::array{View{U"完成"}, View{U"已完成"}, View{U"完成任务"}, View{U"任务完成"}}))
                note = text.written_from(0);
            return Command{best->action, note, true, false};
        }
        const auto next = skip_softener(all, at);
        if (next == at) break;
        at = next;
    }
    return std::nullopt;
}

bool of_own_family(View text) {
    return contains_any(text, {U"妈", U"爸", U"奶奶", U"爷爷", U"外婆", U"外公", U"孩子", U"儿子", U"女儿", U"老婆",
                               U"老公", U"老人", U"丈夫", U"妻子", U"婆婆", U"公公", U"同事", U"我家"});
}

bool says_no(View text) {
    return contains_any(text,
                        {U"来不了",   U"去不了",   U"接不了", U"做不了", U"不接",   U"没空",   U"没时间", U"不方便",
                         U"有课",     U"有事",     U"值班",   U"出差",   U"加班",   U"要上班", U"不能去", U"不能来",
                         U"不能接",   U"去不成",   U"来不成", U"赶不过", U"赶不到", U"换个人", U"换人",   U"生病",
                         U"发烧",     U"不在广州", U"不在家", U"排不开", U"走不开", U"抽不开", U"没法",   U"不太行",
                         U"忙不过来", U"唔得闲",   U"去唔到", U"冇时间", U"另找",   U"找别人"});
}

bool says_cannot_go_on(View text) {
    return contains_any(
        text, {U"做不了", U"来不了", U"去不了", U"不能去", U"不能来", U"换个人", U"换人", U"去不成", U"来不成",
               U"干不了", U"办不了", U"帮不了", U"走不开", U"赶不过", U"找别人", U"另找", U"去唔到"});
}

bool says_not_yet(View text) {
    return contains_any(text, {U"没", U"未", U"不", U"还差", U"会", U"将", U"准备", U"打算", U"明天", U"等下", U"待会",
                               U"马上", U"就要", U"之前", U"快要"});
}

bool says_done(View text) {
    return contains_any(text, {U"送到",   U"送达",   U"办好",   U"办妥",   U"搞定",   U"搞掂",   U"做完",
                               U"弄好",   U"修好",   U"上完课", U"辅导完", U"陪完",   U"讲完",   U"完成",
                               U"买好送", U"接到家", U"聊完",   U"谈完",   U"处理完", U"处理好", U"解决"});
}

bool says_stuck(View text) {
    return contains_any(text, {U"联系不上", U"联系不到", U"打不通", U"没人接", U"没人开门", U"不开门", U"搞不定",
                               U"不接电话", U"找不到人", U"找不到地址", U"处理不了"});
}

bool says_on_the_way(View text) {
    if (contains_any(text, {U"还没", U"没联系", U"没有联系", U"未联系"})) return false;
    return contains_any(text,
                        {U"联系上", U"联系好", U"联系过", U"联系了", U"打过电话", U"打了电话", U"通过电话", U"打电话",
                         U"在路上", U"出发",   U"到楼下", U"到门口", U"约好",     U"约了",     U"约在",     U"马上到",
                         U"快到",   U"已经到", U"正在",   U"会在",   U"准备",     U"明天"});
}

bool says_yes(View text) {
    return !contains_any(text, {U"不", U"没", U"唔", U"冇"}) &&
           contains_any(text, {U"我去", U"我来", U"我接", U"过去", U"马上去", U"可以去", U"能去", U"接了", U"接这单",
                               U"接这个", U"去帮"});
}

/// Phrases without one of our words. Only where they make sense, and never over a request for the helper's own family.
std::optional<Command> loosely(const Folded& text, const Standing& standing) {
    const bool brief = text.size() <= loose_characters_max && !of_own_family(text.text);
    if (asks(text.text) || (!brief && standing.reads_as_request)) return std::nullopt;
    const auto note = [&](Action action) { return Command{action, text.written_from(0), false, false}; };
    if (standing.has_tickets && says_stuck(text.text)) return note(A::help);
    if (standing.has_offers && says_no(text.text)) return note(A::decline);
    if (standing.has_tickets && says_cannot_go_on(text.text)) return note(A::hand_back);
    if (standing.has_offers && says_yes(text.text) && brief) return Command{A::accept, {}, false, false};
    if (standing.has_tickets && says_done(text.text) && !says_not_yet(text.text)) return note(A::complete);
    if (standing.has_tickets && says_on_the_way(text.text)) return note(A::progress);
    return std::nullopt;
}

/// 「休息」「休息到明天」「明天休息」「我想休息三天」: nothing else may stand beside it.
std::optional<Command> rest(const Folded& text) {
    const auto words = squeezed(text.text);
    const auto at = words.find(U"休息");
    if (at == std::u32string::npos) return std::nullopt;
    auto before = words.substr(0, at);
    for (const std::u32string_view opening : {U"我", U"想", U"要", U"先", U"需要", U"申请", U"请假", U"得", U"再"})
        for (auto found = before.find(opening); found != std::u32string::npos; found = before.find(opening))
            before.erase(found, opening.size());
    const auto behind = words.substr(at + 2);
    static constexpr View days[] = {U"",       U"今天", U"今晚", U"明天", U"明后天", U"后天",
                                    U"这两天", U"这周", U"本周", U"周末", U"这几天"};
    static constexpr View ends[] = {U"", U"一下", U"了", U"吧", U"一会", U"一会儿", U"下"};
    if (!one_of(View{before}, days)) return std::nullopt;
    const bool until = behind.starts_with(U"到") || behind.starts_with(U"至");
    const bool span = behind.size() >= 2 && behind.size() <= 5 &&
                      contains_any(behind, {U"天", U"周", U"星期", U"小时"}) && !asks(behind);
    if (!one_of(View{behind}, ends) && !(until && behind.size() <= 12 && !asks(behind)) && !span) return std::nullopt;
    return Command{A::rest, text.written_from(0), true, true};
}

/// 「取消休息」「取消下周一的休息」.
bool ends_rest(View text) {
    if (one_of(text, rest_ends)) return true;
    const bool cancels = text.starts_with(U"取消") && (text.ends_with(U"休息") || text.ends_with(U"请假"));
    return cancels && text.size() <= 16;
}

/// The reader knows whole requests; of 「考试周不接单」 it may think that a tutor is wanted. With none of these words
/// in it, a text that speaks of leave or of more time asks for nothing else.
bool wants_help(const Folded& text, const Standing& standing) {
    return standing.reads_as_request &&
           contains_any(text.text, {U"需要", U"想找", U"找人", U"帮", U"求", U"麻烦", U"接送", U"送", U"买", U"想要"});
}

/// 「完成了一半」「先送了一部分」「米送到了，药还没有」: some of it is done, and the rest is to come.
bool says_partly(const Folded& text) {
    static constexpr View done[] = {U"完成", U"办了", U"办好", U"做了", U"做好", U"送了", U"送到", U"送去",
                                    U"买了", U"买到", U"弄了", U"弄好", U"搞定", U"修了", U"讲了", U"处理"};
    static constexpr View rest[] = {U"还没有", U"还没送", U"还没买", U"还没办", U"还没弄", U"还没做", U"还没修",
                                    U"没买到", U"没买齐", U"没送齐", U"没送完", U"没办完", U"没做完", U"没弄完",
                                    U"还差",   U"缺货",   U"还剩",   U"等货",   U"还要等"};
    static constexpr View others[] = {U"剩下", U"剩余", U"其余", U"其他的", U"另外的", U"另一半"};
    static constexpr View later[] = {U"明天", U"后天", U"晚点", U"下次", U"再",
                                     U"周",   U"还在", U"还要", U"回头", U"下午"};
    const View all = text.text;
    const auto has = [](View where, const auto& words) {
        return std::ranges::any_of(words, [&](View word) { return contains(where, word); });
    };
    // 「还没送到」 alone is none of it done.
    std::u32string told = text.text;
    for (const auto word : rest)
        if (const auto at = told.find(word); at != View::npos) told.erase(at, word.size() + 1);
    if (asks(all) || !has(told, done) || contains_any(all, {U"没完成", U"没有完成"})) return false;
    if (contains_any(all, {U"一半", U"一部分", U"大部分", U"部分完成", U"完成部分"})) return true;
    // 「送到了，老人还没有吃」 tells of the family.
    if (of_own_family(all) || contains_any(all, {U"人还没", U"对方", U"家属"})) return false;
    return told != text.text || (has(all, others) && has(all, later));
}

/// Leave: by a word of its own, or by 「明天下午不行」 where that answers nothing else.
std::optional<Command> leave(const Folded& text, const Standing& standing) {
    if (standing.reason_asked || wants_help(text, standing)) return std::nullopt;
    const auto told = tells_leave(text);
    const bool free = standing.nothing_else_asked && !standing.has_offers;
    if (told == LeaveTold::plainly || (told == LeaveTold::loosely && free))
        return Command{A::rest, text.written_from(0), told == LeaveTold::plainly, false};
    return std::nullopt;
}

std::optional<Command> more_time(const Folded& text, const Standing& standing) {
    if (!standing.carries || standing.reason_asked || !asks_more_time(text)) return std::nullopt;
    static constexpr std::size_t opening_characters_max = 6;  // the reason behind the word may sound like a request
    const bool begins = squeezed(text.text).find(U"延") <= opening_characters_max;
    if (!begins && wants_help(text, standing)) return std::nullopt;
    return Command{A::extend, text.written_from(0), true, false};
}

}  // namespace

std::string name_of(Action action) {
    static constexpr std::array names{"accept", "decline",  "complete",     "progress", "help",        "hand_back",
                                      "tasks",  "rest",     "resume",       "rests",    "end_rest",    "extend",
                                      "book",   "calendar", "calendar_off", "partly",   "availability"};
    return names.at(static_cast<std::size_t>(action));
}

std::optional<Action> action_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(A::availability); ++i)
        if (name_of(static_cast<Action>(i)) == name) return static_cast<Action>(i);
    return std::nullopt;
}

std::optional<Command> read_command(const Folded& text, const Standing& standing) {
    for (const auto& reading : readings(text)) {
        const auto asked = View{reading}.substr(0, reading.find_last_not_of(U'?') + 1);
        if (one_of(asked, tasks)) return Command{A::tasks, {}, true, true};
        if (one_of(asked, rests)) return Command{A::rests, {}, true, true};
        if (one_of(asked, calendars)) return Command{A::calendar, {}, true, true};
        if (one_of(View{reading}, calendar_ends)) return Command{A::calendar_off, {}, true, true};
        if (ends_rest(View{reading})) return Command{A::end_rest, bytes(reading), true, true};
        if (one_of(View{reading}, resumes)) return Command{A::resume, {}, true, true};
        if (const auto action = lookup(reading, taught)) {
            const bool tells = *action == A::complete && !contains(reading, U"完成");
            return Command{*action, tells ? text.written_from(0) : std::string{}, true, true};
        }
        if (const auto action = lookup(reading, whole)) {
            const bool about = *action == A::accept
                                   ? standing.has_offers
                                   : standing.has_tickets || (*action == A::hand_back && standing.has_offers);
            const bool tells = *action == A::complete || *action == A::progress;
            if (about) return Command{*action, tells ? text.written_from(0) : std::string{}, false, true};
        }
        if (const auto action = lookup(reading, bare); action && standing.has_offers && standing.nothing_else_asked)
            return Command{*action, {}, false, true};
    }
    if (standing.has_tickets && says_partly(text)) return Command{A::partly, text.written_from(0), true, false};
    const bool free = standing.nothing_else_asked && !standing.has_offers && !standing.reads_as_request;
    if (availability_in(text, free) && !wants_help(text, standing))
        return Command{A::availability, text.written_from(0), true, false};
    if (auto command = rest(text)) return command;
    if (auto command = leave(text, standing)) return command;
    // 「求助，家里老人没人照顾」: without a task in hand it is a request of one's own.
    if (auto command = with_note(text); command && (command->action != A::help || standing.has_tickets)) return command;
    if (auto command = more_time(text, standing)) return command;
    // Words after a question are its answer: a reason is no second refusal.
    return standing.nothing_else_asked ? loosely(text, standing) : std::nullopt;
}

}  // namespace warmline::bot::talk
