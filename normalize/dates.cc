#include "normalize/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

#include <re2/re2.h>

namespace troika::normalize {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

template <std::size_t N>
std::optional<int> index_of(const std::array<std::string_view, N>& words, std::string_view word) {
  auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return {};
  return static_cast<int>(it - words.begin());
}

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 20> kOrdinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
constexpr std::array<std::string_view, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 10> kTenths = {"",         "tenth",    "twentieth",  "thirtieth", "fortieth",
                                                      "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"};

}  // namespace

std::optional<std::string> iso_date(std::string_view printed) {
  static const RE2 in_words(R"((\d{1,2})\s+([A-Za-z]+),?\s*(\d{4}))"), iso(R"((\d{4})-(\d{2})-(\d{2}))");
  const re2::StringPiece text(printed.data(), printed.size());
  unsigned day = 0, number_of_month = 0;
  int year = 0;
  if (std::string month; RE2::FullMatch(text, in_words, &day, &month, &year)) {
    const auto index = index_of(kMonths, lower(month));
    if (!index) return {};
    number_of_month = static_cast<unsigned>(*index + 1);
  } else if (!RE2::FullMatch(text, iso, &year, &number_of_month, &day)) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(number_of_month),
                                         std::chrono::day(day)};
  if (!date.ok()) return {};
  auto two_digits = [](unsigned number) {
    std::string digits = std::to_string(number);
    digits.insert(digits.begin(), 2 - digits.size(), '0');
    return digits;
  };
  return std::to_string(year) + '-' + two_digits(number_of_month) + '-' + two_digits(day);
}

std::optional<int> ordinal(std::string_view printed) {
  const std::string word = lower(printed);
  int number = 0;
  static const RE2 figures(R"((\d{1,2})(?:st|nd|rd|th))");
  if (RE2::FullMatch(word, figures, &number)) return number > 0 ? std::optional(number) : std::nullopt;
  if (word.empty()) return {};
  if (auto index = index_of(kOrdinals, word)) return *index;
  if (auto index = index_of(kTenths, word)) return *index * 10;
  std::size_t hyphen = word.find('-');
  if (hyphen == std::string::npos) return {};
  auto tens = index_of(kTens, std::string_view(word).substr(0, hyphen));
  auto ones = index_of(kOrdinals, std::string_view(word).substr(hyphen + 1));
  if (!tens || *tens < 2 || !ones || *ones < 1 || *ones > 9) return {};
  return *tens * 10 + *ones;
}

}  // namespace troika::normalize
