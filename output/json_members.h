// Values of a JSON object that we wrote, taken in the order in which they were written; whatever is otherwise throws
// Unexpected. For this folder's .cc files only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

namespace troika::output {

using Value = rapidjson::Value;

// What is read is not as it was written.
struct Unexpected {};

// The members of one object, in the order in which they are written; whatever else there is, is not ours.
class Members {
 public:
  explicit Members(const Value& object) : at_(), end_() {
    if (!object.IsObject()) throw Unexpected();
    at_ = object.MemberBegin();
    end_ = object.MemberEnd();
  }

  const Value& next(std::string_view key) {
    if (at_ == end_ || std::string_view(at_->name.GetString(), at_->name.GetStringLength()) != key) throw Unexpected();
    return (at_++)->value;
  }

  template <class Read>
  void object(std::string_view key, Read read) {
    Members members(next(key));
    read(members);
    members.done();
  }

  template <class Read>
  auto objects(std::string_view key, Read read) {
    return array(key, [&](const Value& value) {
      Members members(value);
      auto item = read(members);
      members.done();
      return item;
    });
  }

  template <class Read>
  auto array(std::string_view key, Read read) {
    const Value& value = next(key);
    if (!value.IsArray()) throw Unexpected();
    std::vector<decltype(read(value))> items;
    items.reserve(value.Size());
    for (const Value& item : value.GetArray()) items.push_back(read(item));
    return items;
  }

  void done() const {
    if (at_ != end_) throw Unexpected();
  }

 private:
  Value::ConstMemberIterator at_, end_;
};

inline std::string string_of(const Value& value) {
  if (!value.IsString()) throw Unexpected();
  return {value.GetString(), value.GetStringLength()};
}

inline int int_of(const Value& value) {
  if (!value.IsInt()) throw Unexpected();
  return value.GetInt();
}

inline std::size_t size_of(const Value& value) {
  if (!value.IsUint64()) throw Unexpected();
  return value.GetUint64();
}

inline bool bool_of(const Value& value) {
  if (!value.IsBool()) throw Unexpected();
  return value.GetBool();
}

inline std::optional<std::string> optional_string(const Value& value) {
  return value.IsNull() ? std::nullopt : std::optional(string_of(value));
}

inline std::optional<int> optional_int(const Value& value) {
  return value.IsNull() ? std::nullopt : std::optional(int_of(value));
}

// What is written as null where it is empty, or 0.
inline std::string string_or_empty(const Value& value) { return value.IsNull() ? "" : string_of(value); }
inline int int_or_zero(const Value& value) { return value.IsNull() ? 0 : int_of(value); }

}  // namespace troika::output
