"""Holds what the program made of a sample against intent.jsonl, what its writer meant.

Each line of intent.jsonl names the stream that it is about (recommendations.jsonl where it names none) and what a record
of it must say. Keys that it leaves out are free.
"""
import hashlib
import json


class Case:
    """A sample: its folder, its document, what its writer meant, by stream."""

    def __init__(self, folder):
        self.folder = folder
        [self.document] = folder.glob("document.*")
        self.sha256 = hashlib.sha256(self.document.read_bytes()).hexdigest()
        self.meant = {}
        for line in (folder / "intent.jsonl").read_text(encoding="utf-8").splitlines():
            intent = json.loads(line)
            self.meant.setdefault(intent.pop("stream", "recommendations"), []).append(intent)


def misunderstandings(read, streams):
    """Where the records are not what the writer meant. The last case of `read` is the one that is tested."""
    records = {name.removesuffix(".jsonl"): [json.loads(line) for line in text.splitlines()]
               for name, text in streams.items()}
    case = read[-1]
    yield from _documents(case, records["documents"])
    for at, other in enumerate(read):
        yield from _recommendations(other, read[at + 1:], case, records["recommendations"])
    yield from _positions(case, records.get("positions", []))
    yield from _one_by_one(case, "reviews", [_review(review) for review in records.get("reviews", [])])
    yield from _one_by_one(case, "pages", [_page(page) for page in records.get("pages", [])])


def _unlike(name, record, meant):
    for field, value in meant.items():
        if record.get(field) != value:
            yield f"{name}: {field} is {record.get(field)!r}, meant was {value!r}"


def _one_by_one(case, stream, records):
    meant = case.meant.get(stream, [])
    if not meant:
        return
    if len(records) != len(meant):
        yield f"{case.folder.name}: {len(records)} lines in {stream}.jsonl, meant were {len(meant)}"
    for record, intent in zip(records, meant):
        yield from _unlike(f"{case.folder.name} {stream}", record, _with_figures(intent))


def _documents(case, records):
    for meant in case.meant.get("documents", []):
        [record] = [record for record in records if record["document"]["sha256"] == case.sha256]
        read = {**record, **record["document"], "state": (record["review"] or {}).get("state_under_review"),
                "totals": _figures(record["totals"]),
                "doubts": sorted({doubt["code"] for doubt in record["doubts"]})}
        meant = {"doubts": [], "rejects": 0, **meant}
        yield from _unlike(f"{case.folder.name} document", read, _with_figures(meant))


def _figures(totals):
    """What each figure counts, the figure, and whether it is only recalled; once each."""
    return sorted({(total["of"], total["count"], *["recalled"] * total["recalled"]) for total in totals})


def _with_figures(meant):
    """The writer's figures in the form of _figures()."""
    return {key: sorted(map(tuple, value)) if key in ("totals", "figures") else value
            for key, value in meant.items()}


def _recommendations(case, later, tested, records):
    """Those of one document. Of the `later` ones, each may answer them; the last answer counts."""
    own = [_as_meant(record) for record in records if record["document"]["sha256"] == case.sha256]
    meant = case.meant.get("recommendations", [])
    for answering in later:
        meant = [{**intent, **_answer(answering, intent)} for intent in meant]
    if len(own) != len(meant):
        yield f"{tested.folder.name}: {len(own)} recommendations of {case.folder.name}, but {len(meant)} were written"
    for record, intent in _pairs(own, meant):
        if record is None:
            yield f"{tested.folder.name} {intent['number']}: not read"
            continue
        yield from _unlike(f"{tested.folder.name} {record['number']}", record, {**intent, "qualifiers": sorted(intent.get("qualifiers", []))})


def _pairs(records, meant):
    """Each intent with its record: by number, or in order where the writer gave no numbers."""
    if not all("number" in intent for intent in meant):
        return zip(records, meant)
    by_number = {record["number"]: record for record in reversed(records)}
    return [(by_number.get(intent["number"]), intent) for intent in meant]


def _as_meant(record):
    """The fields of a recommendation that its writer states."""
    return {**record, "recommending_states": [state["iso3"] for state in record["recommending_states"]],
            "qualifiers": sorted(record["qualifiers"]), "themes": [theme["name"] for theme in record["themes"]],
            "notes": [note["text"] for note in record["notes"]]}


def _answer(case, intent):
    """The response that the case's document gives to a recommendation; nothing where it gives none."""
    stated = case.meant.get("positions", [])
    paragraph = intent["number"].partition(".")[0]
    answers = []
    for number in (intent["number"], paragraph, "*"):  # the more special counts
        answers = answers or [position for position in stated if position["number"] == number]
    return _combined(answers) if answers else {}


def _combined(positions):
    """Several answers to one recommendation are each about a part of it."""
    responses = {position["response"] for position in positions} - {None}
    return {
        "response": responses.pop() if len(responses) == 1 else "partially_supported" if responses else None,
        "qualifiers": sorted({word for position in positions for word in position["qualifiers"]}),
    }


def _positions(case, records):
    """A recommendation may be answered in several places: all that is said of it counts together."""
    if "positions" not in case.meant:
        return
    said, meant = {}, {}
    for record in records:
        if record["document"]["sha256"] == case.sha256:
            said.setdefault((record["target"]["symbol"], record["target"]["number"]), []).append(record)
    for intent in case.meant["positions"]:
        meant.setdefault((intent["report"], intent["number"]), []).append(intent)
    for target in sorted(set(said) | set(meant), key=str):
        name = f"{case.folder.name} position on {target[1]} of {target[0]}"
        if target not in said or target not in meant:
            yield f"{name}: {'not meant' if target not in meant else 'not read'}"
            continue
        yield from _unlike(name, _summary(said[target], [record["comment"] for record in said[target]]),
                           _summary(meant[target], [intent["commented"] for intent in meant[target]]))
        for intent in meant[target]:
            if intent["paragraph"] and intent["paragraph"] not in [record["paragraph"] for record in said[target]]:
                yield f"{name}: not stated in paragraph {intent['paragraph']}"


def _summary(positions, comments):
    doubts = {doubt if isinstance(doubt, str) else doubt["code"] for position in positions
              for doubt in position["doubts"]}
    return {**_combined(positions), "commented": any(comments), "doubts": sorted(doubts)}


def _review(review):
    adoption = review["adoption"] or {}
    return {**review, "state": review["state_under_review"], "decision": adoption.get("decision"),
            "adopted": adoption.get("date"), "totals": _figures(review["totals"]),
            "documents": [document["symbol"] for document in review["documents"]]}


def _page(page):
    return {**page, "figures": _figures(page["figures"])}
