// A report saved by Word says what its PDF says.
#include "tests/support/samples.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/rule_file.h"
#include "extract/docx/docx_text.h"
#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/rules/recognizer.h"

namespace troika::extract {
namespace {

Reading reading_of(const fetch::Result<DocumentText>& text) {
  static const std::vector<RuleSet> sets = [] {
    std::vector<RuleSet> all;
    all.push_back(
        *RuleSet::compile(*config::read_rule_file(TROIKA_SOURCE_CONFIG "/rules/upr-working-group-report.toml")));
    return all;
  }();
  if (!text) {
    ADD_FAILURE() << text.error().detail;
    return {};
  }
  const auto reading = recognize(sets, *text);
  if (!reading) {
    ADD_FAILURE() << reading.error().detail;
    return {};
  }
  return *reading;
}

// What is read, apart from where it stands.
std::vector<std::string> lines_of(const Reading& reading) {
  std::vector<std::string> lines = {reading.cover.symbol, reading.cover.state, reading.cover.published,
                                    reading.cover.working_group_session};
  for (const Item& item : reading.items) {
    std::string line =
        item.label + " | " + std::to_string(item.paragraph) + "." + item.item.value_or("") + " | " + item.text;
    for (const Position& position : item.positions)
      line += " | " + (position.response ? std::string(name_of(*position.response)) : "-") + " " + position.as_printed;
    for (const Note& note : item.notes) line += " | " + note.mark + ' ' + note.text;
    lines.push_back(line);
  }
  for (const Reject& reject : reading.rejects) lines.push_back("reject " + reject.why.code);
  return lines;
}

class SampleTest : public testing::TestWithParam<const char*> {};

TEST_P(SampleTest, DocxSaysWhatThePdfSays) {
  prepare_pdf_reader();
  const std::string name = GetParam();
  const Reading pdf = reading_of(read_pdf_text(bytes_of(std::string(TROIKA_GOLDEN) + '/' + name + "/document.pdf")));
  const Reading docx = reading_of(read_docx_text(bytes_of(std::string(TROIKA_SAMPLES) + '/' + name + ".docx")));
  EXPECT_GE(pdf.items.size(), 24u);
  EXPECT_EQ(lines_of(docx), lines_of(pdf));
}

INSTANTIATE_TEST_SUITE_P(Golden, SampleTest,
                         testing::Values("upr-2008", "upr-2010", "upr-2014", "upr-2019", "upr-2025"),
                         [](const auto& sample) {
                           std::string name = sample.param;
                           name.erase(name.find('-'), 1);
                           return name;
                         });

}  // namespace
}  // namespace troika::extract
