// Fetches tasks over HTTP(S), and from file:// where a task names a local file. One thread, libcurl's multi interface.
//
//   Downloader downloader(policy, archive);
//   std::thread([&] { downloader.run(next, done, stop); });
//
// Polite and suspicious: per-host connections and intervals, robots.txt (RFC 9309), bounded redirects that never leave
// http(s) nor fall from https to http, no private addresses unless allowed, size caps while writing. A response is
// judged by its bytes, not by its status: see verdict.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fetch/archive.h"
#include "fetch/task.h"

namespace troika::fetch {

struct DownloadPolicy {
  std::string user_agent;  // names the project and a contact: "Troika/0.1 (+https://example.org; mail@example.org)"
  int connections = 8;     // at a time, over all hosts
  int connections_per_host = 2;
  std::chrono::milliseconds interval_per_host{250};  // between the starts of two requests to one host
  std::chrono::milliseconds connect_timeout{15000};
  std::chrono::milliseconds stall_timeout{30000};      // no byte for so long
  std::chrono::milliseconds total_timeout{600000};     // of one request
  std::uint64_t max_bytes = std::uint64_t{256} << 20;  // of a document, decoded: a small answer may unfold to much
  int max_redirects = 5;
  int retries = 3;                                    // of one URL, after errors that may pass
  std::chrono::milliseconds first_backoff{1000};      // doubled each time, with jitter
  std::chrono::milliseconds longest_backoff{120000};  // a Retry-After beyond this gives the task back as retryable
  bool respect_robots = true;
  bool allow_private_addresses = false;
  bool allow_file_urls = false;  // tasks of file://; never by redirect
  std::string proxy;    // "http://proxy:3128"; empty for none: the environment's is not used. A proxy resolves the
                        // names itself, so private addresses are then its affair
  std::string ca_file;  // PEM of certificate authorities; empty for the system's
  std::vector<Pause> pauses;  // that hosts asked for before this downloader was made
};

class Downloader {
 public:
  using Next = std::function<std::optional<Task>()>;  // the next task; nothing when none is left
  using Done = std::function<void(Fetched)>;          // must not block for long: all transfers wait for it
  using Stop = std::function<bool()>;                 // asked often: no new task is begun, those in flight finish

  // The archive outlives it. Throws std::runtime_error where libcurl cannot be initialized.
  Downloader(DownloadPolicy policy, const Archive& archive);
  Downloader(const Downloader&) = delete;
  Downloader& operator=(const Downloader&) = delete;
  ~Downloader();

  // Until `next` gives nothing and all transfers are done. Calls everything from the calling thread. No exception
  // leaves. `may_begin` is asked before each `next`: false while the consumer has no room.
  void run(const Next& next, const Done& done, const Stop& stop, const std::function<bool()>& may_begin);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace troika::fetch
