// The bodies of Asio, its TLS part and Beast, so that no other file compiles them.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
