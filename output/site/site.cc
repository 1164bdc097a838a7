#include "output/site/site.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>

#include "output/json_reader.h"
#include "output/site/assets.h"
#include "output/site/pages.h"
#include "output/site/site_error.h"
#include "output/site/site_folder.h"

namespace troika::output {
namespace {

void read_lines(const std::string& path, const std::function<void(const std::string&)>& use) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw SiteError(path + ": cannot be read: " + std::strerror(errno) + "; publish with troika run");
  std::string line;
  std::size_t number = 0;
  while (std::getline(stream, line)) {
    ++number;
    try {
      use(line);
    } catch (const SiteError& error) {
      throw SiteError(path + ':' + std::to_string(number) + ": " + error.what() +
                      "; publish it again with this version of troika");
    }
  }
  if (stream.bad()) throw SiteError(path + ": cannot be read: " + std::strerror(errno));
}

template <class T>
T value_of(fetch::Result<T> read) {
  if (!read) throw SiteError(read.error().detail);
  return *std::move(read);
}

// The published lines as they are, in files of which a page loads the one that it needs.
class RecordFiles {
 public:
  explicit RecordFiles(SiteFolder& folder) : folder_(folder) {}

  void add(const std::string& line) {
    script_ += (lines_ == 0 ? "troika.records(" + std::to_string(files_) + ",[\n" : ",\n") + line;
    if (++lines_ == kRecordsPerFile) end();
  }
  void end() {
    if (lines_ == 0) return;
    folder_.write("data/records-" + std::to_string(files_++) + ".js", script_ + "\n]);\n");
    script_.clear();
    lines_ = 0;
  }

 private:
  SiteFolder& folder_;
  std::string script_;
  std::size_t lines_ = 0, files_ = 0;
};

SiteContent read_content(const SiteOptions& options, SiteFolder& folder) {
  SiteContent content;
  content.states = options.states;
  RecordFiles files(folder);
  read_lines(options.from + "/recommendations.jsonl", [&](const std::string& line) {
    content.records.push_back(row_of(value_of(read_recommendation(line))));
    files.add(line);
  });
  files.end();
  read_lines(options.from + "/reviews.jsonl",
             [&](const std::string& line) { content.reviews.push_back(value_of(read_review(line))); });
  for (const TableRow& row : content.records) {
    content.all.push_back(&row);
    if (!row.state.empty()) content.by_reviewed[row.state].push_back(&row);
    for (const std::string& by : row.by) content.by_recommending[by].push_back(&row);
  }
  return content;
}

void write_assets(SiteFolder& folder) {
  folder.write("assets/site.css", kSiteCss);
  folder.write("assets/plots.js", kPlotsJs);
  folder.write("assets/table.js", kTableJs);
  folder.write("assets/d3.min.js", kD3Js);
  folder.write("assets/d3.LICENSE", kD3Licence);
}

void write_page(SiteFolder& folder, const std::string& name, const MadePage& page) {
  folder.write(name, page.html);
  for (const Plot& plot : page.plots) folder.write("data/" + plot.name + ".csv", csv_of(plot));
}

SiteSummary write_all(const SiteOptions& options) {
  SiteFolder folder(options.folder);
  const SiteContent content = read_content(options, folder);
  write_assets(folder);
  write_page(folder, "index.html", overview_page(content));
  write_page(folder, "table.html", table_page(content));
  for (const auto& [state, rows] : content.by_reviewed)
    write_page(folder, "states/" + state + ".html", reviewed_page(content, state));
  for (const auto& [state, rows] : content.by_recommending)
    write_page(folder, "recommending/" + state + ".html", recommending_page(content, state));
  folder.write("data/rows.js", rows_script(content));
  folder.publish();
  return {content.records.size(), 2 + content.by_reviewed.size() + content.by_recommending.size()};
}

}  // namespace

fetch::Result<SiteSummary> write_site(const SiteOptions& options) {
  try {
    return write_all(options);
  } catch (const SiteError& error) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kOutput, fetch::FailureCode::kStore, false, error.what()});
  }
}

}  // namespace troika::output
