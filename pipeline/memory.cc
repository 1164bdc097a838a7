#include "pipeline/memory.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace troika::pipeline {
namespace {

constexpr int kMiB = 1 << 20;

// Beyond this malloc maps a piece of its own. It has 128 KiB, until it has seen larger pieces freed.
constexpr int kMappedBytes = 4 * kMiB;
constexpr int kKeptBytes = 16 * kMiB;
constexpr std::size_t kMuch = std::size_t{64} * kMiB;
constexpr std::size_t kMost = std::size_t{1024} * kMiB;  // mallopt() takes an int

// As malloc has them if it is told nothing.
constexpr int kUsualMappings = 65536, kUsualTopPad = 128 << 10;

// Where malloc begins to give what it has not given before; lower where a piece of this size was freed.
std::uintptr_t next_piece() {
  void* volatile next = std::malloc(256 << 10);  // volatile: else it is left out
  std::free(next);
  return reinterpret_cast<std::uintptr_t>(next);
}

std::size_t resident_bytes() {
  std::size_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, kMappedBytes);
  ::mallopt(M_TRIM_THRESHOLD, kKeptBytes);
}

void use_huge_pages(std::size_t bytes) {
  const int more = static_cast<int>(std::min(bytes, kMost));
  ::mallopt(M_TRIM_THRESHOLD, more + kKeptBytes);
  ::mallopt(M_TOP_PAD, more);
  ::mallopt(M_MMAP_MAX, 0);
  void* volatile grown = std::malloc(kKeptBytes + 1);  // more than is free at the heap's end
  std::free(grown);
  ::mallopt(M_MMAP_MAX, kUsualMappings);
  ::mallopt(M_TOP_PAD, kUsualTopPad);
  if (grown == nullptr) return;
  begin_huge_page();
  const std::uintptr_t begin = next_piece() / kHugePage * kHugePage;
  const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kHugePage * kHugePage;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

void begin_huge_page() {
  const std::uintptr_t used = next_piece() % kHugePage;
  void* volatile rest = used > 0 ? std::malloc(kHugePage - used) : nullptr;  // never touched, and never freed
  static_cast<void>(rest);
}

void give_back_much([[maybe_unused]] std::size_t bytes) {
#ifndef TROIKA_SANITIZED  // a sanitizer has much itself, and its own malloc
  if (resident_bytes() < kMuch) return;
  ::malloc_trim(0);
  use_huge_pages(bytes);
#endif
}

void share_heap() { ::mallopt(M_ARENA_MAX, 1); }

}  // namespace troika::pipeline
