// A folder of files that appears complete or not at all, and that holds nothing else. For this folder's .cc files only.
//
//   SiteFolder folder(path);          // path is as may_become_site() likes it
//   folder.write("index.html", page);
//   folder.publish();
//
// Written as ".NAME.partial" beside its place, over what a process that died may have left there. The file
// kSiteManifest lists all others: by it the next one knows which folder is a site, and that nobody put a file of their
// own into it. One thread, one process at a time.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace troika::output {

inline constexpr std::string_view kSiteManifest = "troika-report.txt";

class SiteFolder {
 public:
  // Throws SiteError, as all below do.
  explicit SiteFolder(const std::string& path);
  SiteFolder(const SiteFolder&) = delete;
  SiteFolder& operator=(const SiteFolder&) = delete;
  ~SiteFolder();  // removes what was not published

  // `name` is of a file below the folder, with "/" between folders; each is written once.
  void write(const std::string& name, std::string_view bytes);

  // The folder takes its place in one step; one that was there before goes.
  void publish();

 private:
  std::filesystem::path path_, partial_;
  std::set<std::string> names_;
};

}  // namespace troika::output
