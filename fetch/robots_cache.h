// What is known of the robots.txt of each origin, and who waits for it to be read. Internal to fetch/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fetch/failure.h"
#include "fetch/robots.h"
#include "fetch/url.h"

namespace troika::fetch {

class RobotsCache {
 public:
  // Of one origin: its rules, or why nothing is fetched from there.
  using Known = Result<Robots>;

  // Nothing before it is read.
  const Known* find(const Url& url) const {
    const auto found = origins_.find(url.origin());
    return found != origins_.end() && found->second.known ? &*found->second.known : nullptr;
  }

  // Lets a job wait for what is not known yet. True for the first: robots.txt is then to be read.
  bool park(const Url& url, std::uint64_t job) {
    if (origins_.size() >= kMostOrigins)
      std::erase_if(origins_, [](const auto& origin) { return origin.second.known; });
    auto& parked = origins_[url.origin()].parked;
    parked.push_back(job);
    return parked.size() == 1;
  }

  // Gives those that waited.
  std::vector<std::uint64_t> conclude(const std::string& origin, Known known) {
    Origin& concluded = origins_[origin];
    concluded.known = std::move(known);
    return std::exchange(concluded.parked, {});
  }

 private:
  // Beyond so many origins, those that are known are forgotten and read again: a list of URLs may name any number, and
  // each may have 500 KiB of rules.
  static constexpr std::size_t kMostOrigins = 256;

  struct Origin {
    std::optional<Known> known;
    std::vector<std::uint64_t> parked;
  };
  std::map<std::string, Origin> origins_;
};

}  // namespace troika::fetch
