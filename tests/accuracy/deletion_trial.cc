// Would a lost recommendation be noticed? Takes one item's lines out of a document's text, reads the rest again, and
// looks for a sign: a reject, or a doubt that the undisturbed document does not have.
//
//   deletion_trial TRIALS SEED FILE.pdf...
//
// Items are drawn uniformly over all items of all files. Prints each loss that went unnoticed, then the count.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/rule_file.h"
#include "config/states_file.h"
#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/rules/recognizer.h"
#include "fetch/local_file.h"
#include "normalize/normalizer.h"

namespace {

using namespace troika;

struct Document {
  std::string path;
  extract::DocumentText text;
  std::vector<extract::Claim> claims;
  std::vector<std::string> numbers;  // of its items
  std::size_t signs = 0;             // of the undisturbed document
};

class Trial {
 public:
  Trial()
      : normalizer_(config::read_states_file(TROIKA_SOURCE_CONFIG "/states.toml").value(),
                    config::read_sessions_file(TROIKA_SOURCE_CONFIG "/upr_sessions.toml").value(), {}) {
    const auto file = config::read_rule_file(TROIKA_SOURCE_CONFIG "/rules/upr-working-group-report.toml");
    rule_sets_.push_back(std::move(extract::RuleSet::compile(file.value()).value()));
  }

  void add(const std::string& path) {
    Document document;
    document.path = path;
    const auto file = fetch::read_local_file(path);
    auto text = extract::read_pdf_text(file.value().bytes);
    document.text = std::move(text.value());
    document.signs = signs(document.text, &document.claims);
    std::set<std::string> seen;
    for (const extract::Claim& claim : document.claims)
      if (claim.what == "item" && seen.insert(claim.number).second) document.numbers.push_back(claim.number);
    for (std::size_t i = 0; i < document.numbers.size(); ++i) items_.emplace_back(documents_.size(), i);
    documents_.push_back(std::move(document));
  }

  int noticed_of(int trials, unsigned seed) const {
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::size_t> draw(0, items_.size() - 1);
    int noticed = 0;
    for (int i = 0; i < trials; ++i) {
      const auto [document, item] = items_[draw(random)];
      if (notices_loss(documents_[document], documents_[document].numbers[item])) {
        ++noticed;
      } else {
        std::printf("not noticed: %s %s\n", documents_[document].path.c_str(),
                    documents_[document].numbers[item].c_str());
      }
    }
    return noticed;
  }

  std::size_t items() const { return items_.size(); }

 private:
  std::size_t signs(const extract::DocumentText& text, std::vector<extract::Claim>* claims) const {
    const auto reading = extract::recognize(rule_sets_, text, claims);
    if (!reading) return ~std::size_t{0};  // a failure is the loudest sign
    const normalize::DocumentReport report = normalizer_.normalize(*reading, normalize::Source{"0", {}});
    std::size_t count = report.doubts.size() + report.rejects.size();
    for (const normalize::Recommendation& record : report.recommendations) count += record.doubts.size();
    return count;
  }

  bool notices_loss(const Document& document, const std::string& number) const {
    std::set<std::size_t> lost;
    for (const extract::Claim& claim : document.claims)
      if (claim.what == "item" && claim.number == number) lost.insert(claim.line);
    extract::DocumentText rest = document.text;
    rest.lines.clear();
    for (std::size_t i = 0; i < document.text.lines.size(); ++i)
      if (!lost.contains(i)) rest.lines.push_back(document.text.lines[i]);
    return signs(rest, nullptr) > document.signs;
  }

  std::vector<extract::RuleSet> rule_sets_;
  normalize::Normalizer normalizer_;
  std::vector<Document> documents_;
  std::vector<std::pair<std::size_t, std::size_t>> items_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: deletion_trial TRIALS SEED FILE.pdf...\n");
    return 2;
  }
  extract::prepare_pdf_reader();
  Trial trial;
  for (int i = 3; i < argc; ++i) trial.add(argv[i]);
  const int trials = std::atoi(argv[1]);
  const int noticed = trial.noticed_of(trials, static_cast<unsigned>(std::atoi(argv[2])));
  std::printf("%zu items; %d of %d losses noticed\n", trial.items(), noticed, trials);
  return noticed * 100 >= trials * 99 ? 0 : 1;
}
