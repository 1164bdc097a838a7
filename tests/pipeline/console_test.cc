#include "pipeline/console.h"

#include <chrono>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

namespace troika::pipeline {
namespace {

using namespace std::chrono_literals;

RunSummary halfway() {
  RunSummary summary;
  summary.inputs = 102;
  summary.written = 36;
  summary.failed = 1;
  summary.recommendations = 4321;
  return summary;
}

TEST(ProgressLine, SaysWhereSpeedAndTimeLeft) {
  EXPECT_EQ(progress_line(halfway(), 3s), "[ 37/102] 4,321 recommendations, 1 failed, 12.3 documents/s, 6 s left");
}

TEST(ProgressLine, HasNoSpeedBeforeTheFirstDocument) {
  RunSummary summary;
  summary.inputs = 5;
  EXPECT_EQ(progress_line(summary, 1s), "[0/5] 0 recommendations, 0 failed");
}

TEST(Printable, KeepsTextAndShowsControlCharacters) {
  EXPECT_EQ(printable("Türkiye – 1.pdf"), "Türkiye – 1.pdf");
  EXPECT_EQ(printable("a\nb\x1b[2J"), "a\\x0ab\\x1b[2J");
  EXPECT_EQ(printable("\xc2\x9b"), "\xef\xbf\xbd");
}

TEST(Printable, ReplacesWhatIsNotUtf8) {
  for (const char* broken : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe0\x80\x80"})
    EXPECT_EQ(printable(broken).substr(0, 3), "\xef\xbf\xbd");
}

TEST(Console, FailureIsOneLine) {
  testing::internal::CaptureStderr();
  Console({}).failure("a\nb.pdf", {fetch::Stage::kExtract, fetch::FailureCode::kNoText, false, "no page has text"});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "troika: a\\x0ab.pdf: no_text: no page has text\n");
}

TEST(Console, JsonIsEscaped) {
  testing::internal::CaptureStderr();
  Console({.json = true}).error(R"(a "quoted" \ file)");
  const std::string line = testing::internal::GetCapturedStderr();
  EXPECT_NE(line.find(R"("level": "error", "message": "a \"quoted\" \\ file"})"), std::string::npos) << line;
}

TEST(Console, QuietKeepsErrors) {
  testing::internal::CaptureStderr();
  Console console({.quiet = true});
  console.error("disk full");
  console.finish(halfway());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "troika: disk full\n");
}

// What fetch/ says, by the logger's name.
TEST(Console, SaysWhatIsAskedOfServersOnlyWhenVerbose) {
  EXPECT_EQ(spdlog::get("troika"), nullptr);
  for (const bool verbose : {false, true}) {
    testing::internal::CaptureStderr();
    {
      const Console console({.verbose = verbose});
      spdlog::get("troika")->debug("GET https://example.org/\x1b");
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), verbose ? "troika: GET https://example.org/\\x1b\n" : "");
  }
  EXPECT_EQ(spdlog::get("troika"), nullptr);
}

}  // namespace
}  // namespace troika::pipeline
