#include "resolve.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <memory>

namespace warmline::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct Lookup {
    explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), done(executor) {
        done.expires_at(asio::steady_timer::time_point::max());
    }
    tcp::resolver resolver;
    asio::steady_timer done;
    bool ended = false;
    std::vector<tcp::endpoint> endpoints;
};

}  // namespace

asio::awaitable<Result<std::vector<tcp::endpoint>>> resolve(std::string host, std::string port) {
    const auto executor = co_await asio::this_coro::executor;
    const auto lookup = std::make_shared<Lookup>(executor);
    boost::system::error_code ec;
    asio::ip::make_address(host, ec);
    if (!ec) {
        const auto found = lookup->resolver.resolve(host, port, tcp::resolver::numeric_host, ec);
        if (ec || found.empty()) co_return Errc::resolve;
        co_return std::vector<tcp::endpoint>{found.begin()->endpoint()};
    }
    lookup->resolver.async_resolve(host, port,
                                   [lookup](boost::system::error_code failure, const tcp::resolver::results_type& all) {
                                       lookup->ended = true;
                                       if (!failure) {
                                           for (const auto& entry : all) lookup->endpoints.push_back(entry.endpoint());
                                       }
                                       lookup->done.cancel();
                                   });
    co_await lookup->done.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!lookup->ended) throw boost::system::system_error(asio::error::operation_aborted);
    if (lookup->endpoints.empty()) co_return Errc::resolve;
    co_return std::move(lookup->endpoints);
}

}  // namespace warmline::http
