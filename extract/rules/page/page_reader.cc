#include "extract/rules/page/page_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "extract/rules/figures.h"
#include "extract/rules/item_text.h"
#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

// "2014-09-18T10:00:00Z" -> "2014-09-18": the hour depends on where the page was written.
std::string day_of(const std::string& date) {
  static const RE2 iso(R"(^\s*(\d{4}-\d{2}-\d{2})(?:[T\s].*)?$)");
  std::string day;
  return RE2::PartialMatch(date, iso, &day) ? day : date;
}

class PagePass {
 public:
  PagePass(const std::vector<Pattern>& symbol, const std::vector<Pattern>& about, const FigureClauses& figures,
           const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : symbol_(symbol), about_(about), figures_(figures), text_(text), reading_(reading), claims_(claims) {}

  void read() {
    read_metadata();
    for (std::size_t i = 0; i < text_.lines.size();) {
      std::vector<std::size_t> block = {i++};
      while (i < text_.lines.size() && !text_.lines[i].opens_block) block.push_back(i++);
      read_block(block);
    }
    for (const Note& note : text_.notes) read_symbols(note.text);
    if (reading_.cover.title.empty()) reading_.doubts.push_back({"no-title", "the page states no title"});
    if (reading_.cover.published.empty()) reading_.flags.push_back({"no-date", "the page states no date"});
  }

 private:
  // What the page states about itself counts more than what its text looks like.
  void read_metadata() {
    if (!text_.web_page) return;
    const Metadata& stated = *text_.web_page;
    if (!stated.title.empty()) reading_.cover.title = stated.title;
    if (!stated.author.empty()) reading_.cover.author = stated.author;
    if (!stated.date.empty()) reading_.cover.published = day_of(stated.date);
  }

  void read_block(const std::vector<std::size_t>& lines) {
    const std::string block = text_of(lines, text_);
    if (!reading_.text.empty()) reading_.text += '\n';
    reading_.text += block;
    const bool cites = read_symbols(block);
    bool counts = false;
    // "Varenia accepted 22." goes on from the paragraph before, where that gives figures of recommendations.
    bool about = std::exchange(goes_on_, false);
    bool says_so = false;
    for (const Span& span : sentences_of(block)) {
      const std::string sentence = block.substr(span.begin, span.end - span.begin);
      // "It accepted 132." goes on from the sentence before it.
      says_so = says_so || first_found(about_, sentence) != nullptr;
      about = about || says_so;
      if (about && read_figures(sentence, text_.lines[lines.front()].page)) counts = true;
    }
    goes_on_ = says_so && counts;
    if (!claims_ || (!cites && !counts)) return;
    for (const std::size_t line : lines) claims_->push_back({line, counts ? "total" : "citation", "", ""});
  }

  bool read_figures(const std::string& sentence, int page) {
    bool found = false;
    for (const Figure& figure : figures_.in(sentence)) {
      if (!figure.of) continue;
      found = true;
      const bool known = std::ranges::any_of(
          reading_.totals, [&](const Total& total) { return total.of == *figure.of && total.count == figure.count; });
      if (!known) reading_.totals.push_back({*figure.of, figure.count, "", page, sentence, figure.rule});
    }
    return found;
  }

  bool read_symbols(const std::string& text) {
    bool found = false;
    for (const Pattern& pattern : symbol_) {
      re2::StringPiece rest(text);
      std::string symbol;
      while (RE2::FindAndConsume(&rest, *pattern.re, &symbol)) {
        found = true;
        if (cited_.insert(symbol).second) reading_.citations.push_back({"cites", symbol});
      }
    }
    return found;
  }

  const std::vector<Pattern>& symbol_;
  const std::vector<Pattern>& about_;
  const FigureClauses& figures_;
  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  std::unordered_set<std::string> cited_;
  bool goes_on_ = false;  // the paragraph before gives figures of recommendations
};

class PageReader : public Reader {
 public:
  PageReader(const config::PageRules& rules, Compiler& compiler)
      : symbol_(compiler.patterns(rules.symbol, "page.symbol", 1)),
        about_(compiler.patterns(rules.about, "page.about", 0)),
        figures_(rules.figures, compiler) {}

  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override {
    PagePass(symbol_, about_, figures_, text, reading, claims).read();
    return {};
  }

 private:
  std::vector<Pattern> symbol_, about_;
  FigureClauses figures_;
};

}  // namespace

std::unique_ptr<const Reader> make_page_reader(const config::PageRules& rules, Compiler& compiler) {
  return std::make_unique<PageReader>(rules, compiler);
}

}  // namespace troika::extract
