// A few States with the kinds of names that config/states.toml has.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/states_file.h"

namespace troika::normalize {

inline config::StateEntry state_entry(std::string iso3, std::string name, std::string group,
                                      std::vector<config::FormerName> former = {},
                                      std::vector<std::string> aliases = {}, std::vector<std::string> misprints = {}) {
  return {std::move(iso3),
          std::move(name),
          std::move(group),
          std::move(former),
          std::move(aliases),
          std::move(misprints),
          {}};
}

inline std::vector<config::StateEntry> sample_states() {
  return {
      state_entry("AUS", "Australia", "western-european-and-others"),
      state_entry("AUT", "Austria", "western-european-and-others"),
      state_entry("AZE", "Azerbaijan", "eastern-european"),
      state_entry("BGD", "Bangladesh", "asia-pacific"),
      state_entry("BIH", "Bosnia and Herzegovina", "eastern-european"),
      state_entry("BOL", "Bolivia (Plurinational State of)", "latin-american-and-caribbean",
                  {{"Bolivia", "2009-03-22"}}),
      state_entry("CAN", "Canada", "western-european-and-others"),
      state_entry("CIV", "Côte d'Ivoire", "african", {}, {"Ivory Coast"}),
      state_entry("CHL", "Chile", "latin-american-and-caribbean"),
      state_entry("ESP", "Spain", "western-european-and-others"),
      state_entry("FRA", "France", "western-european-and-others"),
      state_entry("GBR", "United Kingdom of Great Britain and Northern Ireland", "western-european-and-others", {},
                  {"United Kingdom", "UK"}),
      state_entry("IRN", "Iran (Islamic Republic of)", "asia-pacific", {}, {"Iran"}),
      state_entry("LIE", "Liechtenstein", "western-european-and-others", {}, {}, {"Lichtenstein"}),
      state_entry("MKD", "North Macedonia", "eastern-european",
                  {{"the former Yugoslav Republic of Macedonia", "2019-02-13"}}),
      state_entry("NER", "Niger", "african"),
      state_entry("NGA", "Nigeria", "african"),
      state_entry("PER", "Peru", "latin-american-and-caribbean"),
      state_entry("POL", "Poland", "eastern-european"),
      state_entry("TTO", "Trinidad and Tobago", "latin-american-and-caribbean"),
      state_entry("TUR", "Türkiye", "western-european-and-others", {{"Turkey", "2022-05-31"}}),
  };
}

}  // namespace troika::normalize
