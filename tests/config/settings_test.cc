#include "config/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kOneSource = R"([fetch]
contact = "you@example.org"
[[source]]
name = "dprk"
kind = "symbols"
symbols = ["A/HRC/27/10"]
)";

std::vector<std::string> errors_of(std::string_view content, const Environment& environment = {}) {
  const TemporaryFolder folder;
  const auto settings = read_settings(folder.write("sources.toml", content), environment);
  return settings ? std::vector<std::string>() : lines_of(settings.error());
}

TEST(SettingsTest, ReadsEveryKey) {
  const TemporaryFolder folder;
  const auto settings = read_settings(folder.write("sources.toml", R"([fetch]
contact = "https://example.org/about"
connections = 4
connections_per_host = 3
interval_per_host_ms = 0
connect_timeout_s = 1
stall_timeout_s = 2
total_timeout_s = 3
max_megabytes = 10
max_redirects = 0
retries = 7
respect_robots = false
allow_private_addresses = true
allow_file_urls = true
ca_file = "/etc/ca.pem"
documents_api = "http://localhost:8080/api?s={symbol}&l={language}"
documents_site = "http://localhost:8080/{language}/{symbol}"
[run]
tombstone_after = 1
[[source]]
name = "dprk"
kind = "symbols"
symbols = ["A/HRC/27/10"]
related = ["addenda"]
languages = ["en", "fr"]
[[source]]
name = "lists"
kind = "urls"
urls = ["https://example.org/a.pdf", "file:///srv/b.pdf"]
[[source]]
name = "pages"
kind = "page"
urls = ["https://example.org/"]
link_pattern = '\.pdf$'
[[source]]
name = "folder"
kind = "directory"
directory = "/srv/documents"
[[source]]
name = "upr"
kind = "upr"
cycles = [3, 4]
states = ["PRK"]
related = ["addenda", "decisions"]
probe = 20
)"));
  ASSERT_TRUE(settings.has_value()) << lines_of(settings.error())[0];
  const FetchSettings& fetch = settings->fetch;
  EXPECT_EQ(fetch.contact, "https://example.org/about");
  EXPECT_EQ(fetch.connections, 4);
  EXPECT_EQ(fetch.connections_per_host, 3);
  EXPECT_EQ(fetch.interval_per_host_ms, 0);
  EXPECT_EQ(fetch.connect_timeout_s, 1);
  EXPECT_EQ(fetch.stall_timeout_s, 2);
  EXPECT_EQ(fetch.total_timeout_s, 3);
  EXPECT_EQ(fetch.max_megabytes, 10);
  EXPECT_EQ(fetch.max_redirects, 0);
  EXPECT_EQ(fetch.retries, 7);
  EXPECT_FALSE(fetch.respect_robots);
  EXPECT_TRUE(fetch.allow_private_addresses);
  EXPECT_TRUE(fetch.allow_file_urls);
  EXPECT_EQ(fetch.ca_file, "/etc/ca.pem");
  EXPECT_EQ(fetch.documents_api, "http://localhost:8080/api?s={symbol}&l={language}");
  EXPECT_EQ(fetch.documents_site, "http://localhost:8080/{language}/{symbol}");
  EXPECT_EQ(settings->run.tombstone_after, 1);
  ASSERT_EQ(settings->sources.size(), 5u);
  const SourceSettings& symbols = settings->sources[0];
  EXPECT_EQ(symbols.name, "dprk");
  EXPECT_EQ(symbols.kind, SourceKind::kSymbols);
  EXPECT_THAT(symbols.symbols, ElementsAre("A/HRC/27/10"));
  EXPECT_TRUE(symbols.addenda);
  EXPECT_FALSE(symbols.decisions);
  EXPECT_THAT(symbols.languages, ElementsAre("en", "fr"));
  EXPECT_EQ(symbols.at.line, 20);
  EXPECT_EQ(settings->sources[1].kind, SourceKind::kUrls);
  EXPECT_THAT(settings->sources[1].urls, ElementsAre("https://example.org/a.pdf", "file:///srv/b.pdf"));
  EXPECT_EQ(settings->sources[2].kind, SourceKind::kPage);
  EXPECT_EQ(settings->sources[2].link_pattern.value, "\\.pdf$");
  EXPECT_EQ(settings->sources[2].link_pattern.at.line, 34);
  EXPECT_EQ(settings->sources[3].kind, SourceKind::kDirectory);
  EXPECT_EQ(settings->sources[3].directory, "/srv/documents");
  EXPECT_EQ(settings->sources[3].file_pattern, "*.pdf");
  const SourceSettings& upr = settings->sources[4];
  EXPECT_EQ(upr.kind, SourceKind::kUpr);
  EXPECT_THAT(upr.cycles, ElementsAre(3, 4));
  EXPECT_THAT(upr.states, ElementsAre("PRK"));
  EXPECT_TRUE(upr.decisions);
  EXPECT_THAT(upr.languages, ElementsAre("en"));
  EXPECT_EQ(upr.probe, 20);
}

TEST(SettingsTest, TellsAllErrorsAtOnceInFileOrder) {
  EXPECT_THAT(
      errors_of(R"([fetch]
contact = "me"
connections = 0
conections_per_host = 2
retries = "3"
respect_robots = 1
documents_api = "https://example.org/{symbol}/{lang}"
documents_site = "ftp://example.org/{symbol}"
ca_file = "ca.pem"
[run]
tombstone_after = 0
[[source]]
name = "a"
kind = "symbol"
[[source]]
name = "a"
kind = "symbols"
symbols = ["A/HRC/27/10", "a/hrc/27/10"]
related = ["addenda", "decision"]
languages = ["de"]
urls = ["https://example.org"]
[[source]]
kind = "urls"
urls = ["file:///srv/a.pdf", "ftp://example.org"]
[[source]]
name = "page"
kind = "page"
urls = []
link_pattern = ""
[[source]]
name = "folder"
kind = "directory"
directory = "documents"
file_pattern = "a/*.pdf"
[[source]]
name = "upr"
kind = "upr"
cycles = [0, "4"]
states = ["PRK", "prk"]
probe = 41
[runs]
)"),
      ElementsAre(
          "sources.toml:2:11: fetch.contact: 'me' is neither a mail address nor a URL with https:// or http://",
          "sources.toml:3:15: fetch.connections: must be from 1 to 256, and is 0",
          "sources.toml:4:1: fetch.conections_per_host: unknown key 'conections_per_host'; did you mean "
          "'connections_per_host'?",
          "sources.toml:5:11: fetch.retries: must be an integer, not a string",
          "sources.toml:6:18: fetch.respect_robots: must be true or false, not an integer",
          "sources.toml:7:17: fetch.documents_api: 'https://example.org/{symbol}/{lang}' holds {lang}; only {symbol} "
          "and {language} are filled in",
          "sources.toml:8:18: fetch.documents_site: 'ftp://example.org/{symbol}' must begin with https:// or http://",
          "sources.toml:9:11: fetch.ca_file: 'ca.pem' must be an absolute path, since a scheduled run may start "
          "anywhere",
          "sources.toml:11:19: run.tombstone_after: must be from 1 to 1000, and is 0",
          "sources.toml:14:8: source[0].kind: 'symbol' is not a kind of source; choose one of symbols, urls, page, "
          "directory, upr",
          "sources.toml:15:1: source[1].name: 'a' is already the name of the source in line 12",
          "sources.toml:18:27: source[1].symbols[1]: 'a/hrc/27/10' is not a document symbol, such as \"A/HRC/27/10\"",
          "sources.toml:19:23: source[1].related[1]: 'decision' is not a related document; choose one of addenda, "
          "decisions",
          "sources.toml:20:14: source[1].languages[0]: 'de' is not a language of the United Nations; choose one of en, "
          "fr, es, ru, ar, zh",
          "sources.toml:21:1: source[1].urls: unknown key 'urls'; known here: name, kind, symbols, related, languages",
          "sources.toml:22:1: source[2].name: is missing",
          "sources.toml:24:9: source[2].urls[0]: 'file:///srv/a.pdf' is a file URL; set allow_file_urls = true under "
          "[fetch] to allow it",
          "sources.toml:24:30: source[2].urls[1]: 'ftp://example.org' must begin with https:// or http://",
          "sources.toml:28:8: source[3].urls: is empty; at least one is needed",
          "sources.toml:29:16: source[3].link_pattern: is empty",
          "sources.toml:32:8: source[4].kind: a directory is read by file URLs; set allow_file_urls = true under "
          "[fetch]",
          "sources.toml:33:13: source[4].directory: 'documents' must be an absolute path, since a scheduled run may "
          "start anywhere",
          "sources.toml:34:16: source[4].file_pattern: 'a/*.pdf' holds a '/'; it is for names in one folder",
          "sources.toml:38:11: source[5].cycles[0]: must be from 1 to 99, and is 0",
          "sources.toml:38:14: source[5].cycles[1]: must be an integer, not a string",
          "sources.toml:39:18: source[5].states[1]: 'prk' is not a code of three capitals, such as \"PRK\"",
          "sources.toml:40:9: source[5].probe: must be from 0 to 40, and is 41",
          "sources.toml:41:2: runs: unknown key 'runs'; did you mean 'run'?"));
}

TEST(SettingsTest, AContactIsNeededOnlyWhereServersAreAsked) {
  EXPECT_THAT(
      errors_of("[[source]]\nname = 'dprk'\nkind = 'symbols'\nsymbols = ['A/HRC/27/10']\n"),
      ElementsAre("sources.toml: fetch.contact: is missing; source 'dprk' asks servers, whose operators must be "
                  "able to reach you: set a mail address or a URL there, or in TROIKA_FETCH_CONTACT"));
  EXPECT_THAT(errors_of("[fetch]\nallow_file_urls = true\n[[source]]\nname = 'd'\nkind = 'directory'\n"
                        "directory = '/srv'\n[[source]]\nname = 'u'\nkind = 'urls'\nurls = ['file:///a.pdf']\n"),
              IsEmpty());
}

TEST(SettingsTest, AFileWithoutSourcesIsAnError) {
  EXPECT_THAT(errors_of("# nothing\n"),
              ElementsAre("sources.toml: source: is missing; say in a [[source]] what is to be fetched, as in the "
                          "sources.toml that comes with Troika"));
  EXPECT_THAT(lines_of(read_settings("/absent/sources.toml").error()),
              ElementsAre("sources.toml: no such file; check its name"));
}

// A backfill names its documents on the command line.
TEST(SettingsTest, SourcesThatAreNotFetchedNeedNotBeThere) {
  const TemporaryFolder folder;
  const auto settings = read_settings(folder.write("sources.toml", "[fetch]\nretries = 2\n"), {}, Sources::kIgnored);
  ASSERT_TRUE(settings.has_value()) << lines_of(settings.error())[0];
  EXPECT_EQ(settings->fetch.retries, 2);
  EXPECT_THAT(settings->sources, IsEmpty());
}

TEST(SettingsTest, TheEnvironmentOverridesTheFile) {
  const TemporaryFolder folder;
  const auto settings =
      read_settings(folder.write("sources.toml", kOneSource), {{"TROIKA_FETCH_CONTACT", "other@example.org"},
                                                               {"TROIKA_FETCH_CONNECTIONS", "3"},
                                                               {"TROIKA_FETCH_RESPECT_ROBOTS", "false"},
                                                               {"TROIKA_FETCH_RETRIES", ""},
                                                               {"TROIKA_RUN_TOMBSTONE_AFTER", "5"},
                                                               {"TROIKA_TEST_FAULT", "not ours"},
                                                               {"PATH", "/bin"}});
  ASSERT_TRUE(settings.has_value()) << lines_of(settings.error())[0];
  EXPECT_EQ(settings->fetch.contact, "other@example.org");
  EXPECT_EQ(settings->fetch.connections, 3);
  EXPECT_FALSE(settings->fetch.respect_robots);
  EXPECT_EQ(settings->fetch.retries, 3);
}

TEST(SettingsTest, ErrorsOfTheEnvironmentNameTheVariable) {
  EXPECT_THAT(errors_of("[[source]]\nname = 'd'\nkind = 'urls'\nurls = ['https://example.org/']\n",
                        {{"TROIKA_FETCH_ALLOW_FILE_URLS", "yes"},
                         {"TROIKA_FETCH_CONECTIONS", "3"},
                         {"TROIKA_FETCH_CONNECTIONS", "many"},
                         {"TROIKA_FETCH_CONTACT", "me"},
                         {"TROIKA_FETCH_RETRIES", "21"},
                         {"TROIKA_RUN_TOMBSTONE_AFTER", "99999999999999999999"},
                         {"TROIKA_RUN_WHATEVER_IT_IS", "1"}}),
              ElementsAre("TROIKA_FETCH_ALLOW_FILE_URLS: must be true or false, and is 'yes'",
                          "TROIKA_FETCH_CONECTIONS: is no setting; did you mean TROIKA_FETCH_CONNECTIONS?",
                          "TROIKA_FETCH_CONNECTIONS: must be an integer, and is 'many'",
                          "TROIKA_FETCH_CONTACT: 'me' is neither a mail address nor a URL with https:// or http://",
                          "TROIKA_FETCH_RETRIES: must be from 0 to 20, and is 21",
                          "TROIKA_RUN_TOMBSTONE_AFTER: must be from 1 to 1000, and is 99999999999999999999",
                          "TROIKA_RUN_WHATEVER_IT_IS: is no setting"));
}

TEST(SettingsTest, TheEnvironmentAloneMayGiveWhatSourcesNeed) {
  EXPECT_THAT(errors_of("[[source]]\nname = 'd'\nkind = 'directory'\ndirectory = '/srv'\n",
                        {{"TROIKA_FETCH_ALLOW_FILE_URLS", "true"}}),
              IsEmpty());
}

TEST(SettingsTest, IsFoundByTheOptionAndThenByTheFolders) {
  const TemporaryFolder folder;
  folder.write("troika/sources.toml", kOneSource);
  const auto folders = ConfigFolders::open("", {folder.path(), "", ""});
  ASSERT_TRUE(folders.has_value());
  EXPECT_EQ(settings_path("my.toml", *folders), "my.toml");
  EXPECT_EQ(settings_path("", *folders), folder.path("troika/sources.toml"));
}

}  // namespace
}  // namespace troika::config
