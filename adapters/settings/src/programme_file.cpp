#include "settings/programme_file.hpp"

#include <algorithm>

#include "json_file.hpp"
#include "overrides.hpp"
#include "programme_checks.hpp"
#include "text_forms.hpp"

namespace warmline::settings {

std::string_view programme_schema();

namespace {

using dispatcher::OrganisationId;
using nlohmann::json;

std::vector<std::string> strings(const json& j, const char* key) { return j.value(key, std::vector<std::string>{}); }
std::vector<OrganisationId> organisations(const json& j, const char* key) {
    std::vector<OrganisationId> out;
    for (auto& id : strings(j, key)) out.emplace_back(id);
    return out;
}

void read_weights(const json& j, dispatcher::Weights& w) {
    for (const auto& [name, points] :
         {std::pair("continuity", &w.continuity), std::pair("free", &w.free), std::pair("idle", &w.idle),
          std::pair("answers", &w.answers), std::pair("district", &w.district), std::pair("language", &w.language),
          std::pair("reserve", &w.reserve), std::pair("hospital", &w.hospital), std::pair("lately", &w.lately)})
        *points = j.value(name, *points);
}

/// Turns a document that follows the schema into a programme; what the schema cannot say is reported.
class Builder {
public:
    Builder(const json& document, Report& report) : j_(document), report_(report) {}

    dispatcher::Programme build() {
        p_.id = j_.at("id");
        p_.title = j_.at("title");
        for (const auto& [id, calendar] : j_.at("calendars").items()) add_calendar(id, calendar);
        for (const auto& one : j_.at("organisations")) add_organisation(one);
        for (const auto& one : j_.at("districts")) add_district(one);
        for (const auto& one : j_.at("hospitals")) add_hospital(one);
        for (std::size_t i = 0; i < j_.at("services").size(); ++i)
            p_.services.push_back(service_of(j_.at("services").at(i), "/services/" + std::to_string(i)));
        for (const auto& [name, tier] : j_.at("tiers").items())
            p_.tiers.emplace(tier_of(name), rule_of(tier, "/tiers/" + name));
        for (const auto& key : j_.value("hotline_keys", json::array()))
            p_.hotline_keys.push_back(
                {key.at("digit"), key.at("name"), key.at("needs").get<std::vector<std::string>>()});
        p_.outreach_at = times_of(j_, "");
        p_.quiet_hours = quiet_hours_in(j_, "");
        p_.contacts_per_day_max = j_.value("contacts_per_day_max", p_.contacts_per_day_max);
        p_.bounce_max = j_.value("bounce_max", p_.bounce_max);
        p_.extension_days_max = j_.value("extension_days_max", p_.extension_days_max);
        p_.rest_after_night = std::chrono::hours(j_.value("rest_after_night_hours", p_.rest_after_night.count()));
        p_.waiting_days_max = j_.value("waiting_days_max", p_.waiting_days_max);
        p_.families_per_partner = j_.value("families_per_partner", p_.families_per_partner);
        read_weights(j_.value("weights", json::object()), p_.weights);
        p_.sealed = districts_of("sealed");
        p_.area = districts_of("area");
        add_surge(j_.value("surge", json::object()));
        add_incident(j_.value("incident", json::object()));
        add_overrides();
        for (const auto& one : j_.value("milestones", json::array()))
            p_.milestones.push_back({one.at("date"), one.at("text")});
        return std::move(p_);
    }

private:
    template <class T>
    T need(std::optional<T> value, const std::string& pointer, const char* what) {
        if (!value) report_.add(pointer, what, "Correct it");
        return value.value_or(T{});
    }

    void add_calendar(const std::string& id, const json& j) {
        const auto at = "/calendars/" + id;
        dispatcher::Calendar calendar;
        calendar.id = id;
        if (j.contains("utc_offset"))
            calendar.utc_offset =
                need(read_offset(j.at("utc_offset").get<std::string>()), at + "/utc_offset", "is no offset from UTC");
        int n = 0;
        for (const auto& text : strings(j, "blocks"))
            calendar.blocks.push_back(
                need(read_block(text), at + "/blocks/" + std::to_string(n++), "ends before it begins"));
        n = 0;
        for (const auto& text : strings(j, "holidays"))
            calendar.holidays.insert(
                need(read_date(text), at + "/holidays/" + std::to_string(n++), "is no day of the calendar"));
        n = 0;
        for (const auto& text : strings(j, "working_weekends"))
            calendar.working_weekends.insert(
                need(read_date(text), at + "/working_weekends/" + std::to_string(n++), "is no day of the calendar"));
        p_.calendars.emplace(id, std::move(calendar));
    }

    void add_organisation(const json& j) {
        p_.organisations.push_back(
            {OrganisationId(j.at("id")), j.at("name"), OrganisationId(j.value("parent", "")), j.value("calendar", "")});
    }
    void add_district(const json& j) {
        p_.districts.push_back({j.at("id"), j.at("name"), strings(j, "aliases"), OrganisationId(j.at("organisation"))});
    }
    void add_hospital(const json& j) {
        p_.hospitals.push_back({j.at("name"), strings(j, "aliases"), j.at("district"), OrganisationId(j.at("staff")),
                                OrganisationId(j.at("families")), organisations(j, "cooperating"),
                                j.value("designated", false)});
    }
    std::optional<std::chrono::sys_days> day_of(const json& j, const char* key, const std::string& at) {
        if (!j.contains(key)) return std::nullopt;
        return need(read_date(j.at(key).get<std::string>()), at + "/" + key, "is no day of the calendar");
    }
    dispatcher::House house_of(const json& j, const std::string& at) {
        dispatcher::House house;
        house.id = j.at("id");
        house.name = j.at("name");
        house.organisation = OrganisationId(j.at("organisation"));
        house.rooms = j.at("rooms");
        house.nights = j.value("nights", house.nights);
        house.from = day_of(j, "from", at);
        house.to = day_of(j, "to", at);
        house.price = j.value("price", "");
        return house;
    }
    dispatcher::Service service_of(const json& j, const std::string& at) {
        dispatcher::Service service;
        service.need = j.at("need");
        service.read_as = j.value("read_as", "");
        service.name = j.at("name");
        service.measure = j.value("measure", "");
        service.responsible = OrganisationId(j.at("responsible"));
        service.cooperating = organisations(j, "cooperating");
        service.mode = mode_of(j.value("mode", "routed"));
        if (j.contains("part"))
            service.part = need(read_allowance(j.at("part").get<std::string>()), at + "/part", "is no span of time");
        service.tier = tier_of(j.at("tier"));
        service.urgent_tier = tier_of(j.value("urgent_tier", "t1"));
        service.executor =
            j.value("executor", "partner") == "pool" ? dispatcher::Executor::pool : dispatcher::Executor::partner;
        service.licences = strings(j, "licences");
        service.match_subject = j.value("match_subject", false);
        service.remote = j.value("remote", false);
        service.family_plan = j.value("family_plan", false);
        service.group = j.value("group", false);
        for (const auto& house : j.value("places", json::array()))
            service.places.push_back(house_of(house, at + "/places/" + std::to_string(service.places.size())));
        service.squad = j.value("squad", false);
        service.repeat_days = j.value("repeat_days", 0);
        for (const auto& question : j.value("questions", json::array()))
            service.questions.push_back({question.at("slot"), question.at("wording")});
        return service;
    }

    std::set<std::string> districts_of(const std::string& key) {
        std::set<std::string> ids;
        int n = 0;
        for (const auto& id : strings(j_, key.c_str())) {
            if (std::ranges::find(p_.districts, id, &dispatcher::District::id) == p_.districts.end())
                report_.add("/" + key + "/" + std::to_string(n), "there is no district \"" + id + "\"",
                            "Use the six digits of one of /districts");
            ids.insert(id);
            ++n;
        }
        return ids;
    }

    /// Each service and rule that an organisation changes is made whole from what holds right above it.
    void add_overrides() {
        for (const auto& [id, patch] : overrides_of(j_)) {
            const OrganisationId organisation(id);
            const auto at = "/overrides/" + id;
            const auto above = in_force_above(j_, id);
            auto& own = p_.overrides[organisation];
            const auto services = patch.value("services", json::object()), tiers = patch.value("tiers", json::object());
            for (const auto& [code, change] : services.items()) {
                if (const auto whole = patched(above.at("services"), code, change))
                    own.services.emplace(code, service_of(*whole, at + "/services/" + code));
                else
                    report_.add(at + "/services/" + code, "there is no service for \"" + code + "\"",
                                "Use a need that stands under /services");
            }
            for (const auto& [name, change] : tiers.items())
                own.tiers.emplace(tier_of(name),
                                  rule_of(*patched(above.at("tiers"), name, change), at + "/tiers/" + name));
            if (patch.contains("outreach_at")) own.outreach_at = times_of(patch, at);
            if (patch.contains("quiet_hours")) own.quiet_hours = quiet_hours_in(patch, at);
            for (const auto& [key, limit] : {std::pair("contacts_per_day_max", &own.contacts_per_day_max),
                                             std::pair("families_per_partner", &own.families_per_partner)})
                if (patch.contains(key)) *limit = patch.at(key).get<int>();
        }
    }

    static dispatcher::Mode mode_of(const std::string& name) {
        using enum dispatcher::Mode;
        return name == "lead" ? lead : name == "sole" ? sole : name == "each" ? each : routed;
    }
    static dispatcher::Tier tier_of(const std::string& name) { return static_cast<dispatcher::Tier>(name.at(1) - '0'); }

    dispatcher::TierRule rule_of(const json& j, const std::string& at) {
        const auto allowance = [&](const char* key) {
            return need(read_allowance(j.at(key).get<std::string>()), at + "/" + key, "is no span of time");
        };
        dispatcher::TierRule rule;
        rule.reply = allowance("reply");
        rule.offer = allowance("offer");
        rule.accept = allowance("accept");
        rule.contact = allowance("contact");
        rule.resolve = allowance("resolve");
        rule.call_back = allowance("call_back");
        rule.ladder_percent = j.value("ladder_percent", std::vector<int>{});
        int n = 0;
        for (const auto& text : strings(j, "ring_after"))
            rule.ring_after.push_back(
                need(read_minutes(text), at + "/ring_after/" + std::to_string(n++), "is no whole number of minutes"));
        rule.quiet_hours_apply = j.value("quiet_hours", true);
        rule.cards = cards_of(j, at);
        rule.wave = j.value("wave", rule.wave);
        if (j.contains("review")) rule.review = allowance("review");
        return rule;
    }

    /// `true`, `false`, or when; without a word T3 and T4 show them.
    std::optional<dispatcher::Cards> cards_of(const json& j, const std::string& at) {
        const auto tier = tier_of(at.substr(at.rfind('/') + 1));
        const auto said = j.value("cards", json(tier >= dispatcher::Tier::t3));
        if (said.is_boolean()) return said.get<bool>() ? std::optional(dispatcher::Cards{}) : std::nullopt;
        dispatcher::Cards cards;
        for (const auto& [key, span] : {std::pair("yellow", &cards.yellow), std::pair("red", &cards.red)})
            if (said.contains(key))
                *span =
                    need(read_allowance(said.at(key).get<std::string>()), at + "/cards/" + key, "is no span of time");
        return cards;
    }

    /// A tier in surge mode is the usual one but for what is said of it.
    void add_surge(const json& j) {
        auto& surge = p_.surge;
        surge.capacity_percent = j.value("capacity_percent", surge.capacity_percent);
        surge.heavy_reads = j.value("heavy_reads", surge.heavy_reads);
        surge.acknowledgement = j.value("wording", json::object()).value("acknowledgement", "");
        const auto tiers = j.value("tiers", json::object());
        for (const auto& [name, tier] : tiers.items()) {
            auto rule = p_.tiers[tier_of(name)];
            for (const auto& [key, span] : {std::pair("offer", &rule.offer), std::pair("accept", &rule.accept),
                                            std::pair("contact", &rule.contact), std::pair("resolve", &rule.resolve),
                                            std::pair("call_back", &rule.call_back)})
                if (tier.contains(key))
                    *span = need(read_allowance(tier.at(key).get<std::string>()), "/surge/tiers/" + name + "/" + key,
                                 "is no span of time");
            surge.tiers.emplace(tier_of(name), std::move(rule));
        }
    }
    void add_incident(const json& j) {
        p_.incident.families = j.value("families", p_.incident.families);
        if (j.contains("within"))
            p_.incident.within = need(read_minutes(j.at("within").get<std::string>()), "/incident/within",
                                      "is no whole number of minutes");
    }

    std::vector<std::chrono::minutes> times_of(const json& j, const std::string& at) {
        std::vector<std::chrono::minutes> times;
        int n = 0;
        for (const auto& text : strings(j, "outreach_at"))
            times.push_back(need(read_time(text), at + "/outreach_at/" + std::to_string(n++), "is no time of day"));
        return times;
    }
    dispatcher::QuietHours quiet_hours_in(const json& j, const std::string& at) {
        return need(quiet_hours_of(j.value("quiet_hours", "")), at + "/quiet_hours",
                    "begins and ends at the same time");
    }

    const json& j_;
    Report& report_;
    dispatcher::Programme p_;
};

}  // namespace

Checked<std::vector<std::string>> differences(const std::filesystem::path& file) {
    auto document = read_json(file, programme_schema());
    if (auto* problems = std::get_if<Problems>(&document)) return std::move(*problems);
    return differences_in(std::get<json>(document));
}

Checked<dispatcher::Programme> load_programme(const std::filesystem::path& file) {
    auto document = read_json(file, programme_schema());
    if (auto* problems = std::get_if<Problems>(&document)) return std::move(*problems);
    Report report(file);
    auto programme = Builder(std::get<json>(document), report).build();
    check_references(programme, report);
    if (!report.empty()) return report.take();
    return programme;
}

Checked<dispatcher::Weights> load_weights(const std::filesystem::path& file, const dispatcher::Weights& usual) {
    auto text = read_text(file);
    if (auto* problems = std::get_if<Problems>(&text)) return std::move(*problems);
    return weights_in(file, std::get<std::string>(text), usual);
}

Checked<dispatcher::Weights> weights_in(const std::filesystem::path& file, const std::string& text,
                                        const dispatcher::Weights& usual) {
    static const auto schema = [] {
        const auto whole = json::parse(programme_schema());
        auto weights = whole.at("properties").at("weights");
        weights["definitions"] = whole.at("definitions");
        return weights.dump();
    }();
    auto document = json_in(file, text, schema);
    if (auto* problems = std::get_if<Problems>(&document)) return std::move(*problems);
    auto weights = usual;
    read_weights(std::get<json>(document), weights);
    return weights;
}

}  // namespace warmline::settings
