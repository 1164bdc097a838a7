"""A web page: a site's header, menu and footer around an article."""

from html import escape
from urllib.parse import quote


def write_page(source, path):
    article = "".join(_section(section) for section in source["body"])
    menu = "".join(f'<li><a href="/{quote(name)}">{escape(name)}</a></li>'
                   for name in source["menu"])
    path.write_text(f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(source["title"])} | {escape(source["site"])}</title>
<meta property="article:published_time" content="{source["published"]}T08:30:00Z">
<meta name="author" content="{escape(source["author"])}">
<script>var page = {{"recommendations": 99}};</script>
</head>
<body>
<header><a href="/">{escape(source["site"])}</a></header>
<nav><ul>{menu}</ul></nav>
<main><article>
<h1>{escape(source["title"])}</h1>
<p class="byline">By {escape(source["author"])} on <time datetime="{source["published"]}">\
{escape(source["day"])}</time></p>
{article}</article></main>
<footer><p>{escape(source["footer"])}</p></footer>
</body>
</html>
""", encoding="utf-8")


def _section(section):
    if "heading" in section:
        return f"<h2>{escape(section['heading'])}</h2>\n"
    if "bullets" in section:
        items = "".join(f"<li>{escape(text)}</li>" for text in section["bullets"])
        return f"<ul>{items}</ul>\n"
    return f"<p>{escape(section['text'])}</p>\n"
