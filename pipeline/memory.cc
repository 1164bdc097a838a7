#include "pipeline/memory.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace troika::pipeline {
namespace {

// A sanitizer brings its own malloc, which has no such heap.
#ifdef TROIKA_SANITIZED
constexpr bool kHasHeap = false;
#else
constexpr bool kHasHeap = true;
#endif

constexpr int kMiB = 1 << 20;

// Beyond this malloc maps a piece of its own where the heap has no room for it. It has 128 KiB, until it has seen
// larger pieces freed.
constexpr int kMappedBytes = 4 * kMiB;
constexpr int kKeptBytes = 16 * kMiB;
constexpr std::size_t kMuch = std::size_t{64} * kMiB;
constexpr std::size_t kMost = std::size_t{1024} * kMiB;  // mallopt() takes an int

// As malloc has them if it is told nothing.
constexpr int kUsualMappings = 65536, kUsualTopPad = 128 << 10, kUsualTrimThreshold = 128 << 10;

int trim_threshold = kUsualTrimThreshold;  // what malloc has; set before there are threads

void set_trim_threshold(int bytes) {
  trim_threshold = bytes;
  ::mallopt(M_TRIM_THRESHOLD, bytes);
}

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
  set_trim_threshold(kKeptBytes);
}

void use_huge_pages(std::size_t bytes) {
  if (!kHasHeap) return;
  const int more = static_cast<int>(std::min(bytes, kMost));
  const auto before = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kHugePage * kHugePage;
  ::mallopt(M_TOP_PAD, more);
  ::mallopt(M_MMAP_MAX, 0);
  // More than may be free at the heap's end.
  void* volatile grown = std::malloc(static_cast<std::size_t>(trim_threshold) + 1);
  ::mallopt(M_MMAP_MAX, kUsualMappings);
  ::mallopt(M_TOP_PAD, kUsualTopPad);
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kHugePage * kHugePage;
  if (before < end) {
    // The heap's end is a number to its owner.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    ::madvise(reinterpret_cast<void*>(before), end - before, MADV_HUGEPAGE);
    set_trim_threshold(more + trim_threshold + kKeptBytes);  // or the end would go with `grown`
  }
  std::free(grown);
}

void begin_huge_page() {
  if (!kHasHeap) return;
  const std::uintptr_t used = next_piece() % kHugePage;
  void* volatile rest = used > 0 ? std::malloc(kHugePage - used) : nullptr;  // never touched, and never freed
  static_cast<void>(rest);
}

void give_back_much(std::size_t bytes) {
  if (!kHasHeap || resident_bytes() < kMuch) return;
  ::malloc_trim(0);
  set_trim_threshold(kKeptBytes);
  use_huge_pages(bytes);
}

void share_heap() { ::mallopt(M_ARENA_MAX, 1); }

}  // namespace troika::pipeline
