#include "pipeline/wire.h"

#include <cstdint>
#include <optional>
#include <sstream>
#include <type_traits>
#include <utility>
#include <vector>

#include <cereal/archives/portable_binary.hpp>

// cereal's own functions for containers and enumerators trust what they read: a vector is resized to any length, an
// enumerator may be any number. Ours do not.
namespace troika::pipeline::checked {

constexpr auto last(extract::Response) { return extract::Response::kPending; }
constexpr auto last(extract::Qualifier) { return extract::Qualifier::kReserved; }
constexpr auto last(extract::Total::Of) { return extract::Total::Of::kStates; }
constexpr auto last(fetch::Stage) { return fetch::Stage::kPipeline; }
constexpr auto last(fetch::FailureCode) { return fetch::FailureCode::kInternal; }

[[noreturn]] inline void refuse() { throw cereal::Exception("not an outcome"); }

// One value, in the direction of the archive.
template <class Archive, class T>
void pass(Archive& archive, T& value) {
  using Value = std::remove_const_t<T>;
  if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, bool>) {
    auto number = static_cast<std::uint8_t>(value);
    archive(number);
    if constexpr (!std::is_const_v<T>) {
      if constexpr (std::is_enum_v<Value>) {
        if (number > static_cast<std::uint8_t>(last(value))) refuse();
      } else if (number > 1) {
        refuse();
      }
      value = static_cast<Value>(number);
    }
  } else {
    archive(value);
  }
}

template <class Archive, class... T>
void pass_all(Archive& archive, T&... values) {
  (pass(archive, values), ...);
}

template <class Archive>
std::size_t load_length(Archive& archive) {
  std::uint32_t length = 0;
  archive(length);
  if (length > kMaxEncodedBytes) refuse();
  return length;
}

}  // namespace troika::pipeline::checked

namespace cereal {

namespace checked = troika::pipeline::checked;

template <class Archive>
void save(Archive& archive, const std::string& text) {
  archive(static_cast<std::uint32_t>(text.size()));
  archive(binary_data(text.data(), text.size()));
}

template <class Archive>
void load(Archive& archive, std::string& text) {
  text.resize(checked::load_length(archive));
  archive(binary_data(text.data(), text.size()));
}

template <class Archive, class T>
void save(Archive& archive, const std::vector<T>& values) {
  archive(static_cast<std::uint32_t>(values.size()));
  for (const T& value : values) checked::pass(archive, value);
}

// Grows with what is really there: a false length runs out of bytes before it takes memory.
template <class Archive, class T>
void load(Archive& archive, std::vector<T>& values) {
  for (std::size_t left = checked::load_length(archive); left > 0; --left)
    checked::pass(archive, values.emplace_back());
}

template <class Archive, class T>
void save(Archive& archive, const std::optional<T>& value) {
  const bool present = value.has_value();
  checked::pass(archive, present);
  if (present) checked::pass(archive, *value);
}

template <class Archive, class T>
void load(Archive& archive, std::optional<T>& value) {
  bool present = false;
  checked::pass(archive, present);
  if (present) checked::pass(archive, value.emplace());
}

}  // namespace cereal

// Every member of every type of a report, in the order of its declaration.
namespace troika {

using pipeline::checked::pass_all;

namespace extract {

template <class Archive>
void serialize(Archive& archive, Box& box) {
  pass_all(archive, box.left, box.top, box.right, box.bottom);
}
template <class Archive>
void serialize(Archive& archive, Note& note) {
  pass_all(archive, note.mark, note.text, note.page);
}
template <class Archive>
void serialize(Archive& archive, Remark& remark) {
  pass_all(archive, remark.code, remark.detail);
}
template <class Archive>
void serialize(Archive& archive, Place& place) {
  pass_all(archive, place.page, place.box);
}
template <class Archive>
void serialize(Archive& archive, Position& position) {
  pass_all(archive, position.response, position.qualifiers, position.paragraph, position.page, position.quote,
           position.as_printed, position.rule, position.comment, position.document);
}
template <class Archive>
void serialize(Archive& archive, Total& total) {
  pass_all(archive, total.of, total.count, total.paragraph, total.page, total.quote, total.rule, total.recalled);
}
template <class Archive>
void serialize(Archive& archive, Theme& theme) {
  pass_all(archive, theme.code, theme.name, theme.vocabulary);
}
template <class Archive>
void serialize(Archive& archive, Reject& reject) {
  pass_all(archive, reject.why, reject.paragraph, reject.page, reject.text);
}

}  // namespace extract

namespace normalize {

template <class Archive>
void serialize(Archive& archive, StateRef& state) {
  pass_all(archive, state.iso3, state.name, state.as_printed, state.group);
}
template <class Archive>
void serialize(Archive& archive, Part& part) {
  pass_all(archive, part.text, part.recommending_states);
}
template <class Archive>
void serialize(Archive& archive, DocumentRef& document) {
  pass_all(archive, document.symbol, document.kind, document.language, document.title, document.published,
           document.sha256, document.url);
}
template <class Archive>
void serialize(Archive& archive, Review& review) {
  pass_all(archive, review.state_under_review, review.cycle, review.session, review.year);
}
template <class Archive>
void serialize(Archive& archive, Provenance& provenance) {
  pass_all(archive, provenance.rule_set, provenance.rules_sha256, provenance.corrected);
}
template <class Archive>
void serialize(Archive& archive, StatedPosition& stated) {
  pass_all(archive, stated.document, stated.position);
}
template <class Archive>
void serialize(Archive& archive, Statement& statement) {
  pass_all(archive, statement.report, statement.target, statement.ordinal, statement.position, statement.flags,
           statement.doubts);
}
template <class Archive>
void serialize(Archive& archive, Adoption& adoption) {
  pass_all(archive, adoption.state, adoption.report, adoption.decision, adoption.date, adoption.documents,
           adoption.totals, adoption.paragraph, adoption.page, adoption.quote);
}
template <class Archive>
void serialize(Archive& archive, Link& link) {
  pass_all(archive, link.relation, link.symbol);
}
template <class Archive>
void serialize(Archive& archive, Recommendation& r) {
  pass_all(archive, r.id, r.mechanism, r.document, r.report, r.review, r.number, r.label, r.paragraph, r.item, r.text,
           r.text_verbatim, r.recommending_states, r.recommending_body, r.verb, r.addressees, r.parts, r.notes,
           r.response, r.qualifiers, r.positions, r.themes, r.persons, r.sdgs, r.where, r.flags, r.doubts,
           r.provenance);
}
template <class Archive>
void serialize(Archive& archive, ResponseCounts& counts) {
  pass_all(archive, counts.supported, counts.noted, counts.partially_supported, counts.pending, counts.none);
}
template <class Archive>
void serialize(Archive& archive, DocumentReport& report) {
  pass_all(archive, report.document, report.review, report.provenance, report.pages, report.items_seen,
           report.recommendations, report.statements, report.rejects, report.flags, report.doubts, report.author,
           report.text, report.totals, report.adoptions, report.links, report.heard_of_reviews);
}

}  // namespace normalize

namespace fetch {

template <class Archive>
void serialize(Archive& archive, Failure& failure) {
  pass_all(archive, failure.stage, failure.code, failure.retryable, failure.detail);
}

}  // namespace fetch

namespace output {

template <class Archive>
void serialize(Archive& archive, DocumentCounts& counts) {
  pass_all(archive, counts.recommendations, counts.joined, counts.rejects, counts.responses);
}

template <class Archive>
void save(Archive& archive, const DocumentOutcome& outcome) {
  const bool has_report = outcome.report.has_value();
  pass_all(archive, outcome.input, outcome.sha256, has_report);
  if (has_report) pass_all(archive, *outcome.report);
  if (!has_report) pass_all(archive, outcome.report.error());
}

template <class Archive>
void load(Archive& archive, DocumentOutcome& outcome) {
  bool has_report = false;
  pass_all(archive, outcome.input, outcome.sha256, has_report);
  if (!has_report) outcome.report = tl::unexpected(fetch::Failure{});
  if (has_report) pass_all(archive, *outcome.report);
  if (!has_report) pass_all(archive, outcome.report.error());
}

}  // namespace output

namespace pipeline {

template <class Archive>
void serialize(Archive& archive, RenderedOutcome& rendered) {
  pass_all(archive, rendered.outcome, rendered.counts, rendered.reviews, rendered.troubles);
}

namespace {

template <class T>
std::string bytes_of(const T& value) {
  std::ostringstream bytes;
  cereal::PortableBinaryOutputArchive{bytes}(value);
  return std::move(bytes).str();
}

template <class T>
fetch::Result<T> value_of(std::string_view bytes) {
  std::istringstream stream{std::string(bytes)};
  try {
    T value;
    cereal::PortableBinaryInputArchive{stream}(value);
    if (stream.peek() != std::istringstream::traits_type::eof()) checked::refuse();
    return value;
  } catch (const cereal::Exception&) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kPipeline, fetch::FailureCode::kInternal, true,
                                         "the worker process gave an answer that cannot be read"});
  }
}

}  // namespace

std::string encode(const Request& request) { return static_cast<char>(request.form) + request.path; }

Request decode_request(std::string_view bytes) {
  if (bytes.empty()) return {};
  return {static_cast<Form>(bytes.front()), std::string(bytes.substr(1))};
}

std::string encode(const output::DocumentOutcome& outcome) { return bytes_of(outcome); }
fetch::Result<output::DocumentOutcome> decode(std::string_view bytes) {
  return value_of<output::DocumentOutcome>(bytes);
}

std::string encode(const RenderedOutcome& rendered) { return bytes_of(rendered); }
fetch::Result<RenderedOutcome> decode_rendered(std::string_view bytes) { return value_of<RenderedOutcome>(bytes); }

}  // namespace pipeline
}  // namespace troika
