"""How the documents of each period look: dimensions, headers, footers, contents pages.

Dimensions are points on A4, measured on published reports. x counts from the page's left margin
where a Run is built, y from the top of the page.
"""

from dataclasses import dataclass, replace

from flow import ASCENT, BOLD, ITALIC, PLAIN, TYPED, UNDERLINED, Measure, Run, set_paragraph

WIDTH, HEIGHT = 595.28, 841.89
DISCLAIMER = (
    "Sample document of an invented State, made for testing software. "
    "Not a United Nations document."
)


@dataclass(frozen=True)
class Layout:
    odd_left: float = 113.4
    even_left: float = 113.4
    measure: float = 368.6  # width of the text
    size: float = 10
    leading: float = 12
    gap: float = 6  # between paragraphs and between items
    justified: bool = True
    tab: float = 28.4  # from a paragraph's number to its first word
    item_left: float = 28.4
    item_tab: float = 42.5  # from an item's label to its first word
    item_hang: float = 0  # how far further lines of an item stand in from its label
    label_font: str = PLAIN
    item_font: str = BOLD
    top: float = 88
    bottom: float = 742
    head_y: float = 59
    foot_y: float = 748.8
    cover_shift: float = 0  # the later covers sit higher on the page
    contents: bool = True
    heading_x: float = 0  # of a heading without a number
    ge_at_foot: bool = False
    old: bool = False  # capitals, centred headings, symbol and page number in one corner
    typed: bool = False  # on a typewriter: see typewriter.py
    font: str = PLAIN

    def left(self, page):
        return self.odd_left if page % 2 else self.even_left


_MODERN = Layout()
_HIGHER = replace(
    _MODERN, top=73.6, bottom=777, head_y=44.9, foot_y=805.7, cover_shift=-14.2, contents=False
)
LAYOUTS = {
    # Mirrored margins, ragged right, a blank line between items, hanging items.
    "2008": Layout(
        odd_left=85.1, even_left=42.5, measure=467.7, size=12, leading=13.8, gap=12,
        justified=False, tab=36, item_left=36, item_tab=36, item_hang=36, item_font=PLAIN,
        top=86.9, bottom=768, old=True,
    ),
    "2010": replace(_MODERN, item_tab=28.4, label_font=BOLD, heading_x=-56.7),
    "2014": _MODERN,
    "2019": _HIGHER,
    "2025": replace(_HIGHER, ge_at_foot=True),
    "1994": Layout(
        odd_left=72, even_left=72, measure=462, leading=11.4, gap=11.4, justified=False, tab=72,
        top=112, bottom=730, contents=False, typed=True, font=TYPED,
    ),
    # Without a cover, as States and secretariats hand papers in.
    "plain": replace(
        _MODERN, odd_left=85, even_left=85, measure=425, size=12, leading=14, gap=8,
        top=72, bottom=770, contents=False,
    ),
}


def right_run(text, right, font, size):
    """A run that ends at `right`."""
    return Run(right - Run(0, text, font, size).end, text, font, size)


def draw_text(canvas, x, y, text, font=PLAIN, size=10, align="left"):
    """Draws one string with the top of its box at y."""
    draw = {"left": canvas.drawString, "right": canvas.drawRightString,
            "centre": canvas.drawCentredString}[align]
    canvas.setFont(font, size)
    draw(x, HEIGHT - y - ASCENT * size, text)


def rule(canvas, x0, x1, y, width=0.5):
    canvas.setLineWidth(width)
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def frame(canvas, left, top, bottom, edges):
    """Draws the rules around the cells of a table's row."""
    canvas.setLineWidth(0.5)
    for y in (top, bottom):
        canvas.line(left + edges[0], HEIGHT - y, left + edges[-1], HEIGHT - y)
    for x in edges:
        canvas.line(left + x, HEIGHT - top, left + x, HEIGHT - bottom)


def draw_run(canvas, left, y, run):
    """Draws a run with its baseline at y."""
    text = canvas.beginText(left + run.x, HEIGHT - y)
    text.setFont(TYPED if run.font == UNDERLINED else run.font, run.size)
    text.setWordSpace(run.word_space)
    text.textOut(run.text)
    canvas.drawText(text)
    if run.font == UNDERLINED:
        rule(canvas, left + run.x, left + run.end, y + 1.5)


def draw_lines(canvas, left, y, lines):
    for line in lines:
        for run in line.runs:
            draw_run(canvas, left, y + ASCENT * max(r.size for r in line.runs) - run.rise, run)
        y += line.leading
    return y


def note_lines(layout, mark, text):
    """A footnote: in the modern layouts its mark is raised and stands out to the left."""
    if layout.old:
        measure = Measure(0, 0, layout.measure, 10, 11.5)
        return set_paragraph(f"[^{mark}] {text}", PLAIN, measure)
    stars = mark.startswith("*")
    size, rise = (9, 0) if stars else (5.85, 3)
    label = replace(right_run(mark, -5, PLAIN, size), rise=rise)
    return set_paragraph(text, PLAIN, Measure(0, 0, layout.measure, 9, 11), label)


def notes_rule(canvas, layout, page, y):
    """The rule above the footnotes that begin at y."""
    left = layout.left(page)
    rule(canvas, left - (0 if layout.old else 20), left + 57, y - 6)


def furniture(canvas, layout, source, page):
    """Draws what every page but the cover has: symbol, page number, rule."""
    if layout.old:
        x = layout.left(page) + (360 if page % 2 else 0)
        draw_text(canvas, x, 45.4, source["symbol"], size=12)
        draw_text(canvas, x, 59.2, f"Page {page}", size=12)
        return
    x, other = (538.6, 56.7) if page % 2 else (56.7, 538.6)
    here, there = ("right", "left") if page % 2 else ("left", "right")
    draw_text(canvas, x, layout.head_y, source["symbol"], BOLD, 9, here)
    rule(canvas, 56.7, 538.6, layout.head_y + 14)
    draw_text(canvas, x, layout.foot_y, str(page), BOLD, 9, here)
    if layout.ge_at_foot:
        draw_text(canvas, other, layout.foot_y + 0.6, source["ge_number"], size=8, align=there)


def contents_page(canvas, layout, entries):
    """Draws the contents: (level, number, title, paragraphs, page) a line; "Annex" has no page."""
    if layout.old:
        _old_contents(canvas, layout, entries)
        return
    draw_text(canvas, 56.7, 88.4, "Contents", size=14)
    draw_text(canvas, 503.2, 110.9, "Paragraphs", ITALIC, 9, "right")
    draw_text(canvas, 538.6, 110.9, "Page", ITALIC, 9, "right")
    y = 128
    for level, number, title, paragraphs, page in entries:
        if page is None:
            draw_text(canvas, 56.7, y, title)
        else:
            x = 134.6 if level == 2 else 113.4
            draw_text(canvas, *((x - 21.2, y, number) if level == 2 else
                                (99.2, y, number, PLAIN, 10, "right")))
            _leader(canvas, x, y, title, 438.4 if paragraphs else 501.5, 10)
            draw_text(canvas, 503.2, y, paragraphs, align="right")
            draw_text(canvas, 538.6, y, str(page), align="right")
        y += 18


def _old_contents(canvas, layout, entries):
    left = layout.even_left
    draw_text(canvas, left + layout.measure / 2, 86.9, "CONTENTS", BOLD, 12, "centre")
    draw_text(canvas, left + 435.4, 112.6, "Paragraphs", ITALIC, 12, "right")
    draw_text(canvas, left + 478.1, 112.6, "Page", ITALIC, 12, "right")
    y = 138.4
    for level, number, title, paragraphs, page in entries:
        if page is None:
            draw_text(canvas, left + layout.measure / 2, y, title, BOLD, 12, "centre")
        else:
            x = left + 36 * (level - 1)
            _leader(canvas, x, y, f"{number} {title}".strip(), left + 365.5, 12)
            draw_text(canvas, left + 426, y, paragraphs.replace("–", " - "), PLAIN, 12, "right")
            draw_text(canvas, left + 468, y, str(page), PLAIN, 12, "right")
        y += 25.8


def _leader(canvas, x, y, title, right, size):
    """A title and the dots up to `right`, in one string as word processors write it."""
    dot = Run(0, ".", PLAIN, size).end
    dots = int((right - x - Run(0, title, PLAIN, size).end) / dot)
    draw_text(canvas, x, y, title + "." * max(3, dots), size=size)
