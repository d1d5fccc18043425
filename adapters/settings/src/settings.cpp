#include "settings/settings.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <set>

#include "json_file.hpp"
#include "secret.hpp"
#include "text_forms.hpp"

namespace warmline::settings {

std::string_view settings_schema();

namespace {

using nlohmann::json;

/// The secrets of config/demo.json, which everybody can read.
constexpr std::string_view demo_secrets[] = {"warmline-demo", "warmline-demo-secret", "warmline-demo-hotline",
                                             "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"};

class Builder {
public:
    Builder(const json& document, const std::filesystem::path& file, Report& report)
        : j_(document), base_(file.parent_path()), report_(report) {
        s_.file = file;
    }

    Settings build() {
        read_listen(j_.value("listen", json::object()));
        read_redis(j_.at("redis"));
        read_data_key(j_.at("data_key"));
        s_.shard = j_.value("shard", s_.shard);
        s_.programme = base_ / j_.at("programme").get<std::string>();
        s_.wording = base_ / j_.at("wording").get<std::string>();
        if (j_.contains("people")) s_.people = base_ / j_.at("people").get<std::string>();
        s_.public_url = j_.value("public_url", "");
        const auto overrides = j_.value("overrides", json::object());
        if (const auto most = overrides.find("contacts_per_day_max"); most != overrides.end())
            s_.contacts_per_day_max = most->get<int>();
        if (overrides.contains("quiet_hours")) {
            s_.quiet_hours = overrides.at("quiet_hours").get<std::string>();
            if (!quiet_hours_of(*s_.quiet_hours))
                report_.add("/overrides/quiet_hours", "is no span of hours", "Write \"21:30-07:00\", or \"\" for none");
        }
        int n = 0;
        for (const auto& account : j_.value("wechat", json::array()))
            read_wechat(account, "/wechat/" + std::to_string(n++));
        n = 0;
        for (const auto& account : j_.value("hotline", json::array()))
            read_hotline(account, "/hotline/" + std::to_string(n++));
        if (j_.contains("second_reader")) read_second_reader(j_.at("second_reader"));
        read_console(j_.value("console", json::object()));
        s_.fallback = j_.value("fallback", s_.fallback);
        s_.log_level = j_.value("log_level", s_.log_level);
        refuse_demo_secrets_in_public();
        return std::move(s_);
    }

private:
    std::string secret(const json& j, const std::string& pointer) {
        std::string why;
        auto value = read_secret(j, base_, why);
        if (!value) report_.add(pointer, why, "Set it, or give the secret another way");
        if (value)
            for (const auto known : demo_secrets)
                if (*value == known) demo_secrets_at_.push_back(pointer);
        return value.value_or("");
    }

    void read_data_key(const json& j) {
        s_.data_key = secret(j, "/data_key");
        const auto is_hex = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        };
        if (!s_.data_key.empty() && (s_.data_key.size() != 64 || !std::ranges::all_of(s_.data_key, is_hex)))
            report_.add("/data_key", "is not 64 hexadecimal digits", "Make one with: openssl rand -hex 32");
    }
    void unique(const std::string& kind, const std::string& id, const std::string& at) {
        if (!ids_.insert(kind + "/" + id).second)
            report_.add(at + "/id", "\"" + id + "\" stands here a second time", "Give each account an id of its own");
    }
    void read_listen(const json& j) {
        s_.listen.address = j.value("address", s_.listen.address);
        s_.listen.port = j.value("port", s_.listen.port);
        boost::system::error_code ec;
        if (s_.listen.address != "localhost") (void)boost::asio::ip::make_address(s_.listen.address, ec);
        if (ec) report_.add("/listen/address", "is no IP address", "Write for example 127.0.0.1, or 0.0.0.0 for all");
        if (!j.contains("tls")) return;
        s_.listen.tls_certificate = (base_ / j.at("tls").at("certificate").get<std::string>()).string();
        s_.listen.tls_key = (base_ / j.at("tls").at("key").get<std::string>()).string();
    }
    void read_redis(const json& j) {
        s_.redis.endpoint = j.at("endpoint");
        s_.redis.username = j.value("username", "");
        if (j.contains("password")) s_.redis.password = secret(j.at("password"), "/redis/password");
        s_.redis.database = j.value("database", 0);
        s_.redis.connections = j.value("connections", s_.redis.connections);
        s_.redis.tls_ca = j.value("tls_ca", "");
    }
    void read_wechat(const json& j, const std::string& at) {
        WechatAccount account;
        account.id = j.at("id");
        unique("wechat", account.id, at);
        account.app_id = j.at("app_id");
        account.secret = secret(j.at("secret"), at + "/secret");
        account.token = secret(j.at("token"), at + "/token");
        account.mode = j.value("mode", account.mode);
        if (j.contains("encoding_aes_key"))
            account.encoding_aes_key = secret(j.at("encoding_aes_key"), at + "/encoding_aes_key");
        if (account.mode != "plain" && account.encoding_aes_key.empty())
            report_.add(at, "mode \"" + account.mode + "\" needs an encoding_aes_key",
                        "Copy the EncodingAESKey from the platform's console");
        account.original_id = j.value("original_id", "");
        account.base_url = j.value("base_url", account.base_url);
        s_.wechat.push_back(std::move(account));
    }
    void read_hotline(const json& j, const std::string& at) {
        HotlineAccount account;
        account.id = j.at("id");
        unique("hotline", account.id, at);
        int n = 0;
        for (const auto& key : j.at("keys"))
            account.keys.push_back(
                {key.at("id"), secret(key.at("secret"), at + "/keys/" + std::to_string(n++) + "/secret")});
        s_.hotline.push_back(std::move(account));
    }
    void read_second_reader(const json& j) {
        SecondReader reader;
        reader.base_url = j.at("base_url");
        const auto url = boost::urls::parse_uri(reader.base_url);
        const bool open = url && url->scheme() == "http" && !is_loopback(std::string(url->host_address()));
        if (!url)
            report_.add("/second_reader/base_url", "is no address", "Write for example https://reader.example.org/v1");
        if (open)
            report_.add("/second_reader/base_url", "would carry people's words without encryption",
                        "Use https, or an address of this machine");
        reader.model = j.at("model");
        if (j.contains("key")) reader.key = secret(j.at("key"), "/second_reader/key");
        if (j.contains("tls_ca")) reader.tls_ca = (base_ / j.at("tls_ca").get<std::string>()).string();
        reader.reply_ms = j.value("reply_ms", reader.reply_ms);
        reader.late_ms = j.value("late_ms", std::max(reader.late_ms, reader.reply_ms));
        if (reader.late_ms < reader.reply_ms)
            report_.add("/second_reader/late_ms", "is shorter than reply_ms",
                        "Make it at least as long, or leave it out");
        reader.per_minute = j.value("per_minute", reader.per_minute);
        const auto breaker = j.value("breaker", json::object());
        reader.failures = breaker.value("failures", reader.failures);
        reader.rest_ms = breaker.value("rest_ms", reader.rest_ms);
        s_.second_reader = std::move(reader);
    }
    void read_console(const json& j) {
        s_.secure_cookies = j.value("secure_cookies", !s_.listen.tls_certificate.empty());
        s_.demo_user = j.value("demo_user", false);
        int n = 0;
        for (const auto& user : j.value("users", json::array())) {
            const auto at = "/console/users/" + std::to_string(n++);
            s_.console_users.push_back({user.at("name"), secret(user.at("password_hash"), at + "/password_hash"),
                                        user.value("display_name", user.at("name").get<std::string>()), user.at("role"),
                                        user.at("organisation")});
        }
    }
    void refuse_demo_secrets_in_public() {
        if (is_loopback(s_.listen.address)) return;
        for (const auto& pointer : demo_secrets_at_)
            report_.add(pointer, "is a well-known secret of the demonstration, and the address is not loopback",
                        "Use a secret of your own, or listen on 127.0.0.1");
        if (s_.demo_user)
            report_.add("/console/demo_user", "the demonstration's account is for loopback only",
                        "Remove it and add an account of your own under /console/users");
    }

    const json& j_;
    std::filesystem::path base_;
    Report& report_;
    std::vector<std::string> demo_secrets_at_;
    std::set<std::string> ids_;  // of accounts, as "wechat/demo"
    Settings s_;
};

}  // namespace

bool is_loopback(const std::string& address) {
    if (address == "localhost") return true;
    boost::system::error_code ec;
    const auto ip = boost::asio::ip::make_address(address, ec);
    return !ec && ip.is_loopback();
}

Checked<Settings> load_settings(const std::filesystem::path& file) {
    auto document = read_json(file, settings_schema());
    if (auto* problems = std::get_if<Problems>(&document)) return std::move(*problems);
    Report report(file);
    auto settings = Builder(std::get<json>(document), file, report).build();
    if (!report.empty()) return report.take();
    return settings;
}

}  // namespace warmline::settings
