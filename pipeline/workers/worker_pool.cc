#include "pipeline/workers/worker_pool.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <iterator>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "fetch/local_file.h"
#include "pipeline/guard.h"
#include "pipeline/memory.h"

namespace troika::pipeline {
namespace {

bool may_be_the_workers_fault(const output::DocumentOutcome& outcome) {
  return !outcome.report && (outcome.report.error().code == fetch::FailureCode::kCrashed ||
                             outcome.report.error().code == fetch::FailureCode::kOutOfMemory);
}

// A document that took its worker with it is named by its bytes, as any other. This reads them without parsing.
void name_by_content(output::DocumentOutcome& outcome) {
  if (!outcome.sha256.empty()) return;
  if (auto file = fetch::read_local_file(outcome.input)) outcome.sha256 = file->sha256;
}

bool is_only_thread() {
  std::error_code error;
  const std::filesystem::directory_iterator threads("/proc/self/task", error);
  return !error && std::distance(begin(threads), end(threads)) == 1;
}

}  // namespace

// One thread that starts all workers. The kernel kills a worker when the thread that started it ends (so it is with
// PR_SET_PDEATHSIG), and the threads of filter 2 come and go as the scheduler likes.
class WorkerPool::Spawner {
 public:
  using Started = fetch::Result<WorkerProcess>;

  Spawner() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

  Started start(const WorkerSettings& settings) {
    std::packaged_task<Started()> task([&settings] { return WorkerProcess::start(settings); });
    std::future<Started> started = task.get_future();
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return started.get();
  }

 private:
  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
      std::packaged_task<Started()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::packaged_task<Started()>> tasks_;  // at most one per thread of filter 2
  std::jthread thread_;                              // last: it uses the others
};

WorkerPool::WorkerPool(WorkerSettings settings)
    : settings_(std::move(settings)), spawner_(std::make_unique<Spawner>()) {}

// The workers' own destructors wait for them.
WorkerPool::~WorkerPool() { rest(); }

void WorkerPool::rest() noexcept {
  const std::lock_guard lock(mutex_);
  for (WorkerProcess& worker : idle_) {
    worker.end();
    ended_.push_back(std::move(worker));
  }
  idle_.clear();
  for (auto& [request, worker] : begun_) {
    worker.end();
    ended_.push_back(std::move(worker));
  }
  begun_.clear();
}

fetch::Result<std::unique_ptr<WorkerPool>> WorkerPool::start(WorkerSettings settings) {
  std::vector<WorkerProcess> forked;
  while (is_only_thread() && forked.size() < static_cast<std::size_t>(settings.workers)) {
    fetch::Result<WorkerProcess> worker = WorkerProcess::fork(settings);
    if (!worker) return tl::unexpected(worker.error());
    forked.push_back(*std::move(worker));
  }
  if (!forked.empty()) begin_huge_page();  // as the workers do
  std::unique_ptr<WorkerPool> pool(new WorkerPool(std::move(settings)));
  for (WorkerProcess& worker : forked) {
    if (auto greeted = worker.greet(pool->settings_.greeting); !greeted) return tl::unexpected(greeted.error());
    pool->give_back(std::move(worker));
  }
  if (!forked.empty()) return pool;
  fetch::Result<WorkerProcess> first = pool->spawner_->start(pool->settings_);
  if (!first) return tl::unexpected(first.error());
  pool->give_back(*std::move(first));
  return pool;
}

void WorkerPool::expect(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return;
  const Request request{Form::kLines, path};
  begun_.emplace(encode(request), std::move(idle_.back()))->second.begin(request);
  idle_.pop_back();
}

output::DocumentOutcome WorkerPool::read(const std::string& path) noexcept {
  return ask({Form::kReport, path}).outcome;
}

// Of a document that failed there may be no lines, or those of before it was named (name_by_content).
RenderedOutcome WorkerPool::read_and_render(const std::string& path) noexcept {
  RenderedOutcome answer = ask({Form::kLines, path});
  return answer.outcome.report ? std::move(answer) : render(std::move(answer.outcome));
}

RenderedOutcome WorkerPool::ask(const Request& request) noexcept {
  RenderedOutcome answer;
  answer.outcome.input = request.path;
  auto done = guarded([&]() -> fetch::Result<void> {
    fetch::Result<WorkerProcess> worker = borrow(request);
    if (!worker) return tl::unexpected(worker.error());
    const bool was_fresh = worker->fresh();
    answer = worker->ask(request);
    if (worker->alive()) give_back(*std::move(worker));
    if (!was_fresh && may_be_the_workers_fault(answer.outcome)) answer = ask_new_worker(request);
    if (!answer.outcome.report) name_by_content(answer.outcome);
    return {};
  });
  if (!done) answer.outcome.report = tl::unexpected(done.error());
  return answer;
}

RenderedOutcome WorkerPool::ask_new_worker(const Request& request) {
  fetch::Result<WorkerProcess> worker = spawner_->start(settings_);
  if (!worker) return {.outcome = {request.path, "", tl::unexpected(worker.error())}};
  RenderedOutcome answer = worker->ask(request);
  if (worker->alive()) give_back(*std::move(worker));
  return answer;
}

fetch::Result<WorkerProcess> WorkerPool::borrow(const Request& request) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto begun = begun_.find(encode(request)); begun != begun_.end()) {
      WorkerProcess worker = std::move(begun->second);
      begun_.erase(begun);
      return worker;
    }
    if (!idle_.empty()) {
      WorkerProcess worker = std::move(idle_.back());
      idle_.pop_back();
      return worker;
    }
  }
  return spawner_->start(settings_);
}

void WorkerPool::give_back(WorkerProcess worker) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(worker));
}

}  // namespace troika::pipeline
