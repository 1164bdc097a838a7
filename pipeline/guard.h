// Where C++ exceptions end: a call that throws becomes a Failure of its document.
#pragma once

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "fetch/failure.h"

namespace troika::pipeline {

// The detail of kOutOfMemory, wherever it was noticed.
inline constexpr const char* kOutOfMemoryDetail =
    "it needs more memory than there is for one document; raise --memory-limit";

inline constexpr const char* kDefect = "a defect of Troika, please report it";

// Runs `work`, which returns a fetch::Result, and returns what it returns.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  using fetch::Failure;
  using fetch::FailureCode;
  constexpr auto kStage = fetch::Stage::kPipeline;
  try {
    return std::forward<Work>(work)();
  } catch (const std::bad_alloc&) {
    return tl::unexpected(Failure{kStage, FailureCode::kOutOfMemory, true, kOutOfMemoryDetail});
  } catch (const std::exception& error) {
    return tl::unexpected(Failure{kStage, FailureCode::kInternal, false, kDefect + std::string(": ") + error.what()});
  } catch (...) {
    return tl::unexpected(Failure{kStage, FailureCode::kInternal, false, kDefect});
  }
}

}  // namespace troika::pipeline
