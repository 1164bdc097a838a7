// How the program uses memory: fewer questions to the system, for which it would take longer than the documents do.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace troika::pipeline {

// Texts and lines of a document are some hundred KiB each. Such memory malloc would give back to the system when it is
// freed, and ask for anew with the next document, and the system would clear it page by page: a seventh of all CPU time
// (PERFORMANCE.md). Larger pieces are still given back at once, and what is free beyond the second figure.
inline void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 16 << 20);
}

inline constexpr std::uintptr_t kHugePage = std::uintptr_t{2} << 20;

// What malloc gives from now on does not share a huge page with what it gave before, but for pieces that were freed: a
// forked process, which shares its memory until it writes, would have it copied page by page.
inline void begin_huge_page() {
  void* volatile next = std::malloc(256 << 10);  // more than was freed in one piece; volatile: else it is left out
  std::free(next);
  const std::uintptr_t used = reinterpret_cast<std::uintptr_t>(next) % kHugePage;
  if (used > 0) next = std::malloc(kHugePage - used);  // never touched
}

// The heap begins with pages of 2 MiB, each in place of 512 small ones, where the system gives them to those that ask
// (transparent_hugepage "madvise" or "always"): a twentieth of the time for a hundred reports. What is not touched
// costs nothing. Call after keep_freed_memory(), and before there are threads; forked processes have it, too.
inline void use_huge_pages() {
  constexpr std::uintptr_t kBytes = 7 * kHugePage;  // less than malloc would give back
  ::mallopt(M_TOP_PAD, kBytes);
  begin_huge_page();
  ::mallopt(M_TOP_PAD, 128 << 10);  // as it was
  const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kHugePage * kHugePage;
  ::madvise(reinterpret_cast<void*>(end - kBytes + kHugePage), kBytes - kHugePage, MADV_HUGEPAGE);
}

// All threads take from the heap that has the huge pages, and wait for one another there: for a runner whose threads do
// little but move bytes. Call before there are others.
inline void share_heap() { ::mallopt(M_ARENA_MAX, 1); }

}  // namespace troika::pipeline
