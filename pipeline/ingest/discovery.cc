#include "pipeline/ingest/discovery.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace troika::pipeline {
namespace {

using config::CouncilNumber;
using config::ReviewEntry;
using config::SourceSettings;

// Sessions of which the catalogue has fewer reports say nothing about the usual numbers.
constexpr std::size_t kEnoughReports = 8;

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// RFC 3986, section 2.1. `kept` stays as it is, besides the unreserved characters.
std::string percent_encoded(std::string_view text, std::string_view kept) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return encoded;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// In the query a slash would do no harm, but the UN's own links encode it; in the path it parts the symbol.
std::string filled_in(const std::string& url_template, std::string_view symbol, std::string_view language) {
  const std::size_t query = std::min(url_template.find('?'), url_template.size());
  std::string path = url_template.substr(0, query), rest = url_template.substr(query);
  replace_all(path, "{symbol}", percent_encoded(symbol, "/()"));
  replace_all(rest, "{symbol}", percent_encoded(symbol, ""));
  std::string url = path + rest;
  replace_all(url, "{language}", language);
  return url;
}

bool contains(const std::vector<int>& values, int value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

bool contains(const std::vector<std::string>& values, const std::string& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

// Numbers of the catalogue's reports, by Council session.
using NumbersBySession = std::map<int, std::set<int>>;

NumbersBySession numbers_by_session(const std::vector<ReviewEntry>& reviews) {
  NumbersBySession numbers;
  for (const ReviewEntry& review : reviews) {
    const CouncilNumber report = config::council_number(review.report_symbol);
    if (report.session > 0) numbers[report.session].insert(report.number);
  }
  return numbers;
}

int median(std::vector<int> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

config::CouncilNumber number_of(const ReviewEntry& review) { return config::council_number(review.report_symbol); }

std::string symbol_of(CouncilNumber report) {
  return "A/HRC/" + std::to_string(report.session) + '/' + std::to_string(report.number);
}

class Discovery {
 public:
  Discovery(const config::Settings& settings, std::vector<ReviewEntry> reviews, const Listings& listings,
            const LinkMatcher& matches)
      : settings_(settings), reviews_(std::move(reviews)), listings_(listings), matches_(matches) {
    // The order of a catalogue that users edit must not be the order of their output.
    std::sort(reviews_.begin(), reviews_.end(), [](const ReviewEntry& a, const ReviewEntry& b) {
      const CouncilNumber left = number_of(a), right = number_of(b);
      return std::tie(left.session, left.number, a.report_symbol) <
             std::tie(right.session, right.number, b.report_symbol);
    });
    for (const ReviewEntry& review : reviews_) decisions_.emplace(review.report_symbol, review.decision);
  }

  std::vector<output::Wanted> run() {
    for (const SourceSettings& source : settings_.sources) {
      source_ = &source;
      switch (source.kind) {
        case config::SourceKind::kSymbols: add_symbols(source.symbols); break;
        case config::SourceKind::kUrls: add_urls(source.urls, fetch::MediaType::kAny); break;
        case config::SourceKind::kPage: add_pages(); break;
        case config::SourceKind::kDirectory: add_files(); break;
        case config::SourceKind::kUpr: add_reviews(); break;
      }
    }
    return std::move(wanted_);
  }

 private:
  void add(output::Wanted wanted) {
    if (!keys_.insert(wanted.key).second) return;
    wanted.source = source_->name;
    wanted_.push_back(std::move(wanted));
  }

  void add_symbol(const std::string& symbol, bool may_be_absent) {
    for (const std::string& language : source_->languages) {
      output::Wanted wanted = wanted_symbol(settings_.fetch, symbol, language);
      wanted.may_be_absent = may_be_absent;
      add(std::move(wanted));
    }
  }

  void add_symbols(const std::vector<std::string>& symbols) {
    for (const std::string& symbol : symbols) {
      add_symbol(symbol, false);
      add_related(symbol);
    }
  }

  // An addendum has its report's symbol. A decision has not: the Council numbers decisions as it takes them
  // (A/HRC/DEC/14/105 is on A/HRC/14/15), so only the catalogue can know it.
  void add_related(const std::string& report) {
    const bool is_report = report.find("/Add.") == std::string::npos;
    if (source_->addenda && is_report) add_symbol(report + "/Add.1", true);
    const auto decision = decisions_.find(report);
    if (source_->decisions && decision != decisions_.end() && !decision->second.empty()) {
      add_symbol(decision->second, true);
    }
  }

  void add_urls(const std::vector<std::string>& urls, fetch::MediaType expects) {
    for (const std::string& url : urls) {
      output::Wanted wanted = wanted_url(url);
      wanted.expects = expects;
      add(std::move(wanted));
    }
  }

  void add_pages() {
    add_urls(source_->urls, fetch::MediaType::kHtml);
    for (const std::string& page : source_->urls) {
      const auto listed = listings_.links.find(page);
      if (listed == listings_.links.end()) continue;
      for (const std::string& link : listed->second) {
        if (matches_(*source_, link)) add(wanted_url(link));
      }
    }
  }

  void add_files() {
    const auto listed = listings_.files.find(source_->directory);
    if (listed == listings_.files.end()) return;
    std::vector<std::string> names = listed->second;
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (matches_file_pattern(source_->file_pattern, name)) add(wanted_file(source_->directory + '/' + name));
    }
  }

  void add_reviews() {
    for (const ReviewEntry& review : reviews_) {
      if (!contains(source_->cycles, review.cycle) || !contains(source_->states, review.state)) continue;
      add_symbol(review.report_symbol, false);
      add_related(review.report_symbol);
    }
    // A new report is of the newest cycle, whatever its State.
    if (reviews_.empty() || !contains(source_->cycles, reviews_.back().cycle)) return;
    for (const CouncilNumber report : numbers_to_probe(reviews_, source_->probe)) add_symbol(symbol_of(report), true);
  }

  const config::Settings& settings_;
  std::vector<ReviewEntry> reviews_;  // by council session and number
  const Listings& listings_;
  const LinkMatcher& matches_;
  const SourceSettings* source_ = nullptr;
  std::map<std::string, std::string> decisions_;  // by report
  std::set<std::string> keys_;
  std::vector<output::Wanted> wanted_;
};

template <class Values>
std::vector<std::string> once_each(const Values& values) {
  std::vector<std::string> kept;
  for (const std::string& value : values) {
    if (std::find(kept.begin(), kept.end(), value) == kept.end()) kept.push_back(value);
  }
  return kept;
}

}  // namespace

std::vector<std::string> folders_to_list(const config::Settings& settings) {
  std::vector<std::string> folders;
  for (const SourceSettings& source : settings.sources) {
    if (source.kind == config::SourceKind::kDirectory) folders.push_back(source.directory);
  }
  return once_each(folders);
}

std::vector<std::string> pages_to_read(const config::Settings& settings) {
  std::vector<std::string> pages;
  for (const SourceSettings& source : settings.sources) {
    if (source.kind == config::SourceKind::kPage) pages.insert(pages.end(), source.urls.begin(), source.urls.end());
  }
  return once_each(pages);
}

std::vector<output::Wanted> discover(const config::Settings& settings, const std::vector<ReviewEntry>& reviews,
                                     const Listings& listings, const LinkMatcher& matches) {
  return Discovery(settings, reviews, listings, matches).run();
}

output::Wanted wanted_symbol(const config::FetchSettings& fetch, const std::string& symbol,
                             const std::string& language) {
  output::Wanted wanted;
  wanted.key = symbol + '@' + language;
  wanted.urls = once_each(
      std::vector{filled_in(fetch.documents_api, symbol, language), filled_in(fetch.documents_site, symbol, language)});
  // Either place gives the PDF, or a page in its stead where there is none: that page is no document.
  wanted.expects = fetch::MediaType::kPdf;
  return wanted;
}

output::Wanted wanted_url(const std::string& url) {
  output::Wanted wanted;
  wanted.key = url;
  wanted.urls = {url};
  return wanted;
}

output::Wanted wanted_file(const std::string& path) { return wanted_url("file://" + percent_encoded(path, "/")); }

bool matches_file_pattern(const std::string& pattern, const std::string& name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  // Where the last star stands, and how much of the name it has taken; only the last one can need to take more.
  std::size_t p = 0, n = 0, star = std::string::npos, taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p, ++n;
    } else if (star != std::string::npos) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string::npos;
}

std::vector<CouncilNumber> numbers_to_probe(const std::vector<ReviewEntry>& reviews, int probe) {
  const NumbersBySession numbers = numbers_by_session(reviews);
  std::vector<int> firsts, lasts;
  for (const auto& [session, known] : numbers) {
    if (known.size() < kEnoughReports) continue;
    firsts.push_back(*known.begin());
    lasts.push_back(*known.rbegin());
  }
  if (firsts.empty()) return {};
  const int first = median(firsts), last = median(lasts);
  const int newest = numbers.rbegin()->first;
  const std::set<int>& known = numbers.rbegin()->second;

  std::vector<int> in_newest;
  for (int number = std::max(first, *known.rbegin() + 1); number <= last; ++number) in_newest.push_back(number);
  for (int number = first; number < *known.rbegin() && number <= last; ++number) {
    if (!known.contains(number)) in_newest.push_back(number);
  }
  std::vector<CouncilNumber> tries;
  const auto limit = static_cast<std::size_t>(std::max(probe, 0));
  for (std::size_t i = 0; i < std::min(limit, in_newest.size()); ++i) tries.push_back({newest, in_newest[i]});
  for (int number = first; number <= last && number < first + probe; ++number) tries.push_back({newest + 1, number});
  return tries;
}

}  // namespace troika::pipeline
