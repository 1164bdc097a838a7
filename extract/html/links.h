// The links of a page as absolute URLs (RFC 3986, section 5). Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace troika::extract {

// The URL that `reference` means on a page at `base`, without its fragment. Empty where it is no http or https URL
// (mailto:, javascript:, ...), or longer than kLongestLink. Without a base, a relative reference stays as it is.
std::string resolved(std::string_view base, std::string_view reference);

inline constexpr std::size_t kLongestLink = 8192;   // what servers take; data: URLs are longer
inline constexpr std::size_t kMostLinks = 100'000;  // of one page: index pages have some thousands

class LinkCollector {
 public:
  explicit LinkCollector(std::string page_url) : base_(std::move(page_url)) {}

  void set_base(std::string_view href);  // <base href>; only the first counts
  void add(std::string_view href);
  std::vector<std::string> take() { return std::move(links_); }  // each once, in the order of the page

 private:
  std::string base_;
  bool has_base_element_ = false;
  std::vector<std::string> links_;
  std::unordered_set<std::string> seen_;
};

}  // namespace troika::extract
