#include "output/load/load.h"

#include <map>
#include <unordered_set>
#include <utility>

#include "fetch/sha256.h"
#include "output/datapackage.h"
#include "output/load/feed.h"
#include "output/load/target.h"
#include "output/store/sqlite.h"

namespace troika::output {
namespace {

std::unique_ptr<Target> open_target(const TargetName& target) {
  switch (target.kind) {
    case TargetName::Kind::kPostgres: return make_sql_target(connect_postgres(target.name));
    case TargetName::Kind::kSqlite: return make_sql_target(open_sqlite(target.name));
    default: return make_csv_target(target.name);
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

class Loading {
 public:
  Loading(const std::string& folder, Target& target, const LoadOptions& options)
      : folder_(folder), files_(folder), target_(target), options_(options) {
    if (LineFile::exists(folder, "changes.jsonl")) feed_.emplace(folder);
    check_sizes();
    for (const Table* table : item_tables()) items_.emplace_back(*table);
  }

  LoadSummary execute() {
    summary_.target = target_.name();
    const std::optional<std::int64_t> since = start();
    summary_.whole = !since;
    summary_.from = since.value_or(0);
    target_.begin(since ? Load::kChanges : Load::kWhole);
    std::optional<FeedPosition> end;
    if (feed_ && !since) end = feed_->end();  // before the records are read: they may be newer, never older
    put_stream(documents_, files_.documents, known_documents_);
    put_stream(reviews_, files_.reviews, known_reviews_);
    if (since) {
      end = apply_changes(*since);
    } else {
      put_records(files_.recommendations);
      if (feed_) put_withdrawn();
      commit({});
    }
    target_.finish(end);
    if (end) summary_.to = end->seq;
    return summary_;
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
    if (options_.since) {
      if (!feed_) refuse(folder_ + ": has no changes.jsonl, which --since reads; load it whole");
      return options_.since;
    }
    if (options_.whole || !feed_) return {};
    const auto position = target_.position();
    if (!position || !feed_->continues(*position)) return {};
    return position->seq;
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

  void put_stream(const RowBuilder& builder, LineFile& file, Keys& known) {
    while (file.next()) {
      const Json& line = parser_.parse(file);
      guarded_by(file, [&] { builder.build(line, {}, row_); });
      if (!known.emplace(std::get<std::string_view>(row_.front())).second) continue;
      target_.put(builder.table(), row_);
      if (++in_batch_ >= options_.batch) commit({});
    }
    commit({});
  }

  void put_records(LineFile& file) {
    Keys known;
    while (file.next()) {
      const Json& record = parser_.parse(file);
      guarded_by(file, [&] { put_record(record, {}, &known); });
      if (in_batch_ >= options_.batch) commit({});
    }
  }

  void put_withdrawn() {
    feed_->each_withdrawn([&](const Json& record, std::int64_t seq) {
      guarded_by(feed_->file(), [&] { put_record(record, {.withdrawn = true, .withdrawn_seq = seq}, nullptr); });
      ++summary_.withdrawn;
      if (in_batch_ >= options_.batch) commit({});
    });
  }

  std::optional<FeedPosition> apply_changes(std::int64_t since) {
    Keys in_batch;
    FeedPosition last = {since, ""};
    std::string last_line;
    const auto flush = [&] {
      if (in_batch.empty()) return;
      last.change = fetch::sha256_hex(last_line);
      commit(last);
      in_batch.clear();
    };
    feed_->each_after(since, [&](const Feed::Change& change) {
      if (in_batch_ >= options_.batch || in_batch.contains(std::string(change.id))) flush();
      in_batch.emplace(change.id);
      if (change.record) {
        guarded_by(feed_->file(), [&] { put_record(*change.record, {}, nullptr); });
      } else {
        target_.withdraw(change.id, change.seq);
        ++in_batch_;
        ++summary_.records;
        ++summary_.withdrawn;
      }
      last.seq = change.seq;
      last_line.assign(feed_->file().line());
    });
    flush();
    return last.change.empty() ? target_.position() : last;
  }

  void put_record(const Json& record, const Context& context, Keys* known) {
    recommendations_.build(record, context, row_);
    const std::string id(std::get<std::string_view>(row_[kIdColumn]));
    if (known && !known->insert(id).second) {
      ++summary_.left_out;
      return;
    }
    const std::string document(std::get<std::string_view>(row_[kDocumentColumn]));
    if (known_documents_.insert(document).second) put_missing_document(record);
    if (const auto* review = std::get_if<std::string_view>(&row_[kReviewColumn]))
      if (!known_reviews_.contains(std::string(*review))) row_[kReviewColumn] = {};
    target_.put(recommendations_.table(), row_);
    for (const RowBuilder& builder : items_) put_items(record, id, builder);
    ++in_batch_;
    ++summary_.records;
  }

  // Documents go while what they said is kept as withdrawn.
  void put_missing_document(const Json& record) {
    Cells row;
    documents_.build(record, {.withdrawn = true}, row, Missing::kNull);
    target_.put_missing_document(row);
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
  RowBuilder documents_{documents_table()}, reviews_{reviews_table()}, recommendations_{recommendations_table()};
  std::vector<RowBuilder> items_;
  Keys known_documents_, known_reviews_;
  Cells row_, item_row_;
  std::size_t in_batch_ = 0;
  LoadSummary summary_;
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
    const auto opened = open_target(target);
    return Loading(folder, *opened, options).execute();
  });
}

}  // namespace troika::output
