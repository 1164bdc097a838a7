#include <chrono>
#include <iostream>

#include "pipeline/commands/commands.h"
#include "pipeline/console.h"

namespace troika::pipeline {

void print_pauses(const std::vector<fetch::Pause>& pauses) {
  const auto now = std::chrono::system_clock::now();
  for (const fetch::Pause& pause : pauses)
    if (pause.until > now)
      std::cout << printable(pause.host) << " is not asked before " << fetch::utc_text(pause.until)
                << ", as it asked (Retry-After); troika retry forgets that\n";
}

}  // namespace troika::pipeline
