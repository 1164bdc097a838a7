// What reading PDFs costs, by part, over a folder of them:
//
//   TROIKA_BENCH_PDFS=FOLDER pdf_reading              without a folder: the sample reports
//
// One iteration reads all documents; `per_page` is what one page costs of it.

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "extract/pdf/layout.h"
#include "extract/pdf/lines.h"
#include "extract/pdf/pdf_document.h"
#include "extract/pdf/poppler_reader.h"
#include "tests/support/samples.h"

namespace troika::extract {
namespace {

const std::vector<std::string>& documents() {
  static const std::vector<std::string> all = [] {
    std::vector<std::filesystem::path> paths = sample_paths();
    if (const char* folder = std::getenv("TROIKA_BENCH_PDFS")) {
      paths.clear();
      for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".pdf") paths.push_back(entry.path());
    }
    std::vector<std::string> bytes;
    for (const auto& path : paths) bytes.push_back(bytes_of(path));
    return bytes;
  }();
  return all;
}

template <class Use>
void for_each_document(benchmark::State& state, Use use) {
  prepare_pdf_reader();
  const std::vector<std::string>& all = documents();
  std::size_t pages = 0;
  for (auto _ : state)
    for (const std::string& bytes : all) pages += use(bytes);
  state.counters["per_page"] =
      benchmark::Counter(static_cast<double>(pages), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

std::vector<Page> read_all(PdfDocument& document) {
  std::vector<Page> pages;
  for (int number = 1; number <= document.page_count(); ++number) pages.push_back(document.read_page(number));
  return pages;
}

void open_only(benchmark::State& state) {
  for_each_document(state, [](const std::string& bytes) -> std::size_t {
    auto document = PdfDocument::open(bytes);
    return document ? static_cast<std::size_t>(document->page_count()) : 0;
  });
}
BENCHMARK(open_only)->Unit(benchmark::kMillisecond);

void words_of(benchmark::State& state, PdfReading reading) {
  for_each_document(state, [&](const std::string& bytes) -> std::size_t {
    auto document = PdfDocument::open(bytes, reading);
    return document ? read_all(*document).size() : 0;
  });
}
BENCHMARK_CAPTURE(words_of, fast, PdfReading::kFast)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(words_of, poppler, PdfReading::kPoppler)->Unit(benchmark::kMillisecond);

const std::vector<std::vector<Page>>& pages_of_documents() {
  static const std::vector<std::vector<Page>> all = [] {
    std::vector<std::vector<Page>> read;
    for (const std::string& bytes : documents())
      if (auto pages = read_pdf(bytes)) read.push_back(std::move(*pages));
    return read;
  }();
  return all;
}

template <class Use>
void for_each_read(benchmark::State& state, Use use) {
  prepare_pdf_reader();
  const std::vector<std::vector<Page>>& all = pages_of_documents();
  std::size_t pages = 0;
  for (auto _ : state) {
    for (const std::vector<Page>& document : all) {
      use(document);
      pages += document.size();
    }
  }
  state.counters["per_page"] =
      benchmark::Counter(static_cast<double>(pages), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void lines(benchmark::State& state) {
  for_each_read(state, [](const std::vector<Page>& document) {
    for (const Page& page : document) benchmark::DoNotOptimize(lines_of(page));
  });
}
BENCHMARK(lines)->Unit(benchmark::kMillisecond);

void layout(benchmark::State& state) {  // lines among it
  for_each_read(state, [](const std::vector<Page>& document) { benchmark::DoNotOptimize(lay_out(document)); });
}
BENCHMARK(layout)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace troika::extract

BENCHMARK_MAIN();
