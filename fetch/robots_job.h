// Reads the robots.txt of one origin. Internal to fetch/.
#pragma once

#include <optional>
#include <string>

#include "fetch/job.h"
#include "fetch/robots.h"

namespace troika::fetch {

class RobotsJob : public Job {
 public:
  // `site` is any URL of the origin; `agent` our product token.
  RobotsJob(const Url& site, std::string agent);

  const std::string& origin() const { return origin_; }

  // After kDone: the rules. 4xx and too many redirects: none (RFC 9309, sections 2.3.1.2 and 2.3.1.3).
  const Robots& robots() const { return robots_; }

  // What documents of this origin fail with when robots.txt failed with `failure`: a host whose rules cannot be read is
  // left alone for the rest of the run (section 2.3.1.4).
  Failure consequence(const Failure& failure) const;

  HttpRequest request() override;
  bool take_head(HttpHead head) override;
  bool take_body(std::string_view bytes) override;
  Step step(const HttpOutcome& outcome) override;

 private:
  std::string origin_, agent_;
  Robots robots_ = Robots::allow_all();
  int status_ = 0;
  std::string location_, retry_after_;
  std::string text_;
};

}  // namespace troika::fetch
