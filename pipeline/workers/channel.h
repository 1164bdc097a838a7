// Messages over a socket between the runner and a worker process: four bytes of length (little endian), then the bytes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/file_descriptor.h"
#include "pipeline/wire.h"

namespace troika::pipeline {

inline constexpr std::size_t kMaxMessageBytes = kMaxEncodedBytes;

// Owned by one thread at a time.
class Channel {
 public:
  using Clock = std::chrono::steady_clock;  // stands still while the machine is suspended, as the worker does
  enum class Status { kMessage, kClosed, kTimedOut, kNotUnderstood };  // the last: a length over the limit, say

  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  // False when the other side is gone, or `message` is over the limit.
  bool send(std::string_view message);

  // Waits for one whole message until `deadline` (for ever without one). A message that is there is returned even
  // after the deadline: a runner that was stopped for a while must not blame the worker.
  Status receive(std::string& message, std::optional<Clock::time_point> deadline = std::nullopt);

 private:
  Status receive_bytes(char* begin, std::size_t count, std::optional<Clock::time_point> deadline);

  FileDescriptor socket_;
};

}  // namespace troika::pipeline
