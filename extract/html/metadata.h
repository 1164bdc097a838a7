// What a page states about itself: <meta>, JSON-LD, <time>, its title. Pure; one object per page.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/html/html_parser.h"
#include "extract/text.h"

namespace troika::extract {

// Passes everything on to `next`, but for what a site puts below each of its pages: a <footer> that is not within the
// page's own text (<main>, <article>) goes on as a menu, which leaves no text.
//
// Of several sources for one field the first of these counts. Title: og:title, JSON-LD headline, first <h1>, <title>.
// Author: <meta name="author">, JSON-LD, article:author if it is no address. Date: article:published_time, JSON-LD
// datePublished, <meta> date (Dublin Core too), first <time datetime>.
class MetadataReader : public HtmlHandler {
 public:
  explicit MetadataReader(HtmlHandler& next) : next_(next) {}  // `next` must outlive this

  void start(std::string_view name, const Attributes& attributes) override;
  void end() override;
  void text(std::string_view utf8) override;

  // When the page has been read.
  Metadata take();

 private:
  // Where a value came from, the most trusted first.
  enum Source { kStated, kStructured, kLessStated, kShown, kSources };
  using Values = std::array<std::string, kSources>;

  struct Open {
    bool main = false, captures = false;
  };
  enum class Captured { kNothing, kTitle, kHeading, kJson };

  void read_meta(const Attributes& attributes);
  void capture(std::string_view name, const Attributes& attributes);
  void end_capture();
  void read_json(std::string_view json);

  HtmlHandler& next_;
  std::vector<Open> open_;
  std::size_t mains_ = 0;  // open <main> and <article>
  Captured capturing_ = Captured::kNothing;
  std::string captured_;
  Values title_, author_, date_, description_;
};

}  // namespace troika::extract
