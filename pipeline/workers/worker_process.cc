#include "pipeline/workers/worker_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "pipeline/guard.h"
#include "pipeline/wire.h"

namespace troika::pipeline {
namespace {

using fetch::Failure;
using fetch::FailureCode;

// A worker loads the rules before it greets: well under a second, but this must hold on a machine that is swapping.
constexpr std::chrono::seconds kGreetingLimit{60};

Failure failure(FailureCode code, std::string detail) {
  return Failure{fetch::Stage::kPipeline, code, true, std::move(detail)};
}

Failure cannot_start(const std::string& why) {
  return failure(FailureCode::kInternal, "a worker process cannot be started: " + why);
}

std::string seconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " s";
}

// How the worker is to be started: with /dev/null as its standard three and `socket` as its only other descriptor, in
// a process group of its own (Ctrl-C is for the runner to see and to act on; Ctrl-Z must not count as time taken).
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
#ifndef TROIKA_SANITIZED  // a sanitizer reports to stderr; else the last words of a dying process would garble ours
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#endif
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }

  // The new process's id, or 0 with errno set.
  pid_t spawn(const std::vector<std::string>& arguments) const {
    std::vector<std::string> words{"troika"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    // Not the program's path: that may have been replaced by another version since.
    errno = posix_spawn(&pid, "/proc/self/exe", &actions_, &attributes_, argv.data(), environ);
    return errno == 0 ? pid : 0;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

struct SocketPair {
  FileDescriptor ours, theirs;
};

fetch::Result<SocketPair> socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return tl::unexpected(cannot_start(std::strerror(errno)));
  return SocketPair{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// The forked process, with the same descriptors and process group as a SpawnPlan gives it. What the runner would do at
// its end (write its buffers, close its store) is none of its business: it leaves without.
[[noreturn]] void become_worker(int socket, const std::function<void()>& serve) {
  ::setpgid(0, 0);
  const int null = ::open("/dev/null", O_RDWR);
  ::dup2(null, STDIN_FILENO);
  ::dup2(null, STDOUT_FILENO);
#ifndef TROIKA_SANITIZED
  ::dup2(null, STDERR_FILENO);
#endif
  ::dup2(socket, kWorkerSocket);
  ::close_range(kWorkerSocket + 1, ~0U, 0);
  try {
    serve();
  } catch (const std::bad_alloc&) {
    ::_exit(kWorkerOutOfMemory);
  } catch (...) {
    ::_exit(EXIT_FAILURE);
  }
  ::_exit(EXIT_SUCCESS);
}

bool are_whole(const std::string& lines) { return lines.empty() || lines.back() == '\n'; }

// What a worker says of its document cannot be checked here; but it must not get into the lines of others, and the
// numbers of the run must be those of the lines.
bool holds_together(const RenderedOutcome& answer) {
  const auto count = [&](Stream stream) {
    const std::string& lines = answer.lines[stream];
    return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
  };
  return std::ranges::all_of(answer.lines.lines, are_whole) && count(Stream::kDocuments) == 1 &&
         count(Stream::kRecommendations) == answer.counts.recommendations;
}

std::string how_it_ended(int status) {
  if (!WIFSIGNALED(status)) return "the worker process left with status " + std::to_string(WEXITSTATUS(status));
  const char* name = sigabbrev_np(WTERMSIG(status));
  return std::string("the worker process was ended by SIG") + (name != nullptr ? name : "?");
}

}  // namespace

fetch::Result<WorkerProcess> WorkerProcess::start(const WorkerSettings& settings) {
  fetch::Result<SocketPair> sockets = socket_pair();
  if (!sockets) return tl::unexpected(sockets.error());
  const pid_t pid = SpawnPlan(sockets->theirs.get()).spawn(settings.arguments);
  if (pid == 0) return tl::unexpected(cannot_start(std::strerror(errno)));
  sockets->theirs = FileDescriptor();  // else the worker's death would not close the channel
  WorkerProcess worker(pid, Channel(std::move(sockets->ours)), settings.time_limit);
  if (auto greeted = worker.greet(settings.greeting); !greeted) return tl::unexpected(greeted.error());
  return worker;
}

fetch::Result<WorkerProcess> WorkerProcess::fork(const WorkerSettings& settings) {
  fetch::Result<SocketPair> sockets = socket_pair();
  if (!sockets) return tl::unexpected(sockets.error());
  const pid_t pid = ::fork();
  if (pid < 0) return tl::unexpected(cannot_start(std::strerror(errno)));
  if (pid == 0) become_worker(sockets->theirs.get(), settings.serve);
  sockets->theirs = FileDescriptor();
  return WorkerProcess(pid, Channel(std::move(sockets->ours)), settings.time_limit);
}

fetch::Result<void> WorkerProcess::greet(const std::string& expected) {
  std::string greeting;
  const Channel::Status status = channel_.receive(greeting, Channel::Clock::now() + kGreetingLimit);
  if (status != Channel::Status::kMessage)
    return tl::unexpected(cannot_start(bury(status).detail + "; raise --memory-limit, or see troika rules check"));
  if (greeting != expected)
    return tl::unexpected(cannot_start("the rule files have changed since the run began; start it again"));
  return {};
}

WorkerProcess::WorkerProcess(pid_t pid, Channel channel, std::chrono::milliseconds time_limit)
    : pid_(pid), channel_(std::move(channel)), time_limit_(time_limit) {}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      channel_(std::move(other.channel_)),
      time_limit_(other.time_limit_),
      documents_(other.documents_),
      deadline_(other.deadline_) {}

WorkerProcess::~WorkerProcess() {
  if (alive()) kill_and_wait();
}

// A worker that is gone already does not answer either: ask() tells what it died of.
void WorkerProcess::begin(const Request& request) {
  deadline_ = Channel::Clock::now() + time_limit_;
  channel_.send(encode(request));
}

RenderedOutcome WorkerProcess::ask(const Request& request) {
  if (!deadline_) begin(request);
  fetch::Result<RenderedOutcome> answer = receive(request, *std::exchange(deadline_, std::nullopt));
  if (!answer) return {.outcome = {request.path, "", tl::unexpected(answer.error())}};
  ++documents_;
  // What is left of its memory is in pieces: the next document would fare worse than in a new process.
  const auto& report = answer->outcome.report;
  if (!report && report.error().code == FailureCode::kOutOfMemory) kill_and_wait();
  return *std::move(answer);
}

fetch::Result<RenderedOutcome> WorkerProcess::receive(const Request& request, Channel::Clock::time_point deadline) {
  using Status = Channel::Status;
  std::string bytes;
  if (const Status status = channel_.receive(bytes, deadline); status != Status::kMessage)
    return tl::unexpected(bury(status));
  fetch::Result<RenderedOutcome> answer = decode_rendered(bytes);
  if (!answer || answer->outcome.input != request.path) return tl::unexpected(bury(Status::kNotUnderstood));
  if (request.form == Form::kReport) return answer;
  std::size_t size = 0;
  for (std::size_t i = 0; i < kDocumentStreams; ++i) {
    std::string& lines = answer->lines.lines[i];
    if (const Status status = channel_.receive(lines, deadline); status != Status::kMessage)
      return tl::unexpected(bury(status));
    size += lines.size();
  }
  if (size > kMaxLinesBytes || !holds_together(*answer)) return tl::unexpected(bury(Status::kNotUnderstood));
  return answer;
}

// Ends the worker and says what it died of.
Failure WorkerProcess::bury(Channel::Status why) {
  const int status = kill_and_wait();
  if (why == Channel::Status::kTimedOut)
    return failure(FailureCode::kTimedOut,
                   "not read within " + seconds(time_limit_) + "; raise --time-limit, or leave it out");
  if (why == Channel::Status::kNotUnderstood)
    return failure(FailureCode::kInternal, "the worker process gave an answer that cannot be read");
  if (WIFEXITED(status) && WEXITSTATUS(status) == kWorkerOutOfMemory)
    return failure(FailureCode::kOutOfMemory, kOutOfMemoryDetail);
  return failure(FailureCode::kCrashed, how_it_ended(status));
}

void WorkerProcess::end() const {
  if (alive()) ::kill(pid_, SIGKILL);
}

// Returns the worker's wait status. A process that is ending by itself keeps its own status: the kill comes too late.
int WorkerProcess::kill_and_wait() {
  end();
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  return status;
}

}  // namespace troika::pipeline
