#!/usr/bin/env python3
"""How much longer `troika load` takes than a bare COPY of the same rows into PostgreSQL.

  load.py --troika BINARY [--records 100000] [--rounds 3]

Compared are, in one server and in turns:

  troika load   from the published JSON Lines into an empty database: parse, stage, merge, and make the tables,
                with their primary keys, foreign keys, checks and indexes
  bare COPY     of exactly the rows that the load has left (COPY ... TO a file, in text format, not measured), by psql,
                one COPY per table in one transaction, into empty tables of the same definition, made beforehand

Each is the time of a whole process. A second figure is the load of a folder that is there already, which changes nothing.
Not a test of speed; the test only sees that it still works. The server's fsync is off, so that the disk's waiting hides
neither.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "support"))

import postgres  # noqa: E402
from published import Published  # noqa: E402

TABLES = ("documents", "inputs", "reviews", "recommendations", "recommendation_states", "recommendation_themes",
          "positions")


def timed(*command):
    began = time.monotonic()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


class Comparison:
    def __init__(self, troika, server, folder, scratch):
        self.troika, self.server, self.folder, self.scratch = troika, server, folder, scratch
        self.made = 0

    def load(self, url, *options):
        return timed(self.troika, "load", "-q", url, "--from", self.folder, *options)

    def new_database(self):
        self.made += 1
        return f"bench{self.made}", self.server.create(f"bench{self.made}")

    def keep_rows(self, url):
        for table in TABLES:
            with open(self.scratch / table, "wb") as file:
                subprocess.run(["psql", "-Xq", url, "-c", f"COPY troika.{table} TO STDOUT"], check=True, stdout=file)

    def copy(self, url):
        """The same definition: that of a database that a load has made and that was emptied."""
        empty = "TRUNCATE " + ", ".join(f"troika.{table}" for table in TABLES)
        self.load(url)
        subprocess.run(["psql", "-Xq", url, "-c", empty], check=True)
        commands = [word for table in TABLES for word in ("-c", f"\\copy troika.{table} FROM '{self.scratch / table}'")]
        return timed("psql", "-Xq1", url, *commands)

    def round(self):
        name, url = self.new_database()
        load = self.load(url)
        again = self.load(url, "--whole")
        if self.made == 1:
            self.keep_rows(url)
        other, other_url = self.new_database()
        copy = self.copy(other_url)
        assert all(self.server.sql(name, f"SELECT count(*) FROM troika.{table}") ==
                   self.server.sql(other, f"SELECT count(*) FROM troika.{table}") for table in TABLES)
        for database in (name, other):
            self.server.sql("postgres", f"DROP DATABASE {database}")
        print(f"load {load:6.2f} s, bare COPY {copy:6.2f} s: {load / copy:.2f} times; again, whole {again:6.2f} s")
        return load / copy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if postgres.programs() is None:
        print("skipped: PostgreSQL is not installed")
        return 77
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    server = None
    try:
        documents = sorted((ROOT / "golden").glob("*/document.*"))
        subprocess.run([options.troika, "extract", "-q", "-o", scratch / "sample", *documents], check=True)
        stream = Published(scratch / "sample")
        for number in range(options.records):
            stream.add(number)
        folder = stream.write(scratch / "published")
        server = postgres.Server()
        comparison = Comparison(options.troika, server, folder, scratch)
        ratios = [comparison.round() for _ in range(options.rounds)]
        print(f"median: {statistics.median(ratios):.2f} times a bare COPY of {options.records} recommendations")
    finally:
        if server:
            server.stop()
        shutil.rmtree(scratch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
