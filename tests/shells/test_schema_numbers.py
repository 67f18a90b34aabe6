"""A key that a release printed is still printed, or the number in `schema` has risen (and CHANGELOG says why).

Run as a script, at a release, this file writes the keys of the version of this checkout to `tests/old/`.
"""

import json
from pathlib import Path

import pytest

import dolomite
from dolomite.report.json import SCHEMA_NUMBER
from dolomite.view.shape import DOCUMENTS, adapter

OLD = Path(__file__).parents[1] / "old"


def version(path):
    return [int(part) for part in path.stem.removeprefix("keys-").split(".")]


# The keys of every JSON Schema of the last release, nested.
LAST_RELEASE = json.loads(max(OLD.glob("keys-*.json"), key=version).read_text(encoding="utf-8"))


def keys(schema):
    """Every path of keys that a schema declares; what contains itself is followed once."""
    names = schema.get("$defs", {})

    def walk(node, path, within):
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            if name in within:
                return
            node, within = names[name], within | {name}
        for key, part in node.get("properties", {}).items():
            yield (*path, key)
            yield from walk(part, (*path, key), within)
        for several in ("anyOf", "oneOf", "allOf", "prefixItems"):
            for part in node.get(several, ()):
                yield from walk(part, path, within)
        for inside in ("items", "additionalProperties"):
            if isinstance(node.get(inside), dict):
                yield from walk(node[inside], path, within)

    return set(walk(schema, (), frozenset()))


def nested(tree, path=()):
    for key, inner in tree.items():
        yield (*path, key)
        yield from nested(inner, (*path, key))


def gone(command, schema):
    return sorted(".".join(path) for path in set(nested(LAST_RELEASE[command]["keys"])) - keys(schema))


@pytest.mark.parametrize("command", LAST_RELEASE)
def test_no_key_goes_under_the_same_number(command):
    missing = gone(command, adapter(command).json_schema())
    risen = SCHEMA_NUMBER.get(command, 1) > LAST_RELEASE[command]["number"]
    assert risen or not missing, f"{command} no longer has {missing}: raise its number in report/json, and write a note"


def test_a_key_that_goes_is_found():
    schema = adapter("need").json_schema()
    del schema["properties"]["energy"]
    assert "energy" in gone("need", schema)


def nest(paths):
    tree = {}
    for path in sorted(paths):
        inner = tree
        for key in path:
            inner = inner.setdefault(key, {})
    return tree


def test_what_a_release_writes_is_what_is_compared():
    paths = keys(adapter("need").json_schema())
    assert set(nested(nest(paths))) == paths


if __name__ == "__main__":
    lines = []
    for command in sorted(DOCUMENTS):
        release = {"number": SCHEMA_NUMBER.get(command, 1), "keys": nest(keys(adapter(command).json_schema()))}
        lines.append(f" {json.dumps(command)}: {json.dumps(release, separators=(',', ':'))}")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (OLD / f"keys-{dolomite.__version__}.json").write_text(text, encoding="utf-8")
