#include "pipeline/engine.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <string_view>
#include <utility>

#include "config/corrections.h"
#include "config/locate.h"
#include "config/reviews.h"
#include "config/rule_file.h"
#include "config/states_file.h"
#include "extract/docx/docx_text.h"
#include "extract/html/html_text.h"
#include "extract/pdf/pdf_pages.h"
#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/sniff.h"
#include "fetch/local_file.h"
#include "fetch/sha256.h"
#include "normalize/fold.h"
#include "pipeline/guard.h"
#include "pipeline/shipped_rules.h"

namespace troika::pipeline {
namespace {

using Errors = std::vector<config::Error>;

void append(Errors& errors, const config::Error& error) { errors.push_back(error); }
void append(Errors& errors, const Errors& more) { errors.insert(errors.end(), more.begin(), more.end()); }

// The value of `result`, or an empty one and its errors in `errors`.
template <class T, class E>
T value_or_errors(tl::expected<T, E> result, Errors& errors) {
  if (result) return *std::move(result);
  append(errors, result.error());
  return T{};
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Files {
  std::vector<std::string> rules;
  std::string states, sessions, reviews;
  std::string corrections;  // empty: there are none

  // Of what concerns all documents.
  std::string vocabulary() const {
    return fetch::sha256_hex(fetch::sha256_hex(content_of(states)) + fetch::sha256_hex(content_of(sessions)));
  }
  // Of what concerns single ones.
  std::string facts() const {
    return content_of(reviews) + (corrections.empty() ? std::string() : content_of(corrections));
  }
};

// The vocabulary may have changed since a correction was written.
void check_states(const std::vector<config::Correction>& corrections, const std::vector<config::StateEntry>& states,
                  Errors& errors) {
  for (const config::Correction& correction : corrections) {
    if (correction.field != "recommending_states") continue;
    for (const std::string& code : correction.values)
      if (std::ranges::find(states, code, &config::StateEntry::iso3) == states.end())
        errors.push_back({correction.at, "value", "'" + code + "' is the code of no State in states.toml"});
  }
}

// To the byte one of those that came with the program, and that its tests have checked.
bool is_shipped(const config::RuleFile& file) {
  return std::ranges::find(kShippedRules, fetch::sha256_hex(file.content)) != std::end(kShippedRules);
}

tl::expected<Files, Errors> find_files(const std::string& rules_dir) {
  const auto folders = config::ConfigFolders::open(rules_dir);
  if (!folders) return tl::unexpected(Errors{folders.error()});
  Errors errors;
  Files files;
  files.rules = value_or_errors(folders->rule_files(), errors);
  files.states = value_or_errors(folders->find("states.toml"), errors);
  files.sessions = value_or_errors(folders->find("upr_sessions.toml"), errors);
  files.reviews = value_or_errors(folders->find("upr_reviews.tsv"), errors);
  files.corrections = value_or_errors(folders->find_optional("corrections.toml"), errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return files;
}

// What nothing tells is taken for a PDF, whose reader says what is wrong with it.
bool is_pdf(const std::string& bytes) {
  const extract::DocumentType type = extract::sniff(bytes);
  return type == extract::DocumentType::kPdf || type == extract::DocumentType::kUnknown;
}

}  // namespace

fetch::Result<extract::DocumentText> read_text(const std::string& bytes) {
  switch (extract::sniff(bytes)) {
    case extract::DocumentType::kHtml: return extract::read_html_text(bytes);
    case extract::DocumentType::kDocx:
    case extract::DocumentType::kZip:
    case extract::DocumentType::kOle: return extract::read_docx_text(bytes);
    default: return extract::read_pdf_text(bytes);
  }
}

fetch::Result<extract::Reading> recognize(const std::vector<extract::RuleSet>& rule_sets, const std::string& bytes) {
  if (!is_pdf(bytes)) {
    const auto text = read_text(bytes);
    if (!text) return tl::unexpected(text.error());
    return extract::recognize(rule_sets, *text);
  }
  auto pages = extract::PdfPages::open(bytes);
  if (!pages) return tl::unexpected(pages.error());
  return extract::recognize(rule_sets, *pages);
}

tl::expected<std::vector<extract::RuleSet>, Errors> load_rule_sets(const std::vector<std::string>& paths) {
  Errors errors;
  std::vector<extract::RuleSet> rule_sets;
  for (const std::string& path : paths) {
    auto file = config::read_rule_file(path);
    if (!file) {
      append(errors, file.error());
      continue;
    }
    auto rule_set =
        is_shipped(*file) ? extract::RuleSet::of_checked(*std::move(file)) : extract::RuleSet::compile(*file);
    if (!rule_set) {
      append(errors, rule_set.error());
    } else {
      rule_sets.push_back(*std::move(rule_set));
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return rule_sets;
}

tl::expected<Engine, Errors> Engine::load(const std::string& rules_dir) {
  const tl::expected<Files, Errors> files = find_files(rules_dir);
  if (!files) return tl::unexpected(files.error());

  // A start takes a tenth of a run over a hundred reports, and nothing can be read before its end: rules and
  // vocabularies are read at the same time. The thread is gone when workers are forked (worker_process.h).
  auto loading = std::async(std::launch::async, [&files] { return load_rule_sets(files->rules); });
  auto states_file = config::read_states_file(files->states, normalize::fold_name);
  auto sessions_file = config::read_sessions_file(files->sessions);
  auto reviews_file = config::read_reviews(files->reviews);
  extract::prepare_pdf_reader();

  Errors errors;
  auto rule_sets = value_or_errors(loading.get(), errors);
  const auto states = value_or_errors(std::move(states_file), errors);
  const auto sessions = value_or_errors(std::move(sessions_file), errors);
  const auto reviews = value_or_errors(std::move(reviews_file), errors);
  std::vector<config::Correction> corrections;
  if (!files->corrections.empty()) corrections = value_or_errors(config::read_corrections(files->corrections), errors);
  if (!states.empty()) check_states(corrections, states, errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));

  return Engine(std::move(rule_sets), normalize::Normalizer(states, sessions, reviews, std::move(corrections)),
                files->vocabulary(), files->facts());
}

Engine::Engine(std::vector<extract::RuleSet> rule_sets, normalize::Normalizer normalizer, std::string vocabulary,
               const std::string& facts)
    : rule_sets_(std::move(rule_sets)), normalizer_(std::move(normalizer)), vocabulary_(std::move(vocabulary)) {
  std::string hashes = vocabulary_;
  for (const extract::RuleSet& set : rule_sets_) hashes += set.sha256();
  rules_fingerprint_ = fetch::sha256_hex(hashes);
  fingerprint_ = fetch::sha256_hex(rules_fingerprint_ + facts);
}

std::map<std::string, std::string> Engine::rule_set_fingerprints() const {
  std::map<std::string, std::string> fingerprints;
  for (const extract::RuleSet& set : rule_sets_)
    fingerprints[set.name()] = fetch::sha256_hex(vocabulary_ + set.sha256());
  return fingerprints;
}

std::map<std::string, std::string> Engine::correction_fingerprints() const {
  std::map<std::string, std::string> fingerprints = normalizer_.corrections().by_edition();
  for (auto& [edition, content] : fingerprints) content = fetch::sha256_hex(content);
  return fingerprints;
}

fetch::Result<normalize::DocumentReport> Engine::read(const std::string& path, std::string* sha256) const {
  return guarded([&]() -> fetch::Result<normalize::DocumentReport> {
    const auto file = fetch::read_local_file(path);
    if (!file) return tl::unexpected(file.error());
    *sha256 = file->sha256;
    const auto reading = recognize(rule_sets_, file->bytes);
    if (!reading) return tl::unexpected(reading.error());
    return normalizer_.normalize(*reading, {file->sha256, std::nullopt});
  });
}

output::DocumentOutcome InProcessReader::read(const std::string& path) noexcept {
  output::DocumentOutcome outcome{path, "", {}};
  outcome.report = engine_.read(path, &outcome.sha256);
  return outcome;
}

}  // namespace troika::pipeline
