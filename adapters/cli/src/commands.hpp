#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "settings/settings.hpp"

namespace warmline::cli {

struct Loaded;

/// What stands on the command line beside the settings file, for scripts that start several services.
struct Overrides {
    std::optional<std::uint16_t> port;
    std::optional<std::string> redis, wechat_base;
};

/// Each returns the exit code: 0 done, 1 it could not be done, 2 wrong input. Results go to standard output, what is
/// wrong to standard error.
int serve(const std::filesystem::path& config, const Overrides& overrides);
int check(const std::vector<std::filesystem::path>& files);
int classify_lines();
/// @param config  settings whose second reader is asked too; empty: none
int classify_text(const std::string& text, const std::string& config);
int doctor(const std::filesystem::path& config, const Overrides& overrides);
int import_file(const std::filesystem::path& config, const std::filesystem::path& people, const Overrides& overrides);
int export_tickets(const std::filesystem::path& config, const Overrides& overrides);
/// What answers and corrections taught, masked, as lines of config/corpus. @param since  a local day; empty: all
int print_examples(const std::filesystem::path& config, const std::string& since, const Overrides& overrides);
/// Writes snapshots and indexes anew from the events, of a service that is stopped.
/// @param only_check  says what differs instead, and changes nothing: 1 if anything does
int rebuild(const std::filesystem::path& config, const Overrides& overrides, bool only_check);
/// Decides the offers of a local day again with the weights of a file, and says what would differ. Changes nothing.
struct Replay {
    std::filesystem::path config, weights;
    std::string day;
    bool json = false;
};
int replay(const Replay& wanted, const Overrides& overrides);
int hash_password();

/// Reads the settings with the overrides; prints what is wrong. @return nullopt then
std::optional<settings::Settings> read_settings(const std::filesystem::path& config, const Overrides& overrides);
/// Loads what the settings name; prints what is wrong. @return nullptr then
std::unique_ptr<Loaded> load_or_say(settings::Settings settings);
/// Both at once, for a command that changes nothing between them.
std::unique_ptr<Loaded> load_or_say(const std::filesystem::path& config, const Overrides& overrides);
void print(const settings::Problems& problems);

}  // namespace warmline::cli
