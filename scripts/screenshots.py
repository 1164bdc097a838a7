#!/usr/bin/python3
"""Makes docs/screenshots/ anew from the project's own sample reports.

  screenshots.py TROIKA

Needs Chromium and its driver (scripts/setup.sh --tests), and pdftoppm (Debian: poppler-utils). Look at each picture
before you commit it.
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests/support"))
from browser import Browser, why_not  # noqa: E402

GOLDEN = ROOT / "tests/golden"
PICTURES = ROOT / "docs/screenshots"
DESKTOP = {"width": 1200, "height": 840}
PHONE = {"width": 390, "height": 844, "touch": True}


def picture(name, page, fragment="", ready="return true", script="", **browser):
    with Browser(**browser) as window:
        window.open(page, fragment)
        window.wait(ready)
        window.run(script)
        window.wait("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
        window.picture(PICTURES / f"{name}.png")


def printed(name, page):
    """The first page on paper."""
    with Browser(**DESKTOP) as window, tempfile.TemporaryDirectory() as folder:
        window.open(page)
        window.pdf(f"{folder}/page.pdf")
        subprocess.run(["pdftoppm", "-r", "70", "-png", "-singlefile", f"{folder}/page.pdf", PICTURES / name], check=True)


def main(troika):
    def run(*arguments):
        subprocess.run([troika, *map(str, arguments)], check=True, capture_output=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("extract", "-o", folder / "records", *sorted(GOLDEN.glob("*/document.*")))
        run("report", "--from", folder / "records", "-o", folder / "site")
        run("explain", "--html", folder / "explained.html", GOLDEN / "upr-2014/document.pdf")
        PICTURES.mkdir(exist_ok=True)
        site, has_rows = folder / "site", "return document.querySelector('#rows tr[data-place]') !== null"
        picture("overview", site / "index.html", **DESKTOP)
        picture("state", site / "states/XVA.html", **DESKTOP)
        picture("state-dark", site / "states/XVA.html", dark=True, **DESKTOP)
        picture("table", site / "table.html", "state=XVA&cycle=2&sort=response", has_rows, **DESKTOP)
        picture("record", site / "table.html", "record=A/HRC/26/903%23104.8",
                "return document.getElementById('record').open", **DESKTOP)
        picture("table-phone", site / "table.html", "document=A/HRC/26/903", has_rows, "scrollTo(0, 330)", **PHONE)
        picture("state-phone", site / "states/XVA.html", **PHONE)
        picture("explain", folder / "explained.html", ready="return document.images[0].complete", **DESKTOP,
                script="[...document.querySelectorAll('.outline')].find(o => o.ariaLabel === '104.8').click()")
        picture("explain-phone", folder / "explained.html", ready="return document.images[0].complete", **PHONE)
        printed("state-print", site / "states/XVA.html")
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if reason := why_not() or (None if shutil.which("pdftoppm") else "pdftoppm is not installed (Debian: poppler-utils)"):
        sys.exit(f"screenshots.py: {reason}")
    main(Path(sys.argv[1]).resolve())
