#!/usr/bin/env python3
"""Reads every #include in the tree and says which ones the house rules forbid.

  includes.py ROOT

Prints "file:line: what is wrong" and exits with 1 if anything is. The rules are the two tables below; ARCHITECTURE.md
says why. tests/ may include anything, and nothing may include tests/.
"""
import fnmatch
import re
import sys
from dataclasses import dataclass
from pathlib import Path

# folder -> the folders whose headers it may include besides its own. Includes follow the document and never turn back:
# pipeline -> output -> normalize -> extract -> fetch; anyone may read the configuration.
# A folder stands for all below it, unless a folder below has a line of its own.
MAY_INCLUDE = {
    "config": [],
    "fetch": ["config"],
    "extract": ["fetch", "config"],
    "extract/pdf": ["extract", "fetch", "config"],
    "extract/html": ["extract", "fetch", "config"],
    "extract/docx": ["extract", "fetch", "config"],
    "extract/rules": ["extract", "fetch", "config"],
    "normalize": ["extract", "fetch", "config"],
    "output": ["normalize", "extract", "fetch", "config"],
    "pipeline": ["output", "normalize", "extract", "extract/pdf", "extract/html", "extract/docx", "extract/rules",
                 "fetch", "config"],
}
for room, beside in {"workers": [], "ingest": [], "commands": ["pipeline/workers", "pipeline/ingest"]}.items():
    MAY_INCLUDE[f"pipeline/{room}"] = ["pipeline", *beside, *MAY_INCLUDE["pipeline"]]


# library, its headers, where it may be named, and whether in one file only. None of them may reach another folder
# through a header, except those in SHARED.
THIRD_PARTY = [
    ("oneTBB", r"(oneapi/)?tbb/", ["pipeline/*"], "one file"),
    ("cereal", r"cereal/", ["pipeline/wire.cc"], "one file"),
    ("CLI11", r"CLI/", ["pipeline/commands/command_line*"], "any number"),
    ("spdlog", r"spdlog/", ["pipeline/*", "fetch/*"], "any number"),
    ("libcurl", r"curl/", ["fetch/*"], "one file"),
    ("OpenSSL", r"openssl/", ["fetch/sha256.cc"], "one file"),
    ("Poppler", r"(poppler|goo|splash|fofi)/|[A-Z]\w*\.h$", ["extract/pdf/*"], "any number"),
    ("libdeflate", r"libdeflate\.h$", ["extract/pdf/*"], "one file"),
    ("libxml2", r"libxml/", ["extract/html/*", "extract/docx/*"], "any number"),
    ("libzip", r"zip(conf)?\.h$", ["extract/html/*", "extract/docx/*"], "any number"),
    ("RE2", r"re2/", ["extract/rules/*", "normalize/*"], "any number"),
    ("ICU", r"unicode/", ["normalize/*"], "any number"),
    ("toml++", r"toml\+\+/|toml\.hpp$", ["config/*"], "any number"),
    ("RapidJSON", r"rapidjson/", ["output/*"], "any number"),
    ("SQLite", r"sqlite3\.h$", ["output/*"], "one file"),
    ("libpq", r"libpq-fe\.h$|libpq/", ["output/load/postgres.cc"], "one file"),
    ("expected", r"tl/expected\.hpp$", ["*"], "any number"),
]
SHARED = {"expected"}

# The C++ library has no dot in its names; of C and POSIX, what is found at the top and in these folders.
SYSTEM = re.compile(r"[a-z_]+$|(sys|linux|netinet|arpa|bits)/[\w./]+$|"
                    r"(dirent|dlfcn|fcntl|link|locale|malloc|poll|pthread|pwd|sched|signal|spawn|syslog|termios|time|unistd)\.h$")

SOURCES = {".h", ".hh", ".hpp", ".c", ".cc", ".cpp", ".cxx"}
HEADERS = {".h", ".hh", ".hpp"}
INCLUDE = re.compile(r'\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)"|(\S+))')


@dataclass(frozen=True)
class Include:
    file: str  # from the root
    line: int
    angled: str  # the header between <>, else ""
    quoted: str
    computed: str  # a macro in a header's place

    def complain(self, message):
        return (self.file, self.line, message)


def read_includes(root):
    """Every include of our sources, in the order of files and lines."""
    includes = []
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix not in SOURCES or file.startswith(("build/", ".")) or "/." in file:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := INCLUDE.match(line):
                includes.append(Include(file, number, *(group or "" for group in match.groups())))
    return includes


def folder_of(file):
    """The line of MAY_INCLUDE that a file stands under; "tests" for tests; "" for none."""
    if file.startswith("tests/"):
        return "tests"
    return max((folder for folder in MAY_INCLUDE if file.startswith(folder + "/")), key=len, default="")


def library_of(header):
    return next((rule for rule in THIRD_PARTY if re.match(rule[1], header)), None)


def forbidden_folder(include):
    """Why this folder may not include that one, or None."""
    source, target = folder_of(include.file), folder_of(include.quoted)
    if source == "tests" or target == source or target in MAY_INCLUDE[source]:
        return None
    if target == "tests":
        return f"{source}/ includes tests/"
    return f"{source}/ may not include {target}/; it may include {', '.join(MAY_INCLUDE[source]) or 'only itself'}"


def check_ours(includes, root):
    for include in includes:
        if not folder_of(include.file):
            yield include.complain("this folder has no line in the table of tests/house/includes.py")
        elif include.computed:
            yield include.complain(f"{include.computed}: name the header itself, so that it can be checked")
        elif include.quoted and not any((root / (include.quoted + suffix)).is_file() for suffix in ("", ".in")):
            yield include.complain(f'"{include.quoted}" is no file of ours; paths start at the root, other libraries stand in <>')
        elif include.quoted and (why := forbidden_folder(include)):
            yield include.complain(why)


def check_libraries(includes):
    """Each library only where its line allows, and in one file where it says so."""
    first_file = {}
    for include in includes:
        if not include.angled or include.file.startswith("tests/") or SYSTEM.match(include.angled):
            continue
        rule = library_of(include.angled)
        if not rule:
            yield include.complain(f"<{include.angled}> is of a library that the table of tests/house/includes.py does not name")
            continue
        library, _, allowed, files = rule
        if not any(fnmatch.fnmatchcase(include.file, pattern) for pattern in allowed):
            yield include.complain(f"{library} is named only in {', '.join(allowed)}")
        elif files == "one file" and first_file.setdefault(library, include.file) != include.file:
            yield include.complain(f"{library} is named in one file only, and {first_file[library]} names it")


def check_leaks(includes):
    """No header that another folder includes, itself or through others, may name a library."""
    reached_from = {i.quoted: i.file for i in reversed(includes)
                    if i.quoted and folder_of(i.file) not in ("tests", folder_of(i.quoted))}
    open_headers = list(reached_from)
    while open_headers:
        header = open_headers.pop(0)
        for include in includes:
            if include.file == header and include.quoted and include.quoted not in reached_from:
                reached_from[include.quoted] = reached_from[header]
                open_headers.append(include.quoted)
    for include in includes:
        rule = library_of(include.angled) if not SYSTEM.match(include.angled) else None
        if rule and rule[0] not in SHARED and include.file in reached_from and Path(include.file).suffix in HEADERS:
            yield include.complain(f"{rule[0]} in a header that another folder sees: {reached_from[include.file]} includes it")


def check(root):
    """Every breach as (file, line, message), in order."""
    includes = read_includes(root)
    if not includes:
        return [(str(root), 0, "no #include found: not the source tree?")]
    return sorted([*check_ours(includes, root), *check_libraries(includes), *check_leaks(includes)])


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    breaches = check(Path(arguments[0]))
    for file, line, message in breaches:
        print(f"{file}:{line}: {message}")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
