"""A published folder of any size, made of a sample's records under other ids, with the change feed that led to it."""
import copy
import json

STREAMS = ("recommendations.jsonl", "documents.jsonl", "positions.jsonl", "failures.jsonl", "reviews.jsonl",
           "pages.jsonl")


def dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Published:
    """`sample` is a folder that troika extract -o has written. Changes take effect with the next write()."""

    def __init__(self, sample):
        self.sample = {name: (sample / name).read_text(encoding="utf-8").splitlines() for name in STREAMS}
        self.models = [json.loads(line) for line in self.sample["recommendations.jsonl"]]
        self.records, self.feed = {}, []

    def note(self, op, id_, record):
        self.feed.append({"seq": len(self.feed) + 1, "op": op, "id": id_, "record": copy.deepcopy(record)})

    def add(self, number):
        record = copy.deepcopy(self.models[number % len(self.models)])
        record["id"] = f"{record['id'].split('#')[0]}#{number // 1000 + 1}.{number % 1000 + 1}"
        record["text"] += f" ({number})"
        self.records[record["id"]] = record
        self.note("added", record["id"], record)
        return record["id"]

    def change(self, id_, **fields):
        self.records[id_].update(fields)
        self.note("changed", id_, self.records[id_])

    def withdraw(self, id_):
        del self.records[id_]
        self.note("withdrawn", id_, None)

    def withdraw_document(self, sha256):
        """With its records, and with the reviews that no record is of any more."""
        for id_ in [id_ for id_, record in self.records.items() if record["document"]["sha256"] == sha256]:
            self.withdraw(id_)
        self.keep("documents.jsonl", lambda line: line["document"]["sha256"] != sha256)
        reviews = {record["report"] or record["document"]["symbol"] for record in self.records.values()}
        self.keep("reviews.jsonl", lambda line: line["report"] in reviews)

    def keep(self, name, wanted):
        self.sample[name] = [line for line in self.sample[name] if wanted(json.loads(line))]

    def write(self, folder):
        """Each file takes its name when it is complete, as the program does it."""
        folder.mkdir(exist_ok=True)
        lines = dict(self.sample)
        lines["recommendations.jsonl"] = [dumps(record) for record in self.records.values()]
        lines["changes.jsonl"] = [dumps(change) for change in self.feed]
        for name, content in lines.items():
            partial = folder / f".{name}"
            partial.write_text("".join(f"{line}\n" for line in content), encoding="utf-8")
            partial.rename(folder / name)
        return folder
