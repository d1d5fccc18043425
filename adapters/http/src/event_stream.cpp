#include "http/event_stream.hpp"

namespace warmline::http {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value) {
        if (!is_line_end(c) && c != '\0') out += c;
    }
    out += '\n';
}

// One "data:" line for each line, whatever ends it; the client joins them with '\n'.
void append_data(std::string& out, std::string_view data) {
    while (true) {
        const auto end = data.find_first_of("\r\n");
        out.append("data: ").append(data.substr(0, end)) += '\n';
        if (end == std::string_view::npos) return;
        data.remove_prefix(data.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
}

}  // namespace

bool EventStream::push(std::string_view event, std::string_view data_json, std::string_view id) {
    if (closed_) return false;
    if (!id.empty()) append_field(queued_, "id", id);
    if (!event.empty()) append_field(queued_, "event", event);
    append_data(queued_, data_json);
    queued_ += '\n';
    if (queued_.size() > queued_bytes_max_) {
        dropped_ = true;
        queued_ = {};
        close();
        return false;
    }
    wake();
    return true;
}

void EventStream::close() {
    closed_ = true;
    wake();
}

void EventStream::detach() {
    wake_ = nullptr;
    closed_ = true;
    queued_ = {};
}

void EventStream::wake() const {
    if (wake_) wake_();
}

}  // namespace warmline::http
