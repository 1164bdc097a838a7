#!/usr/bin/env python3
"""Loads that are killed, servers that are killed, and input that must be refused: nothing is half loaded.

  load_trouble_test.py --troika BINARY [--kills N] [unittest arguments]

--kills is how many loads are killed at random moments while they are at work, and how many servers (3 each by default,
to keep the test short). Skipped, saying so, where PostgreSQL is not installed.
"""
import collections
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from loading import LoadCase, Options, main, postgres, sqlite_tables, troika
from served import small_disk


class LoadTroubleTest(LoadCase):
    settings = ("log_statement = 'all'", "log_line_prefix = '%a|%d|'")  # they say when a load has begun

    # Death.

    def killed_loads(self, kill):
        """Loads of several batches, of all and of changes only, that are interrupted at random moments; the next load makes
        the tables those of an undisturbed one. Only what hits a load counts: after its first statement, before its last."""
        folder, before = self.published(1500), self.new_database()
        self.load(before, folder)
        self.some_changes()
        self.some_documents_go()
        for number in range(2000, 2600):
            self.stream.add(number)
        self.stream.write(folder)
        undisturbed = self.new_database()
        self.load(undisturbed, folder)
        expected = self.server.tables(undisturbed)
        templates = {"all of it": "template1", "changes": before}
        seconds = {kind: self.seconds_of_a_load(folder, template) for kind, template in templates.items()}
        hits, missed, database = collections.Counter(), 0, None
        while hits.total() < Options.kills:
            self.assertLess(missed, 3 * Options.kills + 10, f"too few kills hit a load: {hits}")
            if database is None:
                kind = random.choice(list(templates))
                database = self.new_database(templates[kind])
            if self.is_hit(kill, database, folder, random.uniform(0, seconds[kind])):
                hits[kind] += 1
                self.assert_whole_records(database)
                if random.random() < 0.3:
                    continue  # the next one is killed on what this one has left
            else:
                missed += 1
            self.load(database, folder)
            self.assertEqual(self.server.tables(database), expected)
            self.server.sql("postgres", f"DROP DATABASE {database}")
            database = None
        print(f"{hits.total()} loads hit ({dict(hits)}), {missed} kills came too late", file=sys.stderr)

    def seconds_of_a_load(self, folder, template):
        database = self.new_database(template)
        began = time.monotonic()
        self.load(database, folder, "--batch", 100)
        return time.monotonic() - began

    def is_hit(self, kill, database, folder, seconds):
        """Kills a load so long after its first statement; whether that was before its last one."""
        with open(self.server.folder / "log", encoding="utf-8", errors="replace") as log:
            log.seek(0, os.SEEK_END)
            process = self.start_load(self.server.url(database), folder, "--batch", "100")
            while f"troika load|{database}|" not in log.read():
                self.assertIsNone(process.poll(), "it said nothing to the server")
        time.sleep(seconds)
        kill(process)
        process.communicate()
        at_work = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'troika load'"
        while self.server.sql("postgres", at_work):
            time.sleep(0.01)
        position = self.server.sql(database, "SELECT last_seq FROM troika.troika_load", check=False).strip()
        return position != str(len(self.stream.feed))

    def assert_whole_records(self, database):
        if "recommendations" not in self.server.tables(database):
            return
        torn = self.server.sql(database, """SELECT id FROM troika.recommendations r WHERE cardinality(recommending_states)
            <> (SELECT count(*) FROM troika.recommendation_states s WHERE s.recommendation_id = r.id)""")
        self.assertEqual(torn, "")

    def test_killed_loader(self):
        self.killed_loads(subprocess.Popen.kill)

    # Its processes die, and the kernel keeps what they have written: what is tested is that a load relies on nothing but
    # committed transactions. A power failure is the server's own matter (fsync, which is off here).
    def test_killed_server(self):
        def kill(_):
            self.server.kill()
            self.server.start()

        self.killed_loads(kill)

    # Bad input: a clear message, and nothing half loaded.

    def test_newer_schema(self):
        folder, database = self.published(10), self.new_database()
        self.load(database, folder)
        self.server.sql(database, "UPDATE troika.troika_load SET schema_version = 99")
        before = self.server.tables(database)
        self.assertIn("are of version 99, and this program knows versions up to 2; install a newer Troika",
                      self.load(database, folder, status=3))
        self.assertEqual(self.server.tables(database), before)

    def test_newer_schema_in_sqlite(self):
        folder, path = self.published(10), self.folder / "upr.sqlite"
        self.load_sqlite(path, folder)
        with contextlib.closing(sqlite3.connect(path)) as file:
            file.execute("UPDATE troika_load SET schema_version = 99")
            file.commit()
        before = sqlite_tables(path)
        self.assertIn("are of version 99, and this program knows versions up to 2; install a newer Troika",
                      self.load_sqlite(path, folder, status=3))
        self.assertEqual(sqlite_tables(path), before)

    def test_no_permission_in_sqlite(self):
        folder = self.published(10)
        said = "upr.sqlite: the database cannot be opened or written: .* must be there, and it and the files in it writable"
        self.assertRegex(self.load_sqlite(self.folder / "nowhere/upr.sqlite", folder, status=3), said)
        with small_disk(self.folder / "small", 4 << 20):
            self.load_sqlite(self.folder / "small/upr.sqlite", folder)
            before = sqlite_tables(self.folder / "small/upr.sqlite")
            subprocess.run(["mount", "-o", "remount,ro", self.folder / "small"], check=True)
            self.assertRegex(self.load_sqlite(self.folder / "small/upr.sqlite", folder, "--whole", status=3), said)
            self.assertEqual(sqlite_tables(self.folder / "small/upr.sqlite"), before)

    def test_no_sqlite_database(self):
        path = self.folder / "upr.sqlite"
        path.write_text("Something else, of which nothing may be lost. " * 20)
        self.assertRegex(self.load_sqlite(path, self.published(10), status=3),
                         "the database is damaged, or is no SQLite database: .*; give another file, or move this one away")
        self.assertEqual(path.read_text(), "Something else, of which nothing may be lost. " * 20)

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

    def test_record_that_sqlite_refuses(self):
        folder, path = self.published(50), self.folder / "upr.sqlite"
        self.load_sqlite(path, folder)
        expected = sqlite_tables(path)
        self.stream.records[self.ids[20]]["response"] = "perhaps"
        self.stream.records[self.ids[0]]["text"] = "changed"
        self.stream.write(folder)
        self.assertRegex(self.load_sqlite(path, folder, "--whole", status=3),
                         "the database refuses a record: CHECK constraint failed: response IN .*; nothing of this batch is in "
                         "the tables; mend it, or publish the folder anew, and load again with --whole")
        after = sqlite_tables(path)
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

    def start_load(self, target, folder, *options):
        return subprocess.Popen([Options.troika, "load", target, "--from", folder, *options],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    # Two at once: one waits for the other, and no rows of the one come between those of the other.

    def two_loads_at_once(self, target, stop_between, tables):
        """A load of a folder while one of a later state of it is at work; tables as if it had begun when that had ended.
        `stop_between` stops the first one when it has rows there."""
        earlier = self.published(150, "earlier")
        self.some_changes()
        for number in range(200, 230):
            self.stream.add(number)
        later = self.stream.write(self.folder / "later")
        for name, folder in (("expected", later), ("expected", earlier)):
            self.assertEqual(troika("load", target(name), "--from", folder).returncode, 0)
        first = self.start_load(target("both"), later, "--batch", "1")
        stop_between(first)
        second = self.start_load(target("both"), earlier)
        with contextlib.suppress(subprocess.TimeoutExpired):  # it waits
            second.wait(2)
        first.send_signal(signal.SIGCONT)
        for process in (first, second):
            said = process.communicate()[1]
            self.assertEqual(process.returncode, 0, said)
        self.assertEqual(tables("both"), tables("expected"))

    def test_two_loads_at_once_into_postgres(self):
        databases = {name: self.new_database() for name in ("both", "expected")}

        def stop_between(process):
            while not self.server.sql(databases["both"], "SELECT 1 FROM troika.recommendations LIMIT 1", check=False):
                self.assertIsNone(process.poll())
            process.send_signal(signal.SIGSTOP)

        self.two_loads_at_once(lambda name: self.server.url(databases[name]), stop_between,
                               lambda name: self.server.tables(databases[name]))

    def test_two_loads_at_once_into_sqlite(self):
        def stop_between(process):
            """While the test itself has the lock of a transaction, the load has none."""
            with contextlib.closing(sqlite3.connect(self.folder / "both.sqlite", timeout=0, isolation_level=None)) as file:
                while process.poll() is None:
                    with contextlib.suppress(sqlite3.OperationalError):  # it is locked
                        file.execute("BEGIN IMMEDIATE")
                        if file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'recommendations'").fetchone():
                            if file.execute("SELECT 1 FROM recommendations LIMIT 1").fetchone():
                                return process.send_signal(signal.SIGSTOP)
                        file.execute("ROLLBACK")
                        time.sleep(0.005)
            self.fail("it has ended")

        self.two_loads_at_once(lambda name: f"sqlite:{self.folder}/{name}.sqlite", stop_between,
                               lambda name: sqlite_tables(self.folder / f"{name}.sqlite"))

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

    def test_full_disk_of_sqlite(self):
        folder = self.published(1000)
        self.load_sqlite(self.folder / "fresh.sqlite", folder)
        with small_disk(self.folder / "small", 1 << 20) as enlarge:
            path = self.folder / "small/upr.sqlite"
            self.assertRegex(self.load_sqlite(path, folder, "--batch", 50, status=3),
                             "upr.sqlite: the database cannot be written: .*; make room on the disk and load again: nothing of "
                             "this batch is in the tables")
            with contextlib.closing(sqlite3.connect(path)) as file:
                (count,) = file.execute("SELECT count(*) FROM recommendations").fetchone()
                torn = file.execute("SELECT id FROM recommendations r WHERE json_array_length(recommending_states) <> "
                                    "(SELECT count(*) FROM recommendation_states s WHERE s.recommendation_id = r.id)")
                self.assertEqual((count % 50, torn.fetchall()), (0, []))
            enlarge()
            self.load_sqlite(path, folder)
            self.assertEqual(sqlite_tables(path), sqlite_tables(self.folder / "fresh.sqlite"))

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
    main(__doc__)
