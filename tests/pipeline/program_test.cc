// The command line from end to end: exit statuses, streams, messages.
#include "tests/pipeline/program.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace troika::pipeline {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string all_samples() {
  std::string words;
  for (const std::string& path : sample_documents()) words += " '" + path + "'";
  return words;
}

TEST_F(ProgramTest, HelpAndVersion) {
  const Ran help = troika("--help");
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, HasSubstr("Examples:"));
  EXPECT_THAT(help.out, Not(HasSubstr("worker-process")));
  for (const char* command : {"extract", "run", "backfill", "report", "status", "failures", "retry", "explain", "rules",
                              "rules check", "rules test", "archive", "archive verify", "config", "config check"}) {
    const std::string shown = troika(std::string(command) + " --help").out;
    EXPECT_GT(
        count_lines(shown.substr(std::min(shown.find("Examples:"), shown.size())), "troika " + std::string(command)),
        0U)
        << shown;
    if (command != std::string("extract")) {
      EXPECT_THAT(shown, Not(HasSubstr("troika extract")));
    }
  }
  for (const char* command : {"extract", "load", "report", "export", "explain"})
    EXPECT_THAT(troika(std::string(command) + " --help").out,
                AllOf(HasSubstr("\nExamples:\n  troika " + std::string(command) + ' '),
                      HasSubstr("\nExit status: 0 all well")));
  EXPECT_THAT(troika("--version").out, StartsWith("troika "));
}

TEST_F(ProgramTest, WrongUsage) {
  const std::string kCommands =
      "extract, run, backfill, report, status, failures, retry, explain, rules, archive, config, load, export";
  const struct {
    const char* arguments;
    std::string message;
  } cases[] = {
      {"", "troika: give a command (" + kCommands + "); see troika --help\n"},
      {"extrat a.pdf", "troika: there is no command 'extrat', but " + kCommands + "; see troika --help\n"},
      {"extract", "troika: FILE is required; see troika extract --help\n"},
      {"extract --jobs 0 a.pdf", "troika: --jobs: '0' is no whole number from 1 to 1024; see troika extract --help\n"},
      {"extract --jobs 010 a.pdf",
       "troika: --jobs: '010' is no whole number from 1 to 1024; see troika extract --help\n"},
      {"extract --memory-limit lots a.pdf",
       "troika: --memory-limit: 'lots' is no whole number from 64 to 1048576; see troika extract --help\n"},
      {"extract --time-limit 0 a.pdf",
       "troika: --time-limit: '0' is no number from 0.1 to 86400; see troika extract --help\n"},
      {"extract --isolation jail a.pdf",
       "troika: --isolation: 'jail' is none of process, none; see troika extract --help\n"},
      {"run --max-documents 1.5",
       "troika: --max-documents: '1.5' is no whole number from 1 to 1000000000; see troika run --help\n"},
      {"run --since 2026-02-30",
       "troika: --since: '2026-02-30' is no day; give it as 2026-01-31; see troika run --help\n"},
      {"run --shard 3/2", "troika: --shard: '3/2' is no shard; give i/n, from 1/n to n/n; see troika run --help\n"},
      {"load x.db --since last",
       "troika: --since: 'last' is no whole number from 0 to 1000000000000; see troika load --help\n"},
      {"export --cycle two", "troika: --cycle: 'two' is no whole number from 1 to 999; see troika export --help\n"},
      {"export --format xml", "troika: --format: 'xml' is none of jsonl, csv, uwazi; see troika export --help\n"},
      {"export --respons noted", "troika: there is no option '--respons', but --response; see troika export --help\n"},
      {"--quiet", "troika: there is no option '--quiet'; see troika --help\n"},
      {"export -o", "troika: --output: give its value, FILE; see troika export --help\n"},
      {"export noted", "troika: 'noted' is one word too many; see troika export --help\n"},
      {"rules check --rulez=x a.toml",
       "troika: there is no option '--rulez=x', but --rules; see troika rules --help\n"},
      {"extract -o '' a.pdf", "troika: --output: is empty; give a name; see troika extract --help\n"},
      {"run --data ''", "troika: --data: is empty; give a name; see troika run --help\n"},
      {"rules chek",
       "troika: there is no command 'rules chek', but rules check, rules test; see troika rules --help\n"},
      {"archive", "troika: give one of: archive verify; see troika archive --help\n"},
  };
  for (const auto& [arguments, message] : cases) {
    const Ran ran = troika(arguments);
    EXPECT_EQ(ran.status, 2) << arguments;
    EXPECT_EQ(ran.err, message);
    EXPECT_EQ(ran.out, "");
  }
}

TEST_F(ProgramTest, BrokenRulesAreAConfigurationError) {
  fs::create_directories(folder() / "mine/rules");
  write("mine/rules/broken.toml", "name = \n");
  for (const char* arguments :
       {"extract --rules mine a.pdf", "explain --rules mine a.pdf", "rules check --rules mine"}) {
    const Ran ran = troika(arguments);
    EXPECT_EQ(ran.status, 2) << arguments;
    EXPECT_THAT(ran.err, HasSubstr("mine/rules/broken.toml:1:")) << arguments;
  }
}

TEST_F(ProgramTest, ShippedRulesAreWell) {
  const Ran check = troika("rules check");
  EXPECT_EQ(check.status, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("rule set"));
  const Ran test = troika("rules test");
  EXPECT_EQ(test.status, 0) << test.out;
  EXPECT_GT(count_lines(test.out, " ok"), 0U);
  EXPECT_EQ(count_lines(test.out, "FAIL"), 0U);
}

TEST_F(ProgramTest, RecordsGoToStandardOutput) {
  const Ran ran = troika("extract --quiet" + all_samples());
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_GT(split_lines(ran.out).size(), sample_documents().size());
  for (const std::string& line : split_lines(ran.out)) EXPECT_THAT(line, StartsWith("{\"id\":"));
}

TEST_F(ProgramTest, SameBytesWhateverJobsAndIsolation) {
  const char* const ways[] = {"--jobs 1 --isolation process", "--jobs 2 --isolation process",
                              "--jobs 1 --isolation none", "--jobs 2 --isolation none"};
  write("empty.pdf", "");
  for (const char* way : ways) {
    const Ran ran = troika("extract --quiet -o out " + std::string(way) + all_samples() + " empty.pdf missing.pdf");
    ASSERT_EQ(ran.status, 1) << ran.err;
    if (way == ways[0]) fs::copy(folder() / "out", folder() / "first", fs::copy_options::recursive);
    for (const char* stream : {"recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl"})
      EXPECT_EQ(content(std::string("out/") + stream), content(std::string("first/") + stream)) << way;
    EXPECT_GT(content("out/recommendations.jsonl").size(), 1000U);
    EXPECT_THAT(split_lines(content("out/runs.jsonl")),
                ElementsAre(AllOf(HasSubstr("\"exit_status\":1"), HasSubstr("\"poppler\":\"libpoppler.so."))));
  }
}

TEST_F(ProgramTest, EveryBadInputHasOneLineInEachPlace) {
  write("empty.pdf", "");
  write("page.pdf", "not found");
  fs::create_directory(folder() / "folder");
  copy_sample("good.pdf");
  const Ran ran = troika("extract --quiet -o out missing.pdf folder empty.pdf good.pdf page.pdf");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(split_lines(ran.err),
              ElementsAre(StartsWith("troika: missing.pdf: not_found: "), StartsWith("troika: folder: is_folder: "),
                          StartsWith("troika: empty.pdf: empty: "), StartsWith("troika: page.pdf: wrong_type: ")));
  EXPECT_THAT(split_lines(content("out/documents.jsonl")),
              ElementsAre(HasSubstr(R"("verdict":"not_found")"), HasSubstr(R"("verdict":"is_folder")"),
                          HasSubstr(R"("verdict":"empty")"), HasSubstr(R"("verdict":"extracted")"),
                          HasSubstr(R"("verdict":"wrong_type")")));
}

TEST_F(ProgramTest, SummaryOnStandardErrorAsTextAndAsJson) {
  copy_sample("good.pdf");
  EXPECT_THAT(troika("extract good.pdf").err, StartsWith("troika: 1 document: "));
  const Ran json = troika("extract --log-format json good.pdf missing.pdf");
  EXPECT_THAT(split_lines(json.err), ElementsAre(HasSubstr(R"("level": "error", "message": "missing.pdf: not_found: )"),
                                                 HasSubstr(R"("level": "info", "message": "2 documents: )")));
}

TEST_F(ProgramTest, OutputThatCannotBeWrittenAborts) {
  copy_sample("good.pdf");
  const Ran full = troika("extract --quiet good.pdf >/dev/full");
  EXPECT_EQ(full.status, 3);
  EXPECT_EQ(full.err,
            "troika: standard output: cannot be written: No space left on device; make room and start again\n");
  EXPECT_EQ(troika("extract --quiet good.pdf >&-").status, 3);
  const Ran folder = troika("extract --quiet -o good.pdf/out good.pdf");
  EXPECT_EQ(folder.status, 3);
  EXPECT_THAT(folder.err, HasSubstr("good.pdf/out: this folder cannot be made"));
}

TEST_F(ProgramTest, ExplainShowsLinesAndOneRecord) {
  copy_sample("good.pdf");
  const Ran all = troika("explain good.pdf");
  EXPECT_EQ(all.status, 0) << all.err;
  EXPECT_THAT(all.out, StartsWith("page  what"));
  EXPECT_GT(count_lines(all.out, "  item "), 0U);

  const std::string record = split_lines(troika("extract --quiet good.pdf").out).at(0);
  const std::string id = record.substr(7, record.find('"', 7) - 7);
  const Ran one = troika("explain good.pdf " + id.substr(id.find('#') + 1));
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(count_lines(one.out, "id            " + id), 1U) << one.out;
  EXPECT_GT(count_lines(one.out, "  lead-in "), 0U) << one.out;

  const Ran none = troika("explain good.pdf 999.9");
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("no recommendation has the number 999.9, and no file that name; "));
  EXPECT_EQ(troika("explain missing.pdf").status, 1);
}

TEST_F(ProgramTest, ExplainShowsWhatAnswersARecommendation) {
  fs::copy_file(TROIKA_GOLDEN "/upr-2014/document.pdf", folder() / "report.pdf");
  fs::copy_file(TROIKA_GOLDEN "/addendum-2014/document.pdf", folder() / "2014-addendum.pdf");

  const Ran addendum = troika("explain 2014-addendum.pdf 106.3");
  EXPECT_EQ(addendum.status, 0) << addendum.err;
  EXPECT_THAT(addendum.out, AllOf(HasSubstr("   2  statement  5       active-trailing-partial  "),
                                  HasSubstr("\nnumber        106.3\n"), Not(HasSubstr("statement  4 "))));

  const Ran report = troika("explain report.pdf 106.3");
  EXPECT_THAT(report.out, AllOf(HasSubstr("\nresponse      noted\n"),
                                HasSubstr("may answer: troika explain REPORT ADDENDUM 106.3\n")));

  const Ran both = troika("explain report.pdf 2014-addendum.pdf 106.3");
  EXPECT_EQ(both.status, 0) << both.err;
  EXPECT_THAT(both.out, AllOf(StartsWith("report.pdf (A/HRC/26/903)\npage  what"),
                              HasSubstr("\n\n2014-addendum.pdf (A/HRC/26/903/Add.1)\npage  what"),
                              HasSubstr("   2  statement  5       active-trailing-partial  "),
                              HasSubstr("\nresponse      partially_supported\n"),
                              HasSubstr("paragraph 5 of\n              A/HRC/26/903/Add.1 on page 2: "),
                              Not(HasSubstr("may answer"))));

  fs::copy_file(TROIKA_GOLDEN "/upr-2025/document.pdf", folder() / "later.pdf");
  fs::copy_file(TROIKA_GOLDEN "/addendum-prose/document.pdf", folder() / "prose.pdf");
  EXPECT_THAT(troika("explain prose.pdf 112.99").out, HasSubstr("\nnumber        112\n"));  // of all in paragraph 112
  EXPECT_EQ(troika("explain later.pdf prose.pdf 112.99").status, 1);                        // which has no such one

  const Ran all = troika("explain report.pdf missing.pdf 2014-addendum.pdf");
  EXPECT_EQ(all.status, 1);
  EXPECT_EQ(count_lines(all.out, "page  what"), 2U);
  EXPECT_THAT(all.err, StartsWith("troika: missing.pdf: not_found: "));
  const Ran page = troika("explain --html x.html report.pdf 2014-addendum.pdf");
  EXPECT_EQ(page.status, 2);
  EXPECT_EQ(page.err, "troika: --html: makes a page of one document; give one FILE\n");
}

TEST_F(ProgramTest, ExplainAsAPage) {
  copy_sample("good.pdf");
  const Ran made = troika("explain --html good.html good.pdf");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.out + made.err, "");
  const std::size_t pictures = count_lines(content("good.html"), "<img ");
  EXPECT_GT(pictures, 0U);
  EXPECT_EQ(troika("explain --all-pages --html all.html good.pdf").status, 0);
  EXPECT_GT(count_lines(content("all.html"), "<img "), pictures);

  const Ran nowhere = troika("explain --html no/such/folder.html good.pdf");
  EXPECT_EQ(nowhere.status, 3);
  EXPECT_EQ(nowhere.err, "troika: no/such/folder.html: cannot be made: No such file or directory\n");
  EXPECT_EQ(troika("explain --html x.html missing.pdf").status, 1);
  EXPECT_FALSE(fs::exists(folder() / "x.html"));
  EXPECT_EQ(troika("explain --html x.html good.pdf 104.8").status, 2);
  EXPECT_EQ(troika("explain --all-pages good.pdf").status, 2);
}

TEST_F(ProgramTest, ReportMakesASite) {
  copy_sample("good.pdf");
  ASSERT_EQ(troika("extract --quiet -o records good.pdf").status, 0);
  const Ran made = troika("report --from records -o site");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr(" pages: site/index.html\n"));
  EXPECT_TRUE(fs::exists(folder() / "site/states/XVA.html"));
  EXPECT_EQ(troika("report --from records -o site/").status, 0);

  write("site/notes.txt", "mine");
  const Ran holds_more = troika("report --from records -o site");
  EXPECT_EQ(holds_more.status, 2);
  EXPECT_EQ(holds_more.err,
            "troika: site: holds 'notes.txt', which is of no report; give an empty folder, or one of an "
            "earlier report\n");
  const Ran nothing = troika("report --data nowhere -o other");
  EXPECT_EQ(nothing.status, 2);
  EXPECT_THAT(nothing.err, StartsWith("troika: nowhere/published/recommendations.jsonl: is not there; publish with"));
  write("records/reviews.jsonl", "{}\n");
  const Ran older = troika("report --from records -o other");
  EXPECT_EQ(older.status, 3);
  EXPECT_EQ(older.err,
            "troika: records/reviews.jsonl:1: a line of reviews.jsonl is not as it was written; publish it "
            "again with this version of troika\n");
  EXPECT_FALSE(fs::exists(folder() / "other"));
}

}  // namespace
}  // namespace troika::pipeline
