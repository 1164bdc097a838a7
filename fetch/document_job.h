// One task on its way: the alternatives in order, conditional requests, the draft that a cut transfer left and its
// resumption, and the verdict at the end. Internal to fetch/.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fetch/archive.h"
#include "fetch/downloader.h"
#include "fetch/job.h"
#include "fetch/verdict.h"

namespace troika::fetch {

class DocumentJob : public Job {
 public:
  // Both outlive the job.
  DocumentJob(Task task, const Archive& archive, const DownloadPolicy& policy);

  // Goes on to the next alternative, if there is one: an http(s) URL is then to be asked for, at url(). Files are read,
  // and URLs that are none are passed over, on the way.
  enum class Next { kAsk, kFinished };
  Next next_alternative();

  // This alternative did not give the document.
  void add_failure(Failure failure);
  // Its host asked for a pause.
  void add_pause(const Pause& pause);

  // After Step::Kind::kCommit: what is to be committed, and then what became of it.
  Archive::Ready take_draft() { return {std::move(draft_), suffix_}; }
  Step kept(Result<Archived> archived);

  // After the last alternative: exactly one of `archived` and `failure` is set.
  Fetched take_result();

  HttpRequest request() override;
  bool take_head(HttpHead head) override;
  bool take_body(std::string_view bytes) override;
  Step step(const HttpOutcome& outcome) override;

 private:
  bool is_conditional() const;
  bool resumes() const;
  bool refuse(Failure failure);
  bool begin_draft();
  bool take_part();
  bool is_enough() const;
  Step answered();
  Step unchanged();
  Step judge_draft();
  Step cut(const HttpOutcome& outcome);
  void read_file(const Url& url);
  void succeed(Result<Archived> archived, std::string_view media_type);

  const Archive& archive_;
  const DownloadPolicy& policy_;
  Fetched result_;
  std::size_t tried_ = 0;                                  // alternatives
  std::vector<std::pair<std::string, Failure>> failures_;  // by URL

  std::unique_ptr<Archive::Draft> draft_;
  std::string suffix_, media_type_;          // of a draft that is to be kept
  std::string draft_url_, draft_validator_;  // what a cut draft may be resumed with; empty where it may not

  // Of the response that is coming in.
  HttpHead head_;
  bool into_draft_ = false;  // the body is the document, not a page that comes with an error
  std::string page_;         // the beginning of such a page
  std::uint64_t page_size_ = 0;
  bool enough_ = false;  // ended by us: nothing that follows would change the verdict
  std::optional<Failure> refusal_;
};

// Which failure stands for a task whose alternatives have all failed: the one that leaves most hope. An error that may
// pass says that the document may well be there; "not published" counts only where every alternative said so. The
// disk's refusal stands above all.
Failure worst_of(const std::vector<std::pair<std::string, Failure>>& failures);

}  // namespace troika::fetch
