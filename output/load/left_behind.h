// What withdrawn recommendations still say of documents and reviews that are published no more: lines such as those of
// documents.jsonl and reviews.jsonl, without the keys that no recommendation has. For this folder's .cc files only.
#pragma once

#include <string_view>

#include <rapidjson/document.h>

#include "output/load/row.h"

namespace troika::output {

// `record` must have all keys of a recommendation.
rapidjson::Document document_left_by(const Json& record);

// Whether there was a line for its review while it was published: of a recommendation of any other body there is none.
bool had_review(const Json& record);
rapidjson::Document review_left_by(const Json& record, std::string_view report);

}  // namespace troika::output
