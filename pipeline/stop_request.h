// SIGINT (Ctrl-C) and SIGTERM ask a run to stop: the source ends, what is in flight is finished. A second signal of
// either kind kills at once.
#pragma once

namespace troika::pipeline {

// Once, before other threads start. Also ignores SIGPIPE: a closed pipe is an error of write().
void install_signal_handlers();

// Any thread.
bool stop_requested();

}  // namespace troika::pipeline
