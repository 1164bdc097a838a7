#include "pipeline/stop_request.h"

#include <atomic>
#include <csignal>

namespace troika::pipeline {
namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

// The second signal, be it the same or the other one, is delivered again when this returns, and does what it does by
// default.
extern "C" void request_stop(int signal) {
  if (!requested.exchange(true)) return;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = request_stop;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool stop_requested() { return requested; }

}  // namespace troika::pipeline
