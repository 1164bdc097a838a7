// A folder of a test's own, gone with it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "config/error.h"

namespace troika::config {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = testing::TempDir() + "config_XXXXXX";
    path_ = mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  std::string path(std::string_view name = "") const { return name.empty() ? path_.string() : (path_ / name).string(); }

  // Writes the file, and the folders above it, and gives its path.
  std::string write(std::string_view name, std::string_view content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

// One line per error; `path` is cut to its file name, as the folder is another in each run.
inline std::vector<std::string> lines_of(std::vector<Error> errors) {
  std::vector<std::string> lines;
  for (Error& error : errors) {
    error.at.path = std::filesystem::path(error.at.path).filename();
    lines.push_back(error.to_string());
  }
  return lines;
}

}  // namespace troika::config
