#include "programme_checks.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace warmline::settings {

std::string_view taxonomy_text();

namespace {

using dispatcher::OrganisationId;

/// The codes of needs as which the reader reads messages.
std::set<std::string> codes_read() {
    std::set<std::string> codes;
    const auto taxonomy = nlohmann::json::parse(taxonomy_text());
    for (const auto& need : taxonomy.at("needs")) codes.insert(need.at("code"));
    return codes;
}

class Checks {
public:
    Checks(const dispatcher::Programme& programme, Report& report) : p_(programme), report_(report) {
        for (const auto& one : p_.organisations) organisations_.insert(one.id);
        for (const auto& one : p_.districts) districts_.insert(one.id);
    }

    void run() {
        check_tree();
        for (std::size_t i = 0; i < p_.districts.size(); ++i)
            organisation(p_.districts[i].organisation, fmt::format("/districts/{}/organisation", i));
        check_hospitals();
        check_services();
        check_overrides();
        check_hotline();
        unique_names();
    }

private:
    void organisation(const OrganisationId& id, const std::string& pointer) {
        if (!organisations_.contains(id))
            report_.add(pointer, "there is no organisation \"" + id.value + "\"",
                        "Use an id that stands under /organisations, or add it there");
    }

    void check_tree() {
        for (std::size_t i = 0; i < p_.organisations.size(); ++i) {
            const auto& one = p_.organisations[i];
            const auto at = fmt::format("/organisations/{}", i);
            if (i == 0 && one.parent)
                report_.add(at + "/parent", "the first organisation is the root and has no parent",
                            "Remove it, or put the root first");
            if (i > 0 && one.parent.empty())
                report_.add(at, "only the first organisation may be without a parent", "Add \"parent\"");
            if (i > 0 && !one.parent.empty() && !stands_before(one.parent, i))
                report_.add(at + "/parent", "its parent \"" + one.parent.value + "\" does not stand before it",
                            "List parents before their children");
            if (!one.calendar.empty() && !p_.calendars.contains(one.calendar))
                report_.add(at + "/calendar", "there is no calendar \"" + one.calendar + "\"",
                            "Use a name that stands under /calendars");
        }
        if (p_.organisations.front().calendar.empty())
            report_.add("/organisations/0", "the root needs a calendar", "Add \"calendar\"");
    }

    [[nodiscard]] bool stands_before(const OrganisationId& id, std::size_t end) const {
        for (std::size_t i = 0; i < end; ++i)
            if (p_.organisations[i].id == id) return true;
        return false;
    }

    void check_hospitals() {
        for (std::size_t i = 0; i < p_.hospitals.size(); ++i) {
            const auto& one = p_.hospitals[i];
            const auto at = fmt::format("/hospitals/{}", i);
            organisation(one.staff_organisation, at + "/staff");
            organisation(one.family_organisation, at + "/families");
            for (std::size_t n = 0; n < one.cooperating.size(); ++n)
                organisation(one.cooperating[n], fmt::format("{}/cooperating/{}", at, n));
            if (!districts_.contains(one.district))
                report_.add(at + "/district", "there is no district \"" + one.district + "\"",
                            "Use an id that stands under /districts");
        }
    }

    void check_service(const dispatcher::Service& one, const std::string& at) {
        using enum dispatcher::Mode;
        organisation(one.responsible, at + "/responsible");
        check_places(one, at);
        for (std::size_t n = 0; n < one.cooperating.size(); ++n) {
            organisation(one.cooperating[n], fmt::format("{}/cooperating/{}", at, n));
            if (one.mode != routed && one.cooperating[n] == one.responsible)
                report_.add(fmt::format("{}/cooperating/{}", at, n), "is the responsible one itself", "Remove it");
        }
        if (one.mode == each && one.cooperating.empty())
            report_.add(at + "/mode", "nobody is there to do it each for itself", "Name them under \"cooperating\"");
        if (one.mode == sole && !one.cooperating.empty())
            report_.add(at + "/mode", "who does it alone has nobody beside it",
                        "Write \"lead\", or remove \"cooperating\"");
    }

    /// A house is one house, whichever service or city gives its rooms.
    void check_places(const dispatcher::Service& one, const std::string& at) {
        std::set<std::string> seen;
        for (std::size_t n = 0; n < one.places.size(); ++n) {
            const auto& house = one.places[n];
            const auto here = fmt::format("{}/places/{}", at, n);
            organisation(house.organisation, here + "/organisation");
            unique(seen, house.id, here + "/id");
            const auto [known, is_new] = houses_.emplace(house.id, one.need);
            if (!is_new && known->second != one.need)
                report_.add(here + "/id",
                            "the house \"" + house.id + "\" belongs to the service \"" + known->second + "\"",
                            "Give each house an id of its own");
            if (house.from && house.to && *house.to - *house.from < std::chrono::days(house.nights - 1))
                report_.add(here + "/to", "no stay fits between \"from\" and \"to\"",
                            "Name a later day, or fewer \"nights\"");
        }
    }

    /// What the reader never reads nobody would be given; what it is taught has to be in its codes.
    void check_code(const dispatcher::Service& one, const std::string& at) {
        const bool known = codes_.contains(one.need);
        if (!known && one.read_as.empty())
            report_.add(
                at + "/need", "the reader does not know \"" + one.need + "\"",
                "Use a code of taxonomy.json, or say under \"read_as\" which of them such a message is read as");
        if (!one.read_as.empty() && (known || !codes_.contains(one.read_as)))
            report_.add(at + "/read_as",
                        known ? "the reader knows \"" + one.need + "\" itself"
                              : "the reader does not know \"" + one.read_as + "\"",
                        known ? "Remove it" : "Use a code of taxonomy.json");
    }

    void check_services() {
        bool other = false;
        for (std::size_t i = 0; i < p_.services.size(); ++i) {
            other = other || p_.services[i].need == "other";
            check_service(p_.services[i], fmt::format("/services/{}", i));
            check_code(p_.services[i], fmt::format("/services/{}", i));
        }
        if (!other)
            report_.add("/services", "there is no service for the need \"other\"",
                        "Add one: what the catalogue does not cover goes to a coordinator by it");
    }

    void check_overrides() {
        for (const auto& [id, own] : p_.overrides) {
            const auto at = "/overrides/" + id.value;
            organisation(id, at);
            for (const auto& [need, service] : own.services) check_service(service, at + "/services/" + need);
        }
    }

    void check_hotline() {
        for (std::size_t i = 0; i < p_.hotline_keys.size(); ++i)
            for (std::size_t n = 0; n < p_.hotline_keys[i].needs.size(); ++n)
                if (const auto& need = p_.hotline_keys[i].needs[n]; p_.service(need) == nullptr)
                    report_.add(fmt::format("/hotline_keys/{}/needs/{}", i, n),
                                "there is no service for \"" + need + "\"",
                                "Use a need that stands under /services, or add a service for it");
    }

    void unique(std::set<std::string>& seen, const std::string& name, const std::string& pointer) {
        if (!seen.insert(name).second)
            report_.add(pointer, "\"" + name + "\" stands here a second time", "Remove one of the two");
    }

    void unique_names() {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < p_.organisations.size(); ++i)
            unique(seen, p_.organisations[i].id.value, fmt::format("/organisations/{}/id", i));
        seen.clear();
        for (std::size_t i = 0; i < p_.districts.size(); ++i)
            unique(seen, p_.districts[i].id, fmt::format("/districts/{}/id", i));
        seen.clear();
        for (std::size_t i = 0; i < p_.services.size(); ++i)
            unique(seen, p_.services[i].need, fmt::format("/services/{}/need", i));
        seen.clear();
        for (std::size_t i = 0; i < p_.hotline_keys.size(); ++i)
            unique(seen, p_.hotline_keys[i].digit, fmt::format("/hotline_keys/{}/digit", i));
        seen.clear();
        for (std::size_t i = 0; i < p_.hospitals.size(); ++i) {
            unique(seen, p_.hospitals[i].name, fmt::format("/hospitals/{}/name", i));
            for (std::size_t n = 0; n < p_.hospitals[i].aliases.size(); ++n)
                unique(seen, p_.hospitals[i].aliases[n], fmt::format("/hospitals/{}/aliases/{}", i, n));
        }
    }

    const dispatcher::Programme& p_;
    Report& report_;
    std::set<OrganisationId> organisations_;
    std::set<std::string> districts_;
    std::set<std::string> codes_ = codes_read();
    std::map<std::string, std::string> houses_;  ///< id to need
};

}  // namespace

void check_references(const dispatcher::Programme& programme, Report& report) { Checks(programme, report).run(); }

}  // namespace warmline::settings
