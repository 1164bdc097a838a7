#include "normalize/states.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/normalize/sample_states.h"

namespace troika::normalize {
namespace {

std::string found(const StateTable& table, std::string_view name) {
  const StateMatch match = table.find(name);
  return match ? match.state->iso3 + (match.misprint ? " misprint" : "") + (match.near ? " near" : "") : "none";
}

std::vector<config::StateEntry> shipped_states() {
  auto states = config::read_states_file(TROIKA_SOURCE_CONFIG "/states.toml");
  if (states) return *std::move(states);
  for (const config::Error& error : states.error()) ADD_FAILURE() << error.to_string();
  return {};
}

TEST(StatesTest, FindsWholeNames) {
  const StateTable table(sample_states());
  const struct {
    const char *printed, *found;
  } kCases[] = {
      {"Spain", "ESP"},
      {" the  SPAIN. ", "ESP"},
      {"(Spain)", "ESP"},
      {"Bolivia", "BOL"},  // a former name
      {"Bolivia (Plurinational State of)", "BOL"},
      {"Turkey", "TUR"},
      {"T\u00fcrkiye", "TUR"},
      {"Turkiye", "TUR"},
      {"UK", "GBR"},
      {"Lichtenstein", "LIE misprint"},
      {"Niger", "NER"},
      {"Nigeria", "NGA"},
      {"Cote d\u2019Ivoire", "CIV"},
      {"Bosnia & Herzegovina", "BIH"},
      {"Republic of Azerbaijan", "AZE"},  // no name is listed with its title
      {"the Kingdom of Spain", "ESP"},
      {"Republic of Azerbeijan", "none"},
      // parts, lists and near misses are not guessed
      {"Canad", "none"},
      {"Bosnia", "none"},
      {"Spain and France", "none"},
      {"Spain 4", "none"},
      {"Azerbeijan", "none"},
      {"", "none"},
  };
  for (const auto& c : kCases) EXPECT_EQ(found(table, c.printed), c.found) << c.printed;
}

// Of two names with the same words, those that differ must be near.
TEST(StatesTest, ATitleMakesNoNameNearer) {
  const StateTable table({state_entry("LBR", "Liberia", "african", {}, {"Republic of Liberia"}),
                          state_entry("IRQ", "Iraq", "asia-pacific", {}, {"Republic of Iraq"}),
                          state_entry("ZAF", "South Africa", "african")});
  for (const char* other : {"Republic of Nigeria", "Republic of Iran", "South Asia"})
    EXPECT_FALSE(table.find_near(other)) << other;
  for (const char* slip : {"Republic of Liberie", "South Afrca"}) EXPECT_TRUE(table.find_near(slip)) << slip;
}

TEST(StatesTest, ACorrectNameWinsOverAMisprint) {
  const StateTable table(
      {state_entry("AAA", "Niger", "african", {}, {}, {"Nigeria"}), state_entry("BBB", "Nigeria", "african")});
  EXPECT_EQ(found(table, "Nigeria"), "BBB");
}

TEST(StatesTest, NearMisses) {
  const StateTable table(sample_states());
  const struct {
    const char *printed, *found;  // of find_near
  } kCases[] = {
      {"Azerbeijan", "AZE"},   {"Azerbajan", "AZE"},
      {"Azebeijan", "AZE"},   // two letters, in a long name
      {"Azebeijen", "none"},  // three
      {"Bangladsh", "BGD"},    {"Bosnia and Herzegowina", "BIH"},
      {"Polend", "POL"},       {"Pulend", "none"},   // two letters, in a short name
      {"Poladn", "POL"},                             // two letters, each in the other's place
      {"Austrlia", "none"},                          // Austria or Australia
      {"Chili", "none"},                             // too short
      {"Spein", "none"},                             // too short
      {"Portugal", "none"},    {"Canadas", "none"},  // a name with letters behind it is another word
      {"Bangladeshi", "none"},
  };
  for (const auto& c : kCases) {
    const StateMatch match = table.find_near(c.printed);
    EXPECT_EQ(match ? match.state->iso3 : "none", c.found) << c.printed;
    EXPECT_EQ(match.near, static_cast<bool>(match)) << c.printed;
    EXPECT_FALSE(match.misprint) << c.printed;
  }
}

TEST(StatesTest, NamesByDate) {
  std::vector<config::StateEntry> states = sample_states();
  states.push_back(
      state_entry("SWZ", "Eswatini", "african", {{"Old Swaziland", "2010-01-01"}, {"Swaziland", "2018-06-20"}}));
  const StateTable table(states);
  const struct {
    const char *printed, *date, *name;
  } kCases[] = {
      {"Turkey", "2014-07-07", "Turkey"},          {"T\u00fcrkiye", "2022-05-31", "Turkey"},
      {"Turkey", "2022-06-01", "T\u00fcrkiye"},    {"Turkey", "", "T\u00fcrkiye"},
      {"Eswatini", "2009-05-01", "Old Swaziland"}, {"Eswatini", "2010-01-02", "Swaziland"},
      {"Old Swaziland", "2018-06-21", "Eswatini"}, {"Spain", "2009-05-01", "Spain"},
  };
  for (const auto& c : kCases) {
    const StateMatch match = table.find(c.printed);
    ASSERT_TRUE(match) << c.printed;
    const StateRef ref = StateTable::ref(*match.state, c.printed, c.date);
    EXPECT_EQ(ref.name, c.name) << c.printed << " " << c.date;
    EXPECT_EQ(ref.as_printed, c.printed);
    EXPECT_EQ(ref.iso3, match.state->iso3);
    EXPECT_EQ(ref.group, match.state->group);
  }
}

TEST(StatesTest, LongestName) {
  EXPECT_EQ(StateTable(sample_states()).longest_name(), 8u);  // United Kingdom of Great Britain and Northern Ireland
  EXPECT_EQ(StateTable({}).longest_name(), 0u);
}

// Every name of the shipped file leads to its own State, and only misprints are called so.
TEST(StatesTest, ShippedNamesResolve) {
  const std::vector<config::StateEntry> states = shipped_states();
  const StateTable table(states);
  ASSERT_GE(states.size(), 196u);
  for (const config::StateEntry& entry : states) {
    EXPECT_EQ(found(table, entry.name), entry.iso3);
    for (const config::FormerName& former : entry.former)
      EXPECT_EQ(found(table, former.name), entry.iso3) << former.name;
    for (const std::string& alias : entry.aliases) EXPECT_EQ(found(table, alias), entry.iso3) << alias;
    for (const std::string& misprint : entry.misprints)
      EXPECT_EQ(found(table, misprint), entry.iso3 + " misprint") << misprint;
  }
}

TEST(StatesTest, ShippedFactsOfTheField) {
  const StateTable table(shipped_states());
  const struct {
    const char *printed, *iso3;
  } kCases[] = {
      {"Holy See", "VAT"},
      {"State of Palestine", "PSE"},
      {"Palestine", "PSE"},
      {"European Union", "EUE"},
      {"Libyan Arab Jamahiriya", "LBY"},
      {"the former Yugoslav Republic of Macedonia", "MKD"},
      {"Islamic Republic of Iran", "IRN"},
      {"Viet Nam", "VNM"},
      {"Niger", "NER"},
      {"Nigeria", "NGA"},
      {"Dominica", "DMA"},
      {"Dominican Republic", "DOM"},
      {"Republic of Korea", "KOR"},
      {"Democratic People\u2019s Republic of Korea", "PRK"},
      {"Varenia", "XVA"},
  };
  for (const auto& c : kCases) {
    const StateMatch match = table.find(c.printed);
    ASSERT_TRUE(match) << c.printed;
    EXPECT_EQ(match.state->iso3, c.iso3) << c.printed;
  }
  EXPECT_FALSE(table.find("Korea"));
  EXPECT_FALSE(table.find("Serbia and Montenegro"));
}

}  // namespace
}  // namespace troika::normalize
