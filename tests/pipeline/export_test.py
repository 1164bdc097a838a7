#!/usr/bin/env python3
"""Runs `troika export` on the sample reports, and holds each filter against the records themselves.

  export_test.py --troika BINARY [unittest arguments]
"""
import argparse
import csv
import io
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


class ExportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="export-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        documents = sorted(GOLDEN.glob("*/document.*"))
        subprocess.run([Options.troika, "extract", "-q", "-o", cls.folder / "published", *documents], check=True)
        cls.lines = (cls.folder / "published/recommendations.jsonl").read_text(encoding="utf-8").splitlines()

    def run_export(self, *arguments):
        source = [] if "--from" in arguments else ["--from", self.folder / "published"]
        return subprocess.run([Options.troika, "export", *source, *map(str, arguments)], capture_output=True, check=False)

    def export(self, *arguments, status=0):
        ran = self.run_export(*arguments)
        self.assertEqual(ran.returncode, status, ran.stderr)
        return (ran.stdout if status == 0 else ran.stderr).decode("utf-8")

    def test_filters(self):
        theme = min(item["name"] for line in self.lines for item in json.loads(line)["themes"])
        cases = [
            ([], lambda r: True),
            (["--state", "XVA"], lambda r: r["review"]["state_under_review"] == "XVA"),
            (["--cycle", 2], lambda r: r["review"]["cycle"] == 2),
            (["--cycle", 2, "--cycle", 3], lambda r: r["review"]["cycle"] in (2, 3)),
            (["--session", 18], lambda r: r["review"]["session"] == 18),
            (["--response", "noted"], lambda r: r["response"] == "noted"),
            (["--response", "none"], lambda r: r["response"] is None),
            (["--response", "noted", "--cycle", 2], lambda r: r["response"] == "noted" and r["review"]["cycle"] == 2),
            (["--recommending-state", "PRT"], lambda r: "PRT" in [s["iso3"] for s in r["recommending_states"]]),
            (["--recommending-state", "portugal"], lambda r: "PRT" in [s["iso3"] for s in r["recommending_states"]]),
            (["--recommending-state", "prt", "--recommending-state", "United Kingdom"],
             lambda r: {"PRT", "GBR"} & {s["iso3"] for s in r["recommending_states"]}),
            (["--theme", theme.upper()], lambda r: theme in [item["name"] for item in r["themes"]]),
        ]
        mechanisms = {json.loads(line)["mechanism"] for line in self.lines}
        cases += [(["--mechanism", name], lambda r, name=name: r["mechanism"] == name) for name in mechanisms]
        for arguments, passes in cases:
            expected = [line for line in self.lines if passes(json.loads(line))]
            self.assertTrue(expected, f"{arguments}: no record of the sample passes")
            self.assertEqual(self.export(*arguments).splitlines(), expected, arguments)

    def test_wrong_values_are_refused_with_the_nearest(self):
        for arguments, message in (
                (["--state", "Portugel"],
                 "--state: 'Portugel' is no State that states.toml knows; did you mean Portugal (PRT)?"),
                (["--recommending-state", "Slove"], "did you mean Slovenia (SVN)?"),
                (["--recommending-state", "PRX"],
                 "did you mean Democratic People's Republic of Korea (PRK), Portugal (PRT), Paraguay (PRY)?"),
                (["--state", "slo"], "did you mean Slovakia (SVK), Slovenia (SVN), Lesotho (LSO), "),
                (["--state", "qqqqqqqq"], "is no State that states.toml knows; give its ISO code or its UN name"),
                (["--response", "notd"], "--response: 'notd' is no such value; did you mean noted?"),
                (["--response", "xyzzy"], "is none of supported, noted, partially_supported, pending, none"),
                (["--cycle", 9], "--cycle: '9' is none of those published: 1, 2, 3"),
                (["--session", 99], "--session: '99' is none of those published: "),
                (["--mechanism", "upp"], "did you mean upr?"),
                (["--format", "xml"], "--format"),
                (["--per-state"], "give --format csv with it"),
                (["--spreadsheet"], "--spreadsheet: is for CSV; give --format csv with it"),
                (["--spreadsheet", "--format", "uwazi"], "--spreadsheet: is for CSV")):
            self.assertIn(message, self.export(*arguments, status=2))

    def test_values_that_no_record_has_are_told(self):
        sessions = sorted({record["review"]["session"] for record in map(json.loads, self.lines)} - {None})
        self.assertNotIn(11, sessions)
        sessions = ", ".join(map(str, sessions))
        known = {(record["review"]["cycle"], record["response"]) for record in map(json.loads, self.lines)}
        cycle, response = next((cycle, response) for cycle in (1, 2, 3, 4)
                               for response in ("supported", "noted", "pending", "partially_supported")
                               if (cycle, response) not in known)
        nothing = "troika: no record matched: nothing published has all that was asked for\n"
        for arguments, told in (
                (["--state", "SLV"], "troika: --state: no published record has El Salvador (SLV); published are XVA\n" + nothing),
                (["--recommending-state", "el salvador"],
                 "troika: --recommending-state: no published record has El Salvador (SLV)\n" + nothing),
                (["--session", 11], f"troika: --session: no published record has 11; published are {sessions}\n" + nothing),
                (["--cycle", cycle, "--response", response], nothing),
                (["--state", "XVA", "--state", "SLV"],
                 "troika: --state: no published record has El Salvador (SLV); published are XVA\n"),
                (["--state", "XVA"], "")):
            ran = self.run_export(*arguments)
            self.assertEqual((ran.returncode, ran.stderr.decode("utf-8")), (0, told), arguments)
            self.assertEqual(ran.stdout == b"", nothing in told, arguments)

    def test_csv_is_that_of_a_load(self):
        subprocess.run([Options.troika, "load", "-q", f"csv:{self.folder}/tables", "--from", self.folder / "published"],
                       check=True)
        for options, name in (([], "recommendations"), (["--per-state"], "recommendations_by_state")):
            expected = (self.folder / f"tables/{name}.csv").read_bytes().decode("utf-8")
            self.assertEqual(self.export("--format", "csv", *options), expected)

    def test_spreadsheets_are_given_no_formula(self):
        folder = self.folder / "formulas"
        shutil.copytree(self.folder / "published", folder)
        (folder / "datapackage.json").unlink()
        record = json.loads(self.lines[0])
        record["text"] = '=HYPERLINK("http://x"; 1)'
        record["addressees"] = ["@SUM(1)", "b"]
        record["recommending_states"][0]["as_printed"] = "+x"
        (folder / "recommendations.jsonl").write_text("\n".join([json.dumps(record), *self.lines[1:], ""]), encoding="utf-8")
        target = f"csv:{self.folder}/sheets"
        subprocess.run([Options.troika, "load", "-q", "--spreadsheet", target, "--from", folder], check=True)
        for path in (self.folder / "sheets").glob("*.csv"):
            with open(path, newline="", encoding="utf-8") as lines:
                fields = [field for row in csv.reader(lines) for field in row]
            self.assertEqual([field for field in fields if field[:1] and field[0] in "=+-@\t\r\n"], [], path)
            if path.stem.startswith("recommendations"):
                self.assertIn("'" + record["text"], fields, path)
                self.assertIn("'@SUM(1)|b", fields, path)
        for options, name in (([], "recommendations"), (["--per-state"], "recommendations_by_state")):
            expected = (self.folder / f"sheets/{name}.csv").read_bytes().decode("utf-8")
            self.assertEqual(self.export("--from", folder, "--format", "csv", "--spreadsheet", *options), expected)
            self.assertIn(",@SUM(1)|b,", self.export("--from", folder, "--format", "csv", *options))
        ran = subprocess.run([Options.troika, "load", "x.db", "--spreadsheet", "--from", folder], capture_output=True,
                             text=True, check=False)
        self.assertEqual((ran.returncode, ran.stderr), (2, "troika: --spreadsheet: is for CSV files; give csv:DIR with it\n"))

    def test_uwazi(self):
        rows = list(csv.DictReader(io.StringIO(self.export("--format", "uwazi"), newline="")))
        self.assertEqual(len(rows), len(self.lines))
        for row, record in zip(rows, map(json.loads, self.lines)):
            self.assertEqual(row["title"], record["id"])
            self.assertEqual(row["recommendation"], record["text"])
            self.assertEqual(row["document"], record["document"]["symbol"] or "")
            self.assertEqual(row["date"], (record["document"]["published"] or "").replace("-", "/"))
            self.assertEqual(row["source"], "")  # these were not fetched
            self.assertEqual(len([s for s in row["recommending_states"].split("|") if s]), len(record["recommending_states"]))
            self.assertEqual(row["themes"], "|".join(theme["name"] for theme in record["themes"]))
        self.assertIn("United Kingdom of Great Britain and Northern Ireland", {row["recommending_states"] for row in rows})
        table = (pathlib.Path(__file__).resolve().parent.parent.parent / "docs/UWAZI.md").read_text(encoding="utf-8")
        described = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
        self.assertEqual(described, list(rows[0]))

    def test_file_appears_complete_or_not_at_all(self):
        self.assertEqual(self.export("--cycle", 2, "-o", self.folder / "two.jsonl"), "")
        self.assertEqual((self.folder / "two.jsonl").read_text(encoding="utf-8"), self.export("--cycle", 2))
        self.assertIn("cannot be made", self.export("-o", self.folder / "nowhere/x.jsonl", status=3))
        self.assertEqual([path.name for path in self.folder.glob(".*")], [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--troika", required=True)
    given, rest = parser.parse_known_args()
    Options.troika = str(pathlib.Path(given.troika).resolve())
    unittest.main(argv=[sys.argv[0], *rest])
