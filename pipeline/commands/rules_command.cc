#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "config/locate.h"
#include "config/rule_file.h"
#include "extract/rules/rule_set.h"
#include "pipeline/commands/commands.h"

namespace troika::pipeline {
namespace {

using Errors = std::vector<config::Error>;

// A rule file, with everything that is wrong with it.
struct CheckedFile {
  std::string path;
  std::optional<config::RuleFile> rules;  // absent where the file cannot be read as one
  Errors errors;
  Errors warnings;
};

CheckedFile check_file(const std::string& path) {
  CheckedFile checked{path, std::nullopt, {}, {}};
  auto file = config::read_rule_file(path);
  if (!file) {
    checked.errors = std::move(file.error());
    return checked;
  }
  auto rule_set = extract::RuleSet::compile(*file);
  if (!rule_set) checked.errors = std::move(rule_set.error());
  checked.warnings = extract::lint(*file);
  checked.rules = *std::move(file);
  return checked;
}

tl::expected<std::vector<std::string>, config::Error> find_rule_files(const RulesOptions& options) {
  if (!options.files.empty()) return options.files;
  const auto folders = config::ConfigFolders::open(options.rules_dir);
  if (!folders) return tl::unexpected(folders.error());
  return folders->rule_files();
}

Errors as_warnings(Errors warnings) {
  for (config::Error& warning : warnings) warning.message.insert(0, "warning: ");
  return warnings;
}

std::string count_of(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

ExitStatus check(const std::vector<CheckedFile>& files) {
  std::size_t errors = 0, warnings = 0, lead_ins = 0;
  for (const CheckedFile& file : files) {
    print_errors(file.errors);
    print_errors(as_warnings(file.warnings));
    errors += file.errors.size();
    warnings += file.warnings.size();
    if (file.rules) lead_ins += file.rules->lead_in.size() + file.rules->after.size();
  }
  std::cout << count_of(files.size(), "rule set") << ", " << count_of(lead_ins, "lead-in") << ": ";
  if (errors == 0 && warnings == 0)
    std::cout << "all well\n";
  else
    std::cout << count_of(errors, "error") << ", " << count_of(warnings, "warning") << '\n';
  return errors == 0 ? kAllWell : kWrongUsage;
}

// One row per rule of a table ("lead_in"): its example was claimed by itself, or what happened instead. The loader has
// run the examples; its errors name them by their key.
bool test_table(const CheckedFile& file, const std::vector<config::LeadInRule>& rules, const std::string& table,
                std::size_t width) {
  bool all_well = true;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string key = table + "[" + std::to_string(i) + "].example";
    const auto error = std::find_if(file.errors.begin(), file.errors.end(),
                                    [&](const config::Error& candidate) { return candidate.key == key; });
    const std::string& name = rules[i].name.value;
    std::cout << "  " << name << std::string(width - name.size() + 2, ' ');
    if (error == file.errors.end()) {
      std::cout << "ok\n";
    } else {
      std::cout << "FAIL: its example " << error->message << '\n';
      all_well = false;
    }
  }
  return all_well;
}

bool test_file(const CheckedFile& file) {
  std::cout << file.path << '\n';
  const bool examples_were_run = std::all_of(file.errors.begin(), file.errors.end(), [](const config::Error& error) {
    return error.key.ends_with("].example");
  });
  if (!file.rules || !examples_were_run) {
    print_errors(file.errors);
    std::cout << "  not tested: the file has errors\n";
    return false;
  }
  std::size_t width = 0;
  for (const auto* rules : {&file.rules->lead_in, &file.rules->after}) {
    for (const config::LeadInRule& rule : *rules) width = std::max(width, rule.name.value.size());
  }
  const bool before = test_table(file, file.rules->lead_in, "lead_in", width);
  const bool after = test_table(file, file.rules->after, "after", width);
  return before && after;
}

ExitStatus test(const std::vector<CheckedFile>& files) {
  bool all_well = true;
  for (const CheckedFile& file : files) all_well = test_file(file) && all_well;
  return all_well ? kAllWell : kWrongUsage;
}

}  // namespace

ExitStatus rules_command(const RulesOptions& options) {
  const auto paths = find_rule_files(options);
  if (!paths) {
    print_errors({paths.error()});
    return kWrongUsage;
  }
  std::vector<CheckedFile> files;
  for (const std::string& path : *paths) files.push_back(check_file(path));
  return options.test ? test(files) : check(files);
}

}  // namespace troika::pipeline
