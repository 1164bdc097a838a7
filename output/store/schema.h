// The tables of the store, and how a file of an older version becomes one of the newest. For this folder's .cc files
// and their tests only.
#pragma once

#include <span>
#include <string_view>

#include "output/store/sqlite.h"

namespace troika::output {

// Migration n (from 1) makes version n of version n - 1. Published ones are never changed: to change the schema, add
// one.
std::span<const std::string_view> migrations();

// Applies what is missing, each in one transaction with its number. Throws StoreError: the file is of a newer version,
// or is another program's.
void migrate(Database& db, std::span<const std::string_view> steps);

}  // namespace troika::output
