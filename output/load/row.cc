#include "output/load/row.h"

#include <algorithm>

#include <rapidjson/writer.h>

#include "config/forms.h"
#include "output/json_string.h"

namespace troika::output {
namespace {

std::string_view view_of(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

const char* kind_of(const Json& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType: return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType: return "a truth value";
    case rapidjson::kObjectType: return "an object";
    case rapidjson::kArrayType: return "a list";
    case rapidjson::kStringType: return "a string";
    default: return "a number";
  }
}

[[noreturn]] void refuse(const Column& column, const Json& value, const std::string& wanted) {
  throw RowError(std::string(column.path) + ": is " + kind_of(value) + ", and must be " + wanted);
}

// No database takes U+0000 in a text.
std::string_view text_of(const Column& column, const Json& value) {
  if (!value.IsString()) refuse(column, value, "a string");
  const std::string_view text = view_of(value);
  if (text.find('\0') != std::string_view::npos)
    throw RowError(std::string(column.path) + ": has a character U+0000, which no database takes");
  return text;
}

std::string_view date_of(const Column& column, const Json& value) {
  const std::string_view text = text_of(column, value);
  if (!config::is_iso_date(text))
    throw RowError(std::string(column.path) + ": '" + std::string(text) + "' is no day; it must be as 2014-07-02");
  return text;
}

std::int64_t integer_of(const Column& column, const Json& value) {
  if (!value.IsInt()) refuse(column, value, "an integer");
  return value.GetInt();
}

std::vector<std::int64_t> integers_of(const Column& column, const Json& value) {
  if (!value.IsArray()) refuse(column, value, "a list of integers");
  std::vector<std::int64_t> numbers;
  for (const Json& item : value.GetArray()) numbers.push_back(integer_of(column, item));
  return numbers;
}

const Json* member(const Json& object, std::string_view key) {
  for (auto at = object.MemberBegin(); at != object.MemberEnd(); ++at)
    if (view_of(at->name) == key) return &at->value;
  return nullptr;
}

std::vector<std::string_view> texts_of(const Column& column, const Json& value,
                                       const std::optional<std::string_view>& of_each) {
  if (!value.IsArray()) refuse(column, value, "a list");
  std::vector<std::string_view> texts;
  for (const Json& item : value.GetArray()) {
    const Json* text = !of_each ? &item : item.IsObject() ? member(item, *of_each) : nullptr;
    if (!text) throw RowError(std::string(column.path) + ": an item does not have this key");
    texts.push_back(text_of(column, *text));
  }
  return texts;
}

// No escape of a text in it may stand for U+0000.
void require_no_nul(const Column& column, const Json& value) {
  if (value.IsString()) {
    text_of(column, value);
  } else if (value.IsArray()) {
    for (const Json& item : value.GetArray()) require_no_nul(column, item);
  } else if (value.IsObject()) {
    for (const auto& [name, item] : value.GetObject()) require_no_nul(column, item);
  }
}

Cell of_context(const Column& column, const Context& context) {
  if (column.path == "$id") return context.id;
  if (column.path == "$ordinal") return context.ordinal;
  if (column.path == "$withdrawn") return context.withdrawn;
  return context.withdrawn_seq ? Cell(*context.withdrawn_seq) : Cell();
}

struct StringStream {  // RapidJSON's output stream concept
  using Ch = char;
  std::string* out;
  void Put(char c) const { out->push_back(c); }  // NOLINT(readability-identifier-naming)
  void Flush() {}                                // NOLINT(readability-identifier-naming)
};

template <class T, class Append>
void append_list(std::string& out, const std::vector<T>& items, Append append) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    append(items[i]);
  }
  out += ']';
}

}  // namespace

RowBuilder::RowBuilder(const Table& table) : table_(table) {
  for (const Column& column : table.columns) {
    Source source{&column, {}};
    for (Path rest = column.path; !rest.starts_with('$') && !rest.empty();) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      Path path = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      Way& way = source.ways.emplace_back();
      if (const std::size_t list = path.find("[]."); list != Path::npos) {
        way.of_each = path.substr(list + 3);
        path = path.substr(0, list);
      }
      for (std::size_t dot = path.find('.'); dot != Path::npos; dot = path.find('.')) {
        way.keys.push_back(path.substr(0, dot));
        path.remove_prefix(dot + 1);
      }
      way.keys.push_back(path);
    }
    sources_.push_back(std::move(source));
  }
}

Cell RowBuilder::cell_of(const Source& source, const Json& object, const Context& context, Missing missing) const {
  const Column& column = *source.column;
  if (source.ways.empty()) return of_context(column, context);
  const Json* value = nullptr;
  const Way* way = nullptr;
  for (const Way& candidate : source.ways) {
    way = &candidate;
    value = &object;
    for (const std::string_view key : candidate.keys) {
      if (value->IsNull()) break;  // so is all below it
      if (!value->IsObject()) refuse(column, *value, "an object");
      const Json* next = member(*value, key);
      if (!next && missing == Missing::kRefused)
        throw RowError("has no key " + std::string(key) + " (" + std::string(column.path) + ")");
      static const Json kNull;
      value = next ? next : &kNull;
    }
    if (!value->IsNull()) break;
  }
  if (value->IsNull()) {
    if (column.null == Null::kNo) throw RowError(std::string(column.path) + ": is null, and may not be");
    return {};
  }
  switch (column.type) {
    case Type::kText: return text_of(column, *value);
    case Type::kDate: return date_of(column, *value);
    case Type::kInteger:
    case Type::kSequence: return integer_of(column, *value);
    case Type::kTexts: return texts_of(column, *value, way->of_each);
    case Type::kIntegers: return integers_of(column, *value);
    case Type::kBoolean:
      if (!value->IsBool()) refuse(column, *value, "a truth value");
      return value->GetBool();
    case Type::kJson: require_no_nul(column, *value); return value;
  }
  return {};
}

void RowBuilder::build(const Json& object, const Context& context, Cells& row, Missing missing) const {
  if (!object.IsObject()) throw RowError(std::string("is ") + kind_of(object) + ", and must be an object");
  row.clear();
  for (const Source& source : sources_) row.push_back(cell_of(source, object, context, missing));
}

const Json& items_of(const Json& record, const Table& table) {
  const Json* items = member(record, table.items);
  if (!items || !items->IsArray()) throw RowError(std::string(table.items) + ": must be a list");
  return *items;
}

void append_json(std::string& out, const Json& value) {
  StringStream stream{&out};
  rapidjson::Writer<StringStream> writer(stream);
  value.Accept(writer);
}

void append_json(std::string& out, const std::vector<std::string_view>& texts) {
  append_list(out, texts, [&](std::string_view text) { append_json_string(out, text); });
}

void append_json(std::string& out, const std::vector<std::int64_t>& numbers) {
  append_list(out, numbers, [&](std::int64_t number) { out += std::to_string(number); });
}

}  // namespace troika::output
