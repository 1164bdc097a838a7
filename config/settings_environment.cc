#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <unistd.h>

#include "config/nearest_name.h"
#include "config/settings.h"
#include "config/settings_keys.h"

namespace troika::config {
namespace {

constexpr std::string_view kFetchPrefix = "TROIKA_FETCH_";
constexpr std::string_view kRunPrefix = "TROIKA_RUN_";

std::string variable(std::string_view prefix, std::string_view key) {
  std::string name(prefix);
  for (const char c : key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// What is wrong with the value, or nothing, and then the setting has it.
std::string set_integer(std::string_view text, Range range, int& setting) {
  long long value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || code == std::errc::invalid_argument)
    return "must be an integer, and is " + quoted(text);
  if (code != std::errc() || value < range.least || value > range.most) return out_of_range(text, range);
  setting = static_cast<int>(value);
  return "";
}

std::string set_boolean(std::string_view text, bool& setting) {
  if (text != "true" && text != "false") return "must be true or false, and is " + quoted(text);
  setting = text == "true";
  return "";
}

class Overrides {
 public:
  Overrides(const Environment& environment, std::vector<Error>& errors) : environment_(environment), errors_(errors) {}

  template <class Section, class Integers, class Booleans, class Texts>
  void apply(std::string_view prefix, Section& section, const Integers& integers, const Booleans& booleans,
             const Texts& texts) {
    for (const auto& key : integers) {
      set(prefix, key.name, [&](std::string_view text) { return set_integer(text, key.range, section.*key.value); });
    }
    for (const auto& key : booleans) {
      set(prefix, key.name, [&](std::string_view text) { return set_boolean(text, section.*key.value); });
    }
    for (const auto& key : texts) {
      set(prefix, key.name, [&](std::string_view text) {
        section.*key.value = text;
        const std::string problem = key.problem(text);
        return problem.empty() ? "" : quoted(text) + ' ' + problem;
      });
    }
  }

  void reject_unknown(std::string_view prefix) {
    for (const auto& [name, value] : environment_) {
      if (!name.starts_with(prefix) || std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      const std::string* meant = nearest_name(name, known_);
      add_error(name, meant ? "is no setting; did you mean " + *meant + "?" : "is no setting");
    }
  }

 private:
  template <class Set>
  void set(std::string_view prefix, std::string_view key, Set set_value) {
    known_.push_back(variable(prefix, key));
    const auto given = environment_.find(known_.back());
    if (given == environment_.end() || given->second.empty()) return;  // empty counts as not set, as for a shell
    if (std::string problem = set_value(given->second); !problem.empty()) add_error(given->first, std::move(problem));
  }

  void add_error(const std::string& name, std::string message) { errors_.push_back({{}, name, std::move(message)}); }

  const Environment& environment_;
  std::vector<Error>& errors_;
  std::vector<std::string> known_;
};

}  // namespace

std::vector<Error> apply_environment(const Environment& environment, Settings& settings) {
  std::vector<Error> errors;
  Overrides overrides(environment, errors);
  overrides.apply(kFetchPrefix, settings.fetch, kFetchIntegers, kFetchBooleans, kFetchTexts);
  overrides.apply(kRunPrefix, settings.run, kRunIntegers, kRunBooleans, kRunTexts);
  overrides.reject_unknown(kFetchPrefix);
  overrides.reject_unknown(kRunPrefix);
  std::sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) { return a.key < b.key; });
  return errors;
}

Environment environment_of_this_process() {
  Environment environment;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !text.starts_with("TROIKA_")) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

}  // namespace troika::config
