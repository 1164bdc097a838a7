#include "output/load/left_behind.h"

#include "normalize/record.h"

namespace troika::output {
namespace {

using rapidjson::StringRef;

void copy(const Json& from, const char* key, rapidjson::Document& to) {
  to.AddMember(StringRef(key), Json(from[key], to.GetAllocator()), to.GetAllocator());
}

}  // namespace

rapidjson::Document document_left_by(const Json& record) {
  rapidjson::Document line(rapidjson::kObjectType);
  for (const char* key : {"document", "review"}) copy(record, key, line);
  return line;
}

bool had_review(const Json& record) {
  const Json& kind = record["document"]["kind"];
  return !record["report"].IsNull() ||
         std::string_view(kind.GetString(), kind.GetStringLength()) == normalize::kWorkingGroupReport;
}

rapidjson::Document review_left_by(const Json& record, std::string_view report) {
  rapidjson::Document line(rapidjson::kObjectType);
  line.AddMember("report", Json(report.data(), static_cast<rapidjson::SizeType>(report.size()), line.GetAllocator()),
                 line.GetAllocator());
  if (record["review"].IsObject())
    for (const char* key : {"state_under_review", "cycle", "session", "year"}) copy(record["review"], key, line);
  for (const char* key : {"documents", "totals", "doubts"})
    line.AddMember(StringRef(key), Json(rapidjson::kArrayType), line.GetAllocator());
  return line;
}

}  // namespace troika::output
