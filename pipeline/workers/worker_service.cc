#include "pipeline/workers/worker_service.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include "pipeline/guard.h"
#include "pipeline/memory.h"
#include "pipeline/wire.h"
#include "pipeline/workers/channel.h"
#include "pipeline/workers/test_fault.h"
#include "pipeline/workers/worker_process.h"

namespace troika::pipeline {
namespace {

#ifndef TROIKA_SANITIZED
// Poppler aborts, and other C code dereferences null, where malloc refuses: errno still says so, and the runner can
// name the cause. Any other death takes its usual course (the handler is installed to run once).
extern "C" void leave_naming_the_cause(int signal) {
  if (errno == ENOMEM) ::_exit(kWorkerOutOfMemory);
  ::raise(signal);
}

void limit_memory(std::size_t bytes) {
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_AS, &limit);
  struct sigaction action {};
  action.sa_handler = leave_naming_the_cause;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS}) ::sigaction(signal, &action, nullptr);
}
#endif

output::DocumentOutcome read_document(const Engine& engine, const std::string& path) {
  output::DocumentOutcome outcome{path, "", {}};
  errno = 0;  // see leave_naming_the_cause
  outcome.report = guarded([&] {
    commit_test_fault(path);
    return engine.read(path, &outcome.sha256);
  });
  return outcome;
}

RenderedOutcome answered(output::DocumentOutcome outcome, Form form) {
  return form == Form::kLines ? render(std::move(outcome)) : RenderedOutcome{.outcome = std::move(outcome)};
}

// False where nobody takes the answer.
bool serve_document(const Engine& engine, const Request& request, Channel& channel) {
  const RenderedOutcome answer = answered(read_document(engine, request.path), request.form);
  if (!channel.send(encode(answer))) return false;
  if (request.form == Form::kReport) return true;
  return std::all_of(answer.lines.lines.begin(), answer.lines.lines.begin() + kDocumentStreams,
                     [&](const std::string& lines) { return channel.send(lines); });
}

}  // namespace

void confine_worker([[maybe_unused]] std::size_t memory_limit_bytes, pid_t runner) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != runner) ::_exit(EXIT_FAILURE);  // it died before we asked
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);  // systemd sends it to all processes of a service at once
  std::signal(SIGPIPE, SIG_IGN);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
#ifndef TROIKA_SANITIZED
  ::prctl(PR_SET_DUMPABLE, 0);  // RLIMIT_CORE does not hold for a core_pattern that is a program
  limit_memory(memory_limit_bytes);
#endif
}

void serve_documents(const Engine& engine, std::size_t memory_limit_bytes) {
  Channel channel{FileDescriptor(kWorkerSocket)};
  if (!channel.send(engine.fingerprint())) return;
  // It counts against the limit, touched or not: what does not fit there must find room beside it.
  const std::size_t heap_bytes = memory_limit_bytes / 4;
  use_huge_pages(heap_bytes);
  begin_huge_page();
  std::string bytes;
  while (channel.receive(bytes) == Channel::Status::kMessage) {
    if (!serve_document(engine, decode_request(bytes), channel)) return;
    give_back_much(heap_bytes);
  }
}

}  // namespace troika::pipeline
