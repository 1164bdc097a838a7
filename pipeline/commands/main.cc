// The program: parses the command line and runs one command.
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <new>
#include <unistd.h>
#include <variant>

#include "pipeline/commands/command_line.h"
#include "pipeline/commands/commands.h"
#include "pipeline/guard.h"
#include "pipeline/memory.h"
#include "pipeline/workers/worker_process.h"

namespace {

using namespace troika::pipeline;

// Of rules and vocabularies, and of the documents that wait to be written. A worker takes more of its own.
constexpr std::size_t kRunnerHeapBytes = std::size_t{16} << 20;

struct RunCommand {
  int operator()(const ExtractOptions& options) const { return extract_command(options); }
  int operator()(const IngestOptions& options) const { return ingest_command(options); }
  int operator()(const StatusOptions& options) const { return status_command(options); }
  int operator()(const ArchiveOptions& options) const { return archive_command(options); }
  int operator()(const ConfigOptions& options) const { return config_command(options); }
  int operator()(const ExplainOptions& options) const { return explain_command(options); }
  int operator()(const ReportOptions& options) const { return report_command(options); }
  int operator()(const RulesOptions& options) const { return rules_command(options); }
  int operator()(const ExportOptions& options) const { return export_command(options); }
  int operator()(const LoadOptions& options) const { return load_command(options); }
  int operator()(const WorkerOptions& options) const { return worker_command(options); }
};

// A program started with a standard descriptor closed (`troika ... 2>&-`) would get that number for its next file, and
// write messages into it. Read-only: to write to what was closed stays an error.
void open_standard_descriptors() {
  int descriptor = ::open("/dev/null", O_RDONLY);
  while (descriptor >= 0 && descriptor <= STDERR_FILENO) descriptor = ::dup(descriptor);
  if (descriptor > STDERR_FILENO) ::close(descriptor);
}

// To take apart what the program holds in memory, and its libraries, takes longer than to read a small document; the
// system does without. Tools that look at what is left, or write when a program ends, need it.
int leave(int status) {
#ifdef TROIKA_LEAVES_AT_ONCE
  std::cout.flush();
  std::fflush(nullptr);
  ::_exit(status);
#else
  return status;
#endif
}

int run_program(int argc, char** argv) {
  bool is_worker = false;
  try {
    const auto command = parse_command_line(argc, argv);
    if (!command) return command.error();
    is_worker = std::holds_alternative<WorkerOptions>(*command);
    if (!is_worker) open_standard_descriptors();
    return std::visit(RunCommand{}, *command);
  } catch (const std::bad_alloc&) {
    std::cerr << "troika: there is not enough memory\n";
    return is_worker ? kWorkerOutOfMemory : kAborted;
  } catch (const std::exception& error) {
    std::cerr << "troika: " << kDefect << ": " << error.what() << '\n';
    return kAborted;
  }
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  use_huge_pages(kRunnerHeapBytes);
  begin_huge_page();
  return leave(run_program(argc, argv));
}
