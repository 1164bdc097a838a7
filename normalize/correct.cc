#include "normalize/correct.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "normalize/fold.h"

namespace troika::normalize {
namespace {

constexpr std::string_view kCorrected = "corrected";
constexpr std::string_view kOutdated = "correction-outdated";
constexpr std::string_view kUnknown = "correction-unknown";
constexpr std::string_view kNoResponse = "none";

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

std::string nothing_if_empty(const std::string& text) { return text.empty() ? "nothing" : "'" + text + "'"; }

// Behind the number: "fr" of "A/HRC/27/10#124.36@fr", "en" where none is.
std::string language_of(const std::string& id) {
  const std::size_t at = id.rfind('@');
  return at == std::string::npos ? "en" : id.substr(at + 1);
}

std::optional<std::string> or_nothing(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// The field as it was read; puts the correction in its place.
std::string exchange_field(Recommendation& record, const config::Correction& correction, const StateTable& states) {
  const std::string& field = correction.field;
  const std::string& value = correction.values.front();
  if (field == "text") return std::exchange(record.text, value);
  if (field == "verb") return std::exchange(record.verb, or_nothing(value)).value_or("");
  if (field == "recommending_body") return std::exchange(record.recommending_body, or_nothing(value)).value_or("");
  if (field == "addressees") return joined(std::exchange(record.addressees, correction.values));
  if (field == "response") {
    const auto was =
        std::exchange(record.response, value == kNoResponse ? std::nullopt : extract::response_named(value));
    return std::string(was ? extract::name_of(*was) : kNoResponse);
  }
  std::vector<std::string> was;
  for (const StateRef& state : record.recommending_states) was.push_back(state.iso3);
  record.recommending_states.clear();
  for (const std::string& code : correction.values)
    if (const config::StateEntry* state = states.coded(code))
      record.recommending_states.push_back(
          StateTable::ref(*state, state->name, record.document.published.value_or("")));
  return joined(was);
}

std::string signature(const config::Correction& correction) {
  return correction.who + (correction.date.empty() ? "" : ", " + correction.date) + ": " + correction.reason;
}

// A difference in spaces, quotes or case is none: another version of the program may read so.
bool is_for(const config::Correction& correction, const std::string& text) {
  return fold_name(correction.text) == fold_name(text);
}

void correct(Recommendation& record, const std::string& text, const config::Correction& correction,
             const StateTable& states) {
  if (!is_for(correction, text)) {
    record.doubts.push_back({std::string(kOutdated), correction.field + " was put right for another text, '" +
                                                         correction.text + "', and is left as read now (" +
                                                         signature(correction) + ")"});
    return;
  }
  const std::string was = exchange_field(record, correction, states);
  record.provenance.corrected.push_back(correction.field);
  record.flags.push_back({std::string(kCorrected),
                          correction.field + ": read as " + nothing_if_empty(was) + "; " + signature(correction)});
}

}  // namespace

Corrections::Corrections(std::vector<config::Correction> corrections) {
  for (config::Correction& correction : corrections) {
    std::string document = correction.id.substr(0, correction.id.find('#'));
    by_document_.emplace(std::move(document), std::move(correction));
  }
}

void Corrections::apply(DocumentReport& report, const StateTable& states) const {
  const auto [begin, end] = by_document_.equal_range(name_of(report.document));
  std::map<std::string, std::string> texts;  // as read, of the records concerned
  for (auto at = begin; at != end; ++at) {
    const config::Correction& correction = at->second;
    if (report.document.symbol && language_of(correction.id) != report.document.language) continue;
    const auto record = std::ranges::find(report.recommendations, correction.id, &Recommendation::id);
    if (record == report.recommendations.end()) {
      report.doubts.push_back({std::string(kUnknown), correction.id + ": the document has no such recommendation"});
    } else {
      correct(*record, texts.emplace(record->id, record->text).first->second, correction, states);
    }
  }
}

std::map<std::string, std::string> Corrections::by_edition() const {
  std::map<std::string, std::string> editions;
  for (const auto& [document, correction] : by_document_) {
    const bool has_symbol = document.find('/') != std::string::npos;
    std::string& content = editions[has_symbol ? document + '@' + language_of(correction.id) : document];
    for (const std::string& part : {correction.id, correction.field, joined(correction.values), correction.text,
                                    correction.reason, correction.who, correction.date})
      content += part + '\n';
  }
  return editions;
}

bool is_corrected(const Recommendation& record, std::string_view field) {
  return std::ranges::find(record.provenance.corrected, field) != record.provenance.corrected.end();
}

std::vector<std::string> correction_troubles(const DocumentReport& report) {
  std::vector<std::string> troubles;
  for (const Recommendation& record : report.recommendations)
    for (const extract::Remark& doubt : record.doubts)
      if (doubt.code == kOutdated) troubles.push_back(record.id + ": " + doubt.code + ": " + doubt.detail);
  for (const extract::Remark& doubt : report.doubts)
    if (doubt.code == kUnknown) troubles.push_back(doubt.code + ": " + doubt.detail);
  return troubles;
}

}  // namespace troika::normalize
