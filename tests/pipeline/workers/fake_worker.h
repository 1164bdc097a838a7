// What stands in for a worker's own service in tests.
#pragma once

#include <functional>
#include <string>

#include "pipeline/rendered.h"
#include "pipeline/wire.h"
#include "pipeline/workers/channel.h"
#include "pipeline/workers/worker_process.h"

namespace troika::pipeline {

inline constexpr const char* kHello = "hello";

// In the forked process: greets, and gives each request to `answer` until the runner is gone.
inline void serve(const std::function<void(Channel&, const Request&)>& answer) {
  Channel channel{FileDescriptor(kWorkerSocket)};
  channel.send(kHello);
  std::string bytes;
  while (channel.receive(bytes) == Channel::Status::kMessage) answer(channel, decode_request(bytes));
}

inline void send_lines(Channel& channel, const RenderedOutcome& rendered) {
  channel.send(encode(rendered));
  for (std::size_t i = 0; i < kDocumentStreams; ++i) channel.send(rendered.lines.lines[i]);
}

}  // namespace troika::pipeline
