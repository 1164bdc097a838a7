#!/usr/bin/env python3
"""Runs `troika load` into a real PostgreSQL, which it starts for itself, and into SQLite and CSV.

  load_test.py --troika BINARY [--kills N] [unittest arguments]

--kills is how many loads are killed at random moments, and how many servers (3 each by default, to keep the test
short). Skipped, saying so, where PostgreSQL is not installed.
"""
import argparse
import csv
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "support"), str(ROOT / "pipeline")]

import postgres  # noqa: E402
from published import Published  # noqa: E402
from served import small_disk  # noqa: E402

GOLDEN = ROOT / "golden"
TABLES = {"documents", "reviews", "recommendations", "recommendation_states", "recommendation_themes", "positions"}


JSON = {"parts", "notes", "places", "flags", "doubts", "totals", "links", "documents"}  # columns, as JSON text


def canonical(text):
    return json.dumps(json.loads(text), sort_keys=True)


def as_sqlite(name, value):
    if name in JSON and value is not None:
        return json.dumps(value, sort_keys=True)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value


def as_csv(name, value):
    if value is None:
        return ""
    if name in JSON:
        return json.dumps(value, sort_keys=True)
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


class Options:
    """Of the command line."""

    troika = ""
    kills = 0


def troika(*arguments, **keywords):
    return subprocess.run([Options.troika, *map(str, arguments)], capture_output=True, text=True, check=False, **keywords)


class LoadTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp(prefix="load-"))
        cls.addClassCleanup(shutil.rmtree, cls.scratch)
        cls.sample = cls.scratch / "sample"
        documents = sorted(GOLDEN.glob("*/document.*"))
        extracted = troika("extract", "-q", "-o", cls.sample, *documents)
        assert extracted.returncode == 0, extracted.stderr
        cls.server = postgres.Server()
        cls.addClassCleanup(cls.server.stop)
        cls.databases = 0

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))

    def new_database(self):
        type(self).databases += 1
        name = f"test{self.databases}"
        self.server.create(name)
        return name

    def load(self, database, folder, *options, status=0):
        ran = troika("load", self.server.url(database), "--from", folder, *options)
        self.assertEqual(ran.returncode, status, ran.stdout + ran.stderr)
        return ran.stdout if status == 0 else ran.stderr

    def published(self, count, name="published"):
        self.stream = Published(self.sample)
        self.ids = [self.stream.add(number) for number in range(count)]
        return self.stream.write(self.folder / name)

    def some_changes(self):
        """What happens in a few nights: records are added, changed, withdrawn, and come back."""
        for id_ in self.ids[:20]:
            self.stream.change(id_, response="noted", themes=[{"code": None, "name": "A theme", "vocabulary": None}])
        for id_ in self.ids[10:15]:
            self.stream.withdraw(id_)
        for number in range(len(self.ids), len(self.ids) + 7):
            self.ids.append(self.stream.add(number))
        for id_ in self.ids[30:33]:
            self.stream.change(id_, recommending_states=[], positions=[])
        back = self.ids[12]
        self.stream.records[back] = self.stream.models[12] | {"id": back, "text": "It is back"}
        self.stream._note("added", back, self.stream.records[back])

    # What is loaded.

    def test_rows_are_those_of_the_records(self):
        database = self.new_database()
        self.load(database, self.sample)
        lines = (self.sample / "recommendations.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        rows = json.loads(self.server.sql(database, "SELECT json_agg(r ORDER BY id) FROM troika.recommendations r"))
        self.assertEqual([row["id"] for row in rows], sorted(record["id"] for record in records))
        by_id = {record["id"]: record for record in records}
        for row in rows:
            record = by_id[row["id"]]
            for key in ("text", "text_verbatim", "response", "qualifiers", "number", "parts", "notes", "flags", "doubts",
                        "persons", "sdgs", "addressees", "verb"):
                self.assertEqual(row[key], record[key], f"{row['id']} {key}")
            self.assertEqual(row["recommending_states"], [state["iso3"] for state in record["recommending_states"]])
            self.assertEqual((row["cycle"], row["published"], row["withdrawn"]),
                             (record["review"]["cycle"], record["document"]["published"], False))
        for table, key in (("recommendation_states", "recommending_states"), ("positions", "positions"),
                           ("recommendation_themes", "themes")):
            self.assertEqual(int(self.server.sql(database, f"SELECT count(*) FROM troika.{table}")),
                             sum(len(record[key]) for record in records))
        for table in ("documents", "reviews"):
            lines = (self.sample / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
            self.assertEqual(int(self.server.sql(database, f"SELECT count(*) FROM troika.{table}")), len(lines))

    def test_every_table_and_column_is_described_and_refers_to_others(self):
        database = self.new_database()
        self.load(database, self.sample)
        nameless = self.server.sql(database, """
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'troika'::regnamespace AND c.relkind = 'r'
            AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)""")
        self.assertEqual(nameless, "")
        references = self.server.sql(database, """SELECT conrelid::regclass, confrelid::regclass FROM pg_constraint
            WHERE contype = 'f' AND connamespace = 'troika'::regnamespace ORDER BY 1, 2""").split()
        self.assertEqual(len(references), 5, references)

    def test_document_describes_every_column(self):
        database = self.new_database()
        self.load(database, self.sample)
        text = (ROOT.parent / "docs/DATABASE.md").read_text(encoding="utf-8")
        described = {(part.split("\n")[0], *line.split("`")[1:2], line.split("|")[2].strip()) for part in text.split("\n### ")[1:]
                     for line in part.splitlines() if line.startswith("| `")}
        columns = self.server.sql(database, """SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'troika'::regnamespace
            AND c.relkind = 'r' AND c.relname <> 'troika_load'""").splitlines()
        self.assertEqual(described, {tuple(column.split("|")) for column in columns})

    def test_sqlite_and_csv_hold_the_same_rows(self):
        folder = self.published(300)
        self.some_changes()
        self.stream.write(folder)
        database = self.new_database()
        self.load(database, folder)
        for target in (f"sqlite:{self.folder}/upr.sqlite", f"csv:{self.folder}/tables"):
            self.assertEqual(troika("load", target, "--from", folder).returncode, 0)
        file = sqlite3.connect(self.folder / "upr.sqlite")
        for table in sorted(TABLES | {"recommendations_by_state"}):
            ours = json.loads(self.server.sql(database, f"SELECT coalesce(json_agg(t), '[]') FROM troika.{table} t"))
            cursor = file.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            theirs = [dict(zip(names, row)) for row in cursor]
            with open(self.folder / f"tables/{table}.csv", newline="", encoding="utf-8") as lines:
                fields = list(csv.DictReader(lines))
            self.assertEqual(list(fields[0]), names)
            self.assert_same(ours, theirs, as_sqlite, table)
            self.assert_same(ours, fields, as_csv, table)

    def assert_same(self, ours, theirs, as_theirs, table):
        def in_order(rows):
            return sorted(rows, key=lambda row: [str(value) for value in row.values()])

        expected = [{name: as_theirs(name, value) for name, value in row.items()} for row in ours]
        got = [{name: canonical(value) if name in JSON and value else value for name, value in row.items()} for row in theirs]
        self.assertEqual(in_order(got), in_order(expected), table)

    def test_csv_is_as_rfc_4180_has_it(self):
        self.assertEqual(troika("load", f"csv:{self.folder}/tables", "--from", self.sample).returncode, 0)
        for path in (self.folder / "tables").glob("*.csv"):
            content = path.read_bytes()
            with open(path, newline="", encoding="utf-8") as lines:
                rows = list(csv.reader(lines, strict=True))
            self.assertTrue(content.endswith(b"\r\n"), path)
            self.assertEqual({len(row) for row in rows}, {len(rows[0])}, path)
        self.assertGreater(len(rows), 1)

    # Again, and what changed.

    def test_loading_twice_writes_nothing(self):
        folder, database = self.published(500), self.new_database()
        self.assertIn("all of 500 recommendations, up to change 500", self.load(database, folder))
        versions = "SELECT count(*), max(xmin::text::bigint) FROM troika.recommendations"
        rows, first = self.server.tables(database), self.server.sql(database, versions)
        self.assertIn("no change since the last load (500)", self.load(database, folder))
        self.load(database, folder, "--whole")
        self.load(database, folder, "--since", 0)
        self.assertEqual(self.server.tables(database), rows)
        self.assertEqual(self.server.sql(database, versions), first)

    def test_changes_alone_give_what_all_of_it_gives(self):
        folder, database = self.published(300), self.new_database()
        self.load(database, folder)
        seq = len(self.stream.feed)
        for _ in range(2):
            self.some_changes()
            self.stream.write(folder)
            self.assertIn(f"changes, from {seq + 1} to {len(self.stream.feed)}; 5 withdrawn", self.load(database, folder))
            seq = len(self.stream.feed)
            self.ids = [id_ for id_ in self.ids if id_ in self.stream.records]
        fresh = self.new_database()
        self.load(fresh, folder)
        rows = self.server.tables(database)
        self.assertEqual(rows, self.server.tables(fresh))
        gone = self.server.sql(database, "SELECT id, withdrawn_seq FROM troika.recommendations WHERE withdrawn").split()
        expected = {change["id"]: change["seq"] for change in self.stream.feed if change["op"] == "withdrawn"}
        self.assertEqual(set(gone), {f"{id_}|{seq}" for id_, seq in expected.items() if id_ not in self.stream.records})
        self.assertEqual(len(gone), 8)
        again = self.new_database()  # from the feed alone
        self.load(again, folder, "--since", 0)
        self.assertEqual(self.server.tables(again), rows)

    def test_another_feed_is_loaded_whole(self):
        folder, database = self.published(100), self.new_database()
        self.load(database, folder)
        self.stream = Published(self.sample)
        for number in range(50, 250):
            self.stream.add(number)
        other = self.stream.write(self.folder / "other")
        self.assertIn("all of 200 recommendations", self.load(database, other))
        self.assertEqual(self.server.sql(database, "SELECT withdrawn, count(*) FROM troika.recommendations GROUP BY 1"
                                         " ORDER BY 1").split(), ["f|200", "t|50"])

    def test_what_a_folder_without_a_feed_lacks_is_withdrawn(self):
        folder, database = self.published(100), self.new_database()
        (folder / "changes.jsonl").unlink()
        self.load(database, folder)
        self.stream.withdraw(self.ids[3])
        self.stream.write(folder)
        (folder / "changes.jsonl").unlink()
        self.load(database, folder)
        self.assertEqual(self.server.sql(database, "SELECT id, withdrawn_seq FROM troika.recommendations WHERE withdrawn"),
                         f"{self.ids[3]}|\n")
        self.assertIn("has no changes.jsonl", self.load(database, folder, "--since", 1, status=3))

    # Death.

    def killed_loads(self, kill):
        """Loads that are interrupted at random moments, the last of which ends; tables as of an undisturbed load."""
        folder, undisturbed = self.published(2500), self.new_database()
        began = time.monotonic()
        self.load(undisturbed, folder)
        elapsed = time.monotonic() - began
        expected, database, died = self.server.tables(undisturbed), self.new_database(), 0
        for round_ in range(Options.kills):
            options = ["--whole"] if round_ % 2 else []
            process = subprocess.Popen([Options.troika, "load", self.server.url(database), "--from", folder, *options],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, elapsed))
            died += kill(process)
            self.assert_whole_records(database)
            if round_ % 5 == 4:  # the next ones begin anew
                self.load(database, folder)
                self.assertEqual(self.server.tables(database), expected)
                self.server.sql(database, "DROP SCHEMA troika CASCADE")
        self.load(database, folder)
        self.assertEqual(self.server.tables(database), expected)
        print(f"{Options.kills} kills, {died} of them while the load was running", file=sys.stderr)

    def assert_whole_records(self, database):
        if "recommendations" not in self.server.tables(database):
            return
        torn = self.server.sql(database, """SELECT id FROM troika.recommendations r WHERE cardinality(recommending_states)
            <> (SELECT count(*) FROM troika.recommendation_states s WHERE s.recommendation_id = r.id)""")
        self.assertEqual(torn, "")

    def test_killed_loader(self):
        def kill(process):
            is_running = process.poll() is None
            process.kill()
            process.wait()
            return is_running

        self.killed_loads(kill)

    def test_killed_server(self):
        def kill(process):
            is_running = process.poll() is None
            self.server.kill()
            process.wait()
            self.server.start()
            return is_running

        self.killed_loads(kill)

    # Bad input: a clear message, and nothing half loaded.

    def test_newer_schema(self):
        folder, database = self.published(10), self.new_database()
        self.load(database, folder)
        self.server.sql(database, "UPDATE troika.troika_load SET schema_version = 99")
        self.assertIn("are of version 99, and this program knows versions up to 1; install a newer Troika",
                      self.load(database, folder, status=3))

    def test_no_permission(self):
        folder, database = self.published(10), self.new_database()
        self.server.sql(database, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN")
        ran = troika("load", self.server.url(database, "reader"), "--from", folder)
        self.assertEqual(ran.returncode, 3)
        self.assertIn("permission denied", ran.stderr)
        self.assertIn("GRANT CREATE ON DATABASE", ran.stderr)
        self.assertEqual(self.server.tables(database), {})

    def test_no_such_database_or_server(self):
        folder = self.published(10)
        self.assertIn('database "nowhere" does not exist', self.load("nowhere", folder, status=3))
        ran = troika("load", "postgresql:///x?host=/nonexistent", "--from", folder)
        self.assertEqual(ran.returncode, 3)
        self.assertIn("cannot be reached", ran.stderr)

    def test_usage(self):
        for arguments, message in ((["nothing"], "is no target; give postgresql://"),
                                   (["x.db", "--from", self.folder], "has no recommendations.jsonl"),
                                   (["x.db", "--since", "1", "--whole"], "--whole"),
                                   ([], "TARGET is required")):
            ran = troika("load", *arguments)
            self.assertEqual(ran.returncode, 2, arguments)
            self.assertIn(message, ran.stderr)

    def test_refused_records(self):
        for break_, message in ((lambda record: record.pop("text"), "has no key text"),
                                (lambda record: record.update(paragraph="x"), "paragraph: is a string, and must be an integer"),
                                (lambda record: record["document"].update(published="2014-02-30"), "'2014-02-30' is no day"),
                                (lambda record: record.update(text="a\0b"), "U+0000"),
                                (lambda record: record.update(response="perhaps"), "recommendations_response_check")):
            folder, database = self.published(50), self.new_database()
            self.load(database, folder)
            expected = self.server.tables(database)
            break_(self.stream.records[self.ids[20]])
            self.stream.records[self.ids[0]]["text"] = "changed"
            self.stream.write(folder)
            said = self.load(database, folder, "--whole", status=3)
            self.assertIn(message, said)
            if "_check" not in message:
                self.assertIn("recommendations.jsonl:21: ", said)
            after = self.server.tables(database)
            del expected["troika_load"], after["troika_load"]
            self.assertEqual(after, expected)

    def test_torn_file(self):
        folder, database = self.published(50), self.new_database()
        stream = folder / "recommendations.jsonl"
        stream.write_bytes(stream.read_bytes()[:-100])
        self.assertIn("recommendations.jsonl:50: the file ends in the middle of a line", self.load(database, folder, status=3))

    def test_tables_of_somebody_else(self):
        folder = self.published(10)
        file = sqlite3.connect(self.folder / "other.sqlite")
        file.execute("CREATE TABLE documents (a)")
        file.commit()
        ran = troika("load", self.folder / "other.sqlite", "--from", folder)
        self.assertEqual(ran.returncode, 3)
        self.assertIn("has a table documents that is not Troika's", ran.stderr)

    def test_dropped_connection(self):
        folder, database = self.published(2500), self.new_database()
        process = subprocess.Popen([Options.troika, "load", self.server.url(database), "--from", folder],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        drop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        while not self.server.sql("postgres", drop) and process.poll() is None:
            continue
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 3, said)
        self.assertRegex(said, "connection|terminat")
        self.load(database, folder)
        undisturbed = self.new_database()
        self.load(undisturbed, folder)
        self.assertEqual(self.server.tables(database), self.server.tables(undisturbed))

    def test_two_loads_at_once(self):
        folder, database = self.published(1500), self.new_database()
        command = [Options.troika, "load", self.server.url(database), "--from", folder, "--whole"]
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        for process in both:
            said = process.communicate()[1]
            self.assertEqual(process.returncode, 0, said)
        self.assertEqual(self.server.sql(database, "SELECT count(*) FROM troika.recommendations"), "1500\n")

    def test_full_disk_of_the_server(self):
        folder = self.published(2500)
        with small_disk(self.folder / "small", 120 << 20):
            os.chmod(self.scratch, 0o755)
            os.chmod(self.folder, 0o755)
            data = self.folder / "small/data"
            data.mkdir()
            server = postgres.Server(data, ["max_wal_size = 32MB", "min_wal_size = 32MB"])
            try:
                server.create("upr")
                filler = self.folder / "small/filler"
                free = shutil.disk_usage(self.folder / "small").free
                filler.write_bytes(b"x" * (free - (3 << 20)))
                ran = troika("load", server.url("upr"), "--from", folder)
                self.assertEqual(ran.returncode, 3, ran.stderr)
                self.assertRegex(ran.stderr, "make room on the server's disk|connection was lost")
                filler.unlink()
                if server.process.poll() is not None:  # it ends itself where it cannot write its log
                    server.start()
                self.assertEqual(troika("load", server.url("upr"), "--from", folder).returncode, 0)
                self.assertEqual(server.sql("upr", "SELECT count(*) FROM troika.recommendations"), "2500\n")
            finally:
                server.stop()

    def test_full_disk_of_csv_files(self):
        folder = self.published(500)
        with small_disk(self.folder / "small", 256 << 10) as enlarge:
            ran = troika("load", f"csv:{self.folder}/small", "--from", folder)
            self.assertEqual(ran.returncode, 3)
            self.assertIn("make room", ran.stderr)
            self.assertEqual(list((self.folder / "small").iterdir()), [])
            enlarge()
            self.assertEqual(troika("load", f"csv:{self.folder}/small", "--from", folder).returncode, 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--kills", type=int, default=3)
    given, rest = parser.parse_known_args()
    Options.troika, Options.kills = str(pathlib.Path(given.troika).resolve()), given.kills
    if postgres.programs() is None:
        print("skipped: PostgreSQL is not installed")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])
