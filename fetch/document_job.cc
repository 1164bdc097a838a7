#include "fetch/document_job.h"

#include <algorithm>
#include <chrono>

#include "fetch/local_file.h"
#include "fetch/redirect.h"
#include "fetch/retry.h"

namespace troika::fetch {
namespace {

// Pages that come in a document's place, and with errors, are read so far: connections stay usable for all but the
// largest, and an endless one ends here.
constexpr std::uint64_t kMaxPageBytes = std::uint64_t{256} << 10;

Failure failure(FailureCode code, bool retryable, std::string detail) {
  return Failure{Stage::kFetch, code, retryable, std::move(detail)};
}

Failure too_large(std::uint64_t max_bytes) {
  return failure(FailureCode::kTooLarge, false,
                 "is larger than the limit of " + std::to_string(max_bytes) + " bytes; check that it is a document");
}

// The disk's trouble is not the document's, and every other place that has it would meet the same disk.
bool is_of_the_disk(const std::pair<std::string, Failure>& failure) {
  return failure.second.code == FailureCode::kStore;
}

int hope(const Failure& failure) {
  if (worth_retrying(failure)) return 2;
  return failure.code == FailureCode::kNotPublishedYet ? 0 : 1;
}

std::uint64_t announced(const HttpHead& head) {
  const std::string length(head.field("content-length"));
  const bool is_number = !length.empty() && length.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? std::strtoull(length.c_str(), nullptr, 10) : 0;
}

}  // namespace

Failure worst_of(const std::vector<std::pair<std::string, Failure>>& failures) {
  const auto of_disk = std::find_if(failures.begin(), failures.end(), is_of_the_disk);
  if (of_disk != failures.end()) return of_disk->second;
  const auto worst = std::max_element(failures.begin(), failures.end(),
                                      [](const auto& a, const auto& b) { return hope(a.second) < hope(b.second); });
  if (worst == failures.end()) return failure(FailureCode::kNotFound, false, "the task names no URL");
  Failure result = worst->second;
  if (failures.size() == 1) return result;
  // A detail is "what was wrong; what to do next": what was wrong in each place, and what to do about the worst.
  const std::string& detail = worst->second.detail;
  const std::string next = detail.substr(std::min(detail.find("; "), detail.size()));
  result.detail.clear();
  for (const auto& [url, one] : failures) {
    if (!result.detail.empty()) result.detail += ", ";
    result.detail += url + ": " + one.detail.substr(0, one.detail.find("; "));
  }
  result.detail += next;
  return result;
}

DocumentJob::DocumentJob(Task task, const Archive& archive, const DownloadPolicy& policy)
    : archive_(archive), policy_(policy) {
  result_.task = std::move(task);
}

DocumentJob::Next DocumentJob::next_alternative() {
  while (!result_.archived && tried_ < result_.task.urls.size()) {
    if (!failures_.empty() && is_of_the_disk(failures_.back())) break;
    draft_.reset();
    draft_url_.clear();
    const std::string& text = result_.task.urls[tried_++];
    auto url = parse_url(text);
    result_.url = url ? url->text : text;
    if (url && url->scheme == "file") {
      read_file(*url);
    } else if (url && url->is_http()) {
      begin_at(std::move(*url));
      return Next::kAsk;
    } else {
      add_failure(failure(FailureCode::kNotFound, false,
                          "'" + text + "' is no URL that can be fetched; write it as https://HOST/PATH"));
    }
  }
  return Next::kFinished;
}

void DocumentJob::read_file(const Url& url) {
  if (!policy_.allow_file_urls) {
    return add_failure(failure(FailureCode::kForbiddenAddress, false,
                               "file URLs are not read; set allow_file_urls = true in the configuration, or use: "
                               "troika backfill FILE"));
  }
  auto file = read_local_file(url.file, policy_.max_bytes);
  if (!file) return add_failure(std::move(file.error()));
  const Verdict verdict = judge_file(file->bytes.substr(0, Archive::Draft::kHeadBytes), result_.task.expects);
  if (verdict.failure) return add_failure(*verdict.failure);
  auto draft = archive_.begin();
  if (!draft) return add_failure(std::move(draft.error()));
  if (auto appended = (*draft)->append(file->bytes); !appended) return add_failure(std::move(appended.error()));
  auto archived = (*draft)->commit(verdict.type.suffix);
  if (!archived) return add_failure(std::move(archived.error()));
  result_.validators = {};
  succeed(std::move(archived), verdict.type.media_type);
}

void DocumentJob::add_failure(Failure failure) { failures_.emplace_back(result_.url, std::move(failure)); }

void DocumentJob::add_pause(const Pause& pause) {
  result_.url = url().text;  // though a redirect may have led here, and nothing was asked yet
  std::erase_if(result_.pauses, [&](const Pause& earlier) { return earlier.host == pause.host; });
  result_.pauses.push_back(pause);
}

Fetched DocumentJob::take_result() {
  if (!result_.archived) {
    result_.failure = worst_of(failures_);
    result_.media_type.clear();
    result_.validators = {};
  }
  const auto now = std::chrono::round<std::chrono::seconds>(std::chrono::system_clock::now());  // as `until` is
  std::erase_if(result_.pauses, [&](const Pause& pause) { return pause.until <= now; });
  return std::move(result_);
}

// The archive must still have the bytes that a 304 would mean.
bool DocumentJob::is_conditional() const {
  const Task& task = result_.task;
  const bool has_validators = !task.validators.etag.empty() || !task.validators.last_modified.empty();
  return has_validators && task.urls[tried_ - 1] == task.validated_url && archive_.find(task.sha256).has_value();
}

bool DocumentJob::resumes() const {
  return draft_ && draft_->size() > 0 && !draft_validator_.empty() && draft_url_ == url().text;
}

HttpRequest DocumentJob::request() {
  ++result_.requests;
  result_.url = url().text;
  refusal_.reset();
  head_ = HttpHead{};
  page_.clear();
  page_size_ = 0;
  into_draft_ = enough_ = false;
  HttpRequest request{url().text, {}, false};
  const Validators& validators = result_.task.validators;
  if (resumes()) {
    // A part is of the bytes as sent: an encoded one would continue nothing.
    request.plain = true;
    request.headers.push_back("Range: bytes=" + std::to_string(draft_->size()) + "-");
    request.headers.push_back("If-Range: " + draft_validator_);
  } else if (is_conditional()) {
    ++result_.conditional_requests;
    if (!validators.etag.empty()) request.headers.push_back("If-None-Match: " + validators.etag);
    if (!validators.last_modified.empty()) request.headers.push_back("If-Modified-Since: " + validators.last_modified);
  }
  return request;
}

// Ends the transfer.
bool DocumentJob::refuse(Failure failure) {
  refusal_ = std::move(failure);
  return false;
}

bool DocumentJob::begin_draft() {
  draft_.reset();
  auto draft = archive_.begin();
  if (!draft) return refuse(std::move(draft.error()));
  draft_ = std::move(*draft);
  draft_url_ = url().text;
  draft_validator_ = resume_validator(head_);
  return true;
}

// Some servers pass over If-Range, and send a part of another version.
bool DocumentJob::take_part() {
  const std::string_view etag = head_.field("etag");
  const bool same_version = etag.empty() || !draft_validator_.starts_with('"') || etag == draft_validator_;
  if (resumes() && same_version && continues_at(head_, draft_->size())) return true;
  draft_.reset();
  return refuse(failure(FailureCode::kTruncated, true, "the server sent another part than it was asked for"));
}

bool DocumentJob::take_head(HttpHead head) {
  head_ = std::move(head);
  into_draft_ = head_.status >= 200 && head_.status < 300;
  if (!into_draft_) return true;
  const bool part = head_.status == 206;
  if (part ? !take_part() : !begin_draft()) return false;
  if (draft_->size() + announced(head_) > policy_.max_bytes) return refuse(too_large(policy_.max_bytes));
  return true;
}

// A page in a document's place has said all it will say.
bool DocumentJob::is_enough() const {
  return draft_->size() > kMaxPageBytes && judge_file(draft_->head(), result_.task.expects).failure;
}

bool DocumentJob::take_body(std::string_view bytes) {
  if (!into_draft_) {
    page_ += bytes.substr(0, Archive::Draft::kHeadBytes - std::min(page_.size(), Archive::Draft::kHeadBytes));
    page_size_ += bytes.size();
    enough_ = page_size_ > kMaxPageBytes;
    return !enough_;
  }
  if (draft_->size() + bytes.size() > policy_.max_bytes) return refuse(too_large(policy_.max_bytes));
  if (auto appended = draft_->append(bytes); !appended) return refuse(std::move(appended.error()));
  enough_ = is_enough();
  return !enough_;
}

Step DocumentJob::step(const HttpOutcome& outcome) {
  if (refusal_) {
    if (refusal_->code != FailureCode::kTruncated) draft_.reset();
    return Step::failed(*refusal_);
  }
  // What comes with a status that is no document may well be cut: the status has said it all.
  const bool spoken = head_.status != 0 && !into_draft_ && outcome.end != HttpEnd::kForbiddenAddress;
  if (outcome.end == HttpEnd::kComplete || enough_ || spoken) return answered();
  return cut(outcome);
}

Step DocumentJob::cut(const HttpOutcome& outcome) {
  if (into_draft_ && draft_validator_.empty()) draft_.reset();
  Failure failure = judge_transport(outcome, url().host);
  // Before the first byte of an answer nothing is cut.
  if (failure.code == FailureCode::kTruncated && head_.status == 0) failure.code = FailureCode::kNetwork;
  return Step::failed(std::move(failure));
}

Step DocumentJob::answered() {
  const int status = head_.status;
  if (is_redirect(status)) return Step::redirect(head_.field("location"));
  if (status == 304 && is_conditional()) return unchanged();
  if (status == 416 && resumes()) {
    draft_.reset();
    return Step::failed(failure(FailureCode::kTruncated, true, "the rest of a cut transfer is not to be had"));
  }
  if (into_draft_) return judge_draft();
  const Verdict verdict = judge({head_, page_, page_, page_size_}, result_.task.expects);
  const auto now = std::chrono::system_clock::now();
  return Step::failed(*verdict.failure, parse_retry_after(head_.field("retry-after"), now));
}

Step DocumentJob::unchanged() {
  const Validators& known = result_.task.validators;
  const auto or_known = [](std::string_view field, const std::string& other) {
    return field.empty() ? other : std::string(field);
  };
  result_.validators = {or_known(head_.field("etag"), known.etag),
                        or_known(head_.field("last-modified"), known.last_modified)};
  auto archived = archive_.find(result_.task.sha256);
  if (!archived) return Step::failed(std::move(archived.error()));
  const std::string media_type(media_type_of_suffix(archived->path));
  succeed(std::move(archived), media_type);
  return Step::done();
}

Step DocumentJob::judge_draft() {
  const Verdict verdict = judge({head_, draft_->head(), draft_->tail(), draft_->size()}, result_.task.expects);
  if (verdict.failure) {
    draft_.reset();
    const auto now = std::chrono::system_clock::now();
    return Step::failed(*verdict.failure, parse_retry_after(head_.field("retry-after"), now));
  }
  suffix_ = verdict.type.suffix;
  media_type_ = verdict.type.media_type;
  return Step::commit();
}

Step DocumentJob::kept(Result<Archived> archived) {
  if (!archived) return Step::failed(std::move(archived.error()));
  result_.validators = {std::string(head_.field("etag")), std::string(head_.field("last-modified"))};
  succeed(std::move(archived), media_type_);
  return Step::done();
}

void DocumentJob::succeed(Result<Archived> archived, std::string_view media_type) {
  result_.asked = result_.task.urls[tried_ - 1];
  result_.unchanged = archived->sha256 == result_.task.sha256;
  result_.archived = std::move(*archived);
  result_.media_type = media_type;
}

}  // namespace troika::fetch
