"""Ruled tables: a row is a Block whose lines hold the runs of all its cells."""

from dataclasses import replace

from flow import BOLD, Block, Line, Measure, set_paragraph

PADDING = 5  # between a vertical rule and the text


def table_blocks(layout, table):
    """The blocks of `table`: its `widths`, its `head`, its `rows`, each a list of cells."""
    edges = [table.get("x", 0)]
    for width in table["widths"]:
        edges.append(edges[-1] + width)
    head = None
    if "head" in table:
        head = _row(layout, table, table["head"], edges, BOLD)
        head.keep_next = True
        yield head
    for row in table["rows"]:
        block = _row(layout, table, row, edges, layout.font, head)
        block.after = 12 if row is table["rows"][-1] else 0
        yield block


def _row(layout, table, cells, edges, font, head=None):
    columns = [_cell(layout, cell, edges[i], edges[i + 1], font) for i, cell in enumerate(cells)]
    lines = []
    for at in range(max(len(column) for column in columns)):
        runs = [replace(run, column=i) for i, column in enumerate(columns) if at < len(column)
                for run in column[at].runs]
        notes = [note for column in columns if at < len(column) for note in column[at].notes]
        lines.append(Line(runs, layout.leading, notes))
    return Block(lines, before=6, edges=tuple(edges), head=head, ruled=table.get("rules", True),
                 by_column=table.get("drawn") == "by column")


def _cell(layout, cell, left, right, font):
    """The lines of a cell; "|" ends a paragraph in it."""
    measure = Measure(left + PADDING, left + PADDING, right - PADDING, layout.size, layout.leading)
    texts = [text for text in cell.split("|") if text]
    return [line for text in texts for line in set_paragraph(text, font, measure)]
