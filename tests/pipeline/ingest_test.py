#!/usr/bin/env python3
"""Runs `troika run` from start to end against a real nginx that serves the sample reports under the UN's URL scheme.

  ingest_test.py --troika BINARY [--kills N] [unittest arguments]

--kills is how many runs are killed at random moments (10 by default, to keep the test short). Skipped, saying so,
where there is no nginx.
"""
import argparse
import fcntl
import http.server
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
PUBLISHED = ["recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "changes.jsonl"]
troika = ""
kills = 10


def symbol_of(case):
    return json.loads((case / "documents.jsonl").read_text(encoding="utf-8"))["document"]["symbol"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """Serves FOLDER/documents/NAME.pdf for each symbol, as the documents API does."""

    def __init__(self, folder, files):
        self.folder, self.port = folder, free_port()
        entries = "\n".join(f'  "{urllib.parse.quote(symbol, safe="")}" {name};\n  "{symbol}" {name};'
                            for symbol, name in files.items())
        (folder / "nginx.conf").write_text(f"""daemon off; worker_processes 1; pid {folder}/nginx.pid;
error_log {folder}/error.log; events {{}}
http {{ access_log {folder}/access.log; types {{ application/pdf pdf; }} map_hash_bucket_size 256;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  map $arg_s $file {{
{entries}
  }}
  server {{ listen 127.0.0.1:{self.port}; root {folder}/documents;
    location = /api {{ if ($file = "") {{ return 404; }} rewrite ^ /$file? last; }} }} }}
""")
        self.process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def statuses(self):
        """The status of each request for a document so far; begins anew."""
        log = self.folder / "access.log"
        lines = [line for line in log.read_text().splitlines() if "/robots.txt" not in line]
        log.write_text("")
        return [int(line.split('" ')[1].split()[0]) for line in lines]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the server does not answer")


class Unreliable(http.server.SimpleHTTPRequestHandler):
    """Fails a fifth of all requests: with 503, or by a body that is cut."""

    chance = random.Random(7)

    def do_GET(self):  # noqa: N802 (the library's name)
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        name = self.server.files.get(query.get("s", [""])[0])
        if name is None:
            return self.send_error(404)
        roll = self.chance.random()
        if roll < 0.1:
            return self.send_error(503)
        content = (self.server.folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:len(content) // 2] if roll < 0.2 else content)

    def log_message(self, *arguments):
        pass


class IngestTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "documents").mkdir()
        self.files = {}
        for case in sorted(path.parent for path in GOLDEN.glob("*/document.pdf")):
            self.files[symbol_of(case)] = f"{case.name}.pdf"
            shutil.copy(case / "document.pdf", self.folder / "documents" / f"{case.name}.pdf")
        self.server = Nginx(self.folder, self.files)
        self.addCleanup(self.server.stop)

    def write_sources(self, port, symbols, name="sources.toml"):
        listed = ", ".join(f'"{symbol}"' for symbol in symbols)
        (self.folder / name).write_text(f"""[fetch]
contact = "mailto:tests@example.org"
allow_private_addresses = true
interval_per_host_ms = 1
documents_api = "http://127.0.0.1:{port}/api?s={{symbol}}&l={{language}}&t=pdf"
documents_site = "http://127.0.0.1:{port}/none/{{language}}/{{symbol}}"
[[source]]
name = "samples"
kind = "symbols"
symbols = [{listed}]
""")
        return self.folder / name

    def command(self, data="data", sources="sources.toml"):
        return [troika, "run", "-c", self.folder / sources, "--data", self.folder / data]

    def run_troika(self, **where):
        return subprocess.run(self.command(**where), capture_output=True, text=True, check=False)

    def published(self, data="data"):
        return {name: (self.folder / data / "published" / name).read_bytes() for name in PUBLISHED}

    def assert_run(self, ran, status=0):
        self.assertEqual((ran.returncode, ran.stdout), (status, ""), ran.stderr)

    def test_nightly_cycle(self):
        self.write_sources(self.server.port, self.files)
        self.assert_run(self.run_troika())
        self.assertEqual(self.server.statuses(), [200] * len(self.files))
        first = self.published()
        records = first["recommendations.jsonl"].count(b"\n")
        self.assertEqual(first["changes.jsonl"].count(b'"op":"added"'), records)

        quiet = self.run_troika()
        self.assert_run(quiet)
        self.assertEqual(quiet.stderr, "")
        self.assertEqual(self.server.statuses(), [304] * len(self.files))
        self.assertEqual(self.published(), first)

        # One document is replaced by another under its symbol: only that one is fetched and read.
        names = sorted(self.files.values())
        shutil.copy(self.folder / "documents" / names[0], self.folder / "documents" / names[1])
        self.assert_run(self.run_troika())
        self.assertEqual(sorted(self.server.statuses()), [200] + [304] * (len(self.files) - 1))
        run = json.loads((self.folder / "data/published/runs.jsonl").read_text().splitlines()[-1])
        self.assertEqual((run["extracted"], run["unchanged"]), (1, len(self.files) - 1))

    def test_not_published_and_dead_letters_are_no_news(self):
        (self.folder / "documents/broken.pdf").write_bytes(b"%PDF-1.4 nothing more %%EOF")
        self.server.stop()
        self.server = Nginx(self.folder, {**self.files, "A/HRC/99/1": "broken.pdf"})
        self.addCleanup(self.server.stop)
        self.write_sources(self.server.port, [*self.files, "A/HRC/99/1", "A/HRC/99/2"])
        first = self.run_troika()
        self.assert_run(first, status=1)
        self.assertIn("A/HRC/99/1@en: damaged: ", first.stderr)
        second = self.run_troika()
        self.assert_run(second)
        self.assertEqual(second.stderr, "")
        failures = subprocess.run([troika, "failures", "--data", self.folder / "data"], capture_output=True, text=True,
                                  check=True).stdout
        self.assertIn("A/HRC/99/1@en: damaged: ", failures)
        self.assertNotIn("A/HRC/99/2", failures)

    def test_killed_at_any_moment_and_gone_on_with(self):
        self.write_sources(self.server.port, self.files)
        begun = time.monotonic()
        self.assert_run(self.run_troika(data="undisturbed"))
        took = time.monotonic() - begun
        expected = self.published("undisturbed")
        chance = random.Random(1)
        for kill in range(kills):
            data = f"killed-{kill}"
            with subprocess.Popen(self.command(data=data), stderr=subprocess.DEVNULL) as process:
                time.sleep(chance.uniform(0, 1.1 * took))
                process.send_signal(signal.SIGKILL)
            self.assert_run(self.run_troika(data=data))
            self.assertEqual(self.published(data), expected, f"kill {kill}")
            shutil.rmtree(self.folder / data)

    def test_one_run_at_a_time(self):
        self.write_sources(self.server.port, self.files)
        (self.folder / "data").mkdir()
        with open(self.folder / "data/lock", "w+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("process 4711 on somewhere, since 2026-01-31T02:00:00Z\n")
            lock.flush()
            refused = self.run_troika()
        self.assert_run(refused, status=4)
        self.assertIn("is held by process 4711 on somewhere, since 2026-01-31T02:00:00Z", refused.stderr)
        self.assert_run(self.run_troika())

    def test_server_that_fails_a_fifth_of_all_requests(self):
        self.write_sources(self.server.port, self.files)
        self.assert_run(self.run_troika(data="undisturbed"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Unreliable)
        server.files, server.folder = self.files, self.folder / "documents"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.write_sources(server.server_port, self.files, "unreliable.toml")
        for _ in range(5):  # what fails in one night is there in another
            ran = self.run_troika(sources="unreliable.toml")
            if ran.returncode == 0:
                break
        self.assert_run(ran)
        expected, got = self.published("undisturbed"), self.published()
        port = str(self.server.port).encode(), str(server.server_port).encode()
        for name in PUBLISHED[:4]:
            self.assertEqual(got[name].replace(port[1], port[0]), expected[name], name)

    def test_full_disk_loses_nothing(self):
        if os.geteuid() != 0:
            self.skipTest("only root can mount a small file system")
        self.write_sources(self.server.port, self.files)
        self.assert_run(self.run_troika(data="undisturbed"))
        small = self.folder / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", small], check=False).returncode != 0:
            self.skipTest("a small file system cannot be mounted here")
        try:
            full = self.run_troika(data="small")
            self.assertEqual(full.returncode, 3, full.stderr)
            subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
            self.assert_run(self.run_troika(data="small"))
            self.assertEqual(self.published("small"), self.published("undisturbed"))
        finally:
            subprocess.run(["umount", small], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--troika", required=True)
    parser.add_argument("--kills", type=int, default=kills)
    options, rest = parser.parse_known_args()
    troika, kills = str(pathlib.Path(options.troika).resolve()), options.kills
    if shutil.which("nginx") is None and not os.path.exists("/usr/sbin/nginx"):
        print("skipped: there is no nginx")
        sys.exit(77)
    os.environ["PATH"] += ":/usr/sbin"
    unittest.main(argv=[sys.argv[0], *rest])
