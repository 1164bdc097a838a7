// Lines that file a recommendation: its themes, the persons and the goals that it is about. For this folder only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "extract/reading.h"
#include "extract/rules/table/table_patterns.h"

namespace troika::extract {

// Reads lines one after the other into an item; each theme, person and goal once.
class ThemeLines {
 public:
  enum class Part { kThemes, kPersons, kSdgs };

  // `cycle` goes into the vocabulary's name; empty where the document does not state it. `begins` is what the first
  // lines are; a line such as "Affected persons:" changes it.
  ThemeLines(const TablePatterns& patterns, std::string cycle, Part begins, Item& item)
      : patterns_(patterns), cycle_(std::move(cycle)), part_(begins), item_(item) {}

  // What the line is, "theme", "person" or "goal", and the rule that says so.
  struct Claimed {
    const char* what;
    std::string rule;
  };
  Claimed read(const std::string& line);

 private:
  Claimed read_theme(const std::string& entry);
  Claimed read_sdg(const std::string& entry);
  Claimed add_sdg(const std::string& number, const std::string& entry, std::string rule);

  const TablePatterns& patterns_;
  std::string cycle_;
  Part part_;
  Item& item_;
};

}  // namespace troika::extract
