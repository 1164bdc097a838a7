// What is to be fetched and what became of it: the types between the task queue, the downloader and the runner.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fetch/failure.h"
#include "fetch/pause.h"

namespace troika::fetch {

// What a server gave to recognize a version by (RFC 9110, section 8.8); empty where it gave none.
struct Validators {
  std::string etag;
  std::string last_modified;
};

enum class MediaType { kPdf, kHtml, kDocx, kAny };

// One document to fetch. It carries its own validators, so that the downloader never asks the store.
struct Task {
  std::string key;                // stable identity: "A/HRC/27/10@en", or the URL where there is no symbol
  std::string source;             // name of the source that wants it
  std::vector<std::string> urls;  // alternatives, tried in order until one gives the document; file:// for local files
  MediaType expects = MediaType::kAny;
  std::string validated_url;  // which of `urls` the validators are for
  Validators validators;
  std::string sha256;  // of the bytes archived last; empty when none
};

// Bytes that are in the archive.
struct Archived {
  std::string sha256;
  std::string path;        // in the archive
  std::uint64_t size = 0;  // bytes
};

// What became of a task. Exactly one of `archived` and `failure` is set; `unchanged` only with `archived`.
struct Fetched {
  Task task;
  std::string url;         // that gave the answer, after redirects
  std::string asked;       // which of the task's URLs that was, before redirects: its validators are for this one
  std::string media_type;  // as sniffed: "application/pdf"
  Validators validators;
  std::optional<Archived> archived;
  bool unchanged = false;  // 304, or the same SHA-256 as the task's
  std::optional<Failure> failure;
  std::vector<Pause> pauses;     // that hosts asked for meanwhile, and that are not over; whatever became of it
  int requests = 0;              // HTTP requests made for it, robots.txt not counted
  int conditional_requests = 0;  // of these, with If-None-Match or If-Modified-Since
};

}  // namespace troika::fetch
