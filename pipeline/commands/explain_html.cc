#include "pipeline/commands/explain_html.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <numeric>
#include <set>

#include "extract/pdf/page_picture.h"
#include "extract/sniff.h"
#include "pipeline/output_file.h"

namespace troika::pipeline {
namespace {

// Claims that say how the document was found, not what it says.
bool is_frame(std::string_view what) {
  constexpr std::array<std::string_view, 5> kFrame = {"", "cover", "heading", "other", "end"};
  return std::find(kFrame.begin(), kFrame.end(), what) != kFrame.end();
}

fetch::Result<std::vector<output::ExplainedPage>> drawn(const std::string& bytes, const std::vector<int>& numbers) {
  std::vector<output::ExplainedPage> pages;
  if (extract::sniff(bytes) != extract::DocumentType::kPdf) {
    for (const int number : numbers) pages.push_back({number, 0, 0, "", ""});
    return pages;
  }
  auto pictures = extract::draw_pages(bytes, numbers);
  if (!pictures) return tl::unexpected(pictures.error());
  for (extract::PagePicture& picture : *pictures)
    pages.push_back(
        {picture.page, picture.width, picture.height, std::move(picture.media_type), std::move(picture.bytes)});
  return pages;
}

Written write_whole(const std::string& path, std::string_view bytes) {
  const std::filesystem::path place(path);
  const std::string folder = place.has_parent_path() ? place.parent_path().string() : ".";
  auto file = OutputFile::create(folder, place.filename().string());
  if (!file) return tl::unexpected(file.error());
  if (Written written = file->write(bytes); !written) return written;
  if (Written synced = file->sync(); !synced) return synced;
  return file->publish();
}

}  // namespace

std::vector<output::Mark> marks_of(const extract::DocumentText& text, const std::vector<extract::Claim>& claims) {
  std::vector<output::Mark> marks;
  auto claim = claims.begin();
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const extract::Line& line = text.lines[i];
    while (claim != claims.end() && claim->line < i) ++claim;
    const extract::Claim here = claim != claims.end() && claim->line == i ? *claim : extract::Claim{i, "", "", ""};
    std::set<std::size_t> statements;
    for (auto one = claim; one != claims.end() && one->line == i; ++one)
      statements.insert(one->statements.begin(), one->statements.end());
    const bool goes_on = !marks.empty() && !here.what.empty() && marks.back().page == line.page &&
                         marks.back().what == here.what && marks.back().rule == here.rule &&
                         marks.back().number == here.number;
    if (!goes_on) {
      marks.push_back({line.page, line.box, here.what, here.rule, here.number, line.text, {}});
    } else {
      marks.back().box.cover(line.box);
      marks.back().text += '\n' + line.text;
      statements.insert(marks.back().statements.begin(), marks.back().statements.end());
    }
    marks.back().statements.assign(statements.begin(), statements.end());
  }
  return marks;
}

std::vector<int> telling_pages(const normalize::DocumentReport& report, const std::vector<output::Mark>& marks) {
  std::set<int> pages;
  for (const normalize::Recommendation& record : report.recommendations)
    for (const extract::Place& place : record.where) pages.insert(place.page);
  for (const normalize::Statement& statement : report.statements) pages.insert(statement.position.page);
  for (const extract::Reject& reject : report.rejects) pages.insert(reject.page);
  for (const output::Mark& mark : marks)
    if (!is_frame(mark.what)) pages.insert(mark.page);
  pages.erase(0);  // not known
  return {pages.begin(), pages.end()};
}

fetch::Result<void> write_explanation(const ExplainedDocument& document, bool all_pages, const std::string& html_file) {
  output::Explanation explanation;
  explanation.file = std::filesystem::path(document.file).filename();
  explanation.report = document.report;
  explanation.marks = marks_of(document.text, document.claims);
  std::vector<int> numbers = telling_pages(document.report, explanation.marks);
  if (all_pages) {
    numbers.resize(static_cast<std::size_t>(document.text.pages));
    std::iota(numbers.begin(), numbers.end(), 1);
  }
  auto pages = drawn(document.bytes, numbers);
  if (!pages) return tl::unexpected(pages.error());
  explanation.pages = *std::move(pages);
  if (const Written written = write_whole(html_file, output::explanation_page(explanation)); !written)
    return tl::unexpected(
        fetch::Failure{fetch::Stage::kOutput, fetch::FailureCode::kStore, false, written.error().message});
  return {};
}

}  // namespace troika::pipeline
