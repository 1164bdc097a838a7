#include "fetch/sha256.h"

#include <array>
#include <new>

#include <openssl/evp.h>

namespace troika::fetch {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

// These calls fail only where OpenSSL cannot allocate.
void check(int result) {
  if (result != 1) throw std::bad_alloc();
}

std::string to_hex(const Digest& digest, unsigned int size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(std::size_t{2} * size);
  for (unsigned int i = 0; i < size; ++i) {
    hex += kDigits[digest[i] >> 4];
    hex += kDigits[digest[i] & 15];
  }
  return hex;
}

struct FreeAlgorithm {
  void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
};

// Fetched once: EVP_sha256() is looked up by its name each time a digest begins.
const EVP_MD* sha256() {
  static const std::unique_ptr<EVP_MD, FreeAlgorithm> kAlgorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  check(kAlgorithm ? 1 : 0);
  return kAlgorithm.get();
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, FreeContext>;

ContextPointer new_context() {
  ContextPointer context(EVP_MD_CTX_new());
  check(context ? 1 : 0);
  return context;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Digest digest;
  unsigned int size = 0;
  check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256(), nullptr));
  return to_hex(digest, size);
}

struct Sha256::Context {
  ContextPointer pointer = new_context();
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  check(EVP_DigestInit_ex(context_->pointer.get(), sha256(), nullptr));
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  check(EVP_DigestUpdate(context_->pointer.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hex() const {
  // The end is taken of a copy: a draft that is resumed goes on where it was.
  const ContextPointer copy = new_context();
  check(EVP_MD_CTX_copy_ex(copy.get(), context_->pointer.get()));
  Digest digest;
  unsigned int size = 0;
  check(EVP_DigestFinal_ex(copy.get(), digest.data(), &size));
  return to_hex(digest, size);
}

}  // namespace troika::fetch
