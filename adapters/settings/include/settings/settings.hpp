#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "settings/problem.hpp"

namespace warmline::settings {

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;             ///< 0: any free port
    std::string tls_certificate, tls_key;  ///< PEM files; empty: no TLS
};

struct Redis {
    std::string endpoint = "tcp://127.0.0.1:6379";
    std::string username, password;
    int database = 0, connections = 2;
    std::string tls_ca;
};

struct WechatAccount {
    std::string id, app_id, secret, token, encoding_aes_key;
    std::string mode = "safe";  ///< plain, compatible, safe
    std::string original_id;    ///< gh_...; empty: not checked
    std::string base_url = "https://api.weixin.qq.com";
};

struct HotlineKey {
    std::string id, secret;
};
struct HotlineAccount {
    std::string id;
    std::vector<HotlineKey> keys;
};

struct ConsoleUser {
    std::string name, password_hash, display_name, role, organisation;
};

/// A second reader outside, asked about what the built-in one is unsure of.
struct SecondReader {
    std::string base_url;  ///< of an OpenAI-compatible API, without '/' at its end
    std::string model, key, tls_ca;
    int reply_ms = 1500, late_ms = 8000;  ///< how long a reply waits; how long an answer may take at all
    int per_minute = 60;
    int failures = 5, rest_ms = 30'000;  ///< after so many in a row nothing is asked for so long
};

/// What `serve` runs with. Secrets are resolved; every one may be written as text, {"env": NAME} or {"file": PATH}.
struct Settings {
    std::filesystem::path file;
    Listen listen;
    Redis redis;
    std::string data_key;  ///< 64 hexadecimal digits: seals personal data; lost key, lost data
    std::string shard = "main";
    std::filesystem::path programme, wording,
        people;              ///< relative paths are from the settings file; people may be empty
    std::string public_url;  ///< "https://host", under which helpers reach this service; empty: no calendars
    std::optional<int> contacts_per_day_max;  ///< overrides the programme's
    std::optional<std::string> quiet_hours;   ///< overrides the programme's ("21:30-07:00", "" for none)
    std::vector<WechatAccount> wechat;
    std::vector<HotlineAccount> hotline;
    std::optional<SecondReader> second_reader;  ///< none by default
    std::vector<ConsoleUser> console_users;
    bool secure_cookies = false;
    bool demo_user = false;  ///< an account "demo" with the password in WARMLINE_DEMO_PASSWORD
    std::string fallback = "call_task";
    std::string log_level = "info";
};

/// Reads and checks a settings file (config/schema/settings.schema.json). Refuses the demonstration's well-known
/// secrets on any address that is not loopback.
[[nodiscard]] Checked<Settings> load_settings(const std::filesystem::path& file);

/// @return true for 127.0.0.0/8, ::1 and "localhost"
[[nodiscard]] bool is_loopback(const std::string& address);

}  // namespace warmline::settings
