// What the shipped rule set makes of the sentences that answer recommendations, in the forms of real reports, said by a
// State that does not exist.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "extract/rules/compiled_rules.h"
#include "extract/rules/positions.h"
#include "extract/rules/references.h"
#include "tests/support/rule_sets.h"

namespace troika::extract {
namespace {

// "supported", "supported already_implemented in_process", "none" of a rule that says nothing, "other" where it lists
// no recommendations, "unclaimed" where no rule knows the sentence.
std::string meaning(const SentenceRule* rule) {
  static const std::map<Response, std::string> kResponses = {{Response::kSupported, "supported"},
                                                             {Response::kNoted, "noted"},
                                                             {Response::kPartiallySupported, "partially_supported"},
                                                             {Response::kPending, "pending"}};
  static const std::map<Qualifier, std::string> kQualifiers = {{Qualifier::kAlreadyImplemented, "already_implemented"},
                                                               {Qualifier::kInProcess, "in_process"},
                                                               {Qualifier::kInPrinciple, "in_principle"},
                                                               {Qualifier::kReserved, "reserved"}};
  if (!rule) return "unclaimed";
  if (rule->lists_other) return "other";
  std::string meaning = rule->response ? kResponses.at(*rule->response) : "none";
  for (Qualifier qualifier : rule->qualifiers) meaning += " " + kQualifiers.at(qualifier);
  return meaning;
}

struct Sentence {
  const char *text, *meaning, *said = nullptr;
};

constexpr Sentence kLeadIns[] = {
    // A: examined, and enjoying the support
    {"The recommendations formulated during the interactive dialogue have been examined by Varenia and the "
     "recommendations listed below enjoy the support of Varenia:",
     "supported", "enjoy the support"},
    {"In the course of the discussion, the following recommendations were made to Varenia. These recommendations have "
     "been examined by Varenia and enjoy its support:",
     "supported", "enjoy its support"},
    {"The recommendations formulated during the interactive dialogue/listed below have been examined by the Republic "
     "of Varenia and enjoy the support of the Republic of Varenia:",
     "supported"},
    {"The following recommendations formulated during the interactive dialogue have been considered by Varenia and "
     "enjoyed the support of Varenia.",
     "supported"},
    {"The following recommendation was examined by Varenia and enjoys its support:", "supported", "enjoys its support"},
    {"THE RECOMMENDATIONS LISTED BELOW HAVE BEEN EXAMINED BY VARENIA AND ENJOY THE SUPPORT OF VARENIA:", "supported"},
    // B: enjoying the support
    {"The recommendations formulated during the interactive dialogue and listed below enjoy the support of Varenia:",
     "supported"},
    {"The following recommendations enjoy the support of country Varenia:", "supported"},
    {"The recommendations listed below are supported by Varenia:", "supported", "are supported"},
    {"The following recommendations have been accepted by Varenia:", "supported", "have been accepted"},
    {"Varenia accepts the recommendations listed below:", "supported", "accepts"},
    {"Varenia has accepted the following recommendations:", "supported", "accepted the"},
    {"Varenia supported the recommendations listed below:", "supported"},
    {"The following recommendations enjoy Varenia’s support:", "supported", "enjoy Varenia’s support"},
    {"The following recommendations enjoy the full support of Varenia:", "supported"},
    {"The following recommendations received the support of Varenia:", "supported", "received the support"},
    {"The following recommendations met with the support of Varenia:", "supported"},
    {"The recommendations listed below have the support of Varenia:", "supported"},
    {"Varenia expressed its support for the recommendations listed below:", "supported"},
    {"The following recommendations are acceptable to Varenia:", "supported"},
    {"Varenia is in a position to accept the following recommendations:", "supported"},
    {"The following recommendations have been examined and accepted by Varenia:", "supported"},
    {"The following recommendations enjoy the partial support of Varenia:", "partially_supported"},
    {"The following recommendations are partially accepted by Varenia:", "partially_supported", "partially accepted"},
    {"The recommendations listed below enjoy the support of Varenia in part:", "partially_supported"},
    // C: the support, and carried out or on the way
    {"The following recommendations enjoy the support of Varenia, which considers that they are already implemented or "
     "in the process of implementation:",
     "supported already_implemented in_process", "enjoy the support"},
    {"The following recommendations enjoy the support of Varenia which considers that they have already been "
     "implemented or are in the process of implementation:",
     "supported already_implemented in_process"},
    {"The following recommendations enjoy the support of Varenia, which considers that they are already implemented, "
     "or in the process of being implemented:",
     "supported already_implemented in_process"},
    {"The following recommendations enjoy the support of Varenia, considering that they have already been implemented:",
     "supported already_implemented"},
    {"The following recommendations enjoy the support of Varenia, which considers that they have been fully "
     "implemented:",
     "supported already_implemented"},
    {"The recommendation below enjoys the support of Varenia, which considers that it is in the process of "
     "implementation:",
     "supported in_process"},
    {"The following recommendations enjoy the support of Varenia, which believes that they are being implemented:",
     "supported in_process"},
    {"Varenia considers that the recommendations listed below are already implemented:",
     "supported already_implemented"},
    {"Varenia considers that the following recommendations are already implemented or in the process of "
     "implementation:",
     "supported already_implemented in_process"},
    {"Varenia considers that the following recommendations have been implemented:", "supported already_implemented"},
    {"Varenia considers that the following recommendations are already being implemented:", "supported in_process"},
    {"The following recommendations are considered by Varenia as already implemented or in the process of "
     "implementation:",
     "supported already_implemented in_process"},
    {"The following recommendations enjoy the support of Varenia, which considers that they have been implemented or "
     "are in the process of being implemented:",
     "supported already_implemented in_process"},
    {"The following recommendations enjoy the support of Varenia, which considers that they are in the process of "
     "implementation or already implemented:",
     "supported already_implemented in_process"},
    {"The following recommendations enjoy the support of Varenia and have already been implemented or are in the "
     "process of being implemented:",
     "supported already_implemented in_process"},
    {"The recommendations listed below have been examined by Varenia and enjoy its support. Varenia considers that "
     "they are already implemented or in the process of implementation:",
     "supported already_implemented in_process"},
    {"The following recommendations are supported by Varenia, which considers that they are already implemented:",
     "supported already_implemented", "are supported"},
    {"The following recommendations enjoy the support of Varenia as they have already been implemented:",
     "supported already_implemented"},
    {"The following recommendations enjoy the support of Varenia and are in the process of implementation:",
     "supported in_process"},
    {"The following recommendations enjoy the support of Varenia and will be implemented:", "supported"},
    // D: to be examined
    {"The following recommendations will be examined by Varenia, which will provide responses in due time, but no "
     "later than the twenty-seventh session of the Human Rights Council in September 2014:",
     "pending", "will be examined"},
    {"The following recommendations will be further examined by Varenia, which will respond in due course:", "pending"},
    {"The recommendations below will be examined by Varenia, which will provide responses in due time. The response of "
     "Varenia to these recommendations will be included in the outcome report to be adopted by the Human Rights "
     "Council at its tenth session:",
     "pending"},
    {"The following recommendations have not yet been considered by Varenia and will be examined by it in due time:",
     "pending"},
    {"Varenia will respond to the following recommendations in due course:", "pending", "will respond to"},
    {"The following recommendations are still under consideration by Varenia:", "pending", "under consideration"},
    {"The following recommendations require further consideration by the State under review:", "pending"},
    {"The following recommendations have been left pending by Varenia:", "pending", "left pending"},
    {"Varenia deferred its response to the following recommendations:", "pending"},
    {"The following recommendations will be duly considered by Varenia:", "pending"},
    {"The following recommendations are being examined by Varenia:", "pending"},
    // E
    {"The following recommendations will be examined by Varenia and its responses will be included in the outcome "
     "report:",
     "pending"},
    // F: refused
    {"The recommendations below did not enjoy the support of Varenia:", "noted", "did not enjoy the support"},
    {"The following recommendations do not enjoy the support of Varenia:", "noted"},
    {"The recommendation noted below does not enjoy the support of Varenia:", "noted", "does not enjoy the support"},
    {"The recommendations below have been examined by Varenia and do not enjoy its support:", "noted",
     "do not enjoy its support"},
    {"The recommendations below did not enjoy the support of Varenia and would thus be noted:", "noted"},
    {"The recommendations below did not enjoy the support of Varenia, since Varenia considers that they are inaccurate "
     "and will be examined by no one:",
     "noted"},
    {"The following recommendations did not enjoy the support of Varenia because (a) they rest on false reports; and "
     "(b) they are already implemented:",
     "noted"},
    {"The following recommendations did not enjoy Varenia’s support:", "noted", "did not enjoy Varenia’s support"},
    {"The recommendations below do not enjoy the full support of Varenia:", "noted"},
    {"The following recommendations did not receive support from Varenia:", "noted"},
    {"The recommendations below were not accepted by Varenia:", "noted", "were not accepted"},
    {"The following recommendations have not been supported by Varenia:", "noted"},
    {"Varenia does not accept the following recommendations:", "noted", "does not accept"},
    {"Varenia is unable to support the following recommendations:", "noted"},
    {"The following recommendations cannot be supported by Varenia:", "noted", "cannot be supported"},
    {"The following recommendations are not acceptable to Varenia:", "noted"},
    // G: answered later
    {"In the course of the discussion, the following recommendations were made to Varenia:", "none"},
    {"During the interactive dialogue the following recommendations have been formulated:", "none"},
    {"In the course of the discussion, the following recommendations were addressed to Varenia:", "none"},
    {"The following recommendations were also made:", "none"},
    {"The recommendations formulated during the interactive dialogue are listed below:", "none"},
    {"In view of the wish of the State under review, recommendations have been clustered as follows:", "none"},
    // H: rejected
    {"Varenia rejected the following recommendations:", "noted", "rejected the"},
    {"The following recommendations are rejected, since they rest on false premises:", "noted", "are rejected"},
    {"The recommendations listed below were rejected by Varenia:", "noted", "were rejected"},
    {"Varenia considers that the recommendations below cannot be accepted and would thus be noted:", "noted",
     "cannot be accepted"},
    {"Varenia is not in a position to accept the following recommendations:", "noted"},
    {"Varenia could not support the following recommendations:", "noted", "could not support"},
    // I: noted
    {"The recommendations listed below were noted by Varenia:", "noted", "were noted"},
    {"Varenia noted the following recommendations:", "noted", "noted"},
    {"Varenia takes note of the recommendations listed below:", "noted", "takes note"},
    {"Varenia has taken note of the following recommendations:", "noted", "taken note"},
    {"Varenia notes the following recommendations and will provide responses in due time:", "pending"},
    // J: other forms
    {"Responses to the following recommendations will be provided by Varenia in due time:", "pending"},
    {"The response of Varenia to the following recommendations will be provided in due course:", "pending"},
    {"Varenia will examine the following recommendations and will provide its answers by September 2014:", "pending"},
    {"Varenia agrees to follow up on the following recommendations:", "supported", "agrees to"},
    {"Varenia agreed on the following recommendations:", "supported", "agreed on"},
    {"In the dialogue, different countries have presented these recommendations:", "none"},
    {"The recommendations made to Varenia are clustered as follows:", "none"},
    {"In the course of the discussion, the following conclusions were made, with the agreement of the State under "
     "review:",
     "other"},
    {"With regard to the other recommendations, Varenia offers the following comments:", "other"},
    {"Varenia makes the following voluntary commitments:", "other"},
    {"The following voluntary pledges were announced by the delegation:", "other"},
    {"The following recommendations, which match its voluntary pledges, enjoy the support of Varenia:", "supported"},
    // words of acceptance that accept nothing
    {"Varenia would not be in a position to accept the following recommendations:", "noted"},
    {"Varenia is not currently in a position to support the following recommendations:", "noted"},
    {"The following recommendations were not considered acceptable to Varenia:", "noted"},
    {"Varenia does not see how it can accept the following recommendations:", "noted"},
    {"The following recommendations do not currently enjoy the support of Varenia:", "noted"},
    {"The following recommendations will be examined by Varenia, which will indicate whether it can accept them:",
     "pending"},
    {"The following recommendations, made and supported by several delegations, will be examined by Varenia:",
     "pending"},
    {"The following recommendations are accepted by Varenia and will be fully implemented:", "supported"},
    {"The following recommendations enjoy the support of Varenia, which will ensure that they are fully implemented:",
     "supported"},
    // not an answer
    {"The delegation thanked all States for their questions.", "unclaimed"},
    {"The Congo and the Democratic Republic of the Congo spoke:", "unclaimed"},
};

TEST(LeadInTest, ShippedRules) {
  const RuleSet rules = shipped_rule_set();
  for (const Sentence& c : kLeadIns) {
    const SentenceMatch match = first_match(rules.compiled().lead_in, c.text);
    EXPECT_EQ(meaning(match.rule), c.meaning)
        << c.text << "\nclaimed by " << (match.rule ? match.rule->name : "nobody");
    if (c.said) {
      EXPECT_EQ(match.said, c.said) << c.text;
    }
  }
}

// "68.2", "45(b)" that the sentence names; nothing where it is about the list above it.
std::string targets(const SentenceMatch& match) {
  std::string targets;
  const auto add = [&](const std::string& target) { targets += (targets.empty() ? "" : " ") + target; };
  for (const Reference& reference : references_in(match.refs))
    add((reference.paragraph > 0 ? std::to_string(reference.paragraph) + "." : "") + std::to_string(reference.item));
  for (const std::string& paragraph : paragraphs_in(match.paragraphs)) add(paragraph);
  return targets;
}

struct Statement {
  const char *text, *meaning, *targets;
};

constexpr Statement kAfter[] = {
    // items by number
    {"Varenia considers that recommendations Nos. 8, 9 and 10 above are already implemented.",
     "none already_implemented", "8 9 10"},
    {"Varenia considers that recommendations Nos. 3 and 5 set out in paragraph 98 above have already been implemented.",
     "none already_implemented", "3 5"},
    {"Varenia considers that recommendations Nos. 31, 32,33 and 40 above are either already implemented or in the "
     "process of implementation.",
     "none already_implemented in_process", "31 32 33 40"},
    {"Varenia considers that recommendations Nos. 85-88 are already implemented or in the process of implementation.",
     "none already_implemented in_process", "85 86 87 88"},
    {"Varenia considers that recommendations 77.13, 77.43 and 77. 24 above are already implemented.",
     "none already_implemented", "77.13 77.43 77.24"},
    {"Varenia considers that the recommendation in paragraph 77. 24 is in the process of implementation.",
     "none in_process", "77.24"},
    {"The recommendation contained in paragraph 103, No. 7, did not enjoy the support of Varenia.", "noted", "103.7"},
    {"The recommendations 136.5-136.7 above did not enjoy the support of Varenia.", "noted", "136.5 136.6 136.7"},
    {"The above recommendations from 126.1. to 126.3. cannot enjoy the support of Varenia.", "noted",
     "126.1 126.2 126.3"},
    {"Varenia is not in a position to accept recommendations Nos. 3 and 4 above.", "noted", "3 4"},
    {"Varenia rejects recommendations 105.1 and 105.2.", "noted", "105.1 105.2"},
    {"Varenia does not accept recommendation No. 4 above.", "noted", "4"},
    {"Recommendations 105.1 and 105.2 above are not accepted.", "noted", "105.1 105.2"},
    {"Varenia will examine recommendations 2 and 3.", "pending", "2 3"},
    {"Recommendations 105.1-105.3 were noted.", "noted", "105.1 105.2 105.3"},
    {"Recommendations Nos. 1, 3 and 5 above enjoy the support of Varenia.", "supported", "1 3 5"},
    {"Recommendations 105.1 and 105.2 are accepted.", "supported", "105.1 105.2"},
    {"Varenia accepts recommendations Nos. 1 and 3 above.", "supported", "1 3"},
    {"Recommendations Nos. 2 and 3 above will be examined by Varenia.", "pending", "2 3"},
    {"Varenia considers that the recommendations in paragraph 88 above have already been implemented.",
     "none already_implemented", "88"},
    {"Varenia considers that the recommendations contained in paragraphs 88 and 89 are already implemented or in the "
     "process of implementation.",
     "none already_implemented in_process", "88 89"},
    // paragraphs
    {"Other recommendations noted in the report in paragraphs 45, 55, 56, last sentence, and 63 above did not enjoy "
     "the support of Varenia.",
     "noted", "45 55 56 63"},
    {"The recommendations noted in the report at paragraphs 30 (a) and 31 above do not enjoy the support of Varenia.",
     "noted", "30(a) 31"},
    {"Other recommendations noted in the report in paragraphs 16, 20 and 54 above, will be examined by Varenia.",
     "pending", "16 20 54"},
    {"The response of Varenia to the recommendations in paragraphs 84 and 85 will be provided in due course.",
     "pending", "84 85"},
    {"Varenia takes note of the recommendations reflected in paragraphs 35 (b), 38 (a) and 44.", "noted",
     "35(b) 38(a) 44"},
    {"The recommendations contained in paragraphs 22 (a), 28 (d) and 39 (a) were not accepted by Varenia.", "noted",
     "22(a) 28(d) 39(a)"},
    {"The other recommendations, noted in sub-paragraphs 22 (a) and 28 (d) above, did not enjoy the support of "
     "Varenia.",
     "noted", "22(a) 28(d)"},
    {"Varenia does not accept the recommendations in paragraphs 22 (a), 28 (d) and 39 (a) above.", "noted",
     "22(a) 28(d) 39(a)"},
    {"Varenia rejects the recommendations contained in paragraphs 45 and 46.", "noted", "45 46"},
    {"Recommendations 22 (a), 28 (d) and 39 (a) above do not enjoy the support of Varenia.", "noted",
     "22(a) 28(d) 39(a)"},
    {"The recommendations in paragraphs 22 (a), 28 (d) and 39 (a) were noted by Varenia.", "noted",
     "22(a) 28(d) 39(a)"},
    {"The recommendations noted in the report in paragraphs 22 (a) and 45 above will be considered by Varenia.",
     "pending", "22(a) 45"},
    {"The recommendations contained in paragraphs 22 (a) and 45 enjoy the support of Varenia.", "supported",
     "22(a) 45"},
    // the list above
    {"The response of Varenia to these recommendations will be included in the outcome report to be adopted by the "
     "Human Rights Council.",
     "pending", ""},
    {"Varenia will examine the above recommendations, which will be considered at the next session.", "pending", ""},
    {"The response of Varenia to these recommendations will be contained in the outcome report.", "pending", ""},
    {"The reply of Varenia will be included in the report of the Council at its ninth session.", "pending", ""},
    {"The responses of Varenia to the recommendations will be provided in due course.", "pending", ""},
    {"Varenia will provide a response to these recommendations in due time.", "pending", ""},
    {"Varenia will examine the recommendations and will provide its responses in due time.", "pending", ""},
    {"Varenia takes note of the recommendations above. Among them are some that enjoy the support of Varenia and "
     "others that do not enjoy its support. The response of Varenia to these recommendations will be included in the "
     "outcome report.",
     "pending", ""},
    {"The recommendations listed above enjoy the support of Varenia.", "supported", ""},
    {"These recommendations enjoy the support of Varenia.", "supported", ""},
    {"The above recommendations have been examined by the Republic of Varenia and enjoy its support.", "supported", ""},
    {"All of these recommendations were accepted by Varenia.", "supported", ""},
    {"Varenia accepts the recommendations listed above.", "supported", ""},
    {"These recommendations do not enjoy the support of Varenia.", "noted", ""},
    {"The above recommendations were rejected by Varenia.", "noted", ""},
    {"The recommendations formulated during the interactive dialogue have been examined by Varenia and enjoy the "
     "support of Varenia.",
     "supported", ""},
    {"The recommendations above do not enjoy the support of Varenia.", "noted", ""},
    {"Varenia considers that the recommendations listed above are already implemented.", "none already_implemented",
     ""},
    // words of acceptance that accept nothing, or a part
    {"Varenia has not accepted these recommendations.", "noted", ""},
    {"Varenia has not yet accepted the recommendations listed above.", "noted", ""},
    {"Varenia has not accepted recommendations 105.1 and 105.2.", "noted", "105.1 105.2"},
    {"Varenia partially accepts recommendations Nos. 1 and 3 above.", "partially_supported", "1 3"},
    {"Varenia partially accepts the recommendations listed above.", "partially_supported", ""},
    {"Recommendations 105.1 and 105.2 are accepted in part.", "partially_supported", "105.1 105.2"},
    {"The recommendations in paragraphs 22 and 28 are accepted in part.", "partially_supported", "22 28"},
    {"These recommendations are accepted in part.", "partially_supported", ""},
    {"Varenia rejects the recommendation in paragraph 35 (b), as Act No. 44 of 1999 covers it.", "noted", "35(b)"},
    {"Varenia does not accept the recommendation in paragraph 35 (b), but accepts those in paragraphs 38 and 44.",
     "noted", "35(b)"},
    // promises that answer nothing
    {"Varenia will submit a midterm report on the implementation of the recommendations.", "unclaimed", ""},
    {"Varenia will give effect to the recommendations.", "unclaimed", ""},
    {"The Government will provide the resources needed to implement the above recommendations.", "unclaimed", ""},
    {"The recommendations will be included in the national action plan.", "unclaimed", ""},
    // not an answer
    {"The delegation thanked the 46 States for their recommendations.", "unclaimed", ""},
    {"Health and education", "unclaimed", ""},
};

TEST(StatementTest, ShippedRules) {
  const RuleSet rules = shipped_rule_set();
  for (const Statement& c : kAfter) {
    const SentenceMatch match = earliest_match(rules.compiled().after, c.text);
    EXPECT_EQ(meaning(match.rule), c.meaning)
        << c.text << "\nclaimed by " << (match.rule ? match.rule->name : "nobody");
    EXPECT_EQ(targets(match), c.targets) << c.text;
  }
}

// "Varenia considers ... and the recommendation in paragraph 77.24 is in the process": read from left to right.
TEST(StatementTest, OneParagraphMaySayTwoThings) {
  const RuleSet rules = shipped_rule_set();
  std::vector<Item> items(3);
  for (int i = 0; i < 3; ++i) {
    items[static_cast<std::size_t>(i)].paragraph = 77;
    items[static_cast<std::size_t>(i)].item = std::to_string(i + 1);
  }
  std::vector<extract::Statement> statements;
  apply_after(rules.compiled(),
              {78, 9,
               "Varenia considers that recommendations 77.1 and 77.2 have already been implemented, and that the "
               "recommendation in paragraph 77.3 is in "
               "the process of implementation."},
              items, statements);
  std::string stated;
  for (const extract::Statement& statement : statements)
    stated += statement.target + " " + statement.position.rule + "; ";
  EXPECT_EQ(stated, "77.1 numbers-implemented; 77.2 numbers-implemented; 77.3 numbers-in-process; ");
}

}  // namespace
}  // namespace troika::extract
