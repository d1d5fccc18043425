#include "page.hpp"

#include <stdexcept>

#include "assets.hpp"
#include "headers.hpp"

namespace warmline::console {
namespace {

namespace asio = boost::asio;

// The page's own addresses (web/src/router.ts); reloading one must give the page again.
constexpr const char* addresses[] = {"/",       "/tickets", "/tickets/{id}", "/households", "/households/{id}",
                                     "/rates",  "/calls",   "/parked",       "/incidents",  "/groups",
                                     "/places", "/persons", "/persons/{id}", "/sign-in"};

bool takes_gzip(const http::Request& request) {
    return request.header("Accept-Encoding").find("gzip") != std::string_view::npos;
}

asio::awaitable<http::Response> serve(const Asset* asset, http::Request request) {
    http::Response response;
    secure_page(response);
    response.headers.emplace_back("ETag", std::string(asset->etag));
    response.headers.emplace_back("Vary", "Accept-Encoding");
    response.headers.emplace_back("Cache-Control",
                                  asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    response.content_type = asset->type;
    if (request.header("If-None-Match") == asset->etag) {
        response.status = 304;
        response.content_type.clear();
        co_return response;
    }
    const bool gzip = !asset->gzip.empty() && takes_gzip(request);
    if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = gzip ? asset->gzip : asset->raw;
    co_return response;
}

http::Handler handler(const Asset& asset) {
    return [&asset](http::Request request) { return serve(&asset, std::move(request)); };
}

}  // namespace

void add_page_routes(http::Router& router) {
    const Asset* index = nullptr;
    for (const auto& asset : page_assets()) {
        if (asset.path == "/index.html") index = &asset;
        router.add("GET", std::string(asset.path), handler(asset));
    }
    if (!index) throw std::logic_error("the page was embedded without its index.html");
    for (const auto* address : addresses) router.add("GET", address, handler(*index));
}

}  // namespace warmline::console
