#include "fetch/http_head.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

// The heads that come of these lines, as "200 name=value name=value".
std::vector<std::string> heads_of(const std::vector<std::string>& lines) {
  HttpHeadReader reader;
  std::vector<std::string> heads;
  for (const std::string& line : lines) {
    const auto head = reader.take(line + "\r\n");
    if (!head) continue;
    std::string text = std::to_string(head->status);
    for (const auto& [name, value] : head->fields) text += ' ' + name + '=' + value;
    heads.push_back(text);
  }
  EXPECT_EQ(reader.complete(), !heads.empty());
  return heads;
}

TEST(HttpHeadTest, ReadsLinesUpToTheEmptyOne) {
  using Heads = std::vector<std::string>;
  const struct {
    std::vector<std::string> lines;
    Heads heads;
  } cases[] = {
      {{"HTTP/1.1 200 OK", "ETag: \"v1\"", ""}, {"200 etag=\"v1\""}},
      {{"HTTP/2 304", ""}, {"304"}},
      {{"HTTP/1.1 404", "X-A:1", "x-a:\t 2 \t", "Empty:", ""}, {"404 x-a=1 x-a=2 empty="}},
      {{"HTTP/1.1 200 OK", "no colon", "Location: http://a/b", ""}, {"200 location=http://a/b"}},
      // An interim head is not shown, nor do its fields get into the next.
      {{"HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/1.1 200 OK", "A: b", ""}, {"200 a=b"}},
      {{"HTTP/1.1 100 Continue", "HTTP/1.1 503 No", ""}, {"503"}},
      // Nor are trailers, whatever they look like.
      {{"HTTP/1.1 200 OK", "A: b", "", "Checksum: 1", "", "HTTP/1.1 500 No", ""}, {"200 a=b"}},
      {{"HTTP/1.1 200 OK", "A: b"}, {}},
      {{"HTTP/1.1 ok", "A: b", ""}, {}},
      {{"HTTP/1.1", ""}, {}},
      {{""}, {}},
  };
  for (const auto& one : cases) EXPECT_EQ(heads_of(one.lines), one.heads) << one.lines.front();
}

TEST(HttpHeadTest, GivesTheFirstFieldOfAName) {
  const HttpHead head{200, {{"etag", "1"}, {"etag", "2"}}};
  EXPECT_EQ(head.field("etag"), "1");
  EXPECT_EQ(head.field("ETag"), "") << "names are in lower case";
  EXPECT_EQ(HttpHead().field("etag"), "");
}

}  // namespace
}  // namespace troika::fetch
