#include "output/site/site_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "output/site/site.h"
#include "output/site/site_error.h"

namespace troika::output {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot(const fs::path& path, const std::string& what, int why) {
  const bool is_full = why == ENOSPC || why == EDQUOT || why == EFBIG;
  throw SiteError(path.string() + ": cannot be " + what + ": " + std::strerror(why) + "; " +
                  (is_full ? "make room and start again" : "give another folder with -o, and start again") +
                  "; what was there before is untouched");
}

// Without a slash at its end, and what a link leads to: the folder itself is what is replaced.
fs::path folder_itself(const std::string& path) {
  std::error_code error;
  const fs::path itself = fs::weakly_canonical(fs::absolute(path), error);
  if (error) cannot(path, "opened", error.value());
  return itself.has_filename() ? itself : itself.parent_path();
}

std::set<std::string> names_of_manifest(const fs::path& folder) {
  std::ifstream manifest(folder / kSiteManifest);
  std::set<std::string> names;
  std::string title;
  std::getline(manifest, title);
  for (std::string name; std::getline(manifest, name);) names.insert(name);
  if (manifest.is_open()) names.insert(std::string(kSiteManifest));
  return names;
}

}  // namespace

std::string why_not_site(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return "";
  if (!fs::is_directory(status)) return path + ": is no folder; give another with -o";
  const std::set<std::string> ours = names_of_manifest(path);
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().lexically_relative(path).generic_string();
    if (!fs::is_directory(entry->symlink_status()) && !ours.contains(name))
      return path + ": holds '" + name + "', which is of no report; give an empty folder, or one of an earlier report";
  }
  return error ? path + ": cannot be read: " + error.message() + "; give another folder with -o" : "";
}

SiteFolder::SiteFolder(const std::string& path) : path_(folder_itself(path)) {
  partial_ = path_.parent_path() / ("." + path_.filename().string() + ".partial");
  std::error_code error;
  fs::remove_all(partial_, error);
  if (!error) fs::create_directories(partial_, error);
  if (error) cannot(partial_, "made", error.value());
}

SiteFolder::~SiteFolder() {
  std::error_code ignored;
  fs::remove_all(partial_, ignored);
}

void SiteFolder::write(const std::string& name, std::string_view bytes) {
  const fs::path file = partial_ / name;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) cannot(path_ / name, "written", error.value());
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) cannot(path_ / name, "written", errno != 0 ? errno : EIO);
  names_.insert(name);
}

void SiteFolder::publish() {
  std::string manifest = "The files of a report by Troika, which the next one replaces:\n";
  for (const std::string& name : names_) manifest += name + '\n';
  write(std::string(kSiteManifest), manifest);
  // A new name, or an empty folder's; else the two change places, and what was there before goes with the destructor.
  if (std::rename(partial_.c_str(), path_.c_str()) == 0) return;
  if (errno != ENOTEMPTY && errno != EEXIST) cannot(path_, "put in place", errno);
  if (::renameat2(AT_FDCWD, partial_.c_str(), AT_FDCWD, path_.c_str(), RENAME_EXCHANGE) != 0)
    cannot(path_, "put in place", errno);
}

}  // namespace troika::output
