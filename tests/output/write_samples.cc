// Writes the sample outcomes as a published folder, for validate_test.py:  troika_output_samples DIR
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "tests/output/samples.h"

namespace {

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
  std::string recommendations, documents, positions, failures, runs;
  for (const auto& outcome : {full_outcome(), bare_outcome(), damaged_outcome(), unreadable_outcome()}) {
    append_recommendations(recommendations, outcome);
    append_document(documents, outcome);
    append_positions(positions, outcome);
    append_failures(failures, outcome);
  }
  append_run(runs, full_run());
  RunRecord idle = full_run();
  idle.engine_versions.clear();
  append_run(runs, idle);
  for (const auto& [stream, lines] :
       {std::pair("recommendations", recommendations), std::pair("documents", documents),
        std::pair("positions", positions), std::pair("failures", failures), std::pair("runs", runs)}) {
    const std::string path = folder + "/" + stream + ".jsonl";
    if (!write_file(path, lines)) {
      std::cerr << "cannot write " << path << '\n';
      return 1;
    }
  }
}
