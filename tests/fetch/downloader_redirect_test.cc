// Redirects are followed, but not where they lead astray.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/downloader.h"
#include "tests/fetch/answers.h"
#include "tests/fetch/fetching.h"
#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DownloaderRedirectTest : public FetchingTest {};

TEST_F(DownloaderRedirectTest, FollowsRedirects) {
  const std::string pdf = a_pdf();
  MisbehavingServer server(without_robots([&](const SeenRequest& request, Peer& peer) {
    if (request.target == "/api") return peer.reply(302, "Location: /hop?x=1\r\n", "moved");
    if (request.target == "/hop?x=1") return peer.reply(308, "Location: documents/1.pdf#page=2\r\n");
    return peer.reply(200, {}, pdf);
  }));
  const Fetched fetched = fetch(server.url("/api"));
  EXPECT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(fetched.url, server.url("/documents/1.pdf"));
  EXPECT_EQ(fetched.requests, 3);
}

TEST_F(DownloaderRedirectTest, RefusesRedirectsThatLeadAstray) {
  const struct {
    std::string location, outcome;
  } kTable[] = {
      {"/1.pdf", "refused_redirect: more than 5 redirects, the last to /1.pdf; check the URL with a browser"},
      {"file:///etc/passwd", "refused_redirect: URL redirects to file:///etc/passwd, which is not http(s)"},
      {"ftp://127.0.0.1/x", "refused_redirect: URL redirects to ftp://127.0.0.1/x, which is not http(s)"},
      {"gopher://127.0.0.1:6379/_FLUSHALL",
       "refused_redirect: URL redirects to gopher://127.0.0.1:6379/_FLUSHALL, which is not http(s)"},
      {"http://user:secret@127.0.0.1/",
       "refused_redirect: URL redirects to what is no URL: http://user:secret@127.0.0.1/"},
      {"http://", "refused_redirect: URL redirects to what is no URL: http://"},
      {"", "refused_redirect: URL redirects to nowhere: it gives no Location"},
  };
  policy.allow_file_urls = true;
  for (const auto& row : kTable) {
    MisbehavingServer server(in_turn({[&](Peer& peer) {
      return peer.reply(302, row.location.empty() ? "" : "Location: " + row.location + "\r\n");
    }}));
    std::string expected = row.outcome;
    if (const std::size_t at = expected.find("URL redirects"); at != std::string::npos) {
      expected.replace(at, 3, server.url("/1.pdf"));
    }
    EXPECT_EQ(outcome_of(fetch(server.url("/1.pdf"))), expected);
  }
}

TEST_F(DownloaderRedirectTest, RefusesPrivateAddresses) {
  MisbehavingServer server(in_turn({[](Peer& peer) { return peer.reply(200, {}, a_pdf()); }}));
  policy.allow_private_addresses = false;
  const std::string port = std::to_string(server.port());
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"}) {
    const std::string outcome = outcome_of(fetch("http://" + host + ":" + port + "/1.pdf"));
    EXPECT_THAT(outcome, StartsWith("forbidden_address: ")) << host;
    EXPECT_THAT(outcome, HasSubstr("(loopback), no public address; if it is to be fetched, set "
                                   "allow_private_addresses = true in the configuration"))
        << host;
  }
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(server.count("/robots.txt"), 0u);
}

}  // namespace
}  // namespace troika::fetch
