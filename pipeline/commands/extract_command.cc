#include <algorithm>
#include <memory>
#include <string>
#include <unistd.h>

#include "pipeline/commands/commands.h"
#include "pipeline/commands/make_reader.h"
#include "pipeline/console.h"
#include "pipeline/engine.h"
#include "pipeline/memory.h"
#include "pipeline/runner.h"
#include "pipeline/sink.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

// Progress and records on one terminal would garble each other.
bool may_show_progress(const ExtractOptions& options) {
  return ::isatty(STDERR_FILENO) == 1 && (!options.output_folder.empty() || ::isatty(STDOUT_FILENO) == 0);
}

tl::expected<std::unique_ptr<Sink>, WriteError> make_sink(const ExtractOptions& options) {
  if (!options.output_folder.empty()) return make_folder_sink(options.output_folder);
  if (options.files.size() == 1) return make_descriptor_sink(STDOUT_FILENO);
  return make_spooled_sink(STDOUT_FILENO);  // documents may belong together
}

}  // namespace

ExitStatus extract_command(const ExtractOptions& options) {
  install_signal_handlers();
  if (options.reader.isolated) share_heap();
  static const auto engine = Engine::load(options.reader.rules_dir);  // main() leaves without taking it apart
  if (!engine) {
    print_errors(engine.error());
    return kWrongUsage;
  }
  Console console({options.log.json, options.log.quiet, may_show_progress(options)});
  const auto sink = make_sink(options);
  if (!sink) {
    console.error(sink.error().message);
    return kAborted;
  }
  ReaderOptions reader_options = options.reader;
  reader_options.jobs = static_cast<int>(std::min(static_cast<std::size_t>(reader_options.jobs), options.files.size()));
  const auto reader = make_reader(reader_options, *engine);
  if (!reader) {
    console.error(reader.error().detail);
    return kAborted;
  }
  return run({options.files, **reader, **sink, console, reader_options.jobs, stop_requested,
              &engine->normalizer().reviews()})
      .exit_status();
}

}  // namespace troika::pipeline
