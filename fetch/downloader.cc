#include "fetch/downloader.h"

#include <algorithm>
#include <exception>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "fetch/committer.h"
#include "fetch/document_job.h"
#include "fetch/host_schedule.h"
#include "fetch/http_client.h"
#include "fetch/redirect.h"
#include "fetch/retry.h"
#include "fetch/robots_cache.h"
#include "fetch/robots_job.h"
#include "fetch/verdict.h"

namespace troika::fetch {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Tasks taken beyond those that connections are free for, so that one slow host does not keep the others from being
// spoken to. Few: all that were taken are finished after a stop request.
constexpr std::size_t kTasksPerConnection = 2;
constexpr std::size_t kFewestTasks = 16;

// Tasks that wait to be tried again come on top. More than this means that a host is down, and no more are begun.
constexpr std::size_t kMostTasks = 256;

// So do those that wait for the disk: as many as come in while it is flushed twice, but no more than memory may be held
// for, and files be open (1,024, by default).
constexpr std::size_t kMostCommitting = 512;
constexpr std::uint64_t kMostCommittingBytes = std::uint64_t{64} << 20;

// `stop` is asked at least so often, and `may_begin` where it said no.
constexpr milliseconds kStopCheck{100};
constexpr milliseconds kRoomCheck{5};

// Silent unless the program registers its logger: standard output is for results.
template <class... Arguments>
void talk(spdlog::format_string_t<Arguments...> format, Arguments&&... arguments) {
  if (const auto log = spdlog::get("troika")) log->debug(format, std::forward<Arguments>(arguments)...);
}

HttpSettings http_settings(const DownloadPolicy& policy) {
  return {policy.user_agent,      policy.ca_file,       policy.proxy,        policy.allow_private_addresses,
          policy.connect_timeout, policy.stall_timeout, policy.total_timeout};
}

Failure internal_failure(const std::string& what) {
  return {Stage::kFetch, FailureCode::kInternal, false, "a defect of the downloader: " + what + "; please report it"};
}

}  // namespace

class Downloader::Impl {
 public:
  Impl(DownloadPolicy policy, const Archive& archive)
      : policy_(std::move(policy)),
        archive_(archive),
        agent_(product_token(policy_.user_agent)),
        schedule_(make_schedule()),
        client_(std::make_unique<HttpClient>(http_settings(policy_))) {}

  void run(const Next& next, const Done& done, const Stop& stop, const std::function<bool()>& may_begin);

 private:
  using Id = std::uint64_t;

  HostSchedule make_schedule() const;
  void loop(const Next& next, const Stop& stop, const std::function<bool()>& may_begin);
  bool draw(const Next& next, const std::function<bool()>& may_begin);
  bool has_room() const;
  void add(Task task);
  void start_requests();
  void start(Id id, Job& job);
  void give_up_waiting();
  void fail_all(const std::string& why);
  void stop_waiting(Job& job);
  template <class Function>
  void guard(Id id, const Function& function);

  void handle(const HttpOutcome& outcome);
  void handle(Committer::Committed& committed);
  void take(Id id, Job& job, const Step& step);
  void redirect(Id id, Job& job, const std::string& location);
  void retry_or_fail(Id id, Job& job, const Step& step);
  void ask(Id id, Job& job, milliseconds wait, std::optional<Failure> after = {});
  bool may_ask(Id id, Job& job);
  void fail(Id id, Job& job, Failure failure);
  void advance(Id id, DocumentJob& job);
  void finish(Id id, Job& job);
  void conclude(Id id, const RobotsJob& job, RobotsCache::Known known);
  void pause(const std::string& host, std::chrono::seconds retry_after);
  Pause pause_of(const std::string& host) const;
  std::optional<Pause> long_pause(const std::string& host) const;

  DownloadPolicy policy_;
  const Archive& archive_;
  std::string agent_;
  HostSchedule schedule_;
  std::mt19937_64 random_{std::random_device{}()};
  RobotsCache robots_;
  std::map<Id, std::unique_ptr<Job>> jobs_;
  std::unique_ptr<HttpClient> client_;  // ends before the jobs, which are its receivers
  std::unique_ptr<Committer> committer_;
  std::vector<Committer::Draft> to_commit_;
  Id last_id_ = 0;
  std::size_t documents_ = 0, waiting_again_ = 0, committing_ = 0;
  std::uint64_t committing_bytes_ = 0;
  bool exhausted_ = false, stopping_ = false;
  const Done* done_ = nullptr;
};

// ---- The loop

void Downloader::Impl::run(const Next& next, const Done& done, const Stop& stop,
                           const std::function<bool()>& may_begin) {
  done_ = &done;
  exhausted_ = stopping_ = false;
  try {
    committer_ = std::make_unique<Committer>(archive_, [this] { client_->wake(); });
    loop(next, stop, may_begin);
    committer_.reset();
  } catch (const std::exception& e) {
    fail_all(e.what());
  } catch (...) {
    fail_all("an unknown exception");
  }
}

void Downloader::Impl::loop(const Next& next, const Stop& stop, const std::function<bool()>& may_begin) {
  while (true) {
    stopping_ = stopping_ || stop();
    if (stopping_) give_up_waiting();
    const bool held_back = !draw(next, may_begin);
    start_requests();
    if (jobs_.empty() && (exhausted_ || stopping_)) return;
    milliseconds wait = held_back ? kRoomCheck : kStopCheck;
    if (const auto start = schedule_.next()) {
      wait = std::clamp(std::chrono::ceil<milliseconds>(*start - Clock::now()), milliseconds(0), wait);
    }
    for (const HttpOutcome& outcome : client_->wait(wait)) handle(outcome);
    if (!to_commit_.empty()) committer_->commit(std::exchange(to_commit_, {}));
    for (Committer::Committed& committed : committer_->take()) handle(committed);
  }
}

// Takes tasks while there is room. False when only the consumer's lack of room keeps it from taking more.
bool Downloader::Impl::draw(const Next& next, const std::function<bool()>& may_begin) {
  while (!stopping_ && !exhausted_ && has_room()) {
    if (!may_begin()) return false;
    if (auto task = next()) {
      add(std::move(*task));
    } else {
      exhausted_ = true;
    }
  }
  return true;
}

bool Downloader::Impl::has_room() const {
  if (committing_ > kMostCommitting || committing_bytes_ > kMostCommittingBytes) return false;
  const std::size_t most = std::max(kFewestTasks, kTasksPerConnection * static_cast<std::size_t>(policy_.connections));
  return documents_ - committing_ < std::min(kMostTasks, most + waiting_again_);
}

void Downloader::Impl::add(Task task) {
  const Id id = ++last_id_;
  auto job = std::make_unique<DocumentJob>(std::move(task), archive_, policy_);
  DocumentJob& document = *job;
  jobs_.emplace(id, std::move(job));
  ++documents_;
  guard(id, [&] { advance(id, document); });
}

void Downloader::Impl::start_requests() {
  while (const auto id = schedule_.start(Clock::now())) {
    Job& job = *jobs_.at(*id);
    stop_waiting(job);
    guard(*id, [&] { start(*id, job); });
  }
}

void Downloader::Impl::start(Id id, Job& job) {
  try {
    const HttpRequest request = job.request();
    talk("GET {}", request.url);
    client_->start(id, request, job);
  } catch (...) {
    schedule_.finish(job.url().host);
    throw;
  }
}

void Downloader::Impl::handle(const HttpOutcome& outcome) {
  Job& job = *jobs_.at(outcome.id);
  schedule_.finish(job.url().host);
  guard(outcome.id, [&] { take(outcome.id, job, job.step(outcome)); });
}

void Downloader::Impl::handle(Committer::Committed& committed) {
  --committing_;
  committing_bytes_ -= committed.bytes;
  auto& job = dynamic_cast<DocumentJob&>(*jobs_.at(committed.id));
  guard(committed.id, [&] { take(committed.id, job, job.kept(std::move(committed.archived))); });
}

void Downloader::Impl::take(Id id, Job& job, const Step& step) {
  switch (step.kind) {
    case Step::Kind::kDone: return finish(id, job);
    case Step::Kind::kRedirect: return redirect(id, job, step.location);
    case Step::Kind::kFailed: return retry_or_fail(id, job, step);
    case Step::Kind::kCommit: break;
  }
  to_commit_.push_back({id, dynamic_cast<DocumentJob&>(job).take_draft()});
  ++committing_;
  committing_bytes_ += to_commit_.back().ready.draft->size();
}

// A defect in the handling of one task must not take the others along.
template <class Function>
void Downloader::Impl::guard(Id id, const Function& function) {
  std::string what;
  try {
    return function();
  } catch (const std::exception& e) {
    what = e.what();
  }
  if (const auto found = jobs_.find(id); found != jobs_.end()) {
    fail(id, *found->second, internal_failure(what));
  }
}

// The loop itself cannot go on. Another run starts afresh.
void Downloader::Impl::fail_all(const std::string& why) {
  committer_.reset();
  to_commit_.clear();
  client_ = std::make_unique<HttpClient>(http_settings(policy_));
  for (auto& [id, job] : jobs_) {
    auto* const document = dynamic_cast<DocumentJob*>(job.get());
    if (document == nullptr) continue;
    try {
      document->add_failure(internal_failure(why));
      (*done_)(document->take_result());
    } catch (const std::exception& e) {
      talk("cannot hand over a failure: {}", e.what());
    }
  }
  jobs_.clear();
  robots_ = RobotsCache();
  schedule_ = make_schedule();
  documents_ = waiting_again_ = committing_ = 0;
  committing_bytes_ = 0;
}

// After a stop request: those that wait to be tried again fail with what they have.
void Downloader::Impl::give_up_waiting() {
  std::vector<Id> waiting;
  for (const auto& [id, job] : jobs_) {
    if (job->waits_after) waiting.push_back(id);
  }
  for (const Id id : waiting) {
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || !schedule_.withdraw(id)) continue;
    const Failure failure = *found->second->waits_after;
    stop_waiting(*found->second);
    guard(id, [&] { fail(id, *found->second, failure); });
  }
}

void Downloader::Impl::stop_waiting(Job& job) {
  if (job.waits_after) --waiting_again_;
  job.waits_after.reset();
}

// ---- One job

void Downloader::Impl::redirect(Id id, Job& job, const std::string& location) {
  auto to = follow(job.url(), location, job.redirects(), policy_.max_redirects);
  if (!to) return fail(id, job, std::move(to.error()));
  talk("{} redirects to {}", job.url().text, to->text);
  job.redirect_to(std::move(*to));
  ask(id, job, milliseconds(0));
}

void Downloader::Impl::retry_or_fail(Id id, Job& job, const Step& step) {
  talk("{}: {}: {}", job.url().text, code_name(step.failure.code), step.failure.detail);
  auto* const document = dynamic_cast<DocumentJob*>(&job);
  const std::string host = job.url().host;
  if (step.retry_after) {
    pause(host, *step.retry_after);
    if (document != nullptr) document->add_pause(pause_of(host));
  }
  if (stopping_ || !worth_retrying(step.failure)) return fail(id, job, step.failure);

  const RetryPolicy policy{policy_.retries, policy_.first_backoff, policy_.longest_backoff};
  const double chance = std::uniform_real_distribution<double>(0, 1)(random_);
  const auto wait = wait_before_retry(policy, job.begin_again(), chance, step.retry_after);
  if (!wait) return fail(id, job, step.failure);
  ask(id, job, *wait, step.failure);
}

// Puts a job in the queue of its host, where robots.txt and a pause that the host asked for allow it. `after`: the
// failure that it waits for to pass.
void Downloader::Impl::ask(Id id, Job& job, milliseconds wait, std::optional<Failure> after) {
  const std::string& host = job.url().host;
  auto* const document = dynamic_cast<DocumentJob*>(&job);
  if (const auto pause = long_pause(host)) {
    if (document != nullptr) document->add_pause(*pause);
    return fail(id, job, judge_pause(*pause));
  }
  if (document != nullptr && policy_.respect_robots && !may_ask(id, job)) return;
  if (after) ++waiting_again_;
  job.waits_after = std::move(after);
  schedule_.wait(id, host, Clock::now() + wait);
}

// False when the job was parked until robots.txt is read, or has failed.
bool Downloader::Impl::may_ask(Id id, Job& job) {
  if (const RobotsCache::Known* known = robots_.find(job.url())) {
    const std::string rule = *known ? (*known)->deciding_rule(job.url().path) : std::string();
    if (*known && rule.empty()) return true;
    fail(id, job, *known ? judge_rule(job.url().host, rule) : known->error());
  } else if (robots_.park(job.url(), id)) {
    auto reader = std::make_unique<RobotsJob>(job.url(), agent_);
    Job& robots = *reader;
    const Id robots_id = ++last_id_;
    jobs_.emplace(robots_id, std::move(reader));
    ask(robots_id, robots, milliseconds(0));
  }
  return false;
}

void Downloader::Impl::fail(Id id, Job& job, Failure failure) {
  if (auto* const robots = dynamic_cast<RobotsJob*>(&job)) {
    // RFC 9309, section 2.3.1.2: a robots.txt that only redirects is as good as none.
    if (failure.code == FailureCode::kRefusedRedirect) return conclude(id, *robots, Robots::allow_all());
    return conclude(id, *robots, tl::unexpected(robots->consequence(failure)));
  }
  auto& document = dynamic_cast<DocumentJob&>(job);
  document.add_failure(std::move(failure));
  advance(id, document);
}

void Downloader::Impl::advance(Id id, DocumentJob& job) {
  if (job.next_alternative() == DocumentJob::Next::kAsk) return ask(id, job, milliseconds(0));
  finish(id, job);
}

void Downloader::Impl::finish(Id id, Job& job) {
  if (auto* const robots = dynamic_cast<RobotsJob*>(&job)) return conclude(id, *robots, robots->robots());
  Fetched fetched = dynamic_cast<DocumentJob&>(job).take_result();
  jobs_.erase(id);
  --documents_;
  (*done_)(std::move(fetched));
}

// robots.txt is read, or cannot be: those that waited for it go on.
void Downloader::Impl::conclude(Id id, const RobotsJob& job, RobotsCache::Known known) {
  const std::vector<Id> parked = robots_.conclude(job.origin(), std::move(known));
  jobs_.erase(id);
  for (const Id waiting : parked) {
    const auto found = jobs_.find(waiting);
    if (found != jobs_.end()) guard(waiting, [&] { ask(waiting, *found->second, milliseconds(0)); });
  }
}

// ---- Pauses that a host asked for

HostSchedule Downloader::Impl::make_schedule() const {
  HostSchedule schedule({policy_.connections, policy_.connections_per_host, policy_.interval_per_host});
  for (const Pause& pause : policy_.pauses)
    schedule.hold(pause.host, Clock::now() + (pause.until - std::chrono::system_clock::now()));
  return schedule;
}

// Rounded, so that a pause that is handed from run to run does not grow.
Pause Downloader::Impl::pause_of(const std::string& host) const {
  const auto left = schedule_.held_until(host) - Clock::now();
  return {host, std::chrono::round<std::chrono::seconds>(std::chrono::system_clock::now() + left)};
}

std::optional<Pause> Downloader::Impl::long_pause(const std::string& host) const {
  if (schedule_.held_until(host) - Clock::now() <= policy_.longest_backoff) return std::nullopt;
  return pause_of(host);
}

// One that is too long to wait for in this run gives back all that wait for this host.
void Downloader::Impl::pause(const std::string& host, std::chrono::seconds retry_after) {
  schedule_.hold(host, Clock::now() + retry_after);
  const auto long_one = long_pause(host);
  if (!long_one) return;
  std::vector<Id> waiting;
  for (const auto& [id, job] : jobs_) {
    if (job->url().host == host && schedule_.withdraw(id)) waiting.push_back(id);
  }
  for (const Id id : waiting) {
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) continue;
    stop_waiting(*found->second);
    if (auto* const document = dynamic_cast<DocumentJob*>(found->second.get())) document->add_pause(*long_one);
    guard(id, [&] { fail(id, *found->second, judge_pause(*long_one)); });
  }
}

Downloader::Downloader(DownloadPolicy policy, const Archive& archive)
    : impl_(std::make_unique<Impl>(std::move(policy), archive)) {}
Downloader::~Downloader() = default;

void Downloader::run(const Next& next, const Done& done, const Stop& stop, const std::function<bool()>& may_begin) {
  impl_->run(next, done, stop, may_begin);
}

}  // namespace troika::fetch
