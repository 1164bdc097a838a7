#include "config/error.h"

#include <gtest/gtest.h>

namespace troika::config {
namespace {

TEST(ErrorTest, LeavesOutWhatIsAbsent) {
  const struct {
    Error error;
    std::string_view text;
  } kCases[] = {
      {{{"x.toml", 12, 3}, "lead_in[4].pattern", "is missing"}, "x.toml:12:3: lead_in[4].pattern: is missing"},
      {{{"x.toml", 12, 3}, "", "not valid TOML"}, "x.toml:12:3: not valid TOML"},
      {{{"x.toml", 12, 0}, "name", "is missing"}, "x.toml:12: name: is missing"},
      {{{"x.toml", 0, 3}, "name", "is missing"}, "x.toml: name: is missing"},
      {{{"x.toml", 0, 0}, "", "no such file"}, "x.toml: no such file"},
      {{{"", 0, 0}, "name", "is missing"}, "name: is missing"},
      {{{"", 0, 0}, "", "no states.toml"}, "no states.toml"},
  };
  for (const auto& [error, text] : kCases) EXPECT_EQ(error.to_string(), text);
}

}  // namespace
}  // namespace troika::config
