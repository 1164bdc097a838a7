#include "extract/html/metadata.h"

#include <algorithm>
#include <utility>

#include "extract/html/elements.h"

namespace troika::extract {
namespace {

// Longer values are no title or name; scripts that are larger describe more than the page.
constexpr std::size_t kLongestValue = 2000;
constexpr std::size_t kLongestJson = std::size_t{1} << 20;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

constexpr std::string_view kBlank = " \t\r\n";

// One line, words parted by one space.
std::string squeezed(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return result;
    const std::size_t end = std::min(text.find_first_of(kBlank, begin), text.size());
    if (!result.empty()) result += ' ';
    result += text.substr(begin, end - begin);
    text.remove_prefix(end);
  }
}

void put(std::string& value, std::string_view found) {
  if (value.empty() && found.size() <= kLongestValue) value = squeezed(found);
}

std::string first_of(std::string* begin, std::string* end) {
  std::string* found = std::find_if(begin, end, [](const std::string& value) { return !value.empty(); });
  return found == end ? std::string() : std::move(*found);
}

bool is_address(std::string_view text) { return text.find("://") != std::string_view::npos; }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::count(names, name) > 0;
}

// The string behind `"key":` in JSON, from `from` on; escapes other than \" and \\ and \/ are not needed in names and
// dates, and a value that has one is left out. Only strings are looked at.
std::string json_string(std::string_view json, std::string_view key, std::size_t from = 0) {
  const std::string quoted = '"' + std::string(key) + '"';
  for (std::size_t at = json.find(quoted, from); at != std::string_view::npos; at = json.find(quoted, at + 1)) {
    const std::size_t colon = json.find_first_not_of(kBlank, at + quoted.size());
    if (colon == std::string_view::npos || json[colon] != ':') continue;
    std::size_t i = json.find_first_not_of(kBlank, colon + 1);
    if (i == std::string_view::npos || json[i] != '"') continue;
    std::string value;
    for (++i; i < json.size() && json[i] != '"'; ++i) {
      if (json[i] == '\\' && ++i < json.size() && std::string_view("\"\\/").find(json[i]) == std::string_view::npos)
        return {};
      if (i < json.size()) value += json[i];
    }
    return value;
  }
  return {};
}

}  // namespace

void MetadataReader::start(std::string_view name, const Attributes& attributes) {
  Open open;
  open.main = name == "main" || name == "article";
  mains_ += open.main;
  if (name == "meta") read_meta(attributes);
  if (name == "time") put(date_[kShown], attribute(attributes, "datetime"));
  if (capturing_ == Captured::kNothing) {
    capture(name, attributes);
    open.captures = capturing_ != Captured::kNothing;
  }
  open_.push_back(open);
  next_.start(name == "footer" && mains_ == 0 ? "nav" : name, attributes);
}

void MetadataReader::end() {
  if (!open_.empty()) {
    const Open open = open_.back();
    open_.pop_back();
    mains_ -= open.main;
    if (open.captures) end_capture();
  }
  next_.end();
}

void MetadataReader::text(std::string_view utf8) {
  const std::size_t most = capturing_ == Captured::kJson ? kLongestJson : kLongestValue;
  if (capturing_ != Captured::kNothing && captured_.size() <= most) captured_ += utf8;
  next_.text(utf8);
}

void MetadataReader::read_meta(const Attributes& attributes) {
  const std::string_view content = attribute(attributes, "content");
  const std::string name = lower(attribute(attributes, "name"));
  const std::string property = lower(attribute(attributes, "property"));
  if (property == "og:title") put(title_[kStated], content);
  if (name == "author") put(author_[kStated], content);
  if (property == "article:author" && !is_address(content)) put(author_[kLessStated], content);
  if (property == "article:published_time") put(date_[kStated], content);
  if (is_one_of(name, {"date", "dc.date", "dcterms.date", "dc.date.issued", "dcterms.created", "pubdate"}))
    put(date_[kLessStated], content);
  if (name == "description") put(description_[kStated], content);
  if (property == "og:description") put(description_[kLessStated], content);
}

void MetadataReader::capture(std::string_view name, const Attributes& attributes) {
  if (name == "title") capturing_ = Captured::kTitle;
  if (name == "h1" && title_[kLessStated].empty()) capturing_ = Captured::kHeading;
  if (name == "script" && lower(attribute(attributes, "type")) == "application/ld+json") capturing_ = Captured::kJson;
  captured_.clear();
}

void MetadataReader::end_capture() {
  if (capturing_ == Captured::kTitle) put(title_[kShown], captured_);
  if (capturing_ == Captured::kHeading) put(title_[kLessStated], captured_);
  if (capturing_ == Captured::kJson && captured_.size() <= kLongestJson) read_json(captured_);
  capturing_ = Captured::kNothing;
}

void MetadataReader::read_json(std::string_view json) {
  put(title_[kStructured], json_string(json, "headline"));
  put(date_[kStructured], json_string(json, "datePublished"));
  const std::string named = json_string(json, "author");
  if (!named.empty()) put(author_[kStructured], named);
  const std::size_t author = json.find("\"author\"");
  if (author != std::string_view::npos) put(author_[kStructured], json_string(json, "name", author));
}

Metadata MetadataReader::take() {
  const auto best = [](Values& values) { return first_of(values.data(), values.data() + values.size()); };
  return {best(title_), best(author_), best(date_), best(description_)};
}

}  // namespace troika::extract
