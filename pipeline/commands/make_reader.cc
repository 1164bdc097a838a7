#include "pipeline/commands/make_reader.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <unistd.h>

#include "pipeline/workers/worker_pool.h"
#include "pipeline/workers/worker_service.h"

namespace troika::pipeline {

fetch::Result<std::unique_ptr<DocumentReader>> make_reader(const ReaderOptions& options, const Engine& engine) {
  if (!options.isolated) return std::make_unique<InProcessReader>(engine);
  const WorkerOptions worker{options.rules_dir, options.memory_limit_mib, ::getpid()};
  const auto time_limit = std::chrono::milliseconds(static_cast<std::int64_t>(options.time_limit_seconds * 1000));
  const auto serve = [worker, &engine] {
    const std::size_t memory_limit_bytes = static_cast<std::size_t>(worker.memory_limit_mib) << 20;
    confine_worker(memory_limit_bytes, worker.runner);
    serve_documents(engine, memory_limit_bytes);
  };
  auto pool = WorkerPool::start({worker_arguments(worker), serve, options.jobs, engine.fingerprint(), time_limit});
  if (!pool) return tl::unexpected(pool.error());
  return *std::move(pool);
}

}  // namespace troika::pipeline
