// Faults on demand, to test that one document cannot take the run with it.
//
// The environment variable TROIKA_TEST_FAULT names documents by their file name, and what is to happen to a worker
// process that reads them:
//
//   TROIKA_TEST_FAULT=crash=a.pdf,loop=b.pdf,memory=c.pdf troika extract *.pdf
//
// It does nothing with --isolation none: there the fault would take the program itself.
#pragma once

#include <string>

namespace troika::pipeline {

// Commits the fault asked for, really: a segmentation fault, a loop without end, or std::bad_alloc after taking and
// touching all memory there is. Returns if none is asked for.
void commit_test_fault(const std::string& path);

}  // namespace troika::pipeline
