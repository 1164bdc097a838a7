// Everything that reading a document takes, loaded once: the compiled rule sets and the normalizer.
//
//   auto engine = Engine::load(options.rules_dir);
//   if (!engine) for (const config::Error& error : engine.error()) ...   // every error of every file
//   std::string sha256;
//   fetch::Result<normalize::DocumentReport> report = engine->read("a.pdf", &sha256);
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "extract/rules/recognizer.h"
#include "normalize/normalizer.h"
#include "pipeline/document_reader.h"

namespace troika::pipeline {

// Immutable; share one between all threads.
class Engine {
 public:
  // `rules_dir` is the --rules option, "" when not given (config/locate.h says where files are found). Also prepares
  // the PDF reader: load before other threads start.
  static tl::expected<Engine, std::vector<config::Error>> load(const std::string& rules_dir);

  // A document's whole way, from path to report: filter 2 of the pipeline, in this process or in a worker.
  // `sha256` receives the hash of the document's bytes, where they could be read. No exception leaves.
  fetch::Result<normalize::DocumentReport> read(const std::string& path, std::string* sha256) const;

  const std::vector<extract::RuleSet>& rule_sets() const { return rule_sets_; }
  const normalize::Normalizer& normalizer() const { return normalizer_; }

  // Changes whenever the content of a loaded file does.
  const std::string& fingerprint() const { return fingerprint_; }

  // Of documents that corrections are for, by edition ("A/HRC/27/10@en"); changes whenever one of them does.
  std::map<std::string, std::string> correction_fingerprints() const;

  // The same without the corrections and the catalogue of reviews, which concern single documents: what these say of a
  // document is kept with it.
  const std::string& rules_fingerprint() const { return rules_fingerprint_; }

  // By name of the rule set; changes whenever it, the States or the sessions do.
  std::map<std::string, std::string> rule_set_fingerprints() const;

 private:
  // `facts`: contents of the files that state something of single documents.
  Engine(std::vector<extract::RuleSet> rule_sets, normalize::Normalizer normalizer, std::string vocabulary,
         const std::string& facts);

  std::vector<extract::RuleSet> rule_sets_;
  normalize::Normalizer normalizer_;
  std::string vocabulary_, rules_fingerprint_, fingerprint_;  // SHA-256
};

// --isolation none: the engine itself, in the calling thread. A document that crashes it takes the program.
class InProcessReader : public DocumentReader {
 public:
  explicit InProcessReader(const Engine& engine) : engine_(engine) {}  // must outlive this
  output::DocumentOutcome read(const std::string& path) noexcept override;

 private:
  const Engine& engine_;
};

// What the rule sets find in a document, of a PDF from no more pages than that takes.
fetch::Result<extract::Reading> recognize(const std::vector<extract::RuleSet>& rule_sets, const std::string& bytes);

// All text, by the extractor that the bytes ask for.
fetch::Result<extract::DocumentText> read_text(const std::string& bytes);

// The rule files of `paths`, compiled, in their order; or every error of all of them.
tl::expected<std::vector<extract::RuleSet>, std::vector<config::Error>> load_rule_sets(
    const std::vector<std::string>& paths);

}  // namespace troika::pipeline
