#include "output/load/load.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "fetch/sha256.h"
#include "output/datapackage.h"
#include "output/load/feed.h"
#include "output/load/left_behind.h"
#include "output/load/speakers.h"
#include "output/load/target.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

std::unique_ptr<Target> open_target(const TargetName& target, const LoadOptions& options) {
  switch (target.kind) {
    case TargetName::Kind::kPostgres: return make_sql_target(connect_postgres(target.name));
    case TargetName::Kind::kSqlite: return make_sql_target(open_sqlite(target.name));
    default: return make_csv_target(target.name, options.spreadsheet ? CsvFor::kSpreadsheets : CsvFor::kPrograms);
  }
}

// Opened at once, so that they are of one state of the folder.
struct Files {
  explicit Files(const std::string& folder)
      : recommendations(folder, "recommendations.jsonl"),
        documents(folder, "documents.jsonl"),
        reviews(folder, "reviews.jsonl") {}
  LineFile recommendations, documents, reviews;
};

// Keys of a table's rows that this load has put.
using Keys = std::unordered_set<std::string>;

// Behind which no feed has a change.
constexpr std::int64_t kNoChange = std::numeric_limits<std::int64_t>::max();

class Loading {
 public:
  Loading(const std::string& folder, Target& target, const LoadOptions& options)
      : folder_(folder), files_(folder), target_(target), options_(options) {
    if (LineFile::exists(folder, "changes.jsonl")) feed_.emplace(folder);
    check_sizes();
    for (const Table* table : item_tables()) items_.emplace_back(*table);
  }

  LoadSummary execute() {
    const std::optional<std::int64_t> since = start();
    target_.begin(since ? Load::kChanges : Load::kWhole);
    put_documents();
    put_stream(reviews_, files_.reviews, known_reviews_);
    since ? put_changed() : put_records();
    if (feed_) put_withdrawn();
    commit({});
    const std::optional<FeedPosition> end = position_behind(since);
    target_.finish(end);
    return summary(since, end);
  }

 private:
  // The files of a folder take their names one after the other, and somebody may have copied some of them.
  void check_sizes() {
    std::map<std::string, std::uint64_t> found{{"recommendations.jsonl", files_.recommendations.size()},
                                               {"documents.jsonl", files_.documents.size()},
                                               {"reviews.jsonl", files_.reviews.size()}};
    if (feed_) found.emplace("changes.jsonl", feed_->file().size());
    for (const auto& [name, bytes] : packaged_sizes(folder_))
      if (const auto at = found.find(name); at != found.end() && at->second != bytes)
        refuse(folder_ + '/' + name + ": has " + std::to_string(at->second) + " bytes, and datapackage.json says " +
                   std::to_string(bytes) +
                   "; the folder is being published, or was copied in part: load again when "
                   "all of it is there",
               true);
  }

  // The change to go on behind; none: all is loaded.
  std::optional<std::int64_t> start() {
    if (options_.since && !feed_) refuse(folder_ + ": has no changes.jsonl, which --since reads; load it whole");
    if (!feed_) return {};
    const std::optional<FeedPosition> position = target_.position();
    if (options_.since || (position && !options_.whole)) {
      const std::int64_t since = options_.since.value_or(position ? position->seq : 0);
      feed_->survey(since);
      if (options_.since || feed_->continues(*position)) return since;
    }
    feed_->survey(kNoChange);
    return {};
  }

  // Where the next load goes on. Changes that are not there yet are not behind it.
  std::optional<FeedPosition> position_behind(std::optional<std::int64_t> since) {
    if (!feed_) return {};
    return since && *since >= feed_->end().seq ? target_.position() : feed_->end();
  }

  LoadSummary summary(std::optional<std::int64_t> since, const std::optional<FeedPosition>& end) const {
    LoadSummary summary{.target = target_.name(), .whole = !since, .from = since.value_or(0)};
    summary.to = end ? end->seq : 0;
    summary.records = since ? std::max(std::int64_t{0}, feed_->end().seq - *since) : records_;
    if (feed_) summary.withdrawn = since ? feed_->withdrawals() : feed_->withdrawn();
    summary.left_out = left_out_;
    return summary;
  }

  void commit(const std::optional<FeedPosition>& position) {
    target_.commit(position);
    in_batch_ = 0;
  }

  template <class Build>
  void guarded_by(const LineFile& file, Build build) {
    try {
      build();
    } catch (const RowError& error) {
      file.refuse_line(std::string(error.what()) + "; publish the folder anew with this version of Troika");
    }
  }

  void put_documents() {
    const std::vector<std::int64_t> speakers = lines_of_documents(files_.documents);
    put_stream(documents_, files_.documents, known_documents_, &speakers);
    files_.documents.rewind();
    Keys known_inputs;
    put_stream(inputs_, files_.documents, known_inputs);
  }

  // `only`: numbers of the lines that have a row, in order; none: all.
  void put_stream(const RowBuilder& builder, LineFile& file, Keys& known,
                  const std::vector<std::int64_t>* only = nullptr) {
    while (file.next()) {
      if (only && !std::ranges::binary_search(*only, file.number())) continue;
      const Json& line = parser_.parse(file);
      guarded_by(file, [&] { builder.build(line, {}, row_); });
      if (!known.emplace(std::get<std::string_view>(row_.front())).second) {
        ++left_out_;
        continue;
      }
      target_.put(builder.table(), row_);
      if (++in_batch_ >= options_.batch) commit({});
    }
    commit({});
  }

  void put_records() {
    LineFile& file = files_.recommendations;
    while (file.next()) {
      const Json& record = parser_.parse(file);
      guarded_by(file, [&] { put_record(record, {}); });
      if (in_batch_ >= options_.batch) commit({});
    }
  }

  void put_changed() {
    feed_->each_changed([&](const Json& record) {
      guarded_by(feed_->file(), [&] { put_record(record, {}); });
      if (in_batch_ >= options_.batch) commit(feed_->position());
    });
  }

  // All that are, in every load: so their documents and reviews are the same whatever was loaded before.
  void put_withdrawn() {
    feed_->each_withdrawn([&](const Json& record, std::int64_t seq) {
      guarded_by(feed_->file(), [&] { put_record(record, {.withdrawn = true, .withdrawn_seq = seq}); });
      if (in_batch_ >= options_.batch) commit({});
    });
  }

  void put_record(const Json& record, const Context& context) {
    recommendations_.build(record, context, row_);
    const std::string id(std::get<std::string_view>(row_[kIdColumn]));
    if (!known_records_.insert(id).second) {
      ++left_out_;
      return;
    }
    const std::string document(std::get<std::string_view>(row_[kDocumentColumn]));
    if (known_documents_.insert(document).second) put_line(documents_, document_left_by(record));
    if (const auto* review = std::get_if<std::string_view>(&row_[kReviewColumn])) {
      const bool is_known = known_reviews_.contains(std::string(*review));
      if (!is_known && (!context.withdrawn || !had_review(record))) {
        row_[kReviewColumn] = {};
      } else if (!is_known) {
        known_reviews_.emplace(*review);
        put_line(reviews_, review_left_by(record, *review));
      }
    }
    target_.put(recommendations_.table(), row_);
    for (const RowBuilder& builder : items_) put_items(record, id, builder);
    ++in_batch_;
    ++records_;
  }

  // Of a document or a review that is published no more.
  void put_line(const RowBuilder& builder, const rapidjson::Document& line) {
    builder.build(line, {.withdrawn = true}, item_row_, Missing::kNull);
    target_.put(builder.table(), item_row_);
  }

  void put_items(const Json& record, std::string_view id, const RowBuilder& builder) {
    Context context{.id = id};
    for (const Json& item : items_of(record, builder.table()).GetArray()) {
      ++context.ordinal;
      builder.build(item, context, item_row_);
      target_.put(builder.table(), item_row_);
    }
  }

  std::string folder_;
  Files files_;
  Target& target_;
  LoadOptions options_;
  std::optional<Feed> feed_;
  RecordParser parser_;
  RowBuilder documents_{documents_table()}, inputs_{inputs_table()}, reviews_{reviews_table()},
      recommendations_{recommendations_table()};
  std::vector<RowBuilder> items_;
  Keys known_documents_, known_reviews_, known_records_;
  Cells row_, item_row_;
  std::size_t in_batch_ = 0;
  std::int64_t records_ = 0, left_out_ = 0;
};

}  // namespace

std::optional<TargetName> parse_target(const std::string& name) {
  using Kind = TargetName::Kind;
  const auto behind = [&](std::string_view scheme) { return name.substr(scheme.size()); };
  if (name.starts_with("postgresql://") || name.starts_with("postgres://")) return TargetName{Kind::kPostgres, name};
  if (name.starts_with("sqlite:") && name.size() > 7) return TargetName{Kind::kSqlite, behind("sqlite:")};
  if (name.starts_with("csv:") && name.size() > 4) return TargetName{Kind::kCsv, behind("csv:")};
  for (const std::string_view end : {".sqlite", ".sqlite3", ".db"})
    if (name.ends_with(end)) return TargetName{Kind::kSqlite, name};
  if (name.find('=') != std::string::npos) return TargetName{Kind::kPostgres, name};
  return {};
}

std::string problem_with_published(const std::string& folder) {
  for (const std::string_view name : {"recommendations.jsonl", "documents.jsonl", "reviews.jsonl"})
    if (!LineFile::exists(folder, name))
      return folder + ": has no " + std::string(name) + "; give the folder that troika run or extract -o has published";
  return {};
}

fetch::Result<LoadSummary> load(const std::string& folder, const TargetName& target, const LoadOptions& options) {
  return answered([&] {
    const auto opened = open_target(target, options);
    return Loading(folder, *opened, options).execute();
  });
}

}  // namespace troika::output
