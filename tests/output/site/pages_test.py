#!/usr/bin/python3
"""The pages of `troika report` and `troika explain --html` in a real browser.

  pages_test.py --troika PROGRAM [unittest options]

Skipped (77) where there is no browser; the accessibility check where axe-core is not installed. scripts/setup.sh --tests
installs both.
"""
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1]
sys.dont_write_bytecode = True
sys.path.insert(0, str(TESTS / "support"))
from browser import Browser, axe_source, why_not  # noqa: E402

TROIKA = ""
GOLDEN = TESTS / "golden"
HOSTILE = '<script>window.pwned = 1</script><img src="x" onerror="window.pwned = 1"> & "quotes" </script><!--'

# A bit of every kind of page.
PAGES = ["index.html", "states/XVA.html", "recommending/HUN.html", "table.html"]


def troika(*arguments):
    subprocess.run([TROIKA, *map(str, arguments)], check=True, capture_output=True, timeout=120)


def hostile(record):
    """The record with HTML in whatever is a document's text."""
    record = json.loads(json.dumps(record))
    record["id"], record["number"] = record["document"]["symbol"] + "#999.1", "999.1"
    record["text"] = record["document"]["title"] = HOSTILE
    record["positions"][0]["quote"] = record["positions"][0]["comment"] = HOSTILE
    record["recommending_states"][0]["name"] = HOSTILE
    record["doubts"] = [{"code": "unknown-state", "detail": HOSTILE}]
    record["themes"] = [{"code": None, "name": HOSTILE, "vocabulary": None}]
    return record


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="troika-pages-")
        root = Path(cls.folder.name)
        streams, cls.site = root / "records", root / "site"
        troika("extract", "-o", streams, *sorted(GOLDEN.glob("*/document.*")))
        lines = (streams / "recommendations.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        lines.append(json.dumps(hostile(next(r for r in records if r["id"] == "A/HRC/26/903#104.8")), ensure_ascii=False,
                                separators=(",", ":")))
        (streams / "recommendations.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        cls.records = [json.loads(line) for line in lines]
        troika("report", "--from", streams, "-o", cls.site)
        cls.explained = {}
        for name in ("upr-2014", "addendum-2014", "thematic-list", "web-page"):
            cls.explained[name] = root / f"{name}.html"
            troika("explain", "--html", cls.explained[name], next((GOLDEN / name).glob("document.*")))
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.folder.cleanup()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.requests(), [])

    def open_table(self, fragment=""):
        self.browser.open(self.site / "table.html", fragment)
        self.browser.wait("return document.querySelector('#rows tbody tr[data-place]') !== null "
                          "|| document.getElementById('status').textContent.startsWith('0 ')")

    def found(self):
        return int(re.match("[0-9,]+", self.browser.run("return document.getElementById('status').textContent"))[0].replace(",", ""))

    def numbers(self):
        """Of the rows that are drawn, from the top."""
        return self.browser.run("return [...document.querySelectorAll('#rows td.number button')].map(b => b.textContent)")

    def type_into(self, field, value):
        self.browser.run("const f = document.getElementById(arguments[0]); f.value = arguments[1];"
                         "f.dispatchEvent(new Event('input', {bubbles: true}))", field, value)

    def counted(self, **wanted):
        return sum(all(self.has(record, *term) for term in wanted.items()) for record in self.records)

    @staticmethod
    def has(record, key, value):
        if key == "by":
            return any(state["iso3"] == value for state in record["recommending_states"])
        if key == "doubts":
            return bool(record["doubts"]) == (value == "yes")
        return {"state": record["review"]["state_under_review"], "cycle": str(record["review"]["cycle"] or "none"),
                "year": str(record["review"]["year"] or "none"), "response": record["response"] or "none",
                "kind": record["document"]["kind"],
                "document": record["document"]["symbol"] or record["document"]["sha256"]}[key] == value


class Site(Pages):
    def test_every_number_is_the_count_of_the_rows_that_it_leads_to(self):
        counts = {}
        for page in sorted(self.site.rglob("*.html")):
            text = page.read_text(encoding="utf-8")
            linked = re.findall(r'<a class="count" href="(?:\.\./)?table\.html(?:#([^"]*))?">([0-9,]+)</a>', text)
            for plot in re.findall(r'data-plot="([^"]*)"', text):
                for bar in json.loads(html.unescape(plot))["bars"]:
                    linked += [(href.partition("#")[2], str(count)) for count, href in bar["counts"] if count]
            for fragment, count in linked:
                counts.setdefault(html.unescape(fragment), set()).add(int(count.replace(",", "")))
        self.assertGreater(len(counts), 500)
        self.open_table()
        shown = self.browser.driver.execute_async_script("""
            const [fragments, done] = arguments;
            (async () => {
              const shown = {};
              for (const fragment of fragments) {
                if (location.hash.slice(1) !== fragment) {
                  const changed = new Promise(resolve => addEventListener("hashchange", resolve, {once: true}));
                  location.hash = fragment;
                  await changed;
                }
                shown[fragment] = Number(document.getElementById("status").textContent.match(/^[0-9,]+/)[0].replace(/,/g, ""));
              }
              done(shown);
            })();""", sorted(counts))
        self.assertEqual({fragment: {count} for fragment, count in shown.items()}, counts)
        for fragment, count in list(shown.items())[::7]:
            wanted = dict(term.split("=") for term in fragment.replace("%2F", "/").split("&") if term)
            self.assertEqual(count, self.counted(**wanted), fragment)

    def test_plots_and_their_csv_files_show_the_same(self):
        self.browser.open(self.site / "states/XVA.html")
        plot = self.browser.run("return JSON.parse(document.querySelector('[data-plot]').dataset.plot)")
        href = self.browser.run("return document.querySelector('figcaption a').getAttribute('href')")
        lines = (self.site / "states" / href).read_bytes().decode().split("\r\n")
        self.assertEqual(lines[0], "cycle,supported,partially_supported,noted,pending,none")
        self.assertEqual([line.split(",") for line in lines[1:-1]],
                         [[bar["label"], *(str(count) for count, _ in bar["counts"])] for bar in plot["bars"]])
        drawn = self.browser.run("return document.querySelectorAll('figure svg')[0].querySelectorAll('rect').length")
        self.assertEqual(drawn, sum(count > 0 for bar in plot["bars"] for count, _ in bar["counts"]))

    def test_search_finds_words_without_case_and_accents(self):
        self.open_table()
        self.assertEqual(self.found(), len(self.records))
        self.type_into("q", "FERRIES")
        texts = [record for record in self.records if "ferries" in record["text"].lower()]
        self.assertEqual(self.found(), len(texts))
        self.type_into("q", "cote d’ivoire")
        self.assertGreater(self.found(), 0)
        self.type_into("q", "ferries xyzzy")
        self.assertEqual((self.found(), self.numbers()), (0, []))

    def test_filters_narrow_and_stay_in_the_address(self):
        self.open_table()
        self.type_into("state", "XVA")
        self.type_into("cycle", "2")
        self.type_into("response", "noted")
        expected = self.counted(state="XVA", cycle="2", response="noted")
        self.assertEqual(self.found(), expected)
        self.assertGreater(expected, 0)
        address = self.browser.driver.current_url.partition("#")[2]
        self.open_table(address)
        self.assertEqual(self.found(), expected)
        self.browser.run("document.querySelector('#filters [type=reset]').click()")
        self.browser.wait(f"return document.getElementById('status').textContent.startsWith('{len(self.records)} ')")

    def test_sorts_by_a_column_both_ways(self):
        self.open_table("document=A/HRC/26/903")
        responses = {record["number"]: record["response"] for record in self.records
                     if record["document"]["symbol"] == "A/HRC/26/903"}
        order = ["supported", "partially_supported", "noted", "pending", None]
        seen = set()
        for direction in ("ascending", "descending"):
            self.browser.run("document.querySelector('[data-sort=response]').click()")
            self.assertEqual(self.browser.run("return document.querySelector('[data-sort=response]').parentElement"
                                              ".getAttribute('aria-sort')"), direction)
            places = [order.index(responses[number.replace(" ?", "")]) for number in self.numbers()]
            self.assertEqual(places, sorted(places, reverse=direction == "descending"))
            seen.update(places)
        self.assertGreater(len(seen), 1)

    def test_sorts_text_as_people_do(self):
        self.open_table("document=A/HRC/26/903&sort=text")
        initials = self.browser.run("return [...document.querySelectorAll('#rows td.text')].map(t => t.textContent)"
                                    ".filter(t => /^[a-z]/i.test(t)).map(t => t[0].toLowerCase())")
        self.assertEqual(initials, sorted(initials))
        self.assertGreater(len(set(initials)), 3)

    def test_a_row_leads_to_its_record_and_that_to_its_page(self):
        self.open_table("document=A/HRC/26/903")
        self.browser.run("[...document.querySelectorAll('#rows td.number button')].find(b => b.textContent === '104.8').click()")
        self.browser.wait("return document.getElementById('record').open")
        text = self.browser.run("return document.getElementById('record').innerText")
        self.assertIn("misprinted-number", text)
        self.assertIn("enjoy the support of Varenia", text)
        self.assertEqual(self.browser.run("return document.querySelector('#record-body a').href"),
                         "https://docs.un.org/en/A/HRC/26/903#page=4")

    def test_the_keyboard_is_enough(self):
        from selenium.webdriver.common.keys import Keys
        self.open_table("document=A/HRC/26/903")
        self.browser.run("document.querySelector('#rows td.number button').focus()")
        first = self.browser.run("return document.activeElement.textContent")
        self.browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
        third = self.browser.run("return document.activeElement.textContent")
        self.assertNotEqual(first, third)
        self.browser.press(Keys.ENTER)
        self.browser.wait("return document.getElementById('record').open")
        self.assertIn(third, self.browser.run("return document.getElementById('record-title').textContent"))
        self.browser.press(Keys.ESCAPE)
        self.browser.wait("return !document.getElementById('record').open")
        self.assertEqual(self.browser.run("return document.activeElement.textContent"), third)

    def test_scrolling_draws_what_is_in_sight_and_no_more(self):
        self.open_table()
        self.browser.run("scrollTo(0, document.body.scrollHeight)")
        self.browser.wait("return [...document.querySelectorAll('#rows td.number button')].at(-1).textContent.startsWith('999.1')")
        self.assertLess(len(self.numbers()), 60)

    def test_text_of_documents_is_never_html(self):
        self.open_table("record=" + "A/HRC/26/903%23999.1")
        self.browser.wait("return document.getElementById('record').open")
        self.assertIn(HOSTILE, self.browser.run("return document.getElementById('record').innerText"))
        for page in ("states/XVA.html", "index.html"):
            self.assertIsNone(self.browser.run("return window.pwned"))
            self.browser.open(self.site / page)
        self.browser.open(self.site / "states/XVA.html")
        self.assertIn(HOSTILE, self.browser.run("return document.querySelector('main').textContent"))
        self.assertIsNone(self.browser.run("return window.pwned"))

    def test_on_a_phone_nothing_is_wider_than_the_screen(self):
        with Browser(width=360, height=740, touch=True) as phone:
            for page in PAGES:
                phone.open(self.site / page)
                self.assertLessEqual(phone.run("return document.documentElement.scrollWidth"), 360, page)
            phone.open(self.explained["upr-2014"])
            self.assertLessEqual(phone.run("return document.documentElement.scrollWidth"), 360)

    def test_prints_all_rows_and_no_controls(self):
        self.open_table("document=A/HRC/26/903")
        rows = self.found()
        self.browser.cdp("Emulation.setEmulatedMedia", media="print")
        try:
            self.browser.run("dispatchEvent(new Event('beforeprint'))")
            self.assertEqual(len(self.numbers()), rows)
            self.assertEqual(self.browser.run("return getComputedStyle(document.getElementById('filters')).display"), "none")
            clipped = self.browser.run("return [...document.querySelectorAll('#rows td.text div')]"
                                       ".filter(d => d.scrollHeight > d.clientHeight + 1).length")
            self.assertEqual(clipped, 0)
        finally:
            self.browser.cdp("Emulation.setEmulatedMedia", media="")

    def test_prints_tables_with_the_lines_of_their_first_column(self):
        self.browser.open(self.site / "states/XVA.html")
        style = "return getComputedStyle(document.querySelector('.scroll tbody th')).position"
        self.assertEqual(self.browser.run(style), "sticky")
        self.browser.cdp("Emulation.setEmulatedMedia", media="print")
        try:
            self.assertEqual(self.browser.run(style), "static")  # Chromium prints what is sticky without its border
        finally:
            self.browser.cdp("Emulation.setEmulatedMedia", media="")

    def test_pages_are_accessible(self):
        source = axe_source()
        if not source:
            self.skipTest("axe-core is not installed (scripts/setup.sh --tests)")
        for dark in (False, True):
            with Browser(dark=dark) as browser:
                for page in [*(self.site / name for name in PAGES), *self.explained.values()]:
                    browser.open(page)
                    self.assertEqual(browser.serious_findings(source), [], page)
                browser.open(self.site / "table.html", "record=A/HRC/26/903%23104.8")
                browser.wait("return document.getElementById('record').open")
                self.assertEqual(browser.serious_findings(source), [], "record")


class Explanation(Pages):
    def entry_of(self, number):
        return self.browser.run("return [...document.querySelectorAll('article')]"
                                ".find(a => a.querySelector('h3').textContent === arguments[0]).id", number)

    def test_an_outline_leads_to_its_record_and_back(self):
        self.browser.open(self.explained["upr-2014"])
        entry = self.entry_of("104.8")
        self.browser.run("document.querySelector(`.outline[data-entry=${arguments[0]}]`).click()", entry)
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('article.on')].map(a => a.id)"), [entry])
        inside = ("const b = document.querySelector(arguments[0]).getBoundingClientRect();"
                  "return b.bottom > 0 && b.top < innerHeight")
        self.assertTrue(self.browser.run(inside, f"#{entry}"))
        self.assertIn("misprinted-number", self.browser.run("return document.querySelector('article.on').textContent"))

        other = self.entry_of("106.2")
        self.browser.run("document.getElementById(arguments[0]).querySelector('h3 a').click()", other)
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('.outline.on')].map(o => o.dataset.entry)"), [other])
        self.assertTrue(self.browser.run(inside, f".outline[data-entry={other}]"))

    def test_outlines_stand_where_the_records_say(self):
        self.browser.open(self.explained["upr-2014"])
        for record in self.records:
            if record["document"]["symbol"] != "A/HRC/26/903" or record["number"] == "999.1":
                continue
            boxes = self.browser.run("""
                return [...document.querySelectorAll(`.outline[data-entry=${arguments[0]}]`)].map(outline => {
                  const box = outline.getBoundingClientRect(), page = outline.parentElement.querySelector("img").getBoundingClientRect();
                  return [box.left - page.left, box.top - page.top, box.right - page.left, box.bottom - page.top]
                    .map((edge, i) => edge * (i % 2 ? 841.9 / page.height : 595.3 / page.width));
                });""", self.entry_of(record["number"]))
            self.assertEqual(len(boxes), len(record["where"]))
            for box, place in zip(boxes, record["where"]):
                for edge, wanted in zip(box, place["bbox"]):
                    self.assertAlmostEqual(edge, wanted, delta=1.5)

    def test_pictures_show_the_pages_and_are_not_large(self):
        self.browser.open(self.explained["upr-2014"])
        sizes = self.browser.run("return [...document.images].map(i => [i.complete, i.naturalWidth, i.src.length])")
        self.assertEqual(len(sizes), 2)
        for complete, width, length in sizes:
            self.assertTrue(complete)
            self.assertGreater(width, 700)
            self.assertLess(length, 150_000)

    def test_prints_each_page_with_its_heading_on_one_sheet(self):
        page_of_a4 = 277 / 25.4 * 96  # without Chromium's margins, in its pixels
        with Browser(width=718, height=1047) as paper:
            paper.cdp("Emulation.setEmulatedMedia", media="print")
            paper.open(self.explained["upr-2014"])
            self.assertEqual(paper.run("return getComputedStyle(document.querySelector('header')).display"), "block")
            for height in paper.run("return [...document.querySelectorAll('section')].map(s => s.querySelector('.picture')"
                                    ".getBoundingClientRect().bottom - s.getBoundingClientRect().top)"):
                self.assertLess(height, page_of_a4)

    def test_a_document_without_pages_shows_its_text(self):
        self.browser.open(self.explained["thematic-list"])
        self.assertEqual(self.browser.run("return document.images.length"), 0)
        self.browser.run("[...document.querySelectorAll('.lines .outline')].find(o => o.textContent.startsWith('96.1')).click()")
        self.assertIn("96.1", self.browser.run("return document.querySelector('article.on h3').textContent"))


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--troika":
        sys.exit(__doc__)
    TROIKA = shutil.which(sys.argv[2])
    if reason := why_not():
        print(f"skipped: {reason}")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
