#!/usr/bin/env python3
"""Check published streams against their JSON Schemas.

  validate.py DIR_OR_FILE...

A folder stands for all *.jsonl in it. The schema of a file is found by the file's name: recommendations.jsonl is
checked against recommendation.schema.json beside this script. Beyond the schema, a line must be UTF-8, end in a line
feed, name no key twice and have its keys in the schema's order. Every error is printed as "file:line: path: message".

Exit status: 0 all valid, 1 errors found, 2 usage. Needs python3-jsonschema (4.10 of Debian 12 or later).
"""
import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).resolve().parent
COMMON = "common.schema.json"


class Malformed(ValueError):
    """A line that is no JSON object as RFC 8259 means it."""


REFERENCE = re.compile(r'"\$ref": "([a-z]+)\.schema\.json(#[^"]*)?"')


def load_schema(path):
    """The schema with the others that it refers to copied into its definitions, so that every $ref is local and any
    validator can follow it. A whole schema becomes a definition of its stream's name."""
    text = path.read_text(encoding="utf-8")
    schema = json.loads(REFERENCE.sub(lambda ref: f'"$ref": "{ref[2] or "#/$defs/" + ref[1]}"', text))
    definitions = {}
    for name in sorted({match[1] for match in REFERENCE.finditer(text)}):
        other = load_schema(SCHEMAS / f"{name}.schema.json")
        definitions |= other.pop("$defs")
        definitions[name] = {key: value for key, value in other.items() if key not in ("$schema", "$id")}
    schema["$defs"] = {**definitions, **schema.get("$defs", {})}
    Draft202012Validator.check_schema(schema)
    return schema


def unique_keys(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise Malformed(f"duplicate key {next(key for key in keys if keys.count(key) > 1)!r}")
    return dict(pairs)


def no_constant(name):
    raise Malformed(f"{name} is not JSON")


def parse(line):
    if not line.endswith(b"\n"):
        raise Malformed("no line feed at the end of the file")
    return json.loads(line.decode("utf-8"), object_pairs_hook=unique_keys, parse_constant=no_constant)


def resolve(node, schema):
    """The part of the schema that says which keys there are: "then" is for an object that may also be null."""
    while "$ref" in node or ("then" in node and "properties" not in node):
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node["then"]
    return node


def misplaced_keys(value, node, schema, path="$"):
    """Paths of objects whose keys, as far as the schema knows them, are not in its order."""
    node = resolve(node, schema)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from misplaced_keys(item, node.get("items", {}), schema, f"{path}[{index}]")
    elif isinstance(value, dict):
        properties = node.get("properties", {})
        known = [key for key in value if key in properties]
        if known != [key for key in properties if key in value]:
            yield path
        for key in known:
            yield from misplaced_keys(value[key], properties[key], schema, f"{path}.{key}")


def errors_of_line(line, validator):
    """(path, message) of everything wrong with one line."""
    try:
        value = parse(line)
    except ValueError as error:  # also UnicodeDecodeError and json.JSONDecodeError
        return [("$", str(error))]
    errors = [(error.json_path, error.message) for error in validator.iter_errors(value)]
    errors += [(path, "keys are not in the schema's order") for path in misplaced_keys(value, validator.schema, validator.schema)]
    return sorted(errors)


def validator_for(path):
    """recommendations.jsonl -> a validator of recommendation.schema.json; None where there is no such schema."""
    schema_path = SCHEMAS / f"{path.stem.removesuffix('s')}.schema.json"
    return Draft202012Validator(load_schema(schema_path)) if schema_path.exists() else None


def validate_file(path):
    validator = validator_for(path)
    if not validator:
        known = ", ".join(sorted(f"{p.name.split('.')[0]}s.jsonl" for p in SCHEMAS.glob("*.schema.json") if p.name != COMMON))
        print(f"{path}:1: $: no schema for a stream of this name; there is one for {known}")
        return False
    valid = True
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            for where, message in errors_of_line(line, validator):
                print(f"{path}:{number}: {where}: {message}")
                valid = False
    return valid


def streams(arguments):
    """The files meant, or a word on what is wrong with the arguments."""
    paths = []
    for argument in map(Path, arguments):
        found = sorted(argument.glob("*.jsonl")) if argument.is_dir() else [argument]
        if not found:
            return [], f"{argument}: no *.jsonl in this folder"
        if not found[0].is_file():
            return [], f"{argument}: no such file or folder"
        paths += found
    return paths, None


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    paths, complaint = streams(arguments)
    if complaint:
        print(f"validate.py: {complaint}", file=sys.stderr)
        return 2
    return 0 if all([validate_file(path) for path in paths]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
