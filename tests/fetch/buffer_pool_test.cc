#include "fetch/buffer_pool.h"

#include <string>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

std::size_t capacity_after(std::size_t size) {
  BufferPool pool;
  pool.give(std::string(size, 'x'));
  const std::string again = pool.take();
  EXPECT_TRUE(again.empty());
  return again.capacity();
}

TEST(BufferPool, GivesAUsedBufferAgainEmpty) { EXPECT_GE(capacity_after(30'000), 30'000u); }

TEST(BufferPool, DoesNotKeepWhatALargeDocumentNeeded) { EXPECT_LT(capacity_after(1'000'000), 1'000u); }

// One that was moved away would be taken before those with memory.
TEST(BufferPool, DoesNotKeepWhatHasNoMemory) {
  BufferPool pool;
  pool.give(std::string(30'000, 'x'));
  pool.give(std::string());
  EXPECT_GE(pool.take().capacity(), 30'000u);
}

TEST(BufferPool, KeepsFew) {
  BufferPool pool;
  for (int i = 0; i < 100; ++i) pool.give(std::string(30'000, 'x'));
  int kept = 0;
  while (pool.take().capacity() >= 30'000u) ++kept;
  EXPECT_EQ(kept, 32);
}

}  // namespace
}  // namespace troika::fetch
