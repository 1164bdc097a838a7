#include "pipeline/commands.h"
#include "pipeline/engine.h"
#include "pipeline/worker_process.h"
#include "pipeline/worker_service.h"

namespace troika::pipeline {

ExitStatus worker_command(const WorkerOptions& options) {
  confine_worker(static_cast<std::size_t>(options.memory_limit_mib) << 20, options.runner);
  const auto engine = Engine::load(options.rules_dir);
  if (!engine) return kWrongUsage;  // the runner has loaded, and would have reported, the same files
  serve_documents(*engine);
  return kAllWell;
}

}  // namespace troika::pipeline
