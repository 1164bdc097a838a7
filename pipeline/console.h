// What the program says on standard error: a line per failed document, a summary, and on a terminal one line of
// progress that is rewritten in place.
//
// As text every line begins with "troika: "; as JSON it is an object with time, level and message. A line stays one
// line, and plain, whatever a file's name or a document holds: control characters are printed as \xNN.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "output/json_lines.h"
#include "pipeline/run_summary.h"

namespace spdlog {
class logger;
}

namespace troika::pipeline {

struct ConsoleSettings {
  bool json = false;
  bool quiet = false;     // errors and failures only
  bool terminal = false;  // standard error is one
  bool verbose = false;   // also what is asked of servers; in the place of progress
};

struct IngestSummary;

// One thread at a time. While it lives, its logger is spdlog's "troika", by which fetch/ says (at level debug) what it
// asks of servers, in its own thread.
class Console {
 public:
  explicit Console(const ConsoleSettings& settings);
  ~Console();

  // After each document, and once before the first.
  void show_progress(const RunSummary& summary);

  // Of a failed document: "FILE: verdict: detail".
  void failure(const std::string& input, const fetch::Failure& failure);

  // The same of what is no failure, for who is not quiet.
  void notice(const std::string& input, const fetch::Failure& failure);

  // The run is over: its troubles, if any, and its summary.
  void finish(const RunSummary& summary);

  // The same for a run of ingestion, whose summary is only said where there is news, or on a terminal.
  void finish(const IngestSummary& summary);

  void error(const std::string& message);

  // What is no error, and worth a line for who is not quiet.
  void note(const std::string& message);

 private:
  using Clock = std::chrono::steady_clock;

  void clear_progress();
  void say_with_time(const std::string& sentence);

  ConsoleSettings settings_;
  std::shared_ptr<spdlog::logger> log_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point shown_{};
  bool progress_on_screen_ = false;
};

// "[ 37/102] 4,321 recommendations, 1 failed, 12.3 documents/s, 5 s left"
std::string progress_line(const RunSummary& summary, std::chrono::duration<double> elapsed);

// `text` with control characters as \xNN and what is not UTF-8 as U+FFFD.
std::string printable(std::string_view text);

}  // namespace troika::pipeline
