// Which network addresses belong to the public Internet. A list of URLs, or a redirect, must not make Troika read what
// only the machine it runs on can reach: cloud metadata, routers, databases.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace troika::fetch {

// "loopback", "private", ...: why an address is not public; empty when it is. The IANA special-purpose registries
// (RFC 6890) decide. IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged as IPv4. Thread-safe.
std::string_view why_not_public(const sockaddr& address);

// "10.0.0.1", "fe80::1". "?" for what is neither IPv4 nor IPv6.
std::string address_text(const sockaddr& address);

}  // namespace troika::fetch
