// The change feed of a folder (changes.jsonl), as a load needs it. For this folder's .cc files only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "output/load/lines.h"
#include "output/load/target.h"

namespace troika::output {

// One thread. Throws StoreError.
class Feed {
 public:
  explicit Feed(const std::string& folder) : file_(folder, "changes.jsonl") {}

  // Whether the feed is one that `position` was taken from.
  bool continues(const FeedPosition& position);

  // The position behind the last change.
  FeedPosition end();

  struct Change {
    std::int64_t seq;
    std::string_view op, id;
    const Json* record;  // null where withdrawn
  };
  // Each change behind `seq`, in order; file() stands on its line.
  void each_after(std::int64_t seq, const std::function<void(const Change&)>& visit);
  const LineFile& file() const { return file_; }

  // The last record of each that is withdrawn in the end, in the order of ids.
  void each_withdrawn(const std::function<void(const Json& record, std::int64_t seq)>& visit);

 private:
  struct Withdrawn {
    std::int64_t seq = 0;
    std::uint64_t offset = 0;  // of the line with its last record
    std::size_t size = 0;
  };
  std::map<std::string, Withdrawn> withdrawn();

  LineFile file_;
  RecordParser parser_;
};

}  // namespace troika::output
