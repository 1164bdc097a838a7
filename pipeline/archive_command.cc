#include <iostream>
#include <string>

#include "fetch/archive.h"
#include "pipeline/commands.h"
#include "pipeline/console.h"
#include "pipeline/data_folder.h"
#include "pipeline/run_summary.h"

namespace troika::pipeline {

ExitStatus archive_command(const ArchiveOptions& options) {
  Console console({});
  const DataFolder data(options.data_folder);
  if (!data.exists()) {
    console.error(options.data_folder + ": there is no data folder; troika run makes it");
    return kWrongUsage;
  }
  const auto archive = fetch::Archive::open(data.archive());
  if (!archive) {
    console.error(archive.error().detail);
    return kAborted;
  }
  const auto verified =
      archive->verify([&](const std::string& path, const std::string& what) { console.error(path + ": " + what); });
  if (!verified) {
    console.error(verified.error().detail);
    return kAborted;
  }
  std::cout << with_commas(verified->files) << " files, " << with_commas(verified->bytes) << " bytes, "
            << with_commas(verified->damaged) << " damaged\n";
  return verified->damaged > 0 ? kDocumentsFailed : kAllWell;
}

}  // namespace troika::pipeline
