"""Line breaking and page filling.

A PDF library's own paragraphs hide where lines and pages break, and those breaks are what the
sample documents are for (a name cut in two, an item over a page end). So both are done here,
greedily, as a word processor does it.

Units are points; y grows downwards from the top of the page.
"""

import re
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

PLAIN, BOLD, ITALIC = "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"
TYPED, UNDERLINED = "Courier", "Courier-Oblique"  # a typewriter underlines what others slant
# From the top of a line, where `pdftotext -bbox` sees it in the real reports, to its baseline.
ASCENT = 0.683

# A line may break after a space, after an en dash, and after a hyphen between letters.
_BREAK = re.compile(r"(?<= )|(?<=–)|(?<=[^\W\d_]-)(?=[^\W\d_])")
_MARKUP = re.compile(r"\[\^([^\]]+)\]|_([^_]+)_")


@dataclass(frozen=True)
class Run:
    """A string in one font. Its x is relative to the page's left margin, its rise lifts it."""

    x: float
    text: str
    font: str
    size: float
    rise: float = 0
    word_space: float = 0
    column: int = 0  # of a table's row

    @property
    def end(self):
        spaces = self.text.count(" ") * self.word_space
        return self.x + stringWidth(self.text, self.font, self.size) + spaces


@dataclass
class Line:
    runs: list
    leading: float
    notes: list = field(default_factory=list)  # footnote marks printed on this line


@dataclass
class Block:
    """Lines that belong together: a heading, a paragraph, an item."""

    lines: list
    before: float = 0  # space above, dropped at the top of a page
    after: float = 0  # space below; of two that meet, the larger counts
    keep_next: bool = False
    new_page: bool = False
    key: object = None  # whatever the caller wants to find again on its page
    edges: tuple = ()  # of a table's row: the x of its vertical rules
    head: object = None  # of a table's row: the Block repeated above it on a new page
    ruled: bool = True  # whether a table's rules are drawn
    by_column: bool = False  # a table's columns are drawn one after another, not its rows


@dataclass(frozen=True)
class Measure:
    """Where a paragraph's lines start and end, and how they are set."""

    first: float
    left: float
    right: float
    size: float
    leading: float
    justified: bool = False


def spans(text, font):
    """Splits "word[^1] and _italic_" into (text, font, is footnote mark)."""
    at = 0
    for mark in _MARKUP.finditer(text):
        yield text[at:mark.start()], font, False
        if mark[1]:
            yield mark[1], {ITALIC: PLAIN, TYPED: UNDERLINED}.get(font, font), True
        else:
            yield mark[2], UNDERLINED if font == TYPED else ITALIC, False
        at = mark.end()
    yield text[at:], font, False


def unmarked(text):
    """The text as a reader would say it: no footnote marks, no markup."""
    return _MARKUP.sub(lambda mark: mark[2] or "", text)


def _unbreakable(pieces):
    """Groups spans into pieces that no line break may enter."""
    piece = []
    for text, font, raised in pieces:
        parts = _BREAK.split(text)
        for i, part in enumerate(parts):
            if part:
                piece.append((part, font, raised))
            if i + 1 < len(parts):
                yield piece
                piece = []
    if piece:
        yield piece


def _raised(mark, font, size):
    """Size and rise of a span; a typewriter knows neither."""
    return (size * 0.65, size * 0.35) if mark and font != UNDERLINED else (size, 0)


def _width(fragments, size):
    total = 0.0
    for i, (text, font, mark) in enumerate(fragments):
        shown = text.rstrip(" ") if i + 1 == len(fragments) else text
        total += stringWidth(shown, font, _raised(mark, font, size)[0])
    return total


def _runs(fragments, x, measure, fill):
    """Sets one line, stretching its spaces to the right edge if `fill`."""
    merged = []
    for text, font, raised in fragments:
        if merged and merged[-1][1:] == (font, raised):
            merged[-1] = (merged[-1][0] + text, font, raised)
        else:
            merged.append((text, font, raised))
    merged[-1] = (merged[-1][0].rstrip(" "), *merged[-1][1:])
    spaces = sum(text.count(" ") for text, _, _ in merged)
    extra = measure.right - x - _width(merged, measure.size) if fill and spaces else 0
    runs = []
    for text, font, raised in merged:
        size, rise = _raised(raised, font, measure.size)
        runs.append(Run(x, text, font, size, rise, extra / spaces if spaces else 0))
        x = runs[-1].end
    return runs


def set_paragraph(text, font, measure, label=None):
    """Breaks a paragraph into lines. `label` is a Run set apart on the first line."""
    lines, current, x = [], [], measure.first

    def close(fill):
        runs = _runs(current, x, measure, fill and measure.justified)
        if label and not lines:
            runs.insert(0, label)
        marks = [text for text, _, raised in current if raised]
        lines.append(Line(runs, measure.leading, marks))

    for piece in _unbreakable(spans(text, font)):
        if current and x + _width(current + piece, measure.size) > measure.right + 0.01:
            close(fill=True)
            current, x = [], measure.left
        current = current + piece
    close(fill=False)
    return lines


@dataclass
class Page:
    number: int  # as printed; the cover is 1
    placed: list = field(default_factory=list)  # (y of the baseline, Run)
    notes: list = field(default_factory=list)  # lines of the footnotes, in order
    keys: list = field(default_factory=list)  # of the blocks that start here
    frames: list = field(default_factory=list)  # of table rows: (top, bottom, edges)
    table_from: int = 0  # where in `placed` the table that is being set begins


class Pages:
    """Fills pages from `top` to `bottom` with blocks.

    `note_lines(mark)` sets the footnote of a mark. `together` is how many lines of a block stay
    together on either side of a page break; 2 is the rule of word processors.
    """

    NOTE_GAP = 14  # room for the rule above the first footnote

    def __init__(self, first_number, top, bottom, note_lines, together, start=None):
        """`start` is where the first page's text begins, if not at `top`."""
        self.top, self.bottom = top, bottom
        self.note_lines, self.together = note_lines, together
        self.pages, self.y, self.after = [Page(first_number)], start or top, 0

    def flow(self, blocks):
        at = 0
        while at < len(blocks):
            end = at
            while blocks[end].keep_next and end + 1 < len(blocks):
                end += 1
            self._start(blocks[at:end + 1])
            for block in blocks[at:end + 1]:
                self._place(block)
            at = end + 1
        return self.pages

    def _start(self, group):
        """Turns the page if asked to, or if a heading would be left alone at its foot."""
        *kept, last = group
        lines = [line for block in kept for line in block.lines] + last.lines[:self._head(last)]
        before = sum(max(block.before, block.after) for block in group)
        if self.pages[-1].placed and (group[0].new_page or not self._fits(lines, before)):
            self._turn()

    def _head(self, block):
        """How many of its first lines must not be parted."""
        return len(block.lines) if len(block.lines) < 2 * self.together else self.together

    def _turn(self):
        self.pages.append(Page(self.pages[-1].number + 1))
        self.y = self.top

    def _fits(self, lines, before=0):
        notes = [note for line in lines for mark in line.notes for note in self.note_lines(mark)]
        notes = self.pages[-1].notes + notes
        room = self.bottom - self.y - before - sum(line.leading for line in lines)
        return room >= (self.NOTE_GAP if notes else 0) + sum(note.leading for note in notes)

    def _place(self, block):
        lines = block.lines
        if self.pages[-1].placed:
            self.y += max(block.before, self.after)
        elif block.head:
            self._put_row(block.head, block.head.lines)
            self.y += block.before
        self.after = block.after
        self.pages[-1].keys.append(block.key)
        while lines:
            count = self._break(lines)
            self._put_row(block, lines[:count])
            lines = lines[count:]
            if lines:
                self._turn()
                if block.head:
                    self._put_row(block.head, block.head.lines)
                    self.y += block.before

    def _put_row(self, block, lines):
        """Places lines; those of a table are drawn cell by cell, or column by column."""
        page = self.pages[-1]
        at, top = len(page.placed), self.y
        for line in lines:
            self._put(line)
        if not block.edges:
            page.table_from = len(page.placed)
            return
        if block.ruled:
            page.frames.append((top, self.y, block.edges))
        at = page.table_from if block.by_column else at
        page.placed[at:] = sorted(page.placed[at:], key=lambda placed: placed[1].column)

    def _break(self, lines):
        """How many lines go on this page: all, or as many as leave enough for the next."""
        count = max((n for n in range(len(lines) + 1) if self._fits(lines[:n])), default=0)
        return count if count == len(lines) else max(1, min(count, len(lines) - self.together))

    def _put(self, line):
        page, size = self.pages[-1], max(run.size for run in line.runs)
        page.placed += [(self.y + ASCENT * size - run.rise, run) for run in line.runs]
        page.notes += [note for mark in line.notes for note in self.note_lines(mark)]
        self.y += line.leading
