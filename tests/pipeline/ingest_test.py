#!/usr/bin/env python3
"""Runs `troika run` from start to end against a real nginx that serves the sample reports under the UN's URL scheme.

  ingest_test.py --troika BINARY [--kills N] [unittest arguments]

--kills is how many runs are killed at random moments (10 by default, to keep the test short). Skipped, saying so,
where there is no nginx.
"""
import fcntl
import json
import pathlib
import shutil
import subprocess
import time

from served import Busy, Nginx, Options, ServedTest, main, python_server, small_disk

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
CONFIG = GOLDEN.parent.parent / "config"


def symbol_of(case):
    return json.loads((case / "documents.jsonl").read_text(encoding="utf-8"))["document"]["symbol"]


def page_of(text):
    """A PDF of one page with these lines."""
    lines = " ".join(f"({line}) Tj T*" for line in text.strip().splitlines())
    content = f"BT /F 11 Tf 14 TL 72 770 Td {lines} ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
               " /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
               f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    pdf, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (f"{pdf}xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\n"
            f"startxref\n{len(pdf)}\n%%EOF\n").encode("ascii")


ADDENDUM = """
{report}/Add.1
Distr.: General
3 June 2025
Human Rights Council
Fifty-ninth session
Report of the Working Group on the
Universal Periodic Review
Varenia
Addendum
Views on conclusions and/or recommendations presented by the State under review
1. Varenia has considered the recommendations made to it.
2. Varenia {verb} recommendations 112.2 and 112.4.
"""


def without_origin(lines):
    """Where the documents came from is the only thing that a run and `troika extract` say differently."""
    objects = [json.loads(line) for line in lines.splitlines()]
    for value in objects:
        value.pop("input", None)
        if "document" in value:
            value["document"].pop("url")
    return sorted(json.dumps(value) for value in objects)


class IngestTest(ServedTest):
    sources = {symbol_of(document.parent): document for document in GOLDEN.glob("upr-*/document.pdf")}

    def test_nightly_cycle(self):
        self.assert_run(self.run_troika())
        self.assertEqual(self.server.statuses(), [200] * len(self.files))
        first = self.published()
        records = first["recommendations.jsonl"].count(b"\n")
        self.assertEqual(first["changes.jsonl"].count(b'"op":"added"'), records)

        quiet = self.run_troika()
        self.assert_run(quiet)
        self.assertEqual(quiet.stderr, "")
        self.assertEqual(self.server.statuses(), [304] * len(self.files))
        self.assert_published(first)

        # One document is replaced by another under its symbol: only that one is fetched and read.
        names = sorted(self.files.values())
        shutil.copy(self.folder / "documents" / names[0], self.folder / "documents" / names[1])
        self.assert_run(self.run_troika())
        self.assertEqual(self.server.statuses(), [200] + [304] * (len(self.files) - 1))
        run = json.loads((self.folder / "data/published/runs.jsonl").read_text().splitlines()[-1])
        self.assertEqual((run["extracted"], run["unchanged"]), (1, len(self.files) - 1))

    def responses(self):
        records = map(json.loads, self.published()["recommendations.jsonl"].splitlines())
        return {record["number"]: record["response"] for record in records}

    def test_addendum_is_joined_when_it_comes(self):
        report = symbol_of(GOLDEN / "upr-2025")
        addendum = self.folder / "documents/addendum.pdf"
        self.server.stop()
        self.server = Nginx(self.folder, {report: self.files[report], f"{report}/Add.1": addendum.name})
        self.addCleanup(self.server.stop)
        self.write_sources(self.server.port, [report, f"{report}/Add.1"])
        self.assert_run(self.run_troika())
        self.assertEqual(set(self.responses().values()), {"pending"})
        pending = self.responses()
        for verb, response in (("accepts", "supported"), ("notes", "noted")):
            addendum.write_bytes(page_of(ADDENDUM.format(report=report, verb=verb)))
            joined = self.run_troika()
            self.assert_run(joined)
            self.assertIn("records: 0 added, 2 changed, 0 withdrawn", joined.stderr)
            self.assertEqual(self.responses(), {**pending, "112.2": response, "112.4": response})
            first = self.published()
            quiet = self.run_troika()
            self.assert_run(quiet)
            self.assertEqual(quiet.stderr, "")
            self.assert_published(first)
        self.assertEqual(first["changes.jsonl"].count(b'"op":"changed"'), 4)

        documents = self.folder / "documents"
        subprocess.run([Options.troika, "extract", "--quiet", "-o", self.folder / "extracted",
                        documents / self.files[report], addendum], check=True)
        for name in ["recommendations", "documents", "positions", "failures", "reviews", "pages"]:
            extracted = (self.folder / f"extracted/{name}.jsonl").read_bytes()
            self.assertEqual(without_origin(first[f"{name}.jsonl"]), without_origin(extracted), name)
        self.assertEqual(len(first["reviews.jsonl"].splitlines()), 1)

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
        failures = self.ask("failures")
        self.assertIn("A/HRC/99/1@en: damaged: ", failures)
        self.assertNotIn("A/HRC/99/2", failures)

        self.ask("retry", "A/HRC/99/1@en", "A/HRC/99/2@en", "A/HRC/99/3@en", status=2)
        self.assertEqual(self.ask("retry", "A/HRC/99/1@en"), "1 document is due again in the next run\n")

    def undisturbed(self):
        begun = time.monotonic()
        self.assert_run(self.run_troika(data="undisturbed"))
        return time.monotonic() - begun, self.published("undisturbed")

    def test_killed_at_any_moment_and_gone_on_with(self):
        self.assert_survives_kills(Options.kills, *self.undisturbed())

    def test_one_run_at_a_time(self):
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
        self.assert_survives_an_unreliable_server(self.undisturbed()[1])

    def test_full_disk_loses_nothing(self):
        self.assert_survives_a_full_disk(600 << 10, self.undisturbed()[1])

    def test_full_archive_ends_the_run(self):
        expected = self.undisturbed()[1]
        (self.folder / "data").mkdir()
        with small_disk(self.folder / "data/archive", 100 << 10) as enlarge:
            full = self.run_troika()
            self.assertEqual(full.returncode, 3, full.stderr)
            self.assertNotIn(": store: ", full.stderr)  # it is the run's trouble, and no document's failure
            self.assertFalse((self.folder / "data/published").exists())
            enlarge()
            self.assert_run(self.run_troika())
            self.assert_published(expected)

    def test_max_documents_gets_further_every_night(self):
        for night in range(1, len(self.files) + 1):
            self.assert_run(self.run_troika("--max-documents", "1"))
            self.assertIn(f"  {night} extracted\n", self.ask("status"))
            time.sleep(1.01)  # nights are told apart by their second

    def dry_run(self, *options):
        """The keys that it shows."""
        ran = self.run_troika("--dry-run", *options)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        lines = ran.stdout.splitlines()
        self.assertRegex(lines.pop(), f"^{len(lines)} documents?; at least 0 s if all are on one host$")
        return [line.split("\t")[1] for line in lines]

    def test_dry_run_shows_what_would_be_fetched(self):
        keys = [f"{symbol}@en" for symbol in sorted(self.files)]
        self.assertEqual(self.dry_run(), keys)
        self.assertEqual(self.dry_run("--max-documents", "2"), keys[:2])
        halves = [self.dry_run("--shard", "1/2"), self.dry_run("--shard", "2/2")]
        self.assertEqual(sorted(halves[0] + halves[1]), keys)
        self.assertTrue(halves[0] and halves[1])
        self.assertEqual(self.dry_run("--shard", "2/2", "--max-documents", "1"), halves[1][:1])
        self.assertEqual(self.server.statuses(), [])
        self.assertEqual(self.ask("status"), "0 documents, 0 recommendations\n")
        self.assert_run(self.run_troika("--max-documents", "2"))
        time.sleep(1.01)
        self.assertEqual(self.dry_run("--max-documents", "3"), keys[2:5])  # what was never tried comes first

    def test_retry_after_is_kept_from_run_to_run(self):
        with python_server(Busy, asked=0) as server:
            self.write_sources(server.server_port, self.files, "busy.toml")
            first = self.run_troika(sources="busy.toml")
            self.assert_run(first, status=1)
            refusal = r"http[^ ]*: 127\.0\.0\.1 asked not to be asked again before 20[^ ]*Z \(Retry-After\)"
            self.assertRegex(first.stderr, f"troika: A/HRC/[^ ]*@en: server_error: {refusal}, {refusal}; run again then, "
                                           "or at once after: troika retry\n")
            asked = server.asked
            self.assertLessEqual(asked, 2)  # connections_per_host
            second = self.run_troika(sources="busy.toml")
            self.assert_run(second)
            self.assertEqual((second.stderr, server.asked), ("", asked))
            pause = "127.0.0.1 is not asked before 20"
            self.assertIn(pause, self.ask("status"))
            shown = self.run_troika("--dry-run", sources="busy.toml").stdout
            self.assertIn(pause, shown)
            self.ask("retry")
            self.assertNotIn(pause, self.ask("status"))
            self.assert_run(self.run_troika(sources="busy.toml"))
            self.assertGreater(server.asked, asked)

    def test_a_pause_that_a_page_asks_for_is_kept_in_the_same_run(self):
        with python_server(Busy, asked=0) as server:
            self.write_page_source([f"http://127.0.0.1:{server.server_port}/list.html"])
            self.assert_run(self.run_troika(sources="page.toml"), status=1)
            self.assertEqual(server.asked, 1)

    def extracted_last(self):
        return json.loads((self.folder / "data/published/runs.jsonl").read_text().splitlines()[-1])["extracted"]

    def test_only_documents_of_reviews_that_the_catalogue_changes_are_read_again(self):
        rules = self.folder / "rules"
        rules.mkdir()
        catalogue = rules / "upr_reviews.tsv"
        catalogue.write_text((CONFIG / "upr_reviews.tsv").read_text())
        self.assert_run(self.run_troika("--rules", rules))
        self.assertEqual(self.extracted_last(), len(self.files))
        for row, extracted in (("4\t54\tXXA\tA/HRC/99/900\t\t\t", 0),
                               ("1\t3\tXVA\tA/HRC/99/901\t\t\t", 1)):  # the review before that of upr-2014
            self.assertNotIn(b"A/HRC/99/901", self.published()["documents.jsonl"])
            catalogue.write_text(catalogue.read_text() + row + "\n")
            self.assert_run(self.run_troika("--rules", rules))
            self.assertEqual(self.extracted_last(), extracted)
        documents = self.published()["documents.jsonl"].splitlines()
        self.assertEqual([b"A/HRC/26/903" in line for line in documents if b"A/HRC/99/901" in line], [True])
        self.assert_run(self.run_troika("--rules", rules))
        self.assertEqual(self.extracted_last(), 0)

    def test_since_goes_by_the_dates_of_documents_that_were_read(self):
        self.assert_run(self.run_troika())
        dates = sorted(json.loads(line)["document"]["published"]
                       for line in self.published()["documents.jsonl"].splitlines())
        self.server.statuses()
        self.assert_run(self.run_troika("--since", dates[-1]))
        self.assertEqual(self.server.statuses(), [304])

    def test_verbose_says_what_is_asked(self):
        ran = self.run_troika("--verbose")
        self.assert_run(ran)
        self.assertEqual(ran.stderr.count("troika: GET http://127.0.0.1:"), len(self.files) + 1)  # and robots.txt

    def test_page_whose_links_are_fetched(self):
        documents = self.folder / "documents"
        links = "".join(f'<a href="{name}">a report</a>' for name in self.files.values())
        (documents / "list.html").write_text(f"<html><title>Reports</title>{links}</html>")
        page = f"http://127.0.0.1:{self.server.port}/list.html"
        self.write_page_source([page])
        self.assert_run(self.run_troika(sources="page.toml"))
        first = self.published()
        self.assertEqual(first["documents.jsonl"].count(b'"verdict":"extracted"'), len(self.files))
        self.assertEqual(first["documents.jsonl"].count(b"\n"), len(self.files))
        self.server.statuses()
        quiet = self.run_troika(sources="page.toml")
        self.assert_run(quiet)
        self.assertEqual(quiet.stderr, "")
        self.assertEqual(set(self.server.statuses()), {304})
        self.assert_published(first)
        self.assertIn(f"  {len(self.files) + 1} extracted\n", self.ask("status"))

    def test_document_added_by_hand_is_done(self):
        symbol, name = next(iter(self.files.items()))
        key = f"{symbol}@en"
        saved = self.folder / "saved.pdf"
        (self.folder / "documents" / name).rename(saved)
        (self.folder / "documents" / name).write_text("<html><title>Just a moment...</title></html>")
        first = self.run_troika()
        self.assert_run(first, status=1)
        self.assertRegex(first.stderr, f"troika: {key}: blocked: http[^ ]*: the server answers with a challenge for people "
                                       r"\(HTTP 200\), http[^ ]*: the server has no such document \(HTTP 404\); .*"
                                       r"add it with: troika backfill FILE\n")
        self.assertIn(f"{key}: blocked: ", self.ask("failures"))
        self.assertEqual(self.ask("backfill", saved), "")
        self.assertEqual(self.ask("failures"), "")
        quiet = self.run_troika()
        self.assert_run(quiet)
        self.assertEqual(quiet.stderr, "")
        self.assertEqual(self.ask("failures"), "")
        self.assertEqual(self.published()["failures.jsonl"].count(b"blocked"), 0)

    def test_archive_verify_misses_what_the_store_counts_on(self):
        self.assert_run(self.run_troika())
        self.assertIn(" 0 damaged, 0 missing, 0 of no document now", self.ask("archive", "verify"))
        files = sorted((self.folder / "data/archive").rglob("*.pdf"))
        self.assertEqual(len(files), len(self.files))
        files[0].unlink()
        files[1].write_bytes(b"%PDF-1.4 another %%EOF")
        (files[2].parent / ("0" * 64 + ".pdf")).write_bytes(b"misplaced")
        asked = subprocess.run([Options.troika, "archive", "verify", "--data", self.folder / "data"],
                               capture_output=True, text=True, check=False)
        self.assertEqual(asked.returncode, 1)
        self.assertIn(" 2 damaged, 1 missing, 1 of no document now", asked.stdout)
        self.assertRegex(asked.stderr, f"troika: A/HRC/.*@en: its file .SHA-256 {files[0].stem}. is not in the archive; "
                                       "the next run or backfill that wants the document fetches it again\n")
        self.assertIn(f"troika: {files[1]}: is damaged", asked.stderr)
        self.server.statuses()
        files[1].unlink()
        (files[2].parent / ("0" * 64 + ".pdf")).unlink()
        self.assert_run(self.run_troika())  # as the messages said
        self.assertEqual(self.server.statuses(), [200, 200] + [304] * (len(self.files) - 2))
        self.assertIn(" 0 damaged, 0 missing, 0 of no document now", self.ask("archive", "verify"))


if __name__ == "__main__":
    main(__doc__, kills=10)
