#include "pipeline/commands/commands.h"
#include "pipeline/engine.h"
#include "pipeline/workers/worker_process.h"
#include "pipeline/workers/worker_service.h"

namespace troika::pipeline {

ExitStatus worker_command(const WorkerOptions& options) {
  const std::size_t memory_limit_bytes = static_cast<std::size_t>(options.memory_limit_mib) << 20;
  confine_worker(memory_limit_bytes, options.runner);
  const auto engine = Engine::load(options.rules_dir);
  if (!engine) return kWrongUsage;  // the runner has loaded, and would have reported, the same files
  serve_documents(*engine, memory_limit_bytes);
  return kAllWell;
}

}  // namespace troika::pipeline
