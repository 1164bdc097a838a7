#include "pipeline/workers/channel.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace troika::pipeline {
namespace {

constexpr std::size_t kLengthBytes = 4;

bool send_bytes(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Milliseconds for poll(), rounded up so that it does not spin in the last one.
int poll_timeout(std::optional<Channel::Clock::time_point> deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Channel::Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

bool Channel::send(std::string_view message) {
  if (message.size() > kMaxMessageBytes) return false;
  std::array<char, kLengthBytes> prefix{};
  for (std::size_t i = 0; i < kLengthBytes; ++i) prefix[i] = static_cast<char>(message.size() >> (8 * i) & 0xff);
  // Both at once, or the other side would wake for the length alone.
  std::array<iovec, 2> parts{{{prefix.data(), prefix.size()}, {const_cast<char*>(message.data()), message.size()}}};
  msghdr header{};
  header.msg_iov = parts.data();
  header.msg_iovlen = parts.size();
  const ssize_t sent = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL);
  if (sent < 0 && errno != EINTR) return false;
  const std::size_t done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  return send_bytes(socket_.get(),
                    std::string_view(prefix.data(), prefix.size()).substr(std::min(done, kLengthBytes))) &&
         send_bytes(socket_.get(), message.substr(done - std::min(done, kLengthBytes)));
}

Channel::Status Channel::receive(std::string& message, std::optional<Clock::time_point> deadline) {
  std::array<char, kLengthBytes> prefix{};
  if (const Status status = receive_bytes(prefix.data(), prefix.size(), deadline); status != Status::kMessage)
    return status;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    length |= std::size_t{static_cast<unsigned char>(prefix[i])} << (8 * i);
  if (length > kMaxMessageBytes) return Status::kNotUnderstood;
  message.resize(length);
  return receive_bytes(message.data(), length, deadline);
}

Channel::Status Channel::receive_bytes(char* begin, std::size_t count, std::optional<Clock::time_point> deadline) {
  while (count > 0) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, poll_timeout(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return Status::kClosed;
    if (ready == 0) {
      if (Clock::now() >= *deadline) return Status::kTimedOut;
      continue;
    }
    const ssize_t received = ::recv(socket_.get(), begin, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return Status::kClosed;
    begin += received;
    count -= static_cast<std::size_t>(received);
  }
  return Status::kMessage;
}

}  // namespace troika::pipeline
