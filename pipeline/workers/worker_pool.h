// Worker processes for the threads of filter 2: as many as there are threads that read at the same time.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/document_reader.h"
#include "pipeline/workers/worker_process.h"

namespace troika::pipeline {

class WorkerPool : public DocumentReader {
 public:
  // Call while there is one thread: all workers are forked then, and only those that take the place of one that died
  // are started anew. Else the first is started, so that a program that cannot have any fails before it reads, and the
  // others when they are needed.
  static fetch::Result<std::unique_ptr<WorkerPool>> start(WorkerSettings settings);
  ~WorkerPool() override;

  // Thread-safe. Given to a worker that has nothing to do.
  void expect(const std::string& path) override;

  // Thread-safe. A document that a used worker dies of, or runs out of memory on, is tried once more in a new worker:
  // the verdict must not depend on what was read before it.
  output::DocumentOutcome read(const std::string& path) noexcept override;
  RenderedOutcome read_and_render(const std::string& path) noexcept override;

  // Ends all workers, and does not wait for it: it takes the kernel longer than a small document takes a worker. For a
  // document that comes all the same a new one is started.
  void rest() noexcept override;

 private:
  class Spawner;

  explicit WorkerPool(WorkerSettings settings);

  fetch::Result<WorkerProcess> borrow(const Request& request);
  void give_back(WorkerProcess worker);
  RenderedOutcome ask(const Request& request) noexcept;
  RenderedOutcome ask_new_worker(const Request& request);

  const WorkerSettings settings_;
  std::unique_ptr<Spawner> spawner_;  // outlives the workers
  std::mutex mutex_;
  std::vector<WorkerProcess> idle_, ended_;
  std::multimap<std::string, WorkerProcess> begun_;  // by the request, encoded, that it was given before anybody asked
};

}  // namespace troika::pipeline
