#include "pipeline/ingest/wanted.h"

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
#include "fetch/local_file.h"
#include "pipeline/ingest/backfill_list.h"
#include "pipeline/ingest/discovery.h"
#include "pipeline/stop_request.h"

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<config::Error>;

std::vector<std::string> names_in(const std::string& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.is_regular_file(error)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
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

bool is_url(const std::string& input) { return input.find("://") != std::string::npos; }

// A URL, a symbol or a document given by itself: a list of one.
WantedOrErrors wanted_by_word(const std::string& input, const BackfillOptions& options) {
  auto wanted = parse_backfill_list(input, "INPUT", options);
  if (wanted) return wanted;
  for (config::Error& error : wanted.error()) {
    error.at.line = 0;
    if (!is_url(input))
      error.message = "'" + input + "' is no file, no URL and no symbol such as A/HRC/27/10; check it";
  }
  return wanted;
}

config::Error unreadable_folder(const std::string& where, const std::string& folder, const std::error_code& error) {
  const bool is_there = error != std::errc::no_such_file_or_directory;
  return {{where, 0, 0},
          folder,
          "this folder cannot be read: " + error.message() +
              (is_there ? "; make it readable for this user" : "; check its name")};
}

WantedOrErrors wanted_by_input(const std::string& input, const BackfillOptions& options) {
  if (input == "-") return parse_backfill_list(content_of(std::cin), "standard input", options);
  std::error_code error;
  const std::string path = fs::absolute(input, error).lexically_normal();
  if (fs::is_directory(path, error)) {
    auto names = names_in(path, error);
    if (error) return tl::unexpected(Errors{unreadable_folder(path, "", error)});
    return backfill_folder(path, std::move(names));
  }
  if (is_url(input) || names_a_document(path) || !fs::exists(path, error)) return wanted_by_word(input, options);
  std::ifstream file(path);
  if (!file)
    return tl::unexpected(Errors{{{path, 0, 0}, "", "this list cannot be read; make it readable for this user"}});
  return parse_backfill_list(content_of(file), path, options);
}

}  // namespace

WantedOrErrors wanted_by_sources(const RunSettings& run, fetch::Downloader& downloader, const fetch::Archive& archive,
                                 const Known& known) {
  Errors errors;
  Listings listings;
  for (const std::string& folder : folders_to_list(run.settings)) {
    std::error_code error;
    listings.files[folder] = names_in(folder, error);
    if (error) errors.push_back(unreadable_folder(run.settings.path, folder, error));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  listings.links = read_pages(pages_to_read(run.settings), downloader, archive, known);
  const auto matches = [&](const config::SourceSettings& source, const std::string& link) {
    return run.link_patterns.at(source.name).found_in(link);
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
