#!/usr/bin/python3
"""Typesets the samples: CASE/source.toml -> CASE/document.pdf (.docx, .html) and CASE/intent.jsonl.

    typeset.py [CASE_DIR...]        without arguments: every case folder beside this file

The same source gives the same bytes. README.md describes the source; layouts.py and covers.py know
what the documents of each period look like, bodies.py what stands in them, flow.py breaks lines
and pages, intents.py works out what the records must say.
"""

import json
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import layouts
import typewriter
from bodies import blocks
from covers import cover
from flow import BOLD, ITALIC, PLAIN, Pages, unmarked
from intents import intents
from office import write_docx
from web import write_page

FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
    Path("/usr/share/fonts/truetype/liberation2"),
)


rl_config.useA85 = 0  # binary streams: a quarter smaller than in ASCII


def register_fonts():
    files = {PLAIN: "Regular", BOLD: "Bold", ITALIC: "Italic"}
    for name, face in files.items():
        paths = [folder / f"LiberationSerif-{face}.ttf" for folder in FONT_FOLDERS]
        path = next((path for path in paths if path.exists()), None)
        if path is None:
            sys.exit(f"LiberationSerif-{face}.ttf not found; install fonts-liberation")
        # asciiReadable would embed all of ASCII; a subset keeps the sample small.
        registerFont(TTFont(name, str(path), asciiReadable=False))


def one_line(value):
    """Unfolds the long strings of the source; no-break spaces stay."""
    if isinstance(value, str):
        return re.sub(r" *\n *", " ", value)
    if isinstance(value, list):
        return [one_line(element) for element in value]
    if isinstance(value, dict):
        return {key: one_line(element) for key, element in value.items()}
    return value


def contents_entries(pages):
    """(level, number, title, paragraphs, page) of every heading, from the finished pages."""
    keys = [(key, page.number) for page in pages for key in page.keys if key is not None]
    entries = []
    for at, (key, page) in enumerate(keys):
        if not isinstance(key, dict) or key["level"] > 2:
            continue
        level, title = key["level"], key.get("contents", unmarked(key["heading"]))
        inside = []
        for later, _ in keys[at + 1:]:
            if isinstance(later, dict) and later["level"] <= level:
                break
            if isinstance(later, int):
                inside.append(later)
        span = f"{inside[0]}–{inside[-1]}" if inside else ""
        entries.append((level, key.get("number", ""), title, span, page))
    return entries


def with_annex(entries):
    """The word "Annex" has no page of its own in the contents."""
    *body, annex, delegation = entries
    return body + [annex[:4] + (None,), delegation]


def draw(source, path):
    layout = layouts.LAYOUTS[source["layout"]]
    layout = replace(layout, contents=source.get("contents", layout.contents))
    canvas = Canvas(str(path), pagesize=(layouts.WIDTH, layouts.HEIGHT), invariant=1,
                    initialFontName=PLAIN)
    canvas.setTitle(source["symbol"])
    canvas.setAuthor("")
    style = typewriter if layout.typed else layouts
    begin = cover(canvas, layout, source) if source.get("cover", True) else layout.top
    on_cover = source.get("text_on_cover", False) or not source.get("cover", True)
    first = 1 if on_cover else 3 if layout.contents else 2
    notes = source.get("notes", {})
    pages = Pages(first, layout.top, layout.bottom,
                  lambda mark: style.note_lines(layout, mark, notes[mark]),
                  source.get("lines_together", 2), begin if on_cover else None)
    if on_cover and "cover_note" in source:
        pages.pages[0].notes = style.note_lines(layout, "*", source["cover_note"])
    pages = pages.flow(list(blocks(layout, source)))
    if not on_cover:
        canvas.showPage()
    if layout.contents:
        entries = contents_entries(pages)
        layouts.furniture(canvas, layout, source, 2)
        layouts.contents_page(canvas, layout, with_annex(entries) if "annex" in source else entries)
        canvas.showPage()
    for page in pages:
        draw_page(canvas, layout, source, page)
        if layout.typed and page is not pages[-1]:
            typewriter.continued(canvas)
        canvas.showPage()
    canvas.save()


def draw_page(canvas, layout, source, page):
    style = typewriter if layout.typed else layouts
    left = layout.left(page.number)
    if page.number > 1:
        style.furniture(canvas, layout, source, page.number)
    for y, run in page.placed:
        layouts.draw_run(canvas, left, y, run)
    for top, bottom, edges in page.frames:
        layouts.frame(canvas, left, top - 3, bottom + 3, edges)
    if page.notes:
        y = layout.bottom - sum(line.leading for line in page.notes)
        style.notes_rule(canvas, layout, page.number, y)
        layouts.draw_lines(canvas, left, y, page.notes)


FORMATS = {"pdf": draw, "docx": write_docx, "html": write_page}


def typeset(folder):
    with open(folder / "source.toml", "rb") as file:
        source = one_line(tomllib.load(file))
    form = source.get("format", "pdf")
    FORMATS[form](source, folder / f"document.{form}")
    lines = [json.dumps(intent, ensure_ascii=False) + "\n" for intent in intents(source)]
    (folder / "intent.jsonl").write_text("".join(lines), encoding="utf-8")


def main(arguments):
    folders = [Path(argument) for argument in arguments]
    folders = folders or sorted(path.parent for path in Path(__file__).parent.glob("*/source.toml"))
    register_fonts()
    for folder in folders:
        typeset(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
