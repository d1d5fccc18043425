#include "vectors.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "support/where.hpp"

namespace warmline::hotline::test {
namespace {

Vectors load() {
    std::ifstream file(WARMLINE_SOURCE_DIR "/tests/adapters/hotline/vectors/hotline.json");
    const auto root = nlohmann::json::parse(file);
    Vectors out{root.at("secret"), root.at("previous_secret_not_accepted"), {}};
    for (const auto& one : root.at("vectors")) {
        const auto& headers = one.at("headers");
        out.all.push_back({one.at("id"), one.at("note"), headers.value("X-Hotline-Key-Id", ""),
                           headers.value("X-Hotline-Timestamp", ""), headers.value("X-Hotline-Signature", ""),
                           one.at("body"), std::chrono::sys_seconds(std::chrono::seconds(one.at("receive_time"))),
                           one.at("expect").at("status"), one.at("expect").at("result")});
    }
    return out;
}

}  // namespace

const Vector& Vectors::at(const std::string& id) const {
    for (const auto& one : all) {
        if (one.id == id) return one;
    }
    throw std::out_of_range(id);
}

const Vectors& vectors() {
    static const Vectors instance = load();
    return instance;
}

}  // namespace warmline::hotline::test
