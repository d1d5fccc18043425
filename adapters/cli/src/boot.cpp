#include <fstream>
#include <nlohmann/json.hpp>

#include "service.hpp"
#include "settings/programme_file.hpp"
#include "settings/quiet_hours.hpp"

namespace warmline::cli {
namespace {

std::optional<settings::Problem> read_wording(const std::filesystem::path& file, std::optional<bot::Wording>& wording) {
    std::ifstream in(file);
    if (!in) return settings::Problem{file.string(), "", "cannot be read", "Check the path and who may read it"};
    try {
        wording.emplace(nlohmann::json::parse(in));
        return std::nullopt;
    } catch (const std::exception& e) {
        return settings::Problem{file.string(), "", e.what(), "Correct the template"};
    }
}

}  // namespace

settings::Checked<std::unique_ptr<Loaded>> load(settings::Settings settings) {
    settings::Problems problems;
    const auto note = [&](settings::Problems more) { problems.insert(problems.end(), more.begin(), more.end()); };
    std::optional<bot::Wording> wording;
    if (auto problem = read_wording(settings.wording, wording)) problems.push_back(std::move(*problem));
    auto programme = settings::load_programme(settings.programme);
    if (auto* wrong = std::get_if<settings::Problems>(&programme)) {
        note(std::move(*wrong));
        return problems;
    }
    auto& plan = std::get<dispatcher::Programme>(programme);
    // In place of the programme's, an organisation's own ones too.
    if (settings.quiet_hours) {
        plan.quiet_hours = *settings::quiet_hours_of(*settings.quiet_hours);
        for (auto& [_, own] : plan.overrides) own.quiet_hours.reset();
    }
    if (settings.contacts_per_day_max) {
        plan.contacts_per_day_max = *settings.contacts_per_day_max;
        for (auto& [_, own] : plan.overrides) own.contacts_per_day_max.reset();
    }
    settings::People people;
    if (!settings.people.empty()) {
        auto read = settings::load_people(settings.people, plan);
        if (auto* wrong = std::get_if<settings::Problems>(&read))
            note(std::move(*wrong));
        else
            people = std::move(std::get<settings::People>(read));
    }
    for (std::size_t i = 0; i < settings.console_users.size(); ++i)
        if (plan.organisation(dispatcher::OrganisationId(settings.console_users[i].organisation)) == nullptr)
            problems.push_back({settings.file.string(), "/console/users/" + std::to_string(i) + "/organisation",
                                "the programme has no organisation \"" + settings.console_users[i].organisation + "\"",
                                "Use one of its ids"});
    if (!problems.empty()) return problems;
    return std::unique_ptr<Loaded>(
        new Loaded{std::move(settings), std::move(plan), std::move(*wording), std::move(people)});
}

asio::awaitable<boost::system::result<int>> import_people(engine::Engine& engine, const settings::People& people) {
    int count = 0;
    for (const auto& entry : people.persons) {
        std::vector<std::pair<std::string, std::string>> chats;
        for (const auto& chat : entry.chats) chats.emplace_back(chat.account, chat.sender);
        auto done = co_await engine.enrol(entry.person, std::move(chats));
        if (!done) co_return done.error();
        ++count;
    }
    // After the persons: a pair is kept with its partner as well.
    for (const auto& household : people.households) {
        auto done = co_await engine.enrol(household);
        if (!done) co_return done.error();
    }
    co_return count;
}

}  // namespace warmline::cli
