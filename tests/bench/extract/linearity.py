#!/usr/bin/env python3
"""Whether a page costs the same in a long document as in a short one.

  linearity.py FOLDER --troika PROGRAM [--pages 190 10000] [--rounds 3] [--most 1.2]
  linearity.py FILE.pdf ...                     these documents, for the folder

The documents are put behind one another with qpdf, in turns, until there are as many pages as asked for. A page of that
file is held against a page of the documents given one by one: CPU time of all processes, the least of some rounds, with
the start taken off. Of some kinds only the end is read: a session report of the Human Rights Council is read as a whole.
Exit status 1 if a page costs more than `--most` times as much, or the long file is not read within the default limits;
77 without qpdf.
"""
import argparse
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile


# Of the documents one by one, so that what is measured is long beside the start and what else the machine does.
FEWEST_PAGES = 1000


def pages_of(path):
    shown = subprocess.run(["qpdf", "--show-npages", path], capture_output=True, text=True)
    return int(shown.stdout or 0)


def in_turns(documents, pages):
    """(path, pages to take of it), that many in all."""
    while pages > 0:
        for path, count in documents:
            if pages > 0:
                yield path, min(count, pages)
            pages -= count


def concatenate(parts, out):
    ranges = [argument for path, count in parts for argument in (path, f"1-{count}")]
    subprocess.run(["qpdf", "--empty", "--warning-exit-0", "--pages", *ranges, "--", out],
                   stderr=subprocess.DEVNULL, check=True)


def cpu_seconds(troika, files, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([troika, "extract", "--jobs", "1", "-o", out, *files], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def verdict(out):
    return json.loads((pathlib.Path(out) / "documents.jsonl").read_text())["verdict"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=pathlib.Path)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--pages", type=int, nargs="+", default=[190, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most", type=float, default=1.2)
    options = parser.parse_args()
    if not shutil.which("qpdf"):
        print("skipped: qpdf is not installed")
        return 77
    paths = [path for given in options.documents for path in (sorted(given.glob("*.pdf")) if given.is_dir() else [given])]
    documents = [(str(path), count) for path in paths if (count := pages_of(path)) > 0]
    if not documents:
        sys.exit("no pages in what was given")
    single = documents * -(-FEWEST_PAGES // sum(count for _, count in documents))

    with tempfile.TemporaryDirectory() as folder:
        out, files = f"{folder}/out", {0: [f"{folder}/start.pdf"], 1: [path for path, _ in single]}
        concatenate(in_turns(documents, 1), files[0][0])
        for count in options.pages:
            files[count] = [f"{folder}/{count}.pdf"]
            concatenate(in_turns(documents, count), files[count][0])
        seconds, verdicts = {}, {}
        for _ in range(options.rounds):
            for key, given in files.items():
                seconds[key] = min(cpu_seconds(options.troika, given, out), seconds.get(key, float("inf")))
                verdicts[key] = verdict(out) if len(given) == 1 else ""
    pages = sum(count for _, count in single)
    alone = (seconds[1] - seconds[0]) / pages
    print(f"{'pages':>7}{'CPU s':>8}{'ms a page':>11}{'ratio':>7}")
    print(f"{pages:7}{seconds[1]:8.2f}{1000 * alone:11.3f}{'':8}{len(single)} documents")
    failed = False
    for count in options.pages:
        page = (seconds[count] - seconds[0]) / count
        print(f"{count:7}{seconds[count]:8.2f}{1000 * page:11.3f}{page / alone:7.2f} one document: {verdicts[count]}")
        failed = failed or page > options.most * alone or verdicts[count] != "extracted"
    return failed


if __name__ == "__main__":
    sys.exit(main())
