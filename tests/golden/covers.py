"""The first page of each kind of document.

Every function returns the y below which the document's own text may begin on that page.
"""

from flow import BOLD, PLAIN, Measure, Run, set_paragraph
from layouts import (
    DISCLAIMER, HEIGHT, WIDTH, draw_lines, draw_text, note_lines, right_run, rule,
)
import typewriter


def cover(canvas, layout, source):
    form = typewriter.cover if layout.typed else _old_cover if layout.old else _cover
    below = form(canvas, layout, source)
    draw_text(canvas, WIDTH / 2, 822, DISCLAIMER, PLAIN, 7, "centre")
    return below


def _cover(canvas, layout, source):
    shift = layout.cover_shift
    _masthead(canvas, source, shift)
    y = _agenda(canvas, source, shift)
    y = _titles(canvas, source, y)
    if "cover_note" in source and not source.get("text_on_cover"):
        note = note_lines(layout, "*", source["cover_note"])
        foot = layout.foot_y - 40 - 11 * len(note)
        rule(canvas, 93, 150, foot - 6)
        draw_lines(canvas, 113.4, foot, note)
    draw_text(canvas, 56.7, layout.foot_y - (20 if layout.cover_shift else 1),
              source["ge_number"])
    return y


def _masthead(canvas, source, shift):
    """United Nations, the organ, the symbol with its first letters large, the date."""
    large = source.get("symbol_series", "A")
    small = source["symbol"][len(large):]
    draw_text(canvas, 538.6, 59.5 + shift, small, size=10, align="right")
    draw_text(canvas, 538.2 - Run(0, small, PLAIN, 10).end, 53 + shift, large, size=20,
              align="right")
    draw_text(canvas, 119.6, 54.4 + shift, "United Nations", size=14)
    rule(canvas, 56.7, 538.6, 73.5 + shift)
    canvas.circle(86, HEIGHT - 102 - shift, 22)
    if "convention" in source:
        organ = set_paragraph(source["convention"], BOLD, Measure(0, 0, 250, 14, 16))
        draw_lines(canvas, 119.6, 80.6 + shift, organ)
    else:
        draw_text(canvas, 119.6, 80.6 + shift, "General Assembly", BOLD, 20)
    draw_text(canvas, 392.2, 86.2 + shift, "Distr.: General")
    draw_text(canvas, 392.2, 98.2 + shift, source["published"])
    draw_text(canvas, 392.2, 122.2 + shift, "Original: English")
    rule(canvas, 56.7, 538.6, 215 + shift, 2)


def _agenda(canvas, source, shift):
    """The body that the document goes to, its session, the agenda item."""
    name = source.get("body_name", "Human Rights Council")
    draw_text(canvas, 56.7, 223.6 + shift, name, BOLD, 12)
    lines = []
    if "council_session" in source:
        lines = [(source["council_session"], BOLD), (source.get("agenda", "Agenda item 6"), PLAIN)]
    title = "Universal Periodic Review"
    if "council_dates" in source:
        lines.insert(1, (source["council_dates"], PLAIN))
        title = "Universal periodic review"
    if lines:
        lines += [(line, BOLD) for line in source.get("agenda_title", title).split("|")]
    for i, (text, font) in enumerate(lines):
        draw_text(canvas, 56.7, 237.4 + 12 * i + shift, text, font)
    return 254.9 + 12 * len(lines) + shift


def _titles(canvas, source, y):
    """The title, and what stands below it: the State; "Addendum"; a resolution's number."""
    measure = Measure(0, 0, 350, 14, 15)
    mark = "[^*]" if "cover_note" in source else ""
    y = draw_lines(canvas, 113.4, y, set_paragraph(source["title"] + mark, BOLD, measure))
    if source.get("state_on_cover", True):
        draw_text(canvas, 113.4, y + 18, source["state"], BOLD, 14)
        y += 33
    for line in source.get("subtitles", []):
        y = draw_lines(canvas, 113.4, y + 16, set_paragraph(line, BOLD, Measure(0, 0, 350, 12, 13)))
    if "number" in source:
        label = right_run(source["number"], -8, BOLD, 12)
        measure = Measure(0, 0, 368, 12, 13)
        lines = set_paragraph(source["number_title"], BOLD, measure, label)
        y = draw_lines(canvas, 113.4, y + 16, lines)
    return y + 12


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
    return layout.bottom
