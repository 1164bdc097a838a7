#!/usr/bin/env python3
"""Writes a sample report as the web page that it might be published as.

  to_html.py CASE/source.toml OUT.html

tests/golden/README.md describes the source. Items are a list without bullets, footnotes stand at the end, and around
it all is what sites put around their pages.
"""
import re
import sys
import tomllib
from html import escape
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{symbol}</title>
<style>p {{ color: black }}</style><script>document.write("<p>1. Not this.</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main>
{body}
</main></body></html>
"""


def one_line(value):
    if isinstance(value, str):
        return re.sub(r" *\n *", " ", value)
    if isinstance(value, list):
        return [one_line(element) for element in value]
    if isinstance(value, dict):
        return {key: one_line(element) for key, element in value.items()}
    return value


def inline(text):
    text = re.sub(r"\[\^([^\]]+)\]", r"<sup>\1</sup>", escape(text))
    return re.sub(r"_([^_]+)_", r"<i>\1</i>", text)


def element(name, text):
    # To a browser a line break is a space.
    folded = inline(text).replace(", ", ",\n  ", 1)
    return f"<{name}>{folded}</{name}>"


def clause_text(clause):
    return f"{clause['text']} {clause['by']}".rstrip() + clause.get("then", "")


def item_text(item, closing):
    return "".join(map(clause_text, item.get("clause", [item]))) + item.get("end", closing)


def items(source, section):
    form = section.get("label_form", source["label_form"])
    yield '<ul style="list-style: none">'
    for place, item in enumerate(section["item"], 1):
        label = item.get("printed", form.format(paragraph=section["paragraph"], item=place))
        closing = "." if item is section["item"][-1] else section.get("item_end", ";")
        yield element("li", f"{label} {item_text(item, closing)}")
    yield "</ul>"


def body(source):
    for field in ("symbol", "published", "council_session"):
        yield element("p", source[field])
    yield element("h1", source["title"])
    yield element("h2", source["state"])
    for section in source["body"]:
        if "heading" in section:
            yield element("h2", f"{section.get('number', '')} {section['heading']}".strip())
            continue
        number = f"{section['paragraph']}. " if "paragraph" in section else ""
        yield element("p", number + section["text"])
        if "points" in section:
            yield "<ul>"
            yield from (element("li", f"({letter}) {text}") for letter, text in zip("abcdefgh", section["points"]))
            yield "</ul>"
        if "item" in section:
            yield from items(source, section)
    yield element("h2", "Annex")
    yield element("p", source["annex"]["text"])
    yield from (element("p", member) for member in source["annex"]["members"])
    yield "<hr>"
    yield from (f"<p><sup>{escape(mark)}</sup> {escape(text)}</p>" for mark, text in source.get("notes", {}).items())


def main(arguments):
    source_path, page_path = map(Path, arguments)
    source = one_line(tomllib.loads(source_path.read_text(encoding="utf-8")))
    page = PAGE.format(symbol=source["symbol"], body="\n".join(body(source)))
    page_path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
