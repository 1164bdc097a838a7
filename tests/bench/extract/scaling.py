#!/usr/bin/env python3
"""How much sooner two jobs are done than one, and how much sooner they could be on this machine.

  scaling.py FOLDER --troika PROGRAM [--rounds 9] [--passes 1 10] [--jobs 2]

The documents of the folder are read by one job, by `--jobs` of one run, and by as many runs of one job each side by side,
which share nothing but the machine: what those do in the time of one is what it allows. They take turns, round after
round; figures are medians. With more passes, the documents are given so many times in one call.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def seconds(commands):
    """Until all are done."""
    start = time.monotonic()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    if any([process.wait() for process in running]):
        sys.exit("a run failed: " + " ".join(commands[0][:6]))
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--passes", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    files = sorted(str(path.resolve()) for path in options.folder.glob("*.pdf"))
    if not files:
        sys.exit(f"{options.folder}: no *.pdf")

    print(f"{len(files)} files, {options.jobs} jobs, medians of {options.rounds} rounds")
    print(f"{'passes':>6}{'one job':>10}{'jobs':>8}{'ratio':>7}{'side by side':>14}{'ratio':>7}")
    for passes in options.passes:
        with tempfile.TemporaryDirectory() as scratch:
            outs = [f"{scratch}/{i}" for i in range(options.jobs)]

            def run(jobs, out):
                return [options.troika, "extract", "--jobs", str(jobs), "-o", out, *files * passes]

            kinds = {"one": [run(1, outs[0])], "jobs": [run(options.jobs, outs[0])], "runs": [run(1, out) for out in outs]}
            times = {kind: [] for kind in kinds}
            for _ in range(options.rounds):
                for kind, commands in kinds.items():
                    for out in outs:
                        shutil.rmtree(out, ignore_errors=True)  # what was written before; none of the times
                    times[kind].append(seconds(commands))
        one, jobs, runs = (statistics.median(times[kind]) for kind in ("one", "jobs", "runs"))
        print(f"{passes:6}{one:10.2f}{jobs:8.2f}{one / jobs:7.2f}{runs:14.2f}{options.jobs * one / runs:7.2f}", flush=True)


if __name__ == "__main__":
    main()
