#include "fetch/failure.h"

namespace troika::fetch {

// No default in these switches: the compiler names the enumerator that was forgotten.
std::string_view code_name(FailureCode code) {
  switch (code) {
    case FailureCode::kNotFound: return "not_found";
    case FailureCode::kIsFolder: return "is_folder";
    case FailureCode::kUnreadable: return "unreadable";
    case FailureCode::kEmpty: return "empty";
    case FailureCode::kTooLarge: return "too_large";
    case FailureCode::kWrongType: return "wrong_type";
    case FailureCode::kEncrypted: return "encrypted";
    case FailureCode::kDamaged: return "damaged";
    case FailureCode::kNoText: return "no_text";
    case FailureCode::kUnknownKind: return "unknown_kind";
    case FailureCode::kNoSection: return "no_section";
    case FailureCode::kCrashed: return "crashed";
    case FailureCode::kTimedOut: return "timed_out";
    case FailureCode::kOutOfMemory: return "out_of_memory";
    case FailureCode::kNotPublishedYet: return "not_published_yet";
    case FailureCode::kBlocked: return "blocked";
    case FailureCode::kTruncated: return "truncated";
    case FailureCode::kServerError: return "server_error";
    case FailureCode::kNetwork: return "network";
    case FailureCode::kRefusedRedirect: return "refused_redirect";
    case FailureCode::kForbiddenAddress: return "forbidden_address";
    case FailureCode::kDisallowed: return "disallowed";
    case FailureCode::kStore: return "store";
    case FailureCode::kDiedTwice: return "died_twice";
    case FailureCode::kInternal: return "internal";
  }
  return "internal";  // a value outside the list is itself a defect of ours
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::kFetch: return "fetch";
    case Stage::kExtract: return "extract";
    case Stage::kNormalize: return "normalize";
    case Stage::kOutput: return "output";
    case Stage::kPipeline: return "pipeline";
  }
  return "pipeline";
}

}  // namespace troika::fetch
