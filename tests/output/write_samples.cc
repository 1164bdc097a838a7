// Writes the sample outcomes as a published folder, and as a store publishes them to DIR/published, for
// validate_test.py:  troika_output_samples DIR
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "output/store/store.h"
#include "tests/output/samples.h"

namespace {

using troika::output::DocumentOutcome;

std::string changes_of(const DocumentOutcome& outcome) {
  std::string lines, changes;
  troika::output::append_recommendations(lines, outcome);
  const std::string record = lines.substr(0, lines.find('\n'));
  const std::string& id = outcome.report->recommendations.front().id;
  troika::output::append_change(changes, {1, "added", id, record});
  troika::output::append_change(changes, {2, "changed", id, record});
  troika::output::append_change(changes, {3, "withdrawn", id, ""});
  return changes;
}

// A document twice, so that one supersedes the other; one not published yet; and the failures.
troika::fetch::Result<bool> publish_by_store(const std::string& folder) {
  using namespace troika;
  const fetch::Failure absent = {fetch::Stage::kFetch, fetch::FailureCode::kNotPublishedYet, true, ""};
  const std::vector<DocumentOutcome> outcomes = {output::full_outcome(),       output::full_outcome(),
                                                 output::bare_outcome(),       output::damaged_outcome(),
                                                 output::unreadable_outcome(), {"absent", "", tl::unexpected(absent)}};
  auto store = output::Store::open(folder + "/store.sqlite");
  if (!store) return tl::unexpected(store.error());
  if (auto begun = (*store)->begin({.run_id = "run", .now = "2026-01-31T02:00:00Z", .rules_fingerprint = ""}); !begun)
    return tl::unexpected(begun.error());
  std::vector<output::Wanted> wanted;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    wanted.push_back({std::to_string(i), "samples", {"https://example.org/" + std::to_string(i)}});
  if (auto planned = (*store)->plan(wanted); !planned) return tl::unexpected(planned.error());
  for (const DocumentOutcome& outcome : outcomes) {
    fetch::Fetched fetched;
    fetched.task = (*store)->lease()->value();
    if (outcome.sha256.empty()) {
      fetched.failure = outcome.report.error();
    } else {
      fetched.archived = fetch::Archived{outcome.sha256, "", 1};
    }
    if (auto committed = (*store)->commit(fetched, outcome); !committed) return tl::unexpected(committed.error());
  }
  if (auto finished = (*store)->finish(output::full_run()); !finished) return tl::unexpected(finished.error());
  return (*store)->publish(folder + "/published");
}

bool write_file(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  return static_cast<bool>(file.flush());
}

}  // namespace

int main(int argc, char** argv) {
  using namespace troika::output;
  if (argc != 2) {
    std::cerr << "usage: troika_output_samples DIR\n";
    return 2;
  }
  const std::string folder = argv[1];
  std::string recommendations, documents, positions, failures, pages, reviews, runs;
  for (const auto& outcome : {full_outcome(), bare_outcome(), damaged_outcome(), unreadable_outcome()}) {
    append_recommendations(recommendations, outcome);
    append_document(documents, outcome);
    append_positions(positions, outcome);
    append_failures(failures, outcome);
  }
  append_page(pages, page_outcome());
  append_review(reviews, full_review());
  append_review(reviews, bare_review());
  append_run(runs, full_run());
  RunRecord idle = full_run();
  idle.engine_versions.clear();
  append_run(runs, idle);
  for (const auto& [stream, lines] :
       {std::pair("recommendations", recommendations), std::pair("documents", documents),
        std::pair("positions", positions), std::pair("failures", failures), std::pair("pages", pages),
        std::pair("reviews", reviews), std::pair("runs", runs), std::pair("changes", changes_of(full_outcome()))}) {
    const std::string path = folder + "/" + stream + ".jsonl";
    if (!write_file(path, lines)) {
      std::cerr << "cannot write " << path << '\n';
      return 1;
    }
  }
  if (const auto published = publish_by_store(folder); !published) {
    std::cerr << published.error().detail << '\n';
    return 1;
  }
}
