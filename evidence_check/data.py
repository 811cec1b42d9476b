"""Reads reviewed data files (YAML) and checks them against their JSON Schema, naming the line of every mistake."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from evidence_check.errors import EvidenceCheckError
from evidence_check.resources import standards_dir

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeys(_Loader):  # type: ignore[misc]
    """A safe loader that refuses a key given twice, which YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if isinstance(key_node, yaml.ScalarNode) and key_node.tag != "tag:yaml.org,2002:merge":
                if key_node.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key_node.value!r} is given twice", key_node.start_mark
                    )
                seen.add(key_node.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


# Dates stay text: "2026-10" and "2026-10-31" must come out alike, and a report is JSON.
_UniqueKeys.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


class DataError(EvidenceCheckError):
    """A data file that can't be read or does not fit its schema: the file, the line, what was expected."""


@lru_cache(maxsize=32)
def _schema(schema: str, root: Path) -> Any:
    return json.loads((root / "schema" / f"{schema}.schema.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def _quick(schema: str, root: Path) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema(schema, root))


def fits(content: Any, schema: str, root: Path | None = None) -> bool:
    """Return whether content surely fits a schema: in a thousandth of the time that naming the misfit takes."""
    try:
        return bool(_quick(schema, root or standards_dir()).is_valid(content))
    except (ValueError, TypeError, OverflowError):  # no JSON, such as keys that are numbers: the other one says so
        return False


def _line_of(text: str, path: list[str | int]) -> int:
    """Return the 1-based line where the value at ``path`` stands, or where its nearest parent does."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    found, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            line = found.start_mark.line + 1 if found is not None else line
        if found is None:
            return line
        node = found
    return line


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        DataError: the file is missing, can't be opened, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "Save the file again as UTF-8. 请用 UTF-8 编码另存。"
        raise DataError(f"{path}:{line}: not UTF-8 text", hint) from error
    except OSError as error:
        raise DataError(f"{path}: can't be opened ({error.strerror})") from error


def parse_yaml(text: str, path: Path) -> Any:
    """Return the content of a YAML text; ``path`` is where it stands, for messages.

    Raises:
        DataError: broken YAML, or a repeated key; the message names file and line.
    """
    try:
        return yaml.load(text, Loader=_UniqueKeys)  # a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = "Check the brackets, colons and indents of that line. 请检查该行及上一行的括号、冒号和缩进。"
        raise DataError(f"{path}:{line}: {error.problem or 'not YAML'}", hint) from error
    except yaml.YAMLError as error:
        raise DataError(f"{path}: not YAML ({error})") from error


def read_yaml(path: Path, schema: str | None = None, root: Path | None = None) -> Any:
    """Return the content of a YAML file, checked against ``<root>/schema/<schema>.schema.json`` where one is named.

    Raises:
        DataError: broken YAML, a repeated key, or content that does not fit; the message names file and line.
    """
    text = read_text(path)
    content = parse_yaml(text, path)
    if schema is not None:
        check(content, schema, path, text, root)
    return content


def check(content: Any, schema: str, path: Path, text: str, root: Path | None = None) -> None:
    """Raise a DataError for the first place where ``content`` (parsed from ``text``) does not fit ``schema``."""
    if fits(content, schema, root):
        return
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(_schema(schema, root or standards_dir()))
    errors = sorted(validator.iter_errors(content), key=lambda e: list(map(str, e.path)))
    if errors:
        first = errors[0]
        where = ".".join(str(step) for step in first.path) or "the file"
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise DataError(f"{path}:{_line_of(text, list(first.path))}: {where}: {first.message}{more}")
