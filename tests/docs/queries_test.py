#!/usr/bin/env python3
"""Runs the queries of docs/QUERIES.md on the sample reports: each as SQL in PostgreSQL and in SQLite, and as jq. All must
give the same rows.

  queries_test.py --troika BINARY

Skipped, saying so, where PostgreSQL or jq is not installed.
"""
import argparse
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "support"))

import postgres  # noqa: E402

DOCUMENT = ROOT.parent / "docs/QUERIES.md"
QUESTION = re.compile(r"^## (\d+\. .*?)\n.*?((?:```sql\n.*?```\n)+)```jq\n(.*?)```", re.MULTILINE | re.DOTALL)
SQL = re.compile(r"```sql\n(.*?)```", re.DOTALL)


def for_both(blocks):
    """The SQL for PostgreSQL and that for SQLite: one that has no name of either is for both."""
    queries = SQL.findall(blocks)
    if len(queries) == 1:
        return queries * 2
    assert [query.splitlines()[0] for query in queries] == ["-- PostgreSQL", "-- SQLite"], blocks
    return queries

# The sample reports are read without a doubt; a correction that was made for another text is one.
DOUBTFUL = """[[correction]]
id = "A/HRC/26/903#104.8"
field = "response"
value = "noted"
text = "Another text"
reason = "The addendum says so"
who = "N. Name"
"""


class Options:
    """Of the command line."""

    troika = ""


class QueriesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="queries-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.server = postgres.Server()
        cls.addClassCleanup(cls.server.stop)
        cls.url = cls.server.create("upr")
        documents = sorted((ROOT / "golden").glob("*/document.*"))
        (cls.folder / "corrections.toml").write_text(DOUBTFUL, encoding="utf-8")
        subprocess.run([Options.troika, "extract", "-q", "--rules", cls.folder, "-o", cls.folder, *documents], check=True,
                       stderr=subprocess.DEVNULL)
        subprocess.run([Options.troika, "load", "-q", cls.url, "--from", cls.folder], check=True)
        subprocess.run(["psql", "-Xq", cls.url, "-c", "ALTER DATABASE upr SET search_path TO troika"], check=True)
        subprocess.run([Options.troika, "load", "-q", cls.folder / "upr.sqlite", "--from", cls.folder], check=True)
        cls.sqlite = sqlite3.connect(cls.folder / "upr.sqlite")
        cls.addClassCleanup(cls.sqlite.close)

    def in_sqlite(self, query):
        return ["\t".join("" if value is None else str(value) for value in row) for row in self.sqlite.execute(query)]

    def in_postgresql(self, query):
        ran = subprocess.run(["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url, "-c", query],
                             capture_output=True, text=True, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return ran.stdout.splitlines()

    def jq(self, query):
        options = "-nr" if query.startswith("[inputs") else "-r"
        ran = subprocess.run(["jq", options, query, self.folder / "recommendations.jsonl"], capture_output=True, text=True,
                             check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return ran.stdout.splitlines()

    def test_all_give_the_same(self):
        questions = QUESTION.findall(DOCUMENT.read_text(encoding="utf-8"))
        self.assertEqual([int(title.split(".")[0]) for title, *_ in questions], list(range(1, len(questions) + 1)))
        self.assertGreaterEqual(len(questions), 12)
        for title, sql, jq in questions:
            with self.subTest(title):
                postgresql, sqlite = for_both(sql)
                rows = self.in_postgresql(postgresql)
                self.assertTrue(rows, "no row: the sample cannot tell a right query from a wrong one")
                self.assertEqual(sorted(rows), sorted(self.in_sqlite(sqlite)))
                self.assertEqual(sorted(rows), sorted(self.jq(jq)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--troika", required=True)
    given, rest = parser.parse_known_args()
    Options.troika = str(pathlib.Path(given.troika).resolve())
    for missing, name in ((postgres.programs() is None, "PostgreSQL"), (shutil.which("jq") is None, "jq")):
        if missing:
            print(f"skipped: {name} is not installed")
            sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])
