// The file behind a draft: fetch/archive.h says what it promises, and only the archive's own files include this.
#pragma once

#include <memory>
#include <string>

#include "fetch/archive.h"

namespace troika::fetch {

// "what: the system's words; the next step", by errno. `path` is what could not be used.
Failure archive_failure(int error, const std::string& what, const std::string& path);

// Where content of this hash lies, or would lie: DIR/ab.
std::string archive_leaf(const std::string& folder, const std::string& sha256);

// `folder` and `buffers` are the archive's.
std::unique_ptr<Archive::Draft> make_file_draft(const std::string& folder, std::shared_ptr<BufferPool> buffers);

// As Archive::flush.
Result<void> sync_file_system(const std::string& folder);

// Removes from DIR/tmp what no living process holds.
void sweep_drafts(const std::string& folder);

}  // namespace troika::fetch
