// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto.
#pragma once

#include <string>
#include <string_view>

namespace troika::fetch {

// 64 lower-case hexadecimal digits. Thread-safe.
std::string sha256_hex(std::string_view bytes);

}  // namespace troika::fetch
