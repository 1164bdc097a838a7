// What the program's exit status says; users script against the numbers.
#pragma once

namespace troika::pipeline {

enum ExitStatus : int {
  kAllWell = 0,
  kDocumentsFailed = 1,  // the run is complete, some documents are failures
  kWrongUsage = 2,       // command line or configuration; nothing was read
  kAborted = 3,          // the run is not complete: disk, closed pipe, signal, broken balance
  kLocked = 4,           // another run holds the data folder; nothing was done
};

}  // namespace troika::pipeline
