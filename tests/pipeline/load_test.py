#!/usr/bin/env python3
"""What `troika load` puts into a real PostgreSQL, which the test starts for itself, into SQLite and into CSV.

  load_test.py --troika BINARY [unittest arguments]

Skipped, saying so, where PostgreSQL is not installed.
"""
import csv
import json
import sqlite3

from loading import ROOT, LoadCase, Published, main, troika

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


class LoadTest(LoadCase):
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


if __name__ == "__main__":
    main(__doc__)
