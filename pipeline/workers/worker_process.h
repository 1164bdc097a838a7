// The runner's side of one worker process: another process of this program that reads untrusted documents. It is forked
// from the runner, which has loaded the rules, while that has one thread; later ones are the program started again.
//
// Poppler cannot be interrupted, and hostile documents have crashed it: whatever a document does to its worker, the
// runner kills the worker, says what happened, and goes on with the next.
//
//   auto worker = WorkerProcess::start(settings);   // failure: the program cannot be started again
//   RenderedOutcome answer = worker->ask({Form::kLines, "a.pdf"});
//   if (!worker->alive()) ...                       // it died of the document, or is not fit for another one
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "pipeline/wire.h"
#include "pipeline/workers/channel.h"

namespace troika::pipeline {

struct WorkerSettings {
  std::vector<std::string> arguments;            // after the program's name: the hidden command that serves documents
  std::function<void()> serve;                   // what a forked worker does instead: the same
  int workers = 1;                               // that can be busy at the same time
  std::string greeting;                          // what a worker must say first: it has the same rules as the runner
  std::chrono::milliseconds time_limit{60'000};  // for one document, wall clock
};

// Exit status of a worker that was refused memory where it could not go on.
inline constexpr int kWorkerOutOfMemory = 77;

// The socket of a worker, which has no other descriptors but the standard three (all of them /dev/null).
inline constexpr int kWorkerSocket = 3;

// Owned by one thread at a time. The kernel kills the worker when the thread that called start() or fork() ends, so
// that no worker outlives a runner that was killed.
class WorkerProcess {
 public:
  static fetch::Result<WorkerProcess> start(const WorkerSettings& settings);

  // As start(), in little time, and not greeted yet. Only while the calling thread is the only one: others may hold
  // locks, which the worker would wait for in vain.
  static fetch::Result<WorkerProcess> fork(const WorkerSettings& settings);

  // Waits until the worker has said that it has the same rules. Once, before the first document.
  fetch::Result<void> greet(const std::string& expected);

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  ~WorkerProcess();

  // Hands it the document that ask() is called for later, and returns at once.
  void begin(const Request& request);

  // Blocks for the time limit at most, which counts from begin() where that was called. A worker that crashed, took too
  // long or ran out of memory is that outcome's failure, and the worker is dead afterwards; it may have no lines.
  RenderedOutcome ask(const Request& request);

  // Kills it, and leaves it to the destructor to wait until it is gone.
  void end() const;

  bool alive() const { return pid_ > 0; }
  bool fresh() const { return documents_ == 0; }  // has not answered for any document yet

 private:
  WorkerProcess(pid_t pid, Channel channel, std::chrono::milliseconds time_limit);

  fetch::Result<RenderedOutcome> receive(const Request& request, Channel::Clock::time_point deadline);
  fetch::Failure bury(Channel::Status why);
  int kill_and_wait();

  pid_t pid_ = 0;  // 0 when dead
  Channel channel_;
  std::chrono::milliseconds time_limit_;
  std::size_t documents_ = 0;
  std::optional<Channel::Clock::time_point> deadline_;  // of the document that was begun
};

}  // namespace troika::pipeline
