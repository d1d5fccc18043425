#include "console/console.hpp"

#include "api.hpp"
#include "page.hpp"

namespace warmline::console {

class Console::Impl {
public:
    Impl(asio::any_io_executor executor, Backend& backend, Settings settings)
        : api(std::move(executor), backend, settings) {}
    Api api;
};

Console::Console(asio::any_io_executor executor, Backend& backend, Settings settings)
    : impl_(std::make_unique<Impl>(std::move(executor), backend, settings)) {}
Console::~Console() = default;

void Console::add_routes(http::Router& router) {
    impl_->api.add_routes(router);
    add_page_routes(router);
}
void Console::start() { impl_->api.feed().start(); }
asio::awaitable<void> Console::stop() { co_await impl_->api.feed().stop(); }

std::vector<std::pair<std::string, std::string>> Console::api_routes() { return Api::routes(); }

}  // namespace warmline::console
