#!/usr/bin/env python3
"""Does what ADDING.md says, as it stands, and compares what it shows with what comes out.

  adding_test.py --troika BINARY             fails at the first difference
  adding_test.py --troika BINARY --update    writes what came out into ADDING.md; read the difference before you commit

A code block in html or toml is the file that the text before it names last, in backquotes, behind "into". In a block of
console, lines with "$ " are run in the shell, and what follows is their output.
"""
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PAGE = pathlib.Path(__file__).resolve().parents[2] / "ADDING.md"
SKIPPED = 77
BLOCK = re.compile(r"^```(html|toml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_console(block, folder, environment):
    """The block with what its commands print now."""
    out = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        done = subprocess.run(["bash", "-o", "pipefail", "-c", line[2:]], cwd=folder, env=environment, text=True,
                              capture_output=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        out += [line, *(done.stdout + done.stderr).splitlines()]
    assert out, "a console block without a command"
    return "".join(f"{line.rstrip()}\n" for line in out)


def follow(page, troika, folder):
    """The page with the output of now."""
    (folder / "bin").mkdir()
    (folder / "bin/troika").symlink_to(troika)
    work = folder / "work"
    work.mkdir()
    environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder),
                   "XDG_CONFIG_HOME": str(folder)}

    def replaced(block):
        language, content = block.groups()
        if language == "console":
            content = run_console(content, work, environment)
        else:
            name = re.findall(r"into\s+`([^`]+)`", page[:block.start()])[-1]
            (work / name).parent.mkdir(exist_ok=True)
            (work / name).write_text(content, encoding="utf-8")
        return f"```{language}\n{content}```"

    return BLOCK.sub(replaced, page)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--troika", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not shutil.which("jq"):
        print("skipped: jq is not installed")
        return SKIPPED
    page = PAGE.read_text(encoding="utf-8")
    assert {block.group(1) for block in BLOCK.finditer(page)} == {"html", "toml", "console"}, "blocks are missing"
    with tempfile.TemporaryDirectory() as folder:
        now = follow(page, options.troika, pathlib.Path(folder))
    if options.update:
        PAGE.write_text(now, encoding="utf-8")
        return 0
    sys.stdout.writelines(difflib.unified_diff(page.splitlines(True), now.splitlines(True), "ADDING.md", "what came out"))
    return 0 if now == page else 1


if __name__ == "__main__":
    sys.exit(main())
