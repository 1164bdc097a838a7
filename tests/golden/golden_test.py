#!/usr/bin/env python3
"""Runs the real program on every sample document and compares what comes out with what is expected.

  golden_test.py --troika BINARY [CASE...]            every folder beside this script that holds a source.toml
  golden_test.py --troika BINARY --update [CASE...]   renews the expected files; look at the difference before you commit it

A case folder holds the expected streams (recommendations.jsonl and so on; none for an empty one), compared byte by byte
and held against the schemas, and intent.jsonl, what the sample's writer meant, which holds the records against something
other than the program's own output (intent_check.py). `with` in source.toml names other cases, whose documents are read in
the same call. `pending` there says why the program does not read a document as meant yet: the case fails as soon as it does.
The hash of the rule set changes with every edit of it and is left out of the expected files.
"""
import argparse
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

from intent_check import Case, misunderstandings

HERE = pathlib.Path(__file__).resolve().parent
RULES_HASH = re.compile(r'"rules_sha256":"[0-9a-f]{64}"')
OWN_FILES = {"intent.jsonl"}
OF_THE_RUN = "runs.jsonl"  # names the versions of the program and of its libraries


def cases(names):
    found = sorted(path.parent for path in HERE.glob("*/source.toml") if not names or path.parent.name in names)
    assert found, f"no case in {HERE}"
    return found


def read_source(folder):
    with open(folder / "source.toml", "rb") as file:
        return tomllib.load(file)


def extract(troika, read, out):
    """The streams of one call, with what depends on the machine or on the rule file's comments taken out."""
    folder = read[-1].folder
    documents = [pathlib.Path("..") / case.folder.name / case.document.name for case in read[:-1]]
    subprocess.run([troika, "extract", "--quiet", "-o", out, *documents, read[-1].document.name], cwd=folder, check=True)
    subprocess.run([sys.executable, HERE.parent.parent / "output/schema/validate.py", out], check=True)
    return {path.name: RULES_HASH.sub('"rules_sha256":"..."', path.read_text(encoding="utf-8"))
            for path in sorted(out.glob("*.jsonl")) if path.name != OF_THE_RUN}


def differences(case, streams):
    expected_names = {path.name for path in case.glob("*.jsonl")} - OWN_FILES
    for name in sorted(expected_names | set(streams)):
        path = case / name
        text = streams.get(name, "")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != expected:
            yield f"{case.name}/{name} differs:"
            pretty = [[json.dumps(json.loads(line), indent=1, ensure_ascii=False) for line in lines.splitlines()]
                      for lines in (expected, text)]
            old, new = ("\n".join(lines).splitlines() for lines in pretty)
            yield from list(difflib.unified_diff(old, new, "expected", "got", lineterm="", n=2))[:60]


def update(case, streams):
    for path in case.glob("*.jsonl"):
        if path.name not in OWN_FILES and not streams.get(path.name):
            path.unlink()
    for name, text in streams.items():
        if text:
            (case / name).write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    options = parser.parse_args()
    problems, found = [], cases(options.cases)
    for folder in found:
        source = read_source(folder)
        read = [Case(HERE / name) for name in source.get("with", [])] + [Case(folder)]
        with tempfile.TemporaryDirectory() as out:
            streams = extract(options.troika, read, pathlib.Path(out))
        misread = list(misunderstandings(read, streams))
        if "pending" in source:
            print(f"{folder.name} is pending: {source['pending']}", *misread, sep="\n  ")
            problems += [] if misread else [f"{folder.name} is read as meant now: take `pending` out of its source.toml"]
            continue
        problems += misread
        if options.update:
            update(folder, streams)
        problems += differences(folder, streams)
    print(*problems, sep="\n")
    print(f"{len(found)} cases, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
