// The worker process's own side: confines itself, then serves documents until the runner closes the channel.
#pragma once

#include <cstddef>
#include <sys/types.h>

#include "pipeline/engine.h"

namespace troika::pipeline {

// Limits this process for good: address space, no core dumps, no new privileges, killed with its runner, deaf to
// Ctrl-C (the runner decides). `runner` is the runner's process id. Call first of all, with one thread running.
//
// In sanitizer builds the address space is not limited: AddressSanitizer reserves terabytes of it.
void confine_worker(std::size_t memory_limit_bytes, pid_t runner);

// Greets, then answers each request on kWorkerSocket; returns at end of file.
void serve_documents(const Engine& engine, std::size_t memory_limit_bytes);

}  // namespace troika::pipeline
