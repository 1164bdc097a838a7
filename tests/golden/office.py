"""A thematic list as a word processor writes it: a .docx whose body is one table.

The title stands only in the header. A cell's paragraphs are divided by "|"; a word processor cuts
a paragraph into runs wherever it was edited, so each is cut here in its middle.
"""

from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_docx(source, path):
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations({"rId1": ("header", "header1.xml")}),
        "word/document.xml": _document(source),
        "word/header1.xml": f'<w:hdr xmlns:w="{_W}">'
                            + "".join(_paragraph(line) for line in source["header"]) + "</w:hdr>",
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            # The first moment that a zip archive can name: the same bytes every time.
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _XML + xml, ZIP_DEFLATED)


def _content_types():
    return (f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
            '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/></Types>')


def _relations(targets):
    inside = "".join(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
                     for key, (kind, target) in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _document(source):
    [table] = [section["table"] for section in source["body"]]
    widths = table["widths"]
    grid = "".join(f'<w:gridCol w:w="{width * 20}"/>' for width in widths)
    rows = "".join(_row(row, widths) for row in [table["head"], *table["rows"]])
    return (f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body><w:tbl><w:tblPr/>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"
            '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
            "</w:body></w:document>")


def _row(cells, widths):
    """A row with one cell is a heading over all columns."""
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(cells) == 1 else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width * 20}" w:type="dxa"/>{span}</w:tcPr>'
        + "".join(_paragraph(text) for text in cell.split("|")) + "</w:tc>"
        for cell, width in zip(cells, widths))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"


def _paragraph(text):
    middle = len(text) // 2
    proof = '<w:proofErr w:type="spellStart"/>'
    return f"<w:p>{_run(text[:middle])}{proof}{_run(text[middle:])}</w:p>"


def _run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
