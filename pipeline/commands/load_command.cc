#include <iostream>
#include <string>

#include "output/load/load.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/console.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

std::string count_of(std::int64_t count, const std::string& noun) {
  return with_commas(static_cast<std::size_t>(count)) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string sentence(const output::LoadSummary& summary) {
  std::string text = summary.target + ": ";
  if (summary.whole) {
    text += "all of " + count_of(summary.records, "recommendation");
    if (summary.to > 0) text += ", up to change " + with_commas(static_cast<std::size_t>(summary.to));
  } else if (summary.records == 0) {
    text += "no change since the last load (" + with_commas(static_cast<std::size_t>(summary.to)) + ")";
  } else {
    text += count_of(summary.records, "change") + ", from " + with_commas(static_cast<std::size_t>(summary.from + 1)) +
            " to " + with_commas(static_cast<std::size_t>(summary.to));
  }
  if (summary.withdrawn > 0) text += "; " + with_commas(static_cast<std::size_t>(summary.withdrawn)) + " withdrawn";
  if (summary.left_out > 0)
    text += "; " + count_of(summary.left_out, "line") + " left out, since another before had its id";
  return text;
}

}  // namespace

ExitStatus load_command(const LoadOptions& options) {
  Console console({});
  const auto target = output::parse_target(options.target);
  if (!target) {
    console.error(options.target +
                  ": is no target; give postgresql://HOST/NAME, \"dbname=NAME\", sqlite:FILE or csv:DIR");
    return kWrongUsage;
  }
  const std::string folder = options.from.empty() ? DataFolder(options.data_folder).published() : options.from;
  if (const auto trouble = output::problem_with_published(folder); !trouble.empty()) {
    console.error(trouble);
    return kWrongUsage;
  }
  if (options.spreadsheet && target->kind != output::TargetName::Kind::kCsv) {
    console.error("--spreadsheet: is for CSV files; give csv:DIR with it");
    return kWrongUsage;
  }
  const auto loaded = output::load(
      folder, *target, {options.whole, options.since, options.spreadsheet, static_cast<std::size_t>(options.batch)});
  if (!loaded) {
    console.error(loaded.error().detail);
    return kAborted;
  }
  if (!options.quiet) std::cout << sentence(*loaded) << '\n';
  return kAllWell;
}

}  // namespace troika::pipeline
