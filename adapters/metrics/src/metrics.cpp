#include "metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>

namespace warmline::metrics {
namespace {

struct Figure {
    const char* name;
    const char* help;
    std::uint64_t engine::Stats::*value;
};

constexpr Figure figures[] = {
    {"warmline_messages_total", "Inbound messages handled", &engine::Stats::messages},
    {"warmline_messages_repeated_total", "Retries answered from memory", &engine::Stats::repeated},
    {"warmline_messages_failed_total", "Messages not kept; the platform tries again", &engine::Stats::failed},
    {"warmline_replies_deferred_total", "Replies that went through the outbox, being too late",
     &engine::Stats::deferred},
    {"warmline_commit_conflicts_total", "Turns decided again", &engine::Stats::conflicts},
    {"warmline_crises_total", "Crisis tickets opened", &engine::Stats::crises},
    {"warmline_crisis_checks_total", "Gentle questions of the crisis detector", &engine::Stats::crisis_checks},
    {"warmline_read_sure_total", "Messages read surely", &engine::Stats::sure},
    {"warmline_read_asked_total", "Messages that needed one question", &engine::Stats::asked},
    {"warmline_read_person_total", "Messages that a person must read", &engine::Stats::to_person},
    {"warmline_second_reader_asked_total", "Messages that a second reader was asked about",
     &engine::Stats::second_asked},
    {"warmline_second_reader_agreed_total", "Second readings that made the first one sure",
     &engine::Stats::second_agreed},
    {"warmline_second_reader_differed_total", "Second readings that said something else or nothing new",
     &engine::Stats::second_differed},
    {"warmline_second_reader_late_total", "Replies that went without the second reading they had waited for",
     &engine::Stats::second_late},
    {"warmline_second_reader_amended_total", "Late second readings that added something",
     &engine::Stats::second_amended},
    {"warmline_second_reader_refused_total", "Second readings not followed: declined, or saying what cannot be",
     &engine::Stats::second_refused},
    {"warmline_second_reader_failed_total", "Questions to the second reader without an answer",
     &engine::Stats::second_failed},
    {"warmline_second_reader_spared_total", "Messages not asked about: budget spent, or the reader rests",
     &engine::Stats::second_spared},
    {"warmline_tickets_opened_total", "Tickets opened", &engine::Stats::tickets_opened},
    {"warmline_offers_total", "Offers made", &engine::Stats::offers_made},
    {"warmline_tickets_accepted_total", "Tickets accepted", &engine::Stats::tickets_accepted},
    {"warmline_tickets_resolved_total", "Tickets resolved", &engine::Stats::tickets_resolved},
    {"warmline_deadlines_missed_total", "Deadlines missed", &engine::Stats::deadlines_missed},
    {"warmline_outreach_total", "Liaisons asked in the daily round", &engine::Stats::outreach},
    {"warmline_pairs_made_total", "Families paired with a partner, hand-overs included", &engine::Stats::pairs_made},
    {"warmline_continuity_breaks_total", "Offers to somebody else than the partner, whose service it is",
     &engine::Stats::continuity_breaks},
    {"warmline_backlog_placed_total", "Tickets placed from the backlog", &engine::Stats::backlog_placed},
    {"warmline_turn_waits_total", "Turns that waited for a helper another turn had chosen", &engine::Stats::waits},
    {"warmline_timers_fired_total", "Timers fired", &engine::Stats::timers_fired},
    {"warmline_sent_total", "Outbound messages delivered", &engine::Stats::sent},
    {"warmline_send_retries_total", "Outbound attempts to be repeated", &engine::Stats::send_retried},
    {"warmline_send_waiting_total", "Outbound messages that wait for the person to write",
     &engine::Stats::send_waiting},
    {"warmline_send_parked_total", "Outbound messages given up", &engine::Stats::send_parked},
    {"warmline_send_unknown_total", "Outbound messages that may or may not have arrived", &engine::Stats::send_unknown},
};

}  // namespace

struct Metrics::Impl {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("warmline_http_requests_total")
                                                            .Help("HTTP requests by route pattern and status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("warmline_http_request_seconds")
                                                             .Help("Time to answer by route pattern")
                                                             .Register(registry);
    prometheus::Family<prometheus::Gauge>& gauges =
        prometheus::BuildGauge().Name("warmline_redis_ready").Help("1 if Redis can be used").Register(registry);
    prometheus::Gauge& ready = gauges.Add({});
    prometheus::Gauge& lag = prometheus::BuildGauge()
                                 .Name("warmline_deadline_lag_seconds_max")
                                 .Help("Longest delay of a timer since the start")
                                 .Register(registry)
                                 .Add({});
    prometheus::Gauge& surge = gauge("warmline_surge", "1 while surge mode is on");
    prometheus::Gauge& incidents = gauge("warmline_incidents_open", "Open incidents: many like needs seen as one");
    std::map<std::string, prometheus::Counter*> counters;

    prometheus::Gauge& gauge(const char* name, const char* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
    }

    void set(const Figure& figure, const engine::Stats& stats) {
        auto& counter = counters[figure.name];
        if (counter == nullptr)
            counter = &prometheus::BuildCounter().Name(figure.name).Help(figure.help).Register(registry).Add({});
        counter->Increment(static_cast<double>(stats.*figure.value) - counter->Value());
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::observe(const http::Exchange& exchange) {
    const std::string route(exchange.route);
    impl_->requests.Add({{"route", route}, {"status", std::to_string(exchange.status)}}).Increment();
    static const prometheus::Histogram::BucketBoundaries buckets{0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                                 0.025,  0.1,   0.5,    1,     5};
    impl_->seconds.Add({{"route", route}}, buckets).Observe(std::chrono::duration<double>(exchange.took).count());
}

std::string Metrics::page(const engine::Stats& stats, const dispatcher::Situation& situation,
                          const redis::Client& redis) {
    for (const auto& figure : figures) impl_->set(figure, stats);
    impl_->ready.Set(redis.ready() ? 1 : 0);
    impl_->surge.Set(situation.surge ? 1 : 0);
    impl_->incidents.Set(static_cast<double>(situation.incidents.size()));
    impl_->lag.Set(static_cast<double>(stats.timer_lag_ms_max) / 1000);
    return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace warmline::metrics
