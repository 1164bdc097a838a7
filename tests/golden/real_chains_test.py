#!/usr/bin/env python3
"""Reads the documents of whole reviews together and holds the result against the OHCHR's thematic lists.

  real_chains_test.py --troika BINARY

The lists are read here by other means, as plain tables: each row has a number, a position and the paragraph that states
it. Uses an optional folder of test documents (TROIKA_TEST_DOCUMENTS, else ../shared beside the project) and is skipped,
saying so, where there is none.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from xml.etree import ElementTree

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENTS = pathlib.Path(os.environ.get("TROIKA_TEST_DOCUMENTS") or PROJECT.parent / "shared") / "corpus"
CHAINS = DOCUMENTS / "upr-chains" / "SVN"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = re.compile(r"source\s+of\s+position:\s*(A/HRC/[\w/.]*\w)(?:\W*para\w*\W*(\d+))?", re.IGNORECASE)
# Where a list names another source than the documents print: 115.141 stands in the addendum's paragraph 3 ("141–143"),
# and 121.23 and 121.24 are supported in the report, of which the addendum repeats only what was left open.
LISTED_WRONGLY = {"A/HRC/28/15": {"115.141": ("A/HRC/28/15/Add.1", "3")},
                  "A/HRC/43/15": {"121.23": ("A/HRC/43/15", "121"), "121.24": ("A/HRC/43/15", "121")}}
RESPONSES = {"Supported": "supported", "Noted": "noted"}
troika = ""


def listed(path):
    """{number: (response, symbol and paragraph of its source)} of a thematic list; some rows name no paragraph."""
    document = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    rows = {}
    for row in document.iter(f"{WORD}tr"):
        cells = ["".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in row.findall(f"{WORD}tc")]
        number = re.match(r"\s*(\d+)\s*\.\s*(\d+)", cells[0])
        source = SOURCE.search(cells[0])
        if number and source:
            rows[f"{number[1]}.{number[2]}"] = (RESPONSES[cells[1].strip()], source[1], source[2])
    return rows


def lines(path):
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


class RealChainsTest(unittest.TestCase):
    maxDiff = None

    def linked(self, *documents):
        """The streams of one call, by name."""
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            subprocess.run([troika, "extract", "--quiet", "-o", out, *documents], check=True)
            validate = [sys.executable, PROJECT / "output/schema/validate.py", out]
            self.assertEqual(subprocess.run(validate, check=False).returncode, 0)
            return {path.stem: lines(path) for path in out.glob("*.jsonl")}

    def expect_as_listed(self, streams, path):
        records = {record["number"]: record for record in streams["recommendations"]}
        wrong = []
        corrected = LISTED_WRONGLY[streams["reviews"][0]["report"]]
        for number, (response, symbol, paragraph) in listed(path).items():
            symbol, paragraph = corrected.get(number, (symbol, paragraph))
            record = records.get(number)
            if not record:
                wrong.append(f"{number} is missing")
            elif record["response"] != response:
                wrong.append(f"{number} is {record['response']}, listed as {response}")
            else:
                sources = [(p["document"], re.match(r"\d*", p["paragraph"] or "")[0])
                           for p in record["positions"] if p["response"] == response]
                if not any(symbol == named and paragraph in (None, where) for named, where in sources):
                    wrong.append(f"{number} is stated in {sources}, listed for {symbol} paragraph {paragraph}")
        self.assertEqual(wrong, [])

    def expect_counts(self, streams, **expected):
        self.assertEqual(collections.Counter(record["response"] for record in streams["recommendations"]), expected)
        responses = streams["reviews"][0]["responses"]
        self.assertEqual({key: count for key, count in responses.items() if count}, expected)

    def test_second_cycle(self):
        folder = CHAINS / "2"
        report, addendum = folder / "g1423930.pdf", folder / "g1504261.pdf"
        streams = self.linked(report, addendum)
        self.expect_counts(streams, supported=142, noted=21)
        self.expect_as_listed(streams, folder / "UPR20__Slovenia_ThematicListRecommendations_E.docx")
        self.assertEqual(self.linked(addendum, report)["recommendations"], streams["recommendations"])

    def test_third_cycle(self):
        folder = CHAINS / "3"
        streams = self.linked(folder / "g1934994.pdf", folder / "g2004192.pdf")
        self.expect_counts(streams, supported=182, noted=33)
        self.expect_as_listed(streams, folder / "UPR34_Slovenia_Thematic_list_of_Recommendations.docx")

    def test_first_cycle(self):
        folder = CHAINS / "1"
        streams = self.linked(folder / "g1012049.pdf", folder / "g1012465.pdf")
        stated = [p for p in streams["positions"] if (p["document"]["symbol"] or "").endswith("/Add.1")]
        self.assertGreaterEqual(len(stated), 97)
        unresolved = {"unknown-number", "ambiguous-number"}
        self.assertEqual([p["target"] for p in stated if unresolved & {doubt["code"] for doubt in p["doubts"]}], [])
        self.assertEqual({p["target"]["symbol"] for p in stated}, {"A/HRC/14/15"})

    def test_lists_agree_with_what_they_list(self):
        for cycle, report, addendum in (("2", "g1423930.pdf", "g1504261.pdf"), ("3", "g1934994.pdf", "g2004192.pdf")):
            folder = CHAINS / cycle
            documents = [folder / report, folder / addendum, *folder.glob("*.docx")]
            streams = self.linked(*documents)
            self.assertEqual([r["id"] for r in streams["recommendations"] if r["flags"] and
                              any(flag["code"] == "sources-differ" for flag in r["flags"])], [])
            self.assertEqual([d["joined"] for d in streams["documents"]], [0, 0, len(streams["recommendations"])])
            self.assertTrue(all(record["themes"] for record in streams["recommendations"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True)
    options, rest = parser.parse_known_args()
    troika = str(pathlib.Path(options.troika).resolve())
    if not CHAINS.is_dir():
        print(f"skipped: no documents in {CHAINS}")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])
