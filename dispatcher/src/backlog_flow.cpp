#include "backlog_flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <boost/pending/disjoint_sets.hpp>
#include <stdexcept>
#include <unordered_map>

#include "backlog_cost.hpp"

namespace warmline::dispatcher::backlog {
namespace {

using Graph = lemon::SmartDigraph;

/// A part of the problem that has to do with no other part.
struct Part {
    std::vector<std::size_t> tickets, helpers, lanes;  ///< indexes into the whole
};

/// Kinds of tickets on the left, kinds of helpers on the right, one sink. What is left waiting flows straight into the
/// sink, the cheapest to leave first.
class Network {
public:
    Network(const std::vector<TicketKind>& tickets, const std::vector<HelperKind>& helpers,
            const std::vector<Lane>& lanes, const Part& part, const Weights& weights)
        : cost_(graph_), room_(graph_), supply_(graph_, 0), sink_(graph_.addNode()) {
        std::unordered_map<std::size_t, Graph::Node> left, right;
        for (const auto t : part.tickets) left.emplace(t, add(tickets[t]));
        for (const auto h : part.helpers) right.emplace(h, add(helpers[h], weights));
        for (const auto l : part.lanes) {
            const auto& lane = lanes[l];
            const auto& kind = helpers[lane.helpers];
            const auto most = std::min(static_cast<std::int64_t>(tickets[lane.tickets].waiting.size()),
                                       static_cast<std::int64_t>(kind.persons.size()) * kind.room);
            lanes_.push_back(arc(left.at(lane.tickets), right.at(lane.helpers), most, lane.cost));
        }
    }

    /// Along the part's lanes, in their order.
    std::vector<int> solve() {
        lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph_);
        simplex.upperMap(room_).costMap(cost_).supplyMap(supply_);
        if (simplex.run() != decltype(simplex)::OPTIMAL) throw std::logic_error("the network always has a flow");
        std::vector<int> flow;
        flow.reserve(lanes_.size());
        for (const auto& lane : lanes_) flow.push_back(static_cast<int>(simplex.flow(lane)));
        return flow;
    }

private:
    Graph::Arc arc(Graph::Node from, Graph::Node to, std::int64_t most, std::int64_t cost) {
        const auto added = graph_.addArc(from, to);
        room_[added] = most;
        cost_[added] = cost;
        return added;
    }
    Graph::Node add(const TicketKind& kind) {
        const auto node = graph_.addNode();
        const auto many = static_cast<std::int64_t>(kind.waiting.size());
        supply_[node] = many;
        supply_[sink_] -= many;
        for (const auto& [cost, count] : kind.cost_of_waiting) arc(node, sink_, count, cost);
        return node;
    }
    Graph::Node add(const HelperKind& kind, const Weights& weights) {
        const auto node = graph_.addNode();
        for (int n = 0; n < kind.room; ++n)  // each further ticket costs more, so the flow fills evenly
            arc(node, sink_, static_cast<std::int64_t>(kind.persons.size()),
                cost_of_load(kind.load + n, kind.capacity, weights));
        return node;
    }
    Graph graph_;
    Graph::ArcMap<std::int64_t> cost_, room_;
    Graph::NodeMap<std::int64_t> supply_;
    Graph::Node sink_;
    std::vector<Graph::Arc> lanes_;
};

/// The parts between which no lane runs: cities that do not help one another, for example.
std::vector<Part> parts_of(std::size_t ticket_kinds, std::size_t helper_kinds, const std::vector<Lane>& lanes) {
    using Nodes = std::vector<std::size_t>;
    Nodes rank(ticket_kinds + helper_kinds), parent(ticket_kinds + helper_kinds);
    boost::disjoint_sets<std::size_t*, std::size_t*> sets(rank.data(), parent.data());
    for (std::size_t i = 0; i < parent.size(); ++i) sets.make_set(i);
    for (const auto& lane : lanes) sets.union_set(lane.tickets, ticket_kinds + lane.helpers);
    std::unordered_map<std::size_t, std::size_t> number;
    std::vector<Part> parts;
    const auto part_of = [&](std::size_t node) -> Part& {
        const auto [it, fresh] = number.try_emplace(sets.find_set(node), parts.size());
        if (fresh) parts.emplace_back();
        return parts[it->second];
    };
    for (std::size_t l = 0; l < lanes.size(); ++l) part_of(lanes[l].tickets).lanes.push_back(l);
    for (std::size_t t = 0; t < ticket_kinds; ++t)
        if (number.contains(sets.find_set(t))) part_of(t).tickets.push_back(t);
    for (std::size_t h = 0; h < helper_kinds; ++h)
        if (number.contains(sets.find_set(ticket_kinds + h))) part_of(ticket_kinds + h).helpers.push_back(h);
    return parts;
}

}  // namespace

std::vector<int> cheapest_flow(const std::vector<TicketKind>& tickets, const std::vector<HelperKind>& helpers,
                               const std::vector<Lane>& lanes, const Weights& weights) {
    std::vector<int> flow(lanes.size(), 0);
    for (const auto& part : parts_of(tickets.size(), helpers.size(), lanes)) {
        const auto along = Network(tickets, helpers, lanes, part, weights).solve();
        for (std::size_t i = 0; i < along.size(); ++i) flow[part.lanes[i]] = along[i];
    }
    return flow;
}

}  // namespace warmline::dispatcher::backlog
