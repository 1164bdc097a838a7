#include "output/load/speakers.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "output/load/row.h"

namespace troika::output {
namespace {

struct Speaker {
  std::int64_t number = 0;
  int rank = 0;  // the least speaks
};

// What is wrong with a line is said when its row is built.
const Json* member(const Json& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto at = object.FindMember(key);
  return at == object.MemberEnd() ? nullptr : &at->value;
}

std::string text(const Json* value) {
  return value && value->IsString() ? std::string(value->GetString(), value->GetStringLength()) : std::string();
}

int rank_of(const Json& line) {
  if (text(member(line, "verdict")) != "extracted") return 2;
  return text(member(line, "superseded_by")).empty() ? 0 : 1;
}

}  // namespace

std::vector<std::int64_t> lines_of_documents(LineFile& file) {
  std::unordered_map<std::string, Speaker> speakers;
  std::vector<std::int64_t> numbers;
  RecordParser parser;
  file.rewind();
  while (file.next()) {
    const Json& line = parser.parse(file);
    const Json* document = member(line, "document");
    const std::string sha256 = document ? text(member(*document, "sha256")) : std::string();
    const Speaker candidate{file.number(), rank_of(line)};
    if (sha256.empty()) {
      numbers.push_back(candidate.number);
    } else if (Speaker& best = speakers.try_emplace(sha256, candidate).first->second; candidate.rank < best.rank) {
      best = candidate;
    }
  }
  for (const auto& [sha256, speaker] : speakers) numbers.push_back(speaker.number);
  std::ranges::sort(numbers);
  file.rewind();
  return numbers;
}

}  // namespace troika::output
