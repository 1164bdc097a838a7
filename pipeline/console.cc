#include "pipeline/console.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "pipeline/ingest_summary.h"

namespace troika::pipeline {
namespace {

using namespace std::chrono_literals;

// Often enough to look alive, seldom enough to cost nothing (and not to flood a terminal behind ssh).
constexpr auto kProgressInterval = 100ms;

constexpr const char* kClearLine = "\r\x1b[K";

// The message, printable; with `json` as the inside of a JSON string. spdlog's own %v does neither.
class PrintableMessage : public spdlog::custom_flag_formatter {
 public:
  explicit PrintableMessage(bool json) : json_(json) {}
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    for (const char c : printable({message.payload.data(), message.payload.size()})) {
      if (json_ && (c == '"' || c == '\\')) out.push_back('\\');
      out.push_back(c);
    }
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<PrintableMessage>(json_); }

 private:
  bool json_;
};

std::unique_ptr<spdlog::formatter> make_formatter(bool json) {
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  formatter->add_flag<PrintableMessage>('P', json);
  formatter->set_pattern(json ? R"({"time": "%Y-%m-%dT%H:%M:%S.%eZ", "level": "%l", "message": "%P"})" : "troika: %P");
  return formatter;
}

spdlog::level::level_enum level_of(const ConsoleSettings& settings) {
  if (settings.verbose) return spdlog::level::debug;
  return settings.quiet ? spdlog::level::err : spdlog::level::info;
}

std::string told(const std::string& input, const fetch::Failure& failure) {
  return input + ": " + std::string(fetch::code_name(failure.code)) + ": " + failure.detail;
}

// Length of the UTF-8 sequence that `text` begins with; 0 if it begins with none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  // The second byte excludes overlong forms, surrogates, and what is beyond U+10FFFF.
  const unsigned second = byte(1);
  const bool excluded = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
                        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
  return excluded ? 0 : length;
}

}  // namespace

std::string printable(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = sequence_length(text);
    const bool c1_control = length == 2 && first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
    if (length == 0 || c1_control) {
      out += "\xef\xbf\xbd";
    } else if (first < 0x20 || first == 0x7f) {
      out += {'\\', 'x', kHex[first >> 4], kHex[first & 0xf]};
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string progress_line(const RunSummary& summary, std::chrono::duration<double> elapsed) {
  const std::size_t done = summary.written + summary.failed;
  const std::string total = std::to_string(summary.inputs);
  std::string position = std::to_string(done);
  position.insert(0, total.size() - std::min(total.size(), position.size()), ' ');

  std::string line = "[" + position + "/" + total + "] " + with_commas(summary.recommendations) + " recommendations, " +
                     with_commas(summary.failed) + " failed";
  if (done == 0 || elapsed.count() <= 0) return line;
  const double rate = static_cast<double>(done) / elapsed.count();
  const double left = std::ceil(static_cast<double>(summary.inputs - done) / rate);
  char speed[64];
  std::snprintf(speed, sizeof speed, ", %.1f documents/s, %.0f s left", rate, left);
  return line + speed;
}

Console::Console(const ConsoleSettings& settings) : settings_(settings) {
  log_ = std::make_shared<spdlog::logger>("troika", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log_->set_formatter(make_formatter(settings.json));
  log_->set_level(level_of(settings));
  log_->flush_on(spdlog::level::debug);
  spdlog::drop(log_->name());  // of a console before this one
  spdlog::register_logger(log_);
}

Console::~Console() {
  clear_progress();
  if (spdlog::get(log_->name()) == log_) spdlog::drop(log_->name());
}

void Console::show_progress(const RunSummary& summary) {
  if (!settings_.terminal || settings_.quiet || settings_.json || settings_.verbose) return;
  const auto now = Clock::now();
  if (now - shown_ < kProgressInterval) return;
  shown_ = now;
  progress_on_screen_ = true;
  const std::string line = kClearLine + progress_line(summary, now - started_);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void Console::clear_progress() {
  if (!progress_on_screen_) return;
  progress_on_screen_ = false;
  shown_ = {};  // it comes back with the next document
  std::fputs(kClearLine, stderr);
  std::fflush(stderr);
}

void Console::failure(const std::string& input, const fetch::Failure& failure) { error(told(input, failure)); }

void Console::notice(const std::string& input, const fetch::Failure& failure) { note(told(input, failure)); }

void Console::note(const std::string& message) {
  clear_progress();
  log_->info("{}", message);
}

void Console::error(const std::string& message) {
  clear_progress();
  log_->error("{}", message);
}

void Console::finish(const RunSummary& summary) {
  clear_progress();
  for (const std::string& trouble : summary.troubles) error(trouble);
  if (!summary.reader_gone) say_with_time(sentence(summary));
}

void Console::finish(const IngestSummary& summary) {
  clear_progress();
  for (const std::string& trouble : summary.troubles) error(trouble);
  if (settings_.terminal || settings_.json || summary.has_news()) say_with_time(sentence(summary));
}

void Console::say_with_time(const std::string& sentence) {
  char time[32];
  std::snprintf(time, sizeof time, ", in %.1f s", std::chrono::duration<double>(Clock::now() - started_).count());
  log_->info("{}{}", sentence, time);
}

}  // namespace troika::pipeline
