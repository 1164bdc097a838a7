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

// oneTBB calls the filters of a document one after another, each serial filter once at a time, and all before it
// returns. The thread sanitizer cannot see that, since the library is not built with it: it is told by an atomic that
// each of such calls begins and ends with.
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

  // Behind all calls that have ended.
  void follow() const { steps_.load(std::memory_order_acquire); }

 private:
  void step() { steps_.fetch_add(1, std::memory_order_acq_rel); }

  std::atomic<std::size_t> steps_{0};
};

struct Flight {
  std::unique_ptr<Document> document;
  Order order;
};

// Owned by the filter that has it: none throws, and nothing is cancelled. What is not trivial, oneTBB would keep in
// memory of its own.
using Token = Flight*;

}  // namespace

void run_filters(Filters& filters, int jobs) {
  using tbb::filter_mode;
  const auto threads = static_cast<std::size_t>(jobs);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(jobs);
  Order taking, writing;
  const auto take = [&](tbb::flow_control& flow) -> Token {
    const Order::Call call(taking);
    auto flight = std::make_unique<Flight>();
    flight->document = filters.take();
    if (flight->document) return flight.release();
    flow.stop();
    return nullptr;
  };
  const auto process = [&](Token flight) {
    taking.follow();
    const Order::Call call(flight->order);
    filters.process(*flight->document);
    return flight;
  };
  const auto write = [&](Token flight) {
    taking.follow();
    const Order::Call call(writing);
    const std::unique_ptr<Flight> last(flight);
    const Order::Call ordered(last->order);
    filters.write(*last->document);
  };
  arena.execute([&] {
    tbb::parallel_pipeline(threads * kTokensPerJob,
                           tbb::make_filter<void, Token>(filter_mode::serial_in_order, take) &
                               tbb::make_filter<Token, Token>(filter_mode::parallel, process) &
                               tbb::make_filter<Token, void>(filter_mode::serial_in_order, write));
  });
  taking.follow();
  writing.follow();
}

}  // namespace troika::pipeline
