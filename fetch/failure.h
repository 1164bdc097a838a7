// A failure is data: a document that cannot be read travels on and becomes a record of what went wrong.
//
// Stages return Result<T>; no exception leaves a stage. The list of codes is closed: users script against the
// names that code_name() gives, so a name is never reused for another meaning.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace troika::fetch {

enum class Stage { kFetch, kExtract, kNormalize, kOutput, kPipeline };

enum class FailureCode {
  kNotFound,          // no such file
  kIsFolder,          // a folder where a file was asked for
  kUnreadable,        // the system would not let us read it
  kEmpty,             // zero bytes
  kTooLarge,          // over the size limit
  kWrongType,         // not a document of a type that Troika reads
  kEncrypted,         // needs a password
  kDamaged,           // truncated, or its structure cannot be followed
  kNoText,            // pages without a text layer (blank, or scanned)
  kUnknownKind,       // readable, but no rule set is for it
  kNoSection,         // the kind is known, but the section that holds the recommendations was not found
  kCrashed,           // the worker process died on it
  kTimedOut,          // the worker process took too long over it
  kOutOfMemory,       // the worker process needed more memory than it may have
  kNotPublishedYet,   // the server knows no such document: 404, or 200 with nothing or a page in its place
  kBlocked,           // a challenge or a refusal: add the file by hand
  kTruncated,         // fewer bytes than announced, or a PDF without its end
  kServerError,       // 5xx, 408, 425 or 429; or the host asked for a longer pause than a run may take
  kNetwork,           // no connection, a time limit, a broken transfer
  kRefusedRedirect,   // too many, to another scheme, or from https to http
  kForbiddenAddress,  // a private address, or a file URL, that the configuration does not allow
  kDisallowed,        // by the host's robots.txt
  kStore,             // the store could not be read or written
  kDiedTwice,         // the process died twice while it held the document
  kInternal,          // a defect of Troika's own
};

struct Failure {
  Stage stage = Stage::kPipeline;
  FailureCode code = FailureCode::kInternal;
  bool retryable = false;  // the same input may do better another time
  std::string detail;      // one line for a person: what was wrong, and what to do next
};

template <class T>
using Result = tl::expected<T, Failure>;

// "not_found", "is_folder", ...: the spelling in verdicts and in failures.jsonl.
std::string_view code_name(FailureCode code);
std::string_view stage_name(Stage stage);

}  // namespace troika::fetch
