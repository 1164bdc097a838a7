// Invented addenda as plain text, and what is read of them in short.
#pragma once

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "config/rule_file.h"
#include "extract/rules/recognizer.h"
#include "tests/support/document.h"

namespace troika::extract {

inline std::vector<RuleSet> reply_rule_sets() {
  std::vector<RuleSet> sets;
  for (const char* name : {"upr-addendum", "upr-national-report"}) {
    auto file = config::read_rule_file(std::string(TROIKA_SOURCE_CONFIG "/rules/") + name + ".toml");
    std::vector<config::Error> errors;
    if (!file) errors = file.error();
    if (file) {
      if (auto set = RuleSet::compile(*file)) {
        sets.push_back(*std::move(set));
        continue;
      } else {
        errors = set.error();
      }
    }
    for (const config::Error& error : errors) std::cerr << error.to_string() << '\n';
    std::abort();
  }
  return sets;
}

// A line each; an empty line stands for space above the next one, "# " begins a line in larger letters. Columns stand
// below each other, two spaces or more apart.
inline DocumentText addendum(const std::string& body) {
  Document document;
  document.block("United Nations A/HRC/30/9/Add.1").line("4 March 2015").block("Human Rights Council");
  document.line("Thirtieth session").block("Report of the Working Group on the Universal Periodic Review*");
  document.block("Varenia").block("Addendum").page(2);
  std::istringstream lines(body);
  std::string line;
  bool opens = true;
  std::vector<bool> large;
  while (std::getline(lines, line)) {
    if (line.find_first_not_of(' ') == std::string::npos) {
      opens = true;
      continue;
    }
    const bool heading = line.starts_with("# ");
    if (heading) line.erase(0, 2);
    const std::size_t spaces = line.find_first_not_of(' ');
    const double indent = 5 * static_cast<double>(spaces);
    line.erase(0, spaces);
    if (opens) {
      document.block(line, indent);
    } else {
      document.line(line, indent);
    }
    large.push_back(heading);
    opens = false;
  }
  DocumentText text = document.build();
  for (std::size_t i = 0; i < large.size(); ++i)
    if (large[i]) text.lines[text.lines.size() - large.size() + i].size = 14;
  for (Line& each : text.lines)
    if (each.stops.empty()) each.box.right = each.box.left + 5 * static_cast<double>(each.text.size());
  return text;
}

inline Reading read(const DocumentText& text, std::vector<Claim>* claims = nullptr) {
  static const std::vector<RuleSet> sets = reply_rule_sets();
  auto reading = recognize(sets, text, claims);
  if (!reading) {
    std::cerr << reading.error().detail << '\n';
    std::abort();
  }
  return *std::move(reading);
}

// "101.8 supported +in_process !no-position ?flag"
inline std::string in_short(const Statement& statement) {
  std::string text = statement.target + " ";
  text += statement.position.response ? std::string(name_of(*statement.position.response)) : "none";
  for (Qualifier qualifier : statement.position.qualifiers) text += " +" + std::string(name_of(qualifier));
  for (const Remark& flag : statement.flags) text += " ?" + flag.code;
  for (const Remark& doubt : statement.doubts) text += " !" + doubt.code;
  return text;
}

inline std::vector<std::string> positions(const std::string& body) {
  std::vector<std::string> lines;
  for (const Statement& statement : read(addendum(body)).statements) lines.push_back(in_short(statement));
  return lines;
}

}  // namespace troika::extract
