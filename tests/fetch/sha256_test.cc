#include "fetch/sha256.h"

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

// NIST's example values for FIPS 180-4.
TEST(Sha256Test, AgreesWithTheStandardsExamples) {
  const struct {
    std::string message;
    std::string_view digest;
  } kExamples[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& example : kExamples) {
    EXPECT_EQ(sha256_hex(example.message), example.digest) << example.message.substr(0, 60);
  }
}

TEST(Sha256Test, TakesNulBytes) {
  EXPECT_EQ(sha256_hex(std::string(1, '\0')), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Sha256Test, TakesBytesInPieces) {
  Sha256 hash;
  EXPECT_EQ(hash.hex(), sha256_hex(""));
  hash.update("a");
  EXPECT_EQ(hash.hex(), sha256_hex("a"));
  hash.update("");
  hash.update("bc");
  EXPECT_EQ(hash.hex(), sha256_hex("abc")) << "more may follow after hex()";
}

TEST(Sha256Test, ManyThreadsMayCallIt) {
  std::vector<std::string> digests(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& digest : digests) threads.emplace_back([&digest] { digest = sha256_hex("abc"); });
  }
  for (const std::string& digest : digests) EXPECT_EQ(digest, sha256_hex("abc"));
}

}  // namespace
}  // namespace troika::fetch
