// The folder of `--data`: what a run keeps from one time to the next.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace troika::pipeline {

class DataFolder {
 public:
  explicit DataFolder(std::string path) : path_(std::move(path)) {}

  bool exists() const {
    std::error_code error;
    return std::filesystem::exists(store(), error);
  }
  // Empty when it is there or could be made; else why not.
  std::string make() const {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    return error ? path_ + ": this folder cannot be made: " + error.message() + "; give another with --data" : "";
  }

  const std::string& path() const { return path_; }
  std::string archive() const { return path_ + "/archive"; }
  std::string store() const { return path_ + "/store.sqlite"; }
  std::string published() const { return path_ + "/published"; }

 private:
  std::string path_;
};

}  // namespace troika::pipeline
