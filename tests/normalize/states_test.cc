#include "normalize/states.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/states.h"

namespace troika::normalize {
namespace {

std::string found(const StateTable& table, std::string_view name) {
  const StateMatch match = table.find(name);
  return match ? match.state->iso3 + (match.misprint ? " misprint" : "") + (match.near ? " near" : "") : "none";
}

TEST(StatesTest, FindsWholeNames) {
  const StateTable table(small_states());
  const struct {
    const char *printed, *found;
  } kCases[] = {
      {"Spain", "ESP"},
      {" the  SPAIN. ", "ESP"},
      {"Bolivia", "BOL"},
      {"Bolivia (Plurinational State of)", "BOL"},
      {"Turkey", "TUR"},
      {"T\u00fcrkiye", "TUR"},
      {"Turkiye", "TUR"},
      {"Canadda", "CAN misprint"},
      {"Guinea", "GIN"},
      {"Guinea-Bissau", "GNB"},
      {"Papua New Guinea", "PNG"},
      {"Congo", "COG"},
      {"Cote d'Ivoire", "CIV"},
      // near misses are not guessed
      {"Canad", "none"},
      {"Spain and France", "none"},
      {"Spain 4", "none"},
      {"Guinea Bissau", "none"},
      {"New Guinea", "none"},
      {"", "none"},
  };
  for (const auto& c : kCases) EXPECT_EQ(found(table, c.printed), c.found) << c.printed;
}

TEST(StatesTest, ACorrectNameWinsOverAMisprint) {
  const StateTable table({state("AAA", "Niger", {}, {"Nigeria"}), state("BBB", "Nigeria")});
  EXPECT_EQ(found(table, "Nigeria"), "BBB");
}

TEST(StatesTest, NearMisses) {
  const StateTable table(small_states());
  const struct {
    const char *printed, *found;  // of find_near
  } kCases[] = {
      {"Argentinia", "ARG"}, {"Paraguy", "PRY"},   {"Bangladsh", "BGD"},    {"Dominican Repblc", "DOM"},
      {"Austrlia", "none"},  // Austria or Australia
      {"Polnd", "none"},     // too short
      {"Gana", "none"},      {"Portugal", "none"}, {"Bangladeshis", "BGD"}, {"Bangladeshians", "none"},
  };
  for (const auto& c : kCases) {
    const StateMatch match = table.find_near(c.printed);
    EXPECT_EQ(match ? match.state->iso3 : "none", c.found) << c.printed;
    EXPECT_EQ(match.near, static_cast<bool>(match)) << c.printed;
  }
}

TEST(StatesTest, NamesByDate) {
  const StateTable table(small_states());
  const struct {
    const char *printed, *date, *name;
  } kCases[] = {
      {"Turkey", "2014-07-07", "Turkey"},
      {"Turkey", "2022-06-01", "Turkey"},
      {"Turkey", "2022-06-02", "T\u00fcrkiye"},
      {"Turkey", "", "T\u00fcrkiye"},
      {"Eswatini", "2009-05-01", "Kingdom of Old Swaziland"},
      {"Eswatini", "2010-01-02", "Swaziland"},
      {"Eswatini", "2018-06-21", "Eswatini"},
      {"Spain", "2009-05-01", "Spain"},
  };
  for (const auto& c : kCases) {
    const StateRef ref = StateTable::ref(*table.find(c.printed).state, c.printed, c.date);
    EXPECT_EQ(ref.name, c.name) << c.printed << " " << c.date;
    EXPECT_EQ(ref.as_printed, c.printed);
    EXPECT_EQ(ref.group, "african");
  }
}

TEST(StatesTest, LongestName) {
  EXPECT_EQ(StateTable(small_states()).longest_name(), 8u);  // United Kingdom of Great Britain and Northern Ireland
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
      {"European Union", "EUU"},
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

// A name that is right must not be within reach of another State's.
TEST(StatesTest, NoShippedNameIsNearAnotherState) {
  const std::vector<config::StateEntry> states = shipped_states();
  const StateTable table(states);
  for (const config::StateEntry& entry : states) {
    const StateMatch match = table.find_near(entry.name);
    if (match) {
      EXPECT_EQ(match.state->iso3, entry.iso3) << entry.name;
    }
  }
}

}  // namespace
}  // namespace troika::normalize
