// A pause that a host asked for (Retry-After; RFC 9110, section 10.2.3; RFC 6585, section 4). It is kept for the host
// as a whole, as crawlers do: what is short of time, or counts our requests, is the server and not the document.
#pragma once

#include <chrono>
#include <string>

namespace troika::fetch {

struct Pause {
  std::string host;                // as in Url::host
  std::chrono::sys_seconds until;  // not to be asked before; no finer than Retry-After is
};

// ISO 8601: "2026-01-31T02:00:00Z". Thread-safe.
std::string utc_text(std::chrono::sys_seconds time);

}  // namespace troika::fetch
