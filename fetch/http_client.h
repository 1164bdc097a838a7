// Many HTTP transfers at a time in one thread, by libcurl's multi interface. It moves bytes and judges nothing:
// redirects are not followed, statuses not read, nothing is tried again.
//
//   HttpClient client(settings);
//   client.start(7, {"https://docs.un.org/en/A/HRC/27/10", {"If-None-Match: \"v1\""}}, receiver);
//   for (const HttpOutcome& outcome : client.wait(100ms)) ...   // id 7 is among them, once
//
// Addresses are judged where a socket is opened, after the name was resolved: neither a redirect nor a name whose
// address changes gets past. Connections are kept and shared; HTTP/2 is spoken where TLS negotiates it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/http_head.h"

namespace troika::fetch {

// Takes a response as it arrives. Owned by the caller, and alive until its outcome was given.
class HttpReceiver {
 public:
  virtual ~HttpReceiver() = default;
  // Both: false ends the transfer. Interim responses (1xx) and trailers are not shown. Bodies come decoded.
  virtual bool take_head(HttpHead head) = 0;
  virtual bool take_body(std::string_view bytes) = 0;
};

struct HttpRequest {
  std::string url;                   // http or https
  std::vector<std::string> headers;  // "Name: value"
  bool plain = false;                // ask for no content encoding: the bytes are to be counted
};

enum class HttpEnd {
  kComplete,          // head and whole body
  kEndedByReceiver,   // it returned false, or threw
  kForbiddenAddress,  // every address of the host is private
  kUnreachable,       // no connection: name, TCP or TLS
  kTimedOut,          // after the connection was made: stalled, or took too long in all
  kCut,               // the connection broke, or the body was shorter than announced
};

struct HttpOutcome {
  std::uint64_t id = 0;
  HttpEnd end = HttpEnd::kComplete;
  std::string detail;  // what libcurl, the guard or the receiver said; empty when complete
};

struct HttpSettings {
  std::string user_agent;
  std::string ca_file;  // PEM; empty for the system's
  std::string proxy;    // empty for none: the environment's is not used
  bool allow_private_addresses = false;
  std::chrono::milliseconds connect_timeout{}, stall_timeout{}, total_timeout{};
};

// One thread at a time.
class HttpClient {
 public:
  // Throws std::runtime_error where libcurl cannot be initialized.
  explicit HttpClient(const HttpSettings& settings);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();  // transfers that are under way are given up without an outcome

  void start(std::uint64_t id, const HttpRequest& request, HttpReceiver& receiver);

  // Works on all transfers until one ends, or wake() is called, or for so long.
  std::vector<HttpOutcome> wait(std::chrono::milliseconds longest);

  // Ends a wait(), or the next one. Any thread.
  void wake();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace troika::fetch
