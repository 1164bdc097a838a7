#!/usr/bin/env python3
"""Shows the records of a run: one of them in full, and how many there are with which response.

  show_records.py DIR [ID]

DIR is what `troika extract -o DIR` has written; ID is the record to show ("A/HRC/27/10#124.36"), else the first is.
"""
import json
import signal
import sys
import textwrap
from collections import Counter
from pathlib import Path

WIDTH = 79
RESPONSES = ["supported", "noted", "partially_supported", "pending", "none"]


def read_stream(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def one_line(value):
    return json.dumps(value, ensure_ascii=False)


def lines_of(value, key="", indent="", end=""):
    """JSON broken into lines only where it does not fit; a long string goes on below its beginning."""
    head = indent + (one_line(key) + ": " if key else "")
    whole = head + one_line(value) + end
    if len(whole) <= WIDTH:
        return [whole]
    if isinstance(value, str):
        return textwrap.wrap(whole, WIDTH, subsequent_indent=indent + "    ", break_on_hyphens=False)
    items, brackets = ([("", item) for item in value], "[]") if isinstance(value, list) else (list(value.items()), "{}")
    lines = [head + brackets[0]]
    was_short = False
    for number, (name, item) in enumerate(items, start=1):
        below = lines_of(item, name, indent + "  ", "," if number < len(items) else "")
        is_short = len(below) == 1 and len(below[0]) < WIDTH / 2
        if is_short and was_short and len(lines[-1] + " " + below[0].lstrip()) <= WIDTH:
            lines[-1] += " " + below.pop().lstrip()  # short fields share a line
        lines += below
        was_short = is_short
    return lines + [indent + brackets[1] + end]


def print_record(record):
    print(f"The record {record['id']}, laid out to be read:\n")
    print(*lines_of(record), sep="\n")


def print_counts(documents, records):
    doubts = Counter(document["document"]["sha256"] for document in documents for _ in document["doubts"])
    doubts.update(record["document"]["sha256"] for record in records for _ in record["doubts"])
    read = [document for document in documents if document["verdict"] == "extracted"]
    used = [name for name in RESPONSES if any(document["responses"][name] for document in read)]
    width = 2 + max([len("document"), *(len(document["document"]["symbol"] or "") for document in read)])
    columns = [name.replace("_", " ") for name in ["records", *used, "doubts"]]
    widths = [max(10, len(column) + 2) for column in columns]
    print(f"\n{'document':{width}}{'State':7}{'year':6}"
          + "".join(f"{column:>{size}}" for column, size in zip(columns, widths)))
    for document in read:
        symbol, review = document["document"]["symbol"], document["review"]
        counts = [document["recommendations"], *(document["responses"][name] for name in used),
                  doubts[document["document"]["sha256"]]]
        print(f"{symbol or '-':{width}}{review['state_under_review'] or '-':7}{review['year'] or '-':<6}"
              + "".join(f"{count:{size},}" for count, size in zip(counts, widths)))
    for document in documents:
        if document not in read:
            print(f"{document['input']}: {document['verdict']}")


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    records = read_stream(folder / "recommendations.jsonl")
    chosen = [record for record in records if record["id"] == arguments[1]] if len(arguments) == 2 else records[:1]
    if chosen:
        print_record(chosen[0])
    print_counts(read_stream(folder / "documents.jsonl"), records)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main(sys.argv[1:]))
