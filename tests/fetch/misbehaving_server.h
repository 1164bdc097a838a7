// An HTTP/1.1 server on a loopback port that answers as a test tells it to, byte by byte.
//
//   MisbehavingServer server([](const SeenRequest& request, Peer& peer) {
//     if (request.target == "/robots.txt") return peer.reply(404);
//     return peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort") && peer.cut();
//   });
//   fetch(server.url("/document.pdf"));
//   server.requests();   // what was asked, in order
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace troika::fetch {

struct SeenRequest {
  std::string target;                                       // "/document.pdf?x=1"
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case
  int connection = 0;                                       // from 0: which of the connections it came over

  std::string field(const std::string& name) const;
};

// The other end of a connection. Every function says whether the connection may go on.
class Peer {
 public:
  explicit Peer(int socket) : socket_(socket) {}
  bool send(std::string_view bytes);
  // A whole answer, with Content-Length; `fields` are lines that end in CR LF.
  bool reply(int status, std::string_view fields = {}, std::string_view body = {});
  bool cut() const { return false; }

 private:
  int socket_;
};

class MisbehavingServer {
 public:
  // Called from a thread per connection; false closes it.
  using Handler = std::function<bool(const SeenRequest&, Peer&)>;

  explicit MisbehavingServer(Handler handler);
  MisbehavingServer(const MisbehavingServer&) = delete;
  MisbehavingServer& operator=(const MisbehavingServer&) = delete;
  ~MisbehavingServer();  // ends all connections

  std::string url(const std::string& target) const;
  int port() const { return port_; }
  std::vector<SeenRequest> requests() const;           // without those for /robots.txt
  std::size_t count(const std::string& target) const;  // of any requests
  int most_at_a_time() const { return most_; }         // requests

 private:
  void accept_all();
  void serve(int socket, int connection);

  Handler handler_;
  int listener_ = -1, port_ = 0;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> requests_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
  std::atomic<int> active_{0}, most_{0};
};

}  // namespace troika::fetch
