// What a run wants: the sources' documents, or those of a backfill's inputs. Reads folders, lists and pages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "config/error.h"
#include "fetch/downloader.h"
#include "output/store/store.h"
#include "pipeline/run_settings.h"

namespace troika::pipeline {

using WantedOrErrors = tl::expected<std::vector<output::Wanted>, std::vector<config::Error>>;

// Key of a document -> SHA-256 of its bytes in the archive.
using LastFetched = std::map<std::string, std::string>;

// Of the sources in the settings. Pages are fetched now, by a downloader of the same policy, to know their links; they
// are fetched again, and reported, with the other documents. `since` (an ISO 8601 date, or empty) leaves out what
// belongs to earlier reviews.
WantedOrErrors wanted_by_sources(const RunSettings& run, const fetch::Archive& archive, const LastFetched& last,
                                 const std::string& since);

// Of a backfill: each input is a folder, a document (by its suffix), a list, or "-" for a list on standard input.
WantedOrErrors wanted_by_inputs(const RunSettings& run, const std::vector<std::string>& inputs);

}  // namespace troika::pipeline
