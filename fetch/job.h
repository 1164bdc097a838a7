// What the downloader is busy with: a document to fetch, or a robots.txt to read first. A job is asked for its next
// request, takes the response, and says what is to be done then. Internal to fetch/.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "fetch/failure.h"
#include "fetch/http_client.h"
#include "fetch/url.h"

namespace troika::fetch {

// What follows from a response.
struct Step {
  enum class Kind { kDone, kCommit, kRedirect, kFailed };
  Kind kind = Kind::kDone;
  std::string location;                             // kRedirect
  Failure failure{};                                // kFailed
  std::optional<std::chrono::seconds> retry_after;  // kFailed, where the server said so

  static Step done() { return {}; }
  static Step commit() { return {Kind::kCommit, {}, {}, {}}; }  // the draft, then kept()
  static Step redirect(std::string_view location) { return {Kind::kRedirect, std::string(location), {}, {}}; }
  static Step failed(Failure failure, std::optional<std::chrono::seconds> retry_after = {}) {
    return {Kind::kFailed, {}, std::move(failure), retry_after};
  }
};

class Job : public HttpReceiver {
 public:
  Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  // For `url()`, which is http(s).
  virtual HttpRequest request() = 0;
  // After the response to it has ended.
  virtual Step step(const HttpOutcome& outcome) = 0;

  const Url& url() const { return url_; }
  int redirects() const { return redirects_; }

  // A new place to ask at.
  void begin_at(Url url) {
    start_ = url;
    url_ = std::move(url);
    redirects_ = failed_ = 0;
  }
  void redirect_to(Url url) {
    url_ = std::move(url);
    ++redirects_;
  }
  // From the beginning, because a request failed. Returns how many have.
  int begin_again() {
    url_ = start_;
    redirects_ = 0;
    return ++failed_;
  }

  // Set while the job waits to be tried again: what it then fails with if there is no time to.
  std::optional<Failure> waits_after;

 private:
  Url start_, url_;
  int redirects_ = 0, failed_ = 0;
};

}  // namespace troika::fetch
