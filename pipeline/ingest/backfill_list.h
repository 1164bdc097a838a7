// The list that `troika backfill` takes: one document a line, from a file or standard input.
//
//   # a note, and empty lines
//   A/HRC/27/10                          a symbol, in every language asked for
//   https://www.example.org/report.pdf   a URL
//   /srv/documents/report.pdf            a file: a path with / or ./ or ../ before it,
//   report.pdf                           or a name that ends in .pdf, .html, .htm or .docx
//
// Pure: whether a file exists is found out when it is fetched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "config/settings.h"
#include "output/store/store.h"

namespace troika::pipeline {

struct BackfillOptions {
  const config::FetchSettings& fetch;  // file: URLs need its allow_file_urls; paths do not
  std::vector<std::string> languages = {"en"};
  std::string folder;  // absolute: where relative paths begin
};

// Documents in the order of the list, each once; their source is "backfill". On failure: every bad line at once, with
// its number; `path` is the list's, for the errors.
tl::expected<std::vector<output::Wanted>, std::vector<config::Error>> parse_backfill_list(
    std::string_view content, const std::string& path, const BackfillOptions& options);

// The documents among the files of a folder, sorted by name; `names` are those in it.
std::vector<output::Wanted> backfill_folder(const std::string& folder, std::vector<std::string> names);

}  // namespace troika::pipeline
