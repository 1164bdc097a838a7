// What bytes are, by their beginning. Servers lie about it, mostly by "application/octet-stream" and "text/html".
#pragma once

#include <string>
#include <string_view>

#include "fetch/task.h"

namespace troika::fetch {

struct SniffedType {
  std::string_view media_type;  // "application/pdf"; of others the nearest known, "application/octet-stream" at last
  std::string_view suffix;      // ".pdf"; empty for what Troika does not read
  MediaType type;               // kAny for what Troika does not read
};

// `head`: the first bytes; 1024 are enough for most, Archive::Draft::head() for all. `declared` is the Content-Type,
// and decides only between kinds of plain text. Thread-safe.
SniffedType sniff(std::string_view head, std::string_view declared = {});

// Of all that Troika reads.
inline constexpr std::string_view kSuffixes[] = {".pdf", ".html", ".docx"};

// By the suffix of an archived file, for bytes that were sniffed before: "application/pdf".
std::string_view media_type_of_suffix(std::string_view path);

// "a PDF", "a web page", ...
std::string_view name_of(MediaType type);

}  // namespace troika::fetch
