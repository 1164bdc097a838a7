#!/usr/bin/env python3
"""What troika run and troika backfill say of input and surroundings that are not as they should be, word for word.

  bad_input_test.py --troika BINARY [unittest arguments]
"""
import contextlib
import ctypes
import http.server
import os
import pathlib
import sqlite3
import subprocess
import threading
import traceback

from served import Options, ServedTest, main, small_disk

REPORT = pathlib.Path(__file__).resolve().parent.parent / "golden/upr-2014/document.pdf"
NOBODY = 65534
NEW_NETWORK = 0x40000000  # CLONE_NEWNET of <sched.h>


def in_own_network(address, work):
    """The exit status of `work` in a process for whom this public address is its own machine. None: not possible here."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):  # nothing may get past the end of this process
            can = ctypes.CDLL(None).unshare(NEW_NETWORK) == 0 and all(
                subprocess.run(["ip", *words.split()], check=False, stderr=subprocess.DEVNULL).returncode == 0
                for words in ("link set lo up", f"addr add {address}/32 dev lo"))
            try:
                status = work() if can else 77
            except Exception:  # pylint: disable=broad-except
                traceback.print_exc()
        os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return None if status == 77 else status


class ToLoopback(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802 (the library's name)
        self.send_response(404 if self.path == "/robots.txt" else 302)
        self.send_header("Location", "http://127.0.0.1:8080/secret.pdf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class BadInputTest(ServedTest):
    sources = {"A/HRC/26/903": REPORT}

    def said(self, *words, user=None):
        """Exit status and standard error, in this test's folder; nothing else may be said."""
        ran = subprocess.run([Options.troika, *words], cwd=self.folder, capture_output=True, text=True, check=False,
                             user=user, env={**os.environ, "HOME": str(self.folder)})
        self.assertEqual(ran.stdout, "")
        return ran.returncode, ran.stderr

    def backfill(self, *inputs):
        return self.said("backfill", "-c", "sources.toml", "--data", "data", *inputs)

    def run_from(self, config, data="data", *options, user=None):
        return self.said("run", "-c", config, "--data", data, *options, user=user)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def assert_nothing_was_done(self):
        self.assertEqual(self.server.statuses(), [])
        self.assertFalse((self.folder / "data/published").exists())

    def test_a_list_with_bad_lines(self):
        self.write("list.txt", "A/HRC/26/903\n# a comment\nA/HRC/xx\nhttp//example.org\nftp://example.org/1.pdf\n"
                               "two words\n\n")
        no_use = "is no URL, no symbol such as A/HRC/27/10 and no path; put ./ before the name of a file in this folder"
        path = self.folder / "list.txt"
        self.assertEqual(self.backfill("list.txt"), (2, f"""troika: {path}:3: 'A/HRC/xx' {no_use}
troika: {path}:4: 'http//example.org' {no_use}
troika: {path}:5: 'ftp://example.org/1.pdf' must begin with https:// or http://
troika: {path}:6: 'two words' {no_use}
"""))
        self.assert_nothing_was_done()

    def test_an_input_that_is_nothing(self):
        self.assertEqual(self.backfill("list.txt", "A/HRC/xx", "ftp://example.org/1.pdf"), (2, """\
troika: INPUT: 'list.txt' is no file, no URL and no symbol such as A/HRC/27/10; check it
troika: INPUT: 'A/HRC/xx' is no file, no URL and no symbol such as A/HRC/27/10; check it
troika: INPUT: 'ftp://example.org/1.pdf' must begin with https:// or http://
"""))
        self.assert_nothing_was_done()

    def test_a_folder_without_documents(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(self.backfill("empty"), (2, "troika: no documents are in what was given; a folder is read "
                                                     "without those in it\n"))

    def test_a_symbol_that_the_server_does_not_know(self):
        status, said = self.backfill("A/HRC/99/2")
        self.assertEqual(status, 0)
        base = f"http://127.0.0.1:{self.server.port}"
        self.assertEqual(said.splitlines()[0], (
            f"troika: A/HRC/99/2@en: not_published_yet: {base}/api/symbol/access?s=A%2FHRC%2F99%2F2&l=en&t=pdf: the "
            f"server has no such document (HTTP 404), {base}/none/en/A/HRC/99/2: the server has no such document "
            "(HTTP 404); it is not published yet, or its symbol or URL is wrong"))

    def test_a_backfill_needs_no_sources(self):
        settings = (self.folder / "sources.toml").read_text().split("[[source]]")[0]
        self.write("bare.toml", settings)
        status, said = self.said("backfill", "-c", "bare.toml", "--data", "data", "A/HRC/26/903")
        self.assertEqual((status, said.split(";")[0]), (0, "troika: 1 document: 1 extracted, 0 unchanged, 0 failed, "
                                                           "0 not published yet"))
        self.assertEqual(self.run_from("bare.toml"), (2, "troika: bare.toml: source: is missing; say in a [[source]] what "
                                                         "is to be fetched, as in the sources.toml that comes with "
                                                         "Troika\n"))

    def test_a_configuration_that_is_not_there(self):
        self.assertEqual(self.run_from("none.toml"), (2, "troika: none.toml: no such file; check its name\n"))

    def test_sources_that_are_wrong(self):
        self.write("wrong.toml", """[[source]]
name = "files"
kind = "urls"
urls = ["file:///etc/passwd"]
[[source]]
name = "reports"
kind = "symbols"
symbols = ["A-HRC-27-10"]
""")
        self.assertEqual(self.run_from("wrong.toml"), (2, """\
troika: wrong.toml: fetch.contact: is missing; source 'reports' asks servers, whose operators must be able to reach you: \
set a mail address or a URL there, or in TROIKA_FETCH_CONTACT
troika: wrong.toml:4:9: source[0].urls[0]: 'file:///etc/passwd' is a file URL; set allow_file_urls = true under [fetch] \
to allow it
troika: wrong.toml:8:12: source[1].symbols[0]: 'A-HRC-27-10' is not a document symbol, such as "A/HRC/27/10"
"""))

    def test_a_link_pattern_that_is_none(self):
        self.write_page_source(["http://127.0.0.1:1/"])
        self.write("page.toml", (self.folder / "page.toml").read_text().replace("pdf$", "(pdf"))
        line = 1 + (self.folder / "page.toml").read_text().splitlines().index('link_pattern = "(pdf"')
        expected = (2, f"troika: page.toml:{line}:16: source[0].link_pattern: not a pattern that RE2 takes: missing ): "
                       "(pdf\n")
        self.assertEqual(self.run_from("page.toml"), expected)
        self.assertEqual(self.said("config", "check", "-c", "page.toml"), expected)

    def test_a_store_of_a_newer_schema(self):
        self.assertEqual(self.run_from("sources.toml")[0], 0)
        with contextlib.closing(sqlite3.connect(self.folder / "data/store.sqlite")) as store:
            known = store.execute("PRAGMA user_version").fetchone()[0]
            store.execute("PRAGMA user_version = 99")
        before = (self.folder / "data/store.sqlite").read_bytes()
        expected = (3, f"troika: data/store.sqlite: is a store of version 99, and this program knows versions up to {known}; "
                       "install a newer Troika, or give another folder with --data\n")
        self.assertEqual(self.run_from("sources.toml"), expected)
        for command in ("status", "failures", "retry"):
            self.assertEqual(self.said(command, "--data", "data"), expected)
        self.assertEqual((self.folder / "data/store.sqlite").read_bytes(), before)

    def sealed(self, name):
        (self.folder / name).mkdir()
        (self.folder / name).chmod(0o555)
        self.folder.chmod(0o755)
        return NOBODY if os.geteuid() == 0 else None

    def test_folders_that_are_read_only(self):
        user = self.sealed("sealed")
        denied = "Permission denied; make the folder and this file writable for this user, or give another with --data\n"
        self.assertEqual(self.run_from("sources.toml", "sealed", user=user),
                         (3, f"troika: sealed/lock: the lock cannot be written: {denied}"))
        self.assertEqual(self.run_from("sources.toml", "sealed/data", user=user),
                         (3, "troika: sealed/data: this folder cannot be made: Permission denied; give another with "
                             "--data\n"))
        (self.folder / "mine").mkdir()
        (self.folder / "mine").chmod(0o777)
        status, said = self.run_from("sources.toml", "mine", "-o", "sealed", user=user)
        self.assertEqual((status, said.splitlines()[0]),
                         (3, f"troika: {self.folder}/sealed/recommendations.jsonl: cannot be made: Permission denied; make "
                             "the folder writable, or give another with -o, and start again"))
        status, said = self.run_from("sources.toml", "mine", "--metrics", "sealed/m.prom", user=user)
        self.assertEqual((status, said.splitlines()[-1]),
                         (0, "troika: sealed/m.prom: cannot be made: Permission denied; all else is done: give another "
                             "file with --metrics"))

    def test_files_where_folders_should_be(self):
        self.write("file", "")
        self.assertEqual(self.run_from("sources.toml", "file"),
                         (3, "troika: file: this folder cannot be made: Not a directory; give another with --data\n"))
        status, said = self.run_from("sources.toml", "data", "-o", "file")
        self.assertEqual((status, said.splitlines()[0]),
                         (3, "troika: file: cannot be made: Not a directory; a file lies where a folder should be: give "
                             "another folder with -o, and start again"))

    def test_a_full_disk_under_the_published_files(self):
        self.assertEqual(self.run_from("sources.toml")[0], 0)
        (self.folder / "data/published").rename(self.folder / "expected")
        with small_disk(self.folder / "small", 32 << 10) as enlarge:
            status, said = self.run_from("sources.toml", "data", "-o", "small")
            self.assertEqual((status, said.splitlines()[0]),
                             (3, f"troika: {self.folder}/small/recommendations.jsonl: cannot be written: No space left on "
                                 "device; make room and start again: the store has everything that was committed"))
            self.assertEqual(list((self.folder / "small").iterdir()), [])
            enlarge()
            self.assertEqual(self.run_from("sources.toml", "data", "-o", "small"), (0, ""))
            for expected in (self.folder / "expected").iterdir():
                if expected.name != "runs.jsonl":
                    self.assertEqual((self.folder / "small" / expected.name).read_bytes(), expected.read_bytes())

    def test_a_redirect_to_a_private_address(self):
        public = "9.9.9.9"
        settings = (self.folder / "sources.toml").read_text().split("[[source]]")[0]
        self.write("public.toml", f"""{settings.replace("allow_private_addresses = true", "")}[[source]]
name = "public"
kind = "urls"
urls = ["http://{public}:8080/report.pdf"]
""")

        def work():
            server = http.server.ThreadingHTTPServer((public, 8080), ToLoopback)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            status, said = self.run_from("public.toml")
            self.write("said", said)
            return status

        status = in_own_network(public, work)
        if status is None:
            self.skipTest("only root can make a network of its own")
        self.assertEqual((status, (self.folder / "said").read_text().splitlines()[0]),
                         (1, f"troika: http://{public}:8080/report.pdf: forbidden_address: 127.0.0.1 is at 127.0.0.1 "
                             "(loopback), no public address; if it is to be fetched, set allow_private_addresses = true in "
                             "the configuration"))


if __name__ == "__main__":
    main(__doc__, kills=0)
