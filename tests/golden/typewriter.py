"""Typewritten pages, as the General Assembly's resolutions were printed until about 1995.

Courier, underlined instead of italic; the notes are marked "1/" and stand below a rule of
underscores; "/..." at the foot of a page says that another one follows.
"""

from flow import TYPED, UNDERLINED, Measure, Run, set_paragraph
from layouts import BOLD, HEIGHT, draw_lines, draw_text, rule

BOLD_TYPED = "Courier-Bold"


def cover(canvas, layout, source):
    left, right = layout.odd_left, 540
    draw_text(canvas, left, 62, "UNITED", BOLD, 16)
    draw_text(canvas, left, 79, "NATIONS", BOLD, 16)
    draw_text(canvas, right, 60, source["symbol"][0], BOLD, 24, "right")
    rule(canvas, left, right, 100)
    canvas.circle(left + 40, HEIGHT - 140, 26)
    draw_text(canvas, 170, 118, source["organ"], BOLD_TYPED, 14)
    lines = ("Distr.", "GENERAL", "", source["symbol"], source["published"])
    for i, text in enumerate(lines):
        draw_text(canvas, 392, 152 + 11.4 * i, text, TYPED)
    rule(canvas, left, right, 232, 3)
    draw_text(canvas, left, 250, source["council_session"], TYPED)
    draw_text(canvas, left, 261.4, source["agenda"], TYPED)
    middle = (left + right) / 2
    draw_text(canvas, middle, 290, source["title"], TYPED, align="centre")
    draw_text(canvas, middle, 312.8, source["committee"], TYPED, align="centre")
    measure = Measure(132, 132, 132 + 34 * 6, 10, 11.4)
    number = Run(72, source["number"], TYPED, 10)
    y = draw_lines(canvas, left, 347,
                   set_paragraph(f"_{source['number_title']}_", TYPED, measure, number))
    return y + 22.8


def furniture(canvas, layout, source, page):
    x, align = (540, "right") if page % 2 else (layout.even_left, "left")
    draw_text(canvas, x, 62, source["symbol"], TYPED, align=align)
    draw_text(canvas, x, 73.4, f"Page {page}", TYPED, align=align)


def continued(canvas):
    draw_text(canvas, 540, 771, "/...", TYPED, align="right")


def note_lines(layout, mark, text):
    measure = Measure(72, 0, layout.measure, 10, 11.4)
    return set_paragraph(text, TYPED, measure, Run(36, mark, UNDERLINED, 10)) + _blank()


def _blank():
    return set_paragraph(" ", TYPED, Measure(0, 0, 100, 10, 11.4))


def notes_rule(canvas, layout, page, y):
    draw_text(canvas, layout.left(page), y - 20, "_" * 12, TYPED)
