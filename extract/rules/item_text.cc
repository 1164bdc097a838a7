#include "extract/rules/item_text.h"

#include <algorithm>
#include <string_view>

namespace troika::extract {
namespace {

bool is_letter_or_digit(unsigned char c) { return std::isalnum(c) || c >= 0x80; }

bool holds_together(const std::string& text) {
  if (text.size() < 2) return false;
  auto before = static_cast<unsigned char>(text[text.size() - 2]);
  return (text.back() == '-' || text.back() == '/') && is_letter_or_digit(before);
}

constexpr std::string_view kSoftHyphen = "\u00AD";

// The bytes of the piece without the footnote marks in them.
std::string without_marks(const Line& line, Span bytes, std::vector<TakenMark>* marks) {
  std::string kept;
  std::size_t at = bytes.begin;
  for (const Span& mark : line.marks) {
    if (mark.begin < at || mark.end > bytes.end) continue;
    kept.append(line.text, at, mark.begin - at);
    if (marks) marks->push_back(TakenMark{line.text.substr(mark.begin, mark.end - mark.begin), line.page});
    at = mark.end;
  }
  kept.append(line.text, at, bytes.end - at);
  return kept;
}

}  // namespace

void join_line(std::string& text, std::string_view line) {
  if (text.ends_with(kSoftHyphen)) {
    text.resize(text.size() - kSoftHyphen.size());
  } else if (!text.empty() && !line.empty() && !holds_together(text)) {
    text += ' ';
  }
  text += line;
}

std::string text_of(const std::vector<std::size_t>& lines, const DocumentText& text) {
  std::string joined;
  for (std::size_t i : lines)
    join_line(joined, without_marks(text.lines[i], Span{0, text.lines[i].text.size()}, nullptr));
  return joined;
}

std::string verbatim_of(const OutlineItem& item, const DocumentText& text) {
  std::string verbatim;
  for (const Piece& piece : item.pieces) {
    if (!verbatim.empty()) verbatim += '\n';
    verbatim.append(text.lines[piece.line].text, piece.bytes.begin, piece.bytes.end - piece.bytes.begin);
  }
  return verbatim;
}

std::string text_of(const OutlineItem& item, const DocumentText& text, std::vector<TakenMark>& marks) {
  std::string joined;
  for (const Piece& piece : item.pieces) {
    Span bytes = piece.bytes;
    if (&piece == &item.pieces.front()) bytes.begin = std::max(bytes.begin, item.label_end);
    join_line(joined, without_marks(text.lines[piece.line], bytes, &marks));
  }
  return joined;
}

std::vector<Place> places_of(const OutlineItem& item, const DocumentText& text) {
  std::vector<Place> places;
  for (const Piece& piece : item.pieces) {
    const Line& line = text.lines[piece.line];
    if (places.empty() || places.back().page != line.page) {
      places.push_back(Place{line.page, line.box});
    } else {
      places.back().box.cover(line.box);
    }
  }
  return places;
}

}  // namespace troika::extract
