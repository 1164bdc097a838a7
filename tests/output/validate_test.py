"""validate.py accepts what the C++ code writes, and names every way in which a line can be wrong.

  validate_test.py SAMPLES_PROGRAM SCHEMA_FOLDER
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SAMPLES, SCHEMAS = sys.argv[1], Path(sys.argv[2])
sys.path.insert(0, str(SCHEMAS))
import validate  # noqa: E402

STREAMS = ["changes", "documents", "failures", "pages", "positions", "recommendations", "reviews", "runs"]
STORED = [stream for stream in STREAMS if stream not in ("pages", "reviews")]


def run_validator(*paths):
    run = subprocess.run([sys.executable, SCHEMAS / "validate.py", *paths], capture_output=True, text=True)
    return run.returncode, run.stdout, run.stderr


def objects(value, where="$"):
    """Every object in a JSON value, by its path."""
    if isinstance(value, dict):
        yield where, value
        for key, inner in value.items():
            yield from objects(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, f"{where}[{index}]")


def put(record, where, value):
    """Sets what stands at a path such as $.where[0].page."""
    steps = where[2:].replace("[", ".").replace("]", "").split(".")
    *path, last = [int(step) if step.isdigit() else step for step in steps]
    for step in path:
        record = record[step]
    record[last] = value


class ValidateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        subprocess.run([SAMPLES, folder.name], check=True)
        cls.lines = {s: (cls.folder / f"{s}.jsonl").read_bytes().splitlines(keepends=True) for s in STREAMS}
        cls.validators = {s: validate.validator_for(Path(f"{s}.jsonl")) for s in STREAMS}

    def first_record(self, stream):
        return json.loads(self.lines[stream][0])

    def complaints(self, stream, line):
        """What is said of a line (bytes, or an object): ["path: message"]."""
        line = line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n"
        return [f"{where}: {message}" for where, message in validate.errors_of_line(line, self.validators[stream])]

    def test_accepts_all_that_the_writer_writes(self):
        self.assertEqual({stream: len(lines) for stream, lines in self.lines.items()},
                         {"changes": 3, "documents": 4, "failures": 4, "pages": 1, "positions": 3, "recommendations": 5,
                          "reviews": 2, "runs": 2})
        self.assertEqual(run_validator(self.folder), (0, "", ""))

    def test_accepts_all_that_the_store_publishes(self):
        published = self.folder / "published"
        lines = {s: len((published / f"{s}.jsonl").read_bytes().splitlines()) for s in STORED}
        self.assertEqual(lines, {"changes": 5, "documents": 6, "failures": 4, "positions": 3, "recommendations": 5, "runs": 1})
        self.assertEqual(run_validator(published), (0, "", ""))

    def test_refuses_every_missing_key_of_every_stream(self):
        for stream in STREAMS:
            record = self.first_record(stream)
            for key in record:
                rest = {k: v for k, v in record.items() if k != key}
                with self.subTest(stream=stream, key=key):
                    self.assertIn(f"$: '{key}' is a required property", self.complaints(stream, rest))

    def test_refuses_unknown_keys_at_every_depth(self):
        for stream in STREAMS:
            for where, _ in objects(self.first_record(stream)):
                if where == "$.versions.engines":  # open: any engine
                    continue
                record = self.first_record(stream)
                dict(objects(record))[where]["colour"] = "red"
                message = f"{where}: Additional properties are not allowed ('colour' was unexpected)"
                with self.subTest(stream=stream, where=where):
                    self.assertIn(message, self.complaints(stream, record))

    def test_refuses_wrong_values(self):
        cases = [
            ("recommendations", "$.response", "rejected"),
            ("recommendations", "$.mechanism", "Other one"),
            ("recommendations", "$.themes[0].name", ""),
            ("recommendations", "$.sdgs[0]", 18),
            ("recommendations", "$.report", "27/900"),
            ("documents", "$.totals[0].of", "accepted"),
            ("documents", "$.links[0].relation", "The report"),
            ("pages", "$.text", ""),
            ("pages", "$.figures[0].count", -1),
            ("positions", "$.target.number", "all"),
            ("reviews", "$.report", None),
            ("reviews", "$.documents[0].relation", None),
            ("reviews", "$.adoption.date", "18 September 2014"),
            ("reviews", "$.totals[0].document", None),
            ("reviews", "$.responses.none", None),
            ("recommendations", "$.qualifiers[0]", "maybe"),
            ("recommendations", "$.positions[0].response", "Supported"),
            ("recommendations", "$.recommending_states[0].iso3", "Chile"),
            ("recommendations", "$.recommending_states[0].iso3", None),
            ("recommendations", "$.recommending_states[0].group", "europe"),
            ("recommendations", "$.document.published", "2 July 2014"),
            ("recommendations", "$.document.symbol", "A HRC 27 10"),
            ("recommendations", "$.document.sha256", "AB"),
            ("recommendations", "$.document.kind", None),
            ("recommendations", "$.provenance.rules_sha256", None),
            ("recommendations", "$.id", "36"),
            ("recommendations", "$.number", "36."),
            ("recommendations", "$.paragraph", "124"),
            ("recommendations", "$.text", "two\nlines"),
            ("recommendations", "$.text", ""),
            ("recommendations", "$.where[0].page", 0),
            ("recommendations", "$.where[0].bbox", [1, 2, 3]),
            ("recommendations", "$.flags[0].code", "Misprinted number"),
            ("documents", "$.verdict", "lost"),
            ("documents", "$.stage", "extract"),
            ("documents", "$.responses.noted", -1),
            ("positions", "$.response", "accepted"),
            ("positions", "$.target.number", ""),
            ("failures", "$.level", "page"),
            ("failures", "$.code", "no such code"),
            ("changes", "$.seq", 0),
            ("changes", "$.op", "deleted"),
            ("changes", "$.record", None),  # not withdrawn
            ("changes", "$.record", {}),
            ("changes", "$.record.response", "rejected"),
            ("changes", "$.id", "36"),
            ("runs", "$.started", "2026-01-31 02:00"),
            ("runs", "$.exit_status", 5),
            ("runs", "$.versions.program", "new"),
        ]
        for stream, where, wrong in cases:
            with self.subTest(stream=stream, where=where, wrong=wrong):
                record = self.first_record(stream)
                put(record, where, wrong)
                complaints = self.complaints(stream, record)
                self.assertTrue(any(complaint.startswith(f"{where}: ") for complaint in complaints), complaints)

    def test_refuses_lines_that_are_not_canonical(self):
        run = self.first_record("runs")
        text = json.dumps(run).encode()
        swapped = {"extracted": run["extracted"], **run}
        nested = {**run, "versions": dict(reversed(run["versions"].items()))}
        cases = [
            (text[:-1] + b', "inputs": 5}\n', ["$: duplicate key 'inputs'"]),
            (text, ["$: no line feed at the end of the file"]),
            (swapped, ["$: keys are not in the schema's order"]),
            (nested, ["$.versions: keys are not in the schema's order"]),
            (text.replace(b"1250", b"NaN") + b"\n", ["$: NaN is not JSON"]),
            (b"\n", ["$: Expecting value: line 2 column 1 (char 1)"]),
            (b"[]\n", ["$: [] is not of type 'object'"]),
        ]
        for line, expected in cases:
            with self.subTest(line=line):
                self.assertEqual(self.complaints("runs", line), expected)
        latin1 = text.replace(b"poppler", b"caf\xe9") + b"\n"
        self.assertIn("codec can't decode byte 0xe9", self.complaints("runs", latin1)[0])

    def test_a_change_holds_a_whole_record_or_none(self):
        change = self.first_record("changes")
        record = change["record"]
        self.assertEqual(self.complaints("changes", {**change, "op": "withdrawn", "record": None}), [])
        self.assertTrue(self.complaints("changes", {**change, "op": "withdrawn"}))
        self.assertTrue(self.complaints("changes", {**change, "record": None}))
        self.assertEqual(self.complaints("changes", {**change, "record": dict(reversed(record.items()))}),
                         ["$.record: keys are not in the schema's order"])

    def test_prints_file_line_path_and_message_of_all_errors(self):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "failures.jsonl"
            good, bad = self.lines["failures"][:2]
            path.write_bytes(good + bad.replace(b'"retryable":false', b'"retryable":"no"').replace(b'"item"', b'"page"'))
            (Path(name) / "colours.jsonl").write_text("{}\n")
            status, out, _ = run_validator(name)
        self.assertEqual(status, 1)
        self.assertEqual(out.splitlines(), [
            f"{name}/colours.jsonl:1: $: no schema for a stream of this name; there is one for changes.jsonl, "
            "documents.jsonl, failures.jsonl, pages.jsonl, positions.jsonl, recommendations.jsonl, reviews.jsonl, runs.jsonl",
            f"{path}:2: $.level: 'page' is not one of ['document', 'item']",
            f"{path}:2: $.retryable: 'no' is not of type 'boolean'"])

    def test_usage(self):
        self.assertEqual(run_validator()[0], 2)
        self.assertEqual(run_validator(self.folder / "none"), (2, "", f"validate.py: {self.folder}/none: no such file or folder\n"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
