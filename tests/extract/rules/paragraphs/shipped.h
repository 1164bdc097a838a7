// Applies a shipped rule set to a hand-made document, and sketches what it yields.
#pragma once

#include <string>
#include <vector>

#include "extract/reading.h"
#include "extract/rules/reader.h"
#include "tests/support/document.h"

namespace troika::extract {

// With the rule set config/rules/NAME.toml alone. Aborts the test program where it does not read the document.
Reading read_by(const std::string& name, const Document& document, std::vector<Claim>* claims = nullptr);

Reading read_by(const std::string& name, const DocumentText& text, std::vector<Claim>* claims = nullptr);

// The code and message of the failure; "" where there is none.
std::string failure_by(const std::string& name, const Document& document);

// One line per item: "12.a | recommends | Varenia | Ratify the Convention;"
std::vector<std::string> sketch(const Reading& reading);

}  // namespace troika::extract
