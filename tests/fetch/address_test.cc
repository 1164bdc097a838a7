#include "fetch/address.h"

#include <arpa/inet.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

std::string why(const std::string& text) {
  sockaddr_in v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    const auto& address = reinterpret_cast<const sockaddr&>(v4);
    EXPECT_EQ(address_text(address), text);
    return std::string(why_not_public(address));
  }
  sockaddr_in6 v6{};
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  v6.sin6_family = AF_INET6;
  const auto& address = reinterpret_cast<const sockaddr&>(v6);
  EXPECT_EQ(address_text(address), text);
  return std::string(why_not_public(address));
}

TEST(AddressTest, WhatIsPublic) {
  const struct {
    const char *address, *why;
  } kTable[] = {
      {"8.8.8.8", ""},
      {"157.150.185.49", ""},
      {"9.255.255.255", ""},
      {"11.0.0.0", ""},
      {"100.63.255.255", ""},
      {"100.128.0.0", ""},
      {"172.15.255.255", ""},
      {"172.32.0.0", ""},
      {"192.167.255.255", ""},
      {"198.17.255.255", ""},
      {"198.20.0.0", ""},
      {"223.255.255.255", ""},
      {"0.0.0.0", "of this network"},
      {"10.0.0.1", "private"},
      {"10.255.255.255", "private"},
      {"100.64.0.1", "carrier-grade NAT"},
      {"100.127.255.255", "carrier-grade NAT"},
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"169.254.169.254", "link-local"},
      {"172.16.0.1", "private"},
      {"172.31.255.255", "private"},
      {"192.168.1.1", "private"},
      {"192.0.2.1", "for documentation"},
      {"198.19.255.255", "for benchmarks"},
      {"224.0.0.1", "multicast"},
      {"239.255.255.255", "multicast"},
      {"255.255.255.255", "reserved"},
      {"2606:4700::1111", ""},
      {"2a00:1450:4001:81b::200e", ""},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"fe80::1", "link-local"},
      {"febf::1", "link-local"},
      {"fec0::1", "private"},
      {"fc00::1", "private"},
      {"fdff::1", "private"},
      {"ff02::1", "multicast"},
      {"2001:db8::1", "for documentation"},
      {"2001::1", "a Teredo tunnel"},
      {"::ffff:127.0.0.1", "loopback"},
      {"::ffff:10.1.2.3", "private"},
      {"::ffff:8.8.8.8", ""},
      {"::127.0.0.1", "reserved"},
      {"64:ff9b::a9fe:a9fe", "link-local"},
      {"64:ff9b::808:808", ""},
      {"2002:7f00:1::", "loopback"},
      {"2002:808:808::", ""},
  };
  for (const auto& row : kTable) EXPECT_EQ(why(row.address), row.why) << row.address;
}

TEST(AddressTest, OtherFamiliesAreNotPublic) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  EXPECT_EQ(why_not_public(reinterpret_cast<const sockaddr&>(address)), "no Internet address");
}

}  // namespace
}  // namespace troika::fetch
