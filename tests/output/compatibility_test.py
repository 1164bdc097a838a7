#!/usr/bin/env python3
"""Holds the schemas to their promise: what reads version 1.0 reads every later 1.x (output/schema/README.md).

  compatibility_test.py            compares with schema_snapshot.json, and datapackage.cc with the schemas
  compatibility_test.py --write    adds what is new to the snapshot; takes nothing away
"""
import json
import pathlib
import re
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCHEMAS = ROOT / "output/schema"
SNAPSHOT = HERE / "schema_snapshot.json"
OPEN_LISTS = {"failure_code"}  # may grow within a major version

sys.path.insert(0, str(SCHEMAS))
import validate  # noqa: E402


def resolved(node, schema):
    """The node with what it refers to; its own words count for more."""
    while "$ref" in node:
        target = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def types_of(node, schema):
    node = resolved(node, schema)
    if "anyOf" in node:
        return sorted({name for part in node["anyOf"] for name in types_of(part, schema)})
    if "then" in node and "type" not in node:  # an object, or null
        return sorted(types_of(node["then"], schema) + ["null"])
    if "type" in node:
        return sorted([node["type"]] if isinstance(node["type"], str) else node["type"])
    values = node.get("enum", [node["const"]] if "const" in node else [])
    return sorted({"null" if value is None else "string" for value in values})


def keys_of(node, schema, path=""):
    """{path: {types, values}} of every key; `values` of closed lists."""
    node = resolved(node, schema)
    found = {}
    if "then" in node and "properties" not in node and "type" not in node:
        node = resolved(node["then"], schema)
    for key, child in node.get("properties", {}).items():
        here = f"{path}.{key}" if path else key
        child_node = resolved(child, schema)
        found[here] = {"types": types_of(child, schema)}
        if "enum" in child_node and not any(name in json.dumps(child) for name in OPEN_LISTS):
            found[here]["values"] = sorted(map(str, child_node["enum"]))
        found |= keys_of(child, schema, here)
        if "items" in child_node:
            items = resolved(child_node["items"], schema)
            found[f"{here}[]"] = {"types": types_of(items, schema)}
            if "enum" in items:
                found[f"{here}[]"]["values"] = sorted(map(str, items["enum"]))
            found |= keys_of(items, schema, f"{here}[]")
    return found


def required_everywhere(node, path="$"):
    """Paths of objects some of whose keys need not be there."""
    if isinstance(node, dict):
        if "additionalProperties" in node and node["additionalProperties"] is False and "properties" in node:
            if sorted(node["properties"]) != sorted(node.get("required", [])):
                yield path
        for key, value in node.items():
            yield from required_everywhere(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from required_everywhere(value, f"{path}[{index}]")


def current():
    streams = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        if path.name != validate.COMMON:
            schema = validate.load_schema(path)
            streams[path.name.split(".")[0]] = keys_of(schema, schema)
    return streams


def versions():
    ids = {json.loads(path.read_text(encoding="utf-8"))["$id"] for path in SCHEMAS.glob("*.schema.json")}
    return {re.fullmatch(r"https://troika\.invalid/schema/([0-9]+\.[0-9]+)/[a-z]+\.schema\.json", id_)[1] for id_ in ids}


def breaches(old, new):
    """What a reader of `old` would stumble over."""
    for stream, keys in old.items():
        for key, was in keys.items():
            now = new.get(stream, {}).get(key)
            if now is None:
                yield f"{stream}: {key} is gone"
            elif not set(now["types"]) <= set(was["types"]):
                yield f"{stream}: {key} may be {', '.join(sorted(set(now['types']) - set(was['types'])))} now"
            elif not set(now.get("values", [])) <= set(was.get("values", now.get("values", []))):
                yield f"{stream}: {key} has new values: {sorted(set(now['values']) - set(was['values']))}"


class CompatibilityTest(unittest.TestCase):
    def setUp(self):
        self.snapshot = json.loads(SNAPSHOT.read_text(encoding="utf-8"))

    def test_one_version(self):
        self.assertEqual(versions(), {self.snapshot["version"]})
        self.assertIn(f'kSchemaVersion = "{self.snapshot["version"]}"', (ROOT / "output/datapackage.h").read_text())

    def test_what_was_there_is_there(self):
        self.assertEqual(list(breaches(self.snapshot["streams"], current())), [])

    def test_what_is_new_has_a_version(self):
        self.assertEqual(current(), self.snapshot["streams"], "new keys: raise the version, then --write")

    def test_every_key_is_always_there(self):
        for path in SCHEMAS.glob("*.schema.json"):
            self.assertEqual(list(required_everywhere(json.loads(path.read_text(encoding="utf-8")))), [], path.name)

    def test_breaches_are_noticed(self):
        old = {"x": {"a": {"types": ["string"]}, "b": {"types": ["string"], "values": ["p", "q"]}}}
        self.assertEqual(list(breaches(old, {"x": {**old["x"], "c": {"types": ["null"]}}})), [])
        for new, message in (({"x": {"b": old["x"]["b"]}}, "a is gone"),
                             ({"x": {**old["x"], "a": {"types": ["null", "string"]}}}, "a may be null now"),
                             ({"x": {**old["x"], "b": {"types": ["string"], "values": ["p", "r"]}}}, "new values: ['r']")):
            self.assertEqual([breach.split(": ", 1)[1].replace("b has ", "") for breach in breaches(old, new)], [message])

    def test_data_package_names_the_keys(self):
        source = (ROOT / "output/datapackage.cc").read_text(encoding="utf-8")
        table = source[source.index("kStreams{{"):source.index("}};")]
        for stream, keys in current().items():
            if stream == "run":
                continue
            entry = re.search(rf'"{stream}",((?:\s*"[^"]*")+)', table)[1]
            words = "".join(re.findall(r'"([^"]*)"', entry)).split()
            expected = [f"{key}:{next(t for t in what['types'] if t != 'null')}" for key, what in keys.items()
                        if "." not in key and "[" not in key]
            self.assertEqual(words, expected, stream)


def write():
    old = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else {"streams": {}}
    broken = list(breaches(old["streams"], current()))
    if broken:
        print("\n".join(broken), file=sys.stderr)
        return 1
    (version,) = versions()
    SNAPSHOT.write_text(json.dumps({"version": version, "streams": current()}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(write()) if sys.argv[1:] == ["--write"] else unittest.main()
