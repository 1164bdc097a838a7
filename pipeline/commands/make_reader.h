// The reader that the command line asks for: in worker processes, or in this one.
#pragma once

#include <memory>

#include "fetch/failure.h"
#include "pipeline/commands/command_line.h"
#include "pipeline/document_reader.h"
#include "pipeline/engine.h"

namespace troika::pipeline {

// `engine` must outlive the reader.
fetch::Result<std::unique_ptr<DocumentReader>> make_reader(const ReaderOptions& options, const Engine& engine);

}  // namespace troika::pipeline
