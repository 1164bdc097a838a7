#include "pipeline/make_reader.h"

#include <chrono>
#include <cstdint>
#include <unistd.h>

#include "pipeline/worker_pool.h"

namespace troika::pipeline {

fetch::Result<std::unique_ptr<DocumentReader>> make_reader(const ReaderOptions& options, const Engine& engine) {
  if (!options.isolated) return std::make_unique<InProcessReader>(engine);
  const WorkerOptions worker{options.rules_dir, options.memory_limit_mib, ::getpid()};
  const auto time_limit = std::chrono::milliseconds(static_cast<std::int64_t>(options.time_limit_seconds * 1000));
  auto pool = WorkerPool::start({worker_arguments(worker), engine.fingerprint(), time_limit});
  if (!pool) return tl::unexpected(pool.error());
  return *std::move(pool);
}

}  // namespace troika::pipeline
