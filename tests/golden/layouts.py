"""How the reports of each period look: dimensions, covers, headers and footers.

Dimensions are points on A4, measured on published reports. x counts from the page's left margin
where a Run is built, y from the top of the page.
"""

from dataclasses import dataclass, replace

from flow import ASCENT, BOLD, ITALIC, PLAIN, Measure, Run, set_paragraph

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


def draw_run(canvas, left, y, run):
    """Draws a run with its baseline at y."""
    text = canvas.beginText(left + run.x, HEIGHT - y)
    text.setFont(run.font, run.size)
    text.setWordSpace(run.word_space)
    text.textOut(run.text)
    canvas.drawText(text)


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


def cover(canvas, layout, source):
    (_old_cover if layout.old else _cover)(canvas, layout, source)
    draw_text(canvas, WIDTH / 2, 822, DISCLAIMER, PLAIN, 7, "centre")


def _cover(canvas, layout, source):
    shift, symbol = layout.cover_shift, source["symbol"]
    draw_text(canvas, 538.6, 59.5 + shift, symbol[1:], size=10, align="right")
    draw_text(canvas, 538.2 - Run(0, symbol[1:], PLAIN, 10).end, 53 + shift, "A", size=20,
              align="right")
    draw_text(canvas, 119.6, 54.4 + shift, "United Nations", size=14)
    rule(canvas, 56.7, 538.6, 73.5 + shift)
    canvas.circle(86, HEIGHT - 102 - shift, 22)
    draw_text(canvas, 119.6, 80.6 + shift, "General Assembly", BOLD, 20)
    draw_text(canvas, 392.2, 86.2 + shift, "Distr.: General")
    draw_text(canvas, 392.2, 98.2 + shift, source["published"])
    draw_text(canvas, 392.2, 122.2 + shift, "Original: English")
    rule(canvas, 56.7, 538.6, 215 + shift, 2)

    draw_text(canvas, 56.7, 223.6 + shift, "Human Rights Council", BOLD, 12)
    lines = [(source["council_session"], BOLD), ("Agenda item 6", PLAIN)]
    if "council_dates" in source:
        lines.insert(1, (source["council_dates"], PLAIN))
        lines.append(("Universal periodic review", BOLD))
    else:
        lines.append(("Universal Periodic Review", BOLD))
    for i, (text, font) in enumerate(lines):
        draw_text(canvas, 56.7, 237.4 + 12 * i + shift, text, font)
    y = 254.9 + 12 * len(lines) + shift
    title = Measure(0, 0, 350, 14, 15)
    y = draw_lines(canvas, 113.4, y, set_paragraph(source["title"] + "[^*]", BOLD, title))
    draw_text(canvas, 113.4, y + 18, source["state"], BOLD, 14)

    note = note_lines(layout, "*", source["cover_note"])
    y = layout.foot_y - 40 - 11 * len(note)
    rule(canvas, 93, 150, y - 6)
    draw_lines(canvas, 113.4, y, note)
    draw_text(canvas, 56.7, layout.foot_y - (20 if layout.cover_shift else 1),
              source["ge_number"])


def _old_cover(canvas, layout, source):
    left, right = layout.odd_left, 554.3
    draw_text(canvas, left, 71.4, "UNITED", BOLD, 14)
    draw_text(canvas, left, 87.5, "NATIONS", BOLD, 14)
    draw_text(canvas, right, 73, "A", BOLD, 36, "right")
    rule(canvas, left, right, 112)
    canvas.circle(left + 30, HEIGHT - 150, 24)
    draw_text(canvas, 163.1, 134.8, "General Assembly", BOLD, 18)
    for y, text in ((126.9, "Distr."), (140.7, "GENERAL"), (168.3, source["symbol"]),
                    (182.1, source["published"]), (223.5, "Original: ENGLISH")):
        draw_text(canvas, 421.6, y, text, size=12)
    rule(canvas, left, right, 241, 2)
    for y, text in ((258.3, "HUMAN RIGHTS COUNCIL"), (272.1, source["council_session"]),
                    (285.9, "Agenda item 6")):
        draw_text(canvas, left, y, text, size=12)
    for y, text in ((366.2, "UNIVERSAL PERIODIC REVIEW"), (390, source["title"] + " *"),
                    (413.8, source["state"])):
        draw_text(canvas, left + layout.measure / 2, y, text, BOLD, 12, "centre")
    rule(canvas, left, left + 150, 662)
    note = set_paragraph("* " + source["cover_note"], PLAIN,
                         Measure(0, 0, layout.measure, 10, 11.5))
    draw_lines(canvas, left, 675.9, note)
    draw_text(canvas, left, 733.9, source["ge_number"], size=12)


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
