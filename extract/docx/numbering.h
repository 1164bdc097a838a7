// The lists of a Word document (word/numbering.xml): numbers that stand nowhere in its text, because Word counts.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extract/docx/formats.h"

namespace troika::extract {

// Filled by DocxPackage::read; then asked once for every numbered paragraph, in their order.
class Numbering : public XmlHandler {
 public:
  void start(const XmlTag& tag) override;
  void end() override;

  // What Word prints before the next paragraph of this list and level, with the space behind it: "12. ", "(a) ". Empty
  // for bullets, and for lists that the document does not define.
  std::string next_label(int list, int level);

  // Of paragraphs of the list, where they do not say it themselves.
  ParagraphFormat format(int list, int level) const;

  // The level that belongs to a style of paragraphs; 0 where none does.
  int level_of_style(int list, const std::string& style) const;

 private:
  static constexpr int kLevels = 9;

  struct Level {
    int start = 1;
    std::string sort = "decimal";
    std::string text;      // "%1.%2."
    bool restarts = true;  // where a paragraph of a higher level stood between
    bool figures_only = false;
    bool space_behind = true;
    std::string style;
    ParagraphFormat format;
  };
  struct Definition {
    std::map<int, Level> levels;
    std::string style;       // its own name for others
    std::string like_style;  // is that of another
    std::array<std::optional<int>, kLevels> count;
  };
  struct List {
    int definition = 0;
    std::map<int, int> starts;    // overridden, used once
    std::map<int, Level> levels;  // overridden
  };

  void start_in_definition(const XmlTag& tag);
  void start_in_list(const XmlTag& tag);
  void read_level(const XmlTag& tag, const std::string& parent, Level& level);
  int definition_of(const List& list) const;
  const Level* find_level(int list, int level) const;
  const Level* find_level(const List& list, const Definition& definition, int level) const;
  std::string printed(const List& list, const Definition& definition, const Level& level) const;

  std::map<int, Definition> definitions_;
  std::map<int, List> lists_;
  // While it is read.
  std::vector<std::string> open_;
  int definition_ = -1, list_ = -1, level_ = -1;  // -1: none is open
};

}  // namespace troika::extract
