// Published records into a database, or into CSV files: `troika load`.
//
//   auto loaded = load("data/published", *parse_target("sqlite:upr.sqlite"), {});
//
// The tables are a function of the folder: to load it once, twice, in parts, or again after a load that died gives the
// same rows. Where the folder has a change feed and the target what came before it, only what changed since is loaded.
// A record that is no longer there is marked as withdrawn.
//
// Each batch is one transaction, so a reader sees whole records, and a load that dies leaves whole batches: the next
// one goes on from them. CSV files appear complete, all together.
//
// Failures are of stage kOutput with code kStore: what could not be done, and what to do next. One load per target.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fetch/failure.h"

namespace troika::output {

struct TargetName {
  enum class Kind { kPostgres, kSqlite, kCsv };
  Kind kind = Kind::kPostgres;
  std::string name;  // connection string, file or folder
};

// "postgresql://...", "dbname=upr host=...", "sqlite:FILE", "upr.sqlite", "upr.db", "csv:DIR"; nothing for other names.
std::optional<TargetName> parse_target(const std::string& name);

struct LoadOptions {
  bool whole = false;                   // whatever the target has already
  std::optional<std::int64_t> since{};  // apply the changes behind this one, whatever the target has
  bool spreadsheet = false;             // CSV in which no text is a formula; of no other target
  std::size_t batch = 10'000;           // records in one transaction: some 30 MB on the way, and seconds to lose
};

struct LoadSummary {
  std::string target;  // how a person calls it
  bool whole = false;
  std::int64_t from = 0, to = 0;  // of the change feed: behind `from`, up to `to`; 0 where there is none
  std::int64_t records = 0;       // recommendations in a whole load, with those withdrawn; else changes
  std::int64_t withdrawn = 0;     // of these
  std::int64_t left_out = 0;      // lines with an id, or an input, that another one had before
};

// What is wrong with a folder that published streams are to be read from; empty where they are there.
std::string problem_with_published(const std::string& folder);

fetch::Result<LoadSummary> load(const std::string& folder, const TargetName& target, const LoadOptions& options);

}  // namespace troika::output
