#include "extract/rules/replies/numbered_lines.h"

#include <algorithm>
#include <utility>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

// A run of numbered lines is taken for answers, and not for paragraphs, from this many on.
constexpr int kFewestAnswers = 3;

class NumberReader {
 public:
  NumberReader(const DocumentText& text, const ReplyRules& rules, const std::vector<Block>& blocks,
               const std::vector<std::string>& plain)
      : text_(text), rules_(rules), blocks_(blocks), plain_(plain) {}

  NumberedLines read() && {
    found_.names_items = names_items();
    follows_list_ = std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
      return first_found(rules_.list_paragraph, text_of(block.lines, text_)) != nullptr;
    });
    find_ordinals();
    find_columns();
    return std::move(found_);
  }

 private:
  bool is_answer(const std::string& text) const {
    const auto sentences = reply_sentences(text, rules_.word);
    // "3. Recommendations 110.3 and 110.4 are supported.", "4. Supported: 110.5, 110.6"
    if (sentences.empty() || !sentences.front().lists.empty()) return false;
    if (first_match(rules_.labels, sentences.front().text).rule) return true;
    // "1. Varenia accepts the recommendation of Peru" may be the State's own paragraph, unless it says how it counts.
    // "2. Recommendations that enjoy the support of Varenia:", "1. Of 20 recommendations, 12 are accepted."
    if (!follows_list_ || !text.ends_with('.')) return false;
    if (!rules_.figures.in(sentences.front().masked).empty()) return false;
    const Clause clause = first_clause(rules_.answer, sentences.front());
    return clause.rule && (clause.rule->response || !clause.rule->qualifiers.empty());
  }

  bool names_items() const {
    return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
      if (is_on_cover(text_, block.lines.front())) return false;
      const auto lists = lists_in(text_of(block.lines, text_), rules_.word);
      return std::any_of(lists.begin(), lists.end(), [](const ReferenceList& list) {
        return list.references.front().paragraph > 0 && list.references.front().item > 0;
      });
    });
  }

  // A run of lines "1.", "2.", ... holds answers where most of them begin as answers do; else it is paragraphs.
  void find_ordinals() {
    std::vector<std::size_t> run;
    int last = 0, answers = 0;
    bool has_group = false;
    const auto close = [&] {
      const int size = static_cast<int>(run.size());
      if (has_group || (!found_.names_items && size >= kFewestAnswers && answers * 2 >= size))
        found_.ordinals.insert(run.begin(), run.end());
      run.clear();
      answers = 0;
      has_group = false;
    };
    for (const Block& block : blocks_) {
      const std::size_t line = block.lines.front();
      if (is_on_cover(text_, line) || block.kind == Block::Kind::kHeading) continue;
      const auto list = leading_list(plain_[line], rules_.label);
      if (!list || list->references.front().paragraph > 0 || list->has_word) continue;
      if (list->references.front().item <= last) close();
      last = list->references.front().item;
      run.push_back(line);
      has_group = has_group || list->references.size() > 1;
      const std::string whole = text_of(block.lines, text_);
      answers += is_answer(behind(whole, list->at.end)) ? 1 : 0;
    }
    close();
  }

  // A column of numbers beside or above a column of answers, which come in a run of their own.
  void find_columns() {
    const std::size_t count = text_.lines.size();
    const auto run_from = [&](std::size_t from, bool labels) {
      std::size_t end = from;
      while (end < count && text_.lines[end].page == text_.lines[from].page &&
             (labels ? is_only_label(plain_[end], rules_) : is_only_position(plain_[end], rules_)))
        ++end;
      return end;
    };
    for (std::size_t i = 0; i < count; ++i) {
      const bool labels = is_only_label(plain_[i], rules_);
      if (is_on_cover(text_, i) || (!labels && !is_only_position(plain_[i], rules_))) continue;
      const std::size_t middle = run_from(i, labels);
      const std::size_t end = middle < count ? run_from(middle, !labels) : middle;
      if (middle - i < 2 || end - middle < 2) {
        i = middle - 1;
        continue;
      }
      pair(labels ? Span{i, middle} : Span{middle, end}, labels ? Span{middle, end} : Span{i, middle});
      i = end - 1;
    }
  }

  void pair(Span labels, Span answers) {
    const bool fits = labels.end - labels.begin == answers.end - answers.begin;
    for (std::size_t k = labels.begin; k < labels.end; ++k) {
      if (fits) {
        found_.paired[k] = answers.begin + (k - labels.begin);
      } else {
        found_.unpaired.insert(k);
      }
    }
    for (std::size_t k = answers.begin; k < answers.end; ++k) found_.taken.insert(k);
  }

  const DocumentText& text_;
  const ReplyRules& rules_;
  const std::vector<Block>& blocks_;
  const std::vector<std::string>& plain_;
  bool follows_list_ = false;  // says that its numbers are those of a list in the report
  NumberedLines found_;
};

}  // namespace

NumberedLines numbered_lines(const DocumentText& text, const ReplyRules& rules, const std::vector<Block>& blocks,
                             const std::vector<std::string>& plain) {
  return NumberReader(text, rules, blocks, plain).read();
}

std::string behind(std::string_view text, std::size_t at) {
  const std::size_t begin = text.find_first_not_of(' ', at);
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

bool is_on_cover(const DocumentText& text, std::size_t line) { return text.pages > 1 && text.lines[line].page == 1; }

bool is_only_label(const std::string& line, const ReplyRules& rules) {
  const auto list = leading_list(line, rules.label);
  return list && behind(line, list->at.end).empty();
}

bool is_only_position(const std::string& line, const ReplyRules& rules) {
  const SentenceMatch match = first_match(rules.labels, line);
  return match.rule && match.rule->response && match.begin == 0 &&
         line.find_first_of("abcdefghijklmnopqrstuvwxyz", match.end) == std::string::npos;
}

}  // namespace troika::extract
