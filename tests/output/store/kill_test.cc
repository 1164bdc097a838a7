// The process may die at any moment: what it was doing is done again, and nothing shows of it.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "tests/output/store/store_fixture.h"

namespace troika::output {
namespace {

constexpr int kDocuments = 60, kKills = 50;
constexpr std::size_t kInWork = 4;

// What happens to a document in a night: always the same, whatever happened to the process.
enum class Event { kSame, kNewBytes, kMissing, kNetwork, kDamaged };

Event event_of(int document, int night) {
  std::mt19937 random(static_cast<unsigned>(document * 1000 + night));
  const auto dice = random() % 10;
  if (dice == 0) return Event::kNetwork;
  if (dice == 1) return Event::kDamaged;
  if (dice == 2 || dice == 3) return Event::kMissing;
  return dice == 4 || dice == 5 || night == 1 ? Event::kNewBytes : Event::kSame;
}

int version_of(int document, int night) {
  int version = 0;
  for (int i = 1; i <= night; ++i) version += event_of(document, i) == Event::kNewBytes ? 1 : 0;
  return version;
}

std::string run_id(int night) { return "night-" + std::to_string(1000 + night); }
std::string key_of(int document) { return "document-" + std::to_string(100 + document); }

void handle(Store& store, const fetch::Task& task, int night) {
  const int document = std::stoi(task.key.substr(9)) - 100;
  const Event event = event_of(document, night);
  fetch::Fetched fetched;
  if (event == Event::kMissing || event == Event::kNetwork) {
    fetched = not_fetched(
        task, event == Event::kMissing ? fetch::FailureCode::kNotPublishedYet : fetch::FailureCode::kNetwork);
    value_of(store.commit(fetched, DocumentOutcome{task.key, "", tl::unexpected(*fetched.failure)}));
  } else if (event == Event::kDamaged) {
    fetched = arrived(task, sha_of("damaged"));
    value_of(store.commit(fetched, failure_of(fetched, fetch::FailureCode::kDamaged)));
  } else {
    const int version = version_of(document, night);
    fetched = arrived(task, sha_of(task.key + ' ' + std::to_string(version)));
    if (store.needs_extraction(fetched)) {
      Texts texts = {{"1.1", "stays"}, {"1.2", "version " + std::to_string(version)}};
      texts["2." + std::to_string(version)] = "comes and goes";
      // Two documents share a symbol; of four, one pair is the report of a review and one its addendum.
      const std::string report = "A/" + std::to_string(document / 4);
      DocumentOutcome outcome = report_of(fetched, document % 4 < 2 ? report : report + "/Add.1", texts);
      if (document % 4 >= 2) {
        outcome.report->document.kind = "upr/addendum";
        for (normalize::Statement& statement : outcome.report->statements) statement.report = report;
        outcome.report->recommendations.clear();
      }
      value_of(store.commit(fetched, outcome));
    } else {
      value_of(store.commit_unchanged(fetched));
    }
  }
  value_of(store.settle(fetched));
}

void live_through(Store& store, int night, const std::string& published) {
  RunOptions options = run_options(run_id(night));
  options.deaths_allowed = kKills;  // the documents are innocent
  options.now = "2026-01-01T02:00:00Z+" + std::to_string(1000 + night);
  std::vector<Wanted> documents;
  for (int i = 0; i < kDocuments; ++i) documents.push_back(wanted(key_of(i), i % 3 == 0));
  value_of(store.begin(options));
  value_of(store.plan(documents));
  std::deque<fetch::Task> in_work;
  while (true) {
    while (in_work.size() < kInWork && store.may_lease()) {
      const auto task = value_of(store.lease());
      if (!task) break;
      in_work.push_back(*task);
    }
    if (in_work.empty()) break;
    handle(store, in_work.front(), night);
    in_work.pop_front();
  }
  RunRecord run;
  run.started = options.now;
  value_of(store.finish(run));
  value_of(store.publish(published));
}

// The night that a process begins with: the one that was not finished, or the next.
int next_night(const Store& store, const std::string& published) {
  if (const auto unfinished = value_of(store.unfinished_run())) return std::stoi(unfinished->run_id.substr(6)) - 1000;
  value_of(const_cast<Store&>(store).publish(published));  // the last night's files may not be there yet
  const auto runs = lines_of(published + "/runs.jsonl");
  return static_cast<int>(runs.size()) + 1;
}

class KillTest : public StoreTest {
 protected:
  std::string publish_folder(const std::string& name) const { return folder_ / name; }

  // What was published must come out of the killed nights, too. Gives how long it took.
  std::chrono::microseconds live_undisturbed(int first, int last) {
    const auto start = std::chrono::steady_clock::now();
    store_ = value_of(Store::open(folder_ / "other.sqlite"));
    for (int night = first; night <= last; ++night) live_through(*store_, night, publish_folder("undisturbed"));
    store_.reset();
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  }

  pid_t start_process() {
    const pid_t child = ::fork();
    if (child != 0) return child;
    try {
      const auto store = value_of(Store::open(path()));
      for (int night = next_night(*store, publish_folder("killed"));; ++night)
        live_through(*store, night, publish_folder("killed"));
    } catch (const std::exception& error) {
      ::write(STDERR_FILENO, error.what(), std::string_view(error.what()).size());
    }
    ::_exit(1);
  }

  void compare(const std::string& stream) {
    const std::string killed = content_of(publish_folder("killed") + '/' + stream);
    EXPECT_EQ(killed, content_of(publish_folder("undisturbed") + '/' + stream)) << stream;
    EXPECT_FALSE(killed.empty()) << stream;
  }
};

TEST_F(KillTest, FiftyKillsLeaveNoTrace) {
  const std::chrono::microseconds first_night = live_undisturbed(1, 1);
  // By the speed of this machine and this build, not by the clock. Half a night at most, since a night is resumed where
  // it was left: some deaths fall between two nights all the same, and fifty lives are about twelve nights.
  std::uniform_int_distribution<useconds_t> moment(0, static_cast<useconds_t>(first_night.count() / 2));
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < kKills; ++i) {
    const pid_t child = start_process();
    ::usleep(moment(random));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "ended by itself, after " << i << " kills";
  }

  open();
  const int last = next_night(*store_, publish_folder("killed"));
  live_through(*store_, last, publish_folder("killed"));
  live_undisturbed(2, last);
  EXPECT_GT(last, 1);
  for (const char* stream : {"recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl",
                             "reviews.jsonl", "changes.jsonl", "runs.jsonl"})
    compare(stream);
  RecordProperty("nights", last);
}

}  // namespace
}  // namespace troika::output
