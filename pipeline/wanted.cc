#include "pipeline/wanted.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "extract/html/html_text.h"
#include "extract/rules/text_pattern.h"
#include "fetch/local_file.h"
#include "pipeline/backfill_list.h"
#include "pipeline/discovery.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<config::Error>;
using Patterns = std::map<std::string, extract::TextPattern>;  // by name of the source

std::vector<std::string> names_in(const std::string& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.is_regular_file(error)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

tl::expected<Patterns, Errors> compile_patterns(const config::Settings& settings) {
  Patterns patterns;
  Errors errors;
  for (const config::SourceSettings& source : settings.sources) {
    if (source.kind != config::SourceKind::kPage) continue;
    auto pattern = extract::TextPattern::compile(source.link_pattern, "link_pattern");
    if (pattern) {
      patterns.emplace(source.name, *std::move(pattern));
    } else {
      errors.push_back(pattern.error());
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return patterns;
}

std::vector<std::string> links_of(const std::string& path, const std::string& url) {
  const auto file = fetch::read_local_file(path);
  if (!file) return {};
  const auto page = extract::read_html(file->bytes, "", url);
  return page ? page->links : std::vector<std::string>{};
}

// The links of each page; of one that cannot be fetched now, those of the last time, so that nothing looks gone.
std::map<std::string, std::vector<std::string>> read_pages(const std::vector<std::string>& pages,
                                                           fetch::Downloader& downloader, const fetch::Archive& archive,
                                                           const Known& known) {
  std::map<std::string, std::vector<std::string>> links;
  if (pages.empty()) return links;
  auto next_page = pages.begin();
  const auto next = [&]() -> std::optional<fetch::Task> {
    if (next_page == pages.end()) return {};
    fetch::Task task;
    task.key = *next_page++;
    task.urls = {task.key};
    task.expects = fetch::MediaType::kHtml;
    if (const auto last = known.find(task.key); last != known.end()) {
      task.sha256 = last->second.sha256;
      task.validated_url = last->second.validated_url;
      task.validators = last->second.validators;
    }
    return task;
  };
  const auto done = [&](const fetch::Fetched& fetched) {
    if (fetched.archived) {
      links[fetched.task.key] = links_of(fetched.archived->path, fetched.url);
    } else if (const auto kept = archive.find(fetched.task.sha256)) {
      links[fetched.task.key] = links_of(kept->path, fetched.task.key);
    }
  };
  downloader.run(next, done, stop_requested, [] { return true; });
  return links;
}

// Of reports and decisions, by their symbols.
std::map<std::string, std::string> dates_of(const std::vector<config::ReviewEntry>& reviews) {
  std::map<std::string, std::string> dates;
  for (const config::ReviewEntry& review : reviews) {
    const std::string& day = review.review_date.empty() ? review.published : review.review_date;
    dates.insert_or_assign(review.report_symbol, day);
    if (!review.decision.empty()) dates.insert_or_assign(review.decision, day);
  }
  return dates;
}

std::string content_of(std::istream& stream) { return {std::istreambuf_iterator<char>(stream), {}}; }

bool names_a_document(const fs::path& path) {
  static const std::set<std::string> kSuffixes = {".pdf", ".html", ".htm", ".docx"};
  return kSuffixes.contains(path.extension().string());
}

bool asks_a_server(const output::Wanted& document) {
  return std::any_of(document.urls.begin(), document.urls.end(),
                     [](const std::string& url) { return !url.starts_with("file:"); });
}

WantedOrErrors wanted_by_input(const std::string& input, const BackfillOptions& options) {
  if (input == "-") return parse_backfill_list(content_of(std::cin), "standard input", options);
  std::error_code error;
  const std::string path = fs::absolute(input, error).lexically_normal();
  if (fs::is_directory(path, error)) {
    auto names = names_in(path, error);
    if (error) return tl::unexpected(Errors{{{path, 0, 0}, "", "this folder cannot be read: " + error.message()}});
    return backfill_folder(path, std::move(names));
  }
  // A URL or a symbol given by itself, or a document: a list of one.
  if (input.find("://") != std::string::npos || names_a_document(path) || !fs::exists(path, error))
    return parse_backfill_list(input, "command line", options);
  std::ifstream file(path);
  if (!file) return tl::unexpected(Errors{{{path, 0, 0}, "", "this list cannot be read"}});
  return parse_backfill_list(content_of(file), path, options);
}

}  // namespace

WantedOrErrors wanted_by_sources(const RunSettings& run, fetch::Downloader& downloader, const fetch::Archive& archive,
                                 const Known& known) {
  const auto patterns = compile_patterns(run.settings);
  if (!patterns) return tl::unexpected(patterns.error());
  Errors errors;
  Listings listings;
  for (const std::string& folder : folders_to_list(run.settings)) {
    std::error_code error;
    listings.files[folder] = names_in(folder, error);
    if (error) errors.push_back({{run.settings.path, 0, 0}, folder, "this folder cannot be read: " + error.message()});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  listings.links = read_pages(pages_to_read(run.settings), downloader, archive, known);
  const auto matches = [&](const config::SourceSettings& source, const std::string& link) {
    return patterns->at(source.name).found_in(link);
  };
  return discover(run.settings, run.reviews, listings, matches);
}

void drop_earlier(std::vector<output::Wanted>& wanted, const std::vector<config::ReviewEntry>& reviews,
                  const Known& known, const std::string& since) {
  const auto by_symbol = dates_of(reviews);
  const auto date_of = [&](const std::string& key) -> std::string {
    if (const auto read = known.find(key); read != known.end() && !read->second.published.empty())
      return read->second.published;
    const std::string symbol = key.substr(0, key.find('@'));
    for (const std::string& of_review : {symbol, symbol.substr(0, symbol.find("/Add."))})
      if (const auto dated = by_symbol.find(of_review); dated != by_symbol.end()) return dated->second;
    return "";
  };
  std::erase_if(wanted, [&](const output::Wanted& document) {
    const std::string date = date_of(document.key);
    return !date.empty() && date < since;
  });
}

WantedOrErrors wanted_by_inputs(const RunSettings& run, const std::vector<std::string>& inputs) {
  std::error_code error;
  const BackfillOptions options{run.settings.fetch, {"en"}, fs::current_path(error)};
  Errors errors;
  std::vector<output::Wanted> all;
  std::set<std::string> seen;
  for (const std::string& input : inputs) {
    auto wanted = wanted_by_input(input, options);
    if (!wanted) {
      errors.insert(errors.end(), wanted.error().begin(), wanted.error().end());
      continue;
    }
    for (output::Wanted& document : *wanted)
      if (seen.insert(document.key).second) all.push_back(std::move(document));
  }
  if (run.settings.fetch.contact.empty() && std::any_of(all.begin(), all.end(), asks_a_server))
    errors.push_back(
        {{run.settings.path, 0, 0},
         "fetch.contact",
         "is missing, and servers are asked; set a mail address or a URL there, or in TROIKA_FETCH_CONTACT"});
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return all;
}

}  // namespace troika::pipeline
