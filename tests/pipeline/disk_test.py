#!/usr/bin/env python3
"""Runs on a disk that cannot be flushed: each ends with exit status 3 and says where, what it leaves is whole, and the
next run makes up for it.

  disk_test.py --troika BINARY --failing-sync LIBRARY [unittest arguments]
"""
import os
import pathlib
import re
import subprocess
import sys

from served import PUBLISHED, ServedTest, main

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
AGAIN = "Input/output error; check the disk, then run again"


class DiskTest(ServedTest):
    sources = {f"A/HRC/26/{903 + number}": document
               for number, document in enumerate(sorted(GOLDEN.glob("upr-*/document.pdf")))}
    library = ""

    def run_on_disk_that_refuses(self, part):
        """The first thing that it says."""
        ran = subprocess.run(self.command(), capture_output=True, text=True, check=False,
                             env={**os.environ, "LD_PRELOAD": self.library, "FAILING_SYNC": part,
                                  "ASAN_OPTIONS": "verify_asan_link_order=0"})
        self.assert_run(ran, status=3)
        return ran.stderr.splitlines()[0].replace(str(self.folder), "DIR")

    def assert_made_up_for(self, expected):
        self.assert_run(self.run_troika())
        self.assert_published(expected)
        self.assertIn(" 0 damaged, 0 missing, 0 of no document now", self.ask("archive", "verify"))
        self.assertEqual(list((self.folder / "data/archive/tmp").iterdir()), [])

    def test_each_place_in_turn(self):
        self.assert_run(self.run_troika(data="undisturbed"))
        expected = self.published("undisturbed")
        for part, said in (
                # one document at a time, or many at once
                ("/archive", rf"cannot flush( the disk of)? DIR/data/archive[^:]*: {AGAIN}"),
                ("/store.sqlite-wal", r"DIR/data/store\.sqlite: the store cannot be read or written: disk I/O error "
                                      r"\(SQLite \d+(: [^)]*)?\); check the disk, and start again"),
                ("/.positions.jsonl.partial", r"DIR/data/published/positions\.jsonl: cannot be written: Input/output "
                                              r"error; check the disk and start again: the store has everything that was "
                                              r"committed")):
            with self.subTest(part):
                self.assertTrue(re.search(f"{said}$", first := self.run_on_disk_that_refuses(part)), first)
                published = self.folder / "data/published"
                self.assertFalse(published.exists() and any(published.iterdir()), "a part was published")
                self.assert_made_up_for(expected)
                (self.folder / "data").rename(self.folder / f"data-{part.count('/')}{len(part)}")

    def test_a_failure_among_the_published_leaves_the_last_ones(self):
        self.assert_run(self.run_troika())
        first = self.published()
        names = sorted(self.files.values())
        for name, other in zip(names, reversed(names)):  # the middle one stays
            (self.folder / "documents" / name).replace(self.folder / "documents" / f"{other}.new")
        for name in names:
            (self.folder / "documents" / f"{name}.new").replace(self.folder / "documents" / name)
        self.assertIn("cannot be written", self.run_on_disk_that_refuses("/.changes.jsonl.partial"))
        self.assert_published(first)
        self.assertEqual(sorted(entry.name for entry in (self.folder / "data/published").iterdir()),
                         sorted([*PUBLISHED, "datapackage.json", "runs.jsonl"]))
        self.assert_run(self.run_troika())
        self.assertNotEqual(self.published(), first)


if __name__ == "__main__":
    at = sys.argv.index("--failing-sync")
    DiskTest.library = str(pathlib.Path(sys.argv.pop(at + 1)).resolve())
    sys.argv.pop(at)
    main(__doc__, kills=0)
