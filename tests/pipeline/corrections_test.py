#!/usr/bin/env python3
"""Corrections of single records, as `troika extract` and `troika backfill` apply them.

  corrections_test.py --troika BINARY [unittest arguments]
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

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
REPORT = GOLDEN / "upr-2014/document.pdf"


class Options:
    """Of the command line."""

    troika = ""


def toml(**fields):
    return "[[correction]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items())


class CorrectionsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="corrections-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "config").mkdir()
        self.correct()
        self.record = next(record for record in self.extract() if record["number"] == "104.8")

    def correct(self, *corrections):
        (self.folder / "config/corrections.toml").write_text("".join(corrections), encoding="utf-8")

    def correction(self, field, value, **others):
        return toml(id=self.record["id"], field=field, value=value, text=others.pop("text", self.record["text"]),
                    reason="The addendum says so", who="N. Name", **others)

    def troika(self, *arguments, status=0):
        ran = subprocess.run([Options.troika, *map(str, arguments), "--rules", self.folder / "config"],
                             capture_output=True, text=True, check=False)
        self.assertEqual(ran.returncode, status, ran.stderr)
        return ran

    def extract(self, *documents):
        ran = self.troika("extract", "-q", *(documents or [REPORT]))
        self.said = ran.stderr
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def corrected(self, *documents):
        return next(record for record in self.extract(*documents) if record["id"] == self.record["id"])

    def test_fields(self):
        hungary = self.record["recommending_states"][0]
        for field, value, expected, was in (
                ("text", "Another text", "Another text", f"'{self.record['text']}'"),
                ("response", "noted", "noted", "'supported'"),
                ("response", "none", None, "'supported'"),
                ("verb", "Calls upon", "Calls upon", "nothing"),
                ("recommending_body", "A committee", "A committee", "nothing"),
                ("addressees", ["Varenia", "All"], ["Varenia", "All"], "nothing"),
                ("recommending_states", ["PRT", "HUN"],
                 [{"iso3": "PRT", "name": "Portugal", "as_printed": "Portugal", "group": "western-european-and-others"},
                  {**hungary, "as_printed": "Hungary"}], "'HUN'")):
            self.correct(self.correction(field, value, date="2026-01-31"))
            record = self.corrected()
            self.assertEqual(record[field], expected)
            flag = {"code": "corrected", "detail": f"{field}: read as {was}; N. Name, 2026-01-31: The addendum says so"}
            self.assertEqual(record["flags"], self.record["flags"] + [flag])
            self.assertEqual(record["provenance"], {**self.record["provenance"], "corrected": [field]})
            told = (field, "flags", "provenance")
            others = {key: value for key, value in record.items() if key not in told}
            self.assertEqual(others, {key: value for key, value in self.record.items() if key not in told})
            self.assertEqual(self.said, "")

    def test_it_holds_against_later_documents(self):
        chain = [GOLDEN / "upr-2014/document.pdf", GOLDEN / "addendum-2014/document.pdf", GOLDEN / "thematic-list/document.docx"]
        for correction in ("", self.correction("response", "partially_supported")):
            self.correct(correction)
            response = self.corrected(*chain)["response"]
        self.assertEqual(response, "partially_supported")

    def test_text_that_has_changed(self):
        self.correct(self.correction("response", "noted", text="Provide schools with books"))
        record = self.corrected()
        self.assertEqual(record["response"], "supported")
        self.assertEqual(record["doubts"][-1]["code"], "correction-outdated")
        self.assertIn("'Provide schools with books'", record["doubts"][-1]["detail"])
        self.assertIn(f"{self.record['id']}: correction-outdated: response was put right for another text", self.said)
        self.correct(self.correction("response", "noted", text=self.record["text"].upper().replace(" ", "  ")))
        self.assertEqual(self.corrected()["response"], "noted")  # no other text

    def test_record_that_does_not_exist(self):
        self.record["id"] = self.record["id"].replace("#104.8", "#999.1")
        self.correct(self.correction("response", "noted"))
        self.extract()
        self.assertIn("correction-unknown: A/HRC/26/903#999.1: the document has no such recommendation", self.said)

    def test_errors_all_at_once(self):
        self.correct(toml(id="x", field="text", value="a", text="b", reason="c", who="d"),
                     self.correction("response", "perhaps"), self.correction("responce", "noted"),
                     self.correction("recommending_states", ["Portugal"]), self.correction("verb", "A"),
                     self.correction("verb", "B"), "[[correction]]\nvalu = 1\n")
        said = self.troika("extract", REPORT, status=2).stderr
        for message in (":2:6: correction[0].id: 'x' is no id of a recommendation",
                        ":11:9: correction[1].value: ", ":17:9: correction[2].field: ",
                        "correction[3].value: 'Portugal' is not a code of three capitals",
                        "correction[5].id: this field of 'A/HRC/26/903#104.8' is corrected in line",
                        "correction[6].valu: ", "correction[6].id: "):
            self.assertIn(message, said)
        os.environ["TROIKA_FETCH_CONTACT"] = "tests@example.org"
        self.assertEqual(self.troika("config", "check", status=2).stderr, said)
        self.correct(self.correction("recommending_states", ["QQQ"]))
        self.assertIn("'QQQ' is the code of no State in states.toml", self.troika("config", "check", status=2).stderr)
        self.assertIn("'QQQ' is the code of no State in states.toml", self.troika("extract", REPORT, status=2).stderr)

    def test_errors_of_all_files_at_once(self):
        config = self.folder / "config"
        self.correct(self.correction("response", "perhaps"))
        (config / "sources.toml").write_text("[fetch]\nretrys = 1\n", encoding="utf-8")
        (config / "states.toml").write_text("[[state]]\niso3 = 'A'\n", encoding="utf-8")
        (config / "upr_sessions.toml").write_text("[[session]]\nnumbr = 1\n", encoding="utf-8")
        (config / "upr_reviews.tsv").write_text("a line\n", encoding="utf-8")
        (config / "rules").mkdir()
        (config / "rules/mine.toml").write_text("name = \n", encoding="utf-8")
        said = self.troika("config", "check", status=2).stderr
        for name in ("sources.toml", "states.toml", "upr_sessions.toml", "upr_reviews.tsv", "rules/mine.toml", "corrections.toml"):
            self.assertIn(f"troika: {config}/{name}:", said)
        lines = said.splitlines()
        self.assertEqual(len(lines), len(set(lines)))
        self.assertEqual(self.troika("run", "--data", self.folder / "data", status=2).stderr, said)

    def test_store_publishes_what_changed_without_reading_others(self):
        def backfill():
            ran = self.troika("backfill", "--data", self.folder / "data", REPORT, GOLDEN / "upr-2010/document.pdf")
            self.said = ran.stderr
            published = self.folder / "data/published"
            run = json.loads((published / "runs.jsonl").read_text().splitlines()[-1])
            lines = (published / "recommendations.jsonl").read_text(encoding="utf-8").splitlines()
            record = next(r for r in map(json.loads, lines) if r["id"] == self.record["id"])
            return record, run["extracted"], (published / "changes.jsonl").read_text(encoding="utf-8").count('"op":"changed"')

        self.assertEqual(backfill()[1:], (2, 0))
        self.correct(self.correction("response", "noted"))
        record, extracted, changed = backfill()
        self.assertEqual((record["response"], extracted, changed), ("noted", 1, 1))
        self.assertEqual(backfill()[1:], (0, 1))
        self.correct(self.correction("response", "pending"))
        self.assertEqual(backfill()[0]["response"], "pending")
        (self.folder / "config/corrections.toml").write_text("")
        record, extracted, changed = backfill()
        self.assertEqual((record["response"], record["flags"], extracted, changed),
                         ("supported", self.record["flags"], 1, 3))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--troika", required=True)
    given, rest = parser.parse_known_args()
    Options.troika = str(pathlib.Path(given.troika).resolve())
    unittest.main(argv=[sys.argv[0], *rest])
