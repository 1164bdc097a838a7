// What stands beside each page of an explanation, and where it is outlined. Pure. For this folder's .cc files only.
#pragma once

#include <string>
#include <vector>

#include "output/site/explanation_page.h"

namespace troika::output {

// A record, or something else that was found: a lead-in, statements on other documents' recommendations, a gap.
struct Entry {
  std::string id;  // of the element: "e12"
  int page = 0;    // that it begins on
  std::string what, number;
  std::vector<std::string> rules;  // that claimed its lines, each once
  std::string text;                // of its lines
  const normalize::Recommendation* record = nullptr;
  std::vector<const normalize::Statement*> statements{};
  const extract::Reject* reject = nullptr;
};

struct Outline {
  int page = 0;
  extract::Box box;
  std::size_t entry = 0;  // index
  std::string text{};     // of the lines; empty where a picture shows them
};

struct Arrangement {
  std::vector<Entry> entries;     // in reading order
  std::vector<Outline> outlines;  // likewise
};

// What refers to `explanation` lives as long as that does.
Arrangement arrange(const Explanation& explanation);

}  // namespace troika::output
