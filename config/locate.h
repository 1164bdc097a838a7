// Where rule sets and vocabularies are found.
//
// A file is looked for in these folders, and the first one that has it wins, file by file: a user replaces a shipped
// file by putting one of the same name into an earlier folder, and adds a rule set by putting a new file there.
//
//   1. --rules DIR
//   2. $XDG_CONFIG_HOME/troika, or ~/.config/troika
//   3. the shipped files: share/troika of the install prefix, or for a program that runs from its build tree the
//      source's config/ (instead, so that an older installation cannot hide what a developer edits)
//
// Each folder looks alike: sources.toml, states.toml, upr_reviews.tsv, upr_sessions.toml, rules/*.toml, and
// corrections.toml, which is never shipped. Nothing is
// looked for relative to the working folder (except a relative --rules DIR, which the user has typed), so cron and a
// shell find the same.
//
//   auto folders = ConfigFolders::open(options.rules_dir);   // "" when the option was not given
//   if (!folders) fail(folders.error());                     // DIR does not exist, or holds nothing of ours
//   auto states = folders->find("states.toml");              // the path, or an error that lists the folders
//   auto rules = folders->rule_files();                      // paths, sorted by file name; never empty
//
// Files are found, not read: read_rule_file() and the other readers say what is wrong inside. A folder that does not
// exist is passed over. One that cannot be looked into is an error, for nobody knows what it would have replaced.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"

namespace troika::config {

// What decides where to look, apart from the command line. Tests make their own.
struct Surroundings {
  std::string xdg_config_home;  // empty when not set
  std::string home;             // empty when not set
  std::string executable;       // absolute path of the running program; empty when not known

  // Reads the environment: call it before other threads start.
  static Surroundings of_this_process();
};

// Immutable; any thread may call it. The file system is asked anew by every call.
class ConfigFolders {
 public:
  static tl::expected<ConfigFolders, Error> open(const std::string& rules_dir,
                                                 const Surroundings& surroundings = Surroundings::of_this_process());

  // The path of `name` ("states.toml") in the first folder that has it.
  tl::expected<std::string, Error> find(std::string_view name) const;

  // The same for a file that need not be there: empty where no folder has it.
  tl::expected<std::string, Error> find_optional(std::string_view name) const;

  // The rules/*.toml of all folders, sorted by file name. Names that begin with a dot are editors' files, not rules.
  tl::expected<std::vector<std::string>, Error> rule_files() const;

  // Best first; not all need exist.
  const std::vector<std::string>& folders() const { return folders_; }

 private:
  explicit ConfigFolders(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  std::vector<std::string> folders_;
};

}  // namespace troika::config
