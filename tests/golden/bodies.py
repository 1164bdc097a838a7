"""What stands in a document's body: each `[[body]]` section of a source becomes Blocks.

A section is a heading, a numbered paragraph, an answer set apart by its number (`label` in a
column of its own, `run_in` within the first line, `line` above the text), a table, bullets, or
plain text. README.md describes the keys.
"""

import layouts
from flow import BOLD, PLAIN, Block, Line, Measure, Run, set_paragraph
from items import closings, item_text, label
from tables import table_blocks

LABEL_COLUMN = 76.5  # from an answer's number to its text, where they are columns


def blocks(layout, source):
    for section in source["body"]:
        form = next((form for key, form in FORMS.items() if key in section), _text_blocks)
        yield from form(layout, section, source)
    if "annex" in source:
        yield from _annex_blocks(layout, source["annex"])


def _heading_blocks(layout, heading, _):
    level, number = heading["level"], heading.get("number", "")
    if layout.old:
        yield _old_heading(layout, heading, f"{number} {heading['heading']}".strip())
        return
    size = {1: 14, 2: 12, 3: 10}[level]
    x = 0 if number else heading.get("x", layout.heading_x)
    marker = layouts.right_run(number, -14.2, BOLD, size) if number else None
    measure = Measure(x, x, layout.measure, size, size + (1 if level < 3 else 2))
    lines = set_paragraph(heading["heading"], BOLD, measure, marker)
    before, after = (18, 12) if level < 3 else (12, 6)
    yield Block(lines, before, after, keep_next=True, key=heading,
                new_page=heading.get("new_page", False))


def _old_heading(layout, heading, text):
    [line] = set_paragraph(text, BOLD, Measure(0, 0, layout.measure, 12, layout.leading))
    shift = (layout.measure - line.runs[-1].end) / 2
    runs = [Run(run.x + shift, run.text, run.font, run.size, run.rise) for run in line.runs]
    return Block([Line(runs, layout.leading)], layout.gap, keep_next=True, key=heading,
                 new_page=heading.get("new_page", False))


def _paragraph_blocks(layout, section, source):
    """A numbered paragraph with its (a), (b), (c) and its items."""
    bold = not layout.old and (section.get("bold") or "response" in section)
    font = BOLD if bold else layout.font
    x = layout.tab / 2 if layout.typed else layout.tab if section.get("operative") else 0
    measure = _measure(layout, x + layout.tab if section.get("operative") else layout.tab)
    printed = source.get("numbers", "{}.").format(section["paragraph"])
    number = Run(x, printed, layout.label_font if bold else layout.font, layout.size)
    lines = set_paragraph(section["text"], font, measure, number)
    leads = bool(section.get("item") or section.get("points"))
    yield Block(lines, layout.gap, keep_next=leads, key=section["paragraph"])
    for letter, text in zip("abcdefgh", section.get("points", [])):
        yield _sub_block(layout, f"({letter})", text, font)
    for place, (item, closing) in enumerate(closings(section), 1):
        yield _item_block(layout, label(source, section, item, place), item_text(item, closing))


def _measure(layout, first, left=0):
    return Measure(first, left, layout.measure, layout.size, layout.leading, layout.justified)


def _sub_block(layout, letter, text, font):
    x = layout.tab
    measure = _measure(layout, x + layout.tab)
    return Block(set_paragraph(text, font, measure, Run(x, letter, font, layout.size)), layout.gap)


def _item_block(layout, printed, text):
    x = layout.item_left
    marker = Run(x, printed, layout.label_font, layout.size)
    first = max(x + layout.item_tab, marker.end + 6)
    measure = _measure(layout, first, x + layout.item_hang)
    return Block(set_paragraph(text, layout.item_font, measure, marker), layout.gap)


def _paragraphs_of(section):
    return section["text"] if isinstance(section["text"], list) else [section["text"]]


def _label_blocks(layout, section, _):
    """The number in a column of its own, in bold; the answer's paragraphs beside it."""
    marker = Run(0, section["label"], BOLD, layout.size)
    for text in _paragraphs_of(section):
        measure = _measure(layout, LABEL_COLUMN, LABEL_COLUMN)
        yield Block(set_paragraph(text, PLAIN, measure, marker), layout.gap)
        marker = None


def _run_in_blocks(layout, section, _):
    """The number at the beginning of the first line, the answer behind it."""
    marker = Run(layout.tab, section["run_in"], PLAIN, layout.size)
    for text in _paragraphs_of(section):
        measure = _measure(layout, max(2.6 * layout.tab, marker.end + 14) if marker else layout.tab)
        yield Block(set_paragraph(text, PLAIN, measure, marker), layout.gap)
        marker = None


def _line_blocks(layout, section, _):
    """The number alone on a line, in bold; the answer's paragraphs below it."""
    yield Block(set_paragraph(section["line"], BOLD, _measure(layout, 0)), layout.gap,
                keep_next=True)
    for text in _paragraphs_of(section):
        yield Block(set_paragraph(text, PLAIN, _measure(layout, layout.tab)), layout.gap)


def _table_sections(layout, section, _):
    yield from table_blocks(layout, section["table"])


def _bullet_blocks(layout, section, _):
    for text in section["bullets"]:
        measure = _measure(layout, layout.tab, layout.tab)
        bullet = Run(layout.tab - 12, "•", PLAIN, layout.size)
        yield Block(set_paragraph(text, PLAIN, measure, bullet), layout.gap)


def _text_blocks(layout, section, _):
    """Plain text: `x` is its left edge, `first` how far its first line stands in from there.

    "|" ends a line.
    """
    font = BOLD if section.get("bold") else layout.font
    x = section.get("x", 0)
    measure = _measure(layout, x + section.get("first", 0), x)
    for text in _paragraphs_of(section):
        lines = [line for part in text.split("|") for line in set_paragraph(part, font, measure)]
        if section.get("right"):
            lines = [_to_the_right(layout, line) for line in lines]
        yield Block(lines, section.get("before", layout.gap))


def _to_the_right(layout, line):
    shift = layout.measure - line.runs[-1].end
    runs = [Run(run.x + shift, run.text, run.font, run.size, run.rise) for run in line.runs]
    return Line(runs, line.leading, line.notes)


def _annex_blocks(layout, annex):
    """The delegation: people's names that stand like items, after the recommendations."""
    title = {"heading": "Annex", "level": 1, "x": -56.7, "new_page": True}
    yield from _heading_blocks(layout, title, None)
    name = "Composition of the delegation"
    printed = name.upper() if layout.old else name
    heading = {"heading": printed, "contents": name, "level": 1, "x": 0}
    yield from _heading_blocks(layout, heading, None)
    yield Block(set_paragraph(annex["text"], PLAIN, _measure(layout, layout.tab)), layout.gap)
    for member in annex["members"]:
        bullet = None if layout.old else Run(layout.tab - 8.5, "•", PLAIN, layout.size)
        inner = _measure(layout, layout.tab, layout.tab)
        yield Block(set_paragraph(member, PLAIN, inner, bullet), layout.gap)


# The key that tells a section's form.
FORMS = {
    "heading": _heading_blocks,
    "paragraph": _paragraph_blocks,
    "label": _label_blocks,
    "run_in": _run_in_blocks,
    "line": _line_blocks,
    "table": _table_sections,
    "bullets": _bullet_blocks,
}
