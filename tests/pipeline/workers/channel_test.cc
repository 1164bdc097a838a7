#include "pipeline/workers/channel.h"

#include <chrono>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

namespace troika::pipeline {
namespace {

using namespace std::chrono_literals;
using Status = Channel::Status;

struct Ends {
  FileDescriptor one, other;
};

Ends make_ends() {
  int ends[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

TEST(Channel, MessagesArriveWholeAndInOrder) {
  auto [one, other] = make_ends();
  Channel sender(std::move(one)), receiver(std::move(other));
  const std::string large(3'000'000, 'x');  // more than a socket buffers
  std::thread sending([&] {
    EXPECT_TRUE(sender.send("a.pdf"));
    EXPECT_TRUE(sender.send(""));
    EXPECT_TRUE(sender.send(large));
  });
  std::string message;
  for (const std::string& expected : {std::string("a.pdf"), std::string(), large}) {
    EXPECT_EQ(receiver.receive(message), Status::kMessage);
    EXPECT_EQ(message, expected);
  }
  sending.join();
}

TEST(Channel, NoMessageInTimeIsATimeout) {
  auto [one, other] = make_ends();
  Channel receiver(std::move(other));
  std::string message;
  EXPECT_EQ(receiver.receive(message, Channel::Clock::now() + 20ms), Status::kTimedOut);
}

TEST(Channel, MessageThatIsThereIsReadAfterTheDeadline) {
  auto [one, other] = make_ends();
  Channel sender(std::move(one)), receiver(std::move(other));
  ASSERT_TRUE(sender.send("late"));
  std::string message;
  EXPECT_EQ(receiver.receive(message, Channel::Clock::now() - 1s), Status::kMessage);
  EXPECT_EQ(message, "late");
}

TEST(Channel, ClosedInTheMiddleOfAMessage) {
  auto [one, other] = make_ends();
  Channel receiver(std::move(other));
  ASSERT_EQ(::send(one.get(), "\x09\x00\x00\x00part", 8, 0), 8);
  one = FileDescriptor();
  std::string message;
  EXPECT_EQ(receiver.receive(message), Status::kClosed);
}

TEST(Channel, LengthBeyondTheLimitIsRefused) {
  auto [one, other] = make_ends();
  Channel receiver(std::move(other));
  ASSERT_EQ(::send(one.get(), "\xff\xff\xff\xff", 4, 0), 4);
  std::string message;
  EXPECT_EQ(receiver.receive(message), Status::kNotUnderstood);
}

TEST(Channel, SendingToNobodyIsFalseAndNoSignal) {
  auto [one, other] = make_ends();
  Channel sender(std::move(one));
  other = FileDescriptor();
  EXPECT_FALSE(sender.send("a.pdf"));
}

}  // namespace
}  // namespace troika::pipeline
