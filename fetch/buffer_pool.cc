#include "fetch/buffer_pool.h"

#include <utility>

namespace troika::fetch {

std::string BufferPool::take() {
  const std::lock_guard lock(mutex_);
  if (buffers_.empty()) return {};
  std::string buffer = std::move(buffers_.back());
  buffers_.pop_back();
  return buffer;
}

void BufferPool::give(std::string buffer) {
  if (buffer.capacity() < kFewestCapacity || buffer.capacity() > kMostCapacity) return;
  buffer.clear();
  const std::lock_guard lock(mutex_);
  if (buffers_.size() < kMostBuffers) buffers_.push_back(std::move(buffer));
}

}  // namespace troika::fetch
