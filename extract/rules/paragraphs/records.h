// Makes the items of a reading from lines, and keeps claims. For this folder only.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/reader.h"
#include "extract/text.h"

namespace troika::extract {

// What is known of a record before it is made.
struct Draft {
  std::string label;
  int paragraph = 0;
  std::optional<std::string> item;
  std::vector<std::size_t> lead_in;  // lines of the words that introduce it, where they stand apart
  std::vector<std::size_t> lines;    // its own
  std::string text;                  // one line, without label and marks
  std::string verb;
  std::vector<std::string> addressees, recommenders;
  std::string rule;  // that made it a record
};

// "12.a", "12"; "12.a~2" for the second.
std::string numbered(const Item& item);

class RecordMaker {
 public:
  RecordMaker(const DocumentText& text, Reading& reading, std::vector<Claim>* claims)
      : text_(text), reading_(reading), claims_(claims) {}

  Item& add(Draft draft);  // valid until the next call
  void claim(const std::vector<std::size_t>& lines, const char* what, const std::string& rule,
             const std::string& number = "");
  void reject(std::string code, std::string detail, int paragraph, int page, std::string text);

 private:
  std::vector<Note> notes_of(const std::vector<std::size_t>& lines) const;

  const DocumentText& text_;
  Reading& reading_;
  std::vector<Claim>* claims_;
  std::map<std::pair<int, std::string>, int> seen_;
};

}  // namespace troika::extract
