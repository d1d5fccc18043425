#pragma once
#include <filesystem>
#include <vector>

#include "dispatcher/model.hpp"
#include "settings/problem.hpp"

namespace warmline::settings {

/// A person as a file names him or her, with the chat accounts by which he or she is recognised.
struct PersonEntry {
    dispatcher::Person person;  ///< `conversations` still empty: they are made from `chats` with the vault's key
    struct Chat {
        std::string account, sender;
    };
    std::vector<Chat> chats;
};

/// People and households to begin with: `warmline import`, and the demonstration's data.
struct People {
    std::vector<PersonEntry> persons;
    std::vector<dispatcher::Household> households;
};

/// Reads config/schema/people.schema.json's form; every reference must point to something in the file or the programme.
[[nodiscard]] Checked<People> load_people(const std::filesystem::path& file, const dispatcher::Programme& programme);

}  // namespace warmline::settings
