// Which lines of documents.jsonl the rows of documents are taken from. For this folder's .cc files only.
#pragma once

#include <cstdint>
#include <vector>

#include "output/load/lines.h"

namespace troika::output {

// Numbers of the lines that speak for their documents, in order: one of each. Of inputs with the same bytes it is the
// first that was read and supplies the records; else the first that was read, else the first. Reads the file from its
// beginning, where it leaves it. Throws StoreError.
std::vector<std::int64_t> lines_of_documents(LineFile& file);

}  // namespace troika::output
