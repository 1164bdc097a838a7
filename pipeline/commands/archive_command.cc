#include <algorithm>
#include <iostream>
#include <set>
#include <string>

#include "fetch/archive.h"
#include "output/store/store.h"
#include "pipeline/commands/commands.h"
#include "pipeline/commands/data_folder.h"
#include "pipeline/console.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {
namespace {

struct Compared {
  std::size_t missing = 0;         // documents whose file is not in the archive
  std::set<std::string> in_use{};  // files that a document has, by SHA-256
};

// Names each document whose bytes the archive has no more. It needs no repair: what the archive has not is asked for
// without validators, so that the server gives it again.
fetch::Result<Compared> compare(const output::Store& store, const fetch::Archive& archive, Console& console) {
  const auto documents = store.documents("");
  if (!documents) return tl::unexpected(documents.error());
  Compared compared;
  for (const output::DocumentState& document : *documents) {
    if (document.sha256.empty()) continue;
    if (archive.find(document.sha256)) {
      compared.in_use.insert(document.sha256);
      continue;
    }
    ++compared.missing;
    console.error(document.key + ": its file (SHA-256 " + document.sha256 +
                  ") is not in the archive; the next run or backfill that wants the document fetches it again");
  }
  return compared;
}

ExitStatus refuse(Console& console, const fetch::Failure& failure) {
  console.error(failure.detail);
  return kAborted;
}

}  // namespace

ExitStatus archive_command(const ArchiveOptions& options) {
  Console console({});
  const DataFolder data(options.data_folder);
  if (!data.exists()) {
    console.error(options.data_folder + ": there is no data folder; troika run makes it");
    return kWrongUsage;
  }
  const auto archive = fetch::Archive::open(data.archive());
  if (!archive) return refuse(console, archive.error());
  const auto verified =
      archive->verify([&](const std::string& path, const std::string& what) { console.error(path + ": " + what); });
  if (!verified) return refuse(console, verified.error());
  const auto store = output::Store::open(data.store());
  if (!store) return refuse(console, store.error());
  const auto compared = compare(**store, *archive, console);
  if (!compared) return refuse(console, compared.error());
  // A document's earlier bytes stay in the archive. During a run there may be files that were not there to be verified.
  const std::size_t not_in_use = verified->files - std::min<std::size_t>(verified->files, compared->in_use.size());
  std::cout << with_commas(verified->files) << (verified->files == 1 ? " file, " : " files, ")
            << with_commas(verified->bytes) << " bytes: " << with_commas(verified->damaged) << " damaged, "
            << with_commas(compared->missing) << " missing, " << with_commas(not_in_use) << " of no document now\n";
  return verified->damaged + compared->missing > 0 ? kDocumentsFailed : kAllWell;
}

}  // namespace troika::pipeline
