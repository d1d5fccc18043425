#include "lists.hpp"

#include <array>
#include <fstream>
#include <opencc/SimpleConverter.hpp>
#include <stdexcept>
#include <string>

namespace warmline::bot::training {
namespace {

template <class Visit>
void for_each_line(const std::filesystem::path& file, Visit visit) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.front() != '#') visit(line);
}

Kind place_kind(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, Kind>, 4> kinds = {
        {{"province", Kind::province}, {"city", Kind::city}, {"county", Kind::county}, {"street", Kind::street}}};
    for (const auto& [name, kind] : kinds)
        if (name == word) return kind;
    throw std::runtime_error("places.tsv: unknown kind " + std::string(word));
}

}  // namespace

std::vector<std::pair<char32_t, char32_t>> simplified_pairs() {
    const opencc::SimpleConverter converter("t2s.json");
    std::vector<std::pair<char32_t, char32_t>> pairs;
    for (char32_t point = 0x3400; point <= 0x9fff; ++point) {
        const auto simple = to_points(converter.Convert(to_bytes({&point, 1})));
        if (simple.size() == 1 && simple.front() != point && simple.front() < 0x10000)
            pairs.emplace_back(point, simple.front());
    }
    return pairs;
}

std::vector<Name> load_names(const std::filesystem::path& folder, const Normaliser& normalise) {
    std::vector<Name> names;
    const auto add = [&](Kind kind, std::string_view name) {
        const NormalText normal = normalise(name);
        names.push_back({kind, std::u32string(normal.text())});
    };
    for_each_line(folder / "places.tsv", [&](const std::string& line) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) throw std::runtime_error("places.tsv: no tab in " + line);
        add(place_kind(line.substr(0, tab)), std::string_view(line).substr(tab + 1));
    });
    for_each_line(folder / "hospitals.txt", [&](const std::string& line) { add(Kind::hospital, line); });
    for_each_line(folder / "goods.txt", [&](const std::string& line) { add(Kind::goods, line); });
    for_each_line(folder / "subjects.txt", [&](const std::string& line) { add(Kind::subject, line); });
    return names;
}

}  // namespace warmline::bot::training
