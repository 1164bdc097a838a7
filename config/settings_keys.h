// The keys of [fetch] and [run], once for the file and for the environment. For this folder only.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "config/settings.h"
#include "config/toml_reader.h"

namespace troika::config {

template <class Section>
struct IntegerKey {
  std::string_view name;
  int Section::*value;
  Range range;
};

template <class Section>
struct BooleanKey {
  std::string_view name;
  bool Section::*value;
};

template <class Section>
struct TextKey {
  std::string_view name;
  std::string Section::*value;
  std::string (*problem)(std::string_view);  // what is wrong with a value, to be read after it; empty: nothing
};

std::string problem_with_contact(std::string_view text);
std::string problem_with_path(std::string_view text);
std::string problem_with_template(std::string_view text);

// Limits are where a typing error begins, not where good taste ends.
inline constexpr std::array<IntegerKey<FetchSettings>, 9> kFetchIntegers = {{
    {"connections", &FetchSettings::connections, {1, 256}},
    {"connections_per_host", &FetchSettings::connections_per_host, {1, 64}},
    {"interval_per_host_ms", &FetchSettings::interval_per_host_ms, {0, 600'000}},
    {"connect_timeout_s", &FetchSettings::connect_timeout_s, {1, 600}},
    {"stall_timeout_s", &FetchSettings::stall_timeout_s, {1, 3600}},
    {"total_timeout_s", &FetchSettings::total_timeout_s, {1, 86'400}},
    {"max_megabytes", &FetchSettings::max_megabytes, {1, 4096}},
    {"max_redirects", &FetchSettings::max_redirects, {0, 30}},
    {"retries", &FetchSettings::retries, {0, 20}},
}};
inline constexpr std::array<BooleanKey<FetchSettings>, 3> kFetchBooleans = {{
    {"respect_robots", &FetchSettings::respect_robots},
    {"allow_private_addresses", &FetchSettings::allow_private_addresses},
    {"allow_file_urls", &FetchSettings::allow_file_urls},
}};
inline constexpr std::array<TextKey<FetchSettings>, 4> kFetchTexts = {{
    {"contact", &FetchSettings::contact, problem_with_contact},
    {"ca_file", &FetchSettings::ca_file, problem_with_path},
    {"documents_api", &FetchSettings::documents_api, problem_with_template},
    {"documents_site", &FetchSettings::documents_site, problem_with_template},
}};

inline constexpr std::array<IntegerKey<RunSettings>, 1> kRunIntegers = {{
    {"tombstone_after", &RunSettings::tombstone_after, {1, 1000}},
}};
inline constexpr std::array<BooleanKey<RunSettings>, 0> kRunBooleans = {};
inline constexpr std::array<TextKey<RunSettings>, 0> kRunTexts = {};

}  // namespace troika::config
