// What a run wants: the sources' documents, or those of a backfill's inputs. Reads folders, lists and pages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "fetch/downloader.h"
#include "output/store/store.h"
#include "pipeline/ingest/run_settings.h"

namespace troika::pipeline {

using WantedOrErrors = tl::expected<std::vector<output::Wanted>, std::vector<config::Error>>;

// What the store knows of each document, by its key.
using Known = std::map<std::string, output::DocumentState>;

// Of the sources in the settings. Pages are fetched now, to know their links; they are fetched again, and reported,
// with the other documents. After a stop request it gives no more than a part.
WantedOrErrors wanted_by_sources(const RunSettings& run, fetch::Downloader& downloader, const fetch::Archive& archive,
                                 const Known& known);

// Of a backfill: each input is a folder, a document (by its suffix), a list, or "-" for a list on standard input.
WantedOrErrors wanted_by_inputs(const RunSettings& run, const std::vector<std::string>& inputs);

// Leaves out what is from before `since` (an ISO 8601 date): by the document's own date, where it was read before and
// has one; else by the date of its review in the catalogue, for a report and for what belongs to it (an addendum, a
// decision). What has no date that is known is kept.
void drop_earlier(std::vector<output::Wanted>& wanted, const std::vector<config::ReviewEntry>& reviews,
                  const Known& known, const std::string& since);

}  // namespace troika::pipeline
