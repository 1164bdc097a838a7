#!/usr/bin/env python3
"""Holds the number of instructions that reading the sample documents takes to what is committed (instructions.tsv).

  instructions.py --troika PROGRAM --build NAME [--update]

Unlike times they do not depend on what else the machine does. Some samples of tests/golden, one for each way of reading,
are read in one call, in one process, under callgrind: once ("first": with the start, and the rules compiled) and three
times; half of the difference is what reading them "again" takes. Both are held to 3 %, in either direction: what has become faster is to be kept,
with --update. `--build` says how the program was compiled: counts of another build are not compared.
Exit status 1 if a count differs; 77, saying so, without valgrind, without committed counts, or for another build.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
COMMITTED = HERE / "instructions.tsv"
GOLDEN = HERE.parent.parent / "golden"
SAMPLES = ["upr-2014", "addendum-table", "thematic-list", "resolution-2021"]
TOLERANCE = 0.03


def instructions(troika, documents, folder):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", troika, "extract", "--quiet",
               "--isolation", "none", "--jobs", "1", "-o", folder, *documents]
    done = subprocess.run(command, cwd=GOLDEN, capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode > 1 or not counted:
        sys.exit(done.stderr)
    return int(counted[1])


def count(troika):
    documents = [str(path.relative_to(GOLDEN)) for sample in SAMPLES for path in GOLDEN.glob(f"{sample}/document.*")]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        once, thrice = pool.map(lambda times: instructions(troika, documents * times, f"{folder}/{times}"), (1, 3))
    return {"first": once, "again": (thrice - once) // 2}


def read_committed():
    build, *rows = COMMITTED.read_text().splitlines()
    return build.removeprefix("# "), {name: int(number) for name, number in (row.split("\t") for row in rows)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("skipped: valgrind is not installed")
        return 77
    if not options.update and not COMMITTED.exists():
        print(f"skipped: no counts are committed; make {COMMITTED.name} with --update")
        return 77
    if not options.update and read_committed()[0] != options.build:
        print(f"skipped: the counts are of the build '{read_committed()[0]}', and this is '{options.build}'")
        return 77
    counts = count(str(pathlib.Path(options.troika).resolve()))
    if options.update:
        COMMITTED.write_text("".join([f"# {options.build}\n", *(f"{name}\t{n}\n" for name, n in counts.items())]))
        return 0
    differing = False
    for name, committed in read_committed()[1].items():
        change = counts[name] / committed - 1
        print(f"{name}: {counts[name]:,} instructions, committed are {committed:,}: {change:+.1%}")
        differing = differing or abs(change) > TOLERANCE
    if differing:
        print(f"more than {TOLERANCE:.0%}: find out why (callgrind_annotate); if it is meant, run this with --update")
    return differing


if __name__ == "__main__":
    sys.exit(main())
