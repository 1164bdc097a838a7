#include "extract/docx/paragraph_text.h"

#include <algorithm>
#include <utility>

#include "extract/characters.h"

namespace troika::extract {

void ParagraphText::put(std::string_view utf8, const Look& look) {
  while (!utf8.empty()) {
    const std::size_t plain = plain_length(utf8);
    const std::string_view character = utf8.substr(0, plain > 0 ? plain : character_length(utf8.front()));
    utf8.remove_prefix(character.size());
    switch (sort_of(character)) {
      case CharacterSort::kSpace: space_ = true; break;
      case CharacterSort::kNothing: break;
      case CharacterSort::kCharacter: put_character(character, look); break;
    }
  }
}

void ParagraphText::put_character(std::string_view character, const Look& look) {
  if (in_mark_ && (!look.raised || space_)) end_mark();
  if (line_.text.empty()) {
    line_.page = look.page;
  } else if (space_) {
    line_.text += ' ';
  }
  space_ = false;
  if (look.raised && !in_mark_) {
    in_mark_ = true;
    mark_begin_ = line_.text.size();
  }
  line_.text += character;
  if (look.bold) bold_bytes_ += character.size();
  bytes_of_size_[look.size] += character.size();
}

void ParagraphText::put_mark(std::string_view mark, const Look& look) {
  if (in_mark_) end_mark();
  Look raised = look;
  raised.raised = true;
  put(mark, raised);
  end_mark();
}

void ParagraphText::end_mark() {
  in_mark_ = false;
  if (reads_as_mark(std::string_view(line_.text).substr(mark_begin_)))
    line_.marks.push_back({mark_begin_, line_.text.size()});
}

std::string ParagraphText::mark_from(std::size_t position) {
  if (in_mark_) end_mark();
  std::size_t begin = std::min(position, line_.text.size());
  while (begin < line_.text.size() && line_.text[begin] == ' ') ++begin;
  if (begin == line_.text.size()) return "";
  if (line_.marks.empty() || line_.marks.back().begin < begin) line_.marks.push_back({begin, line_.text.size()});
  return line_.text.substr(begin);
}

void ParagraphText::break_line() {
  if (in_mark_) end_mark();
  space_ = false;
  if (!line_.text.empty()) {
    line_.bold = bold_bytes_ * 2 > line_.text.size();
    line_.size = std::ranges::max_element(bytes_of_size_, {}, [](const auto& entry) { return entry.second; })->first;
    lines_.push_back(std::exchange(line_, {}));
  }
  bold_bytes_ = 0;
  bytes_of_size_.clear();
}

std::vector<Line> ParagraphText::take_lines(const std::string& label, double indent, const Look& look) {
  break_line();
  if (!label.empty() && lines_.empty()) {
    put(label, look);
    break_line();
  } else if (!label.empty()) {
    lines_.front().text.insert(0, label);
    for (Span& mark : lines_.front().marks) mark = {mark.begin + label.size(), mark.end + label.size()};
  }
  for (Line& line : lines_) {
    line.indent = indent;
    line.opens_block = &line == &lines_.front();
  }
  return std::exchange(lines_, {});
}

}  // namespace troika::extract
