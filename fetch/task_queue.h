// Where tasks come from and are acknowledged: implemented by the store, and by a plain list for tests.
#pragma once

#include <optional>

#include "fetch/task.h"

namespace troika::fetch {

class TaskQueue {
 public:
  virtual ~TaskQueue() = default;

  // The next task that is due, leased to this run; nothing when none is left. A lease that is not settled when the
  // process dies is due again in the next run. Called from one thread.
  virtual Result<std::optional<Task>> lease() = 0;

  // Acknowledges a task whose outcome is committed.
  virtual Result<void> settle(const Fetched& fetched) = 0;
};

}  // namespace troika::fetch
