"""What the tests of `troika load` share: a PostgreSQL server, and folders of published records."""
import argparse
import collections
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "support"))

import postgres  # noqa: E402
from published import Published  # noqa: E402

GOLDEN = ROOT / "golden"


class Options:
    """Of the command line: set by main()."""

    troika = ""
    kills = 0


def troika(*arguments):
    return subprocess.run([Options.troika, *map(str, arguments)], capture_output=True, text=True, check=False)


def main(description):
    """Runs the tests of the program; skipped, saying so, where PostgreSQL is not installed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--kills", type=int, default=3, help="how many loads, and servers, are killed")
    options, rest = parser.parse_known_args()
    Options.troika, Options.kills = str(pathlib.Path(options.troika).resolve()), options.kills
    if postgres.programs() is None:
        print("skipped: PostgreSQL is not installed")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])


def sqlite_tables(path):
    """All rows of all tables of a SQLite file, in the order of their keys."""
    file = sqlite3.connect(path)
    names = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    tables = {name: file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}
    file.close()
    return tables


class LoadCase(unittest.TestCase):
    """A sample of published records, and a server with databases of the test's own."""

    settings = ()  # of the server

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp(prefix="load-"))
        cls.addClassCleanup(shutil.rmtree, cls.scratch)
        cls.sample = cls.scratch / "sample"
        documents = sorted(GOLDEN.glob("*/document.*"))
        extracted = troika("extract", "-q", "-o", cls.sample, *documents)
        assert extracted.returncode == 0, extracted.stderr
        cls.server = postgres.Server(settings=cls.settings)
        cls.addClassCleanup(cls.server.stop)
        cls.databases = 0

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))

    def new_database(self, template="template1"):
        type(self).databases += 1
        name = f"test{self.databases}"
        self.server.create(name, template)
        return name

    def load(self, database, folder, *options, status=0):
        ran = troika("load", self.server.url(database), "--from", folder, *options)
        self.assertEqual(ran.returncode, status, ran.stdout + ran.stderr)
        return ran.stdout if status == 0 else ran.stderr

    def load_sqlite(self, path, folder, *options, status=0):
        ran = troika("load", f"sqlite:{path}", "--from", folder, *options)
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
        self.stream.note("added", back, self.stream.records[back])

    def documents(self):
        """SHA-256s of the documents that records are of, those with the most records first."""
        counts = collections.Counter(record["document"]["sha256"] for record in self.stream.records.values())
        return [sha256 for sha256, _ in counts.most_common()]

    def some_documents_go(self):
        """Two with their records, of which one is of a review, and one that has none."""
        of_review = next(record["document"]["sha256"] for record in self.stream.records.values()
                         if record["document"]["kind"] == "upr/working-group-report")
        others = [sha256 for sha256 in self.documents() if sha256 != of_review]
        without_records = next(line["document"]["sha256"] for line in map(json.loads, self.stream.sample["documents.jsonl"])
                               if line["document"]["sha256"] not in self.documents())
        for sha256 in (of_review, others[0], without_records):
            self.stream.withdraw_document(sha256)
        self.ids = [id_ for id_ in self.ids if id_ in self.stream.records]
        return of_review
