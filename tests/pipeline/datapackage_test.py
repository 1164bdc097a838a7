#!/usr/bin/env python3
"""Holds datapackage.json against the files beside it: of troika extract, backfill, and load into CSV.

  datapackage_test.py --troika BINARY [unittest arguments]
"""
import argparse
import csv
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"


class Options:
    """Of the command line."""

    troika = ""


def troika(*arguments):
    return subprocess.run([Options.troika, *map(str, arguments)], capture_output=True, text=True, check=False)


class DataPackageTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="package-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_troika(self, *arguments):
        ran = troika(*arguments)
        self.assertEqual(ran.returncode, 0, ran.stderr)

    def assert_describes(self, folder):
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.assertEqual(package["profile"], "data-package")
        files = sorted(path.name for path in folder.iterdir() if path.name not in ("datapackage.json", "runs.jsonl"))
        self.assertEqual([resource["path"] for resource in package["resources"]], files)
        for resource in package["resources"]:
            content = (folder / resource["path"]).read_bytes()
            self.assertEqual(resource["bytes"], len(content))
            self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest())
            self.assertEqual((resource["encoding"], resource["name"] + "." + resource["format"]),
                             ("utf-8", resource["path"]))
            names = [field["name"] for field in resource["schema"]["fields"]]
            if resource["format"] == "csv":
                with open(folder / resource["path"], newline="", encoding="utf-8") as lines:
                    self.assertEqual(next(csv.reader(lines)), names)
            elif content:
                self.assertEqual(list(json.loads(content.splitlines()[0])), names)
        return (folder / "datapackage.json").read_bytes()

    def test_extract(self):
        documents = sorted(GOLDEN.glob("*/document.*"))
        packages = []
        for name in ("first", "second"):
            self.run_troika("extract", "-q", "-o", self.folder / name, *documents)
            packages.append(self.assert_describes(self.folder / name))
        self.assertEqual(*packages)
        self.run_troika("load", f"csv:{self.folder}/tables", "--from", self.folder / "first")
        self.assert_describes(self.folder / "tables")

    def test_backfill(self):
        reports = [self.folder / "a.pdf", self.folder / "b.pdf"]
        for report, case in zip(reports, ("upr-2010", "upr-2014")):
            shutil.copy(GOLDEN / case / "document.pdf", report)
        published = self.folder / "data/published"
        self.run_troika("backfill", "--data", self.folder / "data", reports[0])
        first = self.assert_describes(published)
        self.run_troika("backfill", "--data", self.folder / "data", reports[0])
        written = (published / "datapackage.json").stat().st_mtime_ns
        self.assertEqual(self.assert_describes(published), first)
        self.run_troika("backfill", "--data", self.folder / "data", reports[0])
        self.assertEqual((published / "datapackage.json").stat().st_mtime_ns, written)
        self.run_troika("backfill", "--data", self.folder / "data", *reports)
        self.assertNotEqual(self.assert_describes(published), first)

    def test_load_refuses_files_that_are_not_those_of_the_package(self):
        folder = self.folder / "records"
        self.run_troika("extract", "-q", "-o", folder, GOLDEN / "upr-2014/document.pdf")
        stream = folder / "recommendations.jsonl"
        stream.write_bytes(stream.read_bytes()[: stream.read_bytes().index(b"\n") + 1])
        ran = troika("load", f"sqlite:{self.folder}/x.sqlite", "--from", folder)
        self.assertEqual(ran.returncode, 3)
        self.assertRegex(ran.stderr, r"recommendations\.jsonl: has \d+ bytes, and datapackage\.json says \d+")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--troika", required=True)
    given, rest = parser.parse_known_args()
    Options.troika = str(pathlib.Path(given.troika).resolve())
    unittest.main(argv=[sys.argv[0], *rest])
