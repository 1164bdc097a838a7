#!/usr/bin/env python3
"""The whole nightly cycle over real reports, served by nginx under the UN's URL scheme.

  nightly_test.py --troika BINARY [--kills N] [unittest arguments]

Uses an optional folder of test documents (TROIKA_TEST_DOCUMENTS, else ../shared beside the project), and is skipped,
saying so, where it is absent. --kills is how many runs are killed at random moments (3 by default: each is a whole run
and what of it was done before).
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from served import Options, ServedTest, main

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENTS = pathlib.Path(os.environ.get("TROIKA_TEST_DOCUMENTS") or PROJECT.parent / "shared") / "corpus/upr-reports"


def records_of(lines, *ignored):
    """The records by id, without some of their keys."""
    records = {}
    for line in lines.splitlines():
        record = json.loads(line)
        record["document"].pop("url", None)
        records[record["id"]] = {key: value for key, value in record.items() if key not in ignored}
    return records


class NightlyTest(ServedTest):
    @classmethod
    def setUpClass(cls):
        """What `extract` makes of the same files: their symbols, and the records to expect."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([Options.troika, "extract", "-q", "-o", folder, *sorted(DOCUMENTS.glob("*.pdf"))], check=True)
            documents = (pathlib.Path(folder) / "documents.jsonl").read_text().splitlines()
            cls.sources = {one["document"]["symbol"]: one["input"] for one in map(json.loads, documents)}
            cls.records = records_of((pathlib.Path(folder) / "recommendations.jsonl").read_text())

    def test_nights(self):
        count = len(self.files)
        begun = time.monotonic()
        self.assert_run(self.run_troika())
        took = time.monotonic() - begun
        first = self.published()
        self.assertEqual(self.server.statuses(), [200] * count)
        self.assertEqual(records_of(first["recommendations.jsonl"]), self.records)
        self.assertEqual(first["changes.jsonl"].count(b'"op":"added"'), len(self.records))

        with self.subTest("nothing is new"):
            quiet = self.run_troika()
            self.assert_run(quiet)
            self.assertEqual(quiet.stderr, "")
            self.assertEqual(self.server.statuses(), [304] * count)
            self.assert_published(first)
        with self.subTest("runs are killed at any moment, and gone on with"):
            self.assert_survives_kills(Options.kills, took, first)
        with self.subTest("the disk is full"):
            total = sum(document.stat().st_size for document in (self.folder / "documents").iterdir())
            self.assert_survives_a_full_disk(total // 2, first)
        with self.subTest("the server fails a fifth of all requests"):
            self.assert_survives_an_unreliable_server(first)
        self.server.statuses()
        with self.subTest("one document has changed"):
            self.one_document_has_changed(first)

    def one_document_has_changed(self, first):
        symbol, name = sorted(self.files.items())[len(self.files) // 2]
        document = self.folder / "documents" / name
        pages = [record["where"][0]["page"] for key, record in self.records.items() if key.startswith(f"{symbol}#")]
        page = sorted(pages)[len(pages) // 2]  # one with recommendations
        shorter = self.folder / "shorter.pdf"
        subprocess.run(["qpdf", "--warning-exit-0", document, "--pages", ".", f"1-{page - 1},{page + 1}-z", "--", shorter],
                       check=True)
        shutil.copy(shorter, document)
        ran = self.run_troika()
        self.assertEqual((ran.returncode, ran.stdout), (0, ""), ran.stderr)
        self.assertEqual(self.server.statuses(), [200] + [304] * (len(self.files) - 1))
        run = json.loads((self.folder / "data/published/runs.jsonl").read_text().splitlines()[-1])
        self.assertEqual((run["extracted"], run["unchanged"]), (1, len(self.files) - 1))

        streams = self.published()
        before, after = (records_of(lines["recommendations.jsonl"], "provenance", "where")
                         for lines in (first, streams))
        expected = sorted((key, "withdrawn" if key not in after else "changed" if key in before else "added")
                          for key in {**before, **after} if before.get(key) != after.get(key))
        self.assertGreater(len(expected), 5)
        self.assertIn("withdrawn", [operation for _, operation in expected])  # those of the page that is gone
        self.assertTrue(all(key.startswith(f"{symbol}#") for key, _ in expected))
        self.assertTrue(streams["changes.jsonl"].startswith(first["changes.jsonl"]))
        news = [json.loads(line) for line in streams["changes.jsonl"][len(first["changes.jsonl"]):].splitlines()]
        self.assertEqual([(change["id"], change["op"]) for change in news], expected)


if __name__ == "__main__":
    if not DOCUMENTS.is_dir():
        print(f"skipped: there are no test documents in {DOCUMENTS}")
        sys.exit(77)
    main(__doc__, kills=3)
