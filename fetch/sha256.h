// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto.
//
//   Sha256 hash;
//   hash.update("a"); hash.update("bc");
//   hash.hex();  // the same as sha256_hex("abc")
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace troika::fetch {

// 64 lower-case hexadecimal digits. Thread-safe.
std::string sha256_hex(std::string_view bytes);

// Of bytes that come in pieces. One thread at a time. Throws std::bad_alloc where OpenSSL cannot allocate its context.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(std::string_view bytes);
  std::string hex() const;  // of all bytes up to now; more may follow

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace troika::fetch
