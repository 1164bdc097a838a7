#include "tests/fetch/misbehaving_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace troika::fetch {
namespace {

// Reads one request from `buffer` and the socket; nothing when the peer has gone.
std::optional<SeenRequest> read_request(int socket, std::string& buffer) {
  std::size_t end = 0;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    char bytes[4096];
    const ssize_t got = ::recv(socket, bytes, sizeof(bytes), 0);
    if (got <= 0) return std::nullopt;
    buffer.append(bytes, static_cast<std::size_t>(got));
  }
  std::istringstream lines(buffer.substr(0, end + 2));
  buffer.erase(0, end + 4);
  SeenRequest request;
  std::string method, line;
  lines >> method >> request.target;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.fields.emplace_back(name, line.substr(colon + 2, line.size() - colon - 3));
  }
  return request;
}

}  // namespace

std::string SeenRequest::field(const std::string& name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

bool Peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Peer::reply(int status, std::string_view fields, std::string_view body) {
  std::string answer = "HTTP/1.1 " + std::to_string(status) + " Status\r\n" + std::string(fields);
  if (status != 304 && status != 204) answer += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return send(answer + "\r\n" + std::string(body));
}

MisbehavingServer::MisbehavingServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("no loopback port to listen on");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

MisbehavingServer::~MisbehavingServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (const int socket : sockets_) ::close(socket);
  ::close(listener_);
}

std::string MisbehavingServer::url(const std::string& target) const {
  return "http://127.0.0.1:" + std::to_string(port_) + target;
}

std::vector<SeenRequest> MisbehavingServer::requests() const {
  const std::lock_guard lock(mutex_);
  std::vector<SeenRequest> result;
  std::copy_if(requests_.begin(), requests_.end(), std::back_inserter(result),
               [](const SeenRequest& request) { return request.target != "/robots.txt"; });
  return result;
}

std::size_t MisbehavingServer::count(const std::string& target) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(requests_.begin(), requests_.end(),
                                                [&](const SeenRequest& request) { return request.target == target; }));
}

void MisbehavingServer::accept_all() {
  for (int connection = 0;; ++connection) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket, connection] { serve(socket, connection); });
  }
}

void MisbehavingServer::serve(int socket, int connection) {
  std::string buffer;
  while (auto request = read_request(socket, buffer)) {
    request->connection = connection;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
    }
    most_ = std::max(most_.load(), ++active_);
    Peer peer(socket);
    const bool goes_on = handler_(*request, peer);
    --active_;
    if (!goes_on) break;
  }
  ::shutdown(socket, SHUT_RDWR);
}

}  // namespace troika::fetch
