#pragma once
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "support/where.hpp"
#include "wechat/callback.hpp"

namespace warmline::wechat {

using Json = nlohmann::json;

/// The vectors of one file, each checked by several independent implementations.
inline Json load_vectors(const std::string& name) {
    std::ifstream in(std::string(WARMLINE_SOURCE_DIR "/tests/adapters/wechat/vectors/") + name + ".json");
    if (!in) throw std::runtime_error("no vectors: " + name);
    return Json::parse(in).at("vectors");
}

inline Random16 random_of(const Json& vector) {
    const auto hex = vector.at("random16_hex").get<std::string>();
    Random16 out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<unsigned char>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
    return out;
}

inline std::map<std::string, std::string> query_of(const Json& vector) {
    return vector.at("query").get<std::map<std::string, std::string>>();
}

inline CallbackKeys keys_of(const Json& vector, Mode mode) {
    CallbackKeys keys{vector.at("token"), vector.value("receive_id", ""), {}, mode};
    if (vector.contains("encoding_aes_key"))
        keys.aes_key = AesKey::parse(vector["encoding_aes_key"].get<std::string>()).value();
    return keys;
}

/// The form in which vectors give fields: leaves are strings, repeated elements arrays.
inline Json fields_of(const Element& element) {
    if (element.children.empty()) return element.text;
    Json out = Json::object();
    for (const auto& child : element.children) {
        auto value = fields_of(child);
        if (!out.contains(child.name)) {
            out[child.name] = std::move(value);
            continue;
        }
        auto& slot = out[child.name];
        if (!slot.is_array()) slot = Json::array({slot});
        slot.push_back(std::move(value));
    }
    return out;
}

inline constexpr std::chrono::sys_seconds some_time{std::chrono::seconds(1715500800)};

}  // namespace warmline::wechat
