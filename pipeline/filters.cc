#include "pipeline/filters.h"

#include <atomic>
#include <cstddef>
#include <memory>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace troika::pipeline {
namespace {

// Documents in flight, per thread. With more, a slow document at the head holds up the others later (they wait for
// their turn to be written); each costs about a megabyte while it waits.
constexpr std::size_t kTokensPerJob = 8;

// Owned by the filter that has it. What is not trivial, oneTBB would keep in memory of its own.
using Token = Document*;

// oneTBB calls the filters of a document one after another, and all before it returns. The thread sanitizer cannot see
// that, since the library is not built with it: it is told by an atomic that each call begins and ends with.
class Order {
 public:
  class Call {
   public:
    explicit Call(Order& order) : order_(order) { order_.step(); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call() { order_.step(); }

   private:
    Order& order_;
  };

 private:
  void step() { steps_.fetch_add(1, std::memory_order_acq_rel); }

  std::atomic<std::size_t> steps_{0};
};

}  // namespace

void run_filters(Filters& filters, int jobs) {
  using tbb::filter_mode;
  const auto threads = static_cast<std::size_t>(jobs);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(jobs);
  Order order;
  const auto take = [&](tbb::flow_control& flow) {
    const Order::Call call(order);
    const Token document = filters.take().release();
    if (document == nullptr) flow.stop();
    return document;
  };
  const auto process = [&](Token document) {
    const Order::Call call(order);
    filters.process(*document);
    return document;
  };
  const auto write = [&](Token document) {
    const Order::Call call(order);
    const std::unique_ptr<Document> written(document);
    filters.write(*written);
  };
  arena.execute([&] {
    tbb::parallel_pipeline(threads * kTokensPerJob,
                           tbb::make_filter<void, Token>(filter_mode::serial_in_order, take) &
                               tbb::make_filter<Token, Token>(filter_mode::parallel, process) &
                               tbb::make_filter<Token, void>(filter_mode::serial_in_order, write));
  });
  const Order::Call end(order);
}

}  // namespace troika::pipeline
