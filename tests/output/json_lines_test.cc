#include "output/json_lines.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/output/samples.h"

namespace troika::output {
namespace {

using Append = void (*)(std::string&, const DocumentOutcome&);

std::vector<std::string> lines_of(Append append, const DocumentOutcome& outcome) {
  std::string out;
  append(out, outcome);
  std::vector<std::string> lines;
  for (std::size_t begin = 0, end = 0; (end = out.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(out.substr(begin, end - begin));
  }
  EXPECT_TRUE(out.empty() || out.back() == '\n');
  return lines;
}

void append_document_line(std::string& out, const DocumentOutcome& outcome) { append_document(out, outcome); }

// What the expected lines below abbreviate.
const std::vector<std::pair<std::string, std::string>> kAbbreviations = {
    {"<document>", R"({"symbol":"A/HRC/27/910","kind":"upr/working-group-report","language":"en",)"
                   R"("title":"Report of the Working Group on the Universal Periodic Review",)"
                   R"("published":"2014-07-02","sha256":"<a>","url":"https://example.org/a.pdf"})"},
    {"<review>", R"({"state_under_review":"XVA","cycle":2,"session":19,"year":2014})"},
    {"<bare document>", R"({"symbol":null,"kind":"upr/working-group-report","language":"en","title":null,)"
                        R"("published":null,"sha256":"<a>","url":null})"},
    {"<unread>",
     R"("review":<no review>,"author":null,"pages":null,"items_seen":0,"recommendations":0,"joined":0,"rejects":0,)"
     R"("responses":{"supported":0,"noted":0,"partially_supported":0,"pending":0,"none":0},)"
     R"("totals":[],"links":[],"flags":[],"doubts":[],"superseded_by":null,)"
     R"("provenance":{"rule_set":null,"rules_sha256":null}})"},
    {"<total>", R"({"of":"received","count":6,"paragraph":"5","page":2,)"
                R"("quote":"Varenia received 6 recommendations.","rule":"received","recalled":false})"},
    {"<no review>", R"({"state_under_review":null,"cycle":null,"session":null,"year":null})"},
    {"<provenance>", R"({"rule_set":"upr/working-group-report","rules_sha256":"<b>"})"},
    {"<record provenance>", R"({"rule_set":"upr/working-group-report","rules_sha256":"<b>","corrected":[]})"},
    {"<Chile>", R"({"iso3":"CHL","name":"Chile","as_printed":"Chile","group":"latin-american-and-caribbean"})"},
    {"<Timor>", R"({"iso3":"TLS","name":"Timor-Leste","as_printed":"Timor Leste","group":"asia-pacific"})"},
    {"<a>", std::string(64, 'a')},
    {"<b>", std::string(64, 'b')},
    {"<c>", std::string(64, 'c')},
};

std::string expand(std::string line) {
  for (const auto& [name, meaning] : kAbbreviations) {
    for (std::size_t at = 0; (at = line.find(name)) != std::string::npos;) line.replace(at, name.size(), meaning);
  }
  return line;
}

TEST(Recommendations, WriteEveryFieldInOrder) {
  const auto lines = lines_of(append_recommendations, full_outcome());
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(
      lines[0],
      expand(
          R"({"id":"A/HRC/27/910#124.36","mechanism":"upr","document":<document>,"report":"A/HRC/27/900",)"
          R"("review":<review>,"number":"124.36","label":"124.36.","paragraph":124,"item":"36",)"
          R"("text":"Ratify the Convention (Chile); abolish “flogging”",)"
          R"("text_verbatim":"124.36. Ratify the Convention (Chile);\nabolish “flogging”5 (Timor Leste);",)"
          R"("recommending_states":[<Chile>,<Timor>],"recommending_body":"Committee against Torture",)"
          R"("verb":"Urges","addressees":["Varenia"],"parts":[{"text":"Ratify the Convention","recommending_states":[<Chile>]},)"
          R"({"text":"abolish “flogging”","recommending_states":[<Timor>]}],)"
          R"("notes":[{"mark":"5","text":"As read: abolish it.","page":14}],)"
          R"("response":"partially_supported","qualifiers":["already_implemented"],"positions":[)"
          R"({"response":"pending","qualifiers":[],"document":"A/HRC/27/910","repeats":null,"paragraph":"124","page":13,)"
          R"("quote":"The recommendations will be examined by Varenia","as_printed":"will be examined",)"
          R"("rule":"to-be-examined","comment":null},)"
          R"({"response":"partially_supported",)"
          R"("qualifiers":["already_implemented","in_process","in_principle","reserved"],)"
          R"("document":"A/HRC/27/910/Add.1","repeats":"A/HRC/27/902","paragraph":"125","page":14,"quote":"Varenia supports the first part",)"
          R"("as_printed":"supports the first part","rule":"part-supported",)"
          R"("comment":"A bill is before \"Parliament\"."}],)"
          R"("action_category":null,"issues":[],)"
          R"("themes":[{"code":"A12","name":"Acceptance of international norms","vocabulary":"upr-2"},)"
          R"({"code":null,"name":"Other","vocabulary":null}],"persons":["women","children"],"sdgs":[5,16],)"
          R"("where":[{"page":14,"bbox":[120.1,210.4,475.0,236.3]},{"page":15,"bbox":[0.0,72.0,1000.0,100.0]}],)"
          R"("flags":[{"code":"misprinted-number","detail":"printed as 124.63"}],)"
          R"("doubts":[{"code":"unknown-state","detail":null}],"provenance":<record provenance>})"));
}

TEST(Recommendations, KeepEveryKeyWhereNothingIsKnown) {
  EXPECT_THAT(
      lines_of(append_recommendations, bare_outcome()),
      testing::ElementsAre(expand(
          R"({"id":"<a>#7","mechanism":"upr","document":<bare document>,"report":null,"review":<no review>,)"
          R"("number":"7","label":null,"paragraph":7,"item":null,"text":"Ratify","text_verbatim":"Ratify",)"
          R"("recommending_states":[],)"
          R"("recommending_body":null,"verb":null,"addressees":[],"parts":[],"notes":[],"response":null,"qualifiers":[],)"
          R"("positions":[{"response":null,"qualifiers":[],"document":"<a>","repeats":null,"paragraph":null,"page":null,)"
          R"("quote":null,"as_printed":null,"rule":null,"comment":null}],)"
          R"("action_category":null,"issues":[],"themes":[],"persons":[],"sdgs":[],)"
          R"("where":[{"page":null,"bbox":[0.0,0.0,0.0,0.0]}],"flags":[],"doubts":[],"provenance":<record provenance>})")));
}

TEST(Recommendations, OfAFailedDocumentAreNone) {
  EXPECT_THAT(lines_of(append_recommendations, damaged_outcome()), testing::IsEmpty());
}

TEST(Documents, CountWhatWasRead) {
  EXPECT_THAT(
      lines_of(append_document_line, full_outcome()),
      testing::ElementsAre(expand(
          R"({"input":"in/report.pdf","verdict":"extracted","detail":null,"stage":null,"retryable":null,)"
          R"("document":<document>,"review":<review>,"author":"Committee against Torture","pages":21,"items_seen":5,)"
          R"("recommendations":4,"joined":0,"rejects":1,)"
          R"("responses":{"supported":1,"noted":1,"partially_supported":1,"pending":1,"none":0},)"
          R"("totals":[<total>],"links":[{"relation":"report","symbol":"A/HRC/27/910"},)"
          R"({"relation":"cites","symbol":"A/RES/60/251"}],)"
          R"("flags":[{"code":"reissued","detail":"the symbol ends in *"}],)"
          R"("doubts":[{"code":"totals-differ","detail":"stated 6, read 5"}],"superseded_by":null,)"
          R"("provenance":<provenance>})")));
}

TEST(Documents, HaveALineForEveryInputThatFailed) {
  EXPECT_THAT(lines_of(append_document_line, damaged_outcome()),
              testing::ElementsAre(
                  expand(R"({"input":"damaged.pdf","verdict":"damaged",)"
                         R"("detail":"the cross-reference table ends early; fetch the file again","stage":"extract",)"
                         R"("retryable":false,"document":{"symbol":null,"kind":null,"language":null,"title":null,)"
                         R"("published":null,"sha256":"<c>","url":null},<unread>)")));
  EXPECT_THAT(lines_of(append_document_line, unreadable_outcome()),
              testing::ElementsAre(
                  expand(R"({"input":"none.pdf","verdict":"not_found","detail":null,"stage":"fetch","retryable":true,)"
                         R"("document":{"symbol":null,"kind":null,"language":null,"title":null,"published":null,)"
                         R"("sha256":null,"url":null},<unread>)")));
}

TEST(Documents, CountARecommendationWithoutResponseAsNone) {
  const auto lines = lines_of(append_document_line, bare_outcome());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], testing::HasSubstr(R"("pending":0,"none":1})"));
}

TEST(Positions, AreOneLinePerStatement) {
  EXPECT_THAT(
      lines_of(append_positions, full_outcome()),
      testing::ElementsAre(
          expand(
              R"({"document":<document>,"review":<review>,"target":{"symbol":"A/HRC/27/910","number":"124.36","ordinal":false},)"
              R"("response":"partially_supported",)"
              R"("qualifiers":["already_implemented","in_process","in_principle","reserved"],)"
              R"("as_printed":"supports the first part","comment":"A bill is before \"Parliament\".",)"
              R"("quote":"Varenia supports the first part","paragraph":"125","page":14,"rule":"part-supported",)"
              R"("flags":[{"code":"repeated-number","detail":"two"}],"doubts":[{"code":"unsure","detail":null}],)"
              R"("provenance":<provenance>})"),
          expand(
              R"({"document":<document>,"review":<review>,"target":{"symbol":"A/HRC/27/910","number":"45","ordinal":true},)"
              R"("response":"pending","qualifiers":[],)"
              R"("as_printed":"will be examined","comment":null,)"
              R"("quote":"The recommendations will be examined by Varenia","paragraph":"124","page":13,)"
              R"("rule":"to-be-examined","flags":[],"doubts":[],"provenance":<provenance>})")));
}

TEST(Pages, AreOneLinePerWebPage) {
  std::string document = expand("<document>");
  const std::string kind = "upr/working-group-report";
  document.replace(document.find(kind), kind.size(), "web/page");
  EXPECT_THAT(
      lines_of(append_page, page_outcome()),
      testing::ElementsAre(
          R"({"document":)" + document +
          expand(R"(,"author":"Committee against Torture","text":"First block\nSecond block",)"
                 R"("symbols":["A/HRC/27/910","A/RES/60/251"],"figures":[<total>],"provenance":<provenance>})")));
  EXPECT_THAT(lines_of(append_page, full_outcome()), testing::IsEmpty());
  EXPECT_THAT(lines_of(append_page, damaged_outcome()), testing::IsEmpty());
}

TEST(Reviews, SayWhatTheirDocumentsComeTo) {
  std::string out;
  append_review(out, full_review());
  append_review(out, bare_review());
  EXPECT_EQ(
      out,
      expand(R"({"state_under_review":"XVA","cycle":2,"session":19,"year":2014,"report":"A/HRC/27/910","documents":[)"
             R"({"relation":"report","symbol":"A/HRC/27/910","kind":"upr/working-group-report","sha256":"<a>"},)"
             R"({"relation":"thematic-list","symbol":null,"kind":"upr/thematic-list","sha256":"<b>"},)"
             R"({"relation":"decision","symbol":"A/HRC/DEC/27/901","kind":null,"sha256":null}],)"
             R"("previous_report":"A/HRC/13/913","adoption":{"decision":"A/HRC/DEC/27/901","date":"2014-09-18",)"
             R"("document":"A/HRC/27/2","paragraph":"812","page":140,"quote":"The Council adopted the outcome."},)"
             R"("totals":[{"document":"A/HRC/27/2","of":"received","count":6,"paragraph":"5","page":2,)"
             R"("quote":"Varenia received 6 recommendations.","rule":"received","recalled":false}],)"
             R"("responses":{"supported":1,"noted":2,"partially_supported":3,"pending":4,"none":5},)"
             R"("doubts":[{"code":"totals-differ","detail":"6 stated, 15 read"}]})"
             "\n"
             R"({"state_under_review":null,"cycle":null,"session":null,"year":null,"report":"A/HRC/27/910",)"
             R"("documents":[],"previous_report":null,"adoption":null,"totals":[],"responses":null,"doubts":[]})"
             "\n"));
}

TEST(Failures, NameTheDocument) {
  EXPECT_THAT(lines_of(append_failures, damaged_outcome()),
              testing::ElementsAre(
                  expand(R"({"level":"document","input":"damaged.pdf","sha256":"<c>","symbol":null,"stage":"extract",)"
                         R"("code":"damaged","detail":"the cross-reference table ends early; fetch the file again",)"
                         R"("retryable":false,"paragraph":null,"page":null,"text":null})")));
}

TEST(Failures, KeepTheRawTextOfARejectedItem) {
  EXPECT_THAT(lines_of(append_failures, full_outcome()),
              testing::ElementsAre(
                  expand(R"({"level":"item","input":"in/report.pdf","sha256":"<a>","symbol":"A/HRC/27/910",)"
                         R"("stage":"extract","code":"unclaimed-lines","detail":"no rule claims these lines",)"
                         R"("retryable":false,"paragraph":124,"page":15,"text":"124,40 Continue\nits efforts"})")));
}

TEST(Runs, CarryTheVersions) {
  std::string out;
  append_run(out, full_run());
  EXPECT_EQ(out, R"({"started":"2026-01-31T02:00:00Z","finished":"2026-01-31T02:00:09Z","inputs":5,"extracted":2,)"
                 R"("unchanged":1,"failed":2,"recommendations":1250,"rejects":3,"exit_status":1,)"
                 R"("versions":{"program":"0.1.0","engines":{"poppler":"22.12.0","re2":"9"}}})"
                 "\n");
}

TEST(Paths, ThatAreNotUtf8StillGiveALine) {
  DocumentOutcome outcome = unreadable_outcome();
  outcome.input = "caf\xE9.pdf";
  const auto lines = lines_of(append_document_line, outcome);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], testing::StartsWith("{\"input\":\"caf\uFFFD.pdf\","));
}

}  // namespace
}  // namespace troika::output
