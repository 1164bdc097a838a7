#include "output/export/record_view.h"

namespace troika::output {
namespace {

std::string text_of(const Json& value) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  return value.IsInt() ? std::to_string(value.GetInt()) : "";
}

}  // namespace

const Json& value_at(const Json& record, std::string_view path) {
  const Json* value = &record;
  for (std::string_view rest = path; !rest.empty() && !value->IsNull();) {
    const std::size_t dot = rest.find('.');
    const std::string key(rest.substr(0, dot));
    const auto found = value->IsObject() ? value->FindMember(key.c_str()) : Json::ConstMemberIterator();
    if (!value->IsObject() || found == value->MemberEnd())
      throw RowError("has no key " + key + " (" + std::string(path) + ")");
    value = &found->value;
    rest = dot == std::string_view::npos ? "" : rest.substr(dot + 1);
  }
  return *value;
}

std::string text_at(const Json& record, std::string_view path) { return text_of(value_at(record, path)); }

std::optional<int> integer_at(const Json& record, std::string_view path) {
  const Json& value = value_at(record, path);
  return value.IsInt() ? std::optional(value.GetInt()) : std::nullopt;
}

std::vector<std::string> texts_at(const Json& record, std::string_view path, std::string_view key) {
  const Json& list = value_at(record, path);
  if (!list.IsArray()) throw RowError(std::string(path) + ": must be a list");
  std::vector<std::string> texts;
  for (const Json& item : list.GetArray()) texts.push_back(key.empty() ? text_of(item) : text_at(item, key));
  return texts;
}

}  // namespace troika::output
