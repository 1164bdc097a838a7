#include "extract/rules/paragraphs/addressees.h"

#include <algorithm>
#include <utility>

#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool begins_with_actor(const ParagraphPatterns& patterns, std::string_view text) {
  return std::ranges::any_of(patterns.actor, [&](const Pattern& actor) {
    return actor.re->Match(piece(text), 0, text.size(), RE2::ANCHOR_START, nullptr, 0);
  });
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return text;
}

void add_once(std::vector<std::string>& all, std::vector<std::string> more) {
  for (std::string& one : more) {
    const std::string name = lower(one);
    const bool known =
        std::ranges::any_of(all, [&](const std::string& other) { return lower(other).starts_with(name); });
    if (!known) all.push_back(std::move(one));
  }
}

void add_further(const ParagraphPatterns& patterns, std::string_view sentence, std::vector<std::string>& all) {
  for (const Pattern& further : patterns.further) {
    re2::StringPiece rest = piece(sentence), actors;
    while (RE2::FindAndConsume(&rest, *further.re, &actors))
      add_once(all, addressees_in(patterns, {actors.data(), actors.size()}));
  }
}

}  // namespace

std::vector<std::string> addressees_in(const ParagraphPatterns& patterns, std::string_view printed) {
  if (printed.empty()) return {};
  std::vector<Span> separators;
  for (const Pattern& between : patterns.between) {
    re2::StringPiece found;
    for (std::size_t from = 0;
         between.re->Match(piece(printed), from, printed.size(), RE2::UNANCHORED, &found, 1) && !found.empty();
         from = separators.back().end) {
      const auto begin = static_cast<std::size_t>(found.data() - printed.data());
      separators.push_back({begin, begin + found.size()});
    }
  }
  std::ranges::sort(separators, {}, &Span::begin);
  separators.push_back({printed.size(), printed.size()});

  std::vector<std::string> addressees;
  std::string_view before;  // what stands between the last two separators that count
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < separators.size(); ++i) {
    const std::string_view behind = printed.substr(
        separators[i].end, separators[i + 1].begin - std::min(separators[i].end, separators[i + 1].begin));
    before = printed.substr(begin, separators[i].begin - std::min(begin, separators[i].begin));
    if (!begins_with_actor(patterns, before) || !begins_with_actor(patterns, behind)) continue;
    addressees.emplace_back(before);
    begin = separators[i].end;
  }
  addressees.emplace_back(printed.substr(begin));
  return addressees;
}

std::vector<std::string> all_asked_in(const ParagraphPatterns& patterns, std::string_view text) {
  std::vector<std::string> all;
  for (const Span& span : sentences_of(text)) {
    const std::string_view sentence = text.substr(span.begin, span.end - span.begin);
    const Asked asked = asked_in(patterns, sentence);
    if (!asked.recommends()) continue;
    add_once(all, addressees_in(patterns, asked.addressee));
    add_further(patterns, sentence, all);
  }
  return all;
}

}  // namespace troika::extract
