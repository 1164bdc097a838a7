// What the runner and its worker processes, of the same program, say to each other, as bytes (never stored).
//
// An answer's bytes come from a process that may have been taken over by a hostile document: decode() checks every
// length and every enumerator, and gives a Failure (kInternal) for whatever encode() cannot have made. Pure and
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "output/json_lines.h"
#include "pipeline/rendered.h"

namespace troika::pipeline {

// 64 MiB: the report of the largest document seen is 3 MiB; what is longer is garbage, and must not take the runner's
// memory.
inline constexpr std::size_t kMaxEncodedBytes = std::size_t{64} << 20;

// What the runner wants of a document: its whole report, or its lines.
enum class Form : char { kReport = 'r', kLines = 'l' };

struct Request {
  Form form = Form::kReport;
  std::string path;
};
std::string encode(const Request& request);
Request decode_request(std::string_view bytes);  // from the runner, which is trusted

std::string encode(const output::DocumentOutcome& outcome);
fetch::Result<output::DocumentOutcome> decode(std::string_view bytes);

// Without its lines: they are many bytes, and go as they are.
std::string encode(const RenderedOutcome& rendered);
fetch::Result<RenderedOutcome> decode_rendered(std::string_view bytes);

}  // namespace troika::pipeline
