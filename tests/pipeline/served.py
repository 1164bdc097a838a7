"""What the tests of `troika run` share: documents behind a server under the UN's URL scheme, and runs that fetch them."""
import argparse
import contextlib
import http.server
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

PUBLISHED = ["recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "reviews.jsonl",
             "pages.jsonl", "changes.jsonl"]


class Options:
    """Of the command line: set by main()."""

    troika = ""
    kills = 0


def main(description, kills):
    """Runs the tests of the program; skipped, saying so, where there is no nginx."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--troika", required=True)
    parser.add_argument("--kills", type=int, default=kills, help="how many runs are killed at random moments")
    options, rest = parser.parse_known_args()
    Options.troika, Options.kills = str(pathlib.Path(options.troika).resolve()), options.kills
    os.environ["PATH"] += ":/usr/sbin"
    if shutil.which("nginx") is None:
        print("skipped: there is no nginx")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *rest])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the server does not answer")


class Nginx:
    """Serves FOLDER/documents/NAME for each symbol, as the documents API does."""

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
    location = /api/symbol/access {{ if ($file = "") {{ return 404; }} rewrite ^ /$file? last; }} }} }}
""")
        self.process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def statuses(self):
        """The status of each request for a document so far, sorted; begins anew."""
        log = self.folder / "access.log"
        lines = [line for line in log.read_text().splitlines() if "/robots.txt" not in line]
        log.write_text("")
        return sorted(int(line.split('" ')[1].split()[0]) for line in lines)

    def stop(self):
        self.process.terminate()
        self.process.wait()


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
            self.server.failed += 1
            return self.send_error(503)
        content = (self.server.folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.server.failed += roll < 0.2
        self.wfile.write(content[:len(content) // 2] if roll < 0.2 else content)

    def log_message(self, *arguments):
        pass


class Busy(http.server.BaseHTTPRequestHandler):
    """Has a robots.txt that forbids nothing, and asks for a pause of three hours whatever else it is asked for."""

    def do_GET(self):  # noqa: N802 (the library's name)
        is_robots = self.path == "/robots.txt"
        self.server.asked += not is_robots
        self.send_response(404 if is_robots else 429)
        if not is_robots:
            self.send_header("Retry-After", "10800")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def python_server(handler, **attributes):
    """A server whose handlers find these attributes in `self.server`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    for name, value in attributes.items():
        setattr(server, name, value)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def small_disk(folder, size):
    """A file system of this size (bytes) mounted on `folder`. Gives the function that makes it large enough."""
    if os.geteuid() != 0:
        raise unittest.SkipTest("only root can mount a small file system")
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=False).returncode != 0:
        raise unittest.SkipTest("a small file system cannot be mounted here")
    try:
        yield lambda: subprocess.run(["mount", "-o", "remount,size=1g", folder], check=True)
    finally:
        subprocess.run(["umount", folder], check=True)


class ServedTest(unittest.TestCase):
    """A folder with documents/, and an nginx that serves them; `sources` are {symbol: file to serve}."""

    sources = {}

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "documents").mkdir()
        self.files = {}
        for number, (symbol, source) in enumerate(sorted(self.sources.items())):
            self.files[symbol] = f"{number}.pdf"
            shutil.copy(source, self.folder / "documents" / f"{number}.pdf")
        self.server = Nginx(self.folder, self.files)
        self.addCleanup(self.server.stop)
        self.write_sources(self.server.port, self.files)

    def write_sources(self, port, symbols, name="sources.toml"):
        listed = ", ".join(f'"{symbol}"' for symbol in symbols)
        (self.folder / name).write_text(f"""[fetch]
contact = "mailto:tests@example.org"
allow_private_addresses = true
interval_per_host_ms = 1
documents_api = "http://127.0.0.1:{port}/api/symbol/access?s={{symbol}}&l={{language}}&t=pdf"
documents_site = "http://127.0.0.1:{port}/none/{{language}}/{{symbol}}"
[[source]]
name = "samples"
kind = "symbols"
symbols = [{listed}]
""")
        return self.folder / name

    def write_page_source(self, pages, name="page.toml"):
        """A source of the PDFs that these pages link to."""
        settings = (self.folder / "sources.toml").read_text().split("[[source]]")[0]
        listed = ", ".join(f'"{page}"' for page in pages)
        (self.folder / name).write_text(f"""{settings}[[source]]
name = "page"
kind = "page"
urls = [{listed}]
link_pattern = "pdf$"
""")

    def command(self, *options, data="data", sources="sources.toml"):
        return [Options.troika, "run", "-c", self.folder / sources, "--data", self.folder / data, *options]

    def run_troika(self, *options, **where):
        return subprocess.run(self.command(*options, **where), capture_output=True, text=True, check=False)

    def ask(self, *words, status=0):
        """What another command on the data folder prints on standard output."""
        asked = subprocess.run([Options.troika, *words, "--data", self.folder / "data"], capture_output=True, text=True,
                               check=False)
        self.assertEqual(asked.returncode, status, asked.stderr)
        return asked.stdout

    def published(self, data="data"):
        return {name: (self.folder / data / "published" / name).read_bytes() for name in PUBLISHED}

    def assert_run(self, ran, status=0):
        self.assertEqual((ran.returncode, ran.stdout), (status, ""), ran.stderr)

    def assert_published(self, expected, data="data", what=""):
        got = self.published(data)
        for name in PUBLISHED:  # one by one: a message with all bytes of all files would be of no use
            self.assertTrue(got[name] == expected[name], f"{name} differs {what}")

    def assert_survives_kills(self, kills, took, expected):
        """So many runs that are killed within `took` seconds, each in a folder of its own, and gone on with."""
        chance = random.Random(1)
        killed = were_over = 0
        while killed < kills:
            data = f"killed-{killed + were_over}"
            with subprocess.Popen(self.command(data=data), stderr=subprocess.DEVNULL) as process:
                begun = time.monotonic()
                try:
                    process.wait(chance.uniform(0, took))
                    were_over += 1
                    took = min(took, time.monotonic() - begun)  # measured when the machine was busier
                except subprocess.TimeoutExpired:
                    process.kill()
                    killed += 1
            self.assert_run(self.run_troika(data=data))
            self.assert_published(expected, data, f"after kill {killed}")
            shutil.rmtree(self.folder / data)
        print(f"{killed} runs killed (and {were_over} over before that); all published the same", file=sys.stderr)

    def assert_survives_a_full_disk(self, size, expected):
        with small_disk(self.folder / "small", size) as enlarge:
            full = self.run_troika(data="small")
            self.assertEqual(full.returncode, 3, full.stderr)
            self.assertRegex(full.stderr, "make room|free space")  # as the store or the archive says
            self.assertFalse((self.folder / "small/published/recommendations.jsonl").exists())
            enlarge()
            self.assert_run(self.run_troika(data="small"))
            self.assert_published(expected, "small", "after a full disk")

    def assert_survives_an_unreliable_server(self, expected):
        with python_server(Unreliable, files=self.files, folder=self.folder / "documents", failed=0) as server:
            self.write_sources(server.server_port, self.files, "unreliable.toml")
            for _ in range(5):  # what fails in one night is there in another
                ran = self.run_troika(sources="unreliable.toml", data="unreliable")
                if ran.returncode == 0:
                    break
            self.assert_run(ran)
            self.assertGreater(server.failed, len(self.files) // 10)
            got = self.published("unreliable")
            port = str(self.server.port).encode(), str(server.server_port).encode()
            for name in PUBLISHED[:-1]:
                self.assertTrue(got[name].replace(port[1], port[0]) == expected[name], f"{name} differs")
            self.assertEqual(got["changes.jsonl"].count(b"\n"), expected["changes.jsonl"].count(b"\n"))
