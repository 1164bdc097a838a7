// Documents that crash the parser, loop, or eat memory: each costs itself only.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pipeline/program.h"

namespace troika::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class FaultTest : public ProgramTest {
 protected:
  FaultTest() {
    for (const char* name : {"a.pdf", "b.pdf", "bad.pdf", "c.pdf", "d.pdf"}) copy_sample(name);
    good_records_ = split_lines(troika("extract --quiet a.pdf").out).size();
  }

  // Five documents, of which bad.pdf commits `fault`; expects the others complete, and the verdict on it.
  void expect_verdict(const std::string& fault, const std::string& options, const std::string& verdict,
                      const std::string& detail) const {
    for (const char* jobs : {"--jobs 1 ", "--jobs 2 "}) {
      const Ran ran = troika("extract --quiet -o out " + (jobs + options) + " a.pdf b.pdf bad.pdf c.pdf d.pdf",
                             "TROIKA_TEST_FAULT=" + fault + "=bad.pdf");
      EXPECT_EQ(ran.status, 1);
      EXPECT_THAT(split_lines(ran.err), ElementsAre(HasSubstr("troika: bad.pdf: " + verdict + ": ")));
      EXPECT_THAT(ran.err, HasSubstr(detail));
      const std::string extracted = R"("verdict":"extracted")";
      EXPECT_THAT(split_lines(content("out/documents.jsonl")),
                  ElementsAre(HasSubstr(extracted), HasSubstr(extracted), HasSubstr("\"verdict\":\"" + verdict + '"'),
                              HasSubstr(extracted), HasSubstr(extracted)));
      EXPECT_EQ(split_lines(content("out/recommendations.jsonl")).size(), 4 * good_records_);
      EXPECT_EQ(count_lines(content("out/failures.jsonl"), '"' + verdict + '"'), 1U);
    }
  }

 private:
  std::size_t good_records_ = 0;
};

TEST_F(FaultTest, Loop) {
  expect_verdict("loop", "--time-limit 2", "timed_out", "not read within 2 s; raise --time-limit");
}

#ifdef TROIKA_SANITIZED  // a sanitizer has its own way to die, and its reports are on standard error too

TEST_F(FaultTest, Crash) {
  const Ran ran = troika("extract --quiet -o out a.pdf bad.pdf c.pdf", "TROIKA_TEST_FAULT=crash=bad.pdf");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(count_lines(content("out/documents.jsonl"), R"("verdict":"crashed")"), 1U);
  EXPECT_EQ(count_lines(content("out/documents.jsonl"), R"("verdict":"extracted")"), 2U);
}

#else

TEST_F(FaultTest, Crash) { expect_verdict("crash", "", "crashed", "ended by SIGSEGV"); }

TEST_F(FaultTest, Memory) { expect_verdict("memory", "--memory-limit 256", "out_of_memory", "raise --memory-limit"); }

#endif

TEST_F(FaultTest, WorkersDoNotOutliveTheRunner) {
  // The shell kills the runner while its worker loops, and looks for the runner's children before, for the same
  // processes after. (A dead process that nobody has waited for yet is still listed, as a zombie.)
  write("children", "grep -ls \"^PPid:[[:space:]]*$1\\$\" /proc/[0-9]*/status");
  troika(
      "extract --quiet bad.pdf >.out & runner=$!; sleep 1; sh children $runner >before; kill -9 $runner; sleep 1; "
      "grep -Ls '^State:.*Z' $(cat before) >after",
      "TROIKA_TEST_FAULT=loop=bad.pdf");
  EXPECT_EQ(split_lines(content("before")).size(), 1U);
  EXPECT_EQ(content("after"), "");
}

TEST_F(FaultTest, InterruptedRunFinishesWhatItBeganAndPublishesNothing) {
  const Ran ran = troika(
      "extract -o out --jobs 1 --time-limit 2 bad.pdf $(yes a.pdf | head -100) >.out & runner=$!; sleep 1; kill -INT "
      "$runner; wait $runner",
      "TROIKA_TEST_FAULT=loop=bad.pdf");
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(content("out/documents.jsonl"), "");
}

}  // namespace
}  // namespace troika::pipeline
