#include "extract/rules/paragraphs/records.h"

#include <algorithm>
#include <cstdlib>

#include "extract/rules/item_text.h"

namespace troika::extract {
namespace {

OutlineItem outlined(const std::vector<std::size_t>& lines, const DocumentText& text) {
  OutlineItem item;
  for (std::size_t line : lines) item.pieces.push_back({line, Span{0, text.lines[line].text.size()}});
  return item;
}

// What a mark within the line leaves behind: two spaces, or one before a comma.
std::string without_gaps(const std::string& text) {
  std::string closed;
  for (char c : text) {
    if (c == ' ' && (closed.empty() || closed.back() == ' ')) continue;
    if ((c == ',' || c == ';' || c == '.') && closed.ends_with(' ')) closed.pop_back();
    closed += c;
  }
  while (closed.ends_with(' ')) closed.pop_back();
  return closed;
}

}  // namespace

std::string numbered(const Item& item) {
  std::string number = std::to_string(item.paragraph);
  if (item.item) number += "." + *item.item;
  if (item.earlier > 0) number += "~" + std::to_string(item.earlier + 1);
  return number;
}

Item& RecordMaker::add(Draft draft) {
  Item item;
  item.label = std::move(draft.label);
  item.paragraph = draft.paragraph;
  item.item = std::move(draft.item);
  item.earlier = seen_[{item.paragraph, item.item.value_or("")}]++;
  if (item.earlier > 0) item.doubts.push_back({"repeated-number", "the number stands more than once in this document"});
  std::vector<std::size_t> printed = draft.lead_in;
  printed.insert(printed.end(), draft.lines.begin(), draft.lines.end());
  item.verbatim = verbatim_of(outlined(printed, text_), text_);
  item.text = without_gaps(draft.text);
  item.notes = notes_of(printed);
  if (!item.notes.empty()) item.flags.push_back({"footnote", "footnote marks taken out of the text"});
  item.where = places_of(outlined(draft.lines, text_), text_);
  item.verb = std::move(draft.verb);
  item.addressees = std::move(draft.addressees);
  item.recommenders = std::move(draft.recommenders);
  claim(draft.lines, "item", draft.rule, numbered(item));
  reading_.items.push_back(std::move(item));
  return reading_.items.back();
}

void RecordMaker::claim(const std::vector<std::size_t>& lines, const char* what, const std::string& rule,
                        const std::string& number) {
  if (!claims_) return;
  for (std::size_t line : lines) claims_->push_back(Claim{line, what, rule, number});
}

void RecordMaker::reject(std::string code, std::string detail, int paragraph, int page, std::string text) {
  reading_.rejects.push_back({{std::move(code), std::move(detail)}, paragraph, page, std::move(text)});
}

// A typed mark may refer to a note of an earlier page; of several notes with one mark the nearest is meant.
std::vector<Note> RecordMaker::notes_of(const std::vector<std::size_t>& lines) const {
  std::vector<TakenMark> marks;
  text_of(outlined(lines, text_), text_, marks);
  std::vector<Note> notes;
  for (const TakenMark& taken : marks) {
    const Note* nearest = nullptr;
    for (const Note& note : text_.notes)
      if (note.mark == taken.mark &&
          (!nearest || std::abs(note.page - taken.page) < std::abs(nearest->page - taken.page)))
        nearest = &note;
    if (nearest) notes.push_back(*nearest);
  }
  return notes;
}

}  // namespace troika::extract
