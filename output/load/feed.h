// The change feed of a folder (changes.jsonl), as a load needs it. For this folder's .cc files only.
//
//   Feed feed(folder);
//   feed.survey(position.seq);             // reads all of it
//   if (feed.continues(position)) feed.each_changed(...);
//   feed.each_withdrawn(...);
//
// Of most lines the survey reads only the beginning: what a load does not need of them may be damaged. A line whose
// beginning is, or that has a record which is needed, is refused. Throws StoreError. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "output/load/lines.h"
#include "output/load/target.h"

namespace troika::output {

class Feed {
 public:
  explicit Feed(const std::string& folder) : file_(folder, "changes.jsonl") {}

  // What became of each recommendation: of all that are withdrawn, and of those that changed behind `seq`.
  void survey(std::int64_t seq);

  // Whether the feed is one that this position was taken from; survey() was asked for what is behind it.
  bool continues(const FeedPosition& position) const;

  const FeedPosition& end() const { return end_; }  // behind the last change

  // Recommendations that changed behind survey()'s `seq` and are there in the end, each once, as they are then; in the
  // order of these changes. file() stands on the line.
  void each_changed(const std::function<void(const Json& record)>& visit);

  // The last record of each that is withdrawn in the end, the one withdrawn last coming first.
  void each_withdrawn(const std::function<void(const Json& record, std::int64_t seq)>& visit);
  std::int64_t withdrawn() const { return static_cast<std::int64_t>(withdrawn_.size()); }
  std::int64_t withdrawals() const { return withdrawals_; }  // changes behind survey()'s `seq`

  // Of the line that file() stands on.
  FeedPosition position() const;
  const LineFile& file() const { return file_; }

 private:
  struct Head {
    bool is_withdrawal = false;
    std::string_view id;
  };
  struct Withdrawn {
    std::string id;
    std::int64_t seq = 0;
    LineFile::Place record;  // the line with its last record
  };

  Head head();
  Head parsed_head();
  const Json& record();
  void read_through(std::int64_t seq);
  void find_records_of_withdrawn();

  LineFile file_;
  RecordParser parser_;
  FeedPosition start_, end_;
  std::vector<LineFile::Place> changed_;
  std::vector<Withdrawn> withdrawn_;
  std::int64_t withdrawals_ = 0;
};

}  // namespace troika::output
