#include "output/site/explanation_entries.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace troika::output {
namespace {

class Arranger {
 public:
  explicit Arranger(const Explanation& explanation) : explained_(explanation) {
    for (const ExplainedPage& page : explained_.pages) is_drawn_[page.number] = !page.picture.empty();
    for (const normalize::Recommendation& record : explained_.report.recommendations) records_[record.number] = &record;
  }

  Arrangement arrange() {
    for (const Mark& mark : explained_.marks)
      if (is_drawn_.contains(mark.page) && !mark.what.empty()) place(mark);
    for (const normalize::Recommendation& record : explained_.report.recommendations) place(record);
    for (const extract::Reject& reject : explained_.report.rejects) {
      made_.entries.push_back({"", reject.page, reject.why.code, "", {}, reject.text});
      made_.entries.back().reject = &reject;
    }
    for (std::size_t i = 0; i < made_.entries.size(); ++i) made_.entries[i].id = "e" + std::to_string(i + 1);
    return std::move(made_);
  }

 private:
  // What one rule claimed; lines of a record come to the record, and those of one statement to one entry.
  void place(const Mark& mark) {
    const auto found = mark.what == "lead-in" ? records_.end() : records_.find(mark.number);
    const normalize::Recommendation* record = found == records_.end() ? nullptr : found->second;
    const std::size_t index = record ? entry_of(*record, mark.page) : add(mark);
    Entry& entry = made_.entries[index];
    if (!mark.rule.empty() && std::find(entry.rules.begin(), entry.rules.end(), mark.rule) == entry.rules.end())
      entry.rules.push_back(mark.rule);
    if (!is_drawn_[mark.page]) {
      made_.outlines.push_back({mark.page, mark.box, index, mark.text});
    } else if (!record || mark.what != "item") {
      made_.outlines.push_back({mark.page, mark.box, index});
    }
  }

  // On pictures a record is outlined by its own `where`.
  void place(const normalize::Recommendation& record) {
    const std::size_t index = entry_of(record, record.where.empty() ? 0 : record.where.front().page);
    for (const extract::Place& place : record.where)
      if (is_drawn_[place.page] && std::isfinite(place.box.left))
        made_.outlines.push_back({place.page, place.box, index});
  }

  std::size_t entry_of(const normalize::Recommendation& record, int page) {
    const auto [known, is_new] = entry_of_.emplace(record.id, made_.entries.size());
    if (is_new) {
      made_.entries.push_back({"", page, "item", record.number, {}, record.text});
      made_.entries.back().record = &record;
    }
    return known->second;
  }

  std::size_t add(const Mark& mark) {
    std::vector<const normalize::Statement*> statements;
    for (const std::size_t index : mark.statements) statements.push_back(&explained_.report.statements[index]);
    Entry* last = made_.entries.empty() ? nullptr : &made_.entries.back();
    const bool is_comment = mark.what == "comment" && last && last->page == mark.page && !statements.empty() &&
                            last->statements == statements;
    if (is_comment) {
      last->text += '\n' + mark.text;
    } else {
      made_.entries.push_back({"", mark.page, mark.what, mark.number, {}, mark.text, nullptr, std::move(statements)});
    }
    return made_.entries.size() - 1;
  }

  const Explanation& explained_;
  std::map<int, bool> is_drawn_;  // by page that is shown
  std::map<std::string, const normalize::Recommendation*> records_;
  std::map<std::string, std::size_t> entry_of_;  // by id of the record
  Arrangement made_;
};

}  // namespace

Arrangement arrange(const Explanation& explanation) { return Arranger(explanation).arrange(); }

}  // namespace troika::output
