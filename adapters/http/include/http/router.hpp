#pragma once
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/message.hpp"

namespace warmline::http {

namespace asio = boost::asio;

/// The form of what the server answers by itself: too large, too slow, a handler that failed.
enum class ErrorForm {
    text,     ///< one line of plain text, for platforms that read only the status
    problem,  ///< application/problem+json, see Response::problem(); also where no route is known
};

struct RouteOptions {
    std::size_t body_bytes_max = 64 * 1024;    ///< a larger body is answered 413 before it is read
    std::chrono::milliseconds time_max{5000};  ///< a handler that takes longer is cancelled and answered 503
    ErrorForm errors = ErrorForm::text;
};

/// Answers one request. It may throw (bare 500). It is cancelled (terminal) when its time is over or the server stops;
/// one that is deaf to cancellation keeps its client waiting, and Server::stop() too.
using Handler = std::function<asio::awaitable<Response>(Request)>;

struct Route {
    std::string method;
    std::string pattern;  ///< as declared; the only form of the path that logs and metrics may show
    Handler handler;
    RouteOptions options;
    std::vector<std::string> names;  ///< of the pattern's parameters, in order
};

struct Match {
    const Route* route;
    std::map<std::string, std::string> params;
};
struct NoSuchPath {};
struct NoSuchMethod {
    std::string allow;                   ///< value of the Allow header: "GET, HEAD, POST, OPTIONS"
    ErrorForm errors = ErrorForm::text;  ///< of the path's routes
};
using Matched = std::variant<Match, NoSuchPath, NoSuchMethod>;

/// Which handler answers which method and path. Patterns are segments: "/channels/wechat/{id}" takes any one non-empty
/// segment as `id`, "/assets/{*rest}" takes all the rest (at least one character). A literal wins over a parameter, a
/// parameter over a rest. A path that ends in '/' is another path.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// @throws std::invalid_argument for a malformed pattern or one declared before: a bug, found at start-up.
    void add(std::string method, std::string pattern, Handler handler, RouteOptions options = {});
    /// @param path  decoded. HEAD falls back on the route for GET; the server itself answers OPTIONS. The match points
    /// into this router.
    [[nodiscard]] Matched match(std::string_view method, std::string_view path) const;

private:
    struct Node;
    std::unique_ptr<Node> root_;
};

}  // namespace warmline::http
