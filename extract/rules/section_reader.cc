#include "extract/rules/section_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extract/rules/item_text.h"
#include "extract/rules/labels.h"
#include "extract/rules/outline.h"
#include "extract/rules/positions.h"

namespace troika::extract {
namespace {

class SectionPass {
 public:
  SectionPass(const RuleSet::Compiled& rules, const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : rules_(rules), text_(text), reading_(reading), claims_(claims) {}

  void read(const Outline& outline) {
    claim(outline.heading, "heading", "section.begin", "");
    claim_all(outline.before, "unclaimed", "", "");
    for (const OutlineParagraph& paragraph : outline.paragraphs) read_paragraph(paragraph);
    if (outline.end) {
      claim(*outline.end, "end", "section.end", "");
    } else {
      reading_.doubts.push_back({"section-end-not-found", "the section runs to the document's end"});
    }
    if (reading_.items.empty())
      reading_.doubts.push_back({"no-items", "the section was found, but no recommendation in it"});
  }

 private:
  void read_paragraph(const OutlineParagraph& paragraph) {
    const SectionText lead_in = sentence_of(paragraph, paragraph.texts.front());
    const SentenceMatch match = first_match(rules_.lead_in, lead_in.text);
    std::size_t read = 0;  // texts that are dealt with
    record_of_.clear();
    if (match.rule && match.rule->lists_other) {
      claim_other(paragraph, match);
      return;
    }
    if (!paragraph.items.empty()) {
      read_list(paragraph, lead_in, match);
      read = 1;
    } else if (is_unnumbered(paragraph, lead_in, match)) {
      read_unnumbered(paragraph, lead_in, match);
      read = 2;
    }
    if (read == 0 && match.rule && lead_in.text.ends_with(':')) {
      const std::string number = std::to_string(paragraph.number);
      reading_.rejects.push_back({{"empty-list", "paragraph " + number + " announces a list, but no item was found"},
                                  paragraph.number,
                                  lead_in.page,
                                  lead_in.text});
      reading_.doubts.push_back({"empty-list", "paragraph " + number});
    }
    for (; read < paragraph.texts.size(); ++read) read_after(paragraph, paragraph.texts[read]);
  }

  void claim_other(const OutlineParagraph& paragraph, const SentenceMatch& match) {
    const std::string number = std::to_string(paragraph.number);
    for (const OutlineText& text : paragraph.texts) claim_all(text.lines, "other", match.rule->name, number);
    for (const OutlineItem& item : paragraph.items)
      for (const Piece& piece : item.pieces) claim(piece.line, "other", match.rule->name, number);
  }

  void read_list(const OutlineParagraph& paragraph, const SectionText& lead_in, const SentenceMatch& match) {
    const Position position = read_lead_in(paragraph, lead_in, match);
    for (const OutlineItem& outlined : paragraph.items) {
      if (!record_of_.empty() && is_numbered_comment(outlined, lead_in)) {
        record_of_.push_back(record_of_.back());
        Item& commented = reading_.items[record_of_.back()];
        std::vector<TakenMark> marks;
        add_comment(commented, text_of(outlined, text_, marks));
        for (const Piece& piece : outlined.pieces) claim(piece.line, "comment", "", number_of(commented));
      } else {
        record_of_.push_back(reading_.items.size());
        add_item(paragraph, outlined, position);
      }
    }
    for (int number : paragraph.missing) {
      std::string missing = std::to_string(paragraph.number) + "." + std::to_string(number);
      reading_.rejects.push_back(
          {{"gap", "no item " + missing + " was found"}, paragraph.number, page_of(paragraph, number), ""});
    }
  }

  // Where the lead-in announces comments, they can stand in the list with numbers of their own, "2." behind the
  // recommendation "1.": no attribution ends them.
  bool is_numbered_comment(const OutlineItem& outlined, const SectionText& lead_in) const {
    if (outlined.number < 2 || lead_in.text.find("comment") == std::string::npos) return false;
    return verbatim_of(outlined, text_).find(')') == std::string::npos;
  }

  // "The following recommendation ...:" and one block of text without a number.
  bool is_unnumbered(const OutlineParagraph& paragraph, const SectionText& lead_in, const SentenceMatch& match) const {
    if (paragraph.texts.size() < 2 || !match.rule || lead_in.text.find("recommendation") == std::string::npos)
      return false;
    const SentenceMatch after = first_match(rules_.after, lead_in.text);
    return after.paragraphs.empty() && after.refs.empty();
  }

  void read_unnumbered(const OutlineParagraph& paragraph, const SectionText& lead_in, const SentenceMatch& match) {
    const Position position = read_lead_in(paragraph, lead_in, match);
    OutlineItem outlined;
    for (std::size_t line : paragraph.texts[1].lines)
      outlined.pieces.push_back(Piece{line, Span{0, text_.lines[line].text.size()}});
    record_of_.push_back(reading_.items.size());
    add_item(paragraph, outlined, position);
  }

  Position read_lead_in(const OutlineParagraph& paragraph, const SectionText& lead_in, const SentenceMatch& match) {
    const std::string number = std::to_string(paragraph.number);
    claim_all(paragraph.texts.front().lines, match.rule ? "lead-in" : "unclaimed", match.rule ? match.rule->name : "",
              number);
    if (!match.rule) reading_.doubts.push_back({"unknown-lead-in", "paragraph " + number + ": " + lead_in.text});
    return position_of(match, lead_in);
  }

  void read_after(const OutlineParagraph& paragraph, const OutlineText& text) {
    const SectionText sentence = sentence_of(paragraph, text);
    const std::string number = std::to_string(paragraph.number);
    if (const SentenceRule* rule = apply_after(rules_, sentence, reading_.items, reading_.statements)) {
      claim_all(text.lines, "statement", rule->name, number);
    } else if (Item* commented = commented_item(text, sentence)) {
      add_comment(*commented, sentence.text);
      claim_all(text.lines, "comment", "", number_of(*commented));
    } else {
      claim_all(text.lines, "unclaimed", "", number);
      reading_.flags.push_back({"unclaimed-text", "paragraph " + number + ": " + sentence.text});
    }
  }

  // Sentences behind an item comment on it; what ends without a full stop is a sub-heading.
  Item* commented_item(const OutlineText& text, const SectionText& sentence) {
    if (record_of_.empty() || !sentence.text.ends_with(".")) return nullptr;
    std::size_t behind = text.after_items == 0 ? 0 : text.after_items - 1;
    Item& item = reading_.items[record_of_[std::min(behind, record_of_.size() - 1)]];
    return &item;
  }

  static void add_comment(Item& item, const std::string& comment) {
    if (item.positions.empty()) item.positions.emplace_back();  // no rule knows its list; the comment stands by itself
    auto& kept = item.positions.back().comment;
    kept = kept ? *kept + " " + comment : comment;
  }

  void add_item(const OutlineParagraph& paragraph, const OutlineItem& outlined, const Position& lead_in) {
    Item item;
    item.label = outlined.label;
    item.paragraph = paragraph.number;
    if (outlined.number > 0) item.item = std::to_string(outlined.number);
    if (outlined.earlier > 0) *item.item += "~" + std::to_string(outlined.earlier + 1);
    item.verbatim = verbatim_of(outlined, text_);
    std::vector<TakenMark> marks;
    item.text = text_of(outlined, text_, marks);
    item.notes = notes_of(marks);
    item.where = places_of(outlined, text_);
    if (outlined.printed != outlined.number ||
        (outlined.printed_paragraph > 0 && outlined.printed_paragraph != paragraph.number))
      item.flags.push_back({"misprinted-number", "printed " + outlined.label + ", repaired from the sequence"});
    if (outlined.earlier > 0)
      item.doubts.push_back({"repeated-number", "the number stands more than once in this list"});
    if (!marks.empty()) item.flags.push_back({"footnote", "footnote marks taken out of the text"});
    check_end(paragraph, outlined, item);
    if (!lead_in.rule.empty()) {
      item.positions.push_back(lead_in);
      reading_.statements.push_back(Statement{number_of(item), lead_in});
    } else {
      item.doubts.push_back({"unknown-lead-in", "no rule knows the sentence that opens its list"});
    }
    for (const Piece& piece : outlined.pieces) claim(piece.line, "item", "numbering.item", number_of(item));
    reading_.items.push_back(std::move(item));
  }

  // The numbering shows a gap before an item; behind the last one only the punctuation does, since a list ends with a
  // full stop where its items end with semicolons.
  static void check_end(const OutlineParagraph& paragraph, const OutlineItem& outlined, Item& item) {
    const auto& missing = paragraph.missing;
    if (std::find(missing.begin(), missing.end(), outlined.number - 1) != missing.end())
      item.doubts.push_back({"gap", "no item " + std::to_string(outlined.number - 1) + " was found before it"});
    if (!paragraph.items.empty() && &outlined == &paragraph.items.back() &&
        (item.text.ends_with(';') || item.text.ends_with(',')))
      item.doubts.push_back({kListEnd, "the list's last item ends as if another followed"});
  }

  // A footnote stands on the page of its mark, or on the next where the page was full.
  std::vector<Note> notes_of(const std::vector<TakenMark>& marks) const {
    std::vector<Note> notes;
    for (const TakenMark& taken : marks)
      for (const Note& note : text_.notes)
        if (note.mark == taken.mark && (note.page == taken.page || note.page == taken.page + 1)) {
          notes.push_back(note);
          break;
        }
    return notes;
  }

  SectionText sentence_of(const OutlineParagraph& paragraph, const OutlineText& text) const {
    const int page = text.lines.empty() ? text_.lines[paragraph.items.front().pieces.front().line].page
                                        : text_.lines[text.lines.front()].page;
    SectionText sentence{paragraph.number, page, text_of(text.lines, text_)};
    const bool numbered = &text == &paragraph.texts.front() && paragraph.labelled;
    if (numbered) sentence.text.erase(0, paragraph_label(rules_, text_.lines[text.lines.front()])->end);
    return sentence;
  }

  int page_of(const OutlineParagraph& paragraph, int missing) const {
    for (const OutlineItem& item : paragraph.items)
      if (item.number > missing) return text_.lines[item.pieces.front().line].page;
    return text_.lines[paragraph.texts.front().lines.front()].page;
  }

  void claim(std::size_t line, const char* what, const std::string& rule, const std::string& number) {
    if (claims_) claims_->push_back(Claim{line, what, rule, number});
  }
  void claim_all(const std::vector<std::size_t>& lines, const char* what, const std::string& rule,
                 const std::string& number) {
    for (std::size_t line : lines) claim(line, what, rule, number);
  }

  const RuleSet::Compiled& rules_;
  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  std::vector<std::size_t> record_of_;  // for each outlined item of the current paragraph, its place in reading_.items
};

}  // namespace

Reader::LineTest SectionReader::begins_at_last() const { return is_section_heading; }

fetch::Result<void> SectionReader::read(const RuleSet::Compiled& rules, const DocumentText& text, Reading& reading,
                                        std::vector<Claim>* claims) const {
  const auto outline = outline_of(rules, text);
  if (!outline)
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kNoSection, false,
                                         "the section that holds the recommendations was not found; see "
                                         "`troika explain` on this file"});
  SectionPass(rules, text, reading, claims).read(*outline);
  return {};
}

}  // namespace troika::extract
