#!/usr/bin/env python3
"""What `troika load` puts into a real PostgreSQL, which the test starts for itself, into SQLite and into CSV.

  load_test.py --troika BINARY [unittest arguments]

Skipped, saying so, where PostgreSQL is not installed.
"""
import contextlib
import csv
import json
import sqlite3

from loading import ROOT, LoadCase, Published, main, sqlite_tables, troika

TABLES = {"documents", "inputs", "reviews", "recommendations", "recommendation_states", "recommendation_themes", "positions"}
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

    def test_every_line_of_an_input_is_found(self):
        """Three inputs with the same bytes, of which the second supplies the records, and one that has none."""
        folder, database = self.published(100), self.new_database()
        lines = self.stream.sample["documents.jsonl"]
        supplier = next(json.loads(line) for line in lines if json.loads(line)["recommendations"] > 0)
        sha256 = supplier["document"]["sha256"]
        others = [supplier | {"input": "a", "superseded_by": sha256}, supplier | {"input": "c", "superseded_by": sha256},
                  supplier | {"input": "b", "verdict": "timed_out", "detail": "It took too long", "stage": "extract"}]
        lines[:0] = [json.dumps(line) for line in others[::2]]
        lines.append(json.dumps(others[1]))
        self.stream.write(folder)
        self.load(database, folder)
        self.assertEqual(troika("load", f"csv:{self.folder}/tables", "--from", folder).returncode, 0)
        inputs = self.server.sql(database, f"SELECT input, verdict, detail FROM troika.inputs WHERE document_id = '{sha256}'")
        self.assertEqual(sorted(inputs.splitlines()), sorted(["a|extracted|", "b|timed_out|It took too long", "c|extracted|",
                                                              f"{supplier['input']}|extracted|"]))
        self.assertEqual(int(self.server.sql(database, "SELECT count(*) FROM troika.inputs")), len(lines))
        row = self.server.sql(database, f"SELECT input, superseded_by FROM troika.documents WHERE id = '{sha256}'")
        self.assertEqual(row, f"{supplier['input']}|\n")
        with open(self.folder / "tables/documents.csv", newline="", encoding="utf-8") as rows:
            self.assertEqual([row["input"] for row in csv.DictReader(rows) if row["id"] == sha256], [supplier["input"]])
        self.stream.keep("documents.jsonl", lambda line: line["input"] not in ("a", "b"))
        self.stream.write(folder)
        self.load(database, folder)
        self.assertEqual(int(self.server.sql(database, "SELECT count(*) FROM troika.inputs")), len(lines) - 2)

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
        self.assertEqual(len(references), 6, references)

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

    # Whatever was loaded before: night by night, with nights left out, all at once, from the feed alone.
    def test_what_went_with_its_document_does_not_depend_on_the_way(self):
        folder, (nightly, rarely) = self.published(300), (self.new_database(), self.new_database())
        files = [self.folder / f"{name}.sqlite" for name in ("nightly", "rarely", "fresh")]
        self.load(rarely, folder)
        self.load_sqlite(files[1], folder)
        sample = dict(self.stream.sample)
        for night in (self.some_changes, self.some_documents_go):
            self.load(nightly, folder)
            self.load_sqlite(files[0], folder)
            night()
            self.stream.write(folder)
        for database in (nightly, rarely):
            self.assertIn("changes, from", self.load(database, folder))
        fresh, alone, batches = self.new_database(), self.new_database(), self.new_database()
        self.load(fresh, folder)
        self.load(alone, folder, "--since", 0)
        self.load(batches, folder, "--batch", 40)
        rows = self.server.tables(fresh)
        for database in (nightly, rarely, alone, batches):
            self.assertEqual(self.server.tables(database), rows)
        for file in files:
            self.load_sqlite(file, folder)
            self.assertEqual(sqlite_tables(file), sqlite_tables(files[0]), file)
        self.withdrawn_ones_join(fresh)
        self.stream.sample = sample
        back = self.stream.models[0]
        self.stream.records[back["id"]] = back
        self.stream.note("added", back["id"], back)
        self.stream.write(folder)
        self.load(nightly, folder)
        self.load(fresh, folder, "--whole")
        self.assertEqual(self.server.tables(nightly), self.server.tables(fresh))
        self.assertEqual(self.server.sql(fresh, "SELECT count(*) FROM troika.documents WHERE withdrawn"), "0\n")

    def withdrawn_ones_join(self, database):
        gone = self.server.sql(database, """SELECT count(*), count(d.title), count(d.verdict), count(v.cycle),
            bool_and(r.kind <> 'upr/working-group-report' OR v.report = r.symbol)
            FROM troika.recommendations r JOIN troika.documents d ON d.id = r.document_id
            LEFT JOIN troika.reviews v ON v.report = r.review WHERE d.withdrawn AND (v.withdrawn OR v IS NULL)""")
        count, titles, verdicts, reviews, all_of_reports = gone.strip().split("|")
        self.assertGreater(int(count), 100)
        self.assertEqual((titles, verdicts, all_of_reports), (count, "0", "t"))
        self.assertGreater(int(reviews), 20)
        self.assertEqual(self.server.sql(database, """SELECT count(*) FROM troika.documents d WHERE withdrawn AND NOT EXISTS
            (SELECT 1 FROM troika.recommendations WHERE document_id = d.id)"""), "0\n")

    def test_database_of_an_older_version(self):
        """As version 1 left it: without inputs, with all that it knew of documents and reviews that went."""
        folder, database, file = self.published(300), self.new_database(), self.folder / "old.sqlite"
        self.load(database, folder)
        self.load_sqlite(file, folder)
        downgrade = ["DROP TABLE {}inputs", "UPDATE {}troika_load SET schema_version = 1",
                     "INSERT INTO {}documents (id, verdict, withdrawn) VALUES ('gone', 'extracted', true)"]
        for statement in downgrade:
            self.server.sql(database, statement.format("troika."))
        with contextlib.closing(sqlite3.connect(file)) as old:
            for statement in downgrade:
                old.execute(statement.format(""))
            old.commit()
        self.some_changes()
        self.some_documents_go()
        self.stream.write(folder)
        self.assertIn("changes, from", self.load(database, folder))
        self.assertIn("changes, from", self.load_sqlite(file, folder))
        fresh = self.new_database()
        self.load(fresh, folder)
        self.load_sqlite(self.folder / "fresh.sqlite", folder)
        self.assertEqual(self.server.tables(database), self.server.tables(fresh))
        self.assertEqual(sqlite_tables(file), sqlite_tables(self.folder / "fresh.sqlite"))
        described = "SELECT count(*) FROM pg_description WHERE objoid = 'troika.inputs'::regclass"
        self.assertEqual(self.server.sql(database, described), "7\n")

    # A damaged line of the feed.

    def test_damage_that_a_load_need_not_read(self):
        folder, database = self.published(100), self.new_database()
        self.some_changes()
        self.stream.write(folder)
        self.load(database, folder)
        self.damage(folder, 50, b'"text":', b'"te"xt":')
        damaged = self.new_database()
        self.load(damaged, folder)
        self.assertEqual(self.server.tables(damaged), self.server.tables(database))

    def test_damage_that_a_load_meets_is_refused_at_its_line(self):
        for number, before, after, message in (
                (12, b'"text":', b'"te"xt":', "is no JSON: Missing a colon after a name of object member."),
                (50, b'"op":"added"', b'"op":"ad', "is no JSON: "), (50, b'"seq":50', b'"seq":5', "has not the sequence number"),
                (50, b'"op":"added"', b'"op":"addad"', "is no change: op is addad"),
                (50, b'"id":"', b'"ip":"', "is no change: it has no key id"),
                (105, b'"withdrawn"', b'"changed"', "is no change: record must be an object")):
            folder, database = self.published(100), self.new_database()
            for id_ in self.ids[10:15]:
                self.stream.withdraw(id_)
            self.stream.write(folder)
            self.damage(folder, number, before, after)
            self.assertRegex(self.load(database, folder, status=3),
                             f"/changes.jsonl:{number}: {message}.*; remove the file and publish the folder anew\n")
            self.assertEqual(self.server.sql(database, "SELECT count(*) FROM troika.recommendations"), "0\n")

    def damage(self, folder, number, before, after):
        lines = (folder / "changes.jsonl").read_bytes().split(b"\n")
        self.assertIn(before, lines[number - 1])
        lines[number - 1] = lines[number - 1].replace(before, after, 1)
        (folder / "changes.jsonl").write_bytes(b"\n".join(lines))

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
