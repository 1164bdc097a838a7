#include "config/locate.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>

namespace troika::config {
namespace {

namespace fs = std::filesystem;

// Set by config/CMakeLists.txt. BINDIR and DATADIR are relative to the prefix ("bin", "share"), the others absolute.
constexpr std::string_view kInstallBindir = TROIKA_INSTALL_BINDIR;
constexpr std::string_view kInstallDatadir = TROIKA_INSTALL_DATADIR;
constexpr std::string_view kInstallPrefix = TROIKA_INSTALL_PREFIX;
constexpr std::string_view kBuildTree = TROIKA_BUILD_TREE;
constexpr std::string_view kSourceConfig = TROIKA_SOURCE_CONFIG;

constexpr std::string_view kRulesFolder = "rules";
constexpr std::array<std::string_view, 5> kVocabularies = {"corrections.toml", "sources.toml", "states.toml",
                                                           "upr_reviews.tsv", "upr_sessions.toml"};

tl::unexpected<Error> error(const fs::path& path, std::string message) {
  return tl::unexpected(Error{{path.string(), 0, 0}, "", std::move(message)});
}

std::string value_of(const char* variable) {
  const char* value = std::getenv(variable);
  return value ? value : "";
}

fs::path shipped_files_of(const fs::path& prefix) { return prefix / kInstallDatadir / "troika"; }

// `path` without the folders `tail` at its end; empty when it does not end so.
fs::path without_tail(const fs::path& path, const fs::path& tail) {
  fs::path rest = path;
  for (fs::path left = tail; !left.empty(); left = left.parent_path()) {
    if (rest.filename() != left.filename()) return {};
    rest = rest.parent_path();
  }
  return rest;
}

fs::path shipped_files_for(const fs::path& executable) {
  // An installation may have been made under another prefix than the configured one, or moved as a whole.
  const fs::path prefix = without_tail(executable.parent_path(), kInstallBindir);
  std::error_code code;
  if (!prefix.empty() && fs::is_directory(shipped_files_of(prefix), code)) return shipped_files_of(prefix);
  if (executable.string().starts_with(std::string(kBuildTree) + '/')) return kSourceConfig;
  return shipped_files_of(kInstallPrefix);
}

fs::path user_files_for(const Surroundings& surroundings) {
  // The XDG specification has relative paths ignored.
  if (fs::path(surroundings.xdg_config_home).is_absolute()) return fs::path(surroundings.xdg_config_home) / "troika";
  if (fs::path(surroundings.home).is_absolute()) return fs::path(surroundings.home) / ".config" / "troika";
  return {};
}

tl::expected<bool, Error> is_there(const fs::path& path) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) return false;
  if (code) return error(path, "cannot be looked into: " + code.message() + "; make it readable, or remove it");
  return true;
}

using PathsByName = std::map<std::string, std::string>;

// Adds the rule files of one folder, except those of a name that an earlier folder had.
tl::expected<void, Error> add_rule_files(const fs::path& folder, PathsByName& paths) {
  const fs::path rules = folder / kRulesFolder;
  const auto present = is_there(rules);
  if (!present) return tl::unexpected(present.error());
  if (!*present) return {};
  std::error_code code;
  for (fs::directory_iterator entry(rules, code), end; !code && entry != end; entry.increment(code)) {
    const fs::path& path = entry->path();
    if (path.extension() != ".toml" || path.filename().string().starts_with('.')) continue;
    paths.emplace(path.filename().string(), path.string());
  }
  if (code) return error(rules, "cannot be listed: " + code.message());
  return {};
}

// A --rules DIR in which nothing would be found is a mistake: most likely the folder of the rule files themselves.
tl::expected<void, Error> check_explicit_folder(const fs::path& folder) {
  const auto present = is_there(folder);
  if (!present) return tl::unexpected(present.error());
  if (!*present) return error(folder, "no such folder; check --rules");
  std::error_code code;
  if (!fs::is_directory(folder, code)) return error(folder, "is not a folder; --rules takes the one that holds rules/");
  for (const std::string_view name : kVocabularies) {
    if (is_there(folder / name).value_or(false)) return {};
  }
  PathsByName rules;
  auto added = add_rule_files(folder, rules);
  if (!added) return added;
  if (!rules.empty()) return {};
  return error(folder, "holds no rules/*.toml and no vocabulary; --rules takes the folder above the folder rules/");
}

std::string joined(const std::vector<std::string>& folders) {
  std::string text;
  for (const std::string& folder : folders) text += (text.empty() ? "" : ", ") + folder;
  return text;
}

tl::unexpected<Error> found_nowhere(std::string_view what, const std::vector<std::string>& folders) {
  std::string message = "no " + std::string(what) + " in any of: " + joined(folders);
  return tl::unexpected(Error{{}, "", message + "; give a folder that has it with --rules"});
}

}  // namespace

Surroundings Surroundings::of_this_process() {
  std::error_code code;  // without /proc the path stays empty
  return {value_of("XDG_CONFIG_HOME"), value_of("HOME"), fs::read_symlink("/proc/self/exe", code).string()};
}

tl::expected<ConfigFolders, Error> ConfigFolders::open(const std::string& rules_dir, const Surroundings& surroundings) {
  std::vector<std::string> folders;
  if (!rules_dir.empty()) {
    if (auto checked = check_explicit_folder(rules_dir); !checked) return tl::unexpected(std::move(checked.error()));
    folders.push_back(rules_dir);
  }
  if (const fs::path user = user_files_for(surroundings); !user.empty()) folders.push_back(user.string());
  folders.push_back(shipped_files_for(surroundings.executable).string());
  return ConfigFolders(std::move(folders));
}

tl::expected<std::string, Error> ConfigFolders::find(std::string_view name) const {
  auto found = find_optional(name);
  if (found && found->empty()) return found_nowhere(name, folders_);
  return found;
}

tl::expected<std::string, Error> ConfigFolders::find_optional(std::string_view name) const {
  for (const std::string& folder : folders_) {
    const fs::path path = fs::path(folder) / name;
    const auto present = is_there(path);
    if (!present) return tl::unexpected(present.error());
    if (*present) return path.string();
  }
  return {};
}

tl::expected<std::vector<std::string>, Error> ConfigFolders::rule_files() const {
  PathsByName paths_by_name;
  for (const std::string& folder : folders_) {
    if (auto added = add_rule_files(folder, paths_by_name); !added) return tl::unexpected(std::move(added.error()));
  }
  if (paths_by_name.empty()) return found_nowhere("rules/*.toml", folders_);
  std::vector<std::string> paths;
  for (const auto& [name, path] : paths_by_name) paths.push_back(path);
  return paths;
}

}  // namespace troika::config
