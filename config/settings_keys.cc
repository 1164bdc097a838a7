#include "config/settings_keys.h"

#include "config/forms.h"

namespace troika::config {
namespace {

// The first {name} that is neither {symbol} nor {language}, or an opening brace without its end.
std::string unknown_placeholder(std::string_view text) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    const std::string_view name = text.substr(open, close == std::string_view::npos ? close : close - open + 1);
    if (name != "{symbol}" && name != "{language}") return std::string(name);
  }
  return "";
}

}  // namespace

std::string problem_with_contact(std::string_view text) {
  const std::size_t at = text.find('@');
  const bool is_mail = at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
                       text.find_first_of(" <>()") == std::string_view::npos;
  if (is_mail || problem_with_url(text, false).empty()) return "";
  return "is neither a mail address nor a URL with https:// or http://";
}

std::string problem_with_path(std::string_view text) {
  return text.starts_with('/') ? "" : "must be an absolute path, since a scheduled run may start anywhere";
}

std::string problem_with_template(std::string_view text) {
  if (std::string problem = problem_with_url(text, false); !problem.empty()) return problem;
  if (text.find("{symbol}") == std::string_view::npos) return "must hold {symbol}, where the document's symbol goes";
  const std::string unknown = unknown_placeholder(text);
  return unknown.empty() ? "" : "holds " + unknown + "; only {symbol} and {language} are filled in";
}

}  // namespace troika::config
