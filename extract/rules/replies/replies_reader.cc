#include "extract/rules/replies/replies_reader.h"

#include "extract/rules/replies/columns.h"
#include "extract/rules/replies/replies.h"
#include "extract/rules/replies/reply_rules.h"
#include "extract/rules/replies/units.h"

namespace troika::extract {
namespace {

class RepliesReader : public Reader {
 public:
  RepliesReader(const config::RepliesRules& rules, Compiler& compiler) : rules_(rules, compiler) {}

  // Never fails: a State may answer in general words, or not at all. A document that is there to answer, and in which
  // no position was read, has a doubt.
  fetch::Result<void> read(const RuleSet::Compiled&, const DocumentText& text, Reading& reading,
                           std::vector<Claim>* claims) const override {
    if (!rules_.entries) {
      read_lines(text, {}, reading, claims);
    } else {
      const Arranged arranged = arrange_columns(text, rules_);
      std::vector<Claim> made;
      read_lines(arranged.text, arranged.unanswered, reading, claims ? &made : nullptr);
      if (claims) move_claims(arranged, made, *claims);
    }
    if (rules_.entries && reading.statements.empty())
      reading.doubts.push_back({"no-position", "no position on a recommendation was read"});
    return {};
  }

 private:
  void read_lines(const DocumentText& text, const std::set<std::size_t>& unanswered, Reading& reading,
                  std::vector<Claim>* claims) const {
    std::vector<std::size_t> skipped;
    const std::vector<Unit> units = units_of(text, rules_, unanswered, skipped);
    if (claims)
      for (std::size_t line : skipped) claims->push_back({line, "other", "replies.skip", ""});
    read_replies(rules_, units, text, reading, claims);
  }

  // From the lines as arranged to the lines as printed.
  static void move_claims(const Arranged& arranged, const std::vector<Claim>& made, std::vector<Claim>& claims) {
    for (const Claim& claim : made)
      for (std::size_t line : arranged.origins[claim.line])
        claims.push_back({line, claim.what, claim.rule, claim.number, claim.statements});
    for (std::size_t line : arranged.repeated) claims.push_back({line, "other", "replies.recommendation", ""});
  }

  ReplyRules rules_;
};

}  // namespace

std::unique_ptr<const Reader> make_replies_reader(const config::RepliesRules& rules, Compiler& compiler) {
  return std::make_unique<RepliesReader>(rules, compiler);
}

}  // namespace troika::extract
