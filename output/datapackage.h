// datapackage.json beside published files: a Data Package (https://specs.frictionlessdata.io, version 1) that names
// each with its bytes and SHA-256, so that who has copied them can see that they are whole and belong together.
//
// It says nothing of times, and nothing of runs.jsonl, which holds them: the same files give the same package.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/failure.h"

namespace troika::output {

inline constexpr std::string_view kPackageName = "datapackage.json";

// Of the schemas of all streams (output/schema/README.md).
inline constexpr std::string_view kSchemaVersion = "1.0";

struct Resource {
  std::string path;  // "recommendations.jsonl"
  std::uint64_t bytes = 0;
  std::string sha256;
};

// Whether a package names the stream.
bool is_packaged(std::string_view name);

// The file at `place`, which will be called `name`. The second throws StoreError where it cannot be read.
fetch::Result<Resource> packaged(const std::string& name, const std::string& place);
Resource resource_of(const std::string& name, const std::string& place);

// The content of datapackage.json, with the line feed at its end; resources in the order of their names.
std::string datapackage(std::vector<Resource> resources);

// The bytes that the package of a folder names for each of its files; none where there is no package.
// Throws StoreError where there is one that is none.
std::map<std::string, std::uint64_t> packaged_sizes(const std::string& folder);

}  // namespace troika::output
