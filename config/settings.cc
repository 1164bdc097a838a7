#include "config/settings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "config/forms.h"
#include "config/settings_keys.h"
#include "config/toml_reader.h"

namespace troika::config {
namespace {

// In the order of SourceKind.
constexpr std::array<std::string_view, 5> kKinds = {"symbols", "urls", "page", "directory", "upr"};
constexpr std::array<std::string_view, 2> kRelated = {"addenda", "decisions"};
// The official languages of the United Nations.
constexpr std::array<std::string_view, 6> kLanguages = {"en", "fr", "es", "ru", "ar", "zh"};
// Cycles last four to five years; sessions have some twelve reports, none has had more than 18.
constexpr Range kCycles = {1, 99};
constexpr Range kProbe = {0, 40};

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::vector<std::string> values_of(std::vector<Text> texts) {
  std::vector<std::string> values;
  for (Text& text : texts) values.push_back(std::move(text.value));
  return values;
}

std::string element(std::string_view name, std::size_t index) {
  return std::string(name) + '[' + std::to_string(index) + ']';
}

template <class Section, class Integers, class Booleans, class Texts>
void read_section(TableReader& root, std::string_view name, Section& section, const Integers& integers,
                  const Booleans& booleans, const Texts& texts) {
  auto table = root.table(name, Need::kOptional);
  if (!table) return;
  for (const auto& key : integers) {
    section.*key.value = table->integer(key.name, key.range).value_or(section.*key.value);
  }
  for (const auto& key : booleans) section.*key.value = table->boolean(key.name).value_or(section.*key.value);
  for (const auto& key : texts) {
    const Text text = table->text(key.name, Need::kOptional);
    if (text.value.empty()) continue;
    if (const std::string problem = key.problem(text.value); !problem.empty()) {
      table->add_error(text.at, key.name, quoted(text.value) + ' ' + problem);
    }
    section.*key.value = text.value;
  }
  table->reject_unknown_keys();
}

// Reads the values of a source and says what is wrong with them.
class SourceReader {
 public:
  SourceReader(TableReader& table, bool allow_file_urls) : table_(table), allow_file_urls_(allow_file_urls) {}

  SourceSettings read() {
    source_.at = table_.at();
    source_.name = table_.text("name", Need::kRequired).value;
    const Text kind = table_.text("kind", Need::kRequired);
    table_.require_choice("kind", kind, "kind of source", kKinds);
    const auto* known = std::find(kKinds.begin(), kKinds.end(), kind.value);
    // Without its kind nobody knows which keys belong here; one error is enough.
    if (known == kKinds.end()) return std::move(source_);
    source_.kind = static_cast<SourceKind>(known - kKinds.begin());
    read_keys_of_kind(kind.at);
    table_.reject_unknown_keys();
    return std::move(source_);
  }

 private:
  void read_keys_of_kind(const Location& kind) {
    switch (source_.kind) {
      case SourceKind::kSymbols:
        source_.symbols = symbols();
        read_related();
        break;
      case SourceKind::kUrls: source_.urls = urls(); break;
      case SourceKind::kPage:
        source_.urls = urls();
        source_.link_pattern = table_.text("link_pattern", Need::kRequired);
        break;
      case SourceKind::kDirectory: read_directory(kind); break;
      case SourceKind::kUpr:
        source_.cycles = table_.integers("cycles", kCycles);
        source_.states = states();
        read_related();
        source_.probe = table_.integer("probe", kProbe).value_or(0);
        break;
    }
  }

  void read_related() {
    for (const std::string& related : choices("related", "related document", kRelated)) {
      (related == "addenda" ? source_.addenda : source_.decisions) = true;
    }
    std::vector<std::string> languages = choices("languages", "language of the United Nations", kLanguages);
    if (!languages.empty()) source_.languages = std::move(languages);
  }

  std::vector<std::string> choices(std::string_view name, std::string_view what,
                                   std::span<const std::string_view> allowed) {
    const std::vector<Text> texts = table_.texts(name, Need::kOptional);
    for (std::size_t i = 0; i < texts.size(); ++i) table_.require_choice(element(name, i), texts[i], what, allowed);
    return values_of(texts);
  }

  // Texts that `is_right` accepts; for others the error says that they are not `what`.
  template <class IsRight>
  std::vector<std::string> texts(std::string_view name, Need need, IsRight is_right, std::string_view what) {
    const std::vector<Text> texts = table_.texts(name, need);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (is_right(texts[i].value)) continue;
      table_.add_error(texts[i].at, element(name, i), quoted(texts[i].value) + " is not " + std::string(what));
    }
    return values_of(texts);
  }

  std::vector<std::string> symbols() {
    return texts("symbols", Need::kRequired, is_document_symbol, "a document symbol, such as \"A/HRC/27/10\"");
  }

  std::vector<std::string> states() {
    return texts("states", Need::kOptional, is_state_code, "a code of three capitals, such as \"PRK\"");
  }

  std::vector<std::string> urls() {
    const std::vector<Text> texts = table_.texts("urls", Need::kRequired);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string problem = problem_with_url(texts[i].value, allow_file_urls_);
      if (!problem.empty()) table_.add_error(texts[i].at, element("urls", i), quoted(texts[i].value) + ' ' + problem);
    }
    return values_of(texts);
  }

  void read_directory(const Location& kind) {
    const Text directory = table_.text("directory", Need::kRequired);
    const Text pattern = table_.text("file_pattern", Need::kOptional);
    source_.directory = directory.value;
    if (!pattern.value.empty()) source_.file_pattern = pattern.value;
    if (pattern.value.find('/') != std::string::npos) {
      table_.add_error(pattern.at, "file_pattern",
                       quoted(pattern.value) + " holds a '/'; it is for names in one folder");
    }
    const std::string problem = directory.value.empty() ? "" : problem_with_path(directory.value);
    if (!problem.empty()) table_.add_error(directory.at, "directory", quoted(directory.value) + ' ' + problem);
    if (!allow_file_urls_) {
      table_.add_error(kind, "kind", "a directory is read by file URLs; set allow_file_urls = true under [fetch]");
    }
  }

  TableReader& table_;
  bool allow_file_urls_;
  SourceSettings source_;
};

void read_sources(TableReader& root, Settings& settings) {
  std::map<std::string, int> lines_by_name;
  for (TableReader& table : root.tables("source", Need::kOptional)) {
    SourceSettings source = SourceReader(table, settings.fetch.allow_file_urls).read();
    const auto [first, is_new] = lines_by_name.emplace(source.name, source.at.line);
    if (!source.name.empty() && !is_new) {
      const std::string line = std::to_string(first->second);
      table.add_error(source.at, "name", quoted(source.name) + " is already the name of the source in line " + line);
    }
    settings.sources.push_back(std::move(source));
  }
}

bool asks_servers(const SourceSettings& source) {
  if (source.kind == SourceKind::kDirectory) return false;
  const bool derives_urls = source.kind == SourceKind::kSymbols || source.kind == SourceKind::kUpr;
  return derives_urls || std::any_of(source.urls.begin(), source.urls.end(), is_http_url);
}

void require_contact(const Settings& settings, ErrorLog& errors) {
  const auto asking = std::find_if(settings.sources.begin(), settings.sources.end(), asks_servers);
  if (!settings.fetch.contact.empty() || asking == settings.sources.end()) return;
  errors.add({settings.path, 0, 0}, "fetch.contact",
             "is missing; source " + quoted(asking->name) +
                 " asks servers, whose operators must be able to reach you: set a mail address or a URL there, or in "
                 "TROIKA_FETCH_CONTACT");
}

}  // namespace

tl::expected<std::string, Error> settings_path(const std::string& option, const ConfigFolders& folders) {
  if (!option.empty()) return option;
  return folders.find("sources.toml");
}

tl::expected<Settings, std::vector<Error>> read_settings(const std::string& path, const Environment& environment,
                                                         Sources sources) {
  auto file = read_toml(path);
  if (!file) return tl::unexpected(std::vector{std::move(file.error())});
  ErrorLog errors(path);
  TableReader root(file->root, "", errors);
  Settings settings;
  settings.path = path;
  read_section(root, "fetch", settings.fetch, kFetchIntegers, kFetchBooleans, kFetchTexts);
  read_section(root, "run", settings.run, kRunIntegers, kRunBooleans, kRunTexts);
  // Before the sources: what they may say depends on [fetch].
  std::vector<Error> overriding = apply_environment(environment, settings);
  read_sources(root, settings);
  if (sources == Sources::kFetched && !file->root.contains("source"))
    errors.add({path, 0, 0}, "source",
               "is missing; say in a [[source]] what is to be fetched, as in the sources.toml that comes with Troika");
  root.reject_unknown_keys();
  if (sources == Sources::kFetched) require_contact(settings, errors);
  std::vector<Error> all = std::move(errors).in_file_order();
  std::move(overriding.begin(), overriding.end(), std::back_inserter(all));
  if (!all.empty()) return tl::unexpected(std::move(all));
  return settings;
}

}  // namespace troika::config
