#include "output/load/feed.h"

#include <utility>

#include "fetch/sha256.h"

namespace troika::output {
namespace {

// What stands between `before` and a quote at the beginning of a line of the feed, whose keys have an order: most
// lines need not be parsed.
std::string_view part(std::string_view line, std::string_view before) {
  constexpr std::size_t kHead = 400;  // bytes that seq, op and id take at most
  const std::size_t at = line.substr(0, kHead).find(before);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + before.size());
  return line.substr(0, line.find('"'));
}

std::string_view op_of(std::string_view line) { return part(line, "\"op\":\""); }
std::string_view id_of(std::string_view line) { return part(line, "\"id\":\""); }

const Json& member_of(const Json& change, const char* key, const LineFile& file) {
  if (!change.IsObject() || !change.HasMember(key)) file.refuse_line("is no change: it has no key " + std::string(key));
  return change[key];
}

}  // namespace

bool Feed::continues(const FeedPosition& position) {
  if (position.seq == 0) return true;
  file_.rewind();
  while (file_.next())
    if (file_.number() == position.seq) return fetch::sha256_hex(file_.line()) == position.change;
  return false;
}

FeedPosition Feed::end() {
  FeedPosition last;
  std::string line;
  file_.rewind();
  while (file_.next()) {
    last.seq = file_.number();
    line.assign(file_.line());
  }
  if (last.seq > 0) last.change = fetch::sha256_hex(line);
  return last;
}

void Feed::each_after(std::int64_t seq, const std::function<void(const Change&)>& visit) {
  file_.rewind();
  while (file_.next()) {
    if (file_.number() <= seq) continue;
    const Json& change = parser_.parse(file_);
    const Json& number = member_of(change, "seq", file_);
    if (!number.IsInt64() || number.GetInt64() != file_.number())
      file_.refuse_line("has not the sequence number of its line; publish the folder anew");
    const Json& op = member_of(change, "op", file_);
    const Json& id = member_of(change, "id", file_);
    const Json& record = member_of(change, "record", file_);
    if (!op.IsString() || !id.IsString()) file_.refuse_line("is no change: op and id must be strings");
    visit({file_.number(),
           {op.GetString(), op.GetStringLength()},
           {id.GetString(), id.GetStringLength()},
           record.IsNull() ? nullptr : &record});
  }
}

std::map<std::string, Feed::Withdrawn> Feed::withdrawn() {
  std::map<std::string, Withdrawn> found;
  file_.rewind();
  while (file_.next()) {
    const std::string id(id_of(file_.line()));
    if (op_of(file_.line()) == "withdrawn") {
      found[id] = {file_.number(), 0, 0};
    } else if (!found.empty()) {
      found.erase(id);  // is there again
    }
  }
  if (found.empty()) return found;
  file_.rewind();
  while (file_.next()) {
    if (op_of(file_.line()) == "withdrawn") continue;
    if (const auto at = found.find(std::string(id_of(file_.line()))); at != found.end())
      at->second = {at->second.seq, file_.offset(), file_.line().size()};
  }
  return found;
}

void Feed::each_withdrawn(const std::function<void(const Json& record, std::int64_t seq)>& visit) {
  for (const auto& [id, last] : withdrawn()) {
    if (last.size == 0) continue;
    const Json& change = parser_.parse(file_.read(last.offset, last.size), file_);
    visit(member_of(change, "record", file_), last.seq);
  }
}

}  // namespace troika::output
