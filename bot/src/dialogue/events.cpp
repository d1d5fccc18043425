#include <fmt/format.h>

#include "meanings.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

Key word_for(MessageKind kind) {
    switch (kind) {
        case MessageKind::voice:
            return "word.voice";
        case MessageKind::image:
            return "word.image";
        case MessageKind::video:
            return "word.video";
        case MessageKind::location:
            return "word.location";
        case MessageKind::link:
            return "word.link";
        default:
            return "word.other";
    }
}

/// What stays with the ticket of something that is not words: the operator opens it by its media id.
std::string trace_of(const Message& message) {
    const char* what = message.kind == MessageKind::voice   ? "语音"
                       : message.kind == MessageKind::image ? "图片"
                       : message.kind == MessageKind::video ? "视频"
                       : message.kind == MessageKind::link  ? "链接"
                                                            : "其他消息";
    if (message.kind == MessageKind::location)
        return fmt::format("[位置 {} {:.6f},{:.6f}]", message.text, message.latitude, message.longitude);
    if (message.kind == MessageKind::link) return fmt::format("[链接 {}]", cut(message.text, 500));
    return fmt::format("[{} {}]", what, cut(message.media, 200));
}

/// The ticket it belongs to: the one we asked about; a helper's only task; else the latest under way.
const Ticket* belongs_to(const Draft& draft) {
    const auto& question = draft.conversation.question;
    if (question)
        for (const auto& id : question->tickets)
            if (const auto* ticket = draft.ticket(id); ticket && !is_over(ticket->state)) return ticket;
    const auto own = draft.own_open();
    for (auto it = own.rbegin(); it != own.rend(); ++it)
        if ((*it)->state != TicketState::resolved) return *it;
    const auto* helper = draft.helper();
    if (helper && helper->tickets.size() == 1) return draft.ticket(helper->tickets.front());
    return nullptr;
}

bool may_amend(const Draft& draft, const Ticket& ticket) {
    for (const auto* own : draft.own_open())
        if (own->id == ticket.id) return true;
    return false;
}

Facts place_of(const Message& message) {
    Facts facts{{"location", fmt::format("{:.6f},{:.6f}", message.latitude, message.longitude)}};
    if (!trim(message.text).empty()) facts["address"] = trim(message.text);
    return facts;
}

void attach(Draft& draft, const Ticket& ticket) {
    const auto trace = trace_of(draft.message);
    if (!may_amend(draft, ticket)) {
        draft.act_as_helper();
        draft.command(AddNote{ticket.id, trace});
    } else if (draft.message.kind == MessageKind::location) {
        auto facts = place_of(draft.message);
        draft.learn(facts, true);
        const auto& question = draft.conversation.question;
        if (question && question->slot == "address") draft.conversation.question.reset();
        draft.amend(ticket.id, std::move(facts), trace);
    } else {
        draft.amend(ticket.id, {}, trace);
    }
    draft.say(either(draft.message.kind == MessageKind::location, "media.place", "media.attached"),
              {{"what", std::string{word_for(draft.message.kind).name}}}, {ticket.id});
    if (draft.message.kind == MessageKind::location) ask_what_is_missing(draft);
}

void ask_what_it_is_about(Draft& draft) {
    Question question;
    const auto& before = draft.conversation.question;
    const bool more = before && before->slot == "about";
    question.kind = "slot";
    question.slot = "about";
    question.text = (more ? before->text + " " : std::string{}) + trace_of(draft.message);
    question.text = cut(question.text, 1000);
    draft.ask(std::move(question), "ask.about", {{"what", std::string{word_for(draft.message.kind).name}}});
}

void take_menu(Draft& draft) {
    const auto& key = draft.message.text;
    if (key == "REQ_NEW") return draft.say("menu.request");
    if (key == "REQ_STATUS") return tell_status(draft);
    if (key == "VOL_JOIN") return take_volunteer(draft);
    if (key == "HUMAN") return ask_for_person(draft);
    say_help(draft);
}

}  // namespace

bool take_event(Draft& draft) {
    switch (draft.message.kind) {
        case MessageKind::text:
            return false;
        case MessageKind::voice:
            if (!draft.text.empty()) return false;
            break;
        case MessageKind::subscribe:
            draft.say("welcome");
            return true;
        case MessageKind::unsubscribe:
            return true;
        case MessageKind::menu:
            take_menu(draft);
            return true;
        default:
            break;
    }
    if (const auto* ticket = belongs_to(draft)) {
        attach(draft, *ticket);
    } else {
        ask_what_it_is_about(draft);
    }
    return true;
}

bool take_keyword(Draft& draft) {
    const auto words = squeezed(draft.text.text);
    const auto is_one_of = [&](std::initializer_list<std::u32string_view> all) {
        for (const auto word : all)
            if (words == word) return true;
        return false;
    };
    if (is_one_of({U"0", U"人工", U"转人工", U"人工客服", U"客服", U"找人工", U"真人"}))
        return ask_for_person(draft), true;
    if (is_one_of({U"帮助", U"?", U"菜单", U"怎么用", U"使用说明", U"说明", U"help", U"功能"}))
        return say_help(draft), true;
    if (is_one_of({U"进度", U"查询", U"查进度", U"查询进度", U"我的需求", U"我的求助"}))
        return tell_status(draft), true;
    if (words.empty() && !draft.message.text.empty()) return draft.say("greeting"), true;
    return false;
}

}  // namespace warmline::bot::talk
