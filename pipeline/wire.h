// An outcome as bytes, for the way from a worker process to the runner of the same program (never stored).
//
// The bytes come from a process that may have been taken over by a hostile document: decode() checks every length and
// every enumerator, and gives a Failure (kInternal) for whatever encode() cannot have made. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "output/json_lines.h"

namespace troika::pipeline {

std::string encode(const output::DocumentOutcome& outcome);
fetch::Result<output::DocumentOutcome> decode(std::string_view bytes);

}  // namespace troika::pipeline
