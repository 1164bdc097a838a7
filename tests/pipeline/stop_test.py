#!/usr/bin/env python3
"""A run that is asked to stop, whatever it is at: it finishes what is in flight, and the next run makes up for the rest.

  stop_test.py --troika BINARY [unittest arguments]
"""
import contextlib
import http.server
import pathlib
import signal
import socket
import subprocess
import threading

from served import ServedTest, main, python_server

REPORT = pathlib.Path(__file__).resolve().parent.parent / "golden/upr-2014/document.pdf"
STOPPED = "troika: stopped by a signal; what was not done is due in the next run\n"


class Held(http.server.BaseHTTPRequestHandler):
    """Answers one request only when it is told to, and all others at once."""

    def do_GET(self):  # noqa: N802 (the library's name)
        self.server.asked.append(self.path)
        if self.path == self.server.held_path:
            self.server.arrived.set()
            self.server.released.wait(20)
        content = self.server.answers.get(self.path)
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def holding_server(held_path, answers):
    events = {"arrived": threading.Event(), "released": threading.Event()}
    with python_server(Held, held_path=held_path, answers=answers, asked=[], **events) as server:
        try:
            yield server
        finally:
            server.released.set()


class StopTest(ServedTest):
    sources = {"A/HRC/26/903": REPORT}

    def stopped(self, server, *options, sources):
        """The run that a signal reached while the server held its answer back."""
        with subprocess.Popen(self.command(*options, sources=sources), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as process:
            self.assertTrue(server.arrived.wait(20), "it never asked")
            process.send_signal(signal.SIGTERM)
            with self.assertRaises(subprocess.TimeoutExpired, msg="it did not wait for what is in flight"):
                process.wait(0.5)
            server.released.set()
            out, err = process.communicate(timeout=20)
        return process.returncode, out, err

    def page_sources(self, server):
        base = f"http://127.0.0.1:{server.server_port}"
        self.write_page_source([f"{base}/first.html", f"{base}/second.html"])
        return "page.toml"

    def test_while_pages_are_read_for_their_links(self):
        page = b"<html><title>Reports</title><a href='report.pdf'>a report</a></html>"
        answers = {"/first.html": page, "/second.html": page, "/report.pdf": REPORT.read_bytes()}
        with holding_server("/first.html", answers) as server:
            sources = self.page_sources(server)
            self.assertEqual(self.stopped(server, sources=sources), (3, "", STOPPED))
            self.assertNotIn("/report.pdf", server.asked)
            self.assertFalse((self.folder / "data/published").exists())
            self.assertEqual(self.ask("status"), "0 documents, 0 recommendations\n")
            self.assert_run(self.run_troika(sources=sources))
            self.assertIn("  3 extracted\n", self.ask("status"))
            self.assertEqual(self.published()["documents.jsonl"].count(b'"verdict":"extracted"'), 1)

    def test_dry_run_shows_no_part_of_a_plan(self):
        with holding_server("/first.html", {}) as server:
            ran = self.stopped(server, "--dry-run", sources=self.page_sources(server))
            self.assertEqual(ran, (3, "", STOPPED))

    def test_while_reports_are_looked_for(self):
        with holding_server("", {}) as server:
            sources = self.write_sources(server.server_port, [], "probe.toml")
            text = sources.read_text().split("[[source]]")[0].replace("interval_per_host_ms = 1", "interval_per_host_ms = 40")
            sources.write_text(f'{text}[[source]]\nname = "new"\nkind = "upr"\nprobe = 12\nstates = ["XXX"]\n')
            planned = subprocess.run(self.command("--dry-run", sources="probe.toml"), capture_output=True, text=True,
                                     check=True).stdout.splitlines()
            probes = [line.split("\t")[1] for line in planned[:-1]]
            self.assertGreater(len(probes), 12)
            server.held_path = planned[2].split("\t")[2].split(str(server.server_port))[1]
            self.assertEqual(self.stopped(server, sources="probe.toml")[0], 3)
            asked = len([path for path in server.asked if path != "/robots.txt"])
            self.assertLess(asked, 2 * len(probes))
            ran = self.run_troika(sources="probe.toml")
            self.assert_run(ran)
            self.assertEqual((ran.stderr, self.ask("status")),
                             ("", f"{len(probes)} documents, 0 recommendations\n  {len(probes)} not_published\n"))

    def test_a_second_signal_of_either_kind_ends_it_at_once(self):
        for second in (signal.SIGTERM, signal.SIGINT):
            with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never answers
                self.write_sources(silent.getsockname()[1], self.files, "silent.toml")
                with subprocess.Popen(self.command(sources="silent.toml", data=f"data-{second}"),
                                      stderr=subprocess.DEVNULL) as process:
                    connection, _ = silent.accept()
                    process.send_signal(signal.SIGTERM)
                    with self.assertRaises(subprocess.TimeoutExpired, msg="it did not wait for what is in flight"):
                        process.wait(1)
                    process.send_signal(second)
                    self.assertEqual(process.wait(2), -second)
                    connection.close()


if __name__ == "__main__":
    main(__doc__, kills=0)
