#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "output/store/store.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/console.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

using output::DocumentState;
using States = std::vector<DocumentState>;

bool is_failure(const DocumentState& document) { return document.state == "failed" || document.state == "dead"; }

// "  27 extracted", in the order of the words.
void print_counts(const States& documents) {
  std::map<std::string, std::size_t> counts;
  std::size_t records = 0;
  for (const DocumentState& document : documents) {
    ++counts[document.state];
    records += static_cast<std::size_t>(document.records);
  }
  std::cout << with_commas(documents.size()) << " documents, " << with_commas(records) << " recommendations\n";
  for (const auto& [state, count] : counts) std::cout << "  " << with_commas(count) << ' ' << state << '\n';
}

void print_failure(const DocumentState& document) {
  std::cout << printable(document.key) << ": " << document.verdict << ": " << printable(document.detail) << "\n  "
            << document.state << ", tried " << document.attempts << (document.attempts == 1 ? " time" : " times")
            << ", last on " << document.last_tried;
  if (!document.url.empty()) std::cout << ", " << printable(document.url);
  std::cout << '\n';
}

ExitStatus print_status(const output::Store& store, bool failures_only) {
  const auto documents = store.documents("");
  const auto pauses = store.pauses();
  if (!documents || !pauses) {
    Console({}).error((documents ? pauses.error() : documents.error()).detail);
    return kAborted;
  }
  if (!failures_only) print_counts(*documents);
  const auto failures = std::count_if(documents->begin(), documents->end(), is_failure);
  if (!failures_only && failures > 0) std::cout << "troika failures lists what went wrong\n";
  if (!failures_only) print_pauses(*pauses);
  if (failures_only) {
    for (const DocumentState& document : *documents)
      if (is_failure(document)) print_failure(document);
  }
  return kAllWell;
}

// What is wrong with a key that is to be tried again; empty when nothing is.
std::string problem_with(const std::string& key, const States& documents) {
  const auto document = std::find_if(documents.begin(), documents.end(),
                                     [&](const DocumentState& candidate) { return candidate.key == key; });
  if (document == documents.end()) return "no such document is in the store; troika failures shows the keys";
  return is_failure(*document) ? "" : "has not failed: it is " + document->state;
}

ExitStatus retry(output::Store& store, const std::vector<std::string>& keys) {
  Console console({});
  const auto documents = store.documents("");
  if (!documents) {
    console.error(documents.error().detail);
    return kAborted;
  }
  bool all_well = true;
  for (const std::string& key : keys) {
    const std::string problem = problem_with(key, *documents);
    if (problem.empty()) continue;
    console.error(key + ": " + problem);
    all_well = false;
  }
  if (!all_well) return kWrongUsage;
  const auto count = store.retry(keys);
  if (!count) {
    console.error(count.error().detail);
    return kAborted;
  }
  std::cout << with_commas(static_cast<std::size_t>(*count)) << (*count == 1 ? " document is" : " documents are")
            << " due again in the next run\n";
  return kAllWell;
}

}  // namespace

ExitStatus status_command(const StatusOptions& options) {
  const DataFolder data(options.data_folder);
  if (!data.exists()) {
    Console({}).error(options.data_folder + ": there is no data folder; troika run makes it");
    return kWrongUsage;
  }
  const auto store = output::Store::open(data.store());
  if (!store) {
    Console({}).error(store.error().detail);
    return kAborted;
  }
  if (options.what == StatusOptions::What::kRetry) return retry(**store, options.keys);
  return print_status(**store, options.what == StatusOptions::What::kFailures);
}

}  // namespace troika::pipeline
