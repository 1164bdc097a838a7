#!/usr/bin/env python3
"""Says which types have one name in one namespace and two definitions.

  one_definition.py ROOT

Several folders share a namespace (troika::output above all). Where two of their headers define a type of the same name,
the linker takes one's functions for the other's, and says nothing. Prints "file:line: what is wrong", and exits with 1
if anything is.
"""
import re
import sys
from pathlib import Path

NAMESPACE = re.compile(r"namespace ([\w:]+) \{")
TYPE = re.compile(r"(?:struct|class|enum(?: class)?) (\w+)(?: final)?(?: : [^;]*)? \{")  # at the margin: of the namespace


def definitions(root):
    """(namespace, name, "file:line") of every type that a header of ours defines in a namespace."""
    for path in sorted(root.rglob("*.h")):
        file = path.relative_to(root).as_posix()
        if file.startswith(("build/", ".", "tests/")):
            continue
        namespace = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := NAMESPACE.match(line):
                namespace = match[1]
            elif match := TYPE.match(line):
                yield namespace, match[1], f"{file}:{number}"


def check(found):
    """A line for each definition of what is defined already."""
    first = {}
    for namespace, name, place in found:
        other = first.setdefault((namespace, name), place)
        if other != place:
            yield f"{place}: {namespace}::{name} is defined in {other}, too; give one of them another name"


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    found = list(definitions(Path(arguments[0])))
    breaches = list(check(found)) if found else [f"{arguments[0]}: no type found: not the source tree?"]
    print("\n".join(breaches), end="\n" if breaches else "")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
