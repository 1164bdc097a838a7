#!/usr/bin/python3
"""Typesets the sample reports: CASE/source.toml -> CASE/document.pdf and CASE/intent.jsonl.

    typeset.py [CASE_DIR...]        without arguments: every case folder beside this file

The same source gives the same bytes. README.md describes the source; layouts.py knows what the
reports of each period look like, flow.py breaks lines and pages.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import layouts
from flow import BOLD, ITALIC, PLAIN, Block, Line, Measure, Pages, Run, set_paragraph, unmarked

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


# --- What an item says -----------------------------------------------------------------------


def clauses(item):
    """The clauses of an item; most have one, written without a `clause` table."""
    return item.get("clause", [item])


def attributed(clause):
    """A clause as printed; `by` is empty where no State is named."""
    return f"{clause['text']} {clause['by']}" if clause["by"] else clause["text"]


def item_text(item, closing):
    """The item as printed, without its label."""
    printed = "".join(attributed(clause) + clause.get("then", "") for clause in clauses(item))
    return printed + item.get("end", closing)


def closings(section):
    """What ends each item: the last of a list has a full stop."""
    items = section.get("item", [])
    default = section.get("item_end", ";")
    return [(item, "." if item is items[-1] else default) for item in items]


def intents(source):
    """What the writer meant by each item, in the terms of an output record."""
    statements = {
        number: section["statement"]
        for section in source["body"] if "statement" in section
        for number in section["statement"]["numbers"]
    }
    for section in source["body"]:
        for place, (item, _) in enumerate(closings(section), 1):
            number = f"{section['paragraph']}.{place}"
            position = statements.get(number, section)
            *earlier, last = clauses(item)
            before = "".join(attributed(clause) + clause["then"] for clause in earlier)
            states = [state for clause in clauses(item) for state in clause["states"]]
            marks = re.findall(r"\[\^([^\]]+)\]", item_text(item, ""))
            yield {
                "number": number,
                "label": label(source, section, item, place),
                "text": unmarked(before + last["text"]),
                "recommending_states": list(dict.fromkeys(states)),
                "response": position["response"],
                "qualifiers": position.get("qualifiers", []),
                "notes": [source["notes"][mark] for mark in marks],
            }


def label(source, section, item, place):
    form = section.get("label_form", source["label_form"])
    return item.get("printed", form.format(paragraph=section["paragraph"], item=place))


# --- Blocks ----------------------------------------------------------------------------------


def heading_block(layout, heading):
    level, number = heading["level"], heading.get("number", "")
    if layout.old:
        text = f"{number} {heading['heading']}".strip()
        [line] = set_paragraph(text, BOLD, Measure(0, 0, layout.measure, 12, layout.leading))
        shift = (layout.measure - line.runs[-1].end) / 2
        runs = [Run(run.x + shift, run.text, run.font, run.size, run.rise) for run in line.runs]
        return Block([Line(runs, layout.leading)], layout.gap, keep_next=True, key=heading,
                     new_page=heading.get("new_page", False))
    size = 14 if level == 1 else 12
    x = 0 if number else heading.get("x", layout.heading_x)
    marker = layouts.right_run(number, -14.2, BOLD, size) if number else None
    measure = Measure(x, x, layout.measure, size, size + 1)
    lines = set_paragraph(heading["heading"], BOLD, measure, marker)
    return Block(lines, 18, 12, keep_next=True, key=heading,
                 new_page=heading.get("new_page", False))


def paragraph_blocks(layout, section, source):
    """A numbered paragraph with its (a), (b), (c) and its items."""
    bold = not layout.old and (section.get("bold") or "response" in section)
    font = BOLD if bold else PLAIN
    measure = Measure(layout.tab, 0, layout.measure, layout.size, layout.leading, layout.justified)
    number = Run(0, f"{section['paragraph']}.", layout.label_font if bold else PLAIN, layout.size)
    lines = set_paragraph(section["text"], font, measure, number)
    leads = bool(section.get("item") or section.get("points"))
    yield Block(lines, layout.gap, keep_next=leads, key=section["paragraph"])
    for letter, text in zip("abcdefgh", section.get("points", [])):
        yield sub_block(layout, f"({letter})", text)
    for place, (item, closing) in enumerate(closings(section), 1):
        yield item_block(layout, label(source, section, item, place), item_text(item, closing))


def sub_block(layout, letter, text):
    x = layout.tab
    measure = Measure(x + layout.tab, 0, layout.measure, layout.size, layout.leading,
                      layout.justified)
    return Block(set_paragraph(text, PLAIN, measure, Run(x, letter, PLAIN, layout.size)),
                 layout.gap)


def item_block(layout, printed, text):
    x = layout.item_left
    marker = Run(x, printed, layout.label_font, layout.size)
    first = max(x + layout.item_tab, marker.end + 6)
    measure = Measure(first, x + layout.item_hang, layout.measure, layout.size, layout.leading,
                      layout.justified)
    return Block(set_paragraph(text, layout.item_font, measure, marker), layout.gap)


def annex_blocks(layout, annex):
    """The delegation: people's names that stand like items, after the recommendations."""
    title = {"heading": "Annex", "level": 1, "x": -56.7, "new_page": True}
    yield heading_block(layout, title)
    name = "Composition of the delegation"
    printed = name.upper() if layout.old else name
    yield heading_block(layout, {"heading": printed, "contents": name, "level": 1, "x": 0})
    indent = layout.tab
    measure = Measure(indent, 0, layout.measure, layout.size, layout.leading, layout.justified)
    yield Block(set_paragraph(annex["text"], PLAIN, measure), layout.gap)
    for member in annex["members"]:
        bullet = None if layout.old else Run(indent - 8.5, "•", PLAIN, layout.size)
        inner = Measure(indent, indent, layout.measure, layout.size, layout.leading,
                        layout.justified)
        yield Block(set_paragraph(member, PLAIN, inner, bullet), layout.gap)


def blocks(layout, source):
    for section in source["body"]:
        if "heading" in section:
            yield heading_block(layout, section)
        elif "paragraph" in section:
            yield from paragraph_blocks(layout, section, source)
        else:  # text between numbered paragraphs
            measure = Measure(0, 0, layout.measure, layout.size, layout.leading, layout.justified)
            yield Block(set_paragraph(section["text"], PLAIN, measure), layout.gap)
    yield from annex_blocks(layout, source["annex"])


# --- Pages -----------------------------------------------------------------------------------


def contents_entries(pages):
    """(level, number, title, paragraphs, page) of every heading, from the finished pages."""
    keys = [(key, page.number) for page in pages for key in page.keys if key is not None]
    entries = []
    for at, (key, page) in enumerate(keys):
        if not isinstance(key, dict):
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
    *body, annex, delegation = entries
    return body + [annex[:4] + (None,), delegation]


def draw(source, path):
    layout = layouts.LAYOUTS[source["layout"]]
    canvas = Canvas(str(path), pagesize=(layouts.WIDTH, layouts.HEIGHT), invariant=1,
                    initialFontName=PLAIN)
    canvas.setTitle(source["symbol"])
    canvas.setAuthor("")
    notes = source.get("notes", {})
    pages = Pages(3 if layout.contents else 2, layout.top, layout.bottom,
                  lambda mark: layouts.note_lines(layout, mark, notes[mark]),
                  source.get("lines_together", 2)).flow(list(blocks(layout, source)))
    layouts.cover(canvas, layout, source)
    canvas.showPage()
    if layout.contents:
        layouts.furniture(canvas, layout, source, 2)
        layouts.contents_page(canvas, layout, contents_entries(pages))
        canvas.showPage()
    for page in pages:
        draw_page(canvas, layout, source, page)
        canvas.showPage()
    canvas.save()


def draw_page(canvas, layout, source, page):
    left = layout.left(page.number)
    layouts.furniture(canvas, layout, source, page.number)
    for y, run in page.placed:
        layouts.draw_run(canvas, left, y, run)
    if page.notes:
        y = layout.bottom - sum(line.leading for line in page.notes)
        layouts.rule(canvas, left - (0 if layout.old else 20), left + 57, y - 6)
        layouts.draw_lines(canvas, left, y, page.notes)


def typeset(folder):
    with open(folder / "source.toml", "rb") as file:
        source = one_line(tomllib.load(file))
    draw(source, folder / "document.pdf")
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
