#include "pipeline/memory.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace troika::pipeline {
namespace {

#ifndef TROIKA_SANITIZED  // which brings its own malloc

// Flags of the mappings called [heap], as Linux tells them ("hg": asked for huge pages).
std::string heap_flags() {
  std::ifstream mappings("/proc/self/smaps");
  std::string flags;
  bool is_heap = false;
  for (std::string line; std::getline(mappings, line);) {
    if (line.find('-') < line.find(' ')) is_heap = line.ends_with("[heap]");
    if (is_heap && line.starts_with("VmFlags:")) flags += line.substr(line.find(' ')) + ' ';
  }
  return flags;
}

std::size_t resident_pages() {
  std::size_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident;
}

// Each in a process of its own: it changes how all of it uses memory, and depends on what has been freed.
class MemoryTest : public testing::Test {
 protected:
  MemoryTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  static void expect(bool (*holds)()) { EXPECT_EXIT(std::_Exit(holds() ? 0 : 1), testing::ExitedWithCode(0), ""); }
};

TEST_F(MemoryTest, HeapAsksForHugePages) {
  if (!std::filesystem::exists("/sys/kernel/mm/transparent_hugepage")) GTEST_SKIP() << "this kernel has no huge pages";
  expect([] {
    keep_freed_memory();
    use_huge_pages(std::size_t{16} << 20);
    return heap_flags().find(" hg ") != std::string::npos;
  });
}

TEST_F(MemoryTest, WhatComesLaterIsOnAnotherHugePage) {
  expect([] {
    constexpr std::size_t kSize = 300 << 10;
    keep_freed_memory();
    const auto before = reinterpret_cast<std::uintptr_t>(std::malloc(kSize));
    begin_huge_page();
    const auto after = reinterpret_cast<std::uintptr_t>(std::malloc(kSize));
    return after / kHugePage > (before + kSize) / kHugePage;
  });
}

TEST_F(MemoryTest, WhatALargeDocumentTookIsKeptUntilItIsGivenBack) {
  expect([] {
    constexpr std::size_t kHeap = std::size_t{256} << 20;
    keep_freed_memory();
    use_huge_pages(kHeap);
    const std::size_t before = resident_pages();
    { const std::vector<std::string> document(1000, std::string(100'000, 'x')); }
    const bool kept = resident_pages() > before + 20'000;
    give_back_much(kHeap);
    return kept && resident_pages() < before + 2'000;
  });
}

#endif

}  // namespace
}  // namespace troika::pipeline
