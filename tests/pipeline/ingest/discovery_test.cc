#include "pipeline/ingest/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/ingest/backfill_list.h"

namespace troika::pipeline {
namespace {

using config::ReviewEntry;
using config::SourceKind;
using config::SourceSettings;
using testing::ElementsAre;
using testing::IsEmpty;

SourceSettings source(SourceKind kind, const std::string& name = "s") {
  SourceSettings settings;
  settings.name = name;
  settings.kind = kind;
  return settings;
}

ReviewEntry review(int cycle, const std::string& state, const std::string& symbol, const std::string& decision = "") {
  ReviewEntry entry;
  entry.cycle = cycle;
  entry.state = state;
  entry.report_symbol = symbol;
  entry.decision = decision;
  return entry;
}

bool contains_pdf(const SourceSettings&, const std::string& link) { return link.find(".pdf") != std::string::npos; }

std::vector<output::Wanted> wanted_of(std::vector<SourceSettings> sources, const std::vector<ReviewEntry>& reviews = {},
                                      const Listings& listings = {}) {
  config::Settings settings;
  settings.sources = std::move(sources);
  return discover(settings, reviews, listings, contains_pdf);
}

// "source: key", with "?" behind what may be absent.
std::vector<std::string> keys_of(const std::vector<output::Wanted>& wanted) {
  std::vector<std::string> keys;
  for (const output::Wanted& one : wanted) keys.push_back(one.source + ": " + one.key + (one.may_be_absent ? "?" : ""));
  return keys;
}

TEST(DiscoveryTest, ASymbolIsLookedForInBothPlaces) {
  const config::FetchSettings fetch;
  const output::Wanted wanted = wanted_symbol(fetch, "A/HRC/27/10", "fr");
  EXPECT_EQ(wanted.key, "A/HRC/27/10@fr");
  EXPECT_EQ(wanted.expects, fetch::MediaType::kPdf);
  EXPECT_THAT(wanted.urls, ElementsAre("https://documents.un.org/api/symbol/access?s=A%2FHRC%2F27%2F10&l=fr&t=pdf",
                                       "https://docs.un.org/fr/A/HRC/27/10"));
}

TEST(DiscoveryTest, SymbolsBringWhatBelongsToThem) {
  SourceSettings symbols = source(SourceKind::kSymbols, "dprk");
  symbols.symbols = {"A/HRC/27/10", "A/HRC/14/15", "A/HRC/14/15/Add.1"};
  symbols.addenda = symbols.decisions = true;
  symbols.languages = {"en", "fr"};
  EXPECT_THAT(keys_of(wanted_of({symbols}, {review(1, "SVN", "A/HRC/14/15", "A/HRC/DEC/14/105")})),
              ElementsAre("dprk: A/HRC/27/10@en", "dprk: A/HRC/27/10@fr", "dprk: A/HRC/27/10/Add.1@en?",
                          "dprk: A/HRC/27/10/Add.1@fr?", "dprk: A/HRC/14/15@en", "dprk: A/HRC/14/15@fr",
                          "dprk: A/HRC/14/15/Add.1@en?", "dprk: A/HRC/14/15/Add.1@fr?", "dprk: A/HRC/DEC/14/105@en?",
                          "dprk: A/HRC/DEC/14/105@fr?"));
}

TEST(DiscoveryTest, TheFirstSourceHasADocumentThatTwoWant) {
  SourceSettings first = source(SourceKind::kUrls, "first"), second = source(SourceKind::kUrls, "second");
  first.urls = {"https://a.org/1", "https://a.org/2", "https://a.org/1"};
  second.urls = {"https://a.org/2", "https://a.org/3"};
  EXPECT_THAT(keys_of(wanted_of({first, second})),
              ElementsAre("first: https://a.org/1", "first: https://a.org/2", "second: https://a.org/3"));
}

TEST(DiscoveryTest, APageIsWantedAndSoAreItsLinksThatMatch) {
  SourceSettings page = source(SourceKind::kPage);
  page.urls = {"https://a.org/", "https://b.org/"};
  Listings listings;
  listings.links["https://a.org/"] = {"https://a.org/z.pdf", "https://a.org/about", "https://a.org/a.pdf"};
  const auto wanted = wanted_of({page}, {}, listings);
  EXPECT_THAT(keys_of(wanted), ElementsAre("s: https://a.org/", "s: https://b.org/", "s: https://a.org/z.pdf",
                                           "s: https://a.org/a.pdf"));
  EXPECT_EQ(wanted[0].expects, fetch::MediaType::kHtml);
  EXPECT_EQ(wanted[2].expects, fetch::MediaType::kAny);
}

TEST(DiscoveryTest, FilesOfADirectoryAreSorted) {
  SourceSettings directory = source(SourceKind::kDirectory);
  directory.directory = "/srv/my documents";
  directory.file_pattern = "*.pdf";
  Listings listings;
  listings.files["/srv/my documents"] = {"b#1.pdf", "note.txt", ".hidden.pdf", "a é.pdf"};
  const auto wanted = wanted_of({directory}, {}, listings);
  EXPECT_THAT(keys_of(wanted),
              ElementsAre("s: file:///srv/my%20documents/a%20%C3%A9.pdf", "s: file:///srv/my%20documents/b%231.pdf"));
  EXPECT_THAT(wanted[0].urls, ElementsAre(wanted[0].key));
}

TEST(DiscoveryTest, WhatMustBeListed) {
  SourceSettings page = source(SourceKind::kPage), directory = source(SourceKind::kDirectory);
  page.urls = {"https://a.org/", "https://b.org/", "https://a.org/"};
  directory.directory = "/srv";
  config::Settings settings;
  settings.sources = {page, directory, directory};
  EXPECT_THAT(pages_to_read(settings), ElementsAre("https://a.org/", "https://b.org/"));
  EXPECT_THAT(folders_to_list(settings), ElementsAre("/srv"));
}

TEST(DiscoveryTest, ReviewsAreFilteredAndOrdered) {
  const std::vector<ReviewEntry> reviews = {review(2, "SVN", "A/HRC/28/15", "A/HRC/DEC/28/111"),
                                            review(2, "PRK", "A/HRC/27/10"), review(1, "PRK", "A/HRC/13/13"),
                                            review(2, "ALB", "A/HRC/27/4")};
  SourceSettings upr = source(SourceKind::kUpr);
  EXPECT_THAT(keys_of(wanted_of({upr}, reviews)),
              ElementsAre("s: A/HRC/13/13@en", "s: A/HRC/27/4@en", "s: A/HRC/27/10@en", "s: A/HRC/28/15@en"));
  upr.states = {"PRK", "SVN"};
  upr.cycles = {2, 3};
  upr.addenda = upr.decisions = true;
  EXPECT_THAT(keys_of(wanted_of({upr}, reviews)),
              ElementsAre("s: A/HRC/27/10@en", "s: A/HRC/27/10/Add.1@en?", "s: A/HRC/28/15@en",
                          "s: A/HRC/28/15/Add.1@en?", "s: A/HRC/DEC/28/111@en?"));
}

// Reports 3 to 12 in each of the sessions 40 to 42, and some of session 43.
std::vector<ReviewEntry> catalogue(const std::vector<int>& of_newest) {
  std::vector<ReviewEntry> reviews;
  for (int session = 40; session <= 42; ++session)
    for (int number = 3; number <= 12; ++number)
      reviews.push_back(review(3, "X", "A/HRC/" + std::to_string(session) + '/' + std::to_string(number)));
  for (const int number : of_newest) reviews.push_back(review(4, "X", "A/HRC/43/" + std::to_string(number)));
  return reviews;
}

std::vector<std::string> probes(const std::vector<ReviewEntry>& reviews, int probe) {
  std::vector<std::string> tries;
  for (const config::CouncilNumber report : numbers_to_probe(reviews, probe)) {
    tries.push_back(std::to_string(report.session) + '/' + std::to_string(report.number));
  }
  return tries;
}

TEST(DiscoveryTest, ProbesStayWithinTheUsualNumbers) {
  EXPECT_THAT(probes(catalogue({4, 10}), 3), ElementsAre("43/11", "43/12", "43/3", "44/3", "44/4", "44/5"));
  EXPECT_THAT(probes(catalogue({4, 10}), 40),
              ElementsAre("43/11", "43/12", "43/3", "43/5", "43/6", "43/7", "43/8", "43/9", "44/3", "44/4", "44/5",
                          "44/6", "44/7", "44/8", "44/9", "44/10", "44/11", "44/12"));
  EXPECT_THAT(probes(catalogue({14}), 1), ElementsAre("43/3", "44/3"));
  EXPECT_THAT(probes(catalogue({4, 10}), 0), IsEmpty());
  EXPECT_THAT(probes({review(4, "X", "A/HRC/43/4")}, 5), IsEmpty());  // too few to know what is usual
  EXPECT_THAT(probes({}, 5), IsEmpty());
}

TEST(DiscoveryTest, ProbesAreOfTheNewestCycleAndMayBeAbsent) {
  SourceSettings upr = source(SourceKind::kUpr);
  upr.probe = 1;
  upr.cycles = {4};
  EXPECT_THAT(keys_of(wanted_of({upr}, catalogue({4, 10}))),
              ElementsAre("s: A/HRC/43/4@en", "s: A/HRC/43/10@en", "s: A/HRC/43/11@en?", "s: A/HRC/44/3@en?"));
  upr.cycles = {2};
  EXPECT_THAT(wanted_of({upr}, catalogue({4})), IsEmpty());
}

TEST(DiscoveryTest, FilePatterns) {
  struct Case {
    const char* pattern;
    const char* name;
    bool matches;
  };
  const Case cases[] = {
      {"*.pdf", "a.pdf", true},
      {"*.pdf", ".pdf", false},
      {"*.pdf", "a.pdf.txt", false},
      {"*", "", true},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"*a*b", "xaxbxaxb", true},
      {"*a*b", "xbxa", false},
      {".*", ".hidden", true},
      {"A_HRC_*", "A_HRC_1", true},
      {"report.pdf", "Report.pdf", false},
      {"", "a", false},
  };
  for (const Case& c : cases)
    EXPECT_EQ(matches_file_pattern(c.pattern, c.name), c.matches) << c.pattern << ' ' << c.name;
  EXPECT_FALSE(matches_file_pattern("*a*a*a*a*a*a*a*a*a*b", std::string(5000, 'a')));  // at once, not after years
}

TEST(BackfillListTest, ReadsEveryKindOfLine) {
  const config::FetchSettings fetch;
  const auto wanted = parse_backfill_list(
      "\xEF\xBB\xBF# a note\r\n\r\n  A/HRC/27/10  \r\nhttps://a.org/b.pdf#page=2\n/srv/x.pdf\n./A/HRC/1/1\n"
      "../up.PDF\nsub/report.docx\nA/HRC/27/10",
      "list.txt", {fetch, {"en", "fr"}, "/srv/in/here"});
  ASSERT_TRUE(wanted.has_value()) << wanted.error()[0].to_string();
  EXPECT_THAT(
      keys_of(*wanted),
      ElementsAre("backfill: A/HRC/27/10@en", "backfill: A/HRC/27/10@fr", "backfill: https://a.org/b.pdf#page=2",
                  "backfill: file:///srv/x.pdf", "backfill: file:///srv/in/here/A/HRC/1/1",
                  "backfill: file:///srv/in/up.PDF", "backfill: file:///srv/in/here/sub/report.docx"));
}

TEST(BackfillListTest, TellsAllBadLinesAtOnce) {
  const config::FetchSettings fetch;
  const auto wanted = parse_backfill_list("A/HRC/27/10\na/hrc/27/10\nftp://a.org/b.pdf\nfile:///srv/x.pdf\n\x01\n" +
                                              std::string(5000, 'x') + "\n" + std::string(100, 'y'),
                                          "list.txt", {fetch, {"en"}, "/srv"});
  ASSERT_FALSE(wanted.has_value());
  std::vector<std::string> errors;
  for (const config::Error& error : wanted.error()) errors.push_back(error.to_string());
  EXPECT_THAT(
      errors,
      ElementsAre(
          "list.txt:2: 'a/hrc/27/10' is no URL, no symbol such as A/HRC/27/10 and no path; put ./ before the name "
          "of a file in this folder",
          "list.txt:3: 'ftp://a.org/b.pdf' must begin with https:// or http://",
          "list.txt:4: 'file:///srv/x.pdf' is a file URL; set allow_file_urls = true under [fetch] to allow it",
          "list.txt:5: holds a control character; give one document a line, as plain text",
          "list.txt:6: has more than 4096 bytes; give one document a line",
          "list.txt:7: '" + std::string(80, 'y') +
              "...' is no URL, no symbol such as A/HRC/27/10 and no path; put ./ before the name of a file in "
              "this folder"));
}

TEST(BackfillListTest, AFolderGivesItsDocuments) {
  EXPECT_THAT(keys_of(backfill_folder("/srv/in", {"b.pdf", "a.HTML", "notes.txt", ".c.pdf"})),
              ElementsAre("backfill: file:///srv/in/a.HTML", "backfill: file:///srv/in/b.pdf"));
}

}  // namespace
}  // namespace troika::pipeline
