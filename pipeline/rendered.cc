#include "pipeline/rendered.h"

#include <numeric>
#include <utility>

#include "normalize/correct.h"
#include "pipeline/guard.h"

namespace troika::pipeline {
namespace {

Rendered lines_of(const output::DocumentOutcome& outcome) {
  Rendered lines;
  output::append_recommendations(lines[Stream::kRecommendations], outcome);
  output::append_document(lines[Stream::kDocuments], outcome);
  output::append_positions(lines[Stream::kPositions], outcome);
  output::append_failures(lines[Stream::kFailures], outcome);
  output::append_page(lines[Stream::kPages], outcome);
  return lines;
}

// Empties it, and gives its memory back, which clear() keeps.
template <class Container>
void release(Container& container) {
  Container().swap(container);
}

std::size_t bytes_of(const Rendered& lines) {
  return std::accumulate(lines.lines.begin(), lines.lines.end(), std::size_t{0},
                         [](std::size_t bytes, const std::string& stream) { return bytes + stream.size(); });
}

fetch::Result<RenderedOutcome> render_report(output::DocumentOutcome& outcome) {
  normalize::DocumentReport& report = *outcome.report;
  RenderedOutcome rendered{{},
                           output::counts_of(report),
                           normalize::reviews_of(report),
                           normalize::correction_troubles(report),
                           lines_of(outcome)};
  if (bytes_of(rendered.lines) > kMaxLinesBytes)
    return tl::unexpected(fetch::Failure{
        fetch::Stage::kPipeline, fetch::FailureCode::kTooLarge, false,
        "its records are more than " + std::to_string(kMaxLinesBytes >> 20) + " MiB; split it, and give the parts"});
  release(report.recommendations);
  release(report.rejects);
  release(report.text);
  if (!speaks_of_others(report)) release(report.statements);
  rendered.outcome = std::move(outcome);
  return rendered;
}

}  // namespace

RenderedOutcome render(output::DocumentOutcome outcome) {
  if (outcome.report) {
    auto rendered = guarded([&] { return render_report(outcome); });
    if (rendered) return *std::move(rendered);
    outcome.report = tl::unexpected(rendered.error());
  }
  Rendered lines = lines_of(outcome);
  return {.outcome = std::move(outcome), .lines = std::move(lines)};
}

}  // namespace troika::pipeline
