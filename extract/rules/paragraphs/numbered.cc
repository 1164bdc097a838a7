#include "extract/rules/paragraphs/numbered.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "extract/rules/item_text.h"
#include "extract/rules/paragraphs/addressees.h"
#include "extract/rules/sentences.h"

namespace troika::extract {
namespace {

using Blocks = std::span<const PartBlock>;

// Two lines of a heading.
constexpr std::size_t kLongestHeading = 160;

// Words that lead in a list, or stand by themselves, and the sub-paragraphs below them.
struct Unit {
  Blocks lead;
  std::vector<Blocks> subs;  // each a lettered sub-paragraph with what is nested in it
  Asked asked;
};

bool is_sub(const PartBlock& each) {
  return each.block.kind == Block::Kind::kSubParagraph && each.block.under.size() == 1;
}

std::vector<std::size_t> lines_of(Blocks blocks) {
  std::vector<std::size_t> lines;
  for (const PartBlock& each : blocks) lines.insert(lines.end(), each.block.lines.begin(), each.block.lines.end());
  return lines;
}

// The blocks as one line; the labels of all but the first belong to the text.
std::string joined(Blocks blocks) {
  std::string text;
  for (const PartBlock& each : blocks) {
    if (!text.empty() && !each.block.label.empty()) join_line(text, each.block.label);
    join_line(text, each.block.text);
  }
  return text;
}

// "(a)" -> "a".
std::string inner(const std::string& label) { return label.size() > 2 ? label.substr(1, label.size() - 2) : label; }

// "; and" of the last but one of a list: a short word behind its semicolon belongs to none.
void drop_joiner(std::string& text) {
  constexpr std::size_t kLongestJoiner = 4;
  const std::size_t end = text.rfind("; ");
  if (end == std::string::npos || text.size() - end - 2 > kLongestJoiner) return;
  text.resize(end + 1);
}

// What ends a list is no part of its last point; several sentences keep their stops.
void drop_stop(std::string& text) {
  if (text.ends_with('.') && !text.ends_with("..") && sentences_of(text).size() == 1) text.pop_back();
}

bool ends_sentence(std::string_view text) {
  return !text.empty() && std::string_view(".;:!?").find(text.back()) != std::string_view::npos;
}

class NumberedPass {
 public:
  NumberedPass(const ParagraphPatterns& patterns, RecordMaker& records, Reading& reading)
      : patterns_(patterns), records_(records), reading_(reading) {}

  void read(Blocks part) {
    while (!part.empty()) {
      const auto next = std::find_if(part.begin() + 1, part.end(), [](const PartBlock& each) {
        return each.opens_part || each.block.kind == Block::Kind::kParagraph;
      });
      const Blocks group(part.begin(), next);
      read_group(without_headings(group), next == part.end() || next->opens_part);
      part = Blocks(next, part.end());
    }
  }

 private:
  // Not every heading is labelled or set in bold: one behind a paragraph's end, short and without a full stop, is told
  // by that.
  Blocks without_headings(Blocks group) {
    while (group.size() > 1) {
      const Block& last = group.back().block;
      const bool heads = last.kind == Block::Kind::kText && last.text.size() <= kLongestHeading &&
                         !ends_sentence(last.text) && ends_sentence(group[group.size() - 2].block.text) &&
                         !asked_in(patterns_, last.text).recommends();
      if (!heads) break;
      records_.claim(last.lines, "heading", "");
      group = group.first(group.size() - 1);
    }
    return group;
  }

  // A numbered paragraph and all blocks up to the next.
  void read_group(Blocks group, bool last_of_part) {
    if (group.front().opens_part) last_ = 0;
    if (group.front().block.kind != Block::Kind::kParagraph) return read_stray(group, last_of_part);
    check_sequence(group.front().block);
    if (patterns_.sub_records) {
      for (const Unit& unit : units_of(group)) read_unit(unit);
    } else {
      read_whole(group);
    }
  }

  void check_sequence(const Block& paragraph) {
    for (int missing = last_ + 1; last_ > 0 && missing < paragraph.number; ++missing)
      records_.reject("gap", "no paragraph " + std::to_string(missing) + " was found", missing, paragraph.page, "");
    last_ = paragraph.number;
  }

  // Text before the first numbered paragraph. Where none follows, what recommends is all that the part says: a
  // resolution does not number a single operative paragraph.
  void read_stray(Blocks group, bool none_follows) {
    int count = 0;
    for (const PartBlock& each : group) {
      const Asked asked = asked_in(patterns_, each.block.text);
      if (asked.recommends() && patterns_.keep_unclaimed && none_follows && ends_sentence(each.block.text)) {
        Draft draft = draft_of(each, asked, each.block.text);
        draft.paragraph = ++count;
        draft.lines = each.block.lines;
        drop_stop(draft.text);
        keep(std::move(draft), asked, false).flags.push_back({"counted-number", "the document prints none"});
        continue;
      }
      records_.claim(each.block.lines, "unclaimed", "");
      if (asked.recommends() && !patterns_.keep_unclaimed)
        records_.reject("no-number", "text that recommends, before any numbered paragraph", 0, each.block.page,
                        each.block.text);
    }
  }

  // One record for the paragraph with all its blocks, from the first sentence that recommends.
  void read_whole(Blocks group) {
    Asked asked;
    std::size_t first = 0;
    for (std::size_t i = 0; i < group.size() && !asked.recommends(); ++i) {
      const Asked here = asked_in(patterns_, group[i].block.text);
      if (here.recommends()) first = i;
      if (here.recommends() || !asked.rule) asked = here;
    }
    if (!recommends(group, asked)) return pass_over(group, asked);
    if (!asked.recommends()) asked.begin = first = 0;
    Draft draft = draft_of(group.front(), asked, joined(group.subspan(first)).substr(asked.begin));
    draft.lines = lines_of(group);
    if (patterns_.keep_unclaimed) drop_stop(draft.text);
    keep(std::move(draft), asked, first > 0 || asked.begin > 0);
  }

  bool recommends(Blocks blocks, const Asked& asked) const {
    if (asked.recommends()) return true;
    if (asked.rule) return false;
    return patterns_.keep_unclaimed || !blocks.front().addressee.empty();
  }

  // Of the text from the sentence on that recommends.
  Draft draft_of(const PartBlock& at, const Asked& asked, std::string text) const {
    Draft draft;
    draft.text = std::move(text);
    draft.label = at.block.label;
    draft.paragraph = at.block.number;
    draft.verb = asked.verb;
    draft.addressees = all_asked_in(patterns_, draft.text);
    if (draft.addressees.empty()) draft.addressees = addressees_in(patterns_, at.addressee);
    draft.rule = rule_of(at, asked);
    return draft;
  }

  static std::string rule_of(const PartBlock& at, const Asked& asked) {
    if (asked.recommends()) return asked.rule->name;
    return at.addressee.empty() ? "" : "section.addressee";
  }

  Item& keep(Draft draft, const Asked& asked, bool cut) {
    const bool unknown = !asked.recommends() && draft.rule.empty();
    Item& item = records_.add(std::move(draft));
    if (unknown) item.doubts.push_back({"unknown-form", "no rule knows this sentence"});
    if (cut) item.flags.push_back({"sentences-before", "what is said before the recommendation is not in the text"});
    return item;
  }

  // Neither sub-paragraphs nor other text behind a lead-in end its list; a sentence that a rule claims does.
  std::vector<Unit> units_of(Blocks group) const {
    std::vector<Unit> units;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= group.size(); ++i) {
      const bool opens = i == group.size() || (group[i].block.kind != Block::Kind::kSubParagraph &&
                                               asked_in(patterns_, group[i].block.text).rule != nullptr);
      if (!opens) continue;
      units.push_back(unit_of(group.subspan(begin, i - begin)));
      begin = i;
    }
    return units;
  }

  Unit unit_of(Blocks blocks) const {
    const auto first_sub = std::find_if(blocks.begin(), blocks.end(), is_sub);
    Unit unit;
    unit.lead = Blocks(blocks.begin(), first_sub);
    unit.asked = asked_in(patterns_, joined(unit.lead));
    for (auto at = first_sub; at != blocks.end();) {
      const auto next = std::find_if(at + 1, blocks.end(), is_sub);
      unit.subs.emplace_back(at, next);
      at = next;
    }
    return unit;
  }

  void read_unit(const Unit& unit) {
    const bool leads = recommends(unit.lead, unit.asked);
    if (!leads) {
      pass_over(unit.lead, unit.asked);
      // "In the light of the above: (a) The Government should ...".
      for (const Blocks& sub : unit.subs) read_sub(unit, sub, "");
      return;
    }
    const std::string text = joined(unit.lead);
    const std::size_t lead_in = unit.subs.empty() ? text.size() : lead_in_begin(text);
    if (lead_in > unit.asked.begin || unit.subs.empty()) {
      Draft draft = draft_of(unit.lead.front(), unit.asked, text.substr(unit.asked.begin, lead_in - unit.asked.begin));
      draft.lines = lines_of(unit.lead);
      keep(std::move(draft), unit.asked, unit.asked.begin > 0);
    } else {
      records_.claim(lines_of(unit.lead), "lead-in", rule_of(unit.lead.front(), unit.asked),
                     std::to_string(unit.lead.front().block.number));
    }
    for (const Blocks& sub : unit.subs) read_sub(unit, sub, text.substr(std::max(lead_in, unit.asked.begin)));
    check_letters(unit);
  }

  // Of the last sentence, which leads in the list.
  static std::size_t lead_in_begin(std::string_view text) {
    const std::vector<Span> sentences = sentences_of(text);
    return sentences.empty() ? 0 : sentences.back().begin;
  }

  void read_sub(const Unit& unit, const Blocks& sub, const std::string& lead_in) {
    std::string text = joined(sub);
    drop_joiner(text);
    Asked asked = asked_in(patterns_, lead_in);
    const Asked own = asked_in(patterns_, text);
    if (!asked.recommends()) asked = own;
    if (lead_in.empty() && !recommends(sub, own)) return pass_over(sub, own.rule ? own : unit.asked);
    if (!lead_in.empty()) drop_stop(text);
    Draft draft = draft_of(sub.front(), asked, lead_in.empty() ? text : lead_in + " " + text);
    for (const std::string& said : {text, lead_in})
      if (auto all = all_asked_in(patterns_, said); !all.empty()) draft.addressees = std::move(all);
    draft.item = inner(sub.front().block.label);
    if (!lead_in.empty()) draft.lead_in = lines_of(unit.lead);
    draft.lines = lines_of(sub);
    if (draft.rule.empty() && unit.asked.rule) draft.rule = unit.asked.rule->name;
    keep(std::move(draft), asked, false);
  }

  void check_letters(const Unit& unit) {
    char last = 'a' - 1;
    for (const Blocks& sub : unit.subs) {
      const Block& block = sub.front().block;
      const std::string letter = inner(block.label);
      if (letter.size() != 1) return;
      for (char missing = static_cast<char>(last + 1); missing < letter.front(); ++missing)
        records_.reject("gap", "no item " + std::to_string(block.number) + "." + missing + " was found", block.number,
                        block.page, "");
      last = letter.front();
    }
  }

  void pass_over(Blocks blocks, const Asked& asked) {
    if (blocks.empty()) return;
    const std::string number = std::to_string(blocks.front().block.number);
    const std::string text = joined(blocks);
    records_.claim(lines_of(blocks), asked.rule ? "other" : "unclaimed", asked.rule ? asked.rule->name : "", number);
    if (!asked.rule && first_found(patterns_.suspect, text))
      reading_.flags.push_back({"unclaimed-text", "paragraph " + number + ": " + text});
  }

  const ParagraphPatterns& patterns_;
  RecordMaker& records_;
  Reading& reading_;
  int last_ = 0;  // paragraph number
};

}  // namespace

void read_numbered(const ParagraphPatterns& patterns, const std::vector<PartBlock>& part, RecordMaker& records,
                   Reading& reading) {
  NumberedPass(patterns, records, reading).read(part);
}

}  // namespace troika::extract
