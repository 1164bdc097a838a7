#include "pipeline/filters.h"

#include <cstddef>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace troika::pipeline {
namespace {

// Documents in flight, per thread. With more, a slow document at the head holds up the others later (they wait for
// their turn to be written); each costs about a megabyte while it waits.
constexpr std::size_t kTokensPerJob = 8;

using Token = std::unique_ptr<Document>;

}  // namespace

void run_filters(Filters& filters, int jobs) {
  using tbb::filter_mode;
  const auto threads = static_cast<std::size_t>(jobs);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(jobs);
  arena.execute([&] {
    tbb::parallel_pipeline(threads * kTokensPerJob,
                           tbb::make_filter<void, Token>(filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
                             Token document = filters.take();
                             if (!document) flow.stop();
                             return document;
                           }) & tbb::make_filter<Token, Token>(filter_mode::parallel, [&](Token document) {
                             filters.process(*document);
                             return document;
                           }) & tbb::make_filter<Token, void>(filter_mode::serial_in_order, [&](const Token& document) {
                             filters.write(*document);
                           }));
  });
}

}  // namespace troika::pipeline
