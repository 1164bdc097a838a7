#!/usr/bin/python3
"""Typesets every sample again and compares the bytes with the committed ones; skipped without reportlab or the fonts.

Debian's own interpreter, since reportlab comes as a Debian package.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

try:
    import reportlab  # noqa: F401
except ImportError:
    print("skipped: python3-reportlab is not installed")
    sys.exit(77)
if not pathlib.Path("/usr/share/fonts/truetype/liberation").is_dir():
    print("skipped: fonts-liberation is not installed")
    sys.exit(77)

wrong = []
with tempfile.TemporaryDirectory() as folder:
    for case in sorted(path.parent for path in HERE.glob("*/source.toml")):
        copy = pathlib.Path(folder) / case.name
        copy.mkdir()
        shutil.copy(case / "source.toml", copy)
        subprocess.run([sys.executable, "-B", HERE / "typeset.py", copy], check=True)
        [document] = case.glob("document.*")
        wrong += [f"{case.name}/{name}" for name in (document.name, "intent.jsonl")
                  if (copy / name).read_bytes() != (case / name).read_bytes()]
print("typesets differently:" if wrong else "all samples typeset to the committed bytes", *wrong)
sys.exit(1 if wrong else 0)
