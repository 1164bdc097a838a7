// How the program uses memory: fewer questions to the system, for which it would take longer than the documents do.
#pragma once

#include <cstddef>
#include <cstdint>

namespace troika::pipeline {

// Texts and lines of a document are some hundred KiB each. Such memory malloc would give back to the system when it is
// freed, and ask for anew with the next document, and the system would clear it page by page: a seventh of all CPU time
// (PERFORMANCE.md). Given back is what is free at the heap's end beyond 16 MiB.
void keep_freed_memory();

// The heap goes on with so many bytes in pages of 2 MiB, each in place of 512 small ones, where the system gives them
// to those that ask (transparent_hugepage "madvise" or "always"): a twentieth of the time for a hundred reports, a
// quarter for one of ten thousand pages. What is not touched costs nothing but address space, and so many bytes more
// are kept when they are freed. Where the heap cannot grow so far, all goes on as before. Call after
// keep_freed_memory(), and before there are threads; forked processes have it, too.
void use_huge_pages(std::size_t bytes);

inline constexpr std::uintptr_t kHugePage = std::uintptr_t{2} << 20;

// What malloc gives from now on does not share a huge page with what it gave before, but for pieces that were freed: a
// forked process, which shares its memory until it writes, would have it copied page by page.
void begin_huge_page();

// Where more than 64 MiB are resident, what is free of it goes back to the system, and the heap goes on as after
// use_huge_pages(bytes). For between two documents.
void give_back_much(std::size_t bytes);

// All threads take from the heap that has the huge pages, and wait for one another there: for a runner whose threads do
// little but move bytes. Call before there are others.
void share_heap();

}  // namespace troika::pipeline
