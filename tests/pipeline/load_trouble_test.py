#!/usr/bin/env python3
"""Loads that are killed, servers that are killed, and input that must be refused: nothing is half loaded.

  load_trouble_test.py --troika BINARY [--kills N] [unittest arguments]

--kills is how many loads are killed at random moments, and how many servers (3 each by default, to keep the test
short). Skipped, saying so, where PostgreSQL is not installed.
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time

from loading import LoadCase, Options, main, postgres, troika
from served import small_disk


class LoadTroubleTest(LoadCase):
    # Death.

    def killed_loads(self, kill):
        """Loads of several batches that are interrupted at random moments; tables as of an undisturbed load."""
        folder, undisturbed = self.published(1500), self.new_database()
        began = time.monotonic()
        self.load(undisturbed, folder, "--batch", 100)
        elapsed = time.monotonic() - began
        expected, database, died = self.server.tables(undisturbed), self.new_database(), 0
        for _ in range(Options.kills):
            process = subprocess.Popen([Options.troika, "load", self.server.url(database), "--from", folder, "--batch", "100"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, elapsed))
            was_running = kill(process)
            died += was_running
            self.assert_whole_records(database)
            if random.random() < 0.5 or not was_running:  # else the next one is killed on what this one has left
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
    main(__doc__)
