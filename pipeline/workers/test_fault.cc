#include "pipeline/workers/test_fault.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

namespace troika::pipeline {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;

[[noreturn]] void loop() {
  for (std::atomic<unsigned> turns{0};; ++turns) {
  }
}

[[noreturn]] void take_all_memory() {
  std::vector<std::unique_ptr<char[]>> blocks;
  while (true) {
    blocks.push_back(std::make_unique_for_overwrite<char[]>(kBlockBytes));
    std::memset(blocks.back().get(), 1, kBlockBytes);
  }
}

}  // namespace

void commit_test_fault(const std::string& path) {
  const char* asked = std::getenv("TROIKA_TEST_FAULT");
  if (asked == nullptr) return;
  const std::string name = std::filesystem::path(path).filename().string();
  std::istringstream faults(asked);
  for (std::string fault; std::getline(faults, fault, ',');) {
    if (fault == "crash=" + name) std::raise(SIGSEGV);
    if (fault == "loop=" + name) loop();
    if (fault == "memory=" + name) take_all_memory();
  }
}

}  // namespace troika::pipeline
