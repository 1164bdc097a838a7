#include "normalize/answers.h"

#include <algorithm>

#include "normalize/correct.h"

namespace troika::normalize {
namespace {

using extract::Response;

std::string quoted(const StatedPosition& stated) {
  const extract::Position& position = stated.position;
  std::string place = stated.document;
  if (!position.document.empty()) place += " (from " + position.document + ")";
  if (!position.paragraph.empty()) place += ", paragraph " + position.paragraph;
  const std::string& words = position.quote.empty() ? position.as_printed : position.quote;
  return place + ": \"" + words + "\"";
}

// Several different answers are each for a part of the recommendation. One that is put off is no part of the answer
// where there is another.
std::optional<Response> united(const std::set<Response>& responses) {
  std::set<Response> given = responses;
  if (given.size() > 1) given.erase(Response::kPending);
  if (given.empty()) return {};
  return given.size() == 1 ? *given.begin() : Response::kPartiallySupported;
}

void qualify(std::vector<extract::Qualifier>& qualifiers, const extract::Position& position) {
  for (const extract::Qualifier qualifier : position.qualifiers)
    if (std::find(qualifiers.begin(), qualifiers.end(), qualifier) == qualifiers.end()) qualifiers.push_back(qualifier);
}

}  // namespace

std::vector<Answer> answers_in(const Recommendation& record, const std::set<std::string>& lists) {
  std::vector<Answer> answers;
  std::set<Response> responses;
  for (const StatedPosition& stated : record.positions) {
    if (answers.empty() || answers.back().document != stated.document) {
      answers.push_back({stated.document, lists.count(stated.document) > 0, {}, {}, stated});
      responses.clear();
    }
    Answer& answer = answers.back();
    if (stated.position.response) {
      if (responses.empty()) answer.first = stated;
      responses.insert(*stated.position.response);
    }
    answer.response = united(responses);
    qualify(answer.qualifiers, stated.position);
  }
  return answers;
}

void settle(Recommendation& record, const std::set<std::string>& lists) {
  if (is_corrected(record, "response")) return;
  const std::vector<Answer> answers = answers_in(record, lists);
  const Answer* latest = nullptr;
  for (const Answer& answer : answers) {
    if (!answer.response || answer.document == name_of(record.document)) continue;
    const bool open = !latest && (!record.response || record.response == Response::kPending);
    if (!answer.repeats || open) latest = &answer;
  }
  if (latest) {
    record.response = latest->response;
    record.qualifiers = latest->qualifiers;
    if (latest->repeats) record.flags.push_back({"response-from-list", quoted(latest->first)});
  }
  for (const Answer& answer : answers) {
    const bool own = answer.document == name_of(record.document);  // an earlier stage, not another source
    if (own || &answer == latest || !answer.response || answer.response == record.response) continue;
    const auto chosen = std::find_if(answers.begin(), answers.end(), [&](const Answer& a) {
      return latest ? &a == latest : a.response == record.response;
    });
    const std::string theirs = quoted(answer.first) + " (" + std::string(extract::name_of(*answer.response)) + ")";
    const std::string ours = chosen == answers.end() ? "nothing is stated" : quoted(chosen->first);
    record.flags.push_back({"sources-differ", theirs + "; but " + ours});
  }
}

}  // namespace troika::normalize
