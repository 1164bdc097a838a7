"""What the writer meant, worked out from the source alone: a line of intent.jsonl for each record.

Each line but a recommendation of a Working Group report names the `stream` that it is about. A key
that a line leaves out is not held against the record.
"""

import re

from flow import unmarked
from items import attributed, clauses, closings, item_text, label

_MARK = re.compile(r"\[\^([^\]]+)\]")


def intents(source):
    for meant in source.get("meant", []):
        yield meant
    yield from _items(source)
    yield from _records(source)
    yield from _statements(source)


def _items(source):
    """The recommendations of a Working Group report."""
    statements = {
        number: section["statement"]
        for section in source["body"] if "statement" in section
        for number in section["statement"]["numbers"]
    }
    for section in source["body"]:
        for place, (item, _) in enumerate(closings(section), 1):
            number = f"{section['paragraph']}.{place}"
            position = statements.get(number, section)
            *earlier, last = clauses(item)
            before = "".join(attributed(clause) + clause["then"] for clause in earlier)
            states = [state for clause in clauses(item) for state in clause["states"]]
            yield {
                "number": number,
                "label": label(source, section, item, place),
                "text": unmarked(before + last["text"]),
                "recommending_states": list(dict.fromkeys(states)),
                "response": position["response"],
                "qualifiers": position.get("qualifiers", []),
                "notes": _notes(source, item_text(item, "")),
            }


def _notes(source, text):
    return [source["notes"][mark] for mark in _MARK.findall(text)]


def _records(source):
    """The paragraphs, or the (a), (b), (c) of a paragraph, that recommend: those with `asks`."""
    for section in source["body"]:
        if "asks" not in section:
            continue
        for letter, text, asks in _parts(section):
            yield {
                "stream": "recommendations",
                "number": f"{section['paragraph']}.{letter}" if letter else str(section["paragraph"]),
                "text": _asked(text, letter or section.get("operative")),
                **asks,
                "recommending_states": [],
                "response": None,
                "notes": _notes(source, text),
            }


def _parts(section):
    """The letter, the words and the addressees of each record of a paragraph.

    A resolution's paragraph is one record. Elsewhere each of (a), (b) is one, led in by the
    paragraph's words; `first` stands before them and is a recommendation of its own.
    """
    letters = list(zip("abcdefgh", section.get("points", [])))
    if section.get("operative") or not letters:
        inside = [section["text"], *(f"({letter}) {text}" for letter, text in letters)]
        yield "", " ".join(inside), section["asks"]
        return
    if "first" in section:
        yield "", section["first"], section["asks_first"]
    lead = section.get("lead", section["text"])
    yield from ((letter, f"{lead} {text}", section["asks"]) for letter, text in letters)


def _asked(text, listed):
    """The words as a reader would say them, without marks; in a list, without what divides it."""
    said = re.sub(r" +", " ", unmarked(text)).replace(" ,", ",").replace(" ;", ";").strip()
    return re.sub(r"(; and|[;.])$", "", said) if listed else said


def _statements(source):
    """What the State says on recommendations of another document."""
    above = None  # the numbered paragraph that an entry stands under, if any
    for section in source["body"]:
        apart = "heading" in section or "table" in section
        above = section.get("paragraph", None if apart else above)
        for says in section.get("says", []):
            for number in expanded(says["numbers"]):
                yield {
                    "stream": "positions",
                    "report": source["report"],
                    "number": number,
                    "response": says.get("response"),
                    "qualifiers": says.get("qualifiers", []),
                    "paragraph": None if above is None else str(above),
                    "commented": says.get("commented", False),
                    "doubts": says.get("doubts", []),
                }


def expanded(numbers):
    """"104.1-3, 105.2" -> 104.1, 104.2, 104.3, 105.2."""
    for number in numbers.split(", "):
        first, _, last = number.partition("-")
        if not last:
            yield number
            continue
        paragraph, _, item = first.rpartition(".")
        yield from (f"{paragraph}.{place}" for place in range(int(item), int(last) + 1))
