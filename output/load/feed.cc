#include "output/load/feed.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "fetch/sha256.h"

namespace troika::output {
namespace {

// Takes `expected` off the beginning of `line`; false: it does not begin so.
bool skip(std::string_view& line, std::string_view expected) {
  if (!line.starts_with(expected)) return false;
  line.remove_prefix(expected.size());
  return true;
}

// Takes what stands before the next quote, which has no escapes; nothing where it has.
std::optional<std::string_view> text_before_quote(std::string_view& line) {
  const std::size_t end = line.find_first_of("\"\\");
  if (end == std::string_view::npos || line[end] != '"') return {};
  const std::string_view text = line.substr(0, end);
  line.remove_prefix(end + 1);
  return text;
}

const Json& member_of(const Json& change, const char* key, const LineFile& file) {
  if (!change.IsObject() || !change.HasMember(key))
    file.refuse_line("is no change: it has no key " + std::string(key) + kPublishAnew);
  return change[key];
}

std::string_view text_of(const Json& change, const char* key, const LineFile& file) {
  const Json& text = member_of(change, key, file);
  if (!text.IsString()) file.refuse_line("is no change: " + std::string(key) + " must be a string" + kPublishAnew);
  return {text.GetString(), text.GetStringLength()};
}

constexpr std::string_view kWithdrawn = "withdrawn";

bool is_op(std::string_view text) { return text == "added" || text == "changed" || text == kWithdrawn; }

}  // namespace

// As append_change() writes it: {"seq":12,"op":"added","id":"A/HRC/27/10#124.36","record":{. What begins otherwise was
// damaged, or written by another program.
Feed::Head Feed::head() {
  std::string_view line = file_.line();
  if (!skip(line, "{\"seq\":" + std::to_string(file_.number()) + ",\"op\":\"")) return parsed_head();
  const auto op = text_before_quote(line);
  if (!op || !is_op(*op) || !skip(line, ",\"id\":\"")) return parsed_head();
  const auto id = text_before_quote(line);
  const bool is_withdrawal = *op == kWithdrawn;
  if (!id || !skip(line, is_withdrawal ? ",\"record\":null}" : ",\"record\":{")) return parsed_head();
  return {is_withdrawal, *id};
}

Feed::Head Feed::parsed_head() {
  const Json& change = parser_.parse(file_);
  const Json& seq = member_of(change, "seq", file_);
  if (!seq.IsInt64() || seq.GetInt64() != file_.number())
    file_.refuse_line(std::string("has not the sequence number of its line") + kPublishAnew);
  const std::string_view op = text_of(change, "op", file_);
  if (!is_op(op)) file_.refuse_line("is no change: op is " + std::string(op) + kPublishAnew);
  const bool is_withdrawal = op == kWithdrawn;
  const Json& record = member_of(change, "record", file_);
  if (is_withdrawal ? !record.IsNull() : !record.IsObject())
    file_.refuse_line("is no change: record must be " + std::string(is_withdrawal ? "null" : "an object") +
                      kPublishAnew);
  return {is_withdrawal, text_of(change, "id", file_)};
}

const Json& Feed::record() { return member_of(parser_.parse(file_), "record", file_); }

FeedPosition Feed::position() const { return {file_.number(), fetch::sha256_hex(file_.line())}; }

void Feed::survey(std::int64_t seq) {
  changed_.clear();
  withdrawn_.clear();
  withdrawals_ = 0;
  start_ = end_ = {};
  read_through(seq);
  if (!withdrawn_.empty()) find_records_of_withdrawn();
}

void Feed::read_through(std::int64_t seq) {
  std::unordered_map<std::string, std::int64_t> withdrawn;
  std::unordered_map<std::string, LineFile::Place> changed;
  LineFile::Place last;
  file_.rewind();
  while (file_.next()) {
    const Head change = head();
    const std::string id(change.id);
    last = file_.place();
    if (change.is_withdrawal) {
      if (file_.number() > seq) ++withdrawals_;
      withdrawn[id] = file_.number();
      changed.erase(id);
    } else {
      if (!withdrawn.empty()) withdrawn.erase(id);
      if (file_.number() > seq) changed[id] = last;
    }
    if (file_.number() == seq) start_ = position();
  }
  if (last.number > 0) {
    file_.go_to(last);
    end_ = position();
  }
  for (const auto& [id, place] : changed) changed_.push_back(place);
  std::ranges::sort(changed_, {}, &LineFile::Place::number);
  for (const auto& [id, at] : withdrawn) withdrawn_.push_back({id, at, {}});
  std::ranges::sort(withdrawn_, std::ranges::greater(), &Withdrawn::seq);
}

// What cannot be read is refused before anything is loaded.
void Feed::find_records_of_withdrawn() {
  std::unordered_map<std::string_view, LineFile::Place*> wanted;
  for (Withdrawn& each : withdrawn_) wanted.emplace(each.id, &each.record);
  file_.rewind();
  while (file_.next()) {
    const Head change = head();
    if (change.is_withdrawal) continue;
    if (const auto at = wanted.find(change.id); at != wanted.end()) *at->second = file_.place();
  }
  for (const Withdrawn& each : withdrawn_) {
    if (each.record.number == 0)
      file_.refuse_line(each.seq, "withdraws " + each.id + ", which no line before it has added" + kPublishAnew);
    file_.go_to(each.record);
    record();
  }
}

bool Feed::continues(const FeedPosition& position) const {
  return position.seq == 0 || (start_.seq == position.seq && start_.change == position.change);
}

void Feed::each_changed(const std::function<void(const Json& record)>& visit) {
  for (const LineFile::Place& place : changed_) {
    file_.go_to(place);
    visit(record());
  }
}

void Feed::each_withdrawn(const std::function<void(const Json& record, std::int64_t seq)>& visit) {
  for (const Withdrawn& each : withdrawn_) {
    file_.go_to(each.record);
    visit(record(), each.seq);
  }
}

}  // namespace troika::output
