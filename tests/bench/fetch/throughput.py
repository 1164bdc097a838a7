#!/usr/bin/env python3
"""How many small documents per second the downloader fetches, beside curl and wget2, from one nginx on loopback.

  throughput.py --fetch-list BINARY [--files N] [--size BYTES] [--connections N] [--rounds N] [--folder DIR]
                [--keep]
  throughput.py --fetch-list BINARY --memory [--files N] [--size BYTES]

The first prints a table: medians of wall time from start to exit of each program, all run in turn, so that what else
the machine does falls on all of them. Ours hashes every document and exits when all are durable; the others leave their
files in the page cache, so each is measured a second time with a sync of the file system at its end. --folder on a
tmpfs shows what durability costs. Every run writes a folder of its own, and all are deleted at the end: for five minutes
ext4 searches long for a free inode where many have been deleted, and the next program would pay for it. So there must
be room for five times rounds times files times size; and --keep, which deletes nothing, lets another sitting follow at
once. Before each run as much memory is used and freed as its files take: on a virtual machine pages that were not used
lately cost several times as much, which also was for whoever came next to pay.

The second prints the peak of resident memory on the way to N documents (50,000), which must not grow with them.

Exits with 77 where nginx, curl or wget2 are not installed.
"""
import argparse
import contextlib
import mmap
import os
import pathlib
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

TOOLS = ["nginx", "curl", "wget2"]
FOLDER_FILES = 1000  # in one folder of the server
SETTLING = 0.3  # seconds in which the system ends what a sync has begun
SKIPPED = 77


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """Serves FOLDER/documents."""

    def __init__(self, folder):
        self.port = free_port()
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""{user} daemon off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/error.log; events {{ worker_connections 1024; }}
http {{ access_log off; types {{ application/pdf pdf; }} sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{self.port}; root {folder}/documents; }} }}
""")
        self.process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "error.log"])
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"nginx does not answer; see {folder}/error.log")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def make_documents(folder, files, size):
    """Different bytes in each, as in real ones. Gives their paths on the server."""
    noise = random.Random(1).randbytes(2 * size)
    names = []
    for i in range(files):
        name = f"{i // FOLDER_FILES}/{i}.pdf"
        path = folder / "documents" / name
        if i % FOLDER_FILES == 0:
            path.parent.mkdir(parents=True)
        head, end = b"%%PDF-1.7\n%%%d\n" % i, b"\n%%EOF\n"
        at = i % size
        path.write_bytes(head + noise[at:at + max(0, size - len(head) - len(end))] + end)
        names.append(name)
    return names


def use_memory(size):
    with mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE) as memory:
        for page in range(0, size, mmap.PAGESIZE):
            memory[page] = 1


class Bench:
    def __init__(self, options, work, port, names):
        self.options, self.work, self.names = options, work, names
        self.runs, self.target = 0, None  # each run has a target of its own
        self.list = work / "urls"
        self.errors = open(work / "errors.log", "w")  # curl shows its progress there, silent or not
        urls = [f"http://127.0.0.1:{port}/{name}" for name in names]
        self.list.write_text("".join(url + "\n" for url in urls))
        (work / "curl.conf").write_text("".join(f'url = "{url}"\n' for url in urls))

    def ours(self, counts=()):
        return [self.options.fetch_list, self.target, self.list, str(self.options.connections), *map(str, counts)]

    def curl(self):
        return ["curl", "-q", "--silent", "--fail", "--parallel", "--parallel-immediate", "--parallel-max",
                str(self.options.connections), "--remote-name-all", "--output-dir", self.target,
                "-K", self.work / "curl.conf"]

    def wget2(self):
        return ["wget2", "--no-config", "-q", f"--max-threads={self.options.connections}", "-P", self.target,
                "-i", self.list]

    def measure(self, command, sync=False):
        """Seconds from start to exit, and of these on a processor."""
        self.runs += 1
        self.target = self.work / f"target-{self.runs}"
        self.target.mkdir()
        os.sync()  # what was written before is not for this program to wait for
        time.sleep(SETTLING)
        use_memory(2 * self.options.files * self.options.size)
        start = time.monotonic()
        process = subprocess.Popen(command(), stderr=self.errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if sync:
            subprocess.run(["sync", "-f", self.target], check=True)
        seconds = time.monotonic() - start
        came = sum(len(files) for _, _, files in os.walk(self.target))
        if process.returncode != 0 or came != len(self.names):
            print((self.work / "errors.log").read_text()[-2000:], file=sys.stderr)
            sys.exit(f"{process.args[0]}: exit status {process.returncode}, {came} of {len(self.names)} documents")
        return seconds, usage.ru_utime + usage.ru_stime

    def compare(self):
        entries = {"troika, durable": (self.ours, False), "curl": (self.curl, False), "curl, sync": (self.curl, True),
                   "wget2": (self.wget2, False), "wget2, sync": (self.wget2, True)}
        results = {name: [] for name in entries}
        for _ in range(self.options.rounds):
            for name, (command, sync) in entries.items():
                results[name].append(self.measure(command, sync))
        return results

    def print_comparison(self):
        options = self.options
        print(f"{options.files} documents of {options.size} bytes, {options.connections} connections, medians of "
              f"{options.rounds} rounds, in {self.work}")
        results = self.compare()
        medians = {name: [statistics.median(values) for values in zip(*runs)] for name, runs in results.items()}
        ours = medians["troika, durable"][0]
        print(f"{'':16} {'seconds':>8} {'(fastest, slowest)':>19} {'processor':>10} {'files/s':>8} {'troika is':>10}")
        for name, (median, busy) in medians.items():
            seconds = sorted(run[0] for run in results[name])
            print(f"{name:16} {median:8.2f} {f'({seconds[0]:.2f}, {seconds[-1]:.2f})':>19} {busy:10.2f} "
                  f"{options.files / median:8.0f} {median / ours:9.2f}x")

    def print_memory(self):
        counts = [self.options.files * tenths // 10 for tenths in (1, 2, 5, 10)]
        print(f"{self.options.files} documents of {self.options.size} bytes, {self.options.connections} connections")
        print("documents  peak KiB", flush=True)
        seconds, _ = self.measure(lambda: self.ours(counts))
        print(f"in {seconds:.1f} s")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fetch-list", required=True, metavar="BINARY", help="the program fetch_list of the build")
    parser.add_argument("--memory", action="store_true", help="the peak of memory over many documents")
    parser.add_argument("--files", type=int, help="5000; with --memory 50000")
    parser.add_argument("--size", type=int, help="bytes of each; 30000; with --memory 2000")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="delete nothing at the end")
    parser.add_argument("--folder", help="where all is written; the system's folder for temporary files")
    options = parser.parse_args()
    options.fetch_list = os.path.abspath(options.fetch_list)
    options.files = options.files or (50000 if options.memory else 5000)
    options.size = options.size or (2000 if options.memory else 30000)
    return options


def main():
    options = parse_arguments()
    os.environ["PATH"] += ":/usr/sbin"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        return SKIPPED
    with contextlib.ExitStack() as ending:
        work = pathlib.Path(tempfile.mkdtemp(dir=options.folder))
        if not options.keep:
            ending.callback(shutil.rmtree, work)
        work.chmod(0o755)
        names = make_documents(work, options.files, options.size)
        server = Nginx(work)
        try:
            bench = Bench(options, work, server.port, names)
            if options.memory:
                bench.print_memory()
            else:
                bench.print_comparison()
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
