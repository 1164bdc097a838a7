// The values of a published record that filters and forms ask for. For this folder's .cc files only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/load/row.h"

namespace troika::output {

// Throws RowError where the record has not the key: each is always there.
const Json& value_at(const Json& record, std::string_view path);  // "review.cycle"
std::string text_at(const Json& record, std::string_view path);   // empty for null
std::optional<int> integer_at(const Json& record, std::string_view path);

// The texts or integers of a list, or of `key` of each of its items.
std::vector<std::string> texts_at(const Json& record, std::string_view path, std::string_view key = "");

}  // namespace troika::output
