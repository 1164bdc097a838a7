#include "output/json_reader.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "output/json_lines.h"
#include "tests/output/samples.h"

namespace troika::output {
namespace {

std::string written(const normalize::Recommendation& record) {
  normalize::DocumentReport report;
  report.recommendations = {record};
  std::string line;
  append_recommendations(line, {"a.pdf", "", report});
  return line;
}

TEST(JsonReader, GivesBackWhatWasWritten) {
  for (const DocumentOutcome& outcome : {full_outcome(), bare_outcome()}) {
    for (const normalize::Recommendation& record : outcome.report->recommendations) {
      const auto read = read_recommendation(written(record));
      ASSERT_TRUE(read);
      EXPECT_EQ(written(*read), written(record));
    }
  }
}

using Append = void (*)(std::string&, const DocumentOutcome&);

std::string lines_of(Append append, const DocumentOutcome& outcome) {
  std::string lines;
  append(lines, outcome);
  return lines;
}

TEST(JsonReader, GivesBackDocumentsWithTheirStatements) {
  for (const DocumentOutcome& outcome : {full_outcome(), bare_outcome()}) {
    const DocumentCounts counts = {7, 2, 3, {1, 2, 3, 4, 5}};
    std::string line, again;
    append_document(line, outcome, counts);
    auto read = read_document(line);
    ASSERT_TRUE(read);
    append_document(again, read->outcome, read->counts);
    EXPECT_EQ(again, line);

    for (const normalize::Statement& statement : outcome.report->statements) {
      DocumentOutcome single = outcome;
      single.report->statements = {statement};
      const auto stated = read_statement(lines_of(append_positions, single));
      ASSERT_TRUE(stated);
      read->outcome.report->statements.push_back(*stated);
    }
    EXPECT_EQ(lines_of(append_positions, read->outcome), lines_of(append_positions, outcome));
  }
}

TEST(JsonReader, GivesBackAdoptions) {
  normalize::Adoption full;
  full.state = "XVA";
  full.report = "A/HRC/28/15";
  full.decision = "A/HRC/DEC/28/111";
  full.date = "2015-03-19";
  full.documents = {"A/HRC/28/15", "A/HRC/28/15/Add.1"};
  full.totals = {{extract::Total::Of::kSupported, 142, "12", 3, "142 enjoyed its support", "stated", true}};
  full.paragraph = "9";
  full.page = 4;
  full.quote = "Adopts the outcome";
  std::string line, again;
  append_adoptions(line, {full, {}});
  const auto read = read_adoptions(line);
  ASSERT_TRUE(read);
  append_adoptions(again, *read);
  EXPECT_EQ(again, line);
  EXPECT_NE(line.find("142 enjoyed its support"), std::string::npos);
}

TEST(JsonReader, GivesBackReviews) {
  for (const normalize::ReviewSummary& summary : {full_review(), bare_review()}) {
    std::string line, again;
    append_review(line, summary);
    const auto read = read_review(line);
    ASSERT_TRUE(read);
    append_review(again, *read);
    EXPECT_EQ(again, line);
  }
}

TEST(JsonReader, RefusesDocumentsStatementsAndAdoptionsThatItDoesNotKnow) {
  const DocumentOutcome failed{
      "a.pdf", "", tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kDamaged, false, ""})};
  EXPECT_FALSE(read_document(lines_of(append_document, failed)));
  for (const std::string line : {"", "{}", "[]", R"({"adoptions":[{}]})", R"({"adoptions":[],"more":1})"}) {
    EXPECT_FALSE(read_document(line)) << line;
    EXPECT_FALSE(read_statement(line)) << line;
    EXPECT_FALSE(read_adoptions(line)) << line;
    EXPECT_FALSE(read_review(line)) << line;
  }
}

// Records of any content: every field empty or not, with any characters.
class AnyRecord {
 public:
  explicit AnyRecord(unsigned seed) : random_(seed) {}

  template <class Make>
  auto many(Make make) {
    std::vector<decltype(make())> items;
    for (auto left = random_() % 3; left > 0; --left) items.push_back(make());
    return items;
  }

  normalize::Recommendation make() {
    normalize::Recommendation record;
    record.id = text();
    record.mechanism = text();
    record.document = {maybe(), text(), text(), maybe(), maybe(), text(), maybe()};
    record.report = maybe();
    record.review = {maybe(), maybe_number(), maybe_number(), maybe_number()};
    record.number = text();
    record.label = text();
    record.paragraph = number();
    record.item = maybe();
    record.text = text();
    record.text_verbatim = text();
    record.recommending_states = many([&] { return normalize::StateRef{text(), text(), text(), text()}; });
    record.recommending_body = maybe();
    record.verb = maybe();
    record.addressees = many([&] { return text(); });
    record.parts = many([&] { return normalize::Part{text(), record.recommending_states}; });
    record.notes = many([&] { return extract::Note{text(), text(), number()}; });
    record.response = static_cast<extract::Response>(random_() % 4);
    record.qualifiers = many([&] { return static_cast<extract::Qualifier>(random_() % 4); });
    record.positions = many([&] { return normalize::StatedPosition{text(), position()}; });
    record.themes = many([&] { return extract::Theme{text(), text(), text()}; });
    record.persons = many([&] { return text(); });
    record.sdgs = many([&] { return number(); });
    record.where = many([&] { return extract::Place{number(), {real(), real(), real(), real()}}; });
    record.flags = many([&] { return extract::Remark{text(), text()}; });
    record.doubts = many([&] { return extract::Remark{text(), text()}; });
    record.provenance = {text(), text(), many([&] { return text(); })};
    return record;
  }

 private:
  int number() { return static_cast<int>(random_() % 1000) - 100; }
  double real() { return random_() % 50 == 0 ? 1.0 / 0.0 : static_cast<double>(random_()) / 7.0 - 1e8; }
  std::optional<int> maybe_number() { return random_() % 2 == 0 ? std::nullopt : std::optional(number()); }
  std::optional<std::string> maybe() { return random_() % 2 == 0 ? std::nullopt : std::optional(text()); }
  std::string text() {
    static const std::vector<std::string> kPieces = {
        "a",         "Ratify ", "\"", "\\", "\n", "\t", "é", "“", "\u2028", "\U0001F600", "\xff", std::string(1, '\0'),
        "</script>", "{}"};
    std::string text;
    for (auto left = random_() % 6; left > 0; --left) text += kPieces[random_() % kPieces.size()];
    return text;
  }
  extract::Position position() {
    extract::Position position{{}, {}, text(), number(), text(), text(), text(), maybe(), text()};
    if (random_() % 2 == 0) position.response = extract::Response::kNoted;
    return position;
  }
  std::mt19937 random_;
};

TEST(JsonReader, WritesAgainWhatItReadWhateverTheRecord) {
  AnyRecord any(1);  // the same records in every run
  for (int i = 0; i < 2000; ++i) {
    const std::string line = written(any.make());
    const auto read = read_recommendation(line);
    ASSERT_TRUE(read) << line;
    ASSERT_EQ(written(*read), line);
  }
}

TEST(JsonReader, RefusesWhatTheWriterCannotHaveWritten) {
  const std::string line = written(full_outcome().report->recommendations.front());
  const auto replaced = [&](const std::string& what, const std::string& with) {
    std::string changed = line;
    const std::size_t at = changed.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return changed.replace(at, what.size(), with);
  };
  const std::vector<std::string> wrong = {
      "",
      "[]",
      "{}",
      line.substr(0, line.size() / 2),
      line + line,
      replaced("\"mechanism\":\"upr\",", ""),
      replaced("\"id\":", "\"key\":"),
      replaced("\"paragraph\":124", "\"paragraph\":\"124\""),
      replaced("\"response\":\"partially_supported\"", "\"response\":\"maybe\""),
      replaced("\"already_implemented\"", "\"done\""),
      replaced("\"action_category\":null", "\"action_category\":1"),
      replaced("[120.1,", "[\"120.1\","),
      replaced("\"text\":\"Ratify", "\"text\":\"\xff"),
      replaced("\"provenance\":{", "\"provenance\":{\"colour\":1,"),
  };
  for (const std::string& changed : wrong) EXPECT_FALSE(read_recommendation(changed)) << changed;
}

TEST(JsonReader, AnyTruncationIsAFailure) {
  const std::string line = written(full_outcome().report->recommendations.front());
  for (std::size_t length = 0; length + 1 < line.size(); ++length)
    ASSERT_FALSE(read_recommendation(std::string_view(line).substr(0, length))) << length;
}

}  // namespace
}  // namespace troika::output
