// States and their names (config/states.toml): from a name as printed to the State, and its UN name at a date.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/states_file.h"
#include "normalize/record.h"

namespace troika::normalize {

// How a printed name led to its State.
struct StateMatch {
  const config::StateEntry* state = nullptr;
  bool misprint = false;  // only through a spelling listed as a misprint
  bool near = false;      // only through a spelling close to a listed one

  explicit operator bool() const { return state != nullptr; }
};

// Immutable; share one between all threads.
class StateTable {
 public:
  explicit StateTable(std::vector<config::StateEntry> states);

  // Names are compared folded (fold_name). No match for a name that is not listed: nothing is guessed.
  StateMatch find(std::string_view printed) const;

  // The State with this ISO code; null where none has it.
  const config::StateEntry* coded(std::string_view iso3) const;

  // The one State that has a name within a letter or two of `printed` ("Azerbeijan"); no match where two States have
  // one
  // ("Austrlia"), or for short words, where a letter makes another name.
  StateMatch find_near(std::string_view printed) const;

  // The UN's own name on `date` (ISO 8601); today's name where the date is empty.
  static const std::string& name_at(const config::StateEntry& state, std::string_view date);

  static StateRef ref(const config::StateEntry& state, std::string_view printed, std::string_view date);

  // Length in words of the longest name listed.
  std::size_t longest_name() const { return longest_name_; }

 private:
  void add(std::string_view name, std::size_t state, bool misprint);

  struct Entry {
    std::size_t state;
    bool misprint;
  };
  std::vector<config::StateEntry> states_;
  std::unordered_map<std::string, Entry> by_name_;
  std::size_t longest_name_ = 0;
};

}  // namespace troika::normalize
