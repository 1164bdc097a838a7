#!/usr/bin/env python3
"""Troika beside the tools that people use, on a folder of PDFs: time, CPU time and memory.

  compare.py FOLDER --troika PROGRAM [--troika NAME=PROGRAM ...] [--rounds 5] [--jobs 2]

The tools run in turns, round after round, so that what else the machine does falls on all of them; figures are medians.
"ratio" is to pdftotext run by xargs, which writes plain text and no more; Troika writes all its streams. CPU time counts
all processes and is the steadier figure on a busy machine. Peak memory (resident) is that of each process, or of the
largest where there is one per file; it is taken in a run of its own. Programs that are not installed are left out.
Where several programs of ours are named, their streams must be the same to the byte, but for runs.jsonl.
"""
import argparse
import collections
import filecmp
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# What a script writes in the wild: pdftotext for each file, the text into memory.
SCRIPT = """
import subprocess, sys
from concurrent.futures import ThreadPoolExecutor
def text(path):
    return len(subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True).stdout)
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    print(sum(pool.map(text, sys.argv[2:])))
"""


def commands(files, jobs, troikas, scratch):
    """Name -> (program, arguments of a shell command)."""
    listed = scratch / "files"
    listed.write_text("\0".join(files))
    each = f"xargs -0 -a {listed} -P{jobs}"
    yield "pdftotext", "pdftotext", f"{each} -I{{}} pdftotext {{}} /dev/null"
    yield "mutool", "mutool", f"{each} -n{-(-len(files) // jobs)} mutool draw -q -F txt -o /dev/null"
    script = scratch / "script.py"
    script.write_text(SCRIPT)
    yield "python", "pdftotext", f"xargs -0 -a {listed} {sys.executable} {script} {jobs}"
    for name, program in troikas.items():
        yield name, program, f"xargs -0 -a {listed} {program} extract --jobs {jobs} -o {scratch / name}"


def measure(command):
    """Seconds, CPU seconds of all processes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, cpu


def processes(pid):
    """Those that a process has started, and they."""
    try:
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from processes(int(child))
    except OSError:  # it has ended
        return


def peak_memory(command):
    """Of each process, in MB, the largest first. They are asked while they run: when one ends, what the kernel tells is
    the maximum of all."""
    peaks = {}
    running = subprocess.Popen(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None:
        for pid in processes(running.pid):
            try:
                status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
                if status["Name"].strip() not in ("sh", "rm", "xargs"):
                    peaks[pid] = int(status["VmHWM"].split()[0]) / 1024
            except (OSError, KeyError):
                pass
        time.sleep(0.002)
    return sorted(peaks.values(), reverse=True)


def in_words(peaks):
    """A process per file is as large as another; of few, each is named."""
    return " ".join(f"{peak:.1f}" for peak in (peaks if len(peaks) <= 4 else peaks[:1]))


def differing_streams(scratch, names):
    first, *others = [scratch / name for name in names]
    for other in others:
        for stream in sorted(first.glob("*.jsonl")):
            if stream.name != "runs.jsonl" and not filecmp.cmp(stream, other / stream.name, shallow=False):
                yield f"{first.name}/{stream.name} and {other.name}/{stream.name} differ"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--troika", action="append", required=True, metavar="[NAME=]PROGRAM")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    files = sorted(str(path.resolve()) for path in options.folder.glob("*.pdf"))
    if not files:
        sys.exit(f"{options.folder}: no *.pdf")
    troikas = dict(named.split("=", 1) if "=" in named else ("troika", named) for named in options.troika)

    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        tools = [(name, command) for name, program, command in commands(files, options.jobs, troikas, scratch)
                 if shutil.which(program)]
        walls, cpus = collections.defaultdict(list), collections.defaultdict(list)
        for _ in range(options.rounds):
            for name, command in tools:
                shutil.rmtree(scratch / name, ignore_errors=True)  # what the last round wrote; none of the times
                wall, cpu = measure(command)
                walls[name].append(wall)
                cpus[name].append(cpu)
        wall, cpu = ({name: statistics.median(times) for name, times in all_times.items()} for all_times in (walls, cpus))
        print(f"{len(files)} files, {options.jobs} jobs, medians of {options.rounds} rounds")
        print(f"{'':12}{'seconds':>9}{'ratio':>7}{'CPU':>9}{'ratio':>7}  peak MB")
        for name, command in tools:
            print(f"{name:12}{wall[name]:9.2f}{wall[name] / wall['pdftotext']:7.2f}"
                  f"{cpu[name]:9.2f}{cpu[name] / cpu['pdftotext']:7.2f}  {in_words(peak_memory(command))}")
        differences = list(differing_streams(scratch, list(troikas)))
    for difference in differences:
        print(difference)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
