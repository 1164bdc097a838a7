#include "pipeline/ingest/backfill_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <unordered_set>
#include <utility>

#include "config/forms.h"
#include "pipeline/ingest/discovery.h"

namespace troika::pipeline {
namespace {

constexpr std::string_view kSource = "backfill";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 4> kDocumentEndings = {".pdf", ".html", ".htm", ".docx"};
// Longer lines are no list, and an error that quotes one helps nobody.
constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kLongestQuote = 80;

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t begin = std::min(line.find_first_not_of(kSpace), line.size());
  return line.substr(begin, line.find_last_not_of(kSpace) + 1 - begin);
}

bool is_document_name(std::string_view name) {
  std::string small(name);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(kDocumentEndings.begin(), kDocumentEndings.end(),
                     [&](std::string_view ending) { return small.ends_with(ending); });
}

bool is_path(std::string_view line) {
  return line.starts_with('/') || line.starts_with("./") || line.starts_with("../") || is_document_name(line);
}

bool has_control_character(std::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string quoted(std::string_view line) {
  return line.size() <= kLongestQuote ? "'" + std::string(line) + "'"
                                      : "'" + std::string(line.substr(0, kLongestQuote)) + "...'";
}

class ListReader {
 public:
  explicit ListReader(const BackfillOptions& options) : options_(options) {}

  // What is wrong with the line; empty when nothing is.
  std::string read(std::string_view line) {
    if (line.size() > kLongestLine) return "has more than 4096 bytes; give one document a line";
    if (has_control_character(line)) return "holds a control character; give one document a line, as plain text";
    if (line.find("://") != std::string_view::npos) return read_url(line);
    if (config::is_document_symbol(line)) {
      const std::string symbol(line);
      for (const std::string& language : options_.languages) add(wanted_symbol(options_.fetch, symbol, language));
      return "";
    }
    if (!is_path(line)) {
      return quoted(line) +
             " is no URL, no symbol such as A/HRC/27/10 and no path; put ./ before the name of a file in this folder";
    }
    add(wanted_file((std::filesystem::path(options_.folder) / line).lexically_normal().string()));
    return "";
  }

  std::vector<output::Wanted> take() { return std::move(wanted_); }

 private:
  std::string read_url(std::string_view line) {
    const std::string problem = config::problem_with_url(line, options_.fetch.allow_file_urls);
    if (!problem.empty()) return quoted(line) + ' ' + problem;
    add(wanted_url(std::string(line)));
    return "";
  }

  void add(output::Wanted wanted) {
    if (!keys_.insert(wanted.key).second) return;
    wanted.source = kSource;
    wanted_.push_back(std::move(wanted));
  }

  const BackfillOptions& options_;
  std::unordered_set<std::string> keys_;
  std::vector<output::Wanted> wanted_;
};

}  // namespace

tl::expected<std::vector<output::Wanted>, std::vector<config::Error>> parse_backfill_list(
    std::string_view content, const std::string& path, const BackfillOptions& options) {
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  ListReader list(options);
  std::vector<config::Error> errors;
  for (int number = 1; !content.empty(); ++number) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = trimmed(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty() || line.starts_with('#')) continue;
    std::string problem = list.read(line);
    if (!problem.empty()) errors.push_back({{path, number, 0}, "", std::move(problem)});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return list.take();
}

std::vector<output::Wanted> backfill_folder(const std::string& folder, std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::vector<output::Wanted> wanted;
  for (const std::string& name : names) {
    if (name.starts_with('.') || !is_document_name(name)) continue;
    wanted.push_back(wanted_file((std::filesystem::path(folder) / name).string()));
    wanted.back().source = kSource;
  }
  return wanted;
}

}  // namespace troika::pipeline
