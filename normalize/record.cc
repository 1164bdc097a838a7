#include "normalize/record.h"

namespace troika::normalize {

void ResponseCounts::add(const std::optional<extract::Response>& response) {
  if (!response) {
    ++none;
    return;
  }
  switch (*response) {
    case extract::Response::kSupported: ++supported; break;
    case extract::Response::kNoted: ++noted; break;
    case extract::Response::kPartiallySupported: ++partially_supported; break;
    case extract::Response::kPending: ++pending; break;
  }
}

ResponseCounts count_responses(const std::vector<Recommendation>& records) {
  ResponseCounts counts;
  for (const Recommendation& record : records) counts.add(record.response);
  return counts;
}

}  // namespace troika::normalize
