#include "output/datapackage.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "fetch/sha256.h"
#include "output/load/lines.h"
#include "output/load/tables.h"
#include "output/load/target.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

// A stream with its schema's name, and its keys with their types; a test holds them against the schema.
struct Stream {
  std::string_view name, schema, fields;
};

constexpr std::array<Stream, 7> kStreams{{
    {"changes.jsonl", "change", "seq:integer op:string id:string record:object"},
    {"documents.jsonl", "document",
     "input:string verdict:string detail:string stage:string retryable:boolean document:object review:object "
     "author:string pages:integer items_seen:integer recommendations:integer joined:integer rejects:integer "
     "responses:object totals:array links:array flags:array doubts:array superseded_by:string provenance:object"},
    {"failures.jsonl", "failure",
     "level:string input:string sha256:string symbol:string stage:string code:string detail:string retryable:boolean "
     "paragraph:integer page:integer text:string"},
    {"pages.jsonl", "page", "document:object author:string text:string symbols:array figures:array provenance:object"},
    {"positions.jsonl", "position",
     "document:object review:object target:object response:string qualifiers:array as_printed:string comment:string "
     "quote:string paragraph:string page:integer rule:string flags:array doubts:array provenance:object"},
    {"recommendations.jsonl", "recommendation",
     "id:string mechanism:string document:object report:string review:object number:string label:string "
     "paragraph:integer item:string text:string text_verbatim:string recommending_states:array "
     "recommending_body:string verb:string addressees:array parts:array notes:array response:string qualifiers:array "
     "positions:array action_category:integer issues:array themes:array persons:array sdgs:array where:array "
     "flags:array doubts:array provenance:object"},
    {"reviews.jsonl", "review",
     "state_under_review:string cycle:integer session:integer year:integer report:string documents:array "
     "previous_report:string adoption:object totals:array responses:object doubts:array"},
}};

const Stream* stream_named(std::string_view name) {
  const auto found = std::ranges::find(kStreams, name, &Stream::name);
  return found == kStreams.end() ? nullptr : &*found;
}

void text(Writer& json, std::string_view value) {
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void field(Writer& json, const char* key, std::string_view value) {
  json.Key(key);
  text(json, value);
}

template <class Body>
void object(Writer& json, Body body) {
  json.StartObject();
  body();
  json.EndObject();
}

void stream_schema(Writer& json, const Stream& stream) {
  field(json, "jsonSchema",
        "https://troika.invalid/schema/" + std::string(kSchemaVersion) + "/" + std::string(stream.schema) +
            ".schema.json");
  json.Key("schema");
  object(json, [&] {
    json.Key("fields");
    json.StartArray();
    for (std::string_view rest = stream.fields; !rest.empty();) {
      const std::string_view entry = rest.substr(0, rest.find(' '));
      const std::size_t colon = entry.find(':');
      object(json, [&] {
        field(json, "name", entry.substr(0, colon));
        field(json, "type", entry.substr(colon + 1));
      });
      rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    }
    json.EndArray();
  });
}

// In CSV, lists are texts joined by |.
std::string_view csv_type(Type type) {
  switch (type) {
    case Type::kInteger:
    case Type::kSequence: return "integer";
    case Type::kBoolean: return "boolean";
    case Type::kDate: return "date";
    case Type::kJson: return "array";
    default: return "string";
  }
}

void csv_field(Writer& json, const std::string& name, const Column& column, bool may_be_empty) {
  object(json, [&] {
    field(json, "name", name);
    field(json, "type", csv_type(column.type));
    field(json, "description", column.comment);
    if (may_be_empty || column.null == Null::kYes || column.type == Type::kTexts || column.type == Type::kIntegers)
      return;
    json.Key("constraints");
    object(json, [&] {
      json.Key("required");
      json.Bool(true);
    });
  });
}

void csv_keys(Writer& json, const Table& table) {
  json.Key("primaryKey");
  json.StartArray();
  for (const std::string_view key : table.key) text(json, key);
  json.EndArray();
  json.Key("foreignKeys");
  json.StartArray();
  for (const Column& column : table.columns) {
    if (column.references.empty()) continue;
    const auto other = std::ranges::find(tables(), column.references, [](const Table* each) { return each->name; });
    object(json, [&] {
      field(json, "fields", column.name);
      json.Key("reference");
      object(json, [&] {
        field(json, "resource", column.references);
        field(json, "fields", (*other)->key.front());
      });
    });
  }
  json.EndArray();
}

void csv_schema(Writer& json, std::string_view name) {
  const bool by_state = name == kByState;
  const auto found = std::ranges::find(tables(), name, [](const Table* each) { return each->name; });
  const Table& table = by_state ? recommendations_table() : **found;
  field(json, "description", by_state ? "One row per recommendation and recommending State" : table.comment);
  json.Key("schema");
  object(json, [&] {
    json.Key("fields");
    json.StartArray();
    if (by_state)
      for (const Column& column : item_tables().front()->columns)
        if (const std::string shown = by_state_name(column.name); !shown.empty()) csv_field(json, shown, column, true);
    for (const Column& column : table.columns) csv_field(json, std::string(column.name), column, false);
    json.EndArray();
    if (!by_state) csv_keys(json, table);
  });
}

void resource(Writer& json, const Resource& resource) {
  const std::string_view path = resource.path, stem = path.substr(0, path.find('.'));
  const Stream* stream = stream_named(path);
  object(json, [&] {
    field(json, "name", stem);
    field(json, "path", path);
    field(json, "profile", stream ? "data-resource" : "tabular-data-resource");
    field(json, "format", stream ? "jsonl" : "csv");
    field(json, "mediatype", stream ? "application/jsonl" : "text/csv");
    field(json, "encoding", "utf-8");
    json.Key("bytes");
    json.Uint64(resource.bytes);
    field(json, "hash", "sha256:" + resource.sha256);
    stream ? stream_schema(json, *stream) : csv_schema(json, stem);
  });
}

[[noreturn]] void cannot_read(const std::string& place) {
  refuse(place + ": cannot be read: " + std::strerror(errno) + "; check the disk, and start again", true);
}

}  // namespace

bool is_packaged(std::string_view name) { return stream_named(name) != nullptr; }

Resource resource_of(const std::string& name, const std::string& place) {
  const int descriptor = ::open(place.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) cannot_read(place);
  Resource described{name, 0, ""};
  fetch::Sha256 hash;
  std::string buffer(std::size_t{1} << 20, '\0');
  for (ssize_t count = 1; count != 0;) {
    count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    described.bytes += static_cast<std::uint64_t>(count);
    hash.update(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    if (count == 0) described.sha256 = hash.hex();
  }
  ::close(descriptor);
  if (described.sha256.empty()) cannot_read(place);
  return described;
}

fetch::Result<Resource> packaged(const std::string& name, const std::string& place) {
  return answered([&] { return resource_of(name, place); });
}

std::string datapackage(std::vector<Resource> resources) {
  std::ranges::sort(resources, {}, &Resource::path);
  rapidjson::StringBuffer out;
  Writer json(out);
  json.SetIndent(' ', 2);
  object(json, [&] {
    field(json, "profile", "data-package");
    field(json, "name", "troika");
    field(json, "title", "Recommendations of United Nations human-rights mechanisms");
    json.Key("resources");
    json.StartArray();
    for (const Resource& each : resources) resource(json, each);
    json.EndArray();
  });
  return std::string(out.GetString(), out.GetSize()) + '\n';
}

std::map<std::string, std::uint64_t> packaged_sizes(const std::string& folder) {
  if (!LineFile::exists(folder, kPackageName)) return {};
  const LineFile file(folder, kPackageName);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(file.read(0, file.size()).c_str());
  if (!json.IsObject() || !json.HasMember("resources") || !json["resources"].IsArray())
    refuse(folder + '/' + std::string(kPackageName) + ": is no Data Package; publish the folder anew");
  std::map<std::string, std::uint64_t> sizes;
  for (const auto& each : json["resources"].GetArray()) {
    if (!each.IsObject() || !each.HasMember("path") || !each["path"].IsString()) continue;
    if (!each.HasMember("bytes") || !each["bytes"].IsUint64()) continue;
    sizes[each["path"].GetString()] = each["bytes"].GetUint64();
  }
  return sizes;
}

}  // namespace troika::output
