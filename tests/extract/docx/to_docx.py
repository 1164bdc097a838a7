#!/usr/bin/env python3
"""Writes a sample report as the Word document that it might have been before it became a PDF.

  to_docx.py CASE/source.toml OUT.docx

tests/golden/README.md describes the source. Paragraphs and the numbers of items are typed, the points of a list are
numbered by Word, footnotes are Word's with the marks that the report prints, and the symbol stands in the header.
"""
import re
import sys
import tomllib
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LETTERS = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
           '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>')


def one_line(value):
    if isinstance(value, str):
        return re.sub(r" *\n *", " ", value)
    if isinstance(value, list):
        return [one_line(element) for element in value]
    if isinstance(value, dict):
        return {key: one_line(element) for key, element in value.items()}
    return value


def part(root, content):
    return f'{HEAD}<w:{root} xmlns:w="{WORD}" xmlns:r="{RELATIONS}">{content}</w:{root}>'


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


class Report:
    def __init__(self, source):
        self.source, self.paragraphs, self.lists = source, [], 0
        self.ids = {mark: number for number, mark in enumerate(source.get("notes", {}), 2)}

    def runs(self, text, properties=""):
        """A word is split over two runs, as Word does after an edit."""
        made = ""
        for piece in re.split(r"(\[\^[^\]]+\])", text.replace("_", "")):
            if mark := re.fullmatch(r"\[\^([^\]]+)\]", piece):
                number = self.ids.get(mark[1], 0)
                made += (f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference '
                         f'w:customMarkFollows="1" w:id="{number}"/><w:t>{escape(mark[1])}</w:t></w:r>')
            else:
                half = len(piece) // 2
                made += run(piece[:half], properties) + run(piece[half:], properties)
        return made

    def add(self, text, properties="", look=""):
        self.paragraphs.append(f"<w:p><w:pPr>{properties}</w:pPr>{self.runs(text, look)}</w:p>")

    def add_items(self, section):
        form = section.get("label_form", self.source["label_form"])
        for place, item in enumerate(section["item"], 1):
            label = item.get("printed", form.format(paragraph=section["paragraph"], item=place))
            closing = "." if item is section["item"][-1] else section.get("item_end", ";")
            clauses = item.get("clause", [item])
            text = "".join(f"{c['text']} {c['by']}".rstrip() + c.get("then", "") for c in clauses)
            self.add(f"{label} {text}{item.get('end', closing)}", '<w:ind w:left="1134"/>')

    def add_points(self, points):
        self.lists += 1
        for text in points:
            self.add(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists}"/></w:numPr>')

    def write_body(self):
        source = self.source
        for field in ("published", "council_session"):
            self.add(source[field])
        self.add(source["title"], look="<w:b/>")
        self.add(source["state"], look="<w:b/>")
        for section in source["body"]:
            if "heading" in section:
                self.add(f"{section.get('number', '')} {section['heading']}".strip(), look="<w:b/>")
                continue
            number = f"{section['paragraph']}. " if "paragraph" in section else ""
            self.add(number + section["text"])
            if "points" in section:
                self.add_points(section["points"])
            if "item" in section:
                self.add_items(section)
        self.add("Annex", look="<w:b/>")
        self.add(source["annex"]["text"])
        for member in source["annex"]["members"]:
            self.add(member)

    def files(self):
        self.write_body()
        notes = "".join(f'<w:footnote w:id="{self.ids[mark]}"><w:p>{run(mark)}{run(" " + text)}</w:p></w:footnote>'
                        for mark, text in self.source.get("notes", {}).items())
        lists = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride '
                        f'w:val="1"/></w:lvlOverride></w:num>' for i in range(1, self.lists + 1))
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>'
        parts = {"header": ("hdr", f"<w:p>{run(self.source['symbol'])}</w:p>"), "footnotes": ("footnotes", notes),
                 "numbering": ("numbering", LETTERS + lists)}
        relations = "".join(f'<Relationship Id="r{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
                            for name in parts)
        made = {"[Content_Types].xml": f"{HEAD}<Types/>",
                "_rels/.rels": f'{HEAD}<Relationships><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
                               'Target="word/document.xml"/></Relationships>',
                "word/_rels/document.xml.rels": f"{HEAD}<Relationships>{relations}</Relationships>",
                "word/document.xml": part("document", f"<w:body>{''.join(self.paragraphs)}{section}</w:body>")}
        return made | {f"word/{name}.xml": part(*content) for name, content in parts.items()}


def main(arguments):
    source_path, document_path = map(Path, arguments)
    source = one_line(tomllib.loads(source_path.read_text(encoding="utf-8")))
    with zipfile.ZipFile(document_path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in Report(source).files().items():
            archive.writestr(name, content)


if __name__ == "__main__":
    main(sys.argv[1:])
