#include "bare_server.hpp"

#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <string>

namespace warmline::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

asio::awaitable<void> converse(tcp::socket socket, const std::string& body) {
    beast::flat_buffer buffer;
    socket.set_option(tcp::no_delay(true));
    for (;;) {
        http::request<http::string_body> request;
        co_await http::async_read(socket, buffer, request, asio::use_awaitable);
        http::response<http::string_body> response(http::status::ok, request.version());
        response.set(http::field::content_type, "text/xml; charset=utf-8");
        response.keep_alive(request.keep_alive());
        response.body() = body;
        response.prepare_payload();
        co_await http::async_write(socket, response, asio::use_awaitable);
    }
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, const std::string& body) {
    for (;;) {
        auto socket = co_await acceptor.async_accept(asio::use_awaitable);
        asio::co_spawn(acceptor.get_executor(), converse(std::move(socket), body), asio::detached);
    }
}

}  // namespace

void serve_bare(int out, std::size_t body_bytes) {
    asio::io_context context(1);
    const std::string body(body_bytes, 'x');
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto line = std::to_string(acceptor.local_endpoint().port()) + "\n";
    if (::write(out, line.data(), line.size()) < 0) return;
    asio::co_spawn(context, accept_all(acceptor, body), asio::detached);
    context.run();
}

}  // namespace warmline::bench
