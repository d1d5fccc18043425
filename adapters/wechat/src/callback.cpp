#include "wechat/callback.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "wechat/text.hpp"

namespace warmline::wechat {
namespace {
using bot::MessageKind;

constexpr std::size_t id_bytes_max = 128;  // of OpenIDs and the like; real ones have 28

struct KindRow {
    std::string_view type;
    MessageKind kind;
};
constexpr std::array kinds{
    KindRow{"text", MessageKind::text},        KindRow{"voice", MessageKind::voice},
    KindRow{"image", MessageKind::image},      KindRow{"video", MessageKind::video},
    KindRow{"shortvideo", MessageKind::video}, KindRow{"location", MessageKind::location},
    KindRow{"link", MessageKind::link},
};

struct EventRow {
    std::string_view event;  // lower case
    Handling handling;
    MessageKind kind;
};
constexpr auto notice(std::string_view event) { return EventRow{event, Handling::notice, MessageKind::other}; }
constexpr std::array events{
    EventRow{"subscribe", Handling::message, MessageKind::subscribe},
    EventRow{"scan", Handling::message, MessageKind::subscribe},  // a follower comes through a QR code
    EventRow{"unsubscribe", Handling::message, MessageKind::unsubscribe},
    EventRow{"click", Handling::message, MessageKind::menu},
    EventRow{"scancode_waitmsg", Handling::message, MessageKind::menu},  // the person waits for an answer
    notice("view"),
    notice("view_miniprogram"),
    notice("location"),
    notice("scancode_push"),
    // What these announce follows as a message of its own.
    notice("pic_sysphoto"),
    notice("pic_photo_or_album"),
    notice("pic_weixin"),
    notice("location_select"),
    notice("templatesendjobfinish"),
    notice("masssendjobfinish"),
    notice("subscribe_msg_popup_event"),
    notice("subscribe_msg_change_event"),
    notice("subscribe_msg_sent_event"),
};

bool same_name(std::string_view given, std::string_view lower) noexcept {
    return std::equal(given.begin(), given.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}
const EventRow* find_event(std::string_view event) noexcept {
    const auto* at =
        std::find_if(events.begin(), events.end(), [&](const auto& row) { return same_name(event, row.event); });
    return at == events.end() ? nullptr : at;
}

bool digits(std::string_view text, std::size_t size_max) noexcept {
    return !text.empty() && text.size() <= size_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

MessageKind kind_of(const Callback& callback) noexcept {
    if (callback.type == "event") {
        const auto* row = find_event(callback.event);
        return row ? row->kind : MessageKind::other;
    }
    const auto* at =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& row) { return row.type == callback.type; });
    return at == kinds.end() ? MessageKind::other : at->kind;
}

std::string scene_of(const Element& fields) {
    auto key = fields.text_of("EventKey");
    constexpr std::string_view prefix = "qrscene_";
    if (key.starts_with(prefix)) key.remove_prefix(prefix.size());
    return std::string(key);
}

std::string raw_text(MessageKind kind, const Element& fields) {
    switch (kind) {
        case MessageKind::text:
            return std::string(fields.text_of("Content"));
        case MessageKind::voice:
            return std::string(fields.text_of("Recognition"));
        case MessageKind::location:
            return std::string(fields.text_of("Label"));
        case MessageKind::link:
            return std::string(fields.text_of("Title")).append("\n").append(fields.text_of("Url"));
        case MessageKind::subscribe:
            return scene_of(fields);
        case MessageKind::menu:
            return std::string(fields.text_of("EventKey"));
        default:
            return {};
    }
}

std::string media_of(const Element& fields) {
    const auto better = fields.text_of("MediaId16K");  // 16 kHz, when there is one
    return std::string(better.empty() ? fields.text_of("MediaId") : better);
}

std::optional<double> degrees(std::string_view text, double limit) {
    double out = 0;
    const auto* end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data(), end, out);
    if (failed != std::errc{} || at != end || !std::isfinite(out) || std::abs(out) > limit) return std::nullopt;
    return out;
}

Result<void> read_place(const Element& fields, bot::Message& out) {
    const auto latitude = degrees(fields.text_of("Location_X"), 90);
    const auto longitude = degrees(fields.text_of("Location_Y"), 180);
    if (!latitude || !longitude) return Errc::fields;
    out.latitude = *latitude;
    out.longitude = *longitude;
    return {};
}
}  // namespace

Result<Callback> read_callback(Element fields) {
    Callback out;
    out.to = fields.text_of("ToUserName");
    out.from = fields.text_of("FromUserName");
    out.type = fields.text_of("MsgType");
    out.event = fields.text_of("Event");
    out.message_id = fields.text_of("MsgId");
    out.created = fields.text_of("CreateTime");
    for (const auto* id : {&out.to, &out.from, &out.type, &out.event})
        if (id->size() > id_bytes_max) return Errc::fields;
    if (out.to.empty() || out.type.empty() || !digits(out.created, 10)) return Errc::fields;
    if (out.type == "event" && out.event.empty()) return Errc::fields;
    if (!out.message_id.empty() && !digits(out.message_id, 20)) return Errc::fields;
    out.fields = std::move(fields);
    return out;
}

std::string dedup_key(const Callback& callback) {
    if (!callback.message_id.empty()) return "msgid:" + callback.message_id;
    const auto& what = callback.event.empty() ? callback.type : callback.event;
    return "event:" + callback.from + "|" + callback.created + "|" + what;
}

Handling handling_of(const Callback& callback) noexcept {
    if (callback.type != "event") return Handling::message;
    const auto* row = find_event(callback.event);
    return row ? row->handling : Handling::unknown;
}

Result<bot::Message> to_message(const Callback& callback, std::string_view account) {
    if (callback.from.empty()) return Errc::fields;
    bot::Message out;
    out.channel = bot::Channel::wechat;
    out.account = account;
    out.sender = callback.from;
    out.dedup_key = std::string(account) + "/" + dedup_key(callback);
    out.kind = kind_of(callback);
    out.text = cut(clean(raw_text(out.kind, callback.fields)), bot::text_bytes_max);
    out.media = media_of(callback.fields);
    if (out.kind == MessageKind::location)
        if (const auto placed = read_place(callback.fields, out); !placed) return placed.error();
    std::int64_t seconds = 0;
    std::from_chars(callback.created.data(), callback.created.data() + callback.created.size(), seconds);
    out.sent_at = dispatcher::Time(std::chrono::seconds(seconds));
    return out;
}
}  // namespace warmline::wechat
