// A load into PostgreSQL, and the only place that knows libpq.
#include <array>
#include <chrono>
#include <cstring>
#include <map>
#include <utility>

#include <libpq-fe.h>

#include "output/load/target.h"

namespace troika::output {
namespace {

// Sent at once: large enough that calls cost nothing, small enough that the server works while rows are built.
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

// A load that was killed may be at work in the server until it notices. Two loads at once would undo each other's
// withdrawals.
constexpr const char* kLock =
    "SET lock_timeout = '30s'; SELECT pg_advisory_lock(8390876203156270433); "
    "RESET lock_timeout";

struct Advice {
  std::string_view state;  // SQLSTATE, or its class
  const char* next;
  bool retryable;
};

constexpr const char* kWhatIsThere = "what was committed stays, and the next load goes on from there";

// The first that fits.
constexpr std::array<Advice, 10> kAdvice{{
    {"42501", "grant it: GRANT CREATE ON DATABASE ... TO ..., once; or load as the owner of the schema troika", false},
    {"53100", "make room on the server's disk and load again: nothing of this batch is in the tables", true},
    {"53", "the server is short of resources: load again later", true},
    {"55P03", "another troika load is at work there: wait until it is done", true},
    {"25006", "the server takes no changes: is it a standby? give the primary", false},
    {"28", "check user and password (PGUSER, ~/.pgpass)", false},
    {"3D000", "make it: createdb --encoding UTF8 NAME", false},
    {"22",
     "the database refuses a value: nothing of this batch is in the tables; mend the record, or publish the "
     "folder anew",
     false},
    {"23",
     "the database refuses a record: nothing of this batch is in the tables; mend it, or publish the folder "
     "anew, and load again with --whole",
     false},
    {"57", "the server was stopped: load again when it is back", true},
}};

std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n')) text.replace(at, 1, ", ");
  return text;
}

// Text as COPY's text format has it.
void append_escaped(std::string& out, std::string_view text) {
  while (true) {
    const std::size_t plain = text.find_first_of("\\\n\r\t");
    out.append(text.substr(0, plain));
    if (plain == std::string_view::npos) return;
    const char c = text[plain];
    out += '\\';
    out += c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : '\\';
    text.remove_prefix(plain + 1);
  }
}

struct AppendCell {
  std::string& out;
  std::string& scratch;

  void operator()(std::monostate) const { out += "\\N"; }
  void operator()(bool truth) const { out += truth ? 't' : 'f'; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(std::string_view text) const { append_escaped(out, text); }
  void operator()(const Json* json) const {
    scratch.clear();
    append_json(scratch, *json);
    append_escaped(out, scratch);
  }
  void operator()(const std::vector<std::int64_t>& numbers) const {
    out += '{';
    for (std::size_t i = 0; i < numbers.size(); ++i) out += (i > 0 ? "," : "") + std::to_string(numbers[i]);
    out += '}';
  }
  void operator()(const std::vector<std::string_view>& texts) const {
    scratch = "{";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      scratch += i > 0 ? ",\"" : "\"";
      for (const char c : texts[i]) {
        if (c == '"' || c == '\\') scratch += '\\';
        scratch += c;
      }
      scratch += '"';
    }
    scratch += '}';
    append_escaped(out, scratch);
  }
};

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

struct Close {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

class PostgresConnection : public Connection {
 public:
  explicit PostgresConnection(const std::string& conninfo) {
    const std::array<const char*, 4> keys{"dbname", "application_name", "client_encoding", nullptr};
    const std::array<const char*, 4> values{conninfo.c_str(), "troika load", "UTF8", nullptr};
    connection_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    if (PQstatus(connection_.get()) != CONNECTION_OK) fail_to_connect();
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    if (std::strcmp(PQparameterStatus(connection_.get(), "server_encoding"), "UTF8") != 0)
      refuse(name() +
             ": is not encoded as UTF-8; make one that is: createdb --encoding UTF8 --template template0 NAME");
    // Staging tables that fit in memory are not written to the server's disk. Times, dates and quotes as we write them.
    execute(
        "SET temp_buffers = '64MB'; SET search_path = troika; SET datestyle = ISO; SET client_min_messages = error");
    execute(kLock);
  }

  void execute(const std::string& sql) override { run(sql); }

  std::optional<std::string> value(const std::string& sql) override {
    const Result result = run(sql);
    if (PQntuples(result.get()) == 0 || PQgetisnull(result.get(), 0, 0) == 1) return {};
    return std::string(PQgetvalue(result.get(), 0, 0));
  }

  bool has_table(std::string_view table) override {
    return value("SELECT to_regclass('troika." + std::string(table) + "')").has_value();
  }

  void stage(const std::string& table, const Table&, const Cells& row) override {
    std::string& buffer = buffers_[table];
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer += '\t';
      std::visit(AppendCell{buffer, scratch_}, row[i]);
    }
    buffer += '\n';
    if (buffer.size() < kChunkBytes || (!copying_.empty() && copying_ != table)) return;
    send(table, buffer);
  }

  void flush() override {
    if (!copying_.empty()) {
      send(copying_, buffers_[copying_]);
      end_copy();
    }
    for (auto& [table, buffer] : buffers_) {
      if (buffer.empty()) continue;
      send(table, buffer);
      end_copy();
    }
  }

  void empty(const std::string& table) override { execute("TRUNCATE " + table); }
  void begin() override { settle_copy_then("BEGIN"); }
  void commit() override { execute("COMMIT"); }

  // Whoever may not make a schema may be given one.
  void prepare() override {
    if (!value("SELECT to_regnamespace('troika')")) execute("CREATE SCHEMA troika");
    execute("COMMENT ON SCHEMA troika IS 'Recommendations of UN human-rights mechanisms, loaded by troika load'");
  }

  Dialect dialect() const override { return Dialect::kPostgres; }

  std::string name() const override {
    const char* database = PQdb(connection_.get());
    const char* host = PQhost(connection_.get());
    return "PostgreSQL database " + std::string(database ? database : "") + (host && *host ? " on " : "") +
           std::string(host ? host : "");
  }

 private:
  // What was staged of the batch may be on its way.
  void settle_copy_then(const std::string& sql) {
    if (!copying_.empty()) {
      send(copying_, buffers_[copying_]);
      end_copy();
    }
    execute(sql);
  }

  Result run(const std::string& sql) {
    Result result(PQexec(connection_.get(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get());
    return result;
  }

  void send(const std::string& table, std::string& buffer) {
    if (copying_.empty()) {
      const Result result(PQexec(connection_.get(), ("COPY " + table + " FROM STDIN").c_str()));
      if (PQresultStatus(result.get()) != PGRES_COPY_IN) fail(result.get());
      copying_ = table;
    }
    if (PQputCopyData(connection_.get(), buffer.data(), static_cast<int>(buffer.size())) != 1) end_copy();
    buffer.clear();
  }

  // Also where the server has ended it: its reason is the result.
  void end_copy() {
    copying_.clear();
    PQputCopyEnd(connection_.get(), nullptr);
    const Result result(PQgetResult(connection_.get()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get());
    while (const Result rest{PQgetResult(connection_.get())}) continue;
  }

  [[noreturn]] void fail_to_connect() {
    const std::string why = one_line(PQerrorMessage(connection_.get()));
    refuse("PostgreSQL cannot be reached: " + why + "; check the target, and that the server runs", true);
  }

  [[noreturn]] void fail(const PGresult* result) {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state = field ? field : "";
    const auto said = [&](int code, const char* before) {
      const char* text = result ? PQresultErrorField(result, code) : nullptr;
      return text ? before + one_line(text) : std::string();
    };
    if (state.empty() || PQstatus(connection_.get()) != CONNECTION_OK)
      refuse(name() + ": the connection was lost: " + one_line(PQerrorMessage(connection_.get())) + "; " + kWhatIsThere,
             true);
    const std::string what = name() + ": " + said(PG_DIAG_MESSAGE_PRIMARY, "") + said(PG_DIAG_MESSAGE_DETAIL, ": ") +
                             said(PG_DIAG_CONTEXT, ", ") + " (SQLSTATE " + state + "); ";
    for (const Advice& advice : kAdvice)
      if (state.starts_with(advice.state)) refuse(what + advice.next, advice.retryable);
    refuse(what + kWhatIsThere);
  }

  std::unique_ptr<PGconn, Close> connection_;
  std::map<std::string, std::string> buffers_;  // rows of staging tables that were not sent yet
  std::string copying_;                         // staging table that a COPY is open for; empty: none
  std::string scratch_;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& conninfo) {
  return std::make_unique<PostgresConnection>(conninfo);
}

}  // namespace troika::output
