#include "fetch/address.h"

#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace troika::fetch {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Block {
  Bytes prefix;
  int bits;
  std::string_view why;
};

// RFC 6890 and its registry, as of 2024.
constexpr Block kBlocks4[] = {
    {{0}, 8, "of this network"},
    {{10}, 8, "private"},
    {{100, 64}, 10, "carrier-grade NAT"},
    {{127}, 8, "loopback"},
    {{169, 254}, 16, "link-local"},
    {{172, 16}, 12, "private"},
    {{192, 0, 0}, 24, "reserved"},
    {{192, 0, 2}, 24, "for documentation"},
    {{192, 88, 99}, 24, "reserved"},
    {{192, 168}, 16, "private"},
    {{198, 18}, 15, "for benchmarks"},
    {{198, 51, 100}, 24, "for documentation"},
    {{203, 0, 113}, 24, "for documentation"},
    {{224}, 4, "multicast"},
    {{240}, 4, "reserved"},  // and broadcast
};

constexpr Block kBlocks6[] = {
    {{}, 128, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "private"},  // NAT64 of one's own
    {{0x01, 0x00}, 64, "discarded"},
    {{0x20, 0x01, 0x00, 0x00}, 32, "a Teredo tunnel"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    {{0x3f, 0xff}, 20, "for documentation"},
    {{0x5f, 0x00}, 16, "reserved"},
    {{0xfc, 0x00}, 7, "private"},  // unique local
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "private"},  // site-local, of old
    {{0xff, 0x00}, 8, "multicast"},
};

// Blocks of IPv6 that hold an IPv4 address, and where.
constexpr struct {
  Bytes prefix;
  int bits;
  std::size_t at;
} kEmbedded[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},        // ::ffff:a.b.c.d
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, 12},        // ::ffff:0:a.b.c.d
    {{0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96, 12},  // NAT64, 64:ff9b::a.b.c.d
    {{0x20, 0x02}, 16, 2},                                       // 6to4, 2002:ab:cd::
};

bool starts_with(const Bytes& address, const Bytes& prefix, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const auto mask = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
    if ((address[i] & mask) != (prefix[i] & mask)) return false;
  }
  return true;
}

std::string_view find_block(std::span<const Block> blocks, const Bytes& address) {
  for (const Block& block : blocks) {
    if (starts_with(address, block.prefix, block.bits)) return block.why;
  }
  return {};
}

std::string_view why_not_public6(const Bytes& address) {
  if (const std::string_view why = find_block(kBlocks6, address); !why.empty()) return why;
  for (const auto& embedded : kEmbedded) {
    if (!starts_with(address, embedded.prefix, embedded.bits)) continue;
    Bytes inner{};
    std::memcpy(inner.data(), address.data() + embedded.at, 4);
    return find_block(kBlocks4, inner);
  }
  // ::a.b.c.d, of old: no public host has one.
  if (starts_with(address, Bytes{}, 96)) return "reserved";
  return {};
}

}  // namespace

std::string_view why_not_public(const sockaddr& address) {
  Bytes bytes{};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof(v4));
    std::memcpy(bytes.data(), &v4.sin_addr, 4);
    return find_block(kBlocks4, bytes);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof(v6));
    std::memcpy(bytes.data(), &v6.sin6_addr, 16);
    return why_not_public6(bytes);
  }
  return "no Internet address";
}

std::string address_text(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof(v4));
    ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof(text));
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof(v6));
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof(text));
  }
  return text;
}

}  // namespace troika::fetch
