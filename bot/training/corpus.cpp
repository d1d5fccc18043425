#include "corpus.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

namespace warmline::bot::training {
namespace {

using nlohmann::json;

std::size_t place(const std::vector<Code>& codes, std::string_view code) {
    const auto found = std::find(codes.begin(), codes.end(), code);
    if (found == codes.end()) throw std::runtime_error("unknown code " + std::string(code));
    return static_cast<std::size_t>(found - codes.begin());
}

std::vector<std::size_t> places(const std::vector<Code>& codes, const json& names) {
    std::vector<std::size_t> result;
    for (const auto& name : names) result.push_back(place(codes, name.get<std::string>()));
    return result;
}

/// A file is one writer's, or of several one after the other. Folds are whole files, and parts of the large ones, so
/// that held-out texts are new in manner as well, as what comes in will be: judges fitted on texts whose writer the
/// classifiers know would be too sure of themselves. A short list of what everybody says is nobody's manner: spread.
constexpr std::size_t small_file_examples = 300, large_file_examples = 3000;
void assign_folds(std::span<Example> file, std::size_t writer, std::size_t folds) {
    for (std::size_t at = 0; at < file.size(); ++at) {
        if (file.size() < small_file_examples)
            file[at].fold = at % folds;
        else
            file[at].fold = file.size() < large_file_examples ? writer % folds : at * folds / file.size();
    }
}

Urgency urgency_of(const std::string& code) {
    if (code == "crisis") return Urgency::crisis;
    return code == "urgent" ? Urgency::urgent : Urgency::normal;
}

Example from_message(const json& line, const Taxonomy& taxonomy) {
    Example example;
    example.written = line.at("text").get<std::string>();
    example.hotline = line.at("channel") == "hotline";
    example.taught = line.contains("source");
    example.needs = places(taxonomy.needs, line.at("needs"));
    example.intents = places(taxonomy.intents, line.at("intents"));
    example.urgency = urgency_of(line.at("urgency").get<std::string>());
    const std::vector<Code> beneficiaries = {"self", "family", "team", "other"};
    const auto& slots = line.at("slots");
    if (slots.contains("beneficiary"))
        example.beneficiary = static_cast<int>(place(beneficiaries, slots["beneficiary"].get<std::string>()));
    return example;
}

/// "code[,code...] TAB text"; the code is a need, an intent, or "none".
Example from_clause(const std::string& line, const Taxonomy& taxonomy) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) throw std::runtime_error("no tab");
    Example example;
    example.origin = Origin::clause;
    example.written = line.substr(tab + 1);
    for (std::size_t begin = 0; begin < tab;) {
        const auto end = std::min(line.find(',', begin), tab);
        const std::string code = line.substr(begin, end - begin);
        const bool is_need = std::find(taxonomy.needs.begin(), taxonomy.needs.end(), code) != taxonomy.needs.end();
        if (is_need)
            example.needs.push_back(place(taxonomy.needs, code));
        else if (code != "none")
            example.intents.push_back(place(taxonomy.intents, code));
        begin = end + 1;
    }
    if (!example.needs.empty()) example.intents.push_back(0);
    return example;
}

template <class Read>
void read_lines(const std::filesystem::path& file, Read read) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty()) continue;
        try {
            read(line);
        } catch (const std::exception& error) {
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + error.what());
        }
    }
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".jsonl" || entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::size_t Taxonomy::need(std::string_view code) const { return place(needs, code); }

Taxonomy load_taxonomy(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    const auto document = json::parse(in);
    Taxonomy taxonomy;
    for (const auto& need : document.at("needs")) taxonomy.needs.push_back(need.at("code").get<Code>());
    for (const auto& intent : document.at("intents")) taxonomy.intents.push_back(intent.at("code").get<Code>());
    if (taxonomy.intents.front() != "request" || taxonomy.intents.back() != "chitchat")
        throw std::runtime_error(file.string() + ": intents must begin with request and end with chitchat");
    return taxonomy;
}

std::vector<Example> load_corpus(const std::filesystem::path& folder, const Taxonomy& taxonomy,
                                 const Normaliser& normalise, std::size_t folds) {
    std::vector<Example> examples;
    std::vector<std::string> writers;  // messages and clauses of one writer have files of one name
    for (const auto& file : files_of(folder)) {
        if (writers.empty() || writers.back() != file.stem()) writers.push_back(file.stem());
        const std::size_t before = examples.size();
        read_lines(file, [&](const std::string& line) {
            examples.push_back(file.extension() == ".jsonl" ? from_message(json::parse(line), taxonomy)
                                                            : from_clause(line, taxonomy));
        });
        assign_folds(std::span(examples).subspan(before), writers.size() - 1, folds);
    }
    for (auto& example : examples)  // only now, since a view into a moved short string would dangle
        example.normal = normalise(example.written);
    return examples;
}

}  // namespace warmline::bot::training
