// Answers that a MisbehavingServer gives in several tests.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fetch/misbehaving_server.h"

namespace troika::fetch {

// robots.txt is not there, as on most hosts; `handler` answers the rest.
MisbehavingServer::Handler without_robots(MisbehavingServer::Handler handler);

// Answers the first requests from a list, and the rest by its last; robots.txt is not there.
MisbehavingServer::Handler in_turn(std::vector<std::function<bool(Peer&)>> answers);

std::string gzip(std::string_view bytes);

}  // namespace troika::fetch
