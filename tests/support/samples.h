// The sample reports in tests/golden. Needs the definition TROIKA_GOLDEN.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace troika {

// tests/golden/*/document.pdf, sorted.
inline std::vector<std::filesystem::path> sample_paths() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(TROIKA_GOLDEN))
    if (std::filesystem::exists(entry.path() / "document.pdf")) paths.push_back(entry.path() / "document.pdf");
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace troika
