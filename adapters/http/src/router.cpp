#include "http/router.hpp"

#include <stdexcept>

namespace warmline::http {

/// One segment of the tree of patterns.
struct Router::Node {
    using Routes = std::map<std::string, Route, std::less<>>;  // by method
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    Routes here;  // the pattern ends at this segment
    Routes rest;  // the pattern goes on with {*rest}

    /// @return the routes of the path, or null. Leaves in `values` what the parameters took.
    const Routes* find(std::string_view path, std::vector<std::string_view>& values) const;
};

namespace {

std::string_view first_segment(std::string_view path) { return path.substr(0, path.find('/')); }

// What follows the segment and its '/'; nothing if the segment was the last.
std::string_view after(std::string_view path, std::string_view segment) {
    return path.substr(std::min(path.size(), segment.size() + 1));
}

[[noreturn]] void refuse(const std::string& pattern, const char* why) {
    throw std::invalid_argument("route " + pattern + ": " + why);
}

std::string_view name_within(std::string_view segment, const std::string& pattern) {
    auto name = segment.substr(1);
    if (!name.ends_with('}')) refuse(pattern, "a parameter is a whole segment, {name}");
    name.remove_suffix(1);
    if (name.starts_with('*')) name.remove_prefix(1);
    if (name.empty()) refuse(pattern, "a parameter needs a name");
    return name;
}

}  // namespace

const Router::Node::Routes* Router::Node::find(std::string_view path, std::vector<std::string_view>& values) const {
    const auto segment = first_segment(path);
    const bool last = segment.size() == path.size();
    const auto descend = [&](const Node& next) -> const Routes* {
        if (last) return next.here.empty() ? nullptr : &next.here;
        return next.find(after(path, segment), values);
    };
    if (const auto found = literals.find(segment); found != literals.end()) {
        if (const auto* routes = descend(*found->second)) return routes;
    }
    const auto mark = values.size();
    if (parameter && !segment.empty()) {
        values.push_back(segment);
        if (const auto* routes = descend(*parameter)) return routes;
        values.resize(mark);
    }
    if (rest.empty() || path.empty()) return nullptr;
    values.push_back(path);
    return &rest;
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string method, std::string pattern, Handler handler, RouteOptions options) {
    if (!pattern.starts_with('/')) refuse(pattern, "must start with /");
    Route route{std::move(method), pattern, std::move(handler), options, {}};
    Node* node = root_.get();
    Node::Routes* routes = nullptr;
    for (std::string_view path = std::string_view(pattern).substr(1); !routes;) {
        const auto segment = first_segment(path);
        const bool last = segment.size() == path.size();
        if (segment.starts_with('{')) route.names.emplace_back(name_within(segment, pattern));
        if (segment.starts_with("{*")) {
            if (!last) refuse(pattern, "nothing may follow {*rest}");
            routes = &node->rest;
            break;
        }
        auto& next = segment.starts_with('{') ? node->parameter : node->literals[std::string(segment)];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
        if (last) routes = &node->here;
        path = after(path, segment);
    }
    if (!routes->try_emplace(route.method, std::move(route)).second) refuse(pattern, "declared twice");
}

Matched Router::match(std::string_view method, std::string_view path) const {
    if (!path.starts_with('/')) return NoSuchPath{};
    std::vector<std::string_view> values;
    const auto* routes = root_->find(path.substr(1), values);
    if (!routes) return NoSuchPath{};
    auto found = routes->find(method);
    if (found == routes->end() && method == "HEAD") found = routes->find("GET");
    if (found == routes->end()) {
        NoSuchMethod refusal;
        for (const auto& [name, route] : *routes) {
            refusal.allow += (refusal.allow.empty() ? "" : ", ") + name;
            if (name == "GET" && !routes->contains("HEAD")) refusal.allow += ", HEAD";
            refusal.errors = route.options.errors;
        }
        if (!routes->contains("OPTIONS")) refusal.allow += ", OPTIONS";
        return refusal;
    }
    Match match{&found->second, {}};
    for (std::size_t i = 0; i < values.size(); ++i) match.params.emplace(found->second.names[i], values[i]);
    return match;
}

}  // namespace warmline::http
