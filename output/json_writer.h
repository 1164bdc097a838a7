// Objects of a JSON Lines stream, written straight into a std::string by RapidJSON. For this folder's .cc files only.
//
//   JsonWriter json(out);
//   json.line([&] {
//     json.field("number", record.number);
//     json.object("review", [&] { json.field("cycle", record.review.cycle); });  // std::nullopt becomes null
//   });
//
// Keys come out in the order of the calls; numbers are in the C locale whatever the global one is. For one thread.
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/writer.h>

#include "output/json_string.h"

namespace troika::output {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : stream_{&out}, writer_(stream_) {}
  JsonWriter(const JsonWriter&) = delete;  // writer_ points at stream_
  JsonWriter& operator=(const JsonWriter&) = delete;

  // One object and a line feed; `body` writes its fields.
  template <class Body>
  void line(Body body) {
    writer_.Reset(stream_);
    braces(body);
    stream_.Put('\n');
  }

  // `json` is a JSON object, written as it is.
  void raw_object(std::string_view key, std::string_view json) {
    name(key);
    writer_.raw_object(json);
  }

  // Strings, integers, bool, nullptr, and std::optional of those.
  template <class T>
  void field(std::string_view key, const T& value) {
    name(key);
    write(value);
  }

  template <class Body>
  void object(std::string_view key, Body body) {
    name(key);
    braces(body);
  }

  // An array with one object per item; `fields(json, item)` writes them.
  template <class T, class Fields>
  void objects(std::string_view key, const std::vector<T>& items, Fields fields) {
    array(key, items, [&](const T& item) { braces([&] { fields(*this, item); }); });
  }

  // An array of `value_of(item)`.
  template <class T, class ValueOf>
  void values(std::string_view key, const std::vector<T>& items, ValueOf value_of) {
    array(key, items, [&](const T& item) { write(value_of(item)); });
  }

  void empty_array(std::string_view key) {
    array(key, std::vector<int>(), [](int) {});
  }

  // An array of numbers rounded to tenths; null if one of them is not finite, which JSON cannot say.
  void tenths(std::string_view key, std::vector<double> numbers) {
    bool finite = true;
    for (double& number : numbers) {
      number = std::round(number * 10) / 10 + 0.0;  // + 0.0 turns -0.0 into 0.0
      finite = finite && std::isfinite(number);
    }
    if (!finite) return field(key, nullptr);
    array(key, numbers, [&](double number) { writer_.Double(number); });
  }

 private:
  struct Stream {  // RapidJSON's output stream concept
    using Ch = char;
    std::string* out;
    void Put(char c) const { out->push_back(c); }  // NOLINT(readability-identifier-naming)
    void Flush() {}                                // NOLINT(readability-identifier-naming)
  };

  // RapidJSON keeps account of commas and colons and writes numbers. It would write strings character by character.
  class Writer : public rapidjson::Writer<Stream> {
   public:
    using rapidjson::Writer<Stream>::Writer;
    // A key: it is one of ours, and holds nothing that JSON would write otherwise.
    void name(std::string_view key) {
      Prefix(rapidjson::kStringType);
      *os_->out += '"';
      *os_->out += key;
      *os_->out += '"';
    }
    void text(std::string_view value) {
      Prefix(rapidjson::kStringType);
      append_json_string(*os_->out, value);
    }
    void raw_object(std::string_view json) {
      Prefix(rapidjson::kObjectType);
      os_->out->append(json);
    }
  };

  template <class Body>
  void braces(Body body) {
    writer_.StartObject();
    body();
    writer_.EndObject();
  }

  template <class T, class Write>
  void array(std::string_view key, const std::vector<T>& items, Write write_item) {
    name(key);
    writer_.StartArray();
    for (const T& item : items) write_item(item);
    writer_.EndArray();
  }

  void name(std::string_view key) { writer_.name(key); }
  void text(std::string_view value) { writer_.text(value); }

  void write(std::nullptr_t) { writer_.Null(); }
  template <std::integral Number>  // a template, or a const char* would turn into a bool
  void write(Number value) {
    if constexpr (std::same_as<Number, bool>) {
      writer_.Bool(value);
    } else {
      writer_.Int64(static_cast<std::int64_t>(value));
    }
  }
  void write(std::string_view value) { text(value); }
  template <class T>
  void write(const std::optional<T>& value) {
    value ? write(*value) : write(nullptr);
  }

  Stream stream_;
  Writer writer_;
};

}  // namespace troika::output
