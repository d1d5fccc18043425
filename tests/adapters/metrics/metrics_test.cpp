#include "metrics/metrics.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

namespace warmline::metrics {
namespace {

class MetricsTest : public testing::Test {
protected:
    std::string page() { return metrics.page(stats, situation, client); }
    bool shows(const std::string& line) {
        const auto text = page();
        return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
    }
    void observe(const char* route, unsigned status, std::chrono::microseconds took) {
        metrics.observe({"GET", route, status, 10, took, "request-1"});
    }
    boost::asio::io_context context{1};
    redis::Client client{context.get_executor(), redis::Settings{}};
    engine::Stats stats;
    dispatcher::Situation situation;
    Metrics metrics;
};

TEST_F(MetricsTest, ShowsTheSituation) {
    EXPECT_TRUE(shows("warmline_surge 0")) << page();
    situation.surge.emplace();
    situation.incidents.resize(2);
    EXPECT_TRUE(shows("warmline_surge 1"));
    EXPECT_TRUE(shows("warmline_incidents_open 2"));
}

TEST_F(MetricsTest, ShowsTheEnginesFiguresAsTheyAre) {
    EXPECT_TRUE(shows("warmline_messages_total 0")) << page();
    stats.messages = 7;
    stats.timer_lag_ms_max = 1500;
    EXPECT_TRUE(shows("warmline_messages_total 7"));
    EXPECT_TRUE(shows("warmline_messages_total 7")) << "looking twice does not count twice";
    EXPECT_TRUE(shows("warmline_deadline_lag_seconds_max 1.5"));
    stats.messages = 9;
    EXPECT_TRUE(shows("warmline_messages_total 9"));
}

TEST_F(MetricsTest, SaysIfRedisCanBeUsed) { EXPECT_TRUE(shows("warmline_redis_ready 0")); }

TEST_F(MetricsTest, CountsRequestsByPatternAndStatus) {
    observe("/api/v1/tickets/{id}", 200, std::chrono::microseconds(300));
    observe("/api/v1/tickets/{id}", 200, std::chrono::microseconds(20'000));
    observe("/api/v1/tickets/{id}", 404, std::chrono::microseconds(300));
    EXPECT_TRUE(shows(R"(warmline_http_requests_total{route="/api/v1/tickets/{id}",status="200"} 2)")) << page();
    EXPECT_TRUE(shows(R"(warmline_http_requests_total{route="/api/v1/tickets/{id}",status="404"} 1)"));
    EXPECT_TRUE(shows(R"(warmline_http_request_seconds_bucket{route="/api/v1/tickets/{id}",le="0.0005"} 2)"));
    EXPECT_TRUE(shows(R"(warmline_http_request_seconds_count{route="/api/v1/tickets/{id}"} 3)"));
}

TEST_F(MetricsTest, EveryFigureHasItsHelpAndType) {
    observe("/", 200, std::chrono::microseconds(1));
    const auto text = page();
    std::size_t families = 0;
    for (std::size_t at = text.find("# TYPE "); at != std::string::npos; at = text.find("# TYPE ", at + 1)) {
        const auto name = text.substr(at + 7, text.find(' ', at + 7) - at - 7);
        EXPECT_TRUE(name.starts_with("warmline_")) << name;
        EXPECT_NE(text.find("# HELP " + name + " "), std::string::npos) << name;
        ++families;
    }
    EXPECT_GE(families, 25U);
}

}  // namespace
}  // namespace warmline::metrics
