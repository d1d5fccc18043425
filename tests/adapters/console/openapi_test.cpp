// Walks the OpenAPI document: every operation is asked of the real server, and every answer has the shape that the
// document promises; and the server has no route that the document does not know.
#include <gtest/gtest.h>

#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

/// Why `value` is not what the document's schema says; empty if it is.
std::string mismatch(const Json& document, const Json& schema, const Json& value) {
    const Json whole{{"allOf", Json::array({schema})}, {"components", document["components"]}};
    valijson::Schema compiled;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(whole), compiled);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(value), &results)) return {};
    std::string out;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const auto& step : error.context) out += step;
        out += ": " + error.description + "\n";
    }
    return out.empty() ? "invalid" : out;
}

Json resolved(const Json& document, const Json& node) {
    if (!node.contains("$ref")) return node;
    return document.at(Json::json_pointer(node["$ref"].get<std::string>().substr(1)));
}

/// Something to send for each operation, and what to put in its path.
struct Example {
    std::string id;
    Json body;
    std::string query{};
};
/// A leave of tomorrow, noted by prepare().
const auto leave_from = dispatcher::to_ms(demo_now + std::chrono::hours(24));
const auto leave_to = dispatcher::to_ms(demo_now + std::chrono::hours(48));
Example example_of_person(const std::string& operation) {
    if (operation == "persons") return {"", {{"need", "transport"}, {"off_today", false}, {"limit", 20}}};
    if (operation == "previewLeave")
        return {"gao", {}, "?from=" + std::to_string(leave_from) + "&to=" + std::to_string(leave_to)};
    if (operation == "addLeave") return {"gao", {{"from", leave_to}, {"to", leave_to + 1000}, {"reason", "探亲"}}};
    if (operation == "endLeave") return {"gao", {{"from", leave_from}, {"to", leave_to}}};
    if (operation == "giveCalendar") return {"gao", {{"anew", true}}};
    Json shift{{"weekday", 1}, {"from", 0}, {"to", 60}};
    Json seen{{"shifts", Json::array()}, {"capacity", 3}, {"per_day", 0}};
    Json wanted{{"shifts", Json::array({shift})}, {"capacity", 2}, {"per_day", 1}, {"seen", seen}};
    if (operation == "changeDuty") return {"gao", std::move(wanted)};
    return operation == "person" ? Example{"liang", {}} : Example{};
}
Example example_of(const std::string& operation) {
    if (operation == "signIn") return {"", {{"name", "chen"}, {"password", demo_password}}};
    if (operation == "addNote") return {"10005", {{"text", "看过了"}}};
    if (operation == "reassign") return {"10006", {{"person", "gao"}, {"reason", "换个人"}}};
    if (operation == "move") return {"10004", {{"to", "waiting"}, {"reason", "等到货"}}};
    if (operation == "merge") return {"10012", {{"into", "10005"}, {"reason", "同一位老人"}}};
    if (operation == "reclassify") return {"10005", {{"need", "medical.care"}, {"reason", "要看病"}}};
    if (operation == "retier") return {"10005", {{"tier", "t4"}, {"reason", "可以等"}}};
    if (operation == "ruleExtension") return {"10005", {{"granted", true}}};
    if (operation == "reportPart") return {"10013", {{"organisation", "gd.sz"}, {"note", "派了两人"}}};
    if (operation == "returnPart") return {"10013", {{"organisation", "gd.sz"}, {"reason", "不用了"}}};
    if (operation == "ruleTicket") return {"10014", {{"organisation", "gd.sz"}, {"reason", "就近"}}};
    if (operation == "confirm") return {"10011", Json::object()};
    if (operation == "retryMessage") return {"parked-1", Json::object()};
    if (operation == "dismissMessage") return {"parked-1", {{"reason", "已电话告知"}}};
    if (operation == "finishCall") return {"call-deng", {{"note", "说好了"}}};
    if (operation == "household" || operation == "partners") return {"home-xu", {}};
    if (operation == "handOverFamily") return {"home-xu", {{"person", "luo"}, {"note", "梁小军外派"}}};
    if (operation == "setBackup") return {"home-xu", {{"person", "luo"}}};
    if (operation == "endPair") return {"home-xu", {{"reason", "平安回家"}, {"open_work", "reassign"}}};
    if (operation == "moveSeries")
        return {"home-xu", {{"need", "living.groceries"}, {"move", "pause"}, {"reason", "小区封控"}}};
    if (operation == "makePlan") return {"home-xu", Json::object()};
    if (operation == "limitContacts") return {"home-xu", {{"every_days", 7}}};
    if (operation == "linkPerson") return {"home-zhou", {{"ticket", "10008"}}};
    if (operation == "switchSurge") return {"", {{"on", true}, {"reason", "今晚电话打不进来"}}};
    if (operation == "setBounds") return {"", {{"area", {"440103"}}, {"sealed", {"440305"}}, {"reason", "先办荔湾"}}};
    if (operation == "openIncident")
        return {"",
                {{"need", "medical.care"},
                 {"hospital", ""},
                 {"district", "440103"},
                 {"title", "荔湾区缺药"},
                 {"words", "正在统一调药"},
                 {"tickets", {"10201", "10202"}}}};
    if (operation == "changeLinks")
        return {"open", {{"link", {"10302"}}, {"unlink", {"10301"}}, {"reason", "不同的药"}}};
    if (operation == "closeIncident") return {"open", {{"reason", "药已送到"}, {"tickets", "close"}}};
    if (operation == "bookStay") return {"10231", {{"house", "hill"}, {"first", "2026-02-20"}}};
    if (operation == "freeStay") return {"10232", {{"reason", "不去了"}}};
    if (operation == "openGroup")
        return {"",
                {{"need", "psych.group"},
                 {"hospital", "示范区人民医院"},
                 {"name", "示范区人民医院心理支持群"},
                 {"leader", "高领队"},
                 {"join", "找高领队要二维码"},
                 {"experts", {"qin"}}}};
    if (operation == "changeGroup") return {"group", {{"experts", {"shi", "qin"}}, {"join", "扫码"}}};
    if (operation == "closeGroup") return {"group", {{"reason", "队伍回来了"}}};
    if (operation == "candidates") return {"10010", {}};
    if (auto of_person = example_of_person(operation); !of_person.id.empty() || !of_person.body.is_null())
        return of_person;
    return {"10005", {}};
}

/// A need told twice, more time asked for, one shared, one that is to be ruled: the demonstration has none of these.
void prepare(FakeBackend& backend) {
    namespace d = dispatcher;
    backend.run(d::OpenTicket{.id = d::TicketId{"10012"},
                              .need = "living.eldercare",
                              .requester = d::PersonId{"zhou"},
                              .household = {},
                              .summary = "老人晚上没人照看",
                              .facts = {}},
                {d::ActorKind::requester, d::PersonId{"zhou"}});
    play_mass_event(backend);
    // An incident elsewhere, with one ticket linked and one alike.
    d::Incident incident;
    incident.id = d::IncidentId{"open"};
    incident.need = "transport";
    incident.place.district = "440305";
    incident.title = "南山区用车";
    incident.words = "正在统一派车";
    incident.organisation = d::OrganisationId{"gd"};
    const d::Actor chen{d::ActorKind::coordinator, d::PersonId{"chen"}};
    const auto ride = [&](const char* id) {
        backend.run(d::OpenTicket{.id = d::TicketId{id},
                                  .need = "transport",
                                  .requester = d::PersonId{"zhou"},
                                  .household = {},
                                  .summary = "下夜班没有车",
                                  .facts = {{"district", "南山区"}}},
                    {d::ActorKind::requester, d::PersonId{"zhou"}});
    };
    ride("10302");
    backend.run(d::OpenIncident{incident}, chen);
    ride("10301");
    // A support group of another hospital, beside requests for one where there is none.
    play_groups(backend);
    play_rest(backend);
    backend.run(d::BookStay{d::TicketId{"10232"}, "lake", std::chrono::sys_days{std::chrono::year{2026} / 2 / 20}},
                chen);
    d::SupportGroup group;
    group.id = d::GroupId{"group"};
    group.need = "psych.group";
    group.hospital = "样例区中心医院";
    group.name = group.leader = group.join = "示例";
    group.experts = {d::PersonId{"qin"}};
    backend.run(d::OpenGroup{group}, chen);
    backend.run(d::OpenTicket{.id = d::TicketId{"10303"},
                              .need = "psych.group",
                              .requester = d::PersonId{"zhou"},
                              .household = {},
                              .summary = "想进支持群",
                              .facts = {{"hospital", "样例区中心医院"}}},
                {d::ActorKind::requester, d::PersonId{"zhou"}});
    const auto& deadlines = backend.at("10005").deadlines;
    const auto due = std::ranges::find(deadlines, d::DeadlineKind::resolve, &d::Deadline::kind)->due;
    backend.run(d::AskExtension{d::TicketId{"10005"}, d::PersonId{"liang"}, due + std::chrono::hours(24), "等核酸结果"},
                {d::ActorKind::helper, d::PersonId{"liang"}});
    for (const char* id : {"10013", "10014"}) {
        d::OpenTicket shared;
        shared.id = d::TicketId{id};
        shared.need = "manpower.site";
        shared.requester = d::PersonId{"zhou"};
        backend.run(shared, {d::ActorKind::requester, shared.requester});
    }
    return_too_often(backend, "10014");
    backend.run(d::Rest{d::PersonId{"gao"}, d::from_ms(leave_to), d::from_ms(leave_from), "考试"}, chen);
}

struct Operation {
    std::string method, path;
    Json description;
};

std::vector<Operation> operations(const Json& document) {
    std::vector<Operation> out;
    for (const auto& [path, item] : document["paths"].items()) {
        for (const auto& [key, operation] : item.items()) {
            if (key == "parameters") continue;
            std::string method = key;
            std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 32); });
            out.push_back({method, path, operation});
        }
    }
    return out;
}

http::Response ask(Service& service, const Operation& operation, const Example& example) {
    auto path = operation.path;
    if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, example.id);
    return service.send(operation.method, path + example.query, example.body.is_null() ? "" : example.body.dump());
}

void check_shape(const Json& document, const Operation& operation, const http::Response& response) {
    const auto& responses = operation.description["responses"];
    const auto status = std::to_string(response.status);
    ASSERT_TRUE(responses.contains(status) || responses.contains("default")) << status;
    const auto described = resolved(document, responses.contains(status) ? responses[status] : responses["default"]);
    if (!described.contains("content")) {
        EXPECT_TRUE(response.body.empty());
        return;
    }
    const auto type = response.content_type.substr(0, response.content_type.find(';'));
    ASSERT_TRUE(described["content"].contains(type)) << type;
    const auto body = Json::parse(response.body);
    EXPECT_EQ(mismatch(document, described["content"][type]["schema"], body), "") << response.body;
}

Json document_of(Service& service) { return service.json("/openapi.json"); }

TEST(OpenApi, KnowsEveryRouteAndNoOther) {
    Service service;
    std::set<std::pair<std::string, std::string>> described, served;
    for (const auto& operation : operations(document_of(service))) described.emplace(operation.method, operation.path);
    for (const auto& route : Console::api_routes()) served.insert(route);
    EXPECT_EQ(described, served);
}

TEST(OpenApi, AnswersHaveTheShapeItPromises) {
    int asked = 0;
    const auto all = [] {
        Service service;
        return operations(document_of(service));
    }();
    for (const auto& operation : all) {
        const std::string id = operation.description["operationId"];
        if (id == "events") continue;  // a stream: events_test
        SCOPED_TRACE(id);
        Service service;
        const auto document = document_of(service);
        ASSERT_EQ(service.sign_in("chen"), 200U);
        prepare(service.backend());
        const auto response = ask(service, operation, example_of(id));
        EXPECT_LT(response.status, 300U) << response.body;
        check_shape(document, operation, response);
        ++asked;
    }
    EXPECT_EQ(asked, 59);
}

TEST(OpenApi, RefusalsHaveTheShapeItPromises) {
    Service service;
    const auto document = document_of(service);
    for (const auto& operation : operations(document)) {
        const std::string id = operation.description["operationId"];
        if (id == "document" || id == "signIn") continue;
        SCOPED_TRACE(id);
        const auto response = ask(service, operation, example_of(id));
        EXPECT_EQ(response.status, 401U);
        check_shape(document, operation, response);
    }
}

TEST(OpenApi, EveryTicketHasTheShapeItPromises) {
    Service service;
    const auto document = document_of(service);
    ASSERT_EQ(service.sign_in("chen"), 200U);
    prepare(service.backend());
    const Json schema{{"$ref", "#/components/schemas/TicketDetail"}};
    for (int id = 10001; id <= 10012; ++id) {
        const auto detail = service.json("/tickets/" + std::to_string(id));
        EXPECT_EQ(mismatch(document, schema, detail), "") << id;
    }
}

TEST(OpenApi, TheCheckItselfCanFail) {
    Service service;
    const auto document = document_of(service);
    const Json schema{{"$ref", "#/components/schemas/Problem"}};
    const Json good{
        {"type", "about:blank"}, {"title", "Conflict"}, {"status", 409}, {"code", "conflict"}, {"detail", "请刷新"}};
    auto extra = good, missing = good;
    extra["trace"] = "x";
    missing.erase("detail");
    EXPECT_EQ(mismatch(document, schema, good), "");
    EXPECT_NE(mismatch(document, schema, extra), "");
    EXPECT_NE(mismatch(document, schema, missing), "");
}

}  // namespace
}  // namespace warmline::console::testing
