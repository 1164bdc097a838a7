#!/usr/bin/env python3
"""Runs the real program on every sample report and compares what comes out with what is expected.

  golden_test.py --troika BINARY            every folder beside this script that holds a document.pdf
  golden_test.py --troika BINARY --update   renews the expected files; look at the difference before you commit it

A case folder holds the expected recommendations.jsonl, documents.jsonl, positions.jsonl and failures.jsonl, compared byte
by byte (and held against the schemas), and intent.jsonl, what the sample's writer meant, which holds the records against something other than the
program's own output. The hash of the rule set changes with every edit of it and is left out of the expected files.
"""
import argparse
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
STREAMS = ["recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl"]
RULES_HASH = re.compile(r'"rules_sha256":"[0-9a-f]{64}"')


def cases():
    found = sorted(path.parent for path in HERE.glob("*/document.pdf"))
    assert found, f"no case in {HERE}"
    return found


def extract(troika, case, out):
    """The streams of one case, with what depends on the machine or on the rule file's comments taken out."""
    subprocess.run([troika, "extract", "--quiet", "-o", out, "document.pdf"], cwd=case, check=True)
    subprocess.run([sys.executable, HERE.parent.parent / "output/schema/validate.py", out], check=True)
    return {name: RULES_HASH.sub('"rules_sha256":"..."', (out / name).read_text(encoding="utf-8")) for name in STREAMS}


def differences(case, streams):
    for name, text in streams.items():
        path = case / name
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != expected:
            yield f"{case.name}/{name} differs:"
            pretty = [[json.dumps(json.loads(line), indent=1, ensure_ascii=False) for line in lines.splitlines()]
                      for lines in (expected, text)]
            old, new = ("\n".join(lines).splitlines() for lines in pretty)
            yield from list(difflib.unified_diff(old, new, "expected", "got", lineterm="", n=2))[:60]


def as_meant(record):
    """The fields of a record that its writer states."""
    return {"number": record["number"], "label": record["label"], "text": record["text"],
            "recommending_states": [state["iso3"] for state in record["recommending_states"]],
            "response": record["response"], "qualifiers": record["qualifiers"],
            "notes": [note["text"] for note in record["notes"]]}


def misunderstandings(case, streams):
    """Where the records are not what the writer meant."""
    records = [as_meant(json.loads(line)) for line in streams["recommendations.jsonl"].splitlines()]
    meant = [json.loads(line) for line in (case / "intent.jsonl").read_text(encoding="utf-8").splitlines()]
    if len(records) != len(meant):
        yield f"{case.name}: {len(records)} records, but {len(meant)} items were written"
    for record, item in zip(records, meant):
        for field, value in item.items():
            if record.get(field) != value:
                yield f"{case.name} {item['number']}: {field} is {record.get(field)!r}, meant was {value!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    problems = []
    for case in cases():
        with tempfile.TemporaryDirectory() as folder:
            streams = extract(options.troika, case, pathlib.Path(folder))
        problems += misunderstandings(case, streams)
        if options.update:
            for name, text in streams.items():
                (case / name).write_text(text, encoding="utf-8")
        problems += differences(case, streams)
    print(*problems, sep="\n")
    print(f"{len(cases())} cases, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
