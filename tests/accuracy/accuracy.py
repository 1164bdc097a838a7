#!/usr/bin/env python3
"""Holds the records against hand-checked truth, and shows what a change of the rules reaches.

  accuracy.py --troika BINARY [--documents FOLDER] [--write] [--deletion-trial BINARY] [--figures FILE]

FOLDER is an optional folder of test documents (environment TROIKA_TEST_DOCUMENTS, else ../shared beside the project):
corpus/upr-reports/*.pdf, corpus/upr-chains/SVN/*/*.pdf, truth/dev.jsonl.gz and tools/score.py. Without it the script
says so and exits 77, which ctest counts as skipped.

It compares the counts per document with scorecard.tsv beside this script, and the figures with the floors below;
--write renews scorecard.tsv and the tables of ACCURACY.md instead. With --deletion-trial it also checks that the loss of
an item would be noticed (deletion_trial.cc); --figures FILE receives the tables, too.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
SKIPPED = 77
COLUMNS = ["symbol", "records", "supported", "noted", "pending", "none", "states", "parts", "flags", "doubts", "rejects",
           "statements", "right"]
# What must not be lost again. The three reports of cycles 3 and 4 have no truth but their published totals.
FLOORS = {"records F1": 0.9995, "text exact": 0.998, "States exact": 0.999, "response": 0.999, "all fields": 0.997,
          "page": 0.999, "parts": 0.95, "implemented F1": 0.99, "wrong with doubt": 0.8}
MOST_RIGHT_WITH_DOUBT = 0.01
TOTALS = {"A/HRC/43/12": 329, "A/HRC/43/15": 215, "A/HRC/59/15": 254}


def find_documents(given):
    folder = pathlib.Path(given or os.environ.get("TROIKA_TEST_DOCUMENTS") or PROJECT.parent / "shared")
    if not (folder / "truth/dev.jsonl.gz").exists():
        print(f"skipped: no test documents in {folder}")
        sys.exit(SKIPPED)
    return folder


def extract(troika, documents, out):
    reports = sorted((documents / "corpus/upr-reports").glob("*.pdf"))
    reports += [documents / "corpus/upr-chains/SVN/3/g1934994.pdf", documents / "corpus/upr-chains/SVN/4/g2502644.pdf"]
    subprocess.run([troika, "extract", "--quiet", "-o", out, *map(str, reports)], check=True)


def losses_are_noticed(trial, documents):
    reports = sorted((documents / "corpus/upr-reports").glob("*.pdf"))
    return subprocess.run([trial, "500", "1", *map(str, reports)]).returncode == 0


def score(documents, out):
    result = out / "score.json"
    errors = out / "errors.jsonl"
    subprocess.run([sys.executable, str(documents / "tools/score.py"), str(documents / "truth/dev.jsonl.gz"),
                    str(out / "recommendations.jsonl"), "--json", str(result), "--errors", str(errors)],
                   check=True, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text()), [json.loads(line) for line in errors.open()]


def lines(path):
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def scorecard(out, scored):
    """Rows of counts, one per document, in the order of their symbols."""
    right = {pathlib.Path(d["pdf"]).name: d["all_fields_right"] for d in scored["documents"]}
    rows = {}
    for document in lines(out / "documents.jsonl"):
        row = collections.Counter({name: count for name, count in document["responses"].items()})
        row["records"] = document["recommendations"]
        row["rejects"] = document["rejects"]
        row["flags"] = len(document["flags"])
        row["doubts"] = len(document["doubts"])
        row["right"] = right.get(pathlib.Path(document["input"]).name, "-")
        rows[document["document"]["symbol"]] = row
    for record in lines(out / "recommendations.jsonl"):
        row = rows[record["document"]["symbol"]]
        for name in ("recommending_states", "parts", "flags", "doubts"):
            row[name.replace("recommending_", "")] += len(record[name])
    for position in lines(out / "positions.jsonl"):
        rows[position["document"]["symbol"]]["statements"] += 1
    table = ["\t".join(COLUMNS)]
    table += ["\t".join([symbol] + [str(row[name]) for name in COLUMNS[1:]]) for symbol, row in sorted(rows.items())]
    return "\n".join(table) + "\n"


def figures(report):
    return {"records F1": report["records_by_number"]["f1"], "text exact": report["text"]["exact"],
            "States exact": report["states"]["exact_set"], "response": report["response_wg"]["accuracy"],
            "all fields": report["all_fields_right"], "page": report["page"], "parts": report["parts"],
            "implemented F1": report["response_wg"]["implemented_flag"]["f1"],
            "wrong with doubt": report["doubts"]["wrong_with_doubt"],
            "right with doubt": report["doubts"]["right_with_doubt"]}


def problems(total, table):
    """What is below its floor, as sentences."""
    found = [f"{name} is {total[name]}, below {floor}" for name, floor in FLOORS.items()
             if total[name] is not None and total[name] < floor]
    if (total["right with doubt"] or 0) > MOST_RIGHT_WITH_DOUBT:
        found.append(f"right with doubt is {total['right with doubt']}, above {MOST_RIGHT_WITH_DOUBT}")
    counts = {row.split("\t")[0]: int(row.split("\t")[1]) for row in table.splitlines()[1:]}
    found += [f"{symbol} gives {counts.get(symbol)} records, not {total}" for symbol, total in TOTALS.items()
              if counts.get(symbol) != total]
    return found


def changed_rows(old, new):
    before = {row.split("\t")[0]: row for row in old.splitlines()}
    after = {row.split("\t")[0]: row for row in new.splitlines()}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [f"  - {before.get(name, '(new)')}\n  + {after.get(name, '(gone)')}" for name in sorted(names)]


def markdown(scored):
    names = ["documents", "records", "records F1", "text exact", "States exact", "response", "all fields", "parts", "perfect"]
    rows = ["| group | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    groups = {"all": scored["total"], **{key: scored["groups"][key] for key in sorted(scored["groups"])}}
    for name, report in groups.items():
        values = figures(report)
        cells = [report["documents"], report["truth_records"], *(values[n] for n in names[2:8]), report["perfect_documents_n"]]
        shown = ["-" if c is None else f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells]
        rows.append(f"| {name} | " + " | ".join(shown) + " |")
    total = figures(scored["total"])
    rows.append("")
    rows.append(", ".join(f"{name} {total[name]}" for name in ("page", "implemented F1", "wrong with doubt", "right with doubt")))
    return "\n".join(rows)


def write_accuracy(scored):
    path = PROJECT / "ACCURACY.md"
    begin, end = "<!-- figures: written by tests/accuracy/accuracy.py --write -->", "<!-- end of figures -->"
    text = path.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    path.write_text(head + begin + "\n\n" + markdown(scored) + "\n\n" + end + rest.split(end)[1], encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--documents")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--deletion-trial")
    parser.add_argument("--figures", type=pathlib.Path)
    options = parser.parse_args()
    documents = find_documents(options.documents)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        extract(options.troika, documents, out)
        scored, errors = score(documents, out)
        table = scorecard(out, scored)
    card = HERE / "scorecard.tsv"
    if options.write:
        card.write_text(table)
        write_accuracy(scored)
    print(markdown(scored))
    if options.figures:
        options.figures.write_text(markdown(scored) + "\n")
    for error in errors:
        print(f"differs from the truth: {error['pdf']} {error['number']} ({error['kind']})")
    changes = changed_rows(card.read_text() if card.exists() else "", table)
    if changes:
        print("scorecard.tsv differs; if the change is meant, renew it with --write:", *changes, sep="\n")
    below = problems(figures(scored["total"]), table)
    if options.deletion_trial and not losses_are_noticed(options.deletion_trial, documents):
        below.append("fewer than 99 of 100 losses are noticed")
    print(*below, sep="\n")
    sys.exit(1 if changes or below else 0)


if __name__ == "__main__":
    main()
