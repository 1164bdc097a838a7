// Who recommended: the States printed in brackets in and behind a recommendation. Pure.
//
//   "Ratify the Convention (France) (Iran (Islamic Republic of)) and accede to its protocol (Spain, Chad);"
//      text   "Ratify the Convention (France) (Iran (Islamic Republic of)) and accede to its protocol"
//      states FRA IRN ESP TCD
//      parts  "Ratify the Convention" FRA IRN; "accede to its protocol" ESP TCD
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/record.h"
#include "normalize/states.h"

namespace troika::normalize {

struct Attribution {
  std::string text;                    // without the closing attribution and the punctuation after it
  std::vector<StateRef> states;        // in order, once each
  std::vector<Part> parts;             // two or more, or none
  std::optional<std::string> comment;  // of the State under review, printed behind the attribution
  std::vector<extract::Remark> flags, doubts;
};

struct AttributionContext {
  std::string_view date;            // decides between former names; ISO 8601, may be empty
  bool comments_announced = false;  // the list's lead-in says that the State comments on the items
};

Attribution read_attribution(std::string_view item_text, const StateTable& states, AttributionContext context);

}  // namespace troika::normalize
