#include "fetch/robots_job.h"

#include <chrono>
#include <utility>

#include "fetch/redirect.h"
#include "fetch/retry.h"
#include "fetch/verdict.h"

namespace troika::fetch {

RobotsJob::RobotsJob(const Url& site, std::string agent) : origin_(site.origin()), agent_(std::move(agent)) {
  begin_at(*resolve_url(site, "/robots.txt"));
}

HttpRequest RobotsJob::request() {
  status_ = 0;
  location_.clear();
  retry_after_.clear();
  text_.clear();
  return {url().text, {}, false};
}

bool RobotsJob::take_head(HttpHead head) {
  status_ = head.status;
  location_ = head.field("location");
  retry_after_ = head.field("retry-after");
  return true;
}

bool RobotsJob::take_body(std::string_view bytes) {
  text_ += bytes;
  return text_.size() < kMaxRobotsBytes;
}

Step RobotsJob::step(const HttpOutcome& outcome) {
  const bool full = outcome.end == HttpEnd::kEndedByReceiver && text_.size() >= kMaxRobotsBytes;
  if (outcome.end != HttpEnd::kComplete && !full) {
    Failure failure = judge_transport(outcome, url().host);
    if (failure.code == FailureCode::kTruncated) failure.code = FailureCode::kNetwork;
    return Step::failed(std::move(failure));
  }
  if (is_redirect(status_)) return Step::redirect(location_);
  // Too many requests is no word about the rules: it is taken as 5xx, as others do.
  if (status_ >= 500 || status_ == 429 || status_ < 200) {
    const auto now = std::chrono::system_clock::now();
    return Step::failed({Stage::kFetch, FailureCode::kServerError, true, "HTTP " + std::to_string(status_)},
                        parse_retry_after(retry_after_, now));
  }
  if (status_ < 300) robots_ = Robots::parse(text_, agent_);
  return Step::done();
}

Failure RobotsJob::consequence(const Failure& failure) const {
  Failure result = failure;
  if (failure.code == FailureCode::kServerError) {
    result.code = FailureCode::kDisallowed;
    result.detail = origin_ + "/robots.txt cannot be read (" + failure.detail +
                    "), so nothing is fetched from there in this run; try again later";
  }
  return result;
}

}  // namespace troika::fetch
