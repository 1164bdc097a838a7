// A report published as HTML gives the records of its PDF.
#include "tests/support/samples.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/rule_file.h"
#include "config/states_file.h"
#include "extract/html/html_text.h"
#include "extract/pdf/pdf_text.h"
#include "extract/pdf/poppler_reader.h"
#include "extract/rules/recognizer.h"
#include "normalize/normalizer.h"

namespace troika::extract {
namespace {

const std::string kConfig = TROIKA_SOURCE_CONFIG;

std::vector<RuleSet> rule_sets() {
  std::vector<RuleSet> sets;
  sets.push_back(*RuleSet::compile(*config::read_rule_file(kConfig + "/rules/upr-working-group-report.toml")));
  return sets;
}

normalize::DocumentReport report_of(const fetch::Result<DocumentText>& text) {
  static const std::vector<RuleSet> sets = rule_sets();
  static const normalize::Normalizer normalizer(*config::read_states_file(kConfig + "/states.toml"),
                                                *config::read_sessions_file(kConfig + "/upr_sessions.toml"), {});
  if (!text) {
    ADD_FAILURE() << text.error().detail;
    return {};
  }
  const auto reading = recognize(sets, *text);
  if (!reading) {
    ADD_FAILURE() << reading.error().detail;
    return {};
  }
  return normalizer.normalize(*reading, {"", std::nullopt});
}

// What a record says, apart from where it stands on the page.
std::vector<std::string> lines_of(const normalize::DocumentReport& report) {
  std::vector<std::string> lines;
  for (const normalize::Recommendation& record : report.recommendations) {
    std::string line = record.label + " | " + record.number + " | " + record.text + " |";
    for (const auto& state : record.recommending_states) line += ' ' + state.iso3;
    line += " | " + std::string(record.response ? name_of(*record.response) : "-");
    for (const auto& note : record.notes) line += " | " + note.mark + ' ' + note.text;
    lines.push_back(line);
  }
  return lines;
}

class SampleTest : public testing::TestWithParam<const char*> {};

TEST_P(SampleTest, HtmlGivesTheRecordsOfThePdf) {
  prepare_pdf_reader();
  const std::string name = GetParam();
  const auto from_pdf = report_of(read_pdf_text(bytes_of(std::string(TROIKA_GOLDEN) + '/' + name + "/document.pdf")));
  const auto from_html = report_of(read_html_text(bytes_of(std::string(TROIKA_SAMPLE_PAGES) + '/' + name + ".html")));
  EXPECT_GE(from_pdf.recommendations.size(), 24u);
  EXPECT_EQ(lines_of(from_html), lines_of(from_pdf));
  EXPECT_EQ(from_html.rejects.size(), from_pdf.rejects.size());
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
