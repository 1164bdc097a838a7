// Where an answer may send us. Pure.
#pragma once

#include <string_view>

#include "fetch/failure.h"
#include "fetch/url.h"

namespace troika::fetch {

// 301, 302, 303, 307, 308: the statuses whose Location is followed. Requests are all GETs, so they mean the same.
bool is_redirect(int status);

// The URL that `location` means, seen from `from`, after `followed` redirects have been followed. Fails with
// kRefusedRedirect beyond `most`, without a usable Location, to another scheme than http(s), and from https to http.
Result<Url> follow(const Url& from, std::string_view location, int followed, int most);

}  // namespace troika::fetch
