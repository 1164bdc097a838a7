#include "tests/fetch/answers.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>
#include <zlib.h>

#include <gtest/gtest.h>

namespace troika::fetch {

MisbehavingServer::Handler without_robots(MisbehavingServer::Handler handler) {
  return [handler = std::move(handler)](const SeenRequest& request, Peer& peer) {
    return request.target == "/robots.txt" ? peer.reply(404) : handler(request, peer);
  };
}

MisbehavingServer::Handler in_turn(std::vector<std::function<bool(Peer&)>> answers) {
  return without_robots(
      [answers = std::move(answers), next = std::make_shared<std::atomic<std::size_t>>(0)](
          const SeenRequest&, Peer& peer) { return answers[std::min(next->fetch_add(1), answers.size() - 1)](peer); });
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace troika::fetch
