#include "tests/extract/rules/paragraphs/shipped.h"

#include <cstdlib>
#include <iostream>

#include "config/rule_file.h"
#include "extract/rules/recognizer.h"

namespace troika::extract {
namespace {

std::vector<RuleSet> shipped(const std::string& name) {
  std::vector<RuleSet> sets;
  auto file = config::read_rule_file(std::string(TROIKA_SOURCE_CONFIG) + "/rules/" + name + ".toml");
  auto set = file ? RuleSet::compile(*file) : tl::unexpected(std::move(file.error()));
  if (!set) {
    for (const config::Error& error : set.error())
      std::cerr << name << ":" << error.at.line << ": " << error.key << ": " << error.message << "\n";
    std::abort();
  }
  sets.push_back(std::move(*set));
  return sets;
}

std::string number_of(const Item& item) {
  std::string number = std::to_string(item.paragraph);
  if (item.item) number += "." + *item.item;
  if (item.earlier > 0) number += "~" + std::to_string(item.earlier + 1);
  return number;
}

}  // namespace

Reading read_by(const std::string& name, const Document& document, std::vector<Claim>* claims) {
  return read_by(name, document.build(), claims);
}

Reading read_by(const std::string& name, const DocumentText& text, std::vector<Claim>* claims) {
  auto reading = recognize(shipped(name), text, claims);
  if (!reading) {
    std::cerr << name << ": " << reading.error().detail << "\n";
    std::abort();
  }
  return std::move(*reading);
}

std::string failure_by(const std::string& name, const Document& document) {
  const auto reading = recognize(shipped(name), document.build(), nullptr);
  return reading ? "" : reading.error().detail;
}

std::vector<std::string> sketch(const Reading& reading) {
  std::vector<std::string> lines;
  for (const Item& item : reading.items) {
    std::string line = number_of(item) + " | " + item.verb + " | ";
    for (const std::string& addressee : item.addressees) line += addressee;
    for (const std::string& state : item.recommenders) line += "(" + state + ")";
    lines.push_back(line + " | " + item.text);
  }
  return lines;
}

}  // namespace troika::extract
