#include "greeting.hpp"

#include <string>

#include "redis/functions.hpp"

namespace warmline::redis {
namespace {
constexpr const char* library = "warmline";
constexpr std::size_t library_questions = 2;  // the last commands of the greeting: FUNCTION LIST and our version

/// The code of the library from FUNCTION LIST LIBRARYNAME .. WITHCODE: a list of at most one library, which is a flat
/// list of names and values. Empty if there is none. Source: redis.io, FUNCTION LIST.
std::string_view code_of(const Value& list) {
    if (!list.is_array() || list.items().empty() || !list.items().front().is_array()) return {};
    const auto& fields = list.items().front().items();
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        if (fields[i].is_text() && fields[i].text() == "library_code" && fields[i + 1].is_text()) {
            return fields[i + 1].text();
        }
    }
    return {};
}

Result<Greeted> judge_library(const Value& list, const Value& version) {
    if (list.is_error()) return error_of(list);
    if (code_of(list) == functions_code()) return Greeted::ready;
    const bool newer = version.is_integer() && version.integer() > functions_version();
    return newer ? Greeted::ready : Greeted::load_functions;
}
}  // namespace

std::vector<Command> greeting(const Settings& settings) {
    std::vector<Command> out;
    if (!settings.username.empty()) {
        out.push_back({"AUTH", settings.username, settings.password});
    } else if (!settings.password.empty()) {
        out.push_back({"AUTH", settings.password});
    }
    if (settings.database != 0) out.push_back({"SELECT", std::to_string(settings.database)});
    out.push_back({"CLIENT", "SETNAME", settings.client_name});
    if (settings.load_functions) {
        out.push_back({"FUNCTION", "LIST", "LIBRARYNAME", library, "WITHCODE"});
        out.push_back({"FCALL_RO", "warmline_version", "0"});
    }
    return out;
}

Result<Greeted> judge_greeting(const Settings& settings, std::span<const Value> replies) {
    const auto questions = settings.load_functions ? library_questions : 0;
    if (replies.size() <= questions) return Errc::protocol;
    for (const auto& reply : replies.first(replies.size() - questions)) {
        if (reply.is_error()) {
            const bool sign_in =
                &reply == &replies.front() && !(settings.username.empty() && settings.password.empty());
            return sign_in && error_of(reply) == Errc::server_error ? Errc::auth : error_of(reply);
        }
        if (!reply.is_text()) return Errc::protocol;
    }
    if (questions == 0) return Greeted::ready;
    return judge_library(replies[replies.size() - 2], replies.back());
}

Command load_functions_command() { return {"FUNCTION", "LOAD", "REPLACE", std::string(functions_code())}; }

Result<void> judge_load(const Value& reply) {
    if (reply.is_error()) return error_of(reply);
    if (!reply.is_text() || reply.text() != library) return Errc::protocol;
    return {};
}

}  // namespace warmline::redis
