#!/usr/bin/env python3
"""Runs the program on real documents, where there are any: whole, awkward and broken ones in one call.

  real_documents_test.py --troika BINARY

Uses an optional folder of test documents (TROIKA_TEST_DOCUMENTS, else ../shared beside the project) and is skipped,
saying so, where there is none.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENTS = pathlib.Path(os.environ.get("TROIKA_TEST_DOCUMENTS") or PROJECT.parent / "shared") / "corpus"
REPORTS = DOCUMENTS / "upr-reports"
STREAMS = ["recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl"]
troika = ""


def lines(path):
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


class RealDocumentsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def extract(self, *arguments, out="out"):
        return subprocess.run([troika, "extract", "-o", self.folder / out, *map(str, arguments)],
                              capture_output=True, text=True, check=False)

    def test_all_reports_however_they_are_run(self):
        reports = sorted(REPORTS.glob("*.pdf"))
        ways = {"one": ["--jobs", "1"], "two": ["--jobs", "2"], "none": ["--jobs", "2", "--isolation", "none"]}
        for out, options in ways.items():
            self.assertEqual(self.extract(*options, *reports, out=out).returncode, 0)
        self.assertEqual(len(lines(self.folder / "one/documents.jsonl")), len(reports))
        for stream in STREAMS:
            first, *others = [(self.folder / out / stream).read_bytes() for out in ways]
            for other in others:
                self.assertEqual(first, other, stream)
        validate = [sys.executable, PROJECT / "output/schema/validate.py", self.folder / "one"]
        self.assertEqual(subprocess.run(validate, check=False).returncode, 0)

    def test_answers_of_the_dprk(self):
        # Published totals: A/HRC/13/13, paragraphs 90 and 91; A/HRC/27/10, paragraphs 124 and 125.
        self.extract(REPORTS / "democraticpeoplesrepublicofkorea2010.pdf", REPORTS / "democraticpeoplesrepublicofkorea2014.pdf")
        found = [(d["responses"]["pending"], d["responses"]["noted"]) for d in lines(self.folder / "out/documents.jsonl")]
        self.assertEqual(found, [(117, 50), (185, 83)])

    def test_awkward_documents_cost_only_themselves(self):
        good = [REPORTS / "albania2010.pdf", REPORTS / "albania2014.pdf"]
        truncated, encrypted = self.folder / "truncated.pdf", self.folder / "encrypted.pdf"
        truncated.write_bytes(good[0].read_bytes()[:40000])
        subprocess.run(["qpdf", "--encrypt", "secret", "secret", "256", "--", good[0], encrypted], check=True)
        expected = {"blank.pdf": "no_text", "error.pdf": "wrong_type",
                    "image.pdf": "no_text", "not_a_pdf.pdf": "empty", "scanned_letter.pdf": "no_text"}
        bad = {DOCUMENTS / "awkward" / name: verdict for name, verdict in expected.items()}
        bad |= {truncated: "damaged", encrypted: "encrypted", self.folder: "is_folder", self.folder / "none.pdf": "not_found"}
        ran = self.extract("--quiet", good[0], *bad, good[1])
        self.assertEqual(ran.returncode, 1)
        verdicts = {d["input"]: d["verdict"] for d in lines(self.folder / "out/documents.jsonl")}
        wanted = {str(path): verdict for path, verdict in bad.items()} | {str(path): "extracted" for path in good}
        self.assertEqual(verdicts, wanted)
        said = ran.stderr.splitlines()
        self.assertEqual(len(said), len(bad), ran.stderr)
        for path, verdict in bad.items():
            self.assertEqual(sum(line.startswith(f"troika: {path}: {verdict}: ") for line in said), 1, str(path))
        self.assertEqual(len(lines(self.folder / "out/recommendations.jsonl")), 106 + 165)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--troika", required=True)
    options, rest = parser.parse_known_args()
    troika = str(pathlib.Path(options.troika).resolve())
    if not REPORTS.is_dir():
        print(f"skipped: no test documents in {DOCUMENTS}")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])
